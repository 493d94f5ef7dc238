//! The project `acme` with the API `orders`, and applications that may use it.

use axum::{body::Body, http::Request};
use keyplane_auth::{Algorithm, Header, SigningKey, mint};
use serde_json::{Value, json};

use super::ask::{VERIFY, check};
use crate::harness::{World, ec_key};

pub(crate) const ISSUER: &str = "https://keys.example.com/p/acme";
pub(crate) const ORDERS: &str = "urn:orders";

/// An application with a secret and a key.
pub(crate) struct App {
    pub(crate) id: String,
    pub(crate) secret: String,
    pub(crate) key_id: String,
    pub(crate) kid: String,
    key: SigningKey,
}

/// The API `orders` has the scopes `read`, `write` and `admin` and accepts both kinds of tokens.
/// The applications `jwt` and `opaque` have a grant for `read` and `write`; their names are the
/// formats of their access tokens.
pub(crate) struct Shop {
    pub(crate) project: String,
    pub(crate) orders: String,
    pub(crate) jwt: App,
    pub(crate) opaque: App,
}

impl Shop {
    pub(crate) async fn open(world: &World) -> Self {
        let project = world.project("acme").await;
        let orders = world.api(&project, "orders", &["read", "write", "admin"]).await;
        let accepts = json!({ "apiId": orders, "accepts": ["ACCESS_TOKEN", "APPLICATION_JWT"] });
        world.mutate(&world.root(), "updateApi", accepts, "api { id }").await.ok();
        let jwt = App::made(world, &project, json!({})).await;
        let opaque = App::made(world, &project, json!({ "accessTokenFormat": "OPAQUE" })).await;
        for app in [&jwt, &opaque] {
            world.grant(&app.id, &orders, &["read", "write"]).await;
        }
        Self { project, orders, jwt, opaque }
    }

    /// The kinds of token, each with its application and a token that is valid for `orders`.
    pub(crate) async fn tokens(&self, world: &World) -> Vec<(&'static str, &App, String)> {
        vec![
            ("JWT", &self.jwt, self.jwt.access_token(world, "").await),
            ("opaque", &self.opaque, self.opaque.access_token(world, "").await),
            ("self-signed", &self.jwt, self.jwt.sign(world, json!({}))),
        ]
    }

    /// Changes the API.
    pub(crate) async fn update(&self, world: &World, mut changes: Value) {
        changes["apiId"] = json!(self.orders);
        world.mutate(&world.root(), "updateApi", changes, "api { id }").await.ok();
    }
}

impl App {
    pub(crate) async fn made(world: &World, project: &str, extra: Value) -> Self {
        let mut input = json!({
            "projectId": project, "name": "n", "type": "SERVICE", "authMethod": "CLIENT_SECRET_POST",
        });
        input.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        let fields = "application { id } clientSecret";
        let made = world.mutate(&world.root(), "createApplication", input, fields).await;
        let id = made.text("/createApplication/application/id");

        let key = ec_key();
        let public_key = key.public_key().spki_pem();
        let input = json!({ "applicationId": id, "name": "k", "publicKey": public_key });
        let fields = "key { id kid }";
        let imported = world.mutate(&world.root(), "importApplicationKey", input, fields).await;

        Self {
            secret: made.at("/createApplication/clientSecret").as_str().unwrap_or_default().into(),
            key_id: imported.text("/importApplicationKey/key/id"),
            kid: imported.text("/importApplicationKey/key/kid"),
            key: SigningKey::new(&key, Algorithm::Es256).unwrap(),
            id,
        }
    }

    /// An access token for `orders`, requested with these additional parameters.
    pub(crate) async fn access_token(&self, world: &World, more: &str) -> String {
        self.token(world, &format!("&resource={ORDERS}{more}")).await
    }

    /// An access token, requested with these parameters.
    pub(crate) async fn token(&self, world: &World, more: &str) -> String {
        let (id, secret) = (&self.id, &self.secret);
        let body =
            format!("client_id={id}&client_secret={secret}&grant_type=client_credentials{more}");
        let answer = world.send(post("/p/acme/oauth/token", body)).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()["access_token"].as_str().unwrap().to_owned()
    }

    /// Revokes a token of this application.
    pub(crate) async fn revoke(&self, world: &World, token: &str) {
        let (id, secret) = (&self.id, &self.secret);
        let body = format!("client_id={id}&client_secret={secret}&token={token}");
        assert_eq!(world.send(post("/p/acme/oauth/revoke", body)).await.status, 200);
    }

    /// A JWT signed by the application, valid for `orders` except for `changes`; null removes a
    /// claim.
    pub(crate) fn sign(&self, world: &World, changes: Value) -> String {
        self.sign_as(world, self.header(), changes)
    }

    pub(crate) fn header(&self) -> Header {
        Header { kid: self.kid.clone(), ..Header::default() }
    }

    pub(crate) fn sign_as(&self, world: &World, header: Header, changes: Value) -> String {
        let (now, id) = (world.now().seconds(), &self.id);
        let claims =
            json!({ "iss": id, "sub": id, "aud": id, "iat": now, "exp": now + 60, "jti": "one" });
        let mut claims = claims.as_object().unwrap().clone();
        claims.extend(changes.as_object().unwrap().clone());
        claims.retain(|_, value| !value.is_null());
        mint(&self.key, header, &claims).unwrap()
    }

    /// Changes the application.
    pub(crate) async fn update(&self, world: &World, mut changes: Value) {
        changes["applicationId"] = json!(self.id);
        world.mutate(&world.root(), "updateApplication", changes, "application { id }").await.ok();
    }
}

/// The status of a check at `orders`.
pub(crate) async fn status(world: &World, token: &str) -> u16 {
    check(world, VERIFY, token).await.status.as_u16()
}

pub(crate) fn post(path: &str, body: String) -> Request<Body> {
    Request::post(path)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(body))
        .unwrap()
}
