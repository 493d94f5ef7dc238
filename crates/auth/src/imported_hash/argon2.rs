//! Argon2 (RFC 9106) as a PHC string: `v=19$m=65536,t=3,p=4$salt$hash`.

use ::argon2::{Algorithm, Argon2, Params, Version};
use zeroize::Zeroizing;

use super::{ImportedHashError, decode, decode_hash, parameter};
use crate::digests_equal;

const NAME: &str = "Argon2";
/// Maximum memory, in KiB.
const MAX_MEMORY: u32 = 64 * 1024;
/// Maximum memory times passes, in KiB. It takes about half a second.
const MAX_WORK: u64 = 256 * 1024;
/// Maximum number of lanes, which run one after the other here.
const MAX_LANES: u32 = 16;
/// Lengths of a salt, in bytes.
const SALT_BYTES: (usize, usize) = (8, 64);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Argon2Hash {
    algorithm: Algorithm,
    version: Version,
    params: Params,
    salt: Vec<u8>,
    hash: Vec<u8>,
}

impl Argon2Hash {
    /// `name`: such as `argon2id`; `rest`: what follows it.
    pub(super) fn parse(name: &str, rest: &str) -> Result<Self, ImportedHashError> {
        let malformed = ImportedHashError::Malformed(NAME);
        let algorithm = match name {
            "argon2i" => Algorithm::Argon2i,
            "argon2id" => Algorithm::Argon2id,
            _ => return Err(ImportedHashError::UnknownForm),
        };
        // Without a version it is the first one.
        let (version, rest) = match rest.split_once('$') {
            Some(("v=19", rest)) => (Version::V0x13, rest),
            Some(("v=16", rest)) => (Version::V0x10, rest),
            _ => (Version::V0x10, rest),
        };

        let mut parts = rest.split('$');
        let (costs, salt, hash) = (parts.next(), parts.next(), parts.next());
        let (Some(costs), Some(salt), Some(hash), None) = (costs, salt, hash, parts.next()) else {
            return Err(malformed);
        };
        let salt = decode(salt).filter(|salt| (SALT_BYTES.0..=SALT_BYTES.1).contains(&salt.len()));
        let (Some(salt), Some(hash)) = (salt, decode_hash(hash)) else { return Err(malformed) };
        let params = params(costs, hash.len())?;
        Ok(Self { algorithm, version, params, salt, hash })
    }

    /// Memory of a verification, in MiB.
    pub(super) fn memory_mib(&self) -> u32 {
        self.params.m_cost().div_ceil(1024).max(1)
    }

    pub(super) fn verify(&self, secret: &[u8]) -> bool {
        let context = Argon2::new(self.algorithm, self.version, self.params.clone());
        let mut found = Zeroizing::new(vec![0; self.hash.len()]);
        context.hash_password_into(secret, &self.salt, &mut found).is_ok()
            && digests_equal(&found, &self.hash)
    }
}

/// `m=65536,t=3,p=4`: memory in KiB, passes and lanes.
fn params(costs: &str, length: usize) -> Result<Params, ImportedHashError> {
    let malformed = ImportedHashError::Malformed(NAME);
    let mut parts = costs.split(',');
    let mut next = |name| parts.next().and_then(|part| parameter(part, name)).ok_or(malformed);
    let (memory, passes, lanes) = (next("m")?, next("t")?, next("p")?);
    if parts.next().is_some() {
        return Err(malformed);
    }

    if memory > MAX_MEMORY {
        return Err(ImportedHashError::TooCostly(
            "Argon2 must use at most 65536 KiB of memory (m)",
        ));
    }
    if u64::from(memory) * u64::from(passes) > MAX_WORK {
        return Err(ImportedHashError::TooCostly(
            "memory (m) times passes (t) of Argon2 must be at most 262144 KiB",
        ));
    }
    if lanes > MAX_LANES {
        return Err(ImportedHashError::TooCostly("Argon2 must have at most 16 lanes (p)"));
    }
    Params::new(memory, passes, lanes, Some(length)).map_err(|_| malformed)
}
