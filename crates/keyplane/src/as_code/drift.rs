//! What differs on the server from the files, with who changed it last and when.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{
    plan::{ChangePlan, PlannedChange, PlannedStep},
    remote::{Happened, Histories},
};

/// The report for people.
pub(super) fn report(plan: &ChangePlan, histories: &Histories) -> String {
    let mut text = String::new();
    for change in &plan.changes {
        let _ = write!(text, "{change}");
        if let Some(event) = histories.of(change) {
            let _ = writeln!(text, "    {}", words(change, event));
        }
    }
    if !plan.leftovers.is_empty() {
        let _ = writeln!(text, "On the server, and no longer in the files:");
        for left in &plan.leftovers {
            let _ = writeln!(text, "  {} {} in {}", left.kind, left.external_id, left.project);
        }
    }
    for conflict in &plan.conflicts {
        let _ = writeln!(text, "Conflict: {conflict}");
    }

    let count = plan.changes.len();
    let _ = match count {
        0 => writeln!(text, "No drift: the server is what the files say."),
        1 => writeln!(text, "Drift: 1 object differs from the files."),
        _ => writeln!(text, "Drift: {count} objects differ from the files."),
    };
    text
}

fn words(change: &PlannedChange, event: &Happened) -> String {
    let verb = match change.step {
        PlannedStep::Create => "deleted",
        PlannedStep::Update | PlannedStep::Delete => "last changed",
    };
    format!("{verb} {} by {} ({})", event.at, event.actor(), event.action)
}

/// The report for programs: the plan, with `lastChange` in each change.
pub(super) fn json(plan: &ChangePlan, histories: &Histories) -> Value {
    let mut report = plan.json();
    let changes = report.get_mut("changes").and_then(Value::as_array_mut);
    for (shown, change) in changes.into_iter().flatten().zip(&plan.changes) {
        shown["lastChange"] = match histories.of(change) {
            None => Value::Null,
            Some(event) => json!({
                "at": event.at, "action": event.action, "actor": event.actor(),
            }),
        };
    }
    report
}
