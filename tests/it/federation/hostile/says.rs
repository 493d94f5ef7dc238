//! What the rules that refuse say: the texts of `keyplane_auth`.

pub(in crate::federation) const PARTS: &str = "a JWT has three parts";
pub(in crate::federation) const BASE64: &str = "each part must be base64url";
pub(in crate::federation) const LONG: &str = "it is longer than";
pub(in crate::federation) const HEADER: &str = "the header must be a JSON object";
pub(in crate::federation) const CRIT: &str = "the header must not have crit";
pub(in crate::federation) const PAYLOAD: &str = "the payload must be a JSON object";
pub(in crate::federation) const PUBLIC: &str = "only algorithms with public keys are taken";
pub(in crate::federation) const LIST: &str = "the trusted issuer accepts RS256, PS256, ES256";
pub(in crate::federation) const KID: &str = "no key with the header's kid that fits its alg";
pub(in crate::federation) const NO_KID: &str = "none of the issuer's keys fits its alg";
pub(in crate::federation) const SIGNATURE: &str =
    "the signature does not verify with the issuer's key";
pub(in crate::federation) const TYPE: &str = "typ is that of another kind of token";
pub(in crate::federation) const ISSUER: &str = "the project trusts no such issuer";
pub(in crate::federation) const SUBJECT: &str = "sub must be a string of 1 to 2048 bytes";
pub(in crate::federation) const OTHER_AUDIENCE: &str =
    "alone, as a string or an array of one; it names another";
pub(in crate::federation) const AUDIENCES: &str =
    "alone, as a string or an array of one; it is not exactly one";
pub(in crate::federation) const NO_AUDIENCE: &str =
    "alone, as a string or an array of one; it is missing";
pub(in crate::federation) const NO_END: &str = "exp is missing";
pub(in crate::federation) const ENDED: &str = "exp passed 60 s ago";
pub(in crate::federation) const EARLY: &str = "lies 61 s in the future";
pub(in crate::federation) const OLD: &str = "iat lies 3661 s back, at most 3600 are taken";
pub(in crate::federation) const FAR: &str =
    "no iat and its exp lies 3661 s ahead, at most 3600 are taken";
