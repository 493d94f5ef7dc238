//! Published key sets (RFC 7517).

use keyplane_auth::{Algorithm, Jws, JwsAlgorithm, VerifyingKey, import_public_key};
use serde::Serialize;
use serde_json::{Map, Value};

use super::error::{JwksError, TokenError};
use crate::http_client::{self, Answer, Endpoint, Trust};

/// A JWK Set. An invalid key is an error only when that key is needed.
pub(super) struct KeySet(Vec<Map<String, Value>>);

/// The key that verified a signature.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Signer {
    kid: Option<String>,
    alg: Algorithm,
    thumbprint: String,
}

impl KeySet {
    /// Fetches the key set at `endpoint`.
    pub(super) fn fetch(endpoint: &Endpoint, trust: Trust) -> Result<Self, TokenError> {
        let Answer { status, body, .. } = http_client::get(endpoint, trust)?;
        if status != 200 {
            return Err(JwksError::Status { endpoint: endpoint.clone(), status }.into());
        }
        Self::parse(&body).ok_or_else(|| JwksError::Form(endpoint.clone()).into())
    }

    pub(super) fn parse(text: &[u8]) -> Option<Self> {
        let set: Map<String, Value> = serde_json::from_slice(text).ok()?;
        let keys = set.get("keys")?.as_array()?.iter().map(|key| key.as_object().cloned());
        keys.collect::<Option<_>>().map(Self)
    }

    /// Returns the key that signed `token`, or why no key verifies it.
    pub(super) fn verify(&self, token: &str) -> Result<Signer, String> {
        let jws = Jws::parse(token).map_err(|error| error.to_string())?;
        let algorithm = match jws.header().algorithm {
            Some(JwsAlgorithm::Public(algorithm)) => algorithm,
            Some(JwsAlgorithm::Hs256) => {
                return Err(
                    "alg is HS256, which is for secrets: no key set can check it".to_owned()
                );
            }
            None => return Err("alg is none that is known here".to_owned()),
        };

        let candidates = self.candidates(jws.header().kid.as_deref())?;
        let mut problems = Vec::new();
        for jwk in candidates {
            match try_key(&jws, algorithm, jwk) {
                Ok(signer) => return Ok(signer),
                Err(problem) => problems.push(problem),
            }
        }

        Err(problems.join("; "))
    }

    /// The keys with this `kid`; all keys if the token has no `kid`.
    fn candidates(&self, kid: Option<&str>) -> Result<Vec<&Map<String, Value>>, String> {
        let named = |jwk: &&Map<String, Value>| kid.is_none_or(|kid| kid_of(jwk) == Some(kid));
        let found: Vec<_> = self.0.iter().filter(named).collect();
        match kid {
            _ if !found.is_empty() => Ok(found),
            _ if self.0.is_empty() => Err("the key set is empty".to_owned()),
            kid => {
                let known: Vec<_> = self.0.iter().map(describe).collect();
                let kid = kid.unwrap_or_default();
                Err(format!("no key of the set has the kid {kid:?}; it has {}", known.join(", ")))
            }
        }
    }
}

fn try_key(
    jws: &Jws<'_>,
    algorithm: Algorithm,
    jwk: &Map<String, Value>,
) -> Result<Signer, String> {
    let problem = |problem: String| format!("the key {}: {problem}", describe(jwk));
    let text = Value::Object(jwk.clone()).to_string();
    let imported = import_public_key(&text).map_err(|error| problem(error.to_string()))?;
    if let Some(other) = imported.algorithm.filter(|other| *other != algorithm) {
        return Err(problem(format!("it is for {other}, and alg is {algorithm}")));
    }
    let key = VerifyingKey::new(&imported.public_key, algorithm);
    let key = key.map_err(|error| problem(error.to_string()))?;
    jws.verify(&key).map_err(|error| problem(error.to_string()))?;
    let kid = kid_of(jwk).map(str::to_owned);
    Ok(Signer { kid, alg: algorithm, thumbprint: imported.public_key.thumbprint() })
}

fn kid_of(jwk: &Map<String, Value>) -> Option<&str> {
    jwk.get("kid")?.as_str()
}

fn describe(jwk: &Map<String, Value>) -> String {
    kid_of(jwk).map_or_else(|| "without a kid".to_owned(), |kid| format!("{kid:?}"))
}
