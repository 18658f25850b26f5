//! What Gemini is told of groups of borrowers.

use std::fmt::Write;

use smart_loan_recovery::advisor::counsel::Manner;
use smart_loan_recovery::session::TalkScope;
use smart_loan_recovery::sheets::treatment_name;
use smart_loan_recovery::strategy::Treatment;

use crate::counsel::write_to;
use crate::page::Page;

/// Five borrowers with forty loans each, and many with one: what the answer tells of groups.
#[test]
fn groups_are_told_as_sums_by_borrowers_and_small_ones_do_not_follow_from_the_others() {
    let mut csv = "Customer_ID,Monthly_Income,EMI,Days_Past_Due,Outstanding_Amount,Loan_Status\n".to_owned();
    for row in 0..600u32 {
        let borrower = if row < 200 { row % 5 } else { row };
        let status = if (row * 7) % 10 < 4 { "Default" } else { "Fully Paid" };
        // The five are long past due, and so are their next steps.
        let (late, owed) = if row < 200 { (400 + row % 7, 900_000) } else { ((row * 37) % 100, 50_000 + row * 771) };
        let _ = writeln!(csv, "C-{borrower:04},{},{},{late},{owed},{status}", 21_000 + row * 100, 4_000 + row);
    }
    let mut page = Page::new(1);
    page.drop_file("loans.csv", csv.as_bytes());
    page.run();
    page.session.edit_setup(|setup| setup.params.n_trees = 20);
    page.session.train();
    page.run();
    write_to(&mut page, 300);
    let mut told = |scope: TalkScope| {
        page.session.change_counsel(1, |counsel| (counsel.manner, counsel.scope) = (Manner::Ask, scope));
        page.run();
        page.session.counsel().brief().unwrap().situation.join("\n")
    };
    let all = told(TalkScope::Portfolio);
    assert!(all.contains("Borrowers: 405\nLoans: 600"), "{all}");
    let number = |text: &str, start: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(start))?;
        line.split(' ').next()?.replace(',', "").parse::<usize>().ok()
    };
    // The two hundred loans that are more than a year late are of five people.
    assert!(all.contains("By days past due") && all.contains("- others: not told"), "{all}");
    let (mut n_told, mut n_untold) = (0, 0);
    for step in Treatment::ALL {
        let group = told(TalkScope::Group(step));
        let in_table = number(&all, &format!("- {}: ", treatment_name(step)));
        match number(&group, "Loans: ").or(number(&group, "Borrowers: ")) {
            Some(n) => {
                assert_eq!(in_table, Some(n), "{group}");
                n_told += 1;
            }
            None => {
                assert_eq!(in_table, None, "{group}");
                assert_eq!(group.lines().count(), 2, "{group}");
                n_untold += 1;
            }
        }
    }
    assert!(n_told > 0 && n_untold > 0, "{all}");
}
