//! Token inspection: why a token is accepted or refused.

use async_graphql::{Context, Description, Enum, ID, InputObject, Json, Object};
use keyplane_control::{InspectToken, TokenCheck as Judged, TokenInspection as Inspected};
use serde_json::{Map, Value};

use super::{
    access::Access,
    application::Application,
    failure::Failure,
    key::Key,
    scalars::{SecretText, id},
};

/// Arguments of `inspectToken`. Inspecting a token consumes no `jti` and records no use of a key.
#[derive(InputObject)]
pub(crate) struct InspectTokenInput {
    /// Token to inspect: an admin token, assertion, application JWT or access token; at most 16
    /// KiB.
    token: SecretText,
    /// ID of the project in which the token is checked; default: the calling key's project, for
    /// instance keys the project that the token names, else the instance.
    project_id: Option<ID>,
    /// ID of the API whose gateway check is applied; its project then replaces `projectId`.
    api_id: Option<ID>,
    /// Scopes that the route of that API requires; default none.
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
    /// Every check passes.
    Valid,
    /// At least one check fails.
    Invalid,
}

/// Result of one check of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "keyplane_control::CheckStatus")]
pub(crate) enum CheckStatus {
    /// The check holds.
    Passed,
    /// The check does not hold.
    Failed,
    /// Not evaluated, because an earlier check failed.
    Skipped,
}

/// Kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "keyplane_control::TokenKind")]
pub(crate) enum TokenKind {
    /// Token for the Admin API.
    AdminToken,
    /// Assertion that authenticates an application at an OAuth endpoint.
    ClientAssertion,
    /// Assertion that is exchanged for an access token (RFC 7523).
    GrantAssertion,
    /// JWT that an application signs to call an API directly.
    ApplicationJwt,
    /// Token of a trusted issuer, which stands for an application.
    FederatedJwt,
    /// Access token issued by a project.
    AccessToken,
    /// Token of no known kind.
    Unknown,
}

/// Result of every check of a token.
#[derive(Description)]
pub(crate) struct TokenInspection(Inspected);

/// A token's header or claims as a JSON scalar.
fn json(part: Option<&Map<String, Value>>) -> Option<Json<Value>> {
    part.map(|part| Json(Value::Object(part.clone())))
}

#[Object(use_type_description)]
impl TokenInspection {
    /// Whether the token would be accepted now.
    async fn verdict(&self) -> Verdict {
        if self.0.reason.is_none() { Verdict::Valid } else { Verdict::Invalid }
    }

    /// Kind of token, or the closest match.
    async fn kind(&self) -> TokenKind {
        self.0.kind.into()
    }

    /// Name of the first failed check's refusal, such as `EXPIRED`; null if the token is accepted.
    async fn reason(&self) -> Option<&str> {
        self.0.reason
    }

    /// Header of the token, null if unreadable; unverified unless the signature check passed.
    async fn header(&self) -> Option<Json<Value>> {
        json(self.0.header.as_ref())
    }

    /// Claims of the token, null if unreadable; unverified unless the signature check passed. For
    /// an opaque token, the stored claims.
    async fn claims(&self) -> Option<Json<Value>> {
        json(self.0.claims.as_ref())
    }

    /// Key that the token names or that verified it; null if none is found.
    async fn key(&self) -> Option<Key> {
        self.0.key.clone().map(Key::from)
    }

    /// Application that the token stands for at the API of `apiId`; null without `apiId`, and for a
    /// token that stands for none.
    async fn application(&self, context: &Context<'_>) -> Result<Option<Application>, Failure> {
        match self.0.application {
            Some(id) => Access::of(context).load(id).await,
            None => Ok(None),
        }
    }

    /// Checks in the order in which they apply.
    async fn checks(&self) -> Vec<TokenCheck> {
        self.0.checks.iter().cloned().map(TokenCheck).collect()
    }
}

/// One check of a token.
#[derive(Description)]
pub(crate) struct TokenCheck(Judged);

#[Object(use_type_description)]
impl TokenCheck {
    /// Name of the check: a claim, a header member, or a rule over several of them.
    async fn name(&self) -> &str {
        self.0.name
    }

    /// Result of the check.
    async fn status(&self) -> CheckStatus {
        self.0.status.into()
    }

    /// Values that pass; null if the check was skipped.
    async fn expected(&self) -> Option<&str> {
        self.0.expected.as_deref()
    }

    /// Value in the token; null if the check was skipped.
    async fn found(&self) -> Option<&str> {
        self.0.found.as_deref()
    }

    /// Explanation, and how to correct a failure.
    async fn detail(&self) -> &str {
        &self.0.detail
    }
}

impl TokenInspection {
    /// Inspects a token for the actor of the request.
    pub(crate) async fn of(
        context: &Context<'_>,
        input: InspectTokenInput,
    ) -> Result<Self, Failure> {
        let access = Access::of(context);
        let inspected = access.control().inspector().inspect(access.actor(), input.read()?).await?;
        Ok(Self(inspected))
    }
}
