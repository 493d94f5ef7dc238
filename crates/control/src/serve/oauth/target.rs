//! The audience and scopes of a token: `resource` (RFC 8707) and `scope` (RFC 6749 section 3.3),
//! limited by the application's grants.

use keyplane_auth::shown;
use keyplane_entity::{
    id::ApiId,
    scope_name::{ScopeNames, is_scope_name},
};

use super::{asked::Asked, error::OAuthError, handle::Tokens};
use crate::{
    known::{ApiFacts, Client, ClientGrants, ProjectApis, ScopeEntry},
    protected_resource::ProtectedResource,
};

/// Maximum number of resources of one token.
pub(super) const MAX_RESOURCES: usize = 16;
/// Maximum number of scopes in one request.
const MAX_ASKED: usize = 200;

/// The audience and scopes of a requested token.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TokenTarget {
    pub(super) audience: Vec<String>,
    /// The APIs of the audience.
    pub(super) apis: Vec<ApiId>,
    /// Scopes, space-separated; `None` instead of an empty text.
    pub(super) scope: Option<String>,
}

/// A requested resource.
enum Resource<'a> {
    /// The issuer, which stands for everything that the application is granted.
    Issuer,
    /// A granted API.
    Api(&'a ApiFacts, &'a ScopeNames),
}

impl Resource<'_> {
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Issuer, Self::Issuer) => true,
            (Self::Api(one, _), Self::Api(another, _)) => one.id == another.id,
            (Self::Issuer, Self::Api(..)) | (Self::Api(..), Self::Issuer) => false,
        }
    }
}

/// Everything that the application can request.
struct Offer<'a> {
    issuer: &'a str,
    apis: &'a ProjectApis,
    grants: &'a ClientGrants,
    default: Option<ApiId>,
}

impl Tokens {
    /// The target of a request by a client.
    pub(super) async fn target(
        &self,
        entry: &ScopeEntry,
        client: &Client,
        issuer: &str,
        asked: &Asked<'_>,
    ) -> Result<TokenTarget, OAuthError> {
        let scopes = requested_scopes(asked.scope())?;
        let application = &client.application;
        let default = application.default_api_id;
        if asked.names_nothing() && default.is_none() && scopes.is_empty() {
            let audience = vec![issuer.to_owned()];
            return Ok(TokenTarget { audience, apis: Vec::new(), scope: None });
        }
        let apis = self.known.apis(entry, application.project_id).await?;
        let grants = self.known.grants(entry, application.id).await?;
        let offer = Offer { issuer, apis: &apis, grants: &grants, default };
        offer.target(asked, &scopes)
    }
}

