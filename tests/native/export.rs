//! What an export leaves as it was, what it adds, what it guards, and that it can be read again.

use proptest::prelude::*;

use crate::harness::{Harness, loans_csv, setup_of};
use crate::support::conformance;
use smart_loan_recovery::data::read::{Delimiter, LineEnd, Quote, ReadOptions, Reading, read_table};
use smart_loan_recovery::data::schema::{EXPORT_COLUMNS, Role, borrower_keys, infer_schema};
use smart_loan_recovery::export::{ADDED_COLUMNS, ExportError, ExportTotals, MESSAGE_COLUMNS, PLAN_COLUMNS, ScoredCsv, WORK_COLUMNS};
use smart_loan_recovery::jobs::protocol::FileSummary;
use smart_loan_recovery::quantity::{Probability, hash_pair};
use smart_loan_recovery::strategy::CutOffs;

/// A score for each row of a table, some of them none.
fn scores(n_rows: usize) -> Vec<Option<Probability>> {
    (0..n_rows as u64)
        .map(|row| if row % 5 == 3 { None } else { Probability::from_share(hash_pair(1, row) % 1_000_001, 1_000_000) })
        .collect()
}

fn scored_as(reading: &Reading, original: &[u8], piece_bytes: usize) -> Result<(Vec<u8>, ExportTotals), ExportError> {
    let schema = infer_schema(&reading.table);
    let mut writer = ScoredCsv::new(reading, &schema, &scores(reading.table.n_rows()), CutOffs::default());
    let mut bytes: Vec<u8> = original.chunks(piece_bytes).flat_map(|piece| writer.push(piece)).collect();
    let (rest, totals) = writer.finish()?;
    bytes.extend(rest);
    Ok((bytes, totals))
}

fn read(bytes: &[u8]) -> Reading {
    read_table(bytes, &ReadOptions::default()).unwrap()
}

fn export(original: &str) -> String {
    export_of(&read(original.as_bytes()), original)
}

fn export_of(reading: &Reading, original: &str) -> String {
    String::from_utf8(scored_as(reading, original.as_bytes(), 1 << 20).unwrap().0).unwrap()
}

/// What is added to each row of the table, with this delimiter; blanks part no empty or parted cell.
fn added(n_rows: usize, delimiter: char) -> Vec<String> {
    let cell = |text: &str| {
        let needs_quotes = delimiter == ' ' && (text.is_empty() || text.contains(' '));
        if needs_quotes { format!("\"{text}\"") } else { text.to_owned() }
    };
    let row = |score: Option<Probability>| {
        let strategy = CutOffs::default().strategy(score);
        let score = score.map_or(String::new(), |score| format!("{:.6}", score.value()));
        [score.as_str(), strategy.file_band(), strategy.file_label()].map(|text| format!("{delimiter}{}", cell(text))).concat()
    };
    scores(n_rows).into_iter().map(row).collect()
}

#[test]
fn the_columns_added_are_those_that_reading_knows() {
    assert_eq!([&ADDED_COLUMNS[..], &PLAN_COLUMNS, &WORK_COLUMNS, &MESSAGE_COLUMNS].concat(), EXPORT_COLUMNS);
}

#[test]
fn every_byte_of_the_original_stays_in_every_dialect() {
    for (delimiter, name) in
        [(',', Delimiter::Comma), (';', Delimiter::Semicolon), ('\t', Delimiter::Tab), ('|', Delimiter::Pipe), (' ', Delimiter::Space)]
    {
        for (line_end, ends) in [("\n", LineEnd::Lf), ("\r\n", LineEnd::CrLf), ("\r", LineEnd::Cr)] {
            for mark in ["", "\u{feff}"] {
                let rows = [
                    "id|note|amount",
                    "a1|plain|1.50",
                    "a2|\"quoted | \"\"word\"\"\"|2",
                    "\"a3\"|\"two\nlines\"|003.0",
                    "a4|\"\"|4",
                    "a5|é₹|5",
                ];
                let lines = rows.map(|row| row.replace('|', &delimiter.to_string()));
                let original = format!("{mark}{}{line_end}", lines.join(line_end));
                let reading = read(original.as_bytes());
                assert_eq!((reading.dialect.delimiter, reading.dialect.line_end, reading.table.n_rows()), (name, ends, 5));
                let header = ADDED_COLUMNS.map(|name| format!("{delimiter}{name}")).concat();
                let expected: String = lines
                    .iter()
                    .zip(std::iter::once(header).chain(added(5, delimiter)))
                    .map(|(line, added)| format!("{line}{added}{line_end}"))
                    .collect();
                assert_eq!(export(&original), format!("{mark}{expected}"));
            }
        }
    }
}

