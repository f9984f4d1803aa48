//! Random numbers that are the same on every machine and in every version.
//!
//! The generator is `ChaCha` with 8 rounds (D. J. Bernstein). These few lines turn its
//! output into numbers and orders, since the methods of the rand crate may change
//! their values between versions.

use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

/// A generator that depends only on the game's seed and its purpose.
#[must_use]
pub fn generator(seed: u64, purpose: u64) -> ChaCha8Rng {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    key[8..16].copy_from_slice(&purpose.to_le_bytes());
    ChaCha8Rng::from_seed(key)
}

/// A number below `bound`, each equally likely; 0 where `bound` is 0.
///
/// Source: D. Lemire, "Fast random integer generation in an interval", 2019.
pub fn below(rng: &mut impl Rng, bound: u32) -> u32 {
    let threshold = bound.wrapping_neg().checked_rem(bound).unwrap_or(0);
    loop {
        let product = u64::from(rng.next_u32()) * u64::from(bound);
        let [low, high] = [product & u64::from(u32::MAX), product >> 32];
        if low >= u64::from(threshold) {
            return high as u32;
        }
    }
}

/// Shuffles the items, each order equally likely (Fisher and Yates).
pub fn shuffle<T>(rng: &mut impl Rng, items: &mut [T]) {
    for last in (1..items.len()).rev() {
        let bound = u32::try_from(last + 1).unwrap_or(u32::MAX);
        items.swap(last, below(rng, bound) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_pinned() {
        let mut rng = generator(42, 7);
        let drawn: Vec<_> = (0..8).map(|_| below(&mut rng, 1000)).collect();
        assert_eq!(drawn, [991, 424, 36, 427, 507, 716, 829, 694]);
    }

    #[test]
    fn every_order_is_equally_likely() {
        let mut rng = generator(1, 1);
        let mut seen = std::collections::HashMap::new();
        for _ in 0..24_000 {
            let mut items = [0, 1, 2, 3];
            shuffle(&mut rng, &mut items);
            *seen.entry(items).or_insert(0) += 1;
        }
        // Chi-squared with 23 degrees of freedom exceeds 49.7 once in a thousand.
        let chi: f64 = seen
            .values()
            .map(|&n: &i32| (f64::from(n) - 1000.0).powi(2) / 1000.0)
            .sum();
        assert_eq!(seen.len(), 24);
        assert!(chi < 49.7, "{chi}");
    }
}
