//! Carries a plan out through the Admin API. What is there already stays as it is.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    model::{OldClient, OldPublicKey},
    names::api_name,
    plan::ImportPlan,
};
use crate::{
    admin::{Fault, FoundProject, Session},
    admin_api::{AdminApi, AdminApiError, printable},
    failure::Failure,
    words::counted,
};

/// The label of an application whose import is complete.
const LABEL: &str = "imported-from";
/// The end of the label's value of an application that got no secret and no key: a later import that
/// has one adds it. To others it adds none, so that a revoked secret does not come back.
const NO_CREDENTIAL: &str = "-without-credential";
/// The most clients that a message names.
const MOST_NAMED: usize = 20;
/// What is read of an application.
const APPLICATION: &str = "id clientIdAliases labels { key value }";

/// The project that clients come to, and what is there.
pub(super) struct ImportTarget<'a> {
    pub(super) api: &'a AdminApi,
    project: FoundProject,
    /// Applications by alias.
    applications: HashMap<String, PresentApplication>,
    apis: HashMap<String, PresentApi>,
    kids: HashSet<String>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PresentApplication {
    pub(super) id: String,
    client_id_aliases: Vec<String>,
    pub(super) labels: Vec<PresentLabel>,
}

#[derive(Clone, Deserialize)]
pub(super) struct PresentLabel {
    key: String,
    value: String,
}

#[derive(Clone, Deserialize)]
struct PresentApi {
    id: String,
    identifier: String,
    scopes: Vec<String>,
}

#[derive(Deserialize)]
struct PresentKey {
    kid: String,
}

/// How far the import of an application is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ImportState {
    /// It broke off.
    Unfinished,
    /// Everything but a secret or a key is there.
    WithoutCredential,
    Complete,
}

impl PresentApplication {
    pub(super) fn state(&self) -> ImportState {
        match self.labels.iter().find(|label| label.key == LABEL) {
            None => ImportState::Unfinished,
            Some(label) if label.value.ends_with(NO_CREDENTIAL) => ImportState::WithoutCredential,
            Some(_) => ImportState::Complete,
        }
    }

    /// Its labels with the one that says how far its import is.
    pub(super) fn completed_labels(&self, from: &str, has_credential: bool) -> Value {
        let others = self.labels.iter().filter(|label| label.key != LABEL);
        let others = others.map(|one| json!({ "key": one.key, "value": one.value }));
        let value = format!("{from}{}", if has_credential { "" } else { NO_CREDENTIAL });
        others.chain([json!({ "key": LABEL, "value": value })]).collect()
    }
}

impl<'a> ImportTarget<'a> {
    /// Looks at what is there.
    pub(super) async fn find(session: &'a Session) -> Result<Self, Failure> {
        let (api, project) = (session.api(), session.project().await?);
        let list = |connection: &str, fields: &str| {
            format!(
                "query($id: ID!, $first: Int, $after: String) {{ node(id: $id) {{ ... on Project {{ \
                 {connection}(first: $first, after: $after) {{ nodes {{ {fields} }} \
                 pageInfo {{ hasNextPage endCursor }} }} }} }} }}"
            )
        };
        let id = json!({ "id": project.id });

        let document = list("applications", APPLICATION);
        let found: Vec<PresentApplication> =
            api.all(&document, id.clone(), "node.applications").await?;
        let mut applications = HashMap::new();
        for application in found {
            for alias in &application.client_id_aliases {
                applications.insert(alias.clone(), application.clone());
            }
        }
        let apis: Vec<PresentApi> =
            api.all(&list("apis", "id identifier scopes"), id.clone(), "node.apis").await?;
        let apis = apis.into_iter().map(|api| (api.identifier.clone(), api)).collect();
        let kids: Vec<PresentKey> =
            api.all(&list("signingKeys", "kid"), id, "node.signingKeys").await?;
        let kids = kids.into_iter().map(|key| key.kid).collect();
        Ok(Self { api, project, applications, apis, kids })
    }

    /// Whether there is nothing to do for a client.
    pub(super) fn has(&self, client: &OldClient) -> bool {
        match self.application(&client.client_id).map(PresentApplication::state) {
            None | Some(ImportState::Unfinished) => false,
            Some(ImportState::WithoutCredential) => !client.has_credential(),
            Some(ImportState::Complete) => true,
        }
    }

    /// What an import does, in a sentence.
    pub(super) fn consequence(&self, plan: &ImportPlan) -> String {
        let (all, slug) = (plan.clients.len(), self.slug());
        let there = plan.clients.iter().filter(|client| self.has(client)).count();
        let clients = counted(all, "client");
        match all - there {
            0 => format!("No client to import: all of them ({all}) are in project {slug}."),
            _ if there == 0 => format!("{clients} will be imported into project {slug}."),
            new => format!(
                "{new} of {clients} will be imported into project {slug}; {there} are there already."
            ),
        }
    }

    pub(super) fn slug(&self) -> &str {
        &self.project.slug
    }

    pub(super) fn project_id(&self) -> &str {
        &self.project.id
    }

    pub(super) fn application(&self, client_id: &str) -> Option<&PresentApplication> {
        self.applications.get(client_id)
    }

