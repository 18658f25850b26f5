//! Check digits: what tells a number of a kind from any other number of its length.

/// Verhoeff's multiplication table of the dihedral group of order ten (Verhoeff 1969); the last digit of an Aadhaar number.
const VERHOEFF_PRODUCTS: [[u8; 10]; 10] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
    [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
    [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
    [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
    [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
    [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
    [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
    [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
    [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
];

const VERHOEFF_PERMUTATIONS: [[u8; 10]; 8] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
    [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
    [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
    [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
    [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
    [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
    [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
];

/// Whether the last of these digits (0 to 9) is Verhoeff's.
pub(super) fn is_verhoeff(digits: &[u8]) -> bool {
    let places = digits.iter().rev().enumerate();
    places.fold(0, |check, (place, digit)| {
        VERHOEFF_PRODUCTS[usize::from(check)][usize::from(VERHOEFF_PERMUTATIONS[place % 8][usize::from(*digit)])]
    }) == 0
}

/// Whether the last of these digits (0 to 9) is Luhn's (ISO/IEC 7812-1): every second from the right counts twice.
pub(super) fn is_luhn(digits: &[u8]) -> bool {
    let weighed = digits.iter().rev().enumerate().map(|(place, digit)| match digit * (1 + (place % 2) as u8) {
        twice if twice > 9 => u32::from(twice - 9),
        once => u32::from(once),
    });
    weighed.sum::<u32>().is_multiple_of(10)
}

/// Whether letters and digits, at least five, are an IBAN (ISO 13616): the first four at the end, letters as 10 to 35, the
/// remainder of 97 is 1.
pub(super) fn is_iban(code: &[char]) -> bool {
    let (head, tail) = code.split_at(code.len().min(4));
    let remainder = tail.iter().chain(head).try_fold(0, |remainder, letter| {
        let value = letter.to_digit(36)?;
        Some((remainder * if value > 9 { 100 } else { 10 } + value) % 97)
    });
    remainder == Some(1)
}
