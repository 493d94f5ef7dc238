//! One client becomes an application. Its last step is a label: an application without it is finished
//! by the next run, one with it is left alone.

use secrecy::ExposeSecret as _;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    apply::{ImportState, ImportTarget, PresentApplication, set},
    model::{OldClient, OldPublicKey, OldSecret, OldSecretMaterial},
    plan::ImportPlan,
};
use crate::admin_api::AdminApiError;

/// What an application has so far.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PartsSoFar {
    client_secrets: Vec<SecretName>,
    keys: KeyPage,
}

#[derive(Deserialize)]
struct SecretName {
    name: String,
}

#[derive(Default, Deserialize)]
struct KeyPage {
    nodes: Vec<KeyKid>,
}

#[derive(Deserialize)]
struct KeyKid {
    kid: String,
}

impl ImportTarget<'_> {
    /// Takes over a client, or finishes it.
    pub(super) async fn take_over(
        &self,
        plan: &ImportPlan,
        client: &OldClient,
    ) -> Result<(), AdminApiError> {
        let (application, parts) = match self.application(&client.client_id) {
            Some(found) => (found.clone(), self.parts(&found.id).await?),
            None => (self.create(plan, client).await?, PartsSoFar::default()),
        };
        match application.state() {
            ImportState::Unfinished => {}
            ImportState::WithoutCredential | ImportState::Complete => {
                return self.add_credentials(plan, client, &application, &parts).await;
            }
        }
        if !client.enabled {
            // Before it has a credential.
            self.disable(&application.id).await?;
        }
        self.import_credentials(plan, client, &application, &parts).await?;
        for audience in &client.audiences {
            self.grant(client, &application.id, audience).await?;
        }
        self.complete(plan, client, &application).await
    }

    /// Adds what an earlier import did not have, unless the application has got a credential since.
    async fn add_credentials(
        &self,
        plan: &ImportPlan,
        client: &OldClient,
        application: &PresentApplication,
        parts: &PartsSoFar,
    ) -> Result<(), AdminApiError> {
        // A run that was killed may have left some of the imported ones.
        let is_imported_secret = |one: &SecretName| one.name.starts_with(plan.product.title());
        let is_imported_key =
            |one: &KeyKid| client.keys.iter().any(|key| key.kid.as_ref() == Some(&one.kid));
        let has_others = !parts.client_secrets.iter().all(is_imported_secret)
            || !parts.keys.nodes.iter().all(is_imported_key);
        if !has_others {
            self.import_credentials(plan, client, application, parts).await?;
        }
        let labels = application.completed_labels(plan.product.word(), true);
        self.update(json!({ "applicationId": application.id, "labels": labels })).await
    }

    /// Imports the secrets and keys that the application does not have.
    async fn import_credentials(
        &self,
        plan: &ImportPlan,
        client: &OldClient,
        application: &PresentApplication,
        parts: &PartsSoFar,
    ) -> Result<(), AdminApiError> {
        for (at, secret) in client.secrets.iter().enumerate() {
            let name = format!("{} {}", plan.product.title(), at + 1);
            if !parts.client_secrets.iter().any(|known| known.name == name) {
                self.import_secret(&application.id, &name, secret).await?;
            }
        }
        for key in &client.keys {
            let is_there = |kid: &String| parts.keys.nodes.iter().any(|known| known.kid == *kid);
            if !key.kid.as_ref().is_some_and(is_there) {
                self.import_key(plan, client, &application.id, key).await?;
            }
        }
        Ok(())
    }

    async fn create(
        &self,
        plan: &ImportPlan,
        client: &OldClient,
    ) -> Result<PresentApplication, AdminApiError> {
        // A token for an API, or for a gateway, does not authenticate the client that made it.
        let authenticates =
            |audience: &&String| **audience != client.client_id && self.api_id(audience).is_none();
        let audiences = plan.assertion_audiences.iter().filter(authenticates);
        let format = if client.opaque { "OPAQUE" } else { "JWT" };
        let mut input = json!({
            "projectId": self.project_id(), "name": client.name, "type": client.kind.name(),
            "description": client.description, "owner": client.owner,
            "authMethod": client.method.name(), "generateSecret": false,
            "accessTokenFormat": format, "clientIdAliases": [client.client_id],
            "assertionAudiences": audiences.collect::<Vec<_>>(),
        });
        if let (Some(object), Some(seconds)) = (input.as_object_mut(), client.lifetime) {
            object.insert("accessTokenLifetimeSeconds".to_owned(), seconds.into());
        }
        let document = "mutation($input: CreateApplicationInput!) { \
                        createApplication(input: $input) { \
                        application { id clientIdAliases labels { key value } } } }";
        let mut answer: Value = self.api.run(document, json!({ "input": input })).await?;
        let created = answer["createApplication"]["application"].take();
        serde_json::from_value(created).map_err(|error| AdminApiError::Broken(error.to_string()))
    }

    async fn parts(&self, id: &str) -> Result<PartsSoFar, AdminApiError> {
        let document = "query($id: ID!) { node(id: $id) { ... on Application { \
                        clientSecrets { name } keys(first: 100) { nodes { kid } } } } }";
        let mut data: Value = self.api.run(document, json!({ "id": id })).await?;
        Ok(serde_json::from_value(data["node"].take()).unwrap_or_default())
    }

    async fn import_secret(
        &self,
        application: &str,
        name: &str,
        secret: &OldSecret,
    ) -> Result<(), AdminApiError> {
        let mut input = json!({ "applicationId": application, "name": name });
        let (member, text) = match &secret.material {
            OldSecretMaterial::Hash(hash) => ("hash", hash),
            OldSecretMaterial::Text(text) => ("secret", text),
        };
        set(&mut input, member, Some(text.expose_secret()));
        set(&mut input, "expiresAt", secret.expires_at.as_deref());
        let document = "mutation($input: ImportClientSecretInput!) { \
                        importClientSecret(input: $input) { application { id } } }";
        self.api.run(document, json!({ "input": input })).await.map(|_: Value| ())
    }

    async fn import_key(
        &self,
        plan: &ImportPlan,
        client: &OldClient,
        application: &str,
        key: &OldPublicKey,
    ) -> Result<(), AdminApiError> {
        let name = format!("{} of {}", plan.product.title(), client.client_id);
        let name: String = name.chars().take(100).collect();
        let mut input =
            json!({ "applicationId": application, "name": name, "publicKey": key.text });
        set(&mut input, "kid", key.kid.as_deref());
        set(&mut input, "expiresAt", key.expires_at.as_deref());
        let document = "mutation($input: ImportApplicationKeyInput!) { \
                        importApplicationKey(input: $input) { key { kid } } }";
        self.api.run(document, json!({ "input": input })).await.map(|_: Value| ())
    }

    async fn grant(
        &self,
        client: &OldClient,
        application: &str,
        audience: &str,
    ) -> Result<(), AdminApiError> {
        let Some(api) = self.api_id(audience) else { return Ok(()) };
        let input = json!({ "applicationId": application, "apiId": api, "scopes": client.scopes });
        let document =
            "mutation($input: GrantApiInput!) { grantApi(input: $input) { grant { id } } }";
        self.api.run(document, json!({ "input": input })).await.map(|_: Value| ())
    }

    /// The last step: the default API of a client with one audience, and the label.
    async fn complete(
        &self,
        plan: &ImportPlan,
        client: &OldClient,
        application: &PresentApplication,
    ) -> Result<(), AdminApiError> {
        let mut input = json!({
            "applicationId": application.id,
            "labels": application.completed_labels(plan.product.word(), client.has_credential()),
        });
        if let [audience] = &*client.audiences {
            set(&mut input, "defaultApiId", self.api_id(audience));
        }
        self.update(input).await
    }

    async fn disable(&self, application: &str) -> Result<(), AdminApiError> {
        self.update(json!({ "applicationId": application, "enabled": false })).await
    }

    async fn update(&self, input: Value) -> Result<(), AdminApiError> {
        let document = "mutation($input: UpdateApplicationInput!) { \
                        updateApplication(input: $input) { application { id } } }";
        self.api.run(document, json!({ "input": input })).await.map(|_: Value| ())
    }
}
