//! Compares the files with the server.

use std::collections::HashSet;

use keyplane_auth::shown;
use serde_json::Value;

use super::{
    change::{ChangePlan, PlannedChange, PlannedStep, SettingChange},
    matching::{Matched, ObjectIndex},
    prune::leftovers,
};
use crate::as_code::{
    consistency::scope_fault,
    desired::{Desired, DesiredObject, DesiredProject},
    object::{ObjectKind, ObjectSettings, reference},
    remote::{Actual, ActualObject, ActualProject, KeyStanding},
};

/// What the caller allows.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct PlanOptions {
    /// Delete what earlier applies of the set made and the files no longer describe.
    pub(crate) prune: bool,
    /// Take objects that belong to no set into this one.
    pub(crate) adopt: bool,
}

/// The changes that make the server what the files say.
pub(crate) fn make_plan(desired: &Desired, actual: &Actual, options: PlanOptions) -> ChangePlan {
    let mut plan = ChangePlan { set: desired.set.clone(), ..ChangePlan::default() };
    for (slug, project) in &desired.projects {
        plan.compare_project(slug, project, actual.projects.get(slug), options);
    }
    plan
}

impl ChangePlan {
    fn compare_project(
        &mut self,
        slug: &str,
        desired: &DesiredProject,
        actual: Option<&ActualProject>,
        options: PlanOptions,
    ) {
        let settings = match actual {
            Some(actual) => {
                let before = |name: &str| actual.settings.get(name).cloned().unwrap_or_default();
                differences(&desired.settings, before)
            }
            None => differences(&desired.settings, |_| Value::Null),
        };
        if actual.is_none() || !settings.is_empty() {
            self.changes.push(PlannedChange {
                step: if actual.is_some() { PlannedStep::Update } else { PlannedStep::Create },
                kind: ObjectKind::Project,
                project: slug.to_owned(),
                external_id: slug.to_owned(),
                id: actual.map(|actual| actual.id.clone()),
                settings,
                wanted: desired.settings.clone(),
            });
        }

        let empty = ActualProject::empty();
        let actual = actual.unwrap_or(&empty);
        let mut comparing = Comparing {
            slug,
            set: format!("{}/", self.set),
            wanted: desired.objects.iter().map(|one| (one.kind, &*one.external_id)).collect(),
            index: ObjectIndex::of(actual),
            matched: HashSet::new(),
            options,
            plan: self,
        };
        // Every object is found before any is compared, because settings name objects by what the files
        // call them.
        let found: Vec<_> =
            desired.objects.iter().map(|object| (object, comparing.find(object))).collect();
        for (object, found) in found {
            comparing.object(object, found);
        }

        let Comparing { index, matched, .. } = comparing;
        leftovers(self, slug, actual, &index, &matched, options.prune);
    }
}

