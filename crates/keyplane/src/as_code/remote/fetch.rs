//! Reads projects from the server, in pages of 100.

use serde_json::{Value, json};

use super::actual::{Actual, ActualObject, ActualProject};
use crate::{
    admin_api::{AdminApi, AdminApiError},
    as_code::object::ObjectKind,
};

const PROJECT: &str = "query ($slug: String!) { project(slug: $slug) {
    id name description authorizationEndpoint acceptAudienceParameter endpoints { issuer }
    keyPolicy { signingAlgorithm rsaBits rotationPeriodSeconds publishAheadSeconds
        jwksMaxAgeSeconds maxAdminTokenLifetimeSeconds } } }";

/// The list of a project with the objects of a kind, and the fields that are read of each.
fn list_of(kind: ObjectKind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        ObjectKind::Project => return None,
        ObjectKind::Application => (
            "applications",
            "name type description owner labels { key value } authMethod enabled
             accessTokenFormat accessTokenLifetimeSeconds tokensPerMinute allowAnySubject
             allowTokenEndpointAudience allowedClaims federatedGrants federatedClaim
             clientIdAliases assertionAudiences defaultApi { id }",
        ),
        ObjectKind::Api => {
            ("apis", "name identifier description scopes accepts enabled resourceServer { id }")
        }
        ObjectKind::Key => (
            "keys",
            "name kid algorithm additionalAlgorithms expiresAt state thumbprint
             application { id } publicKeyPem @include(if: $pem)",
        ),
        ObjectKind::TrustedIssuer => (
            "trustedIssuers",
            "name preset issuer trustDomain keySource discoveryUrl jwksUri jwks caCertificate
             algorithms audience allowSharedAudience reason: sharedAudienceReason singleUse
             maxAgeSeconds enabled expiresAt",
        ),
        ObjectKind::FederatedIdentity => (
            "federatedIdentities",
            "name enabled expiresAt application { id } trustedIssuer { id }
             rules { claim match values }",
        ),
        ObjectKind::Grant => ("grants", "scopes application { id } api { id }"),
    })
}

fn query(kind: ObjectKind) -> Option<String> {
    let (list, fields) = list_of(kind)?;
    let (variable, filter) = match kind {
        ObjectKind::Key => (", $pem: Boolean!", ", purposes: [APPLICATION]"),
        ObjectKind::Project
        | ObjectKind::Application
        | ObjectKind::Api
        | ObjectKind::TrustedIssuer
        | ObjectKind::FederatedIdentity
        | ObjectKind::Grant => ("", ""),
    };
    Some(format!(
        "query ($slug: String!, $first: Int, $after: String{variable}) {{ project(slug: $slug) {{
            list: {list}(first: $first, after: $after{filter}) {{
                nodes {{ id externalId {fields} }}
                pageInfo {{ hasNextPage endCursor }} }} }} }}"
    ))
}

/// Reads these projects. `pem`: with the public keys.
pub(crate) async fn fetch<'a>(
    api: &AdminApi,
    slugs: impl Iterator<Item = &'a String>,
    pem: bool,
) -> Result<Actual, AdminApiError> {
    let mut actual = Actual::default();
    for slug in slugs {
        let found: Value = api.run(PROJECT, json!({ "slug": slug })).await?;
        let mut node = found.get("project").cloned().unwrap_or_default();
        let issuer = node.pointer("/endpoints/issuer").and_then(Value::as_str);
        let issuer = issuer.unwrap_or_default().to_owned();
        if let Value::Object(members) = &mut node {
            members.remove("endpoints");
        }
        let Some(mut project) = ActualProject::of(node) else {
            refuse_project_key(api, slug).await?;
            continue;
        };

        for kind in ObjectKind::ALL {
            project.objects.append(&mut list(api, slug, kind, &issuer, pem).await?);
        }
        actual.projects.insert(slug.clone(), project);
    }
    Ok(actual)
}

/// An error if the key is of a project: another project may be there, and the key cannot see it.
async fn refuse_project_key(api: &AdminApi, slug: &str) -> Result<(), AdminApiError> {
    let found: Value = api.run("{ viewer { project { slug } } }", json!({})).await?;
    if found["viewer"]["project"].is_null() { Ok(()) } else { Err(AdminApiError::no_project(slug)) }
}

async fn list(
    api: &AdminApi,
    slug: &str,
    kind: ObjectKind,
    issuer: &str,
    pem: bool,
) -> Result<Vec<ActualObject>, AdminApiError> {
    let Some(query) = query(kind) else { return Ok(Vec::new()) };
    let mut variables = json!({ "slug": slug });
    match kind {
        ObjectKind::Key => variables["pem"] = json!(pem),
        ObjectKind::Project
        | ObjectKind::Application
        | ObjectKind::Api
        | ObjectKind::TrustedIssuer
        | ObjectKind::FederatedIdentity
        | ObjectKind::Grant => {}
    }

    let nodes: Vec<Value> = api.all(&query, variables, "project.list").await?;
    Ok(nodes.into_iter().filter_map(|node| ActualObject::of(kind, node, issuer)).collect())
}
