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
    numbers.sort_unstable_by(f64::total_cmp);
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
