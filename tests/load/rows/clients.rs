//! Clients of a project, with their requests and those of a gateway.

use std::{net::SocketAddr, ops::Range, sync::Arc};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use bytes::Bytes;
use keyplane_auth::{Header, JwtSigner, mint};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};

use super::issuer::text;
use crate::{
    client::{in_parallel, now, unsigned},
    connection::Connection,
    failure::{Doing as _, Failure, Result},
    server::PUBLIC_URL,
};

/// The beginning of an answer with a token.
pub(super) const ISSUED: &str = "{\"access_token\":\"";
/// The beginning of an answer about an active token.
pub(super) const ACTIVE: &str = "{\"active\":true";

/// Lifetime of an assertion: longer than a row, and at most the server's limit.
const ASSERTION_LIFETIME_SECONDS: i64 = 3300;
/// Connections for requesting many tokens.
const CONNECTIONS: usize = 32;

const CREDENTIALS: &str = "grant_type=client_credentials";
const ASSERTION: &str = "client_assertion_type=\
     urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=";

/// A client with a secret, which it sends in the Authorization header.
pub(super) struct Client {
    slug: String,
    /// Its `client_id`.
    pub(super) id: String,
    authorization: String,
}

/// A client that signs.
pub(super) struct Signer {
    slug: String,
    /// Its `client_id`.
    pub(super) id: String,
    kid: String,
    key: Box<dyn JwtSigner + Send + Sync>,
}

impl Client {
    pub(super) fn new(slug: &str, id: String, secret: &SecretString) -> Self {
        let pair = BASE64_STANDARD.encode(format!("{id}:{}", secret.expose_secret()));
        let authorization = format!("authorization: Basic {pair}\r\n");
        Self { slug: slug.to_owned(), id, authorization }
    }

    /// A token request with the secret.
    pub(super) fn token_request(&self) -> Bytes {
        post(&self.slug, "token", &self.authorization, CREDENTIALS)
    }

    /// A request for a token for an API.
    pub(super) fn token_request_for(&self, api: &str) -> Bytes {
        let form = format!("{CREDENTIALS}&resource=urn%3A{api}");
        post(&self.slug, "token", &self.authorization, &form)
    }

    /// An introspection request.
    pub(super) fn introspection_request(&self, token: &str) -> Bytes {
        post(&self.slug, "introspect", &self.authorization, &format!("token={token}"))
    }

    /// Requests a token and returns it.
    pub(super) async fn ask_for_token(&self, address: SocketAddr) -> Result<String> {
        let mut connection = Connection::open(address).await?;
        token(&mut connection, &self.token_request()).await
    }
}

impl Signer {
    pub(super) fn new(
        slug: &str,
        id: String,
        kid: String,
        key: impl JwtSigner + Send + Sync + 'static,
    ) -> Self {
        Self { slug: slug.to_owned(), id, kid, key: Box::new(key) }
    }

    /// Token requests, with a different assertion for each number.
    pub(super) fn proven_requests(&self, numbers: Range<usize>) -> Result<Vec<Bytes>> {
        let audience = format!("{PUBLIC_URL}/p/{}", self.slug);
        in_parallel(numbers.len(), |number| {
            let assertion = self.sign(&audience, numbers.start + number)?;
            let form = format!("{CREDENTIALS}&{ASSERTION}{assertion}");
            Ok(post(&self.slug, "token", "", &form))
        })
    }

    /// A self-signed JWT for an API; each number gives a different one.
    pub(super) fn application_jwt(&self, number: usize) -> Result<String> {
        self.sign(&self.id, number)
    }

    /// Checks of self-signed JWTs, with a different one for each number.
    pub(super) fn checks(&self, api: &str, numbers: Range<usize>) -> Result<Vec<Bytes>> {
        in_parallel(numbers.len(), |number| {
            Ok(check(&self.slug, api, &self.application_jwt(numbers.start + number)?))
        })
    }

    fn sign(&self, audience: &str, number: usize) -> Result<String> {
        let now = now()?.seconds();
        let claims = json!({
            "iss": self.id,
            "sub": self.id,
            "aud": audience,
            "iat": now,
            "exp": now + ASSERTION_LIFETIME_SECONDS,
            "jti": format!("{number:016}"),
        });
        let Value::Object(claims) = claims else { return Err(unsigned()) };
        let header = Header { kid: self.kid.clone(), ..Header::default() };
        mint(&*self.key, header, &claims).map_err(|_| unsigned())
    }
}

/// A check of a token, as nginx sends it.
pub(super) fn check(slug: &str, api: &str, token: &str) -> Bytes {
    check_at(slug, &format!("{api}/verify"), token)
}

/// A check on a route that demands a scope.
pub(super) fn check_scope(slug: &str, api: &str, scope: &str, token: &str) -> Bytes {
    check_at(slug, &format!("{api}/scopes/{scope}/verify"), token)
}

fn check_at(slug: &str, place: &str, token: &str) -> Bytes {
    Bytes::from(format!(
        "GET /p/{slug}/apis/{place} HTTP/1.1\r\nhost: keys.example.com\r\n\
         authorization: Bearer {token}\r\nx-forwarded-method: POST\r\n\
         x-forwarded-host: shop.example.com\r\nx-forwarded-uri: /orders/17?expand=lines\r\n\r\n"
    ))
}

/// Sends all token requests and returns the tokens.
pub(super) async fn ask_for_tokens(
    address: SocketAddr,
    requests: Vec<Bytes>,
) -> Result<Vec<String>> {
    let requests: Arc<[Bytes]> = requests.into();
    let share = requests.len().div_ceil(CONNECTIONS).max(1);

    let mut parts = Vec::new();
    for begin in (0..requests.len()).step_by(share) {
        let (mut connection, requests) = (Connection::open(address).await?, Arc::clone(&requests));
        parts.push(tokio::spawn(async move {
            let mut tokens = Vec::with_capacity(share);
            for request in requests.iter().skip(begin).take(share) {
                tokens.push(token(&mut connection, request).await?);
            }
            Ok::<_, Failure>(tokens)
        }));
    }

    let mut tokens = Vec::with_capacity(requests.len());
    for part in parts {
        tokens.extend(part.await.map_err(|error| Failure::Setup(error.to_string()))??);
    }
    Ok(tokens)
}

async fn token(connection: &mut Connection, request: &[u8]) -> Result<String> {
    let answer = connection.exchange(request).await?;
    let body: Value = serde_json::from_slice(answer.body).doing("reading a token's answer")?;
    text(&body, "/access_token")
}

fn post(slug: &str, endpoint: &str, authorization: &str, form: &str) -> Bytes {
    let length = form.len();
    Bytes::from(format!(
        "POST /p/{slug}/oauth/{endpoint} HTTP/1.1\r\nhost: keys.example.com\r\n{authorization}\
         content-type: application/x-www-form-urlencoded\r\naccept: application/json\r\n\
         content-length: {length}\r\n\r\n{form}"
    ))
}