#[test]
fn runs_of_blanks_between_cells_stay_and_so_do_those_at_the_ends() {
    let original = "  id   n\n 1   10  \n22    \"x y\"\n3  30 \n";
    let lines: Vec<String> = original
        .lines()
        .zip([" risk_score risk_band recovery_strategy".to_owned()].into_iter().chain(added(3, ' ')))
        .map(|(line, added)| format!("{line}{added}\n"))
        .collect();
    let first = export(original);
    assert_eq!(first, lines.concat());
    assert_eq!(export(&first), first);
}

#[test]
fn a_last_line_without_an_end_gets_one_and_empty_lines_go() {
    assert_eq!(
        export("a,b\n\n1,2\n\n3,4"),
        format!("a,b,risk_score,risk_band,recovery_strategy\n1,2{}\n3,4{}\n", added(2, ',')[0], added(2, ',')[1])
    );
}

#[test]
fn short_rows_are_filled_and_not_scored_and_long_ones_left_out_and_counted() {
    let regular = |n_rows: usize| vec!["1,2,3"; n_rows].join("\n");
    let original = format!("a,b,c\n{}\n4,5\n6\n7,8,9,10\n{}\n", regular(20), regular(1));
    let reading = read(original.as_bytes());
    let (bytes, totals) = scored_as(&reading, original.as_bytes(), 7).unwrap();
    let mut lines: Vec<String> = added(21, ',').into_iter().map(|added| format!("1,2,3{added}")).collect();
    lines.splice(20..20, ["4,5,,,,Not Scored", "6,,,,,Not Scored"].map(str::to_owned));
    let expected = format!("a,b,c,risk_score,risk_band,recovery_strategy\n{}\n", lines.join("\n"));
    assert_eq!(String::from_utf8(bytes).unwrap(), expected);
    assert_eq!(totals, ExportTotals { n_rows: 23, n_left_out: 1 });
    // Read again, the filled rows are rows like others.
    assert_eq!(read(expected.as_bytes()).table.n_rows(), 23);

    let spaced = export(&format!("a b c\n{}4 5\n", "1 2 3\n".repeat(20)));
    assert!(spaced.ends_with("4 5 \"\" \"\" \"\" \"Not Scored\"\n"), "{spaced}");
    assert_eq!(read(spaced.as_bytes()).table.n_columns(), 6);
}

#[test]
fn a_file_without_a_header_gets_one() {
    let original = "1;20;x\n2;30;y\n3;40;x\n";
    let export = export(original);
    assert!(export.starts_with("column_1;column_2;column_3;risk_score;risk_band;recovery_strategy\n1;20;x;"));
    let reading = read(export.as_bytes());
    assert_eq!((reading.table.names()[..3].to_vec(), reading.table.n_rows()), (read(original.as_bytes()).table.names().to_vec(), 3));
}

#[test]
fn a_line_that_names_the_separator_stays_in_front() {
    for (line, mark) in [("sep=;", ""), ("\"sep=;\"", ""), ("SEP=;", "\u{feff}")] {
        let original = format!("{mark}{line}\r\nid;name\r\n1;a\r\n2;b\r\n");
        let added = added(2, ';');
        let expected = format!("{mark}{line}\r\nid;name;risk_score;risk_band;recovery_strategy\r\n1;a{}\r\n2;b{}\r\n", added[0], added[1]);
        assert_eq!(export(&original), expected);
        assert_eq!(export(&expected), expected);
    }
    assert!(export("sep=;\n1;2\n3;4\n").starts_with("sep=;\ncolumn_1;column_2;risk_score"));
}

