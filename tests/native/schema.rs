//! Kinds, roles and outcomes of the public files.

use smart_loan_recovery::data::read::{ReadOptions, read_table};
use smart_loan_recovery::data::schema::{guess_outcome, infer_schema, labels};
use smart_loan_recovery::evaluation::leakage::find_leaks;

use crate::support::loan_file;

#[test]
fn survey() {
    for name in ["loan-recovery", "german-credit", "german-credit-kaggle-NA", "taiwan-credit-card", "loan-payments", "lendingclub-sample-150col", "lendingclub-percent-2500", "home-credit-sample"] {
        let Some(bytes) = loan_file(&format!("{name}.csv")) else { return };
        let reading = read_table(&bytes, &ReadOptions::default()).unwrap();
        let schema = infer_schema(&reading.table);
        println!("## {name} rows {} issues {} {:?}", reading.table.n_rows(), reading.issues.n_total(), reading.dialect);
        for issue in reading.issues.issues().iter().take(3) { println!("   {issue:?}"); }
        for c in &schema.columns {
            println!("  {:<45} {:?} {:?} {:?} {:?} miss {} distinct {} {:?}", c.name, c.kind, c.role, c.meaning, c.reason, c.n_missing, c.n_distinct, c.top_values.iter().take(2).collect::<Vec<_>>());
        }
        let choice = guess_outcome(&reading.table, &schema);
        println!("  outcome {choice:?}");
        if let Some(choice) = choice {
            let labels = labels(&reading.table, &choice).unwrap();
            let start = std::time::Instant::now();
            for leak in find_leaks(&reading.table, &schema, &labels) { println!("  LEAK {leak:?}"); }
            println!("  in {:?}", start.elapsed());
        }
    }
}
