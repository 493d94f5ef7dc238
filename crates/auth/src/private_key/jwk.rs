//! Private keys as JWK (RFC 7517, RFC 7518 section 6, RFC 8037).

use pkcs8::der::{Encode as _, asn1::UintRef};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::{PrivateKey, PrivateKeyError};
use crate::{
    Algorithm, ImportError, encoding::decode_secret_base64url, key_pair::KeyPair, key_type::Curve,
};

/// A private key, with `kid` and `alg` of its JWK.
#[derive(Clone, Debug)]
pub struct PrivateJwk {
    /// The key.
    pub key: PrivateKey,
    /// `kid`, unchanged; `None` if absent or empty.
    pub kid: Option<String>,
    /// `alg`, checked against the key; `None` if absent or empty.
    pub algorithm: Option<Algorithm>,
}

/// The members that are read. Unlike a [`serde_json::Value`], private ones are erased on drop.
#[derive(Deserialize)]
struct PrivateJwkMembers {
    kty: Option<String>,
    crv: Option<String>,
    #[serde(rename = "use")]
    usage: Option<String>,
    alg: Option<String>,
    kid: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
    d: Option<Zeroizing<String>>,
    p: Option<Zeroizing<String>>,
    q: Option<Zeroizing<String>>,
    dp: Option<Zeroizing<String>>,
    dq: Option<Zeroizing<String>>,
    qi: Option<Zeroizing<String>>,
}

type Number = Zeroizing<Vec<u8>>;

impl PrivateJwk {
    /// Parses one JWK and checks that its two halves match. RSA keys need `p`, `q`, `dp`, `dq` and
    /// `qi`. Unknown members are ignored; null and "" count as absent.
    pub fn parse(text: &str) -> Result<Self, PrivateKeyError> {
        let jwk: PrivateJwkMembers =
            serde_json::from_str(text).map_err(|_| PrivateKeyError::NotJwk)?;
        let pair = match (filled(jwk.kty.as_deref()), filled(jwk.crv.as_deref())) {
            (Some("RSA"), _) => jwk.rsa()?,
            (Some("EC"), Some("P-256")) => jwk.ec(Curve::P256)?,
            (Some("EC"), Some("P-384")) => jwk.ec(Curve::P384)?,
            (Some("OKP"), Some("Ed25519")) => jwk.ed25519()?,
            (Some("EC" | "OKP"), _) => return Err(refused(ImportError::UnsupportedCurve)),
            (Some("oct"), _) => return Err(PrivateKeyError::Symmetric),
            (Some(_), _) => return Err(refused(ImportError::UnsupportedKeyType)),
            (None, _) => return Err(PrivateKeyError::NotJwk),
        };
        let key = PrivateKey::from_pair(&pair)?;

        if filled(jwk.usage.as_deref()).is_some_and(|usage| usage != "sig") {
            return Err(refused(ImportError::JwkUse));
        }
        let algorithm = filled(jwk.alg.as_deref()).map(str::parse::<Algorithm>).transpose();
        let algorithm = algorithm.map_err(|_| refused(ImportError::UnknownAlgorithm))?;
        if algorithm.is_some_and(|algorithm| !key.public_key().supports(algorithm)) {
            return Err(refused(ImportError::AlgorithmMismatch));
        }
        Ok(Self { key, kid: jwk.kid.filter(|kid| !kid.is_empty()), algorithm })
    }
}

impl PrivateJwkMembers {
    fn rsa(&self) -> Result<KeyPair, PrivateKeyError> {
        let exponent = self.private_number()?;
        let halves = [public("n", self.n.as_deref())?, public("e", self.e.as_deref())?, exponent];
        let others = [&self.p, &self.q, &self.dp, &self.dq, &self.qi].map(|text| {
            let text = filled(text.as_ref().map(|text| text.as_str()));
            decode(text.ok_or(PrivateKeyError::IncompleteJwk)?)
        });
        let numbers = halves.into_iter().map(Ok).chain(others).collect::<Result<Vec<_>, _>>()?;
        KeyPair::from_pkcs1(&pkcs1(&numbers).ok_or(PrivateKeyError::Malformed)?)
    }

    fn ec(&self, curve: Curve) -> Result<KeyPair, PrivateKeyError> {
        let d = self.private_number()?;
        let mut point = vec![4];
        point.extend_from_slice(&public("x", self.x.as_deref())?);
        point.extend_from_slice(&public("y", self.y.as_deref())?);
        KeyPair::from_ec_numbers(curve, &d, &point)
    }

    fn ed25519(&self) -> Result<KeyPair, PrivateKeyError> {
        KeyPair::from_ed25519_seed(&self.private_number()?, &public("x", self.x.as_deref())?)
    }

    fn private_number(&self) -> Result<Number, PrivateKeyError> {
        let d = filled(self.d.as_ref().map(|d| d.as_str()));
        decode(d.ok_or(PrivateKeyError::PublicHalf)?)
    }
}

/// The DER of an `RSAPrivateKey` with these numbers, in the order of RFC 8017 appendix A.1.2.
fn pkcs1(numbers: &[Number]) -> Option<Number> {
    let number = |index: usize| UintRef::new(numbers.get(index)?).ok();
    let key = pkcs1::RsaPrivateKey {
        modulus: number(0)?,
        public_exponent: number(1)?,
        private_exponent: number(2)?,
        prime1: number(3)?,
        prime2: number(4)?,
        exponent1: number(5)?,
        exponent2: number(6)?,
        coefficient: number(7)?,
        other_prime_infos: None,
    };
    key.to_der().ok().map(Zeroizing::new)
}

fn public(name: &'static str, text: Option<&str>) -> Result<Number, PrivateKeyError> {
    decode(filled(text).ok_or(refused(ImportError::JwkMissing(name)))?)
}

fn decode(text: &str) -> Result<Number, PrivateKeyError> {
    decode_secret_base64url(text).ok_or(PrivateKeyError::Malformed)
}

fn filled(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

const fn refused(error: ImportError) -> PrivateKeyError {
    PrivateKeyError::Refused(error)
}