#[test]
fn a_header_that_is_out_of_step_with_its_rows_stays_in_step_with_what_is_added() {
    // Row names, as R writes them; a delimiter behind each row; a delimiter behind the header.
    let files = [
        ("b,c\n", "r1,2,3\n"),
        ("a,b\n", "1,2,\n"),
        ("a,b,\n", "1,2\n"),
        ("b c\n", "\"r 1\"  2 3\n"),
        (",b\n", "1,2\n"),
        (",b\n", "1,2,\n"),
    ];
    for (header, row) in files {
        let original = &format!("{header}{}", row.repeat(20));
        let reading = read(original.as_bytes());
        let first = export_of(&reading, original);
        let again = read(first.as_bytes());
        let n_columns = reading.table.n_columns();
        assert_eq!(again.table.names()[..n_columns], *reading.table.names(), "{first}");
        assert_eq!(again.table.columns()[..n_columns], *reading.table.columns(), "{first}");
        assert_eq!(again.table.names()[n_columns..], ADDED_COLUMNS, "{first}");
        assert_eq!(export_of(&again, &first), first);
    }
}

#[test]
fn columns_of_an_earlier_export_are_replaced_wherever_they_stand() {
    let added = added(2, ',');
    let expected = format!("a,b,note,risk_score,risk_band,recovery_strategy\n1,2,\"x, y\"{}\n3,4,z{}\n", added[0], added[1]);
    for original in [
        // A column that a person has added behind them.
        "a,b,risk_score,risk_band,recovery_strategy,note\n1,2,0.9,High,Legal Action,\"x, y\"\n3,4,,,\"Not Scored\",z\n",
        "risk_score,risk_band,recovery_strategy,a,b,note\n0.9,High,Legal Action,1,2,\"x, y\"\n,,Not Scored,3,4,z\n",
        "a,b,risk_score,risk_band,recovery_strategy,segment,persona,note\n1,2,0.9,High,\"Legal Action\",1,calm,\"x, y\"\n3,4,,,Not Scored,2,busy,z\n",
    ] {
        assert_eq!(export(original), expected);
    }
}

