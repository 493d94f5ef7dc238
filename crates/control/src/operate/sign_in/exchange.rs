//! The code for an ID token (OpenID Connect Core 1.0, section 3.1.3).

use std::net::IpAddr;

use bytes::Bytes;
use keyplane_auth::{ExpectedIdToken, IdToken, IdTokenRefusal, UnverifiedIdToken, base64};
use keyplane_entity::operator_issuer;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use url::form_urlencoded::{Serializer, byte_serialize};

use super::{
    attempt::Secret,
    handle::{SHARE, SignIn},
    problem::{SignInFault, SignInProblem as Problem},
    provider::{ClientProof, Provider, key_source},
};
use crate::{
    known::STEP_UP_SECONDS,
    outside::{MAX_ANSWER, OutsideAnswer, OutsideRequest},
};

type TokenRequestHeaders = Vec<(&'static str, String)>;

/// The answer of the token endpoint. The access token and every other member are dropped.
#[derive(Deserialize)]
struct TokenAnswer {
    id_token: Option<String>,
}

/// The error of the token endpoint (RFC 6749 section 5.2).
#[derive(Deserialize)]
struct ErrorAnswer {
    error: String,
}

impl SignIn {
    /// Exchanges the code that a browser at this address brings, and accepts the ID token for this sign-in.
    pub(super) async fn exchange(
        &self,
        issuer: &operator_issuer::Model,
        provider: &Provider,
        secret: &Secret,
        (code, source): (&str, Option<IpAddr>),
    ) -> Result<IdToken, SignInFault> {
        let (headers, body) = self.token_request(issuer, provider, secret, code)?;
        let request = OutsideRequest {
            headers: &headers,
            most: MAX_ANSWER,
            ca_certificate: issuer.ca_certificate.as_deref(),
            ..OutsideRequest::post(&provider.token_endpoint, body)
        };
        let answer = self.ask(request, source, "token endpoint").await?;
        let token = id_token(&answer)?;
        let token = self.verified(issuer, &token).await?;

        let nonce = secret.nonce();
        let expected = ExpectedIdToken {
            issuer: &issuer.issuer,
            client_id: &issuer.client_id,
            nonce: &nonce,
            max_age: secret.attempt.step_up.then_some(STEP_UP_SECONDS),
        };
        let now = self.known.store().now().seconds();
        token.accept(&expected, now).map_err(refused)
    }

    /// Headers and body of the token request (section 3.1.3.1).
    fn token_request(
        &self,
        issuer: &operator_issuer::Model,
        provider: &Provider,
        secret: &Secret,
        code: &str,
    ) -> Result<(TokenRequestHeaders, Bytes), SignInFault> {
        let client_secret = self.known.sealer().unseal_operator_secret(issuer)?;
        let mut form = Serializer::new(String::new());
        form.append_pair("grant_type", "authorization_code")
            .append_pair("code", code)
            .append_pair("redirect_uri", &self.redirect_uri(issuer.id))
            .append_pair("code_verifier", &secret.verifier());

        let mut headers = vec![
            ("accept", "application/json".to_owned()),
            ("content-type", "application/x-www-form-urlencoded".to_owned()),
        ];
        match provider.client_proof() {
            Some(ClientProof::Post) => {
                form.append_pair("client_id", &issuer.client_id)
                    .append_pair("client_secret", client_secret.expose_secret());
            }
            Some(ClientProof::Basic) | None => {
                headers.push(("authorization", basic(&issuer.client_id, &client_secret)));
            }
        }
        Ok((headers, Bytes::from(form.finish())))
    }

    /// The ID token with its signature verified by a key of the provider.
    async fn verified(
        &self,
        issuer: &operator_issuer::Model,
        token: &str,
    ) -> Result<keyplane_auth::VerifiedIdToken, SignInFault> {
        let token = UnverifiedIdToken::parse(token).map_err(refused)?;
        let source = key_source(issuer);
        let keys = self.key_sets.set(SHARE, &source, token.kid()).await;
        let keys = keys.map_err(|error| {
            SignInFault::new(Problem::ProviderUnreachable, format!("keys: {error}"))
        })?;
        let kid = token.kid().map(str::to_owned);
        let algorithm = token.algorithm();
        token.verify(keys.candidates(kid.as_deref(), algorithm)).map_err(refused)
    }
}

fn id_token(answer: &OutsideAnswer) -> Result<String, SignInFault> {
    if answer.status == 200 {
        let read: Option<TokenAnswer> = serde_json::from_slice(&answer.body).ok();
        return read.and_then(|read| read.id_token).ok_or_else(|| {
            SignInFault::new(Problem::ProviderInvalid, "token endpoint: no id_token in the answer")
        });
    }

    let error: Option<ErrorAnswer> = serde_json::from_slice(&answer.body).ok();
    let error = error.as_ref().map_or("", |answer| &*answer.error);
    let (problem, name) = match error {
        "invalid_client" | "unauthorized_client" => (Problem::ClientRefused, "invalid_client"),
        // The code was used before, is of another client, or came too late.
        "invalid_grant" => (Problem::State, "invalid_grant"),
        _ if answer.status == 401 => (Problem::ClientRefused, "status 401"),
        _ => (Problem::ProviderError, "another error"),
    };
    let cause = format!("token endpoint: status {}, {name}", answer.status);
    Err(SignInFault::new(problem, cause))
}

fn refused(refusal: IdTokenRefusal) -> SignInFault {
    let problem = match refusal {
        IdTokenRefusal::Expired | IdTokenRefusal::Ahead | IdTokenRefusal::Old => {
            Problem::ClockDiffers
        }
        IdTokenRefusal::NotRecent => Problem::NotRecent,
        IdTokenRefusal::Malformed
        | IdTokenRefusal::Algorithm
        | IdTokenRefusal::UnknownKey
        | IdTokenRefusal::Signature
        | IdTokenRefusal::Issuer
        | IdTokenRefusal::Audience
        | IdTokenRefusal::AuthorizedParty
        | IdTokenRefusal::Nonce
        | IdTokenRefusal::Subject
        | IdTokenRefusal::NoIssueTime => Problem::TokenInvalid,
    };
    SignInFault::new(problem, format!("ID token: {refusal}"))
}

/// `client_secret_basic` (RFC 6749 section 2.3.1): both halves are encoded as in a form.
fn basic(client_id: &str, secret: &SecretString) -> String {
    let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    let pair = format!("{}:{}", encoded(client_id), encoded(secret.expose_secret()));
    format!("Basic {}", base64(pair.as_bytes()))
}
