//! Keys, JSON Web Tokens and sealing, without database or HTTP.
//!
//! Nothing here reads the clock: times are arguments. Randomness comes from an
//! injected [`Entropy`], except for key generation, which belongs to the
//! crypto library.

mod access_token;
mod admin_token;
mod algorithm;
mod algorithm_set;
mod application_key;
mod assertion;
mod bearer;
mod certificate;
mod check;
mod claim_rule;
mod claims;
mod decode;
mod encoding;
mod entropy;
mod frame;
mod hmac_key;
mod id_token;
mod import;
mod imported_hash;
mod json;
mod jws;
mod jws_algorithm;
mod key_file;
mod key_pair;
mod key_refusal;
mod key_spec;
mod key_type;
mod kid;
mod master_key;
mod master_keys;
mod mint;
mod numeric_date;
mod outside_keys;
mod outside_token;
mod private_key;
mod public_key;
mod refusal;
mod reserved_claims;
mod sealing;
mod secret_text;
mod server_certificate;
mod shown;
mod signing_key;
mod token_id;
mod verifying_key;
mod webhook_key;

pub use access_token::{
    AccessTokenClaims, AccessTokenFrame, AccessTokenRefusal, AccessTokenRules, AccessTokenTimes,
    ActingParty, EarlierToken, FederatedSubject, MAX_ACCESS_TOKEN_BYTES, MAX_EXCHANGES,
    TokenSigner, UnverifiedAccessToken, VerifiedAccessToken,
};
pub use admin_token::{
    AdminTokenFrame, AdminTokenTimes, LEEWAY_SECONDS, MAX_TOKEN_BYTES, UnverifiedAdminToken,
    VerifiedAdminToken,
};
pub use algorithm::{Algorithm, UnknownAlgorithm};
pub use algorithm_set::AlgorithmSet;
pub use application_key::ApplicationKey;
pub use assertion::{
    AcceptedAssertion, ApplicationJwt, ApplicationJwtRules, AssertionFrame, AssertionRefusal,
    AudienceFault, AudienceRule, ClientAssertionRules, GrantAssertionRules, SUBJECT_FORM,
    UnverifiedAssertion, VerifiedAssertion, is_subject,
};
pub use bearer::{BearerRefusal, BearerToken};
pub use certificate::{
    CertificateError, CertificateRequest, certificate_pem, certificate_thumbprint,
    self_signed_certificate,
};
pub use check::{Check, Expected, Found, Judged, Refusal, Rule, judge};
pub use claim_rule::{
    ClaimMatch, ClaimPath, ClaimRule, ClaimRuleFault, ClaimRuleRefusal, CompiledClaimRule,
    Identifying, RulesFault, validate_rules,
};
pub use decode::{DecodedToken, decode_unverified};
pub use encoding::{Sha256, base64, base64url, decode_base64url, digests_equal, sha256};
pub use entropy::{Entropy, SystemEntropy};
pub use hmac_key::HmacKey;
pub use id_token::{
    ExpectedIdToken, IdToken, IdTokenRefusal, MAX_ID_TOKEN_BYTES, UnverifiedIdToken,
    VerifiedIdToken,
};
pub use import::{ImportError, ImportedKey, import_public_key};
pub use imported_hash::{ImportedHash, ImportedHashError};
pub use json::parse_object as parse_json_object;
pub use jws::{Jws, JwsError, JwsHeader};
pub use jws_algorithm::JwsAlgorithm;
pub use key_file::{AdminKeyFile, ApplicationKeyFile, KeyFile, KeyFileError};
pub use key_refusal::KeyRefusal;
pub use key_spec::{KeySpec, KeySpecError};
pub use kid::{KidError, validate_kid};
pub use master_key::{MasterKey, MasterKeyFileError};
pub use master_keys::{MasterKeyEntry, MasterKeys};
pub use mint::{Header, MintError, mint};
pub use numeric_date::NumericDate;
pub use outside_keys::{
    KeySetUse, MAX_KEY_SET_BYTES, OutsideKey, OutsideKeySet, OutsideKeySetError, SkippedKey,
};
pub use outside_token::{
    AdmittedOutsideToken, MAX_OUTSIDE_TOKEN_BYTES, OutsideAudienceFault, OutsideIssuer,
    OutsideTokenFrame, OutsideTokenRefusal, OutsideTokenRules, OutsideTokenTimes, SpiffeId,
    UnverifiedOutsideToken, VerifiedOutsideToken, is_trust_domain,
};
pub use private_key::{GenerateError, PrivateJwk, PrivateKey, PrivateKeyError};
pub use public_key::PublicKey;
pub use refusal::AdminTokenRefusal;
pub use reserved_claims::is_reserved_claim;
pub use sealing::{SealContext, SealError, sealed_by};
pub use secret_text::SecretKind;
pub use server_certificate::{ServerCertificateRequest, self_signed_server_certificate};
pub use shown::{MAX_SHOWN_WORD, shown};
pub use signing_key::{SignError, SigningKey};
pub use token_id::{TokenId, TokenIdError};
pub use verifying_key::{AlgorithmMismatch, BadSignature, VerifyingKey};
pub use webhook_key::WebhookKey;

pub use jsonwebtoken::{
    crypto::JwtSigner,
    jwk::{Jwk, JwkSet},
};
