//! A plan for people.

use std::fmt::{self, Write as _};

use keyplane_auth::{import_public_key, shown};
use serde_json::Value;

use super::change::{ChangePlan, PlannedChange, PlannedStep};
use crate::as_code::object::ObjectKind;

/// Longest value that is shown, in characters.
const MAX_VALUE: usize = 100;

impl fmt::Display for ChangePlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for change in &self.changes {
            write!(f, "{change}")?;
        }
        if !self.leftovers.is_empty() {
            writeln!(f, "No longer in the files, and kept; --prune deletes them:")?;
            for left in &self.leftovers {
                writeln!(f, "  {} {} in {}", left.kind, left.external_id, left.project)?;
            }
        }
        if !self.conflicts.is_empty() {
            writeln!(f, "Conflicts, because of which nothing can be applied:")?;
            for conflict in &self.conflicts {
                writeln!(f, "  {conflict}")?;
            }
        }

        let [create, update, delete] = self.counts();
        match create + update + delete {
            0 if !self.conflicts.is_empty() => Ok(()),
            0 => f.write_str("No changes: the server is what the files say.\n"),
            _ => writeln!(f, "Plan: {create} to create, {update} to change, {delete} to delete."),
        }
    }
}

impl fmt::Display for PlannedChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.step {
            PlannedStep::Create => '+',
            PlannedStep::Update => '~',
            PlannedStep::Delete => '-',
        };
        write!(f, "{sign} {} {}", self.kind, self.external_id)?;
        if self.kind != ObjectKind::Project {
            write!(f, " in {}", self.project)?;
        }
        writeln!(f, "{}", consequence(self))?;

        for setting in &self.settings {
            let to = value(&setting.name, &setting.to);
            match self.step {
                PlannedStep::Create => writeln!(f, "    {} = {to}", setting.name)?,
                PlannedStep::Update | PlannedStep::Delete => {
                    writeln!(
                        f,
                        "    {}: {} → {to}",
                        setting.name,
                        value(&setting.name, &setting.from)
                    )?;
                }
            }
        }
        Ok(())
    }
}

/// What else a change does, in parentheses.
fn consequence(change: &PlannedChange) -> &'static str {
    let is_changed = |name: &str| change.settings.iter().any(|one| one.name == name);
    match (change.step, change.kind) {
        (PlannedStep::Update, ObjectKind::Application) if is_changed("authMethod") => {
            " (its client secrets are deleted)"
        }
        (PlannedStep::Update, ObjectKind::Api) if is_changed("scopes") => {
            " (scopes that it loses are removed from every grant)"
        }
        (PlannedStep::Delete, ObjectKind::Application) => {
            " (its client ID, keys and tokens end, and cannot be restored)"
        }
        (PlannedStep::Delete, ObjectKind::Key) => " (it is revoked, and cannot be restored)",
        _ => "",
    }
}

/// A value on one line, as files have it; a long one is cut.
fn value(setting: &str, value: &Value) -> String {
    let text = match value {
        Value::Array(labels) if setting == "labels" => in_a_map(labels),
        Value::String(pem) if setting == "publicKey" => return thumbprint(pem),
        other => other.to_string(),
    };
    let Some((end, _)) = text.char_indices().nth(MAX_VALUE) else { return text };
    let mut cut = text[..end].to_owned();
    let _ = write!(cut, "… ({} characters)", text.chars().count());
    cut
}

/// Labels as a map: `{ team: payments }`.
fn in_a_map(labels: &[Value]) -> String {
    let text = |label: &Value, member| label.get(member).and_then(Value::as_str).map(shown);
    let pair = |label| Some(format!("{}: {}", text(label, "key")?, text(label, "value")?));
    let pairs: Vec<_> = labels.iter().filter_map(pair).collect();
    if pairs.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", pairs.join(", ")) }
}

/// The beginning of the thumbprint of a key, which says more than its text.
fn thumbprint(pem: &str) -> String {
    match import_public_key(pem) {
        Ok(key) => format!("key with the thumbprint {:.12}…", key.public_key.thumbprint()),
        Err(_) => "a public key".to_owned(),
    }
}
