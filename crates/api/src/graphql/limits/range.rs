//! The number of points of a range of usage.

use keyplane_entity::{
    Timestamp,
    usage_count::{DAY, HOUR},
};

/// Maximum number of points of a range that is not refused.
const MAX_POINTS: usize = 367;

/// The number of hours or days of a range; the maximum for a range that is refused.
pub(super) fn points(from: Option<&str>, to: Option<&str>, step: Option<&str>) -> usize {
    let step = if step == Some("DAY") { DAY } else { HOUR };
    let (Some(from), Some(to)) = (from.and_then(Timestamp::parse), to.and_then(Timestamp::parse))
    else {
        return MAX_POINTS;
    };
    // A range that begins within a step touches one more.
    let points = to.millis_since(from).div_euclid(step).saturating_add(2);
    usize::try_from(points).unwrap_or(1).clamp(1, MAX_POINTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_counts_by_its_step_and_an_unreadable_one_as_the_longest() {
        let (from, to) = (Some("2026-03-01T12:00:00Z"), Some("2026-03-02T12:00:00Z"));
        for (to, step, expected) in [
            (to, None, 26),
            (to, Some("HOUR"), 26),
            (to, Some("DAY"), 3),
            (from, None, 2),
            (Some("2024-01-01T00:00:00Z"), None, 1),
            (Some("2036-01-01T00:00:00Z"), Some("DAY"), MAX_POINTS),
            (Some("tomorrow"), None, MAX_POINTS),
            (None, None, MAX_POINTS),
        ] {
            assert_eq!(points(from, to, step), expected, "{to:?} {step:?}");
        }
    }
}
