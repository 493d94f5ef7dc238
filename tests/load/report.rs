//! The results, as a table and as JSON.

use std::{fmt::Write as _, fs, path::Path, thread};

use serde::{Deserialize, Serialize};

use crate::{
    admin,
    bare::BareCosts,
    failure::{Doing as _, Result},
    summary::{Figure, Load, Slice},
};

/// The unit of a row's figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Unit {
    /// Ratio of the server's processor time to the floor's.
    CpuOverFloor,
    /// Ratio of the 99th percentile to that of a quiet or a small server.
    P99OverBase,
    /// The 99th percentile, microseconds.
    P99Micros,
    /// Memory.
    Mebibytes,
    /// Time.
    Seconds,
}

impl Unit {
    fn show(self, value: f64) -> String {
        match self {
            Self::CpuOverFloor => format!("{value:.2} x CPU"),
            Self::P99OverBase => format!("{value:.2} x p99"),
            Self::P99Micros => format!("{value:.0} us p99"),
            Self::Mebibytes => format!("{value:.1} MiB"),
            Self::Seconds => format!("{value:.3} s"),
        }
    }
}

/// One row.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Row {
    /// The name, used by `--only` and `--compare`.
    pub name: String,
    /// The figures of the server under load.
    pub load: Option<Load>,
    /// The server's peak memory meanwhile, MiB.
    pub peak_mib: Option<f64>,
    /// The base of the ratio, in microseconds.
    pub floor_us: Option<f64>,
    /// The figure that is compared with the bar.
    pub figure: Figure,
    /// The unit of the figure and the bar.
    pub unit: Unit,
    /// The largest acceptable figure; `None` if there is none.
    pub bar: Option<f64>,
}

impl Row {
    /// A row without load: the median of these values.
    pub(crate) fn reading(name: &str, values: Vec<f64>, unit: Unit, bar: f64) -> Self {
        Self {
            name: name.to_owned(),
            load: None,
            peak_mib: None,
            floor_us: None,
            figure: Figure::of(values),
            unit,
            bar: Some(bar),
        }
    }

    /// A row of memory: the most in use while a server was under this load.
    pub(crate) fn peak(name: &str, slices: &[Slice], mebibytes: f64, bar: f64) -> Result<Self> {
        Ok(Self {
            load: Some(Slice::pooled(slices)?.load()),
            peak_mib: Some(mebibytes),
            ..Self::reading(name, vec![mebibytes], Unit::Mebibytes, bar)
        })
    }

    /// Whether the figure is above `times` times the bar.
    fn is_beyond(&self, times: f64) -> bool {
        self.bar.is_some_and(|bar| self.figure.value > bar * times)
    }

    fn cells(&self) -> [String; 10] {
        let load = |show: fn(&Load) -> f64| {
            self.load.as_ref().map_or_else(String::new, |load| format!("{:.0}", show(load)))
        };
        let number =
            |value: Option<f64>| value.map_or_else(String::new, |value| format!("{value:.1}"));

        [
            self.name.clone(),
            load(|load| load.requests_per_second),
            load(|load| load.p50_us),
            load(|load| load.p99_us),
            number(self.load.map(|load| load.cpu_us)),
            number(self.peak_mib),
            number(self.floor_us),
            self.unit.show(self.figure.value),
            self.bar.map_or_else(String::new, |bar| format!("{bar}")),
            match self.bar {
                None => "",
                Some(_) if self.is_beyond(1.0) => "over",
                Some(_) => "ok",
            }
            .to_owned(),
        ]
    }
}

/// The machine of a run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Machine {
    processor: String,
    processors: usize,
    kernel: String,
}

impl Machine {
    fn this() -> Self {
        let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
        let processor = read("/proc/cpuinfo")
            .lines()
            .find_map(|line| line.strip_prefix("model name")?.split_once(':'))
            .map_or_else(String::new, |(_, name)| name.trim().to_owned());
        let kernel = read("/proc/sys/kernel/osrelease").trim().to_owned();
        let processors = thread::available_parallelism().map_or(1, usize::from);
        Self { processor, processors, kernel }
    }
}

/// The results of one run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Report {
    /// RFC 3339.
    pub measured_at: String,
    /// Whether it was a quick run, with a smaller filling.
    pub quick: bool,
    /// Projects of the large filling.
    pub projects: usize,
    machine: Machine,
    /// The cost of bare cryptography on this machine.
    pub bare: BareCosts,
    /// In the order of measuring.
    pub rows: Vec<Row>,
}

impl Report {
    /// A report of this machine, now, without rows.
    pub(crate) fn new(quick: bool, projects: usize, bare: BareCosts) -> Result<Self> {
        let measured_at = admin::now()?.to_string();
        Ok(Self { measured_at, quick, projects, machine: Machine::this(), bare, rows: Vec::new() })
    }

    /// Reads a report that [`Report::write`] wrote.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).doing(format!("reading {}", path.display()))?;
        serde_json::from_str(&text).doing(format!("reading {}", path.display()))
    }

    /// Writes it as JSON.
    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        let doing = format!("writing {}", path.display());
        let mut text = serde_json::to_string_pretty(self).doing(&*doing)?;
        text.push('\n');
        fs::write(path, text).doing(doing)
    }

    /// The rows above `times` times their bar.
    pub(crate) fn beyond(&self, times: f64) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| row.is_beyond(times))
    }

    /// Replaces the row of the same name.
    pub(crate) fn replace(&mut self, row: Row) {
        if let Some(old) = self.rows.iter_mut().find(|old| old.name == row.name) {
            *old = row;
        }
    }

    /// The table, below a description of the machine.
    pub(crate) fn table(&self) -> String {
        let Machine { processor, processors, kernel } = &self.machine;
        let mut text = format!(
            "{}{}, {processors} x {processor}, Linux {kernel}\n\
             bare RSA-2048: verification {:.1} us, signature {:.1} us; P-256: signature {:.1} us\n\n",
            self.measured_at,
            if self.quick { " (quick)" } else { "" },
            self.bare.rsa_2048_verification_us,
            self.bare.rsa_2048_signature_us,
            self.bare.p256_signature_us,
        );

        let head = [
            "row",
            "req/s",
            "p50 us",
            "p99 us",
            "CPU us/req",
            "peak MiB",
            "floor us",
            "figure",
            "bar",
            "",
        ];

        let lines: Vec<_> = std::iter::once(head.map(str::to_owned))
            .chain(self.rows.iter().map(Row::cells))
            .collect();
        let width = |column: usize| lines.iter().map(|line| line[column].len()).max().unwrap_or(0);
        let widths: [usize; 10] = std::array::from_fn(width);

        for line in &lines {
            let mut shown = format!("{:<1$}", line[0], widths[0]);
            for (cell, width) in line.iter().zip(widths).skip(1) {
                // Writing to a string does not fail.
                let _ = write!(shown, "  {cell:>width$}");
            }
            text.push_str(shown.trim_end());
            text.push('\n');
        }
        text
    }
}
