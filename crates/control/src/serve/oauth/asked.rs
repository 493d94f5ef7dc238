//! What a request names as target of its token: by `resource` (RFC 8707), or by `audience`, which
//! clients of other servers send.

use keyplane_entity::project;

use super::{
    error::OAuthError,
    request::{GrantType, TokenRequest},
    target::MAX_RESOURCES,
};

/// A request, with the names in its parameter `audience` as far as its project takes it.
pub(super) struct Asked<'r> {
    pub(super) request: &'r TokenRequest,
    /// At most one more than the resources that a token can be for.
    pub(super) audiences: Vec<&'r str>,
}

impl<'r> Asked<'r> {
    /// Reads a request. A project that does not take `audience` ignores it, as every parameter that
    /// it does not know (RFC 6749 section 3.2); in a token exchange, where `audience` has a meaning
    /// (RFC 8693 section 2.1), a client would take the answer for a token that it names.
    pub(super) fn of(
        request: &'r TokenRequest,
        project: &project::Model,
    ) -> Result<Self, OAuthError> {
        let accepts = project.accept_audience_parameter;
        if !accepts && !request.audiences.is_empty() {
            match request.grant {
                GrantType::TokenExchange(_) => {
                    return Err(OAuthError::InvalidRequest(
                        "audience is not supported: name the API by its identifier, as resource"
                            .into(),
                    ));
                }
                GrantType::ClientCredentials | GrantType::JwtBearer(_) => {}
            }
        }

        let lists = request.audiences.iter().filter(|_| accepts);
        let names = lists.flat_map(|list| list.split(' ')).filter(|name| !name.is_empty());
        Ok(Self { request, audiences: names.take(MAX_RESOURCES + 1).collect() })
    }

    /// The requested scopes, as sent.
    pub(super) fn scope(&self) -> &'r str {
        self.request.scope.as_deref().unwrap_or_default()
    }

    /// Whether neither parameter names anything.
    pub(super) fn names_nothing(&self) -> bool {
        self.request.resources.is_empty() && self.audiences.is_empty()
    }

    /// Whether one of the parameters names this.
    pub(super) fn names(&self, name: &str) -> bool {
        self.request.resources.iter().any(|one| one == name) || self.audiences.contains(&name)
    }
}
