//! The use cases of the control plane. Every entry point (GraphQL, the public documents, the
//! command line, the schedule) calls the same ones, so that authorisation, the transaction, the
//! audit row and the invalidation of caches each have one place.
//!
//! The floors are, from the bottom, `judge` (the rules about tokens, without I/O) and `store`,
//! `known`, `operate` and `serve`, `show`, and `run`. Each uses only the floors below it.

mod endpoint;
mod error;
mod input;
mod judge;
mod known;
mod operate;
pub mod paths;
mod public_url;
mod run;
mod serve;
mod show;
mod store;

pub use endpoint::Endpoint;
pub use error::{Error, FieldError};
pub use input::Patch;
pub use known::{
    Actor, MAX_LEEWAY_SECONDS, Published, RequestContext,
    stored_key::{additional_algorithms, certificate_pem, is_exportable, key_jwk, public_key_pem},
};
pub use operate::{
    apis::{ApiSettings, Apis, CreateApi, UpdateApi},
    applications::{
        ApplicationSettings, Applications, CreateApplication, CreatedApplication, UpdateApplication,
    },
    client_secrets::{ClientSecrets, RotateClientSecret, RotatedSecret},
    grants::{GrantApi, Grants},
    keys::{
        ExportPrivateKey, GenerateAdminKey, GenerateApplicationKey, GenerateSigningKey,
        GeneratedKey, ImportAdminKey, ImportApplicationKey, ImportSigningKey, Keys, PrivateKeyFile,
        PrivateKeyFormat, RevokeKey, RotateKey, RotatedKey, RotationPreview, RotationRequest,
        UpdateKey,
    },
    projects::{
        CreateProject, DeleteProject, KeyPolicyPatch, ProjectSettings, Projects, SlugStatus,
        UpdateProject,
    },
};
pub use public_url::{InvalidPublicUrl, PublicUrl};
pub use run::{Control, Fault, Finding, FirstStart, Health, Loops, Options, ReadyPath};
pub use serve::{
    documents::Documents,
    gateway::{Admission, GatewayCheck, GatewayRefusal, GatewayRequest},
    guard::{AuthenticateError, Guard},
    oauth::{
        Credentials, GrantKind, GrantType, Introspection, IntrospectionRequest, IssuedToken,
        OAuthError, RevocationRequest, TokenRequest, Tokens,
    },
};
pub use show::{
    inspect::{CheckStatus, InspectToken, Inspector, TokenCheck, TokenInspection, TokenKind},
    lists::{
        ApiListing, ApplicationListing, AuditFilter, AuditListing, GrantListing, GrantsOf,
        KeyFilter, KeyListing, KeyOwner, Lists, Lookups, Page, PageRequest, ProjectListing,
        SearchResult,
    },
};
pub use store::{
    Clock, InvalidDatabaseUrl, MIN_DATABASE_CONNECTIONS, OpenError, check_database_url,
};

pub use keyplane_auth::Entropy;
