//! Sorting, with one copy of the sorting code for all that is sorted: a copy for each type and closure was a fifth of the worker's
//! program.

use std::cmp::Ordering;

/// Sorts stably, as `slice::sort_by`.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut places: Vec<u32> = (0..items.len() as u32).collect();
    sort_places(&mut places, &|a, b| compare(&items[a as usize], &items[b as usize]));
    // Follows each cycle of the permutation once.
    for start in 0..items.len() {
        let mut here = start;
        while places[here] as usize != start {
            let next = places[here] as usize;
            items.swap(here, next);
            places[here] = here as u32;
            here = next;
        }
        places[here] = here as u32;
    }
}

/// Sorts numbers upwards, by `f64::total_cmp`.
#[inline(never)]
pub fn sort_numbers(numbers: &mut [f64]) {
    let mut keys: Vec<u64> = numbers.iter().map(|&number| number_key(number)).collect();
    sort_keys(&mut keys);
    for (number, key) in numbers.iter_mut().zip(keys) {
        *number = key_number(key);
    }
}

/// A whole number that stands where `f64::total_cmp` puts this one.
pub fn number_key(number: f64) -> u64 {
    let bits = number.to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

/// The number of a key.
pub fn key_number(key: u64) -> f64 {
    f64::from_bits(if key >> 63 == 1 { key ^ 1 << 63 } else { !key })
}

/// The key that would stand at place `nth`, if they were sorted; those before it are not above it. `nth` < `keys.len()`.
#[inline(never)]
pub fn nth_key(keys: &mut [u64], nth: usize) -> u64 {
    *keys.select_nth_unstable(nth).1
}

/// Sorts keys upwards.
#[inline(never)]
pub fn sort_keys(keys: &mut [u64]) {
    keys.sort_unstable();
}

#[inline(never)]
fn sort_places(places: &mut [u32], compare: &dyn Fn(u32, u32) -> Ordering) {
    places.sort_by(|&a, &b| compare(a, b));
}
