//! A key of an outside issuer.

use std::{fmt, sync::OnceLock};

use crate::{Algorithm, BadSignature, JwsAlgorithm, PublicKey, VerifyingKey};

/// What a key takes besides its numbers: the forms that it is kept in, and one that verifies.
const KEY_OVERHEAD: usize = 3 * 1024;

/// A public key of an outside issuer.
pub struct OutsideKey {
    kid: Option<Box<str>>,
    algorithm: Option<Algorithm>,
    key: PublicKey,
    /// For each algorithm that fits the key, what verifies with it: made when a token first needs
    /// it, since an issuer signs with one of them and a parsed RSA key takes 2 KiB.
    verifiers: Box<[(Algorithm, OnceLock<Option<VerifyingKey>>)]>,
}

impl OutsideKey {
    /// A key with the `kid` and `alg` of its JWK; `algorithm` fits the key.
    pub(super) fn new(kid: Option<&str>, algorithm: Option<Algorithm>, key: PublicKey) -> Self {
        let fits = |of: &Algorithm| key.supports(*of) && algorithm.is_none_or(|own| own == *of);
        let verifiers = Algorithm::ALL.into_iter().filter(fits);
        let verifiers = verifiers.map(|algorithm| (algorithm, OnceLock::new())).collect();
        Self { kid: kid.map(Into::into), algorithm, key, verifiers }
    }

    /// The `kid` of its JWK; `None` if it has none.
    pub fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// The `alg` of its JWK; `None` if it has none.
    pub fn algorithm(&self) -> Option<Algorithm> {
        self.algorithm
    }

    /// The key itself.
    pub fn public_key(&self) -> &PublicKey {
        &self.key
    }

    /// Whether a token may be signed by this key with `algorithm`.
    pub fn fits(&self, algorithm: JwsAlgorithm) -> bool {
        match algorithm {
            JwsAlgorithm::Public(algorithm) => {
                self.verifiers.iter().any(|(of, _)| *of == algorithm)
            }
            JwsAlgorithm::Hs256 => false,
        }
    }

    /// What verifies signatures by `algorithm`; `None` if the algorithm does not fit.
    pub fn verifier(&self, algorithm: Algorithm) -> Option<&VerifyingKey> {
        let (_, verifier) = self.verifiers.iter().find(|(of, _)| *of == algorithm)?;
        verifier.get_or_init(|| VerifyingKey::new(&self.key, algorithm).ok()).as_ref()
    }

    /// Checks a JWS signature as [`VerifyingKey::verify`] does. An error if the algorithm does not
    /// fit.
    pub fn verify(
        &self,
        algorithm: Algorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), BadSignature> {
        let verifier = self.verifier(algorithm).ok_or(BadSignature::Mismatch)?;
        verifier.verify(algorithm, message, signature)
    }

    /// About how many bytes of memory the key takes.
    pub(super) fn weight(&self) -> usize {
        let kid = self.kid.as_ref().map_or(0, |kid| kid.len());
        KEY_OVERHEAD + 4 * self.key.spki_der().len() + kid
    }
}

impl fmt::Debug for OutsideKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("OutsideKey");
        debug.field("kid", &self.kid).field("algorithm", &self.algorithm);
        debug.field("key", &self.key).finish_non_exhaustive()
    }
}
