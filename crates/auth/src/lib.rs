//! Keys, JSON Web Tokens and sealing: pure, no database, no HTTP.
//!
//! Nothing here reads the clock: times are arguments. Randomness comes from an
//! injected [`Entropy`], except for key generation, which belongs to the
//! crypto library.

mod admin_token;
mod algorithm;
mod certificate;
mod encoding;
mod entropy;
mod import;
mod json;
mod jws;
mod key_file;
mod key_pair;
mod key_spec;
mod kid;
mod master_key;
mod mint;
mod private_key;
mod public_key;
mod refusal;
mod sealing;
mod signing_key;
mod verifying_key;

pub use admin_token::{
    AdminTokenTimes, LEEWAY_SECONDS, MAX_TOKEN_BYTES, UnverifiedAdminToken, VerifiedAdminToken,
};
pub use algorithm::{Algorithm, UnknownAlgorithm};
pub use certificate::{
    CertificateError, CertificateRequest, certificate_pem, certificate_thumbprint,
    self_signed_certificate,
};
pub use encoding::{base64, base64url, decode_base64url, sha256};
pub use entropy::{Entropy, SystemEntropy};
pub use import::{ImportError, ImportedKey, import_public_key};
pub use jws::{Jws, JwsError, JwsHeader};
pub use key_file::{AdminKeyFile, ApplicationKeyFile, KeyFile, KeyFileError};
pub use key_spec::{KeySpec, KeySpecError};
pub use kid::{KidError, validate_kid};
pub use master_key::{MasterKey, MasterKeyFileError};
pub use mint::{Header, MintError, mint};
pub use private_key::{GenerateError, PrivateKey, PrivateKeyError};
pub use public_key::PublicKey;
pub use refusal::AdminTokenRefusal;
pub use sealing::{SealContext, SealError};
pub use signing_key::{SignError, SigningKey};
pub use verifying_key::{AlgorithmMismatch, BadSignature, VerifyingKey};