/// With a plan behind the scores whose cells tell their row.
fn planned(reading: &Reading, original: &[u8], piece_bytes: usize) -> String {
    let mut cells = |row: Option<usize>| {
        let row = row.map_or_else(|| "none".to_owned(), |row| row.to_string());
        vec![
            format!("=group {row}"),
            "Forgetful".to_owned(),
            String::new(),
            "Reminder".to_owned(),
            format!("one, {row}; \"two\""),
            "-34.50".to_owned(),
            "1.25".to_owned(),
            "yes".to_owned(),
            "yes".to_owned(),
            String::new(),
            "by".to_owned(),
        ]
    };
    let schema = infer_schema(&reading.table);
    let mut writer = ScoredCsv::new(reading, &schema, &scores(reading.table.n_rows()), CutOffs::default()).with_plan();
    let mut bytes: Vec<u8> = original.chunks(piece_bytes).flat_map(|piece| writer.push_planned(piece, &mut cells)).collect();
    bytes.extend(writer.finish_planned(&mut cells).unwrap().0);
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_plan_stands_behind_the_scores_in_any_pieces_and_never_as_a_formula() {
    let original = format!("a,b\n{}5\n", "1,2\n".repeat(20));
    let reading = read(original.as_bytes());
    let first = planned(&reading, original.as_bytes(), 1 << 20);
    let lines: Vec<&str> = first.lines().collect();
    assert_eq!(lines[0], format!("a,b,{},{}", ADDED_COLUMNS.join(","), PLAN_COLUMNS.join(",")));
    assert!(lines[2].ends_with(",'=group 1,Forgetful,,Reminder,\"one, 1; \"\"two\"\"\",-34.50,1.25,yes,yes,,by"), "{}", lines[2]);
    assert!(lines[21].starts_with("5,,,,Not Scored,'=group none,"), "{}", lines[21]);
    assert_eq!(planned(&reading, original.as_bytes(), 3), first);
    // Opened again, all that was added is replaced.
    let again = read(first.as_bytes());
    let own = infer_schema(&again.table).columns.iter().filter(|column| column.role == Role::OwnExport).count();
    assert_eq!((own, again.table.n_columns()), (14, 16));
    assert_eq!(planned(&again, first.as_bytes(), 11).lines().next(), first.lines().next());
}

#[test]
fn what_was_done_stands_behind_the_plan_and_is_replaced_when_it_is_opened_again() {
    let write = |original: &[u8]| {
        let reading = read(original);
        let note = |row: usize| match row {
            0 => "=HYPERLINK(\"x\")",
            1 => "said:\n\"later\", über 3 %",
            _ => "-",
        };
        let mut cells = |row: Option<usize>| {
            let work = row.map_or([""; 3], |row| ["yes", "Paid", note(row)]);
            ["1", "Forgetful", "", "Reminder", "why", "2", "1", "", "", "3", "by"].into_iter().chain(work).map(str::to_owned).collect()
        };
        let schema = infer_schema(&reading.table);
        let scores = scores(reading.table.n_rows());
        let mut writer = ScoredCsv::new(&reading, &schema, &scores, CutOffs::default()).with_plan().with_work();
        let mut bytes: Vec<u8> = original.chunks(7).flat_map(|piece| writer.push_planned(piece, &mut cells)).collect();
        bytes.extend(writer.finish_planned(&mut cells).unwrap().0);
        bytes
    };
    let original = "a,b,note\n1,2,mine\n3,4,mine too\n5,6,\n7\n";
    let first = write(original.as_bytes());
    let text = String::from_utf8(first.clone()).unwrap();
    assert!(text.starts_with(
        "a,b,note,risk_score,risk_band,recovery_strategy,segment,persona,plan,next_action,reasons,expected_value,over_waiting,person_first,needs_human,work_order,plan_basis,done,contact_outcome,note\n"
    ));
    assert!(text.contains(",why,2,1,,,3,by,yes,Paid,\"'=HYPERLINK(\"\"x\"\")\"\n"), "{text}");
    assert!(text.contains(",why,2,1,,,3,by,yes,Paid,\"said:\n\"\"later\"\", über 3 %\"\n"), "{text}");
    assert!(text.ends_with(",why,2,1,,,3,by,,,\n") && text.contains(",yes,Paid,'-\n"), "{text}");
    let again = read(&first);
    let schema = infer_schema(&again.table);
    let own: Vec<bool> = schema.columns.iter().map(|column| column.role == Role::OwnExport).collect();
    assert_eq!(own, [vec![false; 3], vec![true; 17]].concat());
    // The last row was too short to be read as it stands; now it has all its cells.
    let n_bytes = text.rfind("\n7,").unwrap();
    assert_eq!(write(&first)[..n_bytes], first[..n_bytes]);
}

#[test]
fn a_file_whose_quotes_mean_nothing_stays_in_step() {
    let options = ReadOptions { quote: Some(Quote::None), ..ReadOptions::default() };
    let original = "a;b\n1;\"2\n3;4\n";
    let reading = read_table(original.as_bytes(), &options).unwrap();
    let mut cells =
        |_: Option<usize>| ["1", "", "", "a;b", "two\r\nlines", "", "", "", "", "", "", "yes", "", "x;y"].map(str::to_owned).to_vec();
    let schema = infer_schema(&reading.table);
    let mut writer = ScoredCsv::new(&reading, &schema, &scores(reading.table.n_rows()), CutOffs::default()).with_plan().with_work();
    let mut bytes = writer.push_planned(original.as_bytes(), &mut cells);
    bytes.extend(writer.finish_planned(&mut cells).unwrap().0);
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.lines().all(|line| line.split(';').count() == 19), "{text}");
    assert!(text.contains(";a b;two  lines;;;;;;;yes;;x y\n"), "{text}");
}