    /// ID of the API with this identifier.
    pub(super) fn api_id(&self, identifier: &str) -> Option<&str> {
        self.apis.get(identifier).map(|api| api.id.as_str())
    }

    /// Carries the plan out. What fails is reported, and the rest goes on.
    pub(super) async fn apply(mut self, plan: &ImportPlan) -> Result<(), Failure> {
        let (mut done, mut failed, mut invalid) = (0, 0, 0);
        let mut note = |what: &str, error: &AdminApiError| {
            failed += 1;
            invalid += usize::from(error.has_code("INVALID_INPUT"));
            report(what, error);
        };
        for key in &plan.signing_keys {
            if let Err(error) = self.publish(plan, key).await {
                note(key.kid.as_deref().unwrap_or("a key"), &error);
            }
        }
        for (identifier, scopes) in &plan.apis {
            if let Err(error) = self.prepare_api(plan, identifier, scopes).await {
                note(identifier, &error);
            }
        }

        for client in &plan.clients {
            if self.has(client) {
                continue;
            }
            match self.take_over(plan, client).await {
                Ok(()) => done += 1,
                Err(error) => note(&client.client_id, &error),
            }
        }

        self.tell(plan, done);
        if failed == 0 {
            return Ok(());
        }
        let advice =
            if failed == invalid { "correct that in the files" } else { "run the command again" };
        let steps = counted(failed, "step");
        Err(Fault::Conflict(format!("{steps} failed, as said above: {advice}")).into())
    }

    /// Says how many clients came, and which of them cannot authenticate yet.
    fn tell(&self, plan: &ImportPlan, done: usize) {
        let clients = counted(done, "client");
        eprintln!("keyplane: imported {clients} into project {}", self.slug());
        let bare: Vec<_> = plan.clients.iter().filter(|client| !client.has_credential()).collect();
        if bare.is_empty() {
            return;
        }
        let names = bare.iter().take(MOST_NAMED).map(|client| printable(&client.client_id));
        let more = if bare.len() > MOST_NAMED { ", …" } else { "" };
        eprintln!(
            "keyplane: without a secret or key in the files: {}{more}; import again with it, or give \
             them one here",
            names.collect::<Vec<_>>().join(", ")
        );
    }

    /// Publishes a public key of the old server.
    async fn publish(
        &mut self,
        plan: &ImportPlan,
        key: &OldPublicKey,
    ) -> Result<(), AdminApiError> {
        if key.kid.as_ref().is_some_and(|kid| self.kids.contains(kid)) {
            return Ok(());
        }

        let name = format!("{} {}", plan.product.title(), key.kid.as_deref().unwrap_or_default());
        let name: String = name.trim().chars().take(100).collect();
        let mut input =
            json!({ "projectId": self.project.id, "name": name, "publicKey": key.text });
        set(&mut input, "kid", key.kid.as_deref());

        let document = "mutation($input: ImportSigningKeyInput!) { \
                        importSigningKey(input: $input) { key { kid } } }";
        let answer: Value = self.api.run(document, json!({ "input": input })).await?;
        if let Some(kid) = answer["importSigningKey"]["key"]["kid"].as_str() {
            self.kids.insert(kid.to_owned());
        }
        Ok(())
    }

    /// Creates an API, or adds the scopes that it lacks.
    async fn prepare_api(
        &mut self,
        plan: &ImportPlan,
        identifier: &str,
        scopes: &[String],
    ) -> Result<(), AdminApiError> {
        let found = self.apis.get(identifier).cloned();
        let (id, present) = found.map(|api| (api.id, api.scopes)).unzip();
        let mut wanted = present.clone().unwrap_or_default();
        wanted.extend(
            scopes
                .iter()
                .filter(|scope| !present.iter().flatten().any(|one| one == *scope))
                .cloned(),
        );
        if present.as_ref().is_some_and(|present| present.len() == wanted.len()) {
            return Ok(());
        }

        let (document, input) = match &id {
            Some(id) => (
                "mutation($input: UpdateApiInput!) { changed: updateApi(input: $input) { api { id identifier scopes } } }",
                json!({ "apiId": id, "scopes": wanted }),
            ),
            None => (
                "mutation($input: CreateApiInput!) { changed: createApi(input: $input) { api { id identifier scopes } } }",
                json!({
                    "projectId": self.project.id, "name": api_name(identifier),
                    "identifier": identifier, "scopes": wanted,
                    "description": format!("Imported from {}.", plan.product.title()),
                }),
            ),
        };
        let mut answer: Value = self.api.run(document, json!({ "input": input })).await?;
        let changed = answer["changed"]["api"].take();
        if let Ok(api) = serde_json::from_value::<PresentApi>(changed) {
            self.apis.insert(api.identifier.clone(), api);
        }
        Ok(())
    }
}

/// Sets a member that has a value.
pub(super) fn set(input: &mut Value, name: &str, value: Option<&str>) {
    if let (Some(object), Some(value)) = (input.as_object_mut(), value) {
        object.insert(name.to_owned(), value.into());
    }
}

fn report(what: &str, error: &AdminApiError) {
    eprintln!("keyplane: {}: {}", printable(what), printable(&error.to_string()));
}