/// The comparison of one project.
struct Comparing<'a, 'p> {
    slug: &'a str,
    /// Beginning of the external IDs of the set.
    set: String,
    wanted: HashSet<(ObjectKind, &'a str)>,
    index: ObjectIndex<'a>,
    /// IDs of the objects that the files describe.
    matched: HashSet<&'a str>,
    options: PlanOptions,
    plan: &'p mut ChangePlan,
}

impl<'a> Comparing<'a, '_> {
    /// Finds an object, which is called by its name in the files from now on.
    fn find(&mut self, wanted: &DesiredObject) -> Matched<'a> {
        let found = self.index.find(wanted, self.options.adopt);
        let own = match found {
            Matched::Own(own) => Some(own),
            Matched::Other(other) => Some(other).filter(|other| self.may_take(other)),
            Matched::Missing | Matched::Several(_) => None,
        };
        if let Some(own) = own {
            self.matched.insert(&own.id);
            self.index.rename(own, &wanted.external_id);
        }
        found
    }

    /// Whether an object may get a name in the set: it has none and is adopted, or it had one that the
    /// files no longer describe.
    fn may_take(&self, other: &ActualObject) -> bool {
        match other.external_id.as_deref() {
            None => self.options.adopt,
            Some(id) => id.starts_with(&self.set) && !self.wanted.contains(&(other.kind, id)),
        }
    }

    fn object(&mut self, wanted: &'a DesiredObject, found: Matched<'a>) {
        self.check_references(wanted);
        match found {
            Matched::Missing => self.create(wanted),
            Matched::Own(own) => self.update(wanted, own),
            Matched::Other(other) if self.may_take(other) => self.update(wanted, other),
            Matched::Other(other) => self.refuse(wanted, other),
            Matched::Several(count) => {
                let message = format!(
                    "it may be one of {count} objects without an externalId that have this name; set the \
                     externalId of the right one to {}",
                    wanted.external_id
                );
                self.conflict(wanted, &message);
            }
        }
    }

    /// An object that another set manages, or no set.
    fn refuse(&mut self, wanted: &DesiredObject, other: &ActualObject) {
        let message = match other.external_id.as_deref() {
            Some(id) => format!(
                "it is on the server as {}, which another file set or tool manages; remove it from these \
                 files, or give it up there first",
                shown(id)
            ),
            None => format!(
                "it is on the server already ({}), and no apply of this set made it; --adopt takes it \
                 into the set",
                other.id
            ),
        };
        self.conflict(wanted, &message);
    }

    fn create(&mut self, wanted: &DesiredObject) {
        let mut settings = differences(&wanted.settings, |_| Value::Null);
        let defaults = wanted.kind.defaults();
        settings.retain(|change| defaults.get(&change.name) != Some(&change.to));
        self.push(PlannedStep::Create, wanted, None, settings);
    }

    fn update(&mut self, wanted: &'a DesiredObject, own: &'a ActualObject) {
        let before = |name: &str| self.index.value(own, name);
        // A key is found by its thumbprint, which stands for the text.
        let compared = wanted.settings.iter().filter(|(name, _)| *name != "publicKey");
        let compared = compared.map(|(name, value)| (name.clone(), value.clone())).collect();
        let mut settings = differences(&compared, before);

        let facts = wanted.kind.facts();
        if let Some(fixed) = settings.iter().find(|one| facts.fixed.contains(&one.name.as_str())) {
            let message = format!(
                "{} never changes: it is {} on the server and {} in the files; describe a new \
                 object under another name, and prune this one",
                fixed.name,
                shown(&fixed.from.to_string()),
                shown(&fixed.to.to_string())
            );
            return self.conflict(wanted, &message);
        }
        match own.key.as_ref().map(|key| key.standing) {
            Some(KeyStanding::Revoked) => {
                let message = "it was revoked, and a revoked key never comes back; remove it from the \
                               files";
                return self.conflict(wanted, message);
            }
            Some(KeyStanding::Expired) if !settings.is_empty() => {
                let message = "it has expired, and an expired key does not change any more; remove it \
                               from the files";
                return self.conflict(wanted, message);
            }
            Some(KeyStanding::Expired) => return,
            Some(KeyStanding::Open) | None => {}
        }

        let has_name = own.external_id.as_deref() == Some(&wanted.external_id);
        if !has_name {
            settings.push(SettingChange {
                name: "externalId".to_owned(),
                from: own.external_id.as_deref().into(),
                to: wanted.external_id.as_str().into(),
            });
        }
        if !settings.is_empty() {
            self.push(PlannedStep::Update, wanted, Some(own.id.clone()), settings);
        }
    }

    fn push(
        &mut self,
        step: PlannedStep,
        wanted: &DesiredObject,
        id: Option<String>,
        settings: Vec<SettingChange>,
    ) {
        self.plan.changes.push(PlannedChange {
            step,
            kind: wanted.kind,
            project: self.slug.to_owned(),
            external_id: wanted.external_id.clone(),
            id,
            settings,
            wanted: wanted.settings.clone(),
        });
    }

    /// References to objects of other sets must be there; those to this set were checked.
    fn check_references(&mut self, wanted: &DesiredObject) {
        for (setting, value) in &wanted.settings {
            let Some((kind, name)) =
                reference(setting).and_then(|(kind, _)| Some((kind, value.as_str()?)))
            else {
                continue;
            };
            if name.starts_with(&self.set) {
                continue;
            }
            match self.index.get(kind, name) {
                None => {
                    let message =
                        format!("{setting}: the project has no {kind} with the externalId {name}");
                    self.conflict(wanted, &message);
                }
                Some(other) => self.check_scopes(wanted, other, name),
            }
        }
    }

    /// A grant for an API of another set has scopes of that API only.
    fn check_scopes(&mut self, wanted: &DesiredObject, other: &ActualObject, name: &str) {
        if wanted.kind != ObjectKind::Grant || other.kind != ObjectKind::Api {
            return;
        }
        let known = other.settings.get("scopes").unwrap_or(&Value::Null);
        let scopes = wanted.settings.get("scopes").and_then(Value::as_array).into_iter().flatten();
        let faults = scopes
            .filter_map(Value::as_str)
            .filter_map(|scope| scope_fault(scope, known, name, &self.set));
        for fault in faults.collect::<Vec<_>>() {
            self.conflict(wanted, &fault);
        }
    }

    fn conflict(&mut self, wanted: &DesiredObject, message: &str) {
        let place = format!("the {} {} of {}", wanted.kind, wanted.external_id, self.slug);
        self.plan.conflicts.push(format!("{}: {place}: {message}", wanted.spot()));
    }
}

/// The settings that differ from `before`, in the order of their names.
fn differences(wanted: &ObjectSettings, before: impl Fn(&str) -> Value) -> Vec<SettingChange> {
    let change = |(name, to): (&String, &Value)| {
        let from = before(name);
        (from != *to).then(|| SettingChange { name: name.clone(), from, to: to.clone() })
    };
    wanted.iter().filter_map(change).collect()
}
