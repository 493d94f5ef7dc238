//! Finds rows that got slower since another run.

use crate::report::{Report, Row, Unit};

/// The ratio of medians above which a row counts as worse, if the middle halves do not overlap.
const TOLERANCE: f64 = 1.10;

/// A sentence for each row of `new` that is worse than in `old`. Ratios to a floor of the same run
/// are comparable between machines; memory and times only on the same machine.
pub(crate) fn slower(old: &Report, new: &Report) -> Vec<String> {
    new.rows
        .iter()
        .filter_map(|row| {
            let before = old.rows.iter().find(|before| before.name == row.name)?;
            is_worse(before, row).then(|| sentence(before, row))
        })
        .collect()
}

fn is_worse(old: &Row, new: &Row) -> bool {
    old.unit == new.unit
        && new.figure.value > old.figure.value * TOLERANCE
        && new.figure.low > old.figure.high
}

fn sentence(old: &Row, new: &Row) -> String {
    let unit = match new.unit {
        Unit::CpuOverFloor => "times the floor's processor time",
        Unit::P99OverBase => "times the base's p99",
        Unit::P99Micros => "us at p99",
        Unit::Mebibytes => "MiB",
        Unit::Seconds => "s",
    };
    let (before, now) = (old.figure.value, new.figure.value);
    format!("{}: {now:.3} {unit}, was {before:.3}", new.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::summary::Figure;

    fn row(low: f64, value: f64, high: f64) -> Row {
        Row {
            name: "row".into(),
            load: None,
            peak_mib: None,
            floor_us: None,
            figure: Figure { value, low, high },
            unit: Unit::CpuOverFloor,
            bar: None,
        }
    }

    #[test]
    fn a_row_is_slower_when_its_median_moved_and_its_middle_half_with_it() {
        let old = row(1.0, 1.1, 1.2);
        assert!(is_worse(&old, &row(1.3, 1.4, 1.5)));
        assert!(!is_worse(&old, &row(1.1, 1.4, 1.5)), "the middle halves touch");
        assert!(!is_worse(&old, &row(1.201, 1.205, 1.21)), "within the tolerance");
        assert!(!is_worse(&old, &row(0.8, 0.9, 1.0)), "faster");
    }
}
