//! The contract's enums, each the outside of one of the domain's.

use async_graphql::Enum;
use keyplane_entity::{Scope, api, application, audit_event, key};

/// Whose an admin key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum AdminScope {
    /// The whole deployment.
    Instance,
    /// One project.
    Project,
}

impl From<Scope> for AdminScope {
    fn from(scope: Scope) -> Self {
        match scope {
            Scope::Instance => Self::Instance,
            Scope::Project(_) => Self::Project,
        }
    }
}

/// What an admin key may do. Every permission includes READ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "keyplane_entity::Permission")]
pub(crate) enum Permission {
    /// See the scope, without its audit events.
    Read,
    /// See audit events.
    AuditRead,
    /// Change the project's settings.
    ProjectWrite,
    /// Applications and what belongs to them.
    ApplicationsWrite,
    /// Application and signing keys.
    KeysWrite,
    /// Download retained private keys.
    KeysExport,
    /// Admin keys.
    AdminKeysWrite,
    /// Create and delete projects; instance keys only.
    InstanceWrite,
}

/// What a key is for. No key serves another purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "key::Purpose")]
pub(crate) enum KeyPurpose {
    /// Signs admin tokens.
    Admin,
    /// Signs an application's assertions.
    Application,
    /// Signs a project's access tokens; published in its JWKS.
    Signing,
}

/// Where a key is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "key::State")]
pub(crate) enum KeyState {
    /// Published, not yet in use.
    Pending,
    /// In use.
    Active,
    /// Accepted, signs no more.
    Retiring,
    /// Over by its own date.
    Expired,
    /// Taken away, with all that it signed.
    Revoked,
}

/// Where the private half of a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "key::Custody")]
pub(crate) enum KeyCustody {
    /// Here, sealed.
    Server,
    /// With somebody else.
    Holder,
}

/// Where a key was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "key::Origin")]
pub(crate) enum KeyOrigin {
    /// Here.
    Generated,
    /// Elsewhere; only the public half came.
    Imported,
}

/// A JWS algorithm of a key (RFC 7518 section 3.1, RFC 8037).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "keyplane_auth::Algorithm")]
pub(crate) enum KeyAlgorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    #[graphql(name = "RS256")]
    Rs256,
    /// RSASSA-PKCS1-v1_5 with SHA-384.
    #[graphql(name = "RS384")]
    Rs384,
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    #[graphql(name = "RS512")]
    Rs512,
    /// RSASSA-PSS with SHA-256.
    #[graphql(name = "PS256")]
    Ps256,
    /// RSASSA-PSS with SHA-384.
    #[graphql(name = "PS384")]
    Ps384,
    /// RSASSA-PSS with SHA-512.
    #[graphql(name = "PS512")]
    Ps512,
    /// ECDSA on P-256 with SHA-256.
    #[graphql(name = "ES256")]
    Es256,
    /// ECDSA on P-384 with SHA-384.
    #[graphql(name = "ES384")]
    Es384,
    /// Ed25519.
    #[graphql(name = "EDDSA")]
    EdDsa,
}

/// The form of a private key file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "keyplane_control::PrivateKeyFormat")]
pub(crate) enum PrivateKeyFormat {
    /// PKCS#8 in PEM.
    #[graphql(name = "PEM_PKCS8")]
    PemPkcs8,
    /// PKCS#1 in PEM; RSA only.
    #[graphql(name = "PEM_PKCS1")]
    PemPkcs1,
    /// JSON Web Key.
    Jwk,
    /// JSON with the key and where it is used; admin and application keys.
    KeyFile,
}

/// What an application does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "application::ApplicationType")]
pub(crate) enum ApplicationType {
    /// Obtains tokens, may also serve an API.
    Service,
    /// Only checks tokens.
    ResourceServer,
}

/// How an application proves itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "application::ClientAuthMethod")]
pub(crate) enum ClientAuthMethod {
    /// An assertion signed with one of its keys (RFC 7523).
    PrivateKeyJwt,
    /// A secret in the Authorization header (RFC 6749 section 2.3.1).
    ClientSecretBasic,
    /// A secret in the body.
    ClientSecretPost,
    /// An assertion signed with a secret, by HS256.
    ClientSecretJwt,
}

/// The form of an application's access tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "application::AccessTokenFormat")]
pub(crate) enum AccessTokenFormat {
    /// A signed JWT (RFC 9068).
    Jwt,
    /// A random string, known to introspection only.
    Opaque,
}

/// A kind of token that opens an API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "api::AcceptedToken")]
pub(crate) enum AcceptedToken {
    /// Issued by the project, with the API's identifier in `aud`.
    AccessToken,
    /// Signed by an application itself: `iss` and `sub` are its `client_id`, `aud` is that too or
    /// the API's identifier.
    ApplicationJwt,
}

/// Whether a slug can still be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "keyplane_control::SlugStatus")]
pub(crate) enum SlugStatus {
    /// It is free.
    Available,
    /// A project has it, or had it.
    Taken,
    /// No project may be called so.
    Reserved,
    /// Out of form.
    Malformed,
}

/// Who acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "audit_event::ActorType")]
pub(crate) enum ActorType {
    /// The holder of an admin key.
    AdminKey,
    /// Somebody at the command line, on the database itself.
    Local,
    /// The schedule.
    System,
}

/// What may stand in front of an API and ask Keyplane about each request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "keyplane_control::Gateway")]
pub(crate) enum Gateway {
    /// nginx, with `auth_request`.
    Nginx,
    /// Caddy, with `forward_auth`.
    Caddy,
    /// Traefik, with `ForwardAuth`.
    Traefik,
    /// Envoy, with `ext_authz`.
    Envoy,
}
