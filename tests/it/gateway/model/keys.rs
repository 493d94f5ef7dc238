//! Keys in the model: those of applications, and the project's signing keys.

use keyplane_auth::{Algorithm, SigningKey};
use keyplane_entity::Timestamp;
use serde_json::{Value, json};

use super::{facts::Key, runner::Run, steps::Which};
use crate::harness::ec_key;

impl Run<'_> {
    pub(super) async fn add_key(&mut self, app: Which) {
        let key = ec_key();
        let public_key = key.public_key().spki_pem();
        let input =
            json!({ "applicationId": self.ids.apps[app].0, "name": "k", "publicKey": public_key });
        let made = self.mutate("importApplicationKey", input, "key { id kid }").await;
        let key = SigningKey::new(&key, Algorithm::Es256).unwrap();
        self.ids.keys[app].push((made.text("/importApplicationKey/key/kid"), key));
        let id = made.text("/importApplicationKey/key/id");
        self.facts.apps[app].keys.push(Key { id, revoked: false, ends: None });
    }

    /// Revokes a key of an application, or sets its expiry.
    pub(super) async fn end_key(&mut self, app: Which, key: usize, seconds: Option<i64>) {
        let (now, at) = (self.world.now(), key % self.facts.apps[app].keys.len());
        if !self.facts.apps[app].keys[at].is_in_life(now.seconds()) {
            return;
        }
        let id = self.facts.apps[app].keys[at].id.clone();
        match seconds {
            None => {
                self.mutate("revokeKey", json!({ "keyId": id, "reason": "r" }), "key { id }").await;
                self.facts.apps[app].keys[at].revoked = true;
            }
            Some(seconds) => {
                let end = now.plus_seconds(seconds);
                let input = json!({ "keyId": id, "expiresAt": end.to_string() });
                self.mutate("updateKey", input, "key { id }").await;
                self.facts.apps[app].keys[at].ends = Some(end.seconds());
            }
        }
    }

    pub(super) async fn current_signing_key(&self) -> String {
        let query = "query ($slug: String!) { project(slug: $slug) { currentSigningKey { id } } }";
        let found =
            self.world.ask(&self.world.root(), query, json!({ "slug": self.ids.slug })).await;
        found.text("/project/currentSigningKey/id")
    }

    pub(super) async fn rotate_signing_key(&mut self) {
        let input =
            json!({ "keyId": self.current_signing_key().await, "force": true, "reason": "r" });
        self.mutate("rotateKey", input, "key { id }").await;
        self.see_signing_keys().await;
    }

    /// Reads the signing keys and their expiries, since the model does not include the rules of
    /// rotation.
    pub(super) async fn see_signing_keys(&mut self) {
        let found = self.world.signing_keys(&self.ids.slug, "id revokedAt expiresAt").await;
        let key = |key: &Value| Key {
            id: key["id"].as_str().unwrap().to_owned(),
            revoked: !key["revokedAt"].is_null(),
            ends: key["expiresAt"].as_str().map(|at| Timestamp::parse(at).unwrap().seconds()),
        };
        self.facts.signing_keys = found.iter().map(key).collect();
    }
}
