//! Why a token is accepted or refused.

use async_graphql::{Context, Description, Enum, ID, InputObject, Json, Object};
use keyplane_control::{InspectToken, TokenCheck as Judged, TokenInspection as Inspected};
use serde_json::{Map, Value};

use super::{
    access::Access,
    failure::Failure,
    key::Key,
    scalars::{SecretText, id},
};

/// A token to look at. Nothing is spent by it, and no use of a key is noted.
#[derive(InputObject)]
pub(crate) struct InspectTokenInput {
    /// An admin token, an assertion, a JWT for a gateway or an access token; at most 16 KiB.
    token: SecretText,
    /// Where it is to be judged. Default: the key's own project; for keys of the instance the
    /// project that the token names, else the instance.
    project_id: Option<ID>,
    /// The API whose gateway check is to judge it, with its project.
    api_id: Option<ID>,
    /// The scopes that the route to that API demands.
    scopes: Option<Vec<String>>,
}

impl InspectTokenInput {
    fn read(self) -> Result<InspectToken, Failure> {
        let project_id = self.project_id.map(|project| id(&project, "project")).transpose()?;
        let api_id = self.api_id.map(|api| id(&api, "API")).transpose()?;
        let scopes = self.scopes.unwrap_or_default();
        Ok(InspectToken { token: self.token.into(), project_id, api_id, scopes })
    }
}

/// Whether a token would be accepted now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum Verdict {
    /// Every check holds.
    Valid,
    /// One does not.
    Invalid,
}

/// What became of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "keyplane_control::CheckStatus")]
pub(crate) enum CheckStatus {
    /// It holds.
    Passed,
    /// It does not.
    Failed,
    /// It cannot be judged, since one before it failed.
    Skipped,
}

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "keyplane_control::TokenKind")]
pub(crate) enum TokenKind {
    /// Calls the Admin API.
    AdminToken,
    /// Authenticates an application at an OAuth endpoint.
    ClientAssertion,
    /// Is exchanged for an access token.
    GrantAssertion,
    /// Signed by an application to open an API by itself.
    ApplicationJwt,
    /// Was issued by a project.
    AccessToken,
    /// None of these.
    Unknown,
}

/// What became of a token under every check.
#[derive(Description)]
pub(crate) struct TokenInspection(Inspected);

/// A part of a token as a scalar.
fn json(part: Option<&Map<String, Value>>) -> Option<Json<Value>> {
    part.map(|part| Json(Value::Object(part.clone())))
}

#[Object(use_type_description)]
impl TokenInspection {
    /// Whether it would be accepted now.
    async fn verdict(&self) -> Verdict {
        if self.0.reason.is_none() { Verdict::Valid } else { Verdict::Invalid }
    }

    /// What it is, or comes nearest to.
    async fn kind(&self) -> TokenKind {
        self.0.kind.into()
    }

    /// The name of the first refusal, such as `EXPIRED`; null where it is accepted.
    async fn reason(&self) -> Option<&str> {
        self.0.reason
    }

    /// Its header, as far as it can be read. The sender's words, unless the signature held.
    async fn header(&self) -> Option<Json<Value>> {
        json(self.0.header.as_ref())
    }

    /// Its claims, likewise; of an opaque token those that are stored.
    async fn claims(&self) -> Option<Json<Value>> {
        json(self.0.claims.as_ref())
    }

    /// The key that it names, or whose signature it has.
    async fn key(&self) -> Option<Key> {
        self.0.key.clone().map(Key::from)
    }

    /// Each check, in the order in which they count.
    async fn checks(&self) -> Vec<TokenCheck> {
        self.0.checks.iter().cloned().map(TokenCheck).collect()
    }
}

/// One check of a token.
#[derive(Description)]
pub(crate) struct TokenCheck(Judged);

#[Object(use_type_description)]
impl TokenCheck {
    /// What was looked at: a claim, a member of the header, or what follows from several.
    async fn name(&self) -> &str {
        self.0.name
    }

    /// What became of it.
    async fn status(&self) -> CheckStatus {
        self.0.status.into()
    }

    /// What passes; null where it was skipped.
    async fn expected(&self) -> Option<&str> {
        self.0.expected.as_deref()
    }

    /// What was there; null where it was skipped.
    async fn found(&self) -> Option<&str> {
        self.0.found.as_deref()
    }

    /// What to do about it.
    async fn detail(&self) -> &str {
        &self.0.detail
    }
}

impl TokenInspection {
    /// Inspects a token for whoever asks.
    pub(crate) async fn of(
        context: &Context<'_>,
        input: InspectTokenInput,
    ) -> Result<Self, Failure> {
        let access = Access::of(context);
        let inspected = access.control().inspect_token(access.actor(), input.read()?).await?;
        Ok(Self(inspected))
    }
}
