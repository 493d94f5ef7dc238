//! The mutations of a plan, in the order in which they can be made.

use serde_json::{Map, Value, json};

use crate::as_code::{
    object::{ObjectKind, ObjectSettings, reference},
    plan::{ChangePlan, PlannedChange, PlannedStep},
};

/// An object of the file set, by its project and its external ID; a project by its slug alone.
pub(super) type Target = (ObjectKind, String, String);

/// One mutation. Its IDs are filled in when it is sent, because earlier mutations make them.
#[derive(Clone, Debug)]
pub(super) struct Operation {
    /// Operations of an earlier phase are finished before.
    pub(super) phase: u8,
    pub(super) mutation: &'static str,
    pub(super) target: Target,
    /// What the plan does with the object.
    pub(super) step: PlannedStep,
    /// Whether the mutation makes the object, whose ID is then needed.
    pub(super) creates: bool,
    /// ID of the object, if it is there already.
    pub(super) id: Option<String>,
    settings: ObjectSettings,
}

/// The last phase in which something is made; deletions come after it.
const DELETIONS: u8 = 10;

/// The mutations of a plan, sorted by phase.
pub(super) fn operations(plan: &ChangePlan) -> Vec<Operation> {
    let mut operations: Vec<_> =
        plan.changes.iter().flat_map(|change| of_change(change, &plan.set)).collect();
    operations.sort_by_key(|operation| operation.phase);
    operations
}

fn of_change(change: &PlannedChange, set: &str) -> Vec<Operation> {
    let facts = change.kind.facts();
    let target = (change.kind, change.project.clone(), change.external_id.clone());
    let new = |phase, mutation, creates, settings| Operation {
        phase,
        mutation,
        target: target.clone(),
        step: change.step,
        creates,
        id: change.id.clone(),
        settings,
    };

    match change.step {
        PlannedStep::Create => {
            let (first, later) = halves(change);
            // Off before anything is made that could use it.
            let (off, later): (ObjectSettings, ObjectSettings) =
                later.into_iter().partition(|(name, _)| name == "enabled");
            let mut made = vec![new(phase(change.kind), facts.create, true, first)];
            for (behind, settings) in [(1, off), (2, later)] {
                if !settings.is_empty() {
                    made.push(new(phase(change.kind) + behind, facts.update, false, settings));
                }
            }
            made
        }
        PlannedStep::Update => {
            let (now, later) = updates(change);
            let mut made = Vec::new();
            if !now.is_empty() {
                made.push(new(phase(change.kind), facts.update, false, now));
            }
            if !later.is_empty() {
                // What it names may be made in this apply.
                made.push(new(phase(change.kind) + 2, facts.update, false, later));
            }
            made
        }
        PlannedStep::Delete => {
            let mut settings = Map::new();
            if change.kind == ObjectKind::Key {
                let reason = format!("No longer in the files of the set {set}");
                settings.insert("reason".to_owned(), Value::from(reason));
            }
            vec![new(DELETIONS + 10 - phase(change.kind), facts.delete, false, settings)]
        }
    }
}

/// When the objects of a kind are made.
fn phase(kind: ObjectKind) -> u8 {
    match kind {
        ObjectKind::Project => 0,
        ObjectKind::Application => 1,
        ObjectKind::Api => 2,
        ObjectKind::Key | ObjectKind::TrustedIssuer => 4,
        ObjectKind::FederatedIdentity => 6,
        ObjectKind::Grant => 8,
    }
}

