//! A web service that takes requests with an access token of one project only.
//!
//! ```sh
//! ISSUER=https://keys.example/p/acme cargo run --bin verify
//! ```

mod keys;

use std::env;
use std::sync::Arc;

use anyhow::Context as _;
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use axum::{Extension, Json, Router};
use jsonwebtoken::{Algorithm, Validation, decode, decode_header};
use keyplane_examples::discover;
use keys::IssuerKeys;
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;

/// What this service takes from an access token.
#[derive(Clone, Deserialize, Serialize)]
struct Claims {
    sub: String,
    client_id: String,
}

/// Why a request does not pass.
enum Refusal {
    NoToken,
    /// What the log says. The sender is not told: it can quote the token, which anybody may have
    /// written.
    BadToken(String),
    /// The keys cannot be read: our trouble, not the sender's.
    KeysAway(anyhow::Error),
}

/// What an access token for this service looks like.
struct Verifier {
    keys: IssuerKeys,
    validation: Validation,
}

impl Verifier {
    fn new(jwks_uri: String, issuer: &str, audience: &str) -> Self {
        // The project's signing algorithm. Never taken from the token: its sender would choose.
        let mut validation = Validation::new(Algorithm::RS256);
        validation.set_issuer(&[issuer]);
        // A token for another service of the project must not open this one.
        validation.set_audience(&[audience]);
        // Without this a token that lacks one of them would pass its check.
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation.leeway = 30;
        Self { keys: IssuerKeys::new(jwks_uri), validation }
    }

    async fn verify(&self, token: &str) -> Result<Claims, Refusal> {
        let bad = |error: jsonwebtoken::errors::Error| Refusal::BadToken(error.to_string());
        let header = decode_header(token).map_err(bad)?;
        // The issuer's keys may sign other things than access tokens (RFC 9068 section 4).
        if header.typ.as_deref() != Some("at+jwt") {
            return Err(Refusal::BadToken("typ is not at+jwt".to_owned()));
        }
        let kid = header.kid.unwrap_or_default();
        let key = self.keys.find(&kid).await.map_err(Refusal::KeysAway)?;
        let key =
            key.ok_or_else(|| Refusal::BadToken(format!("the project has no key {kid:?}")))?;
        Ok(decode(token, &key, &self.validation).map_err(bad)?.claims)
    }
}

/// Lets only requests with a good token through, and gives the handlers its claims.
async fn authenticate(
    State(verifier): State<Arc<Verifier>>,
    mut request: Request,
    next: Next,
) -> Response {
    let outcome = match bearer(request.headers()) {
        Some(token) => verifier.verify(token).await,
        None => Err(Refusal::NoToken),
    };
    match outcome {
        Ok(claims) => {
            request.extensions_mut().insert(claims);
            next.run(request).await
        }
        Err(refusal) => refuse(refusal),
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn refuse(refusal: Refusal) -> Response {
    let challenge = match refusal {
        Refusal::NoToken => "Bearer",
        Refusal::BadToken(why) => {
            eprintln!("token refused: {why:?}");
            r#"Bearer error="invalid_token""#
        }
        Refusal::KeysAway(error) => {
            eprintln!("{error:#}");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    (StatusCode::UNAUTHORIZED, [(WWW_AUTHENTICATE, challenge)]).into_response()
}

async fn hello(Extension(claims): Extension<Claims>) -> Json<Claims> {
    Json(claims)
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let issuer = env::var("ISSUER").context("ISSUER")?;
    // Who this service is. The issuer is the audience of tokens that were asked for no resource.
    let audience = env::var("AUDIENCE").unwrap_or_else(|_| issuer.clone());
    let port: u16 = env::var("PORT").map_or(Ok(3000), |port| port.parse())?;

    let jwks_uri = discover(&issuer).await?.jwks_uri;
    let verifier = Arc::new(Verifier::new(jwks_uri, &issuer, &audience));
    let app =
        Router::new().route("/", get(hello)).layer(from_fn_with_state(verifier, authenticate));
    axum::serve(TcpListener::bind(("127.0.0.1", port)).await?, app).await?;
    Ok(())
}
