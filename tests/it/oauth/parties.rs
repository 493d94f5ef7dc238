//! The project `acme` with a client of every kind.

use std::sync::atomic::{AtomicU64, Ordering};

use keyplane_auth::{Algorithm, Header, HmacKey, JwtSigner, SigningKey, mint};
use secrecy::SecretString;
use serde_json::{Value, json};

use super::ask::{Ask, TOKEN};
use crate::harness::{World, ec_key};

pub(super) const ISSUER: &str = "https://keys.example.com/p/acme";

/// A client with a secret.
pub(super) struct Party {
    pub(super) id: String,
    pub(super) secret: String,
}

/// A client that signs.
pub(super) struct Signer {
    pub(super) id: String,
    pub(super) kid: String,
    pub(super) key: Box<dyn JwtSigner + Send + Sync>,
}

pub(super) struct Acme {
    pub(super) project: String,
    pub(super) basic: Party,
    pub(super) post: Party,
    pub(super) opaque: Party,
    /// A client of type `RESOURCE_SERVER`.
    pub(super) server: Party,
    pub(super) disabled: Party,
    /// A client of another project.
    pub(super) stranger: Party,
    pub(super) signer: Signer,
    /// A client with `allowAnySubject`, `allowTokenEndpointAudience` and the allowed claim
    /// `tenant`.
    pub(super) lax: Signer,
    /// A client that signs with its secret.
    pub(super) hmac: Signer,
}

impl Acme {
    pub(super) async fn create(world: &World) -> Self {
        let project = world.project("acme").await;
        let other = world.project("other").await;
        let basic = json!({ "authMethod": "CLIENT_SECRET_BASIC" });
        let lax = json!({ "allowAnySubject": true, "allowTokenEndpointAudience": true, "allowedClaims": ["tenant"] });

        let disabled = party(world, &project, basic.clone()).await;
        let input = json!({ "applicationId": disabled.id, "enabled": false });
        world.mutate(&world.root(), "updateApplication", input, "application { id }").await.ok();

        let hmac = party(world, &project, json!({ "authMethod": "CLIENT_SECRET_JWT" })).await;
        let key = Box::new(HmacKey::new(&SecretString::from(hmac.secret)));

        Self {
            basic: party(world, &project, basic.clone()).await,
            post: party(world, &project, json!({ "authMethod": "CLIENT_SECRET_POST" })).await,
            opaque: party(
                world,
                &project,
                json!({ "authMethod": "CLIENT_SECRET_BASIC", "accessTokenFormat": "OPAQUE" }),
            )
            .await,
            server: party(
                world,
                &project,
                json!({ "authMethod": "CLIENT_SECRET_BASIC", "type": "RESOURCE_SERVER" }),
            )
            .await,
            stranger: party(world, &other, basic).await,
            signer: signer(world, &project, json!({})).await,
            lax: signer(world, &project, lax).await,
            hmac: Signer { id: hmac.id, kid: String::new(), key },
            disabled,
            project,
        }
    }
}

/// Makes an application; the secret is empty if its method uses none.
pub(super) async fn party(world: &World, project: &str, extra: Value) -> Party {
    let mut input = json!({ "projectId": project, "name": "n", "type": "SERVICE" });
    input.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    let fields = "application { id } clientSecret";
    let made = world.mutate(&world.root(), "createApplication", input, fields).await;
    let secret = made.at("/createApplication/clientSecret").as_str().unwrap_or_default();
    Party { id: made.text("/createApplication/application/id"), secret: secret.to_owned() }
}

pub(super) async fn signer(world: &World, project: &str, extra: Value) -> Signer {
    let id = party(world, project, extra).await.id;
    let key = ec_key();
    let public_key = key.public_key().spki_pem();
    let input = json!({ "applicationId": id, "name": "k", "publicKey": public_key });
    let made = world.mutate(&world.root(), "importApplicationKey", input, "key { kid }").await;
    let kid = made.text("/importApplicationKey/key/kid");
    Signer { id, kid, key: Box::new(SigningKey::new(&key, Algorithm::Es256).unwrap()) }
}

impl Party {
    /// A request with this client's secret in the header.
    pub(super) fn basic(&self, ask: Ask) -> Ask {
        ask.basic(&self.id, &self.secret)
    }

    /// An access token of this client.
    pub(super) async fn token(&self, world: &World) -> String {
        token_of(world, &self.basic(Ask::client_credentials())).await
    }
}

/// The access token in the answer to a request.
pub(super) async fn token_of(world: &World, ask: &Ask) -> String {
    let answer = ask.send(world, TOKEN).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["access_token"].as_str().unwrap().to_owned()
}

impl Signer {
    /// An assertion that is valid except for these claims; null removes a claim.
    pub(super) fn sign(&self, world: &World, changes: Value) -> String {
        self.sign_as(world, Header { kid: self.kid.clone(), ..Header::default() }, changes)
    }

    /// As `sign`, with another `typ`.
    pub(super) fn sign_typed(&self, world: &World, typ: &str, changes: Value) -> String {
        let typ = Some(typ.to_owned());
        self.sign_as(world, Header { kid: self.kid.clone(), typ, ..Header::default() }, changes)
    }

    pub(super) fn sign_as(&self, world: &World, header: Header, changes: Value) -> String {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let (now, id) = (world.now().seconds(), &self.id);
        let jti = COUNT.fetch_add(1, Ordering::Relaxed).to_string();
        let claims = json!({ "iss": id, "sub": id, "aud": ISSUER, "iat": now, "exp": now + 300, "jti": jti });
        let mut claims = claims.as_object().unwrap().clone();
        let Value::Object(changes) = changes else { panic!("claims: {changes}") };
        claims.extend(changes);
        claims.retain(|_, value| !value.is_null());
        mint(&*self.key, header, &claims).unwrap()
    }

    /// A request with a client assertion that is valid except for these claims.
    pub(super) fn prove(&self, world: &World, ask: Ask, changes: Value) -> Ask {
        ask.assertion(&self.sign(world, changes))
    }
}