/// The settings that the creation takes, and those that come after it.
fn halves(change: &PlannedChange) -> (ObjectSettings, ObjectSettings) {
    let facts = change.kind.facts();
    let is_later = |name: &str| facts.later.contains(&name);
    let (later, mut first): (ObjectSettings, ObjectSettings) =
        change.wanted.clone().into_iter().partition(|(name, _)| is_later(name));

    first.retain(|name, value| !value.is_null() || reference(name).is_none());
    let later = later.into_iter().filter(|(name, value)| match name.as_str() {
        // A new object is enabled.
        "enabled" => *value == false,
        _ => !value.is_null(),
    });
    let later = later.collect();
    match change.kind {
        ObjectKind::Project => {
            first.insert("slug".to_owned(), Value::from(change.project.as_str()));
            first.entry("name").or_insert_with(|| Value::from(change.project.as_str()));
        }
        ObjectKind::Application => {
            // A secret that no response shows would be of no use.
            first.insert("generateSecret".to_owned(), Value::from(false));
        }
        ObjectKind::Api
        | ObjectKind::Key
        | ObjectKind::TrustedIssuer
        | ObjectKind::FederatedIdentity
        | ObjectKind::Grant => {}
    }
    match change.kind {
        ObjectKind::Project => {}
        ObjectKind::Application
        | ObjectKind::Api
        | ObjectKind::Key
        | ObjectKind::TrustedIssuer
        | ObjectKind::FederatedIdentity
        | ObjectKind::Grant => {
            first.insert("externalId".to_owned(), Value::from(change.external_id.as_str()));
        }
    }
    (first, later)
}

/// The settings that change, and those that name an object that may be made in the same apply.
fn updates(change: &PlannedChange) -> (ObjectSettings, ObjectSettings) {
    let is_changed = |name: &str| change.settings.iter().any(|one| one.name == name);
    let all = change.settings.iter().map(|one| (one.name.clone(), one.to.clone()));
    let (later, mut now): (ObjectSettings, ObjectSettings) =
        all.partition(|(name, _)| name == "defaultApi");

    match change.kind {
        // A grant is replaced as a whole.
        ObjectKind::Grant => {
            now.clone_from(&change.wanted);
            now.insert("externalId".to_owned(), Value::from(change.external_id.as_str()));
        }
        ObjectKind::TrustedIssuer => {
            // The reason belongs to the audience that it was given for.
            let needs_reason =
                ["audience", "allowSharedAudience", "reason"].into_iter().any(is_changed);
            let reason = change.wanted.get("reason").filter(|_| needs_reason);
            if let Some(reason) = reason {
                now.insert("reason".to_owned(), reason.clone());
            }
        }
        ObjectKind::Project
        | ObjectKind::Application
        | ObjectKind::Api
        | ObjectKind::Key
        | ObjectKind::FederatedIdentity => {}
    }
    (now, later)
}

impl Operation {
    /// The input, with the IDs that `id_of` knows; the object whose ID is missing, if one is.
    pub(super) fn input(&self, id_of: impl Fn(&Target) -> Option<String>) -> Result<Value, Target> {
        let project = &self.target.1;
        let mut input = Map::new();
        if !self.is_grant() {
            self.add_own_id(&mut input, &id_of)?;
        }

        for (name, value) in &self.settings {
            match (reference(name), name.split_once('.')) {
                (Some((kind, member)), _) => {
                    let id = match value.as_str() {
                        None => Value::Null,
                        Some(external_id) => {
                            let of = (kind, project.clone(), external_id.to_owned());
                            Value::from(id_of(&of).ok_or(of)?)
                        }
                    };
                    input.insert(member.to_owned(), id);
                }
                (None, Some((outer, inner))) => {
                    let nested = input.entry(outer).or_insert_with(|| json!({}));
                    nested[inner] = value.clone();
                }
                (None, None) => {
                    input.insert(name.clone(), value.clone());
                }
            }
        }
        Ok(Value::Object(input))
    }

    /// Whether the mutation finds its object by what it names.
    fn is_grant(&self) -> bool {
        self.mutation == "grantApi"
    }

    fn add_own_id(
        &self,
        input: &mut Map<String, Value>,
        id_of: &impl Fn(&Target) -> Option<String>,
    ) -> Result<(), Target> {
        let (kind, project, _) = &self.target;
        if !self.creates {
            let known = self.id.clone().or_else(|| id_of(&self.target));
            let id = known.ok_or_else(|| self.target.clone())?;
            input.insert(kind.facts().id_member.to_owned(), Value::from(id));
            return Ok(());
        }
        match kind {
            ObjectKind::Application | ObjectKind::Api | ObjectKind::TrustedIssuer => {
                let of = (ObjectKind::Project, project.clone(), project.clone());
                let id = id_of(&of).ok_or(of)?;
                input.insert("projectId".to_owned(), Value::from(id));
            }
            ObjectKind::Project
            | ObjectKind::Key
            | ObjectKind::FederatedIdentity
            | ObjectKind::Grant => {}
        }

        Ok(())
    }
}
