//! The settings of a project.

use keyplane_entity::project;
use url::Url;

use super::policy::KeyPolicyPatch;
use crate::{
    error::Error,
    input::{self, Patch, description},
};

/// Changes of a project's settings. A new project is the default one with these changes.
#[derive(Clone, Debug, Default)]
pub struct ProjectSettings {
    /// Display name, 1 to 100 characters.
    pub name: Patch<String>,
    /// What the project is for, 0 to 500 characters; cleared: empty.
    pub description: Patch<String>,
    /// URL of the project's own authorization endpoint; cleared: none.
    pub authorization_endpoint: Patch<String>,
    /// Whether the token endpoint takes the parameter `audience` for `resource`.
    pub accept_audience_parameter: Patch<bool>,
    /// Changes of the key policy.
    pub key_policy: Option<KeyPolicyPatch>,
}

impl ProjectSettings {
    /// Checks each change and applies it.
    pub(super) fn apply(self, row: &mut project::Model) -> Result<(), Error> {
        self.name.set("name", &mut row.name, |_, name| input::name(&name))?;
        self.description.or_empty().set("description", &mut row.description, description)?;
        self.authorization_endpoint.set_optional(&mut row.authorization_endpoint);
        row.authorization_endpoint.as_deref().map_or(Ok(()), check_login)?;
        self.accept_audience_parameter.set(
            "acceptAudienceParameter",
            &mut row.accept_audience_parameter,
            |_, accept| Ok(accept),
        )?;
        self.key_policy.map_or(Ok(()), |policy| policy.apply(row))
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
