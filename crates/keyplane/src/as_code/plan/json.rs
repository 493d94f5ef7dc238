//! A plan for programs.

use serde_json::{Value, json};

use super::change::{ChangePlan, PlannedStep};

/// Version of the form; a program should refuse another one.
const FORMAT_VERSION: u32 = 1;

impl PlannedStep {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }
}

impl ChangePlan {
    /// The plan as JSON. It holds no secret, because files hold none.
    pub(crate) fn json(&self) -> Value {
        let changes = self.changes.iter().map(|change| {
            let settings = change
                .settings
                .iter()
                .map(|one| json!({ "name": one.name, "from": one.from, "to": one.to }));
            json!({
                "action": change.step.word(), "type": change.kind.member(),
                "project": change.project, "externalId": change.external_id, "id": change.id,
                "settings": settings.collect::<Vec<_>>(),
            })
        });
        let leftovers = self.leftovers.iter().map(|left| {
            json!({
                "type": left.kind.member(), "project": left.project,
                "externalId": left.external_id, "id": left.id,
            })
        });

        let [create, update, delete] = self.counts();
        json!({
            "formatVersion": FORMAT_VERSION,
            "set": self.set,
            "summary": { "create": create, "update": update, "delete": delete },
            "changes": changes.collect::<Vec<_>>(),
            "notInFiles": leftovers.collect::<Vec<_>>(),
            "conflicts": self.conflicts,
        })
    }
}
