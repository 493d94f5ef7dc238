//! The holder of an admin key.

use keyplane_auth::{Algorithm, Header, PrivateKey, SigningKey, mint};
use keyplane_entity::Timestamp;
use serde_json::{Map, Value, json};

/// The claims of a token.
pub(crate) type Claims = Map<String, Value>;

/// An admin key and the values to sign tokens with it.
#[derive(Clone)]
pub(crate) struct Caller {
    pub(crate) kid: String,
    pub(crate) audience: String,
    key: SigningKey,
}

impl Caller {
    /// The holder of a key whose kid is the default one, its thumbprint.
    pub(crate) fn new(key: &PrivateKey, audience: &str) -> Self {
        Self::with_kid(key, &key.public_key().thumbprint(), audience)
    }

    pub(crate) fn with_kid(key: &PrivateKey, kid: &str, audience: &str) -> Self {
        let key = SigningKey::new(key, Algorithm::Rs256).unwrap();
        Self { kid: kid.to_owned(), audience: audience.to_owned(), key }
    }

    /// A token that is valid for five minutes.
    pub(crate) fn token(&self, now: Timestamp) -> String {
        self.token_with(self.claims(now))
    }

    /// The claims that [`Caller::token`] signs, for tests that change one.
    pub(crate) fn claims(&self, now: Timestamp) -> Claims {
        let now = now.seconds();
        let claims = json!({ "aud": self.audience, "iat": now, "exp": now + 300 });
        claims.as_object().unwrap().clone()
    }

    /// A token with other claims.
    pub(crate) fn token_with(&self, claims: Claims) -> String {
        let header = Header { kid: self.kid.clone(), ..Header::default() };
        mint(&self.key, header, &claims).unwrap()
    }

    /// A compact JWS over any texts, including those that [`mint`] refuses.
    pub(crate) fn sign_raw(&self, header: &str, payload: &str) -> String {
        use base64::Engine as _;
        let encode = |bytes: &[u8]| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes);
        let message = format!("{}.{}", encode(header.as_bytes()), encode(payload.as_bytes()));
        let signature = self.key.sign(message.as_bytes()).unwrap();
        format!("{message}.{}", encode(&signature))
    }
}
