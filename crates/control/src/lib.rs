//! The use cases of the control plane. Every entry point (GraphQL, the public documents, the
//! command line, the schedule) calls the same ones, so that authorisation, the transaction, the
//! audit row and the invalidation of caches each have one place.
//!
//! The floors are, from the bottom, `judge` (the rules about tokens, without I/O), `outside` (requests
//! to other servers) and `store`,
//! `known`, `operate` and `serve`, `show`, and `run`. Each uses only the floors below it.

mod cidr;
mod endpoint;
mod error;
mod figures;
mod input;
mod judge;
mod known;
mod operate;
mod outside;
pub mod paths;
mod protected_resource;
mod public_url;
mod run;
mod serve;
mod show;
mod source_network;
mod store;

pub use cidr::{Cidr, InvalidCidr};
pub use endpoint::Endpoint;
pub use error::{Error, FieldError};
pub use figures::{BOUNDS, CacheFigures, Counter, Distribution, Histogram, PoolFigures};
pub use input::Patch;
pub use judge::{
    PRESETS, Preset, PresetIdentifier, PresetIssuer, PresetKeys, PresetParameter, PresetRule,
    PresetSnippet, SNIPPET_PARAMETERS, shared_audience,
};
pub use known::{
    Actor, MAX_LEEWAY_SECONDS, Published, RequestContext, SessionFault,
    stored_key::{additional_algorithms, certificate_pem, is_exportable, key_jwk, public_key_pem},
};
pub use operate::{
    apis::{ApiSettings, Apis, CreateApi, UpdateApi},
    applications::{
        ApplicationSettings, Applications, CreateApplication, CreatedApplication, UpdateApplication,
    },
    checkpoints::Checkpoints,
    client_secrets::{ClientSecrets, RotateClientSecret, RotatedSecret},
    event_types::EVENT_TYPES,
    federated_identities::{
        CreateFederatedIdentity, FederatedIdentities, FederatedIdentitySettings,
        UpdateFederatedIdentity,
    },
    grants::{GrantApi, Grants},
    import_secret::{ImportClientSecret, ImportedClientSecret, SecretMaterial},
    keys::{
        ExportPrivateKey, GenerateAdminKey, GenerateApplicationKey, GenerateSigningKey,
        GeneratedKey, ImportAdminKey, ImportApplicationKey, ImportSigningKey, Keys, PrivateKeyFile,
        PrivateKeyFormat, RevokeKey, RotateKey, RotatedKey, RotationPreview, RotationRequest,
        UpdateKey,
    },
    operators::{
        BlockOperator, CreateOperatorIssuer, CreateOperatorRule, OperatorIssuerSettings,
        OperatorRuleSettings, Operators, RevokeOperatorSession, UpdateOperatorIssuer,
        UpdateOperatorRule,
    },
    projects::{
        CreateProject, DeleteProject, KeyPolicyPatch, ProjectSettings, Projects, SlugStatus,
        UpdateProject,
    },
    sealing::{
        MasterKeyServer, MasterKeyStatus, RewrapProgress, Rewrapped, RotateMasterKey,
        RotatedMasterKey, Sealing, SealingStatus,
    },
    sign_in::{
        Finished, OfferedRule, Renewed, SessionToken, SignIn, SignInAnswer, SignInFigures,
        SignInProblem, SignedOut, StartSignIn, StartedSignIn,
    },
    trusted_issuers::{
        CreateTrustedIssuer, IssuerKeyState, TrustedIssuerSettings, TrustedIssuers,
        UpdateTrustedIssuer,
    },
    webhooks::{
        CreateWebhook, DeliveryCounts, RotateWebhookSecret, UpdateWebhook, WebhookSettings,
        WebhookWithSecret, Webhooks,
    },
};
pub use outside::{
    AllowedAddress, CaCertificateFault, FetchResult, FetchShare, InvalidAllowedAddress,
    KeySetError, KeySetFigures, KeySetPlace, KeySetSource, KeySetState, KeySetUnavailable, KeySets,
    TraceParent, check_ca_certificate,
};
pub use protected_resource::ProtectedResource;
pub use public_url::{InvalidPublicUrl, PublicUrl};
pub use run::{
    AuditFigures, AuditStream, AuditStreamOptions, AuditStreamStatus, AuditStreamTarget, BackedUp,
    BackupError, BackupOptions, Control, Fault, Figures, Finding, FirstStart, Health,
    InvalidStreamTarget, KeyFigures, Loops, Options, ReadyPath, RestoreOptions, Restored,
    RestoredBackup, StreamFigures,
};
pub use serve::{
    documents::Documents,
    federation::FederatedOrigin,
    gateway::{Admission, GatewayCheck, GatewayRefusal, GatewayRequest},
    guard::{AuthenticateError, Guard},
    limits::{LimitCounts, LimitSettings, RetryAfter},
    oauth::{
        AssertionKind, Credentials, GrantKind, GrantType, Introspection, IntrospectionRequest,
        IssuedToken, OAuthError, RevocationRequest, SubjectTokenType, TokenExchange, TokenRequest,
        Tokens,
    },
    usage::UsageFigures,
};
pub use show::{
    attention::Attention,
    audit::{
        AuditArchive, AuditReadError, AuditReport, AuditScope, AuditSelection, AuditTotals,
        ChainReport, audit_export_line, verify_audit_file,
    },
    inspect::{CheckStatus, InspectToken, Inspector, TokenCheck, TokenInspection, TokenKind},
    lists::{
        ApiListing, ApplicationFilter, ApplicationListing, ApplicationOrder, AuditFilter,
        AuditListing, Delivery, DeliveryListing, FederatedIdentityListing, GrantListing, GrantsOf,
        IdentitiesOf, KeyFilter, KeyListing, KeyOwner, ListOrder, Lists, Lookups,
        OperatorBlockListing, OperatorSessionListing, Page, PageRequest, ProjectListing,
        SearchResult, TrustedIssuerListing, WebhookListing,
    },
    usage::{Impact, UsageOf, UsagePoint, UsageRange, UsageStep},
};
pub use source_network::SourceNetwork;
pub use store::{
    Clock, InvalidDatabaseUrl, MAX_OUTAGE_GRACE, MIN_DATABASE_CONNECTIONS, OpenError, Outage,
    OutageLimits,
    audit::{AuditFault, AuditRule},
    check_database_url,
};

pub use keyplane_auth::Entropy;
