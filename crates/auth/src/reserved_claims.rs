//! Claims that an access token has from its issuer alone.

/// Names that mean something to whoever reads an access token or the answer of
/// its introspection, so that no assertion may put words there: the registered
/// ones of JWT (RFC 7519 section 4.1), of access tokens (RFC 9068 section 2.2)
/// and of introspection (RFC 7662 section 2.2), and those by which other RFCs
/// give rights or bind a token.
const RESERVED: [&str; 23] = [
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
    // RFC 9068: how the user logged in, and what it may do.
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
    // OpenID Connect Core 1.0 section 2: some resource servers read the client there.
    "azp",
];

/// Whether an assertion must not carry this claim into an access token.
#[must_use]
pub fn is_reserved_claim(name: &str) -> bool {
    RESERVED.contains(&name)
}
