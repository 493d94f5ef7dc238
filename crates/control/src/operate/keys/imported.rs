//! The public half of a key that was generated elsewhere.

use keyplane_auth::{Algorithm, ImportError, ImportedKey, import_public_key};
use secrecy::{ExposeSecret, SecretString};

use crate::error::Error;

/// Reads the public key of an import.
pub(super) fn read_public_key(text: &SecretString) -> Result<ImportedKey, Error> {
    let refuse = |error: ImportError| Error::input("publicKey", error.to_string());
    import_public_key(text.expose_secret()).map_err(refuse)
}

/// The kid of an imported key: the argument, else the JWK's own, which is checked only then.
pub(super) fn choose_kid(
    asked: Option<String>,
    imported: &ImportedKey,
) -> Result<Option<String>, Error> {
    if asked.is_some() {
        return Ok(asked);
    }
    imported.kid.clone().map_err(|error| {
        Error::input("kid", format!("the JWK's own kid cannot be used: {error}; give another here"))
    })
}

/// The algorithm of an imported key: the argument, else the JWK's `alg`, else one that fits the
/// key.
pub(super) fn choose_algorithm(
    asked: Option<Algorithm>,
    imported: &ImportedKey,
) -> Result<Algorithm, Error> {
    let algorithm =
        asked.or(imported.algorithm).unwrap_or_else(|| imported.public_key.default_algorithm());
    if let Some(own) = imported.algorithm.filter(|own| *own != algorithm) {
        let message = format!("is {algorithm}, and the JWK's alg is {own}: leave one of them out");
        return Err(Error::input("algorithm", message));
    }
    if !imported.public_key.supports(algorithm) {
        return Err(Error::input("algorithm", format!("{algorithm} does not fit this key")));
    }
    Ok(algorithm)
}

/// Checks the further algorithms of an application's key whose main algorithm is `own`, and returns
/// them as stored: each once, in a fixed order.
pub(super) fn further_algorithms(own: Algorithm, asked: &[Algorithm]) -> Result<String, Error> {
    if !asked.iter().all(|algorithm| own.is_rsa() && algorithm.is_rsa()) {
        return Err(Error::input(
            "additionalAlgorithms",
            format!(
                "must be RS256, RS384, RS512, PS256, PS384 or PS512, on an RSA key; the key's \
                 algorithm is {own}"
            ),
        ));
    }
    let further = |algorithm: &Algorithm| asked.contains(algorithm) && *algorithm != own;
    let names: Vec<_> = Algorithm::ALL.into_iter().filter(further).map(Algorithm::as_str).collect();
    Ok(names.join(" "))
}
