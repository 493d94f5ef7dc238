//! The use cases of the control plane. Every entry point (GraphQL, the public documents, the
//! command line, the schedule) calls the same ones, so that authorisation, the transaction, the
//! audit row and the invalidation of caches each have one place.

mod actor;
mod api;
mod application;
mod audit;
mod cache;
mod clock;
mod database;
mod drift;
mod error;
mod follow;
mod gateway;
mod gateway_config;
mod guard;
mod input;
mod inspect;
mod key;
mod list;
mod listen;
mod oauth;
mod open;
mod project;
mod public_url;
mod publish;
mod readiness;
mod replicas;
mod schedule;
mod usage;
mod write;

/// Maximum clock difference at the gateway check, in seconds. Revoked tokens are remembered for
/// this long after they end.
pub const MAX_LEEWAY_SECONDS: i64 = 300;

pub use actor::{Actor, RequestContext};
pub use api::{ApiSettings, CreateApi, GrantApi, UpdateApi};
pub use application::{
    ApplicationSettings, CreateApplication, CreatedApplication, UpdateApplication,
};
pub use clock::Clock;
pub use database::{InvalidDatabaseUrl, MIN_DATABASE_CONNECTIONS, check_database_url};
pub use error::{Error, FieldError};
pub use gateway::{Admission, GatewayRefusal, GatewayRequest};
pub use gateway_config::Gateway;
pub use guard::AuthenticateError;
pub use input::Patch;
pub use inspect::{CheckStatus, InspectToken, TokenCheck, TokenInspection, TokenKind};
pub use key::{
    ExportPrivateKey, GenerateAdminKey, GenerateApplicationKey, GenerateSigningKey, GeneratedKey,
    ImportAdminKey, ImportApplicationKey, ImportSigningKey, PrivateKeyFile, PrivateKeyFormat,
    RevokeKey, RotateKey, RotatedKey, RotationPreview, RotationRequest, UpdateKey,
    additional_algorithms, certificate_pem, is_exportable, key_jwk, public_key_pem,
};
pub use keyplane_auth::Entropy;
pub use list::{
    ApiListing, ApplicationListing, AuditFilter, AuditListing, Found, GrantListing, GrantsOf,
    KeyFilter, KeyListing, KeyOwner, Page, PageRequest, ProjectListing,
};
pub use oauth::{
    Credentials, Endpoint, GrantType, Introspection, IntrospectionRequest, IssuedToken, OAuthError,
    RevocationRequest, RotateClientSecret, RotatedSecret, TokenRequest,
};
pub use open::{Control, FirstStart, OpenError, Options};
pub use project::{
    CreateProject, DeleteProject, KeyPolicyPatch, ProjectSettings, SlugStatus, UpdateProject,
};
pub use public_url::{InvalidPublicUrl, PublicUrl};
pub use publish::Published;
pub use readiness::{Fault, ReadyPath};
pub use schedule::Loops;
