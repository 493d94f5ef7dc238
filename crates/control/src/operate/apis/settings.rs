//! The settings of an API: their checks, and the arguments of the mutations.

use keyplane_auth::shown;
use keyplane_entity::{
    Timestamp,
    api::{self, AcceptedToken, AcceptedTokens},
    id::{ApiId, ApplicationId, ProjectId},
    scope_name::{MAX_NAME, ScopeNames, is_scope_name},
    slug,
};
use url::Url;

use crate::{
    error::Error,
    input::{Patch, any, description, external_id},
    public_url::PublicUrl,
};

/// Maximum number of scopes of an API.
const MAX_SCOPES: usize = 100;
/// Maximum length of a list of scopes, in characters, with the spaces between them: it has to fit
/// into a header beside others, and a proxy's header buffer has 4 KiB.
const MAX_SCOPES_TEXT: usize = 2000;
/// Maximum length of an identifier, in characters.
const MAX_IDENTIFIER: usize = 255;

/// Changes of an API's settings. A new API is the default one with these changes.
#[derive(Clone, Debug, Default)]
pub struct ApiSettings {
    /// What the API is for, 0 to 500 characters; cleared: empty.
    pub description: Patch<String>,
    /// Scopes of the API, at most 100.
    pub scopes: Patch<Vec<String>>,
    /// Kinds of tokens that the API accepts.
    pub accepts: Patch<Vec<AcceptedToken>>,
    /// Application that serves the API; cleared: none.
    pub resource_server_id: Patch<ApplicationId>,
    /// Whether the gateway check admits any request to the API.
    pub enabled: Patch<bool>,
    /// Name in files and other tools, unique in the project; cleared: none.
    pub external_id: Patch<String>,
}

/// Arguments of `createApi`.
#[derive(Clone, Debug)]
pub struct CreateApi {
    /// Project of the API.
    pub project_id: ProjectId,
    /// Name of the API in URLs; immutable.
    pub name: String,
    /// Audience of the API's tokens, an absolute URI; immutable.
    pub identifier: String,
    /// Differences from the default settings.
    pub settings: ApiSettings,
}

/// Arguments of `updateApi`.
#[derive(Clone, Debug)]
pub struct UpdateApi {
    /// API to change.
    pub api_id: ApiId,
    /// Changes of the API's settings.
    pub settings: ApiSettings,
}

impl ApiSettings {
    /// Checks each change and applies it.
    pub(super) fn apply(self, row: &mut api::Model) -> Result<(), Error> {
        self.description.or_empty().set("description", &mut row.description, description)?;
        self.scopes.set("scopes", &mut row.scopes, check_scopes)?;
        self.accepts.set("accepts", &mut row.accepts, check_accepts)?;
        self.resource_server_id.set_optional(&mut row.resource_server_id);
        self.enabled.set("enabled", &mut row.enabled, any)?;
        self.external_id.set_checked("externalId", &mut row.external_id, external_id)?;
        Ok(())
    }
}

impl CreateApi {
    /// Checks each setting and returns the row of a new API.
    pub(super) fn check(
        self,
        id: ApiId,
        now: Timestamp,
        public_url: &PublicUrl,
    ) -> Result<api::Model, Error> {
        if !slug::is_in_form(&self.name) {
            return Err(Error::input("name", slug::SlugError::Malformed.to_string()));
        }
        check_identifier(&self.identifier, public_url)?;

        let mut row = api::Model::new(id, self.project_id, self.name, self.identifier, now);
        self.settings.apply(&mut row)?;
        Ok(row)
    }
}

/// Checks that an identifier is an absolute URI without a fragment (RFC 8707 section 2). It is kept
/// byte for byte, because audiences are compared so. URIs of this server are refused: an API that
/// has an issuer's URI would accept tokens that are meant for the issuer.
fn check_identifier(identifier: &str, public_url: &PublicUrl) -> Result<(), Error> {
    let refuse = |why: &str| Err(Error::input("identifier", why));
    let in_uri =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?[]@!$&'()*+,;=%".contains(&byte);
    if identifier.contains('#') {
        return refuse("must not have a fragment");
    }
    if identifier.len() > MAX_IDENTIFIER || !identifier.bytes().all(in_uri) {
        return refuse("must be a URI of at most 255 characters, in ASCII as RFC 3986 has it");
    }
    if Url::parse(identifier).is_err() {
        return refuse("must be an absolute URI, such as https://api.example.com/orders");
    }
    if public_url.covers(identifier) {
        return refuse("must not be under this server's own URL");
    }
    Ok(())
}

fn check_scopes(field: &str, names: Vec<String>) -> Result<ScopeNames, Error> {
    let refuse = |why: String| Err(Error::input(field, why));
    if names.len() > MAX_SCOPES {
        return refuse(format!("must be at most {MAX_SCOPES}"));
    }

    for (at, name) in names.iter().enumerate() {
        if name.len() > MAX_NAME || !is_scope_name(name) {
            return refuse(format!(
                "a scope has 1 to {MAX_NAME} printable ASCII characters, without blanks, quotes \
                 and backslashes"
            ));
        }
        if names[..at].contains(name) {
            return refuse(format!("{} is listed twice", shown(name)));
        }
    }

    let names = ScopeNames(names);
    if names.joined().len() > MAX_SCOPES_TEXT {
        return refuse(format!("must be at most {MAX_SCOPES_TEXT} characters together"));
    }
    Ok(names)
}

fn check_accepts(field: &str, mut kinds: Vec<AcceptedToken>) -> Result<AcceptedTokens, Error> {
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.is_empty() {
        return Err(Error::input(field, "must name a kind of token; to shut an API disable it"));
    }
    Ok(AcceptedTokens(kinds))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(identifier: &str) -> Option<String> {
        let public_url = "https://keys.example.com".parse().ok()?;
        match check_identifier(identifier, &public_url) {
            Err(Error::InvalidInput(fields)) => fields.into_iter().next().map(|one| one.message),
            _ => None,
        }
    }

    #[test]
    fn an_identifier_is_any_absolute_uri_elsewhere() {
        for good in [
            "https://api.example.com",
            "https://api.example.com/orders?version=2",
            "http://127.0.0.1:3000/",
            "urn:example:orders",
            "api://orders",
            "https://keys.example.com.evil.example/",
            "https://keys.example.com:8443/",
        ] {
            assert_eq!(refusal(good), None, "{good}");
        }
    }

    #[test]
    fn other_texts_and_this_servers_own_urls_are_no_identifiers() {
        for bad in [
            "",
            "orders",
            "/orders",
            "https://",
            "https://api.example.com/#a",
            "https://api.example.com/a b",
            " https://api.example.com/",
            "https://api.example.com/\"",
            "https://api.example.com/é",
            "https://keys.example.com",
            "https://keys.example.com/p/acme",
            "HTTPS://KEYS.example.com:443/x",
            "https://user@keys.example.com/x",
        ] {
            assert!(refusal(bad).is_some(), "{bad}");
        }
    }
}
