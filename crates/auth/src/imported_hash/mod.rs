//! Hashes of client secrets that another server made, in the forms in which such servers store them.
//!
//! They are slow by design. What a verification may cost is bounded when a hash is read, because
//! every wrong secret that a stranger sends costs as much.

mod argon2;
mod bcrypt;
mod pbkdf2;

use ::base64::{
    Engine as _, alphabet,
    engine::{GeneralPurpose, GeneralPurposeConfig, general_purpose::NO_PAD},
};
use secrecy::{ExposeSecret as _, SecretString};

use self::{argon2::Argon2Hash, bcrypt::BcryptHash, pbkdf2::Pbkdf2Hash};

/// Maximum length of a hash in its text form, in bytes.
const MAX_TEXT: usize = 512;
/// Maximum length of a secret that is verified, in bytes.
const MAX_SECRET: usize = 1024;
/// Lengths of a hash without its parameters, in bytes.
const HASH_BYTES: (usize, usize) = (16, 64);

/// Base64 without padding; unused bits of the last character may be set, as some servers leave them.
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const LENIENT: GeneralPurposeConfig = NO_PAD.with_decode_allow_trailing_bits(true);

/// A hash of a client secret by another server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedHash(Form);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Form {
    Bcrypt(BcryptHash),
    Pbkdf2(Pbkdf2Hash),
    Argon2(Argon2Hash),
}

/// Why a hash is not taken. `Display` says what was expected; it repeats nothing of the hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportedHashError {
    /// The text begins like no known form.
    #[error(
        "must be a hash of bcrypt ($2a$, $2b$, $2y$), PBKDF2 ($pbkdf2$, $pbkdf2-sha256$, \
         $pbkdf2-sha384$, $pbkdf2-sha512$) or Argon2 ($argon2i$, $argon2id$)"
    )]
    UnknownForm,
    /// The text is a damaged hash of a known form.
    #[error("is no complete {0} hash: it has to be copied as the other server stores it")]
    Malformed(&'static str),
    /// A verification would cost too much.
    #[error("costs too much to verify: {0}; give the client a new secret instead")]
    TooCostly(&'static str),
}

impl ImportedHash {
    /// Reads a hash: bcrypt in the modular crypt format, PBKDF2 as Hydra and as passlib write it,
    /// Argon2 as a PHC string.
    pub fn parse(text: &str) -> Result<Self, ImportedHashError> {
        if text.len() > MAX_TEXT {
            return Err(ImportedHashError::UnknownForm);
        }
        let form = text.strip_prefix('$').and_then(|rest| rest.split_once('$'));
        let Some((name, rest)) = form else { return Err(ImportedHashError::UnknownForm) };

        let form = match name {
            "2a" | "2b" | "2y" => Form::Bcrypt(BcryptHash::parse(rest)?),
            "pbkdf2" | "pbkdf2-sha1" | "pbkdf2-sha256" | "pbkdf2-sha384" | "pbkdf2-sha512" => {
                Form::Pbkdf2(Pbkdf2Hash::parse(name, rest)?)
            }
            "argon2i" | "argon2id" => Form::Argon2(Argon2Hash::parse(name, rest)?),
            _ => return Err(ImportedHashError::UnknownForm),
        };
        Ok(Self(form))
    }

    /// Name of the function: `bcrypt`, `pbkdf2` or `argon2`.
    #[must_use]
    pub fn function(&self) -> &'static str {
        match self.0 {
            Form::Bcrypt(_) => "bcrypt",
            Form::Pbkdf2(_) => "pbkdf2",
            Form::Argon2(_) => "argon2",
        }
    }

    /// Memory that a verification takes, in MiB, at least 1.
    #[must_use]
    pub fn memory_mib(&self) -> u32 {
        match &self.0 {
            Form::Bcrypt(_) | Form::Pbkdf2(_) => 1,
            Form::Argon2(hash) => hash.memory_mib(),
        }
    }

    /// Whether this is the hash of `secret`; compares in constant time. Takes up to a second of a
    /// processor and up to 64 MiB: call it on a thread that may block, a few at a time.
    #[must_use]
    pub fn verify(&self, secret: &SecretString) -> bool {
        let secret = secret.expose_secret().as_bytes();
        if secret.is_empty() || secret.len() > MAX_SECRET {
            return false;
        }
        match &self.0 {
            Form::Bcrypt(hash) => hash.verify(secret),
            Form::Pbkdf2(hash) => hash.verify(secret),
            Form::Argon2(hash) => hash.verify(secret),
        }
    }
}

/// Decodes base64 without padding, or passlib's variant of it with `.` for `+`.
fn decode(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=').replace('.', "+");
    STANDARD.decode(text).ok()
}

/// Decodes a hash without its parameters.
fn decode_hash(text: &str) -> Option<Vec<u8>> {
    decode(text).filter(|hash| (HASH_BYTES.0..=HASH_BYTES.1).contains(&hash.len()))
}

/// A number as it is written in a hash: digits alone.
fn number(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

/// The value of a parameter, such as of `m=65536`.
fn parameter(text: &str, name: &str) -> Option<u32> {
    number(text.strip_prefix(name)?.strip_prefix('=')?)
}

#[cfg(test)]
mod tests;
