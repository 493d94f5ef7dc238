//! The token inspector: it reports each check that accepts or refuses a token. It changes nothing:
//! it notes no use and spends no `jti`.

mod access_token;
mod admin_token;
mod assertion;
mod door;
mod federated;
mod handle;
mod kind;
mod place;
mod report;
mod unknown;

pub use handle::Inspector;
pub use kind::TokenKind;
pub use report::{CheckStatus, TokenCheck};

use keyplane_auth::{DecodedToken, decode_unverified};
use keyplane_entity::{
    Timestamp,
    id::{ApiId, ApplicationId, ProjectId},
    key, project,
};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value};

use self::{door::Door, place::Place, report::Report};
use crate::{
    error::Error,
    judge::{ApiAccess, ApiAudience, AssertionUse},
    known::Actor,
};

/// Maximum length of an inspected text, in bytes: that of the longest kind of token.
const MAX_BYTES: usize = 16 * 1024;

/// Arguments of a token inspection.
#[derive(Clone, Debug)]
pub struct InspectToken {
    /// Token of any kind, 1 byte to 16 KiB; surrounding blanks are ignored.
    pub token: SecretString,
    /// Project in which the token is judged. `None`: the actor's own project; for keys of the
    /// instance, the scope that the token names.
    pub project_id: Option<ProjectId>,
    /// API whose gateway check judges the token; its project then is the place of the judgement.
    /// `None`: no gateway check.
    pub api_id: Option<ApiId>,
    /// Scopes that the route to that API demands.
    pub scopes: Vec<String>,
}

/// The result of every check of a token.
#[derive(Clone, Debug)]
pub struct TokenInspection {
    /// Kind of the token, or the most similar kind.
    pub kind: TokenKind,
    /// Name of the first refusal; `None` if the token is accepted.
    pub reason: Option<&'static str>,
    /// Header of the token, as far as it can be read; verified only if the checks say so.
    pub header: Option<Map<String, Value>>,
    /// Claims of the token, as far as they can be read; for an opaque token, the stored claims.
    pub claims: Option<Map<String, Value>>,
    /// Key that the token names or was signed with.
    pub key: Option<key::Model>,
    /// Application that the token stands for, if the gateway check of an API has come so far.
    pub application: Option<ApplicationId>,
    /// All checks, in order of precedence.
    pub checks: Vec<TokenCheck>,
}

/// A token, the scope in which it is judged, and the results so far.
struct Case<'a> {
    token: &'a str,
    place: Place,
    /// The API whose gateway check judges the token, if any.
    door: Option<Door>,
    now: Timestamp,
    /// The key of the token's `kid`; without a `kid`, the key that verifies the signature.
    key: Option<key::Model>,
    /// The application that calls the API.
    caller: Option<ApplicationId>,
    report: Report,
}

impl Case<'_> {
    /// The key that the token names if it is `own`, else what was found instead: `other`, or none.
    fn named_key(
        &self,
        other: &'static str,
        own: impl FnOnce(&key::Model) -> bool,
    ) -> Result<key::Model, &'static str> {
        match &self.key {
            Some(key) if own(key) => Ok(key.clone()),
            Some(_) => Err(other),
            None => Err("none"),
        }
    }

    /// The project of the place; an error for the instance.
    fn project(&self) -> Result<&project::Model, Error> {
        self.place.project.as_deref().ok_or(Error::NotFound("project"))
    }

    /// Skips the rules of the API, if the request names one.
    fn skip_api(&mut self) {
        if self.door.is_some() {
            self.report.skip(ApiAudience::names());
            self.report.skip(ApiAccess::names());
        }
    }
}

impl Inspector {
    /// Judges a token as the endpoint that it is for would judge it now. Needs READ in the scope in
    /// which it is judged.
    pub async fn inspect(
        &self,
        actor: &Actor,
        mut request: InspectToken,
    ) -> Result<TokenInspection, Error> {
        let door = self.door_of(actor, &mut request).await?;
        let token = request.token.expose_secret().trim();
        if token.is_empty() || token.len() > MAX_BYTES {
            return Err(Error::input("token", "must be 1 byte to 16 KiB long"));
        }

        let mut decoded = decode_unverified(token);
        let stored = self.stored_token(token).await?;
        let place = self.place_of(actor, request.project_id, stored.as_ref(), &decoded).await?;
        let stored = stored.filter(|row| Some(row.project_id) == place.scope.project());
        let key = self.named_key(place.scope, &decoded).await?;

        let mut case = Case {
            token,
            place,
            door,
            key,
            caller: None,
            now: self.store.now(),
            report: Report::default(),
        };
        let kind = match stored {
            Some(row) => {
                decoded.claims = self.judge_opaque(&mut case, &row).await?;
                TokenKind::AccessToken
            }
            None => self.judge(&mut case, &decoded).await?,
        };

        let (reason, checks) = case.report.finish()?;
        let DecodedToken { header, claims } = decoded;
        let (key, application) = (case.key, case.caller);
        Ok(TokenInspection { kind, reason, header, claims, key, application, checks })
    }

    async fn judge(&self, case: &mut Case<'_>, decoded: &DecodedToken) -> Result<TokenKind, Error> {
        let is_alias = match kind::claim(decoded, "iss") {
            Some(name) => {
                let (entry, scope) = (&case.place.entry, case.place.scope);
                self.known.aliased(entry, scope, name).await?.is_some()
            }
            None => false,
        };
        let url = self.known.public_url();
        let kind = match TokenKind::of(decoded, case.key.as_ref(), url, is_alias) {
            _ if self.is_of_trusted_issuer(case).await? => TokenKind::FederatedJwt,
            TokenKind::ClientAssertion | TokenKind::GrantAssertion
                if self.is_for_gateway(case, decoded).await? =>
            {
                TokenKind::ApplicationJwt
            }
            TokenKind::Unknown
                if kind::names_other_issuer(decoded, self.known.public_url())
                    && case.place.project.is_some() =>
            {
                TokenKind::FederatedJwt
            }
            kind => kind,
        };

        match kind {
            TokenKind::AdminToken if case.door.is_some() => {
                unknown::judge_at_door(&mut case.report);
            }
            TokenKind::AdminToken => self.judge_admin_token(case).await?,
            TokenKind::ClientAssertion => {
                self.judge_assertion(case, decoded, AssertionUse::Client).await?;
            }
            TokenKind::GrantAssertion => {
                self.judge_assertion(case, decoded, AssertionUse::Grant).await?;
            }
            TokenKind::ApplicationJwt => {
                self.judge_assertion(case, decoded, AssertionUse::Gateway).await?;
            }
            TokenKind::FederatedJwt => self.judge_federated(case).await?,
            TokenKind::AccessToken => self.judge_access_token(case).await?,
            TokenKind::Unknown => unknown::judge(&mut case.report, case.token),
        }
        Ok(kind)
    }

    /// Whether a token that an application signed is meant for a gateway: the request names an API,
    /// or the token's audience is the application itself or an API.
    async fn is_for_gateway(&self, case: &Case<'_>, decoded: &DecodedToken) -> Result<bool, Error> {
        let Some(project) = &case.place.project else { return Ok(false) };
        let apis = self.known.apis(&case.place.entry, project.id).await?;
        let own = kind::claim(decoded, "iss");
        let mut audiences = kind::audiences(decoded);
        Ok(case.door.is_some()
            || audiences.any(|one| Some(one) == own || apis.identified(one).is_some()))
    }
}
