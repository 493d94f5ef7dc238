//! The settings of an API: inputs, limits and audit events.

use keyplane_auth::shown as shown_text;
use keyplane_entity::{
    Timestamp,
    api::{self, AcceptedToken, AcceptedTokens},
    id::{ApiId, ApplicationId, ProjectId},
    scope_name::{MAX_NAME, ScopeNames, is_scope_name},
    slug,
};
use serde_json::{Value, json};
use url::Url;

use crate::{error::Error, input::Patch, public_url::PublicUrl, store::audit::Event};

/// Maximum number of scopes of an API.
const MAX_SCOPES: usize = 100;
/// Maximum length of a list of scopes, in characters, with the spaces between them: it has to fit
/// into a header beside others, and a proxy's header buffer has 4 KiB.
const MAX_SCOPES_TEXT: usize = 2000;
/// Maximum length of an identifier, in characters.
const MAX_IDENTIFIER: usize = 255;

/// Arguments of `createApi`.
#[derive(Clone, Debug)]
pub struct CreateApi {
    /// Project of the API.
    pub project_id: ProjectId,
    /// Name of the API in URLs.
    pub name: String,
    /// Audience of the API's tokens, an absolute URI.
    pub identifier: String,
    /// Scopes of the API, at most 100.
    pub scopes: Vec<String>,
    /// Kinds of tokens that the API accepts.
    pub accepts: Vec<AcceptedToken>,
    /// Application that serves the API; `None`: none.
    pub resource_server_id: Option<ApplicationId>,
}

/// Arguments of `updateApi`.
#[derive(Clone, Debug)]
pub struct UpdateApi {
    /// API to change.
    pub api_id: ApiId,
    /// Scopes of the API, at most 100.
    pub scopes: Patch<Vec<String>>,
    /// Kinds of tokens that the API accepts.
    pub accepts: Patch<Vec<AcceptedToken>>,
    /// Application that serves the API; cleared: none.
    pub resource_server_id: Patch<ApplicationId>,
    /// Whether the gateway check admits any request to the API.
    pub enabled: Patch<bool>,
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

        Ok(api::Model {
            id,
            project_id: self.project_id,
            name: self.name,
            identifier: self.identifier,
            scopes: check_scopes(self.scopes)?,
            accepts: check_accepts(self.accepts)?,
            resource_server_id: self.resource_server_id,
            enabled: true,
            created_at: now,
            updated_at: now,
        })
    }
}

impl UpdateApi {
    /// Checks each change and returns the changed row.
    pub(super) fn apply(self, mut row: api::Model) -> Result<api::Model, Error> {
        if let Some(scopes) = self.scopes.required("scopes")? {
            row.scopes = check_scopes(scopes)?;
        }
        if let Some(accepts) = self.accepts.required("accepts")? {
            row.accepts = check_accepts(accepts)?;
        }
        if let Some(enabled) = self.enabled.required("enabled")? {
            row.enabled = enabled;
        }
        row.resource_server_id = self.resource_server_id.optional(row.resource_server_id);
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
    let Ok(url) = Url::parse(identifier) else {
        return refuse("must be an absolute URI, such as https://api.example.com/orders");
    };
    let own = Url::parse(public_url.as_str()).map_err(|error| Error::internal("URL", error))?;
    if url.origin() == own.origin() {
        return refuse("must not be under this server's own URL");
    }
    Ok(())
}

fn check_scopes(names: Vec<String>) -> Result<ScopeNames, Error> {
    let refuse = |why: String| Err(Error::input("scopes", why));
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
            return refuse(format!("{} is listed twice", shown_text(name)));
        }
    }

    let names = ScopeNames(names);
    if names.joined().len() > MAX_SCOPES_TEXT {
        return refuse(format!("must be at most {MAX_SCOPES_TEXT} characters together"));
    }
    Ok(names)
}

fn check_accepts(mut kinds: Vec<AcceptedToken>) -> Result<AcceptedTokens, Error> {
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.is_empty() {
        return Err(Error::input(
            "accepts",
            "must name a kind of token; to shut an API disable it",
        ));
    }
    Ok(AcceptedTokens(kinds))
}

/// The audit event of new or changed settings.
pub(super) fn changes(
    action: &'static str,
    before: Option<&api::Model>,
    after: &api::Model,
) -> Event {
    fn shown(row: &api::Model) -> [(&'static str, Value); 6] {
        [
            ("name", (*row.name).into()),
            ("identifier", (*row.identifier).into()),
            ("scopes", json!(row.scopes)),
            ("accepts", json!(row.accepts)),
            ("resourceServerId", row.resource_server_id.map(|id| id.to_string()).into()),
            ("enabled", row.enabled.into()),
        ]
    }

    let event = Event::new(action, after.id);
    match before {
        None => {
            shown(after).into_iter().fold(event, |event, (name, value)| event.with(name, value))
        }
        Some(before) => shown(before)
            .into_iter()
            .zip(shown(after))
            .fold(event, |event, ((name, from), (_, to))| event.with_change(name, from, to)),
    }
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
