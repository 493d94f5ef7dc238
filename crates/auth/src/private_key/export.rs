//! Export formats of a private key.

use pkcs8::{PrivateKeyInfo, der::Decode as _};
use secrecy::SecretString;
use zeroize::Zeroizing;

use super::{PrivateKey, PrivateKeyError};
use crate::{
    Algorithm,
    encoding::{pem, push_base64url},
    key_pair::{EcdsaForm, KeyPair},
    key_type::KeyType,
};

impl PrivateKey {
    /// `-----BEGIN PRIVATE KEY-----` (RFC 5958, RFC 7468 section 10).
    pub fn to_pkcs8_pem(&self) -> Result<SecretString, PrivateKeyError> {
        Ok(secret(&pem("PRIVATE KEY", self.pkcs8_der())))
    }

    /// `-----BEGIN RSA PRIVATE KEY-----` (RFC 8017 appendix A.1.2); RSA only.
    pub fn to_pkcs1_pem(&self) -> Result<SecretString, PrivateKeyError> {
        match self.public_key().key_type() {
            KeyType::Rsa => Ok(secret(&pem("RSA PRIVATE KEY", self.inner_der()?))),
            KeyType::Ec(_) | KeyType::Ed25519 => Err(PrivateKeyError::NotRsa),
        }
    }

    /// The complete private JWK with `kid`, `alg` and `use` (RFC 7517, RFC 7518
    /// section 6, RFC 8037).
    pub fn to_jwk(&self, kid: &str, algorithm: Algorithm) -> Result<SecretString, PrivateKeyError> {
        let public_key = self.public_key();
        if !public_key.supports(algorithm) {
            return Err(PrivateKeyError::AlgorithmMismatch(algorithm));
        }

        // jsonwebtoken knows public keys only. Its JSON is an object, which is left open here.
        let public = public_key.jwk_as(kid, algorithm, None);
        let public = serde_json::to_string(&public).map_err(|_| PrivateKeyError::Malformed)?;
        // Capacity for all members of RSA-8192: growing would leave a copy behind.
        let mut jwk = Zeroizing::new(String::with_capacity(8 * 1024));
        jwk.push_str(public.strip_suffix('}').ok_or(PrivateKeyError::Malformed)?);

        self.push_private_members(&mut jwk)?;
        jwk.push('}');
        Ok(secret(&jwk))
    }

    fn push_private_members(&self, jwk: &mut String) -> Result<(), PrivateKeyError> {
        let mut push = |name: &str, number: &[u8]| {
            for part in [",\"", name, "\":\""] {
                jwk.push_str(part);
            }
            push_base64url(jwk, number);
            jwk.push('"');
        };

        match self.public_key().key_type() {
            KeyType::Ec(_) | KeyType::Ed25519 => {
                let number = KeyPair::from_pkcs8(self.pkcs8_der(), EcdsaForm::Fixed)?
                    .private_number()
                    .ok_or(PrivateKeyError::Malformed)?;
                push("d", &number);
            }
            KeyType::Rsa => {
                let key = pkcs1::RsaPrivateKey::try_from(self.inner_der()?)
                    .map_err(|_| PrivateKeyError::Malformed)?;
                for (name, number) in [
                    ("d", key.private_exponent),
                    ("p", key.prime1),
                    ("q", key.prime2),
                    ("dp", key.exponent1),
                    ("dq", key.exponent2),
                    ("qi", key.coefficient),
                ] {
                    push(name, number.as_bytes());
                }
            }
        }
        Ok(())
    }

    /// The content of the PKCS#8 structure: PKCS#1 for RSA.
    fn inner_der(&self) -> Result<&[u8], PrivateKeyError> {
        PrivateKeyInfo::from_der(self.pkcs8_der())
            .map(|info| info.private_key)
            .map_err(|_| PrivateKeyError::Malformed)
    }
}

fn secret(text: &str) -> SecretString {
    SecretString::from(text)
}
