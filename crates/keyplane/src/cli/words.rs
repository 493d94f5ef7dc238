//! The words of the Admin API that options take.

use clap::ValueEnum;

/// Type of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TypeWord {
    /// Obtains access tokens; may also serve an API
    Service,
    /// Serves an API and introspects tokens; obtains no access tokens
    ResourceServer,
}

/// Method of client authentication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MethodWord {
    /// Assertion signed with a key of the application
    PrivateKeyJwt,
    /// Client secret in the Authorization header
    ClientSecretBasic,
    /// Client secret in the request body
    ClientSecretPost,
    /// Assertion signed with the client secret
    ClientSecretJwt,
    /// Token of a trusted issuer; nothing secret is stored
    FederatedJwt,
}

impl MethodWord {
    /// Whether a new application with this method gets a client secret.
    pub(crate) const fn has_secret(self) -> bool {
        match self {
            Self::ClientSecretBasic | Self::ClientSecretPost | Self::ClientSecretJwt => true,
            Self::PrivateKeyJwt | Self::FederatedJwt => false,
        }
    }
}

/// Format of access tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TokenFormatWord {
    /// Signed JWT (RFC 9068)
    Jwt,
    /// Random string, verified by introspection
    Opaque,
}

/// Grant for which an application may send a token of a trusted issuer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FederatedGrantWord {
    /// JWT bearer grant (RFC 7523)
    JwtBearer,
    /// Token exchange (RFC 8693)
    TokenExchange,
}

/// Kind of token that an API accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AcceptedWord {
    /// Access token of the project
    AccessToken,
    /// JWT that an application signs
    ApplicationJwt,
    /// Token of a trusted issuer
    FederatedJwt,
}

/// Gateway product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GatewayWord {
    /// nginx, with `auth_request`
    Nginx,
    /// Caddy, with `forward_auth`
    Caddy,
    /// Traefik, with `ForwardAuth`
    Traefik,
    /// Envoy, with `ext_authz`
    Envoy,
}

/// Algorithm of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AlgorithmWord {
    Rs256,
    Rs384,
    Rs512,
    Ps256,
    Ps384,
    Ps512,
    Es256,
    Es384,
    Eddsa,
}

/// Format of a private key file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum KeyFormatWord {
    /// JSON with the private key, its kid and the endpoints that it is used with
    KeyFile,
    /// PKCS#8 in PEM
    PemPkcs8,
    /// PKCS#1 in PEM; RSA keys only
    PemPkcs1,
    /// JSON Web Key (RFC 7517)
    Jwk,
}

/// Holder of a private key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CustodyWord {
    /// The server signs with it
    Server,
    /// The private key is returned once
    Holder,
}

/// Purpose of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PurposeWord {
    /// Signs admin tokens
    Admin,
    /// Signs an application's assertions
    Application,
    /// Signs a project's access tokens
    Signing,
}

/// State of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum StateWord {
    /// Not used yet
    Pending,
    /// Used and accepted
    Active,
    /// No longer signs, but is still accepted
    Retiring,
    /// No longer accepted, because its expiry has passed
    Expired,
    /// Revoked
    Revoked,
}

/// Permission of an admin key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PermissionWord {
    /// Read everything in the scope except audit events
    Read,
    /// Read audit events
    AuditRead,
    /// Change the project's settings
    ProjectWrite,
    /// Create, change and delete applications, client secrets, APIs and grants
    ApplicationsWrite,
    /// Create, change, rotate and revoke application and signing keys
    KeysWrite,
    /// Export retained private keys
    KeysExport,
    /// Create, change, rotate and revoke admin keys
    AdminKeysWrite,
    /// Create and delete projects; instance keys only
    InstanceWrite,
}

/// Place of a trusted issuer's keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum KeySourceWord {
    /// `jwks_uri` of its discovery document
    Discovery,
    /// URL of a JWKS, or of the bundle of a SPIFFE trust domain
    JwksUrl,
    /// JWKS or SPIFFE bundle that is stored with the issuer
    Jwks,
}
