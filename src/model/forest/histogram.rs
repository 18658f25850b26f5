use super::drawn_row::{Counts, DrawnRow};

/// Features counted in one pass over a node's rows: their additions do not wait for each other.
pub(super) const BATCH: usize = 4;

/// The rows of a node in each bin of a feature.
pub(super) type Histogram = [Counts; 256];

/// Which bins hold rows, a bit a bin.
pub(super) type Occupied = [u64; 4];

/// Adds the rows to one histogram a column; columns are of equal length.
pub(super) fn count_rows<const N: usize>(histograms: &mut [Histogram; BATCH], rows: &[DrawnRow], columns: [&[u8]; N]) {
    let n_rows = columns[0].len();
    let columns = columns.map(|column| &column[..n_rows]);
    for row in rows {
        let counts = row.counts();
        let row = row.row().min(n_rows - 1);
        for feature in 0..N {
            histograms[feature][columns[feature][row] as usize] += counts;
        }
    }
}

/// The same, and notes which bins hold rows: worth it where they are few.
pub(super) fn count_few_rows<const N: usize>(
    histograms: &mut [Histogram; BATCH],
    rows: &[DrawnRow],
    columns: [&[u8]; N],
) -> [Occupied; BATCH] {
    let n_rows = columns[0].len();
    let columns = columns.map(|column| &column[..n_rows]);
    let mut occupied = [Occupied::default(); BATCH];
    for row in rows {
        let counts = row.counts();
        let row = row.row().min(n_rows - 1);
        for feature in 0..N {
            let bin = columns[feature][row];
            histograms[feature][bin as usize] += counts;
            occupied[feature][usize::from(bin >> 6)] |= 1 << (bin & 63);
        }
    }
    occupied
}
