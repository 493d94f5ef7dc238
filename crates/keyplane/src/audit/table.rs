//! The result of a verification, as a table and as JSON.

use std::fmt::Write as _;

use keyplane_control::{AuditFault, AuditReport, ChainReport};
use keyplane_entity::Scope;
use serde_json::{Value, json};

/// The name of a chain: `instance`, the project's slug, else its ID.
pub(super) fn name(chain: &ChainReport) -> String {
    match (chain.scope, &chain.slug) {
        (Scope::Instance, _) => "instance".to_owned(),
        (Scope::Project(_), Some(slug)) => slug.clone(),
        (Scope::Project(id), None) => id.to_string(),
    }
}

/// A table with a line for each chain, and a line with the result.
pub(super) fn text(report: &AuditReport) -> String {
    let names: Vec<_> = report.chains.iter().map(name).collect();
    let width = names.iter().map(String::len).max().unwrap_or(0).max("CHAIN".len());
    let mut table = format!(
        "{:width$}  {:>9}  {:>9}  {:>11}  {:6}  {}\n",
        "CHAIN", "EVENTS", "HEAD", "CHECKPOINTS", "RESULT", "HASH OF THE HEAD"
    );
    for (name, chain) in names.iter().zip(&report.chains) {
        let result = if chain.fault.is_none() { "fits" } else { "BROKEN" };
        let ChainReport { events, sequence, checkpoints, hash, .. } = chain;
        // Writing to a `String` cannot fail.
        let _ = writeln!(
            table,
            "{name:width$}  {events:>9}  {sequence:>9}  {checkpoints:>11}  {result:6}  {hash}"
        );
    }

    let events: u64 = report.chains.iter().map(|chain| chain.events).sum();
    let (chains, result) = (report.chains.len(), if report.holds() { "fit" } else { "do not fit" });
    let unchecked: u64 = report.chains.iter().map(|chain| chain.unchecked).sum();
    let _ = writeln!(table, "{events} events of {chains} chains {result}");
    if unchecked > 0 {
        let _ =
            writeln!(table, "{unchecked} checkpoints are too far behind their event to compare");
    }
    if report.torn_lines > 0 {
        let _ = writeln!(table, "{} lines that a crash cut off were left out", report.torn_lines);
    }
    if !report.kids.is_empty() {
        let _ = writeln!(table, "checkpoint keys: {}", report.kids.join(", "));
    }
    table
}

/// The same as a JSON object.
pub(super) fn json(report: &AuditReport) -> String {
    let chains: Vec<_> = report.chains.iter().map(chain).collect();
    let report = json!({
        "holds": report.holds(),
        "chains": chains,
        "checkpointKeyIds": report.kids,
        "tornLines": report.torn_lines,
        "fault": fault(report.fault.as_ref()),
    });
    format!("{report:#}\n")
}

fn chain(chain: &ChainReport) -> Value {
    json!({
        "scope": match chain.scope {
            Scope::Instance => "instance".to_owned(),
            Scope::Project(id) => id.to_string(),
        },
        "slug": chain.slug,
        "from": chain.from,
        "events": chain.events,
        "sequence": chain.sequence,
        "hash": chain.hash,
        "checkpoints": chain.checkpoints,
        "checkpointSequence": chain.checkpoint_sequence,
        "uncheckedCheckpoints": chain.unchecked,
        "fault": fault(chain.fault.as_ref()),
    })
}

fn fault(fault: Option<&AuditFault>) -> Value {
    fault.map_or(Value::Null, |fault| {
        json!({ "rule": fault.rule.name(), "sequence": fault.sequence, "problem": fault.problem })
    })
}
