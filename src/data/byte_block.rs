//! Blocks of bytes looked at together: which of them are this or that, a bit each, the first one lowest. Whoever links
//! the worker for size turns no loop into vector instructions, so these are written as such where the worker runs.

/// How many bytes are looked at together.
pub const BLOCK: usize = 64;

/// Bytes in a row.
#[derive(Clone, Copy)]
pub struct Block([Lane; BLOCK / size_of::<Lane>()]);

impl Block {
    /// Of these bytes.
    #[inline(always)]
    pub fn new(bytes: &[u8; BLOCK]) -> Block {
        let (lanes, _) = bytes.as_chunks();
        Block(std::array::from_fn(|place| lane_of(&lanes[place])))
    }

    /// Those that are one of `wanted`.
    #[inline(always)]
    pub fn bits_of<const N: usize>(&self, wanted: [u8; N]) -> u64 {
        self.bits(|lane| bits_of(lane, wanted))
    }

    /// Those that are zero or beyond ASCII.
    #[inline(always)]
    pub fn odd_bits(&self) -> u64 {
        self.bits(odd_bits)
    }

    #[inline(always)]
    fn bits(&self, bits_in: impl Fn(Lane) -> u64) -> u64 {
        let lanes = self.0.iter().enumerate();
        lanes.fold(0, |bits, (place, lane)| bits | bits_in(*lane) << (place * size_of::<Lane>()))
    }
}

/// Whether all bytes are ASCII.
#[inline(never)]
pub fn is_ascii(bytes: &[u8]) -> bool {
    let (blocks, rest) = bytes.as_chunks();
    blocks.iter().all(|block| Block::new(block).odd_bits() == 0 || block.is_ascii()) && rest.is_ascii()
}

#[cfg(target_arch = "wasm32")]
use vectors::{Lane, bits_of, lane_of, odd_bits};
#[cfg(not(target_arch = "wasm32"))]
use words::{Lane, bits_of, lane_of, odd_bits};

/// Sixteen bytes an instruction.
#[cfg(target_arch = "wasm32")]
mod vectors {
    use std::arch::wasm32::{i8x16_le, i8x16_splat, u8x16_bitmask, u8x16_eq, u8x16_splat, u64x2, v128, v128_or};

    use super::super::byte_words::words_of;

    pub type Lane = v128;

    #[inline(always)]
    pub fn lane_of(bytes: &[u8; 16]) -> Lane {
        let [low, high] = words_of(bytes);
        u64x2(low, high)
    }

    #[inline(always)]
    pub fn bits_of<const N: usize>(lane: Lane, wanted: [u8; N]) -> u64 {
        let found = wanted.into_iter().fold(u8x16_splat(0), |found, byte| v128_or(found, u8x16_eq(lane, u8x16_splat(byte))));
        u8x16_bitmask(found).into()
    }

    #[inline(always)]
    pub fn odd_bits(lane: Lane) -> u64 {
        u8x16_bitmask(i8x16_le(lane, i8x16_splat(0))).into()
    }
}

/// Eight bytes a number.
#[cfg(not(target_arch = "wasm32"))]
mod words {
    use super::super::byte_words::EACH_BYTE;

    pub type Lane = u64;

    const HIGHEST: u64 = 0x80 * EACH_BYTE;

    #[inline(always)]
    pub fn lane_of(bytes: &[u8; 8]) -> Lane {
        u64::from_le_bytes(*bytes)
    }

    #[inline(always)]
    pub fn bits_of<const N: usize>(lane: Lane, wanted: [u8; N]) -> u64 {
        gathered(wanted.into_iter().fold(0, |found, byte| found | zeros_in(lane ^ (EACH_BYTE * u64::from(byte)))))
    }

    #[inline(always)]
    pub fn odd_bits(lane: Lane) -> u64 {
        gathered(zeros_in(lane) | (lane & HIGHEST))
    }

    /// The highest bit of each byte that is zero.
    #[inline(always)]
    fn zeros_in(lane: Lane) -> u64 {
        !(((lane & !HIGHEST) + !HIGHEST) | lane) & HIGHEST
    }

    /// The highest bits of all bytes, side by side.
    #[inline(always)]
    fn gathered(highest: u64) -> u64 {
        (highest >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Block};

    #[test]
    fn each_byte_has_its_bit() {
        let mut bytes = [b'x'; BLOCK];
        let places = [0, 1, 7, 8, 30, 31, 32, 55, 62, 63];
        let places_in = |bits: u64| (0..BLOCK).filter(|place| bits >> place & 1 == 1).collect::<Vec<_>>();
        for odd in [0, 0x80, 0xff, b','] {
            places.iter().for_each(|place| bytes[*place] = odd);
            let block = Block::new(&bytes);
            assert_eq!(places_in(block.bits_of([odd])), places);
            assert_eq!(places_in(block.bits_of([b'\n', odd])), places);
            assert_eq!(block.bits_of([b'y', b'z']), 0);
            assert_eq!(places_in(block.odd_bits()), if odd == b',' { &[][..] } else { &places[..] });
        }
    }
}
