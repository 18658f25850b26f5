//! Where the files for tests are, in the repository and beside it.

use std::path::{Path, PathBuf};

use smart_loan_recovery::data::read::{ReadError, ReadOptions, Reading, read_table};

/// The folder that an environment variable names, or its default; `None`, said once, where it is missing.
fn folder(variable: &str, default: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::var_os(variable).map_or_else(|| root.join(default), PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: no {variable}");
    None
}

/// A public loan file by its name.
pub fn loan_file(name: &str) -> Option<Vec<u8>> {
    let bytes = std::fs::read(folder("LOAN_DATA", "../shared/data")?.join(name)).ok();
    if bytes.is_none() {
        println!("skipped: no {name}");
    }
    bytes
}

/// The folder of the suites that others wrote.
pub fn conformance() -> Option<PathBuf> {
    folder("CONFORMANCE", "../shared/conformance")
}

/// All files below a folder, in order.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries.into_iter().flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

/// A small file of this repository.
pub fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Reads with nothing said by the person.
pub fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    read_table(bytes, &ReadOptions::default())
}

/// Reads a file that must be readable.
pub fn read_well(bytes: &[u8]) -> Reading {
    read(bytes).unwrap_or_else(|error| panic!("{error}"))
}

/// All cells of a column as canonical text.
pub fn texts(reading: &Reading, column: &str) -> Vec<String> {
    let column_idx = reading.table.position(column).unwrap_or_else(|| panic!("no column {column}"));
    (0..reading.table.n_rows()).map(|row| reading.table.columns()[column_idx].text(row).into_owned()).collect()
}
