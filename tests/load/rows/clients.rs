//! Clients of a project, with their requests and those of a gateway.

use std::{net::SocketAddr, ops::Range, sync::Arc};

use axum::http::{
    Method,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use keyplane_auth::{Header, JwtSigner, mint};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};

use super::issuer::text;
use crate::{
    admin::{in_parallel, now, unsigned},
    connection::{Connection, Request, head, with_body},
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
pub(super) struct SecretClient {
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

impl SecretClient {
    pub(super) fn new(slug: &str, id: String, secret: &SecretString) -> Self {
        let pair = BASE64_STANDARD.encode(format!("{id}:{}", secret.expose_secret()));
        let authorization = format!("Basic {pair}");
        Self { slug: slug.to_owned(), id, authorization }
    }

    /// A token request with the secret.
    pub(super) fn token_request(&self) -> Result<Request> {
        post(&self.slug, "token", Some(&self.authorization), CREDENTIALS.to_owned())
    }

    /// A request for a token for an API.
    pub(super) fn token_request_for(&self, api: &str) -> Result<Request> {
        let form = format!("{CREDENTIALS}&resource=urn%3A{api}");
        post(&self.slug, "token", Some(&self.authorization), form)
    }

    /// An introspection request.
    pub(super) fn introspection_request(&self, token: &str) -> Result<Request> {
        post(&self.slug, "introspect", Some(&self.authorization), format!("token={token}"))
    }

    /// Requests a token and returns it.
    pub(super) async fn ask_for_token(&self, address: SocketAddr) -> Result<String> {
        let mut connection = Connection::open(address).await?;
        token(&mut connection, &self.token_request()?).await
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
    pub(super) fn proven_requests(&self, numbers: Range<usize>) -> Result<Vec<Request>> {
        let audience = format!("{PUBLIC_URL}/p/{}", self.slug);
        in_parallel(numbers.len(), |number| {
            proven_by(&self.slug, &self.sign(&audience, numbers.start + number)?)
        })
    }

    /// A self-signed JWT for an API; each number gives a different one.
    pub(super) fn application_jwt(&self, number: usize) -> Result<String> {
        self.sign(&self.id, number)
    }

    /// Checks of self-signed JWTs, with a different one for each number.
    pub(super) fn checks(&self, api: &str, numbers: Range<usize>) -> Result<Vec<Request>> {
        in_parallel(numbers.len(), |number| {
            check(&self.slug, api, &self.application_jwt(numbers.start + number)?)
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

/// A token request of a client that proves itself by this JWT.
pub(super) fn proven_by(slug: &str, assertion: &str) -> Result<Request> {
    post(slug, "token", None, format!("{CREDENTIALS}&{ASSERTION}{assertion}"))
}

/// A request of a client to exchange an access token for one for an API.
pub(super) fn exchange_request(client: &SecretClient, token: &str, api: &str) -> Result<Request> {
    let form = format!(
        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange&subject_token={token}\
         &subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aaccess_token\
         &resource=urn%3A{api}"
    );
    post(&client.slug, "token", Some(&client.authorization), form)
}

/// The token in the answer to a request.
pub(super) async fn token_of(address: SocketAddr, request: &Request) -> Result<String> {
    token(&mut Connection::open(address).await?, request).await
}

/// A check of a token, as nginx sends it.
pub(super) fn check(slug: &str, api: &str, token: &str) -> Result<Request> {
    check_at(slug, &format!("{api}/verify"), token)
}

/// A check on a route that demands a scope.
pub(super) fn check_scope(slug: &str, api: &str, scope: &str, token: &str) -> Result<Request> {
    check_at(slug, &format!("{api}/scopes/{scope}/verify"), token)
}

fn check_at(slug: &str, place: &str, token: &str) -> Result<Request> {
    let head = head(Method::GET, format!("/p/{slug}/apis/{place}"))
        .header(AUTHORIZATION, format!("Bearer {token}"))
        .header("x-forwarded-method", "POST")
        .header("x-forwarded-host", "shop.example.com")
        .header("x-forwarded-uri", "/orders/17?expand=lines");
    with_body(head, "")
}

/// Sends all token requests and returns the tokens.
pub(super) async fn ask_for_tokens(
    address: SocketAddr,
    requests: Vec<Request>,
) -> Result<Vec<String>> {
    let requests: Arc<[Request]> = requests.into();
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

async fn token(connection: &mut Connection, request: &Request) -> Result<String> {
    let answer = connection.exchange(request).await?;
    let body: Value = serde_json::from_slice(answer.body()).doing("reading a token's answer")?;
    text(&body, "/access_token")
}

fn post(slug: &str, endpoint: &str, authorization: Option<&str>, form: String) -> Result<Request> {
    let head = head(Method::POST, format!("/p/{slug}/oauth/{endpoint}"))
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(ACCEPT, "application/json");
    let head =
        authorization.into_iter().fold(head, |head, value| head.header(AUTHORIZATION, value));
    with_body(head, form)
}
