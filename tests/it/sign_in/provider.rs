//! An OpenID Provider on this machine, which can lie in every way.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use axum::{
    Json, Router,
    extract::{Form, State},
    http::{HeaderMap, StatusCode, header::AUTHORIZATION},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use keyplane_auth::{Algorithm, Header, HmacKey, PrivateKey, SigningKey, base64url, mint, sha256};
use serde_json::{Map, Value, json};
use tokio::{net::TcpListener, task::JoinHandle};

use crate::harness::{World, rsa_key};

pub(super) const CLIENT_ID: &str = "keyplane portal";
pub(super) const CLIENT_SECRET: &str = "s3cret+with/odd chars";

/// How the provider signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signs {
    /// As it should.
    Well,
    /// With a key that is not in its set, under the `kid` of one that is.
    WithAnother,
    /// With HS256, and its public key as the secret.
    WithThePublicKey,
    /// Not at all: `alg` is `none`.
    Not,
}

/// How the provider answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    Well,
    /// With this status and an error.
    Status(u16, &'static str),
    /// With HTML.
    Html,
    /// Not at all.
    Holds,
}

/// A code that was given out.
struct Grant {
    redirect_uri: String,
    challenge: String,
    claims: Map<String, Value>,
}

struct Desk {
    key: PrivateKey,
    issuer: Mutex<String>,
    codes: Mutex<HashMap<String, Grant>>,
    discovery: Mutex<Value>,
    signs: Mutex<Signs>,
    mood: Mutex<Mood>,
    token_requests: Mutex<u32>,
}

pub(super) struct Provider {
    desk: Arc<Desk>,
    task: JoinHandle<()>,
}

