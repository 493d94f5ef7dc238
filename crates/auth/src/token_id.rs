//! The ID of an access token, which contains its generation.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{
    Entropy,
    encoding::{base64url, decode_base64url},
};

const GENERATION_LEN: usize = 8;
const RANDOM_LEN: usize = 16;

/// The `jti` of an access token: the generation of its application's tokens and 128
/// random bits. Raising the application's generation revokes all earlier tokens
/// without a row for each. As text: the 24 bytes in base64url, always 32 characters,
/// exactly one text per ID.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TokenId {
    /// The generation.
    pub generation: i64,
    /// Random bytes that make the ID unique.
    pub random: [u8; RANDOM_LEN],
}

/// The text is not the ID of an access token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the ID of an access token: expected 32 characters of base64url")]
pub struct TokenIdError;

impl TokenId {
    /// A new ID with this generation.
    pub fn new(generation: i64, entropy: &dyn Entropy) -> Self {
        let mut random = [0; RANDOM_LEN];
        entropy.fill(&mut random);
        Self { generation, random }
    }
}

impl fmt::Display for TokenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = [0; GENERATION_LEN + RANDOM_LEN];
        let (generation, random) = bytes.split_at_mut(GENERATION_LEN);
        generation.copy_from_slice(&self.generation.to_be_bytes());
        random.copy_from_slice(&self.random);
        f.write_str(&base64url(&bytes))
    }
}

impl FromStr for TokenId {
    type Err = TokenIdError;

    fn from_str(text: &str) -> Result<Self, TokenIdError> {
        let bytes = decode_base64url(text).ok_or(TokenIdError)?;
        let (generation, random) =
            bytes.split_first_chunk::<GENERATION_LEN>().ok_or(TokenIdError)?;
        Ok(Self {
            generation: i64::from_be_bytes(*generation),
            random: random.try_into().map_err(|_| TokenIdError)?,
        })
    }
}

impl Serialize for TokenId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TokenId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
