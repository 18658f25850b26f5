//! Any bytes are a table or a named error, in any pieces the same, and whatever was read can be written again.
//! The first bytes choose what is said of the file and where it is cut.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smart_loan_recovery::data::read::{DecimalMark, Delimiter, Encoding, LineEnd, Quote, ReadError, ReadOptions, Reading, TableReader};
use smart_loan_recovery::data::schema::infer_schema;
use smart_loan_recovery::export::{RejectedRows, ScoredCsv};
use smart_loan_recovery::strategy::CutOffs;

fn options(choices: [u8; 2]) -> ReadOptions {
    let bit = |place: u8| choices[1] & (1 << place) != 0;
    ReadOptions {
        encoding: Encoding::ALL.get(usize::from(choices[0] % 8)).copied(),
        delimiter: Delimiter::ALL.get(usize::from(choices[0] / 8 % 8)).copied(),
        quote: [Quote::Double, Quote::Single, Quote::None].get(usize::from(choices[0] / 64)).copied(),
        decimal: bit(0).then_some(DecimalMark::Comma),
        line_end: [LineEnd::Lf, LineEnd::CrLf, LineEnd::Cr].get(usize::from(choices[1] >> 1) % 8).copied(),
        has_header: bit(4).then_some(bit(5)),
        comment: bit(6).then_some(true),
        unwrap_rows: bit(7).then_some(true),
        ..ReadOptions::default()
    }
}

fn read<'a>(mut pieces: impl Iterator<Item = &'a [u8]>, options: &ReadOptions) -> Result<Reading, ReadError> {
    let mut reader = TableReader::new(options.clone());
    pieces.try_for_each(|piece| reader.push(piece))?;
    reader.finish()
}

fuzz_target!(|data: &[u8]| {
    let Some((&[first, second, size], bytes)) = data.split_first_chunk() else { return };
    let options = options([first, second]);
    let whole = read([bytes].into_iter(), &options);
    let parted = read(bytes.chunks(usize::from(size) + 1), &options);
    assert!(whole == parted, "pieces make a difference");
    let Ok(reading) = whole else { return };
    assert_eq!(reading.table.n_rows() as u64, reading.kept.n_kept());
    let schema = infer_schema(&reading.table);
    let mut scored = ScoredCsv::new(&reading, &schema, &vec![None; reading.table.n_rows()], CutOffs::default());
    scored.push(bytes);
    assert!(scored.finish().is_ok(), "what was read cannot be written");
    let mut rejected = RejectedRows::new(&reading);
    rejected.push(bytes, &reading);
    assert!(rejected.finish(&reading).is_ok(), "what was read cannot be listed");
});
