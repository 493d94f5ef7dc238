//! `updateProject`.

use keyplane_entity::{
    Permission, Scope, id::ProjectId, lifecycle::Policy, project, search_term::Kind,
};
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use url::Url;

use super::{handle::Projects, policy::KeyPolicyPatch};
use crate::{
    error::Error,
    input::{self, Patch},
    known::Actor,
    operate::{keys::Pairs, write::Write},
    store::{audit::Event, search_terms::index},
};

/// Arguments of `updateProject`.
#[derive(Clone, Debug)]
pub struct UpdateProject {
    /// Project to change.
    pub project_id: ProjectId,
    /// Display name, 1 to 100 characters.
    pub name: Patch<String>,
    /// URL of the project's own authorization endpoint; cleared: none.
    pub authorization_endpoint: Patch<String>,
    /// Changes to the key policy.
    pub key_policy: Option<KeyPolicyPatch>,
}

impl Projects {
    /// Changes a project. A new signing algorithm creates a pending key with it; the present signer
    /// continues until that key is active.
    pub async fn update(
        &self,
        actor: &Actor,
        request: UpdateProject,
    ) -> Result<project::Model, Error> {
        let mut pairs = Pairs::of(actor);
        loop {
            let outcome = self.update_once(actor, request.clone(), &mut pairs).await;
            if !pairs.make_wanted(&self.factory).await? {
                return outcome;
            }
        }
    }

    async fn update_once(
        &self,
        actor: &Actor,
        request: UpdateProject,
        pairs: &mut Pairs<'_>,
    ) -> Result<project::Model, Error> {
        let scope = Scope::Project(request.project_id);
        let mut write =
            Write::begin(&self.known, actor, Permission::ProjectWrite, &[scope]).await?;
        let before = write.project(request.project_id).await?;
        let mut project = before.clone();
        if let Some(name) = request.name.required("name")? {
            project.name = input::name(&name)?;
        }
        project.authorization_endpoint =
            request.authorization_endpoint.optional(project.authorization_endpoint);
        if let Some(endpoint) = &project.authorization_endpoint {
            check_login(endpoint)?;
        }
        if let Some(policy) = request.key_policy {
            policy.apply(&mut project)?;
        }
        if project.jwks_max_age_seconds < before.jwks_max_age_seconds {
            project.jwks_cached_until = Some(Policy::from(&before).cached_until(write.now));
        }

        project.updated_at = write.now;
        project.clone().into_active_model().reset_all().update(write.db()).await?;
        let texts = [&*project.name, &*project.slug];
        index(write.db(), Scope::Instance, Kind::Project, project.id.0, texts).await?;
        write.record(scope, changes(&before, &project)).await?;
        let ring = write.ring(&project).await?;
        write.complete_ring(ring, pairs).await?;
        write.commit().await?;
        Ok(project)
    }
}

fn check_login(text: &str) -> Result<(), Error> {
    let refuse = |why: &str| Error::input("authorizationEndpoint", why);
    // A URL parser drops or encodes these characters, but the text itself is stored.
    if text.chars().any(input::is_hidden) {
        return Err(refuse("must not have control, zero-width and text-direction characters"));
    }
    let url = Url::parse(text).map_err(|_| refuse("must be an absolute URL"))?;
    let local = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    if url.scheme() != "https" && !(url.scheme() == "http" && local) {
        return Err(refuse("must be an https URL"));
    }
    if url.fragment().is_some() || text.len() > 2048 {
        return Err(refuse(
            "must have no fragment and at most 2048 characters (RFC 6749, section 3.1)",
        ));
    }
    Ok(())
}

fn changes(before: &project::Model, after: &project::Model) -> Event {
    Event::new("project.update", after.id)
        .with_change("name", &*before.name, &*after.name)
        .with_change(
            "authorizationEndpoint",
            before.authorization_endpoint.clone(),
            after.authorization_endpoint.clone(),
        )
        .with_change("signingAlgorithm", &*before.signing_algorithm, &*after.signing_algorithm)
        .with_change("rsaBits", before.rsa_bits, after.rsa_bits)
        .with_change(
            "rotationPeriodSeconds",
            before.rotation_period_seconds,
            after.rotation_period_seconds,
        )
        .with_change(
            "publishAheadSeconds",
            before.publish_ahead_seconds,
            after.publish_ahead_seconds,
        )
        .with_change("jwksMaxAgeSeconds", before.jwks_max_age_seconds, after.jwks_max_age_seconds)
        .with_change(
            "maxAdminTokenLifetimeSeconds",
            before.max_admin_token_lifetime_seconds,
            after.max_admin_token_lifetime_seconds,
        )
}