#[test]
fn a_risk_score_of_somebody_else_stays() {
    let original = "id,risk_score\n1,5\n2,6\n";
    let first = export(original);
    assert!(first.starts_with("id,risk_score,risk_score,risk_band,recovery_strategy\n1,5,"));
    assert_eq!(export(&first), first);
    let schema = infer_schema(&read(first.as_bytes()).table);
    let own: Vec<bool> = schema.columns.iter().map(|column| column.role == Role::OwnExport).collect();
    assert_eq!(own, [false, false, true, true, true]);
}

#[test]
fn a_file_that_has_changed_is_not_written() {
    let original = "a,b\n1,2\n3,4\n5\n";
    let reading = read(original.as_bytes());
    for changed in ["a,b\n1,2\n3,4\n", "a,b\n1,2\n3,4\n5\n6\n", "a,b\n1,2\n3\n5\n", "a,b\n1,2\n3,4\n5,6\n", "a,b\n1,2,9\n3,4\n5\n"] {
        assert_eq!(scored_as(&reading, changed.as_bytes(), 3), Err(ExportError::FileChanged), "{changed}");
    }
    assert!(matches!(scored_as(&reading, b"a,b\n1,2\n3,4\n\"5\n6,7\n", 100), Err(ExportError::Split(_))));
}

// Formulas

const TRIGGERS: [char; 12] = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'];

/// The cells of a column as a spreadsheet would get them.
fn cells(bytes: &[u8], column: usize) -> Vec<String> {
    use smart_loan_recovery::data::records::{Record, RecordSplitter, SplitError};
    let mut cells = Vec::new();
    let mut keep = |record: Record<'_>| -> Result<(), SplitError> {
        cells.push(String::from_utf8(record.field(column).to_vec()).unwrap());
        Ok(())
    };
    let mut splitter = RecordSplitter::new(Delimiter::Comma);
    splitter.push(bytes, &mut keep).unwrap();
    splitter.finish(&mut keep).unwrap();
    cells
}

#[test]
fn no_text_of_the_hostile_file_starts_a_formula_and_reading_gives_it_back() {
    let Some(folder) = conformance() else { return };
    let hostile = std::fs::read(folder.join("csv-suite/generated/hostile/formula_injection.csv")).unwrap();
    let reading = read(&hostile);
    let (first, _) = scored_as(&reading, &hostile, 1 << 20).unwrap();
    let (before, after) = (cells(&hostile, 1), cells(&first, 1));
    assert_eq!(before.len(), after.len());
    for (before, after) in before.iter().zip(&after) {
        assert!(!after.starts_with(TRIGGERS), "{after:?}");
        assert!(after == before || *after == format!("'{before}"), "{before:?} became {after:?}");
    }
    assert!(after.iter().filter(|cell| cell.starts_with('\'')).count() >= 14);

    let again = read(&first);
    assert_eq!(again.table.columns()[..2], *reading.table.columns());
    assert_eq!(again.first_rows[1][1], reading.first_rows[1][1]);
    assert_eq!(scored_as(&again, &first, 1 << 20).unwrap().0, first);
}

#[test]
fn cells_that_browsers_or_models_might_run_stay_as_they_are() {
    let Some(folder) = conformance() else { return };
    for name in ["xss_cells.csv", "xss_headers.csv", "prompt_injection_cells.csv"] {
        let hostile = std::fs::read(folder.join("csv-suite/generated/hostile").join(name)).unwrap();
        let reading = read(&hostile);
        let (first, _) = scored_as(&reading, &hostile, 100).unwrap();
        let again = read(&first);
        let n_columns = reading.table.n_columns();
        assert_eq!(again.table.names()[..n_columns], *reading.table.names(), "{name}");
        assert_eq!(again.table.columns()[..n_columns], *reading.table.columns(), "{name}");
    }
}