/// Whether a request names every scope of the one API that it is for, where that API has a resource
/// metadata document. Clients that follow the document ask for all that it lists (the scope selection
/// strategy of MCP), and cannot know their grant: they get what is granted, and the response says which
/// (RFC 6749 section 3.3).
fn asks_for_everything(resources: &[Resource<'_>], asked: &[&str]) -> bool {
    match resources {
        [Resource::Api(api, _)] => {
            ProtectedResource::of(&api.identifier).is_some()
                && asked.len() == api.scopes.0.len()
                && asked.iter().all(|name| api.scopes.contains(name))
        }
        [Resource::Issuer] | [] | [_, _, ..] => false,
    }
}

/// Whether two lists, each without doubles, hold the same resources.
fn is_same_set(one: &[Resource<'_>], another: &[Resource<'_>]) -> bool {
    let is_in = |resource: &Resource<'_>| another.iter().any(|other| other.is_same(resource));
    one.len() == another.len() && one.iter().all(is_in)
}

/// The requested scopes, each once.
pub(super) fn requested_scopes(scope: &str) -> Result<Vec<&str>, OAuthError> {
    let mut asked = Vec::new();
    for name in scope.split(' ').filter(|name| !name.is_empty()) {
        if !is_scope_name(name) {
            return Err(OAuthError::InvalidScope(
                "scope must be names with single blanks between them".into(),
            ));
        }
        if !asked.contains(&name) {
            asked.push(name);
        }
        if asked.len() > MAX_ASKED {
            let text = format!("a token is for at most {MAX_ASKED} scopes");
            return Err(OAuthError::InvalidScope(text));
        }
    }
    Ok(asked)
}

impl Offer<'_> {
    fn target(&self, asked: &Asked<'_>, scopes: &[&str]) -> Result<TokenTarget, OAuthError> {
        let resources = self.resources(asked)?;
        let scopes = if asks_for_everything(&resources, scopes) { &[] } else { scopes };
        if let Some(refused) = scopes.iter().find(|name| !self.is_granted(&resources, name)) {
            return Err(OAuthError::InvalidScope(format!(
                "{} is not granted to this client for the requested resource",
                shown(refused)
            )));
        }
        let scope = if scopes.is_empty() { self.all_granted(&resources) } else { scopes.join(" ") };
        let audience = resources.iter().map(|resource| match resource {
            Resource::Issuer => self.issuer.to_owned(),
            Resource::Api(api, _) => api.identifier.clone(),
        });

        let apis = resources.iter().filter_map(|resource| match resource {
            Resource::Issuer => None,
            Resource::Api(api, _) => Some(api.id),
        });
        Ok(TokenTarget {
            audience: audience.collect(),
            apis: apis.collect(),
            scope: Some(scope).filter(|one| !one.is_empty()),
        })
    }

    fn resources(&self, asked: &Asked<'_>) -> Result<Vec<Resource<'_>>, OAuthError> {
        if asked.names_nothing() {
            let Some(default) = self.default else { return Ok(vec![Resource::Issuer]) };
            let resource = self.apis.get(default).and_then(|api| self.granted_api(api));
            return resource.map(|resource| vec![resource]).ok_or_else(|| {
                OAuthError::InvalidTarget(
                    "the client's default API is not granted to it, or disabled: name a resource"
                        .into(),
                )
            });
        }

        let resources = self.named("a resource", &asked.request.resources)?;
        let audiences = self.named("an audience", &asked.audiences)?;
        if resources.is_empty() || audiences.is_empty() {
            return Ok(if audiences.is_empty() { resources } else { audiences });
        }
        if is_same_set(&resources, &audiences) {
            return Ok(resources);
        }
        Err(OAuthError::InvalidTarget(
            "resource and audience name different targets: send one of them, or the same in both"
                .into(),
        ))
    }

    /// What the values of a parameter name, each once.
    fn named<N: AsRef<str>>(
        &self,
        parameter: &str,
        names: &[N],
    ) -> Result<Vec<Resource<'_>>, OAuthError> {
        if names.len() > MAX_RESOURCES {
            let text = format!("a token is for at most {MAX_RESOURCES} resources");
            return Err(OAuthError::InvalidTarget(text));
        }

        let mut resources: Vec<Resource<'_>> = Vec::with_capacity(names.len());
        for name in names.iter().map(AsRef::as_ref) {
            let resource = if name == self.issuer {
                Some(Resource::Issuer)
            } else {
                self.apis.requested(name).and_then(|api| self.granted_api(api))
            };
            let resource = resource.ok_or_else(|| {
                OAuthError::InvalidTarget(format!(
                    "{parameter} must be {} or the identifier of an enabled API that is granted to \
                     this client",
                    self.issuer
                ))
            })?;
            if resources.iter().all(|other| !other.is_same(&resource)) {
                resources.push(resource);
            }
        }
        Ok(resources)
    }

    fn granted_api<'a>(&'a self, api: &'a ApiFacts) -> Option<Resource<'a>> {
        let granted = self.grants.of(api.id)?;
        api.enabled.then_some(Resource::Api(api, granted))
    }

    fn is_granted(&self, resources: &[Resource<'_>], name: &str) -> bool {
        resources.iter().all(|resource| match resource {
            Resource::Api(api, granted) => granted.contains(name) && api.scopes.contains(name),
            Resource::Issuer => self.grants.iter().any(|(id, granted)| {
                let api = self.apis.get(id).filter(|api| api.enabled && api.scopes.contains(name));
                api.is_some() && granted.contains(name)
            }),
        })
    }

    /// The scopes that are granted at every requested resource, in the order of the first API. For
    /// the issuer alone, a token has no scopes unless they are requested.
    fn all_granted(&self, resources: &[Resource<'_>]) -> String {
        let first = resources.iter().find_map(|resource| match resource {
            Resource::Api(_, granted) => Some(*granted),
            Resource::Issuer => None,
        });
        let names = first.map_or(&[][..], |granted| &granted.0).iter();
        let granted: Vec<_> =
            names.filter(|name| self.is_granted(resources, name)).map(String::as_str).collect();
        granted.join(" ")
    }
}
