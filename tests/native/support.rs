//! Where the files for tests are that are not in the repository.

use std::path::{Path, PathBuf};

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