#[test]
fn numbers_stay_numbers_and_texts_like_them_are_guarded() {
    let original = "id,change,phone,=name\na,-5,+919876543210,x\nb,+3.5,+91 98765 43210,-\nc,\"-1,234\",none,y\n";
    let first = export(original);
    let lines: Vec<&str> = first.lines().collect();
    assert_eq!(lines[0], "id,change,phone,'=name,risk_score,risk_band,recovery_strategy");
    assert!(lines[1].starts_with("a,-5,'+919876543210,x,"));
    assert!(lines[2].starts_with("b,+3.5,'+91 98765 43210,'-,"));
    assert!(lines[3].starts_with("c,\"-1,234\",none,y,"));
    let again = read(first.as_bytes());
    assert_eq!(again.table.names()[3], "=name");
    assert_eq!(again.table.columns()[..4], *read(original.as_bytes()).table.columns());
    assert_eq!(export(&first), first);
}

#[test]
fn an_apostrophe_of_the_persons_own_is_not_taken_off() {
    let original = "id,note\na,'=1+1\nb,'hello\nc,''@x\n";
    assert_eq!(read(original.as_bytes()).first_rows[0][1], "'=1+1");
    let first = export(original);
    assert_eq!(cells(first.as_bytes(), 1), ["note", "''=1+1", "'hello", "'''@x"]);
    assert_eq!(read(first.as_bytes()).table.columns()[1], read(original.as_bytes()).table.columns()[1]);
    assert_eq!(export(&first), first);
}

// Any file

#[derive(Clone, Debug)]
struct AnyFile {
    delimiter: char,
    line_end: &'static str,
    has_mark: bool,
    rows: Vec<Vec<String>>,
    quote_all: bool,
    cut: usize,
}

fn any_cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zé₹ '.]{0,6}",
        2 => "[=+@'\t-]{0,2}[a-z0-9]{0,3}",
        2 => "-?[0-9]{1,5}(\\.[0-9]{1,2})?",
        1 => "[a-z,;| \"\n\r]{1,6}",
    ]
}

fn any_file() -> impl Strategy<Value = AnyFile> {
    (2usize..6).prop_flat_map(|n_columns| {
        (
            prop::sample::select(vec![',', ';', '\t', '|', ' ']),
            prop::sample::select(vec!["\n", "\r\n", "\r"]),
            any::<bool>(),
            prop::collection::vec(prop::collection::vec(any_cell(), n_columns), 1..12),
            any::<bool>(),
            1usize..40,
        )
            .prop_map(|(delimiter, line_end, has_mark, rows, quote_all, cut)| AnyFile {
                delimiter,
                line_end,
                has_mark,
                rows,
                quote_all,
                cut,
            })
    })
}

