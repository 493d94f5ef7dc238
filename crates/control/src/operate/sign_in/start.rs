//! The start of a sign-in: the URL of the provider that the browser goes to.

use std::net::IpAddr;

use keyplane_entity::{
    id::{OperatorIssuerId, OperatorRuleId},
    operator_issuer,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use url::Url;

use super::{
    attempt::{Attempt, Secret},
    handle::SignIn,
    problem::{SignInFault, SignInProblem as Problem},
};
use crate::{error::Error, known::STEP_UP_SECONDS, paths::sign_in_callback, store::database::sole};

/// The longest path to return to, in bytes.
const MAX_PATH: usize = 512;
/// Where a sign-in ends by default.
const PORTAL: &str = "/console/";

/// What a browser asks for.
#[derive(Clone, Debug)]
pub struct StartSignIn {
    /// The operators' issuer.
    pub issuer: OperatorIssuerId,
    /// Rule to take if several match; `None`: that of the browser's session, if it has one.
    pub rule: Option<OperatorRuleId>,
    /// Whether the provider must not show a page (`prompt=none`).
    pub is_silent: bool,
    /// Whether the provider must ask for credentials (`prompt=login`).
    pub asks_again: bool,
    /// Whether credentials of at most 5 minutes ago are needed (`max_age`, and `prompt=login`).
    pub step_up: bool,
    /// Path of the portal to return to; `None`: its first page.
    pub return_to: Option<String>,
    /// The browser's session cookie.
    pub session_cookie: Option<String>,
    /// The browser's address.
    pub source_address: Option<IpAddr>,
}

/// A sign-in that was begun.
#[derive(Debug)]
pub struct StartedSignIn {
    /// URL of the provider.
    pub location: String,
    /// The cookie that binds the sign-in to the browser.
    pub cookie: String,
}

impl SignIn {
    /// The operators' issuers by which people may sign in, oldest first.
    pub async fn enabled_issuers(&self) -> Result<Vec<operator_issuer::Model>, Error> {
        let rows = operator_issuer::Entity::find()
            .filter(operator_issuer::Column::Enabled.eq(true))
            .order_by_asc(operator_issuer::Column::Id);
        Ok(rows.all(self.known.store().read()).await?)
    }

    /// Begins a sign-in. The browser goes to the location, with the cookie.
    pub async fn start(&self, request: StartSignIn) -> Result<StartedSignIn, Problem> {
        let issuer = request.issuer;
        self.begin(request).await.map_err(|fault| self.noted(issuer, &fault))
    }

    async fn begin(&self, request: StartSignIn) -> Result<StartedSignIn, SignInFault> {
        self.known.store().require_database()?;
        self.known.store().require_clock()?;
        let issuer = self.issuer(request.issuer).await?;
        let session = match &request.session_cookie {
            Some(cookie) => self.session_of(cookie).await?,
            None => None,
        };
        let provider = self.provider(&issuer, request.source_address).await?;

        let own = session.as_ref().and_then(|session| session.operator_rule_id);
        let attempt = Attempt {
            issuer: issuer.id.to_string(),
            rule: request.rule.or(own).map(|id| id.to_string()),
            replaces: session.as_ref().map(|session| session.id.to_string()),
            step_up: request.step_up,
            return_to: request.return_to.filter(|path| is_of_portal(path)).unwrap_or(PORTAL.into()),
            at: self.known.store().now().0,
        };
        let secret = Secret::new(self.secret(), attempt)
            .ok_or_else(|| SignInFault::new(Problem::Unavailable, "the attempt is no JSON"))?;

        let prompt = match (request.is_silent, request.asks_again || request.step_up) {
            (true, _) => Some("none"),
            (false, true) => Some("login"),
            (false, false) => None,
        };
        let location = self.location(&issuer, &provider.authorization_endpoint, &secret, prompt)?;
        Ok(StartedSignIn { location, cookie: secret.cookie() })
    }

    /// The authentication request (OpenID Connect Core 1.0, section 3.1.2.1).
    fn location(
        &self,
        issuer: &operator_issuer::Model,
        endpoint: &str,
        secret: &Secret,
        prompt: Option<&str>,
    ) -> Result<String, SignInFault> {
        let mut url = Url::parse(endpoint).map_err(|_| {
            SignInFault::new(Problem::ProviderInvalid, "discovery: authorization_endpoint")
        })?;
        let scopes: Vec<_> =
            std::iter::once("openid").chain(issuer.scopes.0.iter().map(String::as_str)).collect();

        let mut query = url.query_pairs_mut();
        query
            .append_pair("response_type", "code")
            .append_pair("client_id", &issuer.client_id)
            .append_pair("redirect_uri", &self.redirect_uri(issuer.id))
            .append_pair("scope", &scopes.join(" "))
            .append_pair("state", &secret.state())
            .append_pair("nonce", &secret.nonce())
            .append_pair("code_challenge", &secret.challenge())
            .append_pair("code_challenge_method", "S256");
        if let Some(prompt) = prompt {
            query.append_pair("prompt", prompt);
        }
        if secret.attempt.step_up {
            query.append_pair("max_age", &STEP_UP_SECONDS.to_string());
        }
        drop(query);
        Ok(url.into())
    }

    /// The redirect URI of an issuer.
    pub fn redirect_uri(&self, issuer: OperatorIssuerId) -> String {
        format!("{}{}", self.known.public_url(), sign_in_callback(issuer))
    }

    /// An enabled issuer.
    pub(super) async fn issuer(
        &self,
        id: OperatorIssuerId,
    ) -> Result<operator_issuer::Model, SignInFault> {
        let row = operator_issuer::Entity::find_by_id(id);
        let row = sole(row, self.known.store().read()).await?.filter(|issuer| issuer.enabled);
        row.ok_or_else(|| SignInFault::new(Problem::IssuerDisabled, "the issuer is disabled"))
    }
}

/// Whether a path is one of the portal, and no other place, however a browser reads it.
fn is_of_portal(path: &str) -> bool {
    path.len() <= MAX_PATH
        && path.starts_with(PORTAL)
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
        && !path.split(['/', '?', '#']).any(|segment| matches!(segment, "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::is_of_portal;

    #[test]
    fn a_sign_in_returns_to_the_portal_only() {
        for path in ["/console/", "/console/projects/acme?tab=keys#top"] {
            assert!(is_of_portal(path), "{path}");
        }
        for path in [
            "",
            "/",
            "/console",
            "//evil.example/console/",
            "https://evil.example/console/",
            "/console/../graphql",
            "/console/\\evil.example",
            "/console/\r\nset-cookie: a=b",
            "/console/ü",
        ] {
            assert!(!is_of_portal(path), "{path}");
        }
    }
}
