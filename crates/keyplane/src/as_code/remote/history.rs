//! Who changed what on the server, from the audit log.

use std::{collections::HashMap, fmt::Write as _};

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::{
    admin_api::{AdminApi, AdminApiError},
    as_code::{
        object::{ObjectKind, reference},
        plan::{ChangePlan, PlannedChange, PlannedStep},
    },
};

/// Events of an object that are looked at.
const EVENTS: usize = 20;
/// Objects that a request asks for.
const OBJECTS: usize = 10;
/// Actions that take an object away.
const DELETIONS: [&str; 5] = [
    "application.delete",
    "api.delete",
    "grant.revoke",
    "trustedIssuer.delete",
    "federatedIdentity.delete",
];

/// A change, as the audit log has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Happened {
    pub(crate) at: String,
    pub(crate) action: String,
    actor_type: String,
    actor_kid: Option<String>,
    operator: Option<Person>,
    #[serde(default)]
    changes: Value,
}

#[derive(Clone, Debug, Deserialize)]
struct Person {
    name: String,
}

impl Happened {
    /// Who did it, in words.
    pub(crate) fn actor(&self) -> String {
        match (&self.operator, &self.actor_kid, self.actor_type.as_str()) {
            (Some(person), ..) => format!("the operator {}", person.name),
            (None, Some(kid), _) => format!("the admin key {kid}"),
            (None, None, "LOCAL") => "the command line of the server".to_owned(),
            (None, None, _) => "the server".to_owned(),
        }
    }

    fn touches(&self, setting: &str) -> bool {
        let own = setting.split_once('.').map_or(setting, |(_, inner)| inner);
        let member = reference(setting).map_or(own, |(_, member)| member);
        self.changes.get(member).is_some()
    }
}

/// The last change of each object that differs from the files, by its external ID; `None` if the key
/// may not read the audit log.
#[derive(Debug, Default)]
pub(crate) struct Histories(HashMap<(ObjectKind, String, String), Happened>);

impl Histories {
    /// The last change of an object.
    pub(crate) fn of(&self, change: &PlannedChange) -> Option<&Happened> {
        let key = (change.kind, change.project.clone(), change.external_id.clone());
        self.0.get(&key)
    }

    /// Asks the audit log about every change of a plan.
    pub(crate) async fn ask(api: &AdminApi, plan: &ChangePlan) -> Result<Self, AdminApiError> {
        let mut histories = Self::default();
        let is_there = |change: &&PlannedChange| match change.step {
            PlannedStep::Update | PlannedStep::Delete => change.id.is_some(),
            PlannedStep::Create => false,
        };
        let there: Vec<_> = plan.changes.iter().filter(is_there).collect();
        for few in there.chunks(OBJECTS) {
            histories.ask_few(api, few).await?;
        }

        let missing: Vec<_> =
            plan.changes.iter().filter(|change| change.step == PlannedStep::Create).collect();
        for change in missing.chunk_by(|one, next| one.project == next.project) {
            histories.ask_deleted(api, change).await?;
        }
        Ok(histories)
    }

    async fn ask_few(
        &mut self,
        api: &AdminApi,
        few: &[&PlannedChange],
    ) -> Result<(), AdminApiError> {
        let mut variables = Map::new();
        let mut declared = format!("$first: Int = {EVENTS}");
        let mut fields = String::new();
        for (at, change) in few.iter().enumerate() {
            let _ = write!(declared, ", $slug{at}: String!, $id{at}: ID!");
            let _ = write!(
                fields,
                "o{at}: project(slug: $slug{at}) {{ auditEvents(first: $first, \
                 filter: {{ targetId: $id{at} }}) {{ nodes {{ {EVENT} }} }} }} "
            );
            variables.insert(format!("slug{at}"), json!(change.project));
            variables.insert(format!("id{at}"), json!(change.id));
        }

        let query = format!("query ({declared}) {{ {fields} }}");
        let answer: Value = api.run(&query, Value::Object(variables)).await?;
        for (at, change) in few.iter().enumerate() {
            let nodes = answer.pointer(&format!("/o{at}/auditEvents/nodes"));
            let events = nodes.cloned().unwrap_or_default();
            let events: Vec<Happened> = serde_json::from_value(events).unwrap_or_default();
            let touches = |event: &&Happened| {
                change.settings.is_empty()
                    || change.settings.iter().any(|one| event.touches(&one.name))
            };
            if let Some(event) = events.iter().find(touches).or(events.last()) {
                self.note(change, event.clone());
            }
        }
        Ok(())
    }

    /// The deletions of objects that the files describe: their events name the external ID.
    async fn ask_deleted(
        &mut self,
        api: &AdminApi,
        missing: &[&PlannedChange],
    ) -> Result<(), AdminApiError> {
        let Some(project) = missing.first().map(|change| change.project.clone()) else {
            return Ok(());
        };
        let query = format!(
            "query ($slug: String!, $actions: [String!]) {{ project(slug: $slug) {{
                auditEvents(first: 100, filter: {{ actions: $actions }}) {{ nodes {{ {EVENT} }} }}
            }} }}"
        );
        let variables = json!({ "slug": project, "actions": DELETIONS });
        let answer: Value = api.run(&query, variables).await?;
        let nodes = answer.pointer("/project/auditEvents/nodes").cloned().unwrap_or_default();
        let events: Vec<Happened> = serde_json::from_value(nodes).unwrap_or_default();
        for change in missing {
            let is_of = |event: &&Happened| event.changes["externalId"] == *change.external_id;
            if let Some(event) = events.iter().find(is_of) {
                self.note(change, event.clone());
            }
        }

        Ok(())
    }

    fn note(&mut self, change: &PlannedChange, event: Happened) {
        let key = (change.kind, change.project.clone(), change.external_id.clone());
        self.0.insert(key, event);
    }
}

/// What is read of an event.
const EVENT: &str = "at action actorType actorKid operator { name } changes";