impl AnyFile {
    fn cell(&self, cell: &str) -> String {
        let is_special = cell.is_empty() || cell.contains([self.delimiter, '"', '\n', '\r', ' ']);
        if self.quote_all || is_special { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
    }

    /// Its records as they stand in the file, the header first.
    fn records(&self) -> Vec<String> {
        let header = (0..self.rows[0].len()).map(|column| format!("name{column}")).collect::<Vec<_>>();
        let rows = std::iter::once(&header).chain(&self.rows);
        rows.map(|row| row.iter().map(|cell| self.cell(cell)).collect::<Vec<_>>().join(&self.delimiter.to_string())).collect()
    }

    fn options(&self) -> ReadOptions {
        let delimiter = Delimiter::ALL.into_iter().find(|delimiter| char::from(delimiter.byte()) == self.delimiter);
        ReadOptions { delimiter, has_header: Some(true), ..ReadOptions::default() }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_file_comes_out_whole_in_any_pieces_and_comes_back_the_same(file in any_file()) {
        prop_assume!(file.rows.iter().flatten().any(|cell| !cell.trim().is_empty()));
        let records = file.records();
        let mark = if file.has_mark { "\u{feff}" } else { "" };
        let original = format!("{mark}{}{}", records.join(file.line_end), file.line_end);
        let reading = read_table(original.as_bytes(), &file.options()).unwrap();
        let (first, totals) = scored_as(&reading, original.as_bytes(), original.len()).unwrap();
        prop_assert_eq!(&scored_as(&reading, original.as_bytes(), file.cut).unwrap().0, &first);
        let n_filled = file.rows.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).count();
        prop_assert_eq!(totals, ExportTotals { n_rows: n_filled as u64, n_left_out: 0 });

        let text = String::from_utf8(first.clone()).unwrap();
        for (record, row) in records.iter().skip(1).zip(&file.rows) {
            let is_filled = row.iter().any(|cell| !cell.trim().is_empty());
            if is_filled && !row.iter().any(|cell| cell.trim_start_matches('\'').starts_with(TRIGGERS)) {
                prop_assert!(text.contains(&format!("{record}{}", file.delimiter)), "{record} in {text}");
            }
        }

        let again = read_table(&first, &file.options()).unwrap();
        let n_columns = reading.table.n_columns();
        prop_assert_eq!(&again.table.columns()[..n_columns], reading.table.columns());
        prop_assert_eq!(&again.table.names()[n_columns..], &ADDED_COLUMNS.map(str::to_owned)[..]);
        prop_assert_eq!(scored_as(&again, &first, file.cut).unwrap().0, first);
    }
}

// Training again on an export

/// Opens, trains and exports; the summary's role of each column.
fn round(bytes: &[u8], n_trees: u32) -> (FileSummary, Vec<u8>) {
    let mut harness = Harness::new(2);
    let file = harness.open("loans.csv", bytes).unwrap();
    harness.train(&setup_of(&file, n_trees)).unwrap();
    let export = harness.export().unwrap();
    (file, export)
}

fn keys(bytes: &[u8]) -> Vec<u64> {
    let reading = read(bytes);
    borrower_keys(&reading.table, &infer_schema(&reading.table))
}

#[test]
fn an_export_opened_again_trains_to_the_same_model_and_the_same_bytes() {
    // One file with identifiers, one whose borrowers are known by all their cells, and one with formulas in it.
    let with_identifiers = loans_csv(300, 4);
    let text = String::from_utf8(with_identifiers.clone()).unwrap();
    let without: String = text.lines().map(|line| line.split(',').skip(2).collect::<Vec<_>>().join(",") + "\n").collect();
    let with_formulas = text.replace(",Gold,", ",=Gold,").replace(",Home,", ",-Home,").replace("Monthly_Income", "+Monthly_Income");
    for original in [with_identifiers, without.into_bytes(), with_formulas.into_bytes()] {
        let (file, first) = round(&original, 12);
        let (again, second) = round(&first, 12);
        assert_eq!(keys(&first), keys(&original));
        assert_eq!(second, first);
        let n_columns = file.schema.columns.len();
        assert_eq!(again.schema.columns[..n_columns], file.schema.columns);
        assert!(again.schema.columns[n_columns..].iter().all(|column| column.role == Role::OwnExport));
        assert_eq!(again.schema.columns.len(), n_columns + ADDED_COLUMNS.len() + PLAN_COLUMNS.len());
        assert_eq!(again.outcome, file.outcome);
        assert_eq!(setup_of(&again, 12).roles[..n_columns], setup_of(&file, 12).roles);
    }
}

#[test]
fn the_sample_opened_again_from_its_export_trains_to_the_same_bytes() {
    use smart_loan_recovery::data::sample::{SAMPLE_SEED, SampleMonth, sample_csv};
    let (_, first) = round(&sample_csv(SAMPLE_SEED, SampleMonth::September), 4);
    assert_eq!(round(&first, 4).1, first);
}
