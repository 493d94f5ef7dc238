//! Objects of the set that the files no longer describe.

use std::collections::{HashMap, HashSet};

use super::{
    change::{ChangePlan, Leftover, PlannedChange, PlannedStep},
    matching::ObjectIndex,
};
use crate::as_code::{
    object::{ObjectKind, ObjectSettings, REFERENCES},
    remote::{ActualObject, ActualProject},
};

/// Adds what earlier applies of the set made and the files no longer describe: as deletions with
/// `prune`, else as what stays.
pub(super) fn leftovers(
    plan: &mut ChangePlan,
    slug: &str,
    actual: &ActualProject,
    index: &ObjectIndex<'_>,
    matched: &HashSet<&str>,
    prune: bool,
) {
    let own = format!("{}/", plan.set);
    let is_left = |object: &&ActualObject| {
        let is_own = object.external_id.as_deref().is_some_and(|id| id.starts_with(&own));
        is_own && !object.has_ended() && !matched.contains(object.id.as_str())
    };
    let mut left: Vec<_> = actual.objects.iter().filter(is_left).collect();
    // What stands on another object goes before it.
    left.sort_by_key(|object| std::cmp::Reverse(object.kind));

    let holders = holders(actual);
    let leaving: HashSet<_> = left.iter().map(|object| object.id.as_str()).collect();
    for object in left {
        let external_id = object.external_id.clone().unwrap_or_default();
        if !prune {
            plan.leftovers.push(Leftover {
                kind: object.kind,
                project: slug.to_owned(),
                external_id,
                id: object.id.clone(),
            });
            continue;
        }
        let stays =
            |other: &&&ActualObject| !leaving.contains(other.id.as_str()) && !releases(other, &own);
        for other in holders.get(&*object.id).into_iter().flatten().filter(stays) {
            plan.conflicts.push(format!(
                "{} {external_id} of {slug} cannot be pruned: the {} {} stands on it, which this \
                 set does not manage; delete that first",
                object.kind,
                other.kind,
                index.name(other)
            ));
        }
        plan.changes.push(PlannedChange {
            step: PlannedStep::Delete,
            kind: object.kind,
            project: slug.to_owned(),
            external_id,
            id: Some(object.id.clone()),
            settings: Vec::new(),
            wanted: ObjectSettings::new(),
        });
    }
}

/// The objects that name each object by its ID.
fn holders(actual: &ActualProject) -> HashMap<&str, Vec<&ActualObject>> {
    let mut holders: HashMap<&str, Vec<&ActualObject>> = HashMap::new();
    for object in actual.objects.iter().filter(|object| !object.has_ended()) {
        for id in REFERENCES.iter().filter_map(|(setting, ..)| object.names(setting)) {
            holders.entry(id).or_default().push(object);
        }
    }
    holders
}

/// Whether a holder is an object of the set with a setting that the files change.
fn releases(holder: &ActualObject, own: &str) -> bool {
    let is_own = holder.external_id.as_deref().is_some_and(|id| id.starts_with(own));
    match holder.kind {
        ObjectKind::Application | ObjectKind::Api => is_own,
        ObjectKind::Project
        | ObjectKind::Key
        | ObjectKind::TrustedIssuer
        | ObjectKind::FederatedIdentity
        | ObjectKind::Grant => false,
    }
}
