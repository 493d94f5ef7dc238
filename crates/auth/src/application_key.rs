//! The keys and secrets that authenticate an application.

use crate::{AlgorithmSet, HmacKey, JwsAlgorithm, VerifyingKey};

/// A key that verifies an application's signatures. The two kinds never mix:
/// HS256 is computed with a secret only, never with the bytes of a public key,
/// and no public-key algorithm takes a secret (RFC 8725 section 2.1).
#[derive(Clone, Debug)]
pub enum ApplicationKey {
    /// The public half of an application key.
    Public(VerifyingKey),
    /// A client secret.
    Secret(HmacKey),
}

impl ApplicationKey {
    /// The algorithms that it verifies.
    #[must_use]
    pub fn algorithms(&self) -> AlgorithmSet {
        match self {
            Self::Public(key) => key.algorithms(),
            Self::Secret(_) => [JwsAlgorithm::Hs256].into_iter().collect(),
        }
    }
}
