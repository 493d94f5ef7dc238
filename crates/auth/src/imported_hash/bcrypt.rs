//! bcrypt, as crypt(3) writes it: the cost, then 22 characters of salt and 31 of hash.

use ::base64::{Engine as _, alphabet, engine::GeneralPurpose};
use zeroize::Zeroizing;

use super::{ImportedHashError, LENIENT, number};
use crate::digests_equal;

const NAME: &str = "bcrypt";
/// The cost, the base-2 logarithm of the rounds. 14 takes about a second.
const COST: (u32, u32) = (4, 14);
const SALT_CHARACTERS: usize = 22;
const SALT_BYTES: usize = 16;
const HASH_BYTES: usize = 23;
/// The function reads this much of a secret and its final zero byte.
const MAX_BYTES: usize = 72;
const BASE64: GeneralPurpose = GeneralPurpose::new(&alphabet::BCRYPT, LENIENT);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BcryptHash {
    cost: u32,
    salt: [u8; SALT_BYTES],
    hash: [u8; HASH_BYTES],
}

impl BcryptHash {
    /// `rest`: what follows `$2b$`.
    pub(super) fn parse(rest: &str) -> Result<Self, ImportedHashError> {
        let malformed = ImportedHashError::Malformed(NAME);
        let (cost, encoded) = rest.split_once('$').ok_or(malformed)?;
        let cost = number(cost).filter(|cost| *cost >= COST.0).ok_or(malformed)?;
        let (salt, hash) = encoded.split_at_checked(SALT_CHARACTERS).ok_or(malformed)?;

        let salt = BASE64.decode(salt).ok().and_then(|bytes| bytes.try_into().ok());
        let hash = BASE64.decode(hash).ok().and_then(|bytes| bytes.try_into().ok());
        let (Some(salt), Some(hash)) = (salt, hash) else { return Err(malformed) };
        if cost > COST.1 {
            return Err(ImportedHashError::TooCostly("the cost of bcrypt must be at most 14"));
        }
        Ok(Self { cost, salt, hash })
    }

    pub(super) fn verify(&self, secret: &[u8]) -> bool {
        // A zero byte ends the text in some servers and is a part of it in others.
        if secret.contains(&0) {
            return false;
        }
        let mut key = Zeroizing::new(Vec::with_capacity(secret.len() + 1));
        key.extend_from_slice(secret);
        key.push(0);
        key.truncate(MAX_BYTES);
        let found = Zeroizing::new(::bcrypt::bcrypt(self.cost, self.salt, &key));
        digests_equal(&found[..HASH_BYTES], &self.hash)
    }
}
