//! Passes over whole columns, where a file of a million rows spends its time when it has ended. Comes in: codes and
//! values, one a row. Goes out: counts, ends, and columns by code. Knows nothing of what they mean. None of them may
//! become part of code that is built small.

/// How many cells have each code; a place more than there are texts, the first for code 0.
#[inline(never)]
pub fn count_codes(codes: &[u32], n_texts: usize) -> Vec<u64> {
    let mut counts = vec![0; n_texts + 1];
    for &code in codes {
        counts[code as usize] += 1;
    }
    counts
}

/// The value of each code, one a row.
#[inline(never)]
pub fn values_by_code(codes: &[u32], values: &[f64]) -> Vec<f64> {
    codes.iter().map(|&code| values[code as usize]).collect()
}

/// Gives each row another code.
#[inline(never)]
pub fn recode(codes: &mut [u32], new_codes: &[u32]) {
    for code in codes {
        *code = new_codes[*code as usize];
    }
}

/// Codes beyond the last one become 0.
#[inline(never)]
pub fn drop_codes_beyond(codes: &mut [u32], last: usize) {
    for code in codes {
        *code = if *code as usize > last { 0 } else { *code };
    }
}

/// Values that are not finite become NaN.
#[inline(never)]
pub fn drop_infinities(values: &mut [f64]) {
    for value in values {
        *value = if value.is_finite() { *value } else { f64::NAN };
    }
}

/// How many values are no NaN.
#[inline(never)]
pub fn count_there(values: &[f64]) -> u64 {
    values.iter().map(|value| u64::from(!value.is_nan())).sum()
}

/// How many values are this one.
#[inline(never)]
pub fn count_equal(values: &[f64], wanted: f64) -> u64 {
    values.iter().map(|value| u64::from(*value == wanted)).sum()
}

/// The least and the largest value, without NaN and without those of `besides`; infinities where there is none.
#[inline(never)]
pub fn ends_besides(values: &[f64], besides: &[f64]) -> (f64, f64) {
    // Four at a time do not wait for each other.
    let (mut low, mut high) = ([f64::INFINITY; 4], [f64::NEG_INFINITY; 4]);
    let (fours, rest) = values.as_chunks::<4>();
    for values in fours.iter().map(<[f64; 4]>::as_slice).chain([rest]) {
        for ((&value, low), high) in values.iter().zip(&mut low).zip(&mut high) {
            if (value < *low || value > *high) && !besides.contains(&value) {
                *low = if value < *low { value } else { *low };
                *high = if value > *high { value } else { *high };
            }
        }
    }
    (low.into_iter().fold(f64::INFINITY, f64::min), high.into_iter().fold(f64::NEG_INFINITY, f64::max))
}
