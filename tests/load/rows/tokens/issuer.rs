//! A project with its clients, made through the Admin API, and what they send.

use std::{net::SocketAddr, ops::Range};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use bytes::Bytes;
use keyplane_auth::{Algorithm, Header, HmacKey, JwsSigner, KeyFile, PrivateKey, SigningKey, mint};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};

use crate::{
    client::{in_parallel, now, unsigned},
    connection::Connection,
    failure::{Doing as _, Failure, Result},
    rows::site::Site,
    server::PUBLIC_URL,
};

/// How the answer with a token begins.
pub(super) const ISSUED: &str = "{\"access_token\":\"";
/// How the answer about an active token begins.
pub(super) const ACTIVE: &str = "{\"active\":true";

/// The life of an assertion: longer than a row, and not longer than the server takes.
const ASSERTION_LIFETIME_SECONDS: i64 = 3300;

const CREDENTIALS: &str = "grant_type=client_credentials";
const ASSERTION: &str = "client_assertion_type=\
     urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=";

/// A project.
pub(super) struct Issuer<'s> {
    site: &'s Site,
    id: String,
    slug: String,
}

/// A client that has a secret, which stands in its Authorization header.
pub(super) struct Client {
    slug: String,
    authorization: String,
}

/// A client that signs.
pub(super) struct Signer {
    slug: String,
    id: String,
    kid: String,
    key: Box<dyn JwsSigner + Sync>,
}

impl<'s> Issuer<'s> {
    /// A new project whose tokens are signed with this algorithm.
    pub(super) async fn create(site: &'s Site, slug: &str, algorithm: &str) -> Result<Self> {
        let query = "mutation($input: CreateProjectInput!) {
            createProject(input: $input) { project { id } } }";
        let policy = json!({ "signingAlgorithm": algorithm });
        let input = json!({ "slug": slug, "name": slug, "keyPolicy": policy });
        let made = site.ask(query, json!({ "input": input })).await?;
        let id = text(&made, "/createProject/project/id")?;
        Ok(Self { site, id, slug: slug.to_owned() })
    }

    /// A client that gets JWTs.
    pub(super) async fn basic(&self) -> Result<Client> {
        self.client(json!({})).await
    }

    /// A client that gets opaque tokens.
    pub(super) async fn opaque(&self) -> Result<Client> {
        self.client(json!({ "accessTokenFormat": "OPAQUE" })).await
    }

    /// A client that asks about the tokens of others.
    pub(super) async fn resource_server(&self) -> Result<Client> {
        self.client(json!({ "type": "RESOURCE_SERVER" })).await
    }

    async fn client(&self, settings: Value) -> Result<Client> {
        let (id, secret) = self.application("CLIENT_SECRET_BASIC", settings).await?;
        let pair = format!("{id}:{}", secret.expose_secret());
        let authorization = format!("authorization: Basic {}\r\n", BASE64_STANDARD.encode(pair));
        Ok(Client { slug: self.slug.clone(), authorization })
    }

    /// A client that signs with its secret.
    pub(super) async fn secret(&self) -> Result<Signer> {
        let (id, secret) = self.application("CLIENT_SECRET_JWT", json!({})).await?;
        let key = Box::new(HmacKey::new(&secret));
        Ok(Signer { slug: self.slug.clone(), id, kid: String::new(), key })
    }

    /// A client that signs with an RSA-2048 key.
    pub(super) async fn key_pair(&self) -> Result<Signer> {
        let (id, _) = self.application("PRIVATE_KEY_JWT", json!({})).await?;
        let query = "mutation($input: GenerateApplicationKeyInput!) {
            generateApplicationKey(input: $input) { privateKey { content } } }";
        let input = json!({ "applicationId": id, "name": "load" });
        let made = self.site.ask(query, json!({ "input": input })).await?;
        let file = text(&made, "/generateApplicationKey/privateKey/content")?;
        let unusable = || Failure::Setup("the key file is none of an application".into());
        let Ok(KeyFile::Application(file)) = KeyFile::parse(&file) else { return Err(unusable()) };
        let key = PrivateKey::from_pem(file.key.expose_secret()).map_err(|_| unusable())?;
        let key = Box::new(SigningKey::new(&key, Algorithm::Rs256).map_err(|_| unusable())?);
        Ok(Signer { slug: self.slug.clone(), id, kid: file.key_id, key })
    }

    async fn application(&self, method: &str, settings: Value) -> Result<(String, SecretString)> {
        let query = "mutation($input: CreateApplicationInput!) {
            createApplication(input: $input) { application { id } clientSecret } }";
        let mut input = json!({
            "projectId": self.id, "name": "load", "type": "SERVICE", "authMethod": method,
        });
        if let (Value::Object(input), Value::Object(settings)) = (&mut input, settings) {
            input.extend(settings);
        }
        let made = self.site.ask(query, json!({ "input": input })).await?;
        let secret = made.pointer("/createApplication/clientSecret").and_then(Value::as_str);
        let id = text(&made, "/createApplication/application/id")?;
        Ok((id, SecretString::from(secret.unwrap_or_default())))
    }
}

impl Client {
    /// Asks for a token by its secret.
    pub(super) fn token_request(&self) -> Bytes {
        post(&self.slug, "token", &self.authorization, CREDENTIALS)
    }

    /// Asks about a token.
    pub(super) fn introspection_request(&self, token: &str) -> Bytes {
        post(&self.slug, "introspect", &self.authorization, &format!("token={token}"))
    }

    /// Gets a token.
    pub(super) async fn ask_for_token(&self, address: SocketAddr) -> Result<String> {
        let mut connection = Connection::open(address).await?;
        let answer = connection.exchange(&self.token_request()).await?;
        let body: Value = serde_json::from_slice(answer.body).doing("reading a token's answer")?;
        text(&body, "/access_token")
    }
}

impl Signer {
    /// Asks for a token with an assertion of its own for each number.
    pub(super) fn proven_requests(&self, numbers: Range<usize>) -> Result<Vec<Bytes>> {
        let now = now()?.seconds();
        in_parallel(numbers.len(), |number| {
            let claims = json!({
                "iss": self.id,
                "sub": self.id,
                "aud": format!("{PUBLIC_URL}/p/{}", self.slug),
                "iat": now,
                "exp": now + ASSERTION_LIFETIME_SECONDS,
                "jti": format!("{:016}", numbers.start + number),
            });
            let Value::Object(claims) = claims else { return Err(unsigned()) };
            let header = Header { kid: self.kid.clone(), ..Header::default() };
            let assertion = mint(&*self.key, header, &claims).map_err(|_| unsigned())?;
            let form = format!("{CREDENTIALS}&{ASSERTION}{assertion}");
            Ok(post(&self.slug, "token", "", &form))
        })
    }
}

fn text(answer: &Value, pointer: &str) -> Result<String> {
    let found = answer.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    found.ok_or_else(|| Failure::Answer(format!("an answer lacks {pointer}")))
}

fn post(slug: &str, endpoint: &str, authorization: &str, form: &str) -> Bytes {
    let length = form.len();
    Bytes::from(format!(
        "POST /p/{slug}/oauth/{endpoint} HTTP/1.1\r\nhost: keys.example.com\r\n{authorization}\
         content-type: application/x-www-form-urlencoded\r\naccept: application/json\r\n\
         content-length: {length}\r\n\r\n{form}"
    ))
}
