//! The findings as text and as JSON.

use std::io::{self, Write as _};

use keyplane_control::{Finding, Health};
use serde_json::{Value, json};

use crate::store::VERSION;

/// The findings of one examination.
pub(super) struct Findings(Vec<Finding>);

impl Findings {
    pub(super) fn new(findings: Vec<Finding>) -> Self {
        Self(findings)
    }

    /// Whether a check failed.
    pub(super) fn has_failed(&self) -> bool {
        self.failures() > 0
    }

    /// How many checks failed.
    pub(super) fn failures(&self) -> usize {
        self.0.iter().filter(|finding| finding.health == Health::Fail).count()
    }

    /// Writes the findings to stdout.
    pub(super) fn print(&self, as_json: bool) -> io::Result<()> {
        let text = if as_json { format!("{:#}\n", self.json()) } else { self.text() };
        let mut stdout = io::stdout().lock();
        stdout.write_all(text.as_bytes())?;
        stdout.flush()
    }

    /// A line for each finding, and below it what to do.
    fn text(&self) -> String {
        let lines = self.0.iter().map(|finding| {
            let Finding { check, health, message, advice } = finding;
            let line = format!("{:<4} {check}: {message}\n", label(*health));
            match advice {
                Some(advice) => format!("{line}     {advice}\n"),
                None => line,
            }
        });
        lines.collect()
    }

    /// `{"version", "status", "findings": [{"check", "status", "message", "advice"}]}`.
    fn json(&self) -> Value {
        let worst = self.0.iter().map(|finding| finding.health).max().unwrap_or(Health::Ok);
        let findings = self.0.iter().map(|finding| {
            json!({
                "check": finding.check,
                "status": label(finding.health),
                "message": finding.message,
                "advice": finding.advice,
            })
        });
        json!({
            "version": VERSION,
            "status": label(worst),
            "findings": findings.collect::<Vec<_>>(),
        })
    }
}

fn label(health: Health) -> &'static str {
    match health {
        Health::Ok => "OK",
        Health::Warn => "WARN",
        Health::Fail => "FAIL",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_finding_is_the_status_and_each_says_what_to_do() {
        let findings = Findings::new(vec![
            Finding::ok("clock", "right"),
            Finding::fail("schema", "newer", "use another release"),
            Finding::warn("files", "open", "run: chmod 600 x"),
        ]);
        assert_eq!(findings.failures(), 1);
        assert_eq!(
            findings.text(),
            "OK   clock: right\nFAIL schema: newer\n     use another release\nWARN files: open\n     \
             run: chmod 600 x\n"
        );
        let json = findings.json();
        assert_eq!(
            (&json["status"], &json["findings"][0]["advice"]),
            (&json!("FAIL"), &Value::Null)
        );
        assert!(!Findings::new(vec![Finding::warn("a", "b", "c")]).has_failed());
    }
}
