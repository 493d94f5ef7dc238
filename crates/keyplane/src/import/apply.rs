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
    admin::Fault,
    admin_api::{AdminApi, AdminApiError, printable},
    failure::Failure,
};

/// The label of an application whose import is complete.
const LABEL: &str = "imported-from";
/// What is read of an application.
const APPLICATION: &str = "id clientIdAliases labels { key value }";

/// The project that clients come to, and what is there.
pub(super) struct ImportTarget<'a> {
    pub(super) api: &'a AdminApi,
    project: TargetProject,
    /// Applications by alias.
    applications: HashMap<String, PresentApplication>,
    apis: HashMap<String, PresentApi>,
    kids: HashSet<String>,
    missing: usize,
}

#[derive(Deserialize)]
struct TargetProject {
    id: String,
    slug: String,
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

impl PresentApplication {
    pub(super) fn is_complete(&self) -> bool {
        self.labels.iter().any(|label| label.key == LABEL)
    }

    /// Its labels with the one that says that the import is complete.
    pub(super) fn completed_labels(&self, from: &str) -> Value {
        let own = self.labels.iter().map(|one| json!({ "key": one.key, "value": one.value }));
        own.chain([json!({ "key": LABEL, "value": from })]).collect()
    }
}

impl<'a> ImportTarget<'a> {
    /// Looks at what is there.
    pub(super) async fn find(
        api: &'a AdminApi,
        project: Option<&str>,
        plan: &ImportPlan,
    ) -> Result<Self, Failure> {
        let project = find_project(api, project).await?;
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

        let is_missing = |client: &&OldClient| {
            applications.get(&client.client_id).is_none_or(|one| !one.is_complete())
        };
        let missing = plan.clients.iter().filter(is_missing).count();
        Ok(Self { api, project, applications, apis, kids, missing })
    }

    /// How many clients are not there, or not completely.
    pub(super) fn missing(&self) -> usize {
        self.missing
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
        let (mut done, mut failed) = (0, 0);
        for key in &plan.signing_keys {
            if let Err(error) = self.publish(plan, key).await {
                failed += 1;
                report(key.kid.as_deref().unwrap_or("a key"), &error);
            }
        }
        for (identifier, scopes) in &plan.apis {
            if let Err(error) = self.prepare_api(plan, identifier, scopes).await {
                failed += 1;
                report(identifier, &error);
            }
        }

        for client in &plan.clients {
            if self.application(&client.client_id).is_some_and(PresentApplication::is_complete) {
                continue;
            }
            match self.take_over(plan, client).await {
                Ok(()) => done += 1,
                Err(error) => {
                    failed += 1;
                    report(&client.client_id, &error);
                }
            }
        }

        eprintln!("keyplane: {done} clients were imported into project {}", self.slug());
        if failed == 0 {
            return Ok(());
        }
        let text = format!("{failed} of the steps failed, as said above: run the command again");
        Err(Fault::Conflict(text).into())
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

async fn find_project(api: &AdminApi, name: Option<&str>) -> Result<TargetProject, Failure> {
    let Some(name) = name else {
        let text = "no project: give --project SLUG, or set one with keyplane context use NAME \
                    --project SLUG";
        return Err(Fault::Usage(text.to_owned()).into());
    };
    let document = if name.starts_with("prj_") {
        "query($name: ID!) { found: node(id: $name) { ... on Project { id slug } } }"
    } else {
        "query($name: String!) { found: project(slug: $name) { id slug } }"
    };
    let mut data: Value = api.run(document, json!({ "name": name })).await?;
    let found = serde_json::from_value(data["found"].take()).ok();
    found.ok_or_else(|| {
        let name = printable(name);
        Fault::NotFound(format!("project \"{name}\" not found, or the key cannot see it")).into()
    })
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
