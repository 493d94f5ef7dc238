//! PBKDF2 (RFC 8018 section 5.2): `i=25000,l=32$salt$hash` as Hydra writes it, `29000$salt$hash` as
//! passlib does.

use std::num::NonZeroU32;

use aws_lc_rs::pbkdf2::{
    Algorithm, PBKDF2_HMAC_SHA1, PBKDF2_HMAC_SHA256, PBKDF2_HMAC_SHA384, PBKDF2_HMAC_SHA512, verify,
};

use super::{ImportedHashError, decode, decode_hash, number, parameter};

const NAME: &str = "PBKDF2";
/// Maximum number of iterations; they take about half a second.
const MAX_ITERATIONS: u32 = 1_000_000;
/// Maximum length of a salt, in bytes.
const MAX_SALT: usize = 128;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pbkdf2Hash {
    function: Hmac,
    iterations: NonZeroU32,
    salt: Vec<u8>,
    hash: Vec<u8>,
}

/// The hash function below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hmac {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hmac {
    fn algorithm(self) -> Algorithm {
        match self {
            Self::Sha1 => PBKDF2_HMAC_SHA1,
            Self::Sha256 => PBKDF2_HMAC_SHA256,
            Self::Sha384 => PBKDF2_HMAC_SHA384,
            Self::Sha512 => PBKDF2_HMAC_SHA512,
        }
    }
}

impl Pbkdf2Hash {
    /// `name`: such as `pbkdf2-sha256`; `rest`: what follows it.
    pub(super) fn parse(name: &str, rest: &str) -> Result<Self, ImportedHashError> {
        let malformed = ImportedHashError::Malformed(NAME);
        let function = match name {
            "pbkdf2" | "pbkdf2-sha1" => Hmac::Sha1,
            "pbkdf2-sha256" => Hmac::Sha256,
            "pbkdf2-sha384" => Hmac::Sha384,
            "pbkdf2-sha512" => Hmac::Sha512,
            _ => return Err(ImportedHashError::UnknownForm),
        };

        let mut parts = rest.split('$');
        let (costs, salt, hash) = (parts.next(), parts.next(), parts.next());
        let (Some(costs), Some(salt), Some(hash), None) = (costs, salt, hash, parts.next()) else {
            return Err(malformed);
        };
        let (iterations, length) = match costs.split_once(',') {
            None => (number(costs), None),
            Some((iterations, length)) => (
                parameter(iterations, "i"),
                Some(parameter(length, "l").and_then(|length| usize::try_from(length).ok())),
            ),
        };

        let iterations = iterations.and_then(NonZeroU32::new).ok_or(malformed)?;
        let salt = decode(salt).filter(|salt| (1..=MAX_SALT).contains(&salt.len()));
        let (Some(salt), Some(hash)) = (salt, decode_hash(hash)) else { return Err(malformed) };
        if length.is_some_and(|length| length != Some(hash.len())) {
            return Err(malformed);
        }
        if iterations.get() > MAX_ITERATIONS {
            return Err(ImportedHashError::TooCostly(
                "PBKDF2 must have at most 1,000,000 iterations",
            ));
        }
        Ok(Self { function, iterations, salt, hash })
    }

    pub(super) fn verify(&self, secret: &[u8]) -> bool {
        verify(self.function.algorithm(), self.iterations, &self.salt, secret, &self.hash).is_ok()
    }
}
