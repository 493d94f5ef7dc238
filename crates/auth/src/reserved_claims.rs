//! Claim names that only the issuer sets in an access token.

/// Names with a meaning for readers of an access token or of an introspection
/// response, so that an assertion must not set them: the registered claims of JWT
/// (RFC 7519 section 4.1), of access tokens (RFC 9068 section 2.2) and of
/// introspection (RFC 7662 section 2.2), and the claims with which other RFCs grant
/// rights or bind a token.
const RESERVED: [&str; 27] = [
    // RFC 7519, RFC 7662 and RFC 9068.
    "iss",
    "sub",
    "aud",
    "exp",
    "nbf",
    "iat",
    "jti",
    "client_id",
    "scope",
    // RFC 9068: authentication and authorization of the user.
    "auth_time",
    "acr",
    "amr",
    "roles",
    "groups",
    "entitlements",
    // RFC 7662.
    "active",
    "username",
    "token_type",
    // RFC 7800 and 9449 (proof of possession), RFC 8693 (delegation), RFC 9396.
    "cnf",
    "act",
    "may_act",
    "authorization_details",
    // Keyplane: the token of a trusted issuer for which an access token was issued.
    "federated",
    "federated_identity",
    // Keyplane: the ID of an application that its token calls by an alias.
    "keyplane_client_id",
    // Keyplane: the tokens that an access token was exchanged from.
    "exchanged_from",
    // OpenID Connect Core 1.0 section 2: some resource servers read the client there.
    "azp",
];

/// Whether an assertion must not carry this claim into an access token.
#[must_use]
pub fn is_reserved_claim(name: &str) -> bool {
    RESERVED.contains(&name)
}
