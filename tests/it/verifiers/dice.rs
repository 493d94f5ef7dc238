//! Reproducible pseudorandom numbers.

/// `SplitMix64`.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from `least` (inclusive) to `most` (exclusive).
    pub(super) fn within(&mut self, least: i64, most: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let span = most.abs_diff(least);
        least + i64::try_from((bits ^ (bits >> 31)) % span).unwrap()
    }

    /// True once in `times`, on average.
    pub(super) fn once_in(&mut self, times: i64) -> bool {
        self.within(0, times) == 0
    }

    pub(super) fn of<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        let at = self.within(0, i64::try_from(things.len()).unwrap());
        &things[usize::try_from(at).unwrap()]
    }
}
