//! A set of algorithms.

use std::fmt;

use crate::{Algorithm, JwsAlgorithm};

/// The algorithms that a key or a secret verifies. `Display` writes their JOSE names in the order
/// of [`Algorithm::ALL`], HS256 last: `RS256, PS256`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct AlgorithmSet(u16);

impl AlgorithmSet {
    /// The set of no algorithm.
    pub const EMPTY: Self = Self(0);

    /// The set of all algorithms.
    pub const ALL: Self = Self((1 << (Algorithm::ALL.len() + 1)) - 1);

    /// Whether it holds no algorithm.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether it holds `algorithm`.
    #[must_use]
    pub fn contains(self, algorithm: impl Into<JwsAlgorithm>) -> bool {
        self.0 & bit(algorithm.into()) != 0
    }

    /// The algorithms of both sets.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it holds an algorithm of RSA keys.
    #[must_use]
    pub fn has_rsa(self) -> bool {
        self.iter().any(JwsAlgorithm::is_rsa)
    }

    /// The algorithms in their order.
    pub fn iter(self) -> impl Iterator<Item = JwsAlgorithm> {
        JwsAlgorithm::all().filter(move |algorithm| self.0 & bit(*algorithm) != 0)
    }
}

impl<A: Into<JwsAlgorithm>> FromIterator<A> for AlgorithmSet {
    fn from_iter<I: IntoIterator<Item = A>>(algorithms: I) -> Self {
        Self(algorithms.into_iter().fold(0, |bits, algorithm| bits | bit(algorithm.into())))
    }
}

impl fmt::Display for AlgorithmSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (count, algorithm) in self.iter().enumerate() {
            if count > 0 {
                f.write_str(", ")?;
            }
            f.write_str(algorithm.as_str())?;
        }
        Ok(())
    }
}

const fn bit(algorithm: JwsAlgorithm) -> u16 {
    match algorithm {
        JwsAlgorithm::Public(algorithm) => 1 << algorithm as u16,
        JwsAlgorithm::Hs256 => 1 << Algorithm::ALL.len(),
    }
}
