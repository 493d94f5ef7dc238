//! The key that signs the deliveries of a webhook, after Standard Webhooks 1.0.0.

use std::fmt;

use aws_lc_rs::{
    hmac::{self, HMAC_SHA256},
    signature::{Ed25519KeyPair, KeyPair as _},
};
use secrecy::SecretString;
use zeroize::Zeroizing;

use crate::{Entropy, SignError, base64};

const LEN: usize = 32;
const SYMMETRIC: &[u8] = b"keyplane webhook v1";
const ASYMMETRIC: &[u8] = b"keyplane webhook v1a";

/// A webhook's key. From its 32 random bytes follow an HMAC key, which the receiver knows, and an
/// Ed25519 key pair, whose public half the receiver may use instead. Neither tells the other.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookKey(Zeroizing<[u8; LEN]>);

impl WebhookKey {
    /// A fresh key.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        let mut bytes = Zeroizing::new([0; LEN]);
        entropy.fill(&mut *bytes);
        Self(bytes)
    }

    /// The key with these bytes; `None` unless they are 32.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(|bytes| Self(Zeroizing::new(bytes)))
    }

    /// The bytes, to be sealed.
    pub fn bytes(&self) -> &[u8] {
        &*self.0
    }

    /// The HMAC key in the form of Standard Webhooks: `whsec_` and base64.
    pub fn secret(&self) -> SecretString {
        let text = Zeroizing::new(base64(self.derive(SYMMETRIC).as_ref()));
        SecretString::from(format!("whsec_{}", &*text))
    }

    /// The Ed25519 public key in the form of Standard Webhooks: `whpk_` and base64.
    pub fn public_key(&self) -> Result<String, SignError> {
        Ok(format!("whpk_{}", base64(self.key_pair()?.public_key().as_ref())))
    }

    /// The signatures of a delivery, `v1,` and `v1a,` with a space between them. `id` has no full
    /// stop; `timestamp` is in Unix seconds.
    pub fn sign(&self, id: &str, timestamp: i64, body: &[u8]) -> Result<String, SignError> {
        let mut message = format!("{id}.{timestamp}.").into_bytes();
        message.extend_from_slice(body);

        let key = hmac::Key::new(HMAC_SHA256, self.derive(SYMMETRIC).as_ref());
        let symmetric = base64(hmac::sign(&key, &message).as_ref());
        let asymmetric = base64(self.key_pair()?.sign(&message).as_ref());
        Ok(format!("v1,{symmetric} v1a,{asymmetric}"))
    }

    fn key_pair(&self) -> Result<Ed25519KeyPair, SignError> {
        Ed25519KeyPair::from_seed_unchecked(self.derive(ASYMMETRIC).as_ref()).map_err(|_| SignError)
    }

    /// HMAC-SHA256 of a label: HKDF-Expand (RFC 5869) with one block and a label of its own.
    fn derive(&self, label: &[u8]) -> Zeroizing<[u8; LEN]> {
        let key = hmac::Key::new(HMAC_SHA256, &*self.0);
        let mut derived = Zeroizing::new([0; LEN]);
        derived.copy_from_slice(hmac::sign(&key, label).as_ref());
        derived
    }
}

impl fmt::Debug for WebhookKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookKey(..)")
    }
}

#[cfg(test)]
mod tests {
    use ::base64::{Engine as _, engine::general_purpose::STANDARD};
    use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
    use secrecy::ExposeSecret as _;

    use super::*;
    use crate::SystemEntropy;

    fn after(text: &str, prefix: &str) -> Vec<u8> {
        STANDARD.decode(text.strip_prefix(prefix).unwrap_or_default()).unwrap_or_default()
    }

    #[test]
    fn both_signatures_verify_with_what_the_receiver_is_shown() {
        let key = WebhookKey::generate(&SystemEntropy);
        let signed = key.sign("evt_1", 1_674_087_231, b"{}").expect("signatures");
        let (symmetric, asymmetric) = signed.split_once(' ').expect("two signatures");
        let message = b"evt_1.1674087231.{}";

        let secret = after(key.secret().expose_secret(), "whsec_");
        assert_eq!(secret.len(), 32);
        let code = after(symmetric, "v1,");
        assert!(hmac::verify(&hmac::Key::new(HMAC_SHA256, &secret), message, &code).is_ok());

        let public = after(&key.public_key().expect("a key"), "whpk_");
        let signature = after(asymmetric, "v1a,");
        assert!(UnparsedPublicKey::new(&ED25519, public).verify(message, &signature).is_ok());
    }

    #[test]
    fn the_secret_that_the_receiver_knows_is_neither_the_key_nor_the_seed() {
        let key = WebhookKey::generate(&SystemEntropy);
        let secret = after(key.secret().expose_secret(), "whsec_");
        assert_ne!(secret, key.bytes());
        assert_ne!(secret, key.derive(ASYMMETRIC).as_ref());
        assert_eq!(WebhookKey::from_bytes(key.bytes()).as_ref(), Some(&key));
        assert_eq!(WebhookKey::from_bytes(&key.bytes()[1..]), None);
    }
}
