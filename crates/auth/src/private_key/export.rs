//! Export formats of a private key.

use pkcs8::PrivateKeyInfo;
use pkcs8::der::Decode as _;
use secrecy::SecretString;
use zeroize::Zeroizing;

use super::{PrivateKey, PrivateKeyError};
use crate::Algorithm;
use crate::encoding::{pem, push_base64url};
use crate::key_pair::{EcdsaForm, KeyPair};

impl PrivateKey {
    /// `-----BEGIN PRIVATE KEY-----` (RFC 5958, RFC 7468 section 10).
    pub fn to_pkcs8_pem(&self) -> Result<SecretString, PrivateKeyError> {
        Ok(secret(&pem("PRIVATE KEY", self.pkcs8_der())))
    }

    /// `-----BEGIN RSA PRIVATE KEY-----` (RFC 8017 appendix A.1.2); RSA only.
    pub fn to_pkcs1_pem(&self) -> Result<SecretString, PrivateKeyError> {
        if self.public_key().rsa_bits().is_none() {
            return Err(PrivateKeyError::NotRsa);
        }
        Ok(secret(&pem("RSA PRIVATE KEY", self.inner_der()?)))
    }

    /// The complete private JWK with `kid`, `alg` and `use` (RFC 7517, RFC 7518
    /// section 6, RFC 8037).
    pub fn to_jwk(&self, kid: &str, algorithm: Algorithm) -> Result<SecretString, PrivateKeyError> {
        let public_key = self.public_key();
        if !public_key.supports(algorithm) {
            return Err(PrivateKeyError::AlgorithmMismatch(algorithm));
        }

        // Capacity for all members of RSA-8192: growing would leave a copy behind.
        let mut jwk = Zeroizing::new(String::with_capacity(8 * 1024));
        jwk.push('{');
        let kid = serde_json::Value::from(kid).to_string();
        for part in ["\"kid\":", &kid, ",\"alg\":\"", algorithm.as_str()] {
            jwk.push_str(part);
        }
        jwk.push_str("\",\"use\":\"sig\"");
        for (name, value) in public_key.jwk_members() {
            for part in [",\"", name, "\":\"", &value, "\""] {
                jwk.push_str(part);
            }
        }

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

        if self.public_key().rsa_bits().is_none() {
            let number = KeyPair::from_pkcs8(self.pkcs8_der(), EcdsaForm::Fixed)?
                .private_number()
                .ok_or(PrivateKeyError::Malformed)?;
            push("d", &number);
            return Ok(());
        }

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