impl Provider {
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let issuer = format!("http://{address}");
        let discovery = json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize?tenant=acme"),
            "token_endpoint": format!("{issuer}/token"),
            "jwks_uri": format!("{issuer}/jwks"),
            "end_session_endpoint": format!("{issuer}/logout"),
            "authorization_response_iss_parameter_supported": true,
        });
        let desk = Arc::new(Desk {
            key: rsa_key("provider"),
            issuer: Mutex::new(issuer),
            codes: Mutex::default(),
            discovery: Mutex::new(discovery),
            signs: Mutex::new(Signs::Well),
            mood: Mutex::new(Mood::Well),
            token_requests: Mutex::default(),
        });

        let router = Router::new()
            .route("/.well-known/openid-configuration", get(discover))
            .route("/jwks", get(jwks))
            .route("/token", post(token))
            .with_state(Arc::clone(&desk));
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { desk, task }
    }

    pub(super) fn issuer(&self) -> String {
        self.desk.issuer.lock().unwrap().clone()
    }

    /// Replaces members of the discovery document; null removes one.
    pub(super) fn says(&self, patch: Value) {
        merge(self.desk.discovery.lock().unwrap().as_object_mut().unwrap(), patch);
    }

    pub(super) fn signs(&self, how: Signs) {
        *self.desk.signs.lock().unwrap() = how;
    }

    pub(super) fn is(&self, mood: Mood) {
        *self.desk.mood.lock().unwrap() = mood;
    }

    /// No connection is accepted from now on.
    pub(super) fn stop(&self) {
        self.task.abort();
    }

    pub(super) fn token_requests(&self) -> u32 {
        *self.desk.token_requests.lock().unwrap()
    }

    /// What the provider does once a person has signed in there: a code for the request in
    /// `location`. `claims` replace members of the ID token; null removes one.
    pub(super) fn consents(&self, world: &World, location: &str, claims: Value) -> String {
        let asked = query_of(location);
        let now = world.now().seconds();
        let mut all = json!({
            "iss": self.issuer(),
            "sub": "anna",
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            "auth_time": now,
            "name": "Anna Example",
            "email": "anna@example.com",
            "email_verified": true,
            "groups": ["platform"],
        });
        merge(all.as_object_mut().unwrap(), claims);

        let code = format!("code-{}", self.desk.codes.lock().unwrap().len());
        let grant = Grant {
            redirect_uri: asked["redirect_uri"].clone(),
            challenge: asked["code_challenge"].clone(),
            claims: all.as_object().unwrap().clone(),
        };
        self.desk.codes.lock().unwrap().insert(code.clone(), grant);
        code
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The parameters of a URL.
pub(super) fn query_of(url: &str) -> HashMap<String, String> {
    let url = url::Url::parse(url).unwrap();
    url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

fn merge(into: &mut Map<String, Value>, patch: Value) {
    for (name, value) in patch.as_object().unwrap().clone() {
        if value.is_null() {
            into.remove(&name)
        } else {
            into.insert(name, value)
        };
    }
}

async fn mood(desk: &Desk) -> Option<Response> {
    let mood = *desk.mood.lock().unwrap();
    match mood {
        Mood::Well => None,
        Mood::Status(status, error) => {
            let status = StatusCode::from_u16(status).unwrap();
            Some((status, Json(json!({ "error": error }))).into_response())
        }
        Mood::Html => Some((StatusCode::OK, "<html>sign in</html>").into_response()),
        Mood::Holds => std::future::pending().await,
    }
}

async fn discover(State(desk): State<Arc<Desk>>) -> Response {
    if let Some(answer) = mood(&desk).await {
        return answer;
    }
    Json(desk.discovery.lock().unwrap().clone()).into_response()
}

async fn jwks(State(desk): State<Arc<Desk>>) -> Response {
    let mut jwk = serde_json::to_value(desk.key.public_key().jwk()).unwrap();
    jwk["kid"] = "provider".into();
    jwk["use"] = "sig".into();
    Json(json!({ "keys": [jwk] })).into_response()
}

async fn token(
    State(desk): State<Arc<Desk>>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    *desk.token_requests.lock().unwrap() += 1;
    if let Some(answer) = mood(&desk).await {
        return answer;
    }
    let refuse =
        |status: StatusCode, error: &str| (status, Json(json!({ "error": error }))).into_response();
    if !knows_client(&headers, &form) {
        return refuse(StatusCode::UNAUTHORIZED, "invalid_client");
    }

    // A code counts once.
    let grant = desk.codes.lock().unwrap().remove(&form["code"]);
    let Some(grant) = grant else { return refuse(StatusCode::BAD_REQUEST, "invalid_grant") };
    let challenge = base64url(&sha256(form["code_verifier"].as_bytes()));
    if grant.challenge != challenge || grant.redirect_uri != form["redirect_uri"] {
        return refuse(StatusCode::BAD_REQUEST, "invalid_grant");
    }
    let id_token = sign(&desk, &grant.claims);
    Json(json!({ "access_token": "unused", "token_type": "Bearer", "id_token": id_token }))
        .into_response()
}

fn knows_client(headers: &HeaderMap, form: &HashMap<String, String>) -> bool {
    let encoded =
        |text: &str| -> String { url::form_urlencoded::byte_serialize(text.as_bytes()).collect() };
    let pair = format!("{}:{}", encoded(CLIENT_ID), encoded(CLIENT_SECRET));
    match headers.get(AUTHORIZATION) {
        Some(value) => value.to_str().unwrap() == format!("Basic {}", STANDARD.encode(pair)),
        None => {
            form.get("client_id").is_some_and(|id| id == CLIENT_ID)
                && form.get("client_secret").is_some_and(|secret| secret == CLIENT_SECRET)
        }
    }
}

fn sign(desk: &Desk, claims: &Map<String, Value>) -> String {
    let header = Header { kid: "provider".to_owned(), ..Header::default() };
    let with = |key: &PrivateKey| {
        let key = SigningKey::new(key, Algorithm::Rs256).unwrap();
        mint(&key, header.clone(), claims).unwrap()
    };
    let signs = *desk.signs.lock().unwrap();
    match signs {
        Signs::Well => with(&desk.key),
        Signs::WithAnother => with(&rsa_key("impostor")),
        Signs::WithThePublicKey => {
            let secret = HmacKey::new(&desk.key.public_key().spki_pem().into());
            mint(&secret, header, claims).unwrap()
        }
        Signs::Not => {
            let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
            let claims = Value::Object(claims.clone());
            format!("{}.{}.", encode(&json!({ "alg": "none" })), encode(&claims))
        }
    }
}
