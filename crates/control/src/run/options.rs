//! The options of the control plane, and the result of its first start.

use std::{path::PathBuf, sync::Arc};

use keyplane_auth::Entropy;
use secrecy::SecretString;

use super::audit_stream::AuditStreamOptions;
use crate::{
    outside::{AllowedAddress, TraceParent},
    public_url::PublicUrl,
    serve::limits::LimitSettings,
    store::{Clock, OutageLimits},
};

/// The options that the binary sets.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Options {
    /// `sqlite:PATH` or `postgres://…`.
    pub database_url: SecretString,
    /// Directory that the first admin key file is written to.
    pub data_dir: PathBuf,
    /// Path of the master key file.
    pub master_key_file: PathBuf,
    /// Base of every issuer; `None`: the URL of the first start.
    pub public_url: Option<PublicUrl>,
    /// Whether a public URL other than the remembered one is accepted.
    pub change_public_url: bool,
    /// Operator's own public key for the first admin key.
    pub bootstrap_admin_public_key_file: Option<PathBuf>,
    /// What counts in a database that was restored from a backup.
    pub restored: Restored,
    /// Whether to run pending migrations first.
    pub migrate: bool,
    /// Maximum number of connections to PostgreSQL, at least
    /// [`MIN_DATABASE_CONNECTIONS`](crate::MIN_DATABASE_CONNECTIONS).
    pub database_connections: u32,
    /// Whether this process serves requests: of two that serve one SQLite file, the second is
    /// refused. Commands beside a server do not serve.
    pub serves: bool,
    /// How far clocks may differ at the gateway check, in seconds: at most
    /// [`MAX_LEEWAY_SECONDS`](crate::MAX_LEEWAY_SECONDS).
    pub gateway_leeway_seconds: i64,
    /// Limits of failed requests and of key generation.
    pub limits: LimitSettings,
    /// How long memory counts while the database is away.
    pub outage_limits: OutageLimits,
    /// Private addresses that outgoing requests may go to.
    pub allow_private_addresses: Vec<AllowedAddress>,
    /// Where the audit log is streamed to; `None`: nowhere.
    pub audit_stream: Option<AuditStreamOptions>,
    /// Continues traces at the servers that requests go to; `None`: it does not.
    pub trace_parent: Option<TraceParent>,
    /// The version of the binary.
    pub version: &'static str,
    /// Clock of the process.
    pub clock: Arc<dyn Clock>,
    /// Whether `clock` tells the real time, so that it must agree with the clock of a PostgreSQL.
    pub real_time: bool,
    /// Source of random bytes.
    pub entropy: Arc<dyn Entropy>,
}

/// What an operator decides at the first start of a database that was restored from a backup: what
/// was revoked, spent or made since the backup is missing in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Restored {
    /// Nothing; such a database is refused.
    #[default]
    Undecided,
    /// Access tokens that were issued before are inactive, and assertions that were signed before
    /// are refused.
    EndTokens,
    /// Nothing has changed since the backup.
    Unchanged,
}

/// The result of the first start for the admin key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FirstStart {
    /// This key file was written.
    Wrote(PathBuf),
    /// The operator's own public key was used.
    TookPublicKey {
        /// Key ID that tokens must name.
        kid: String,
    },
    /// This was not the first start.
    NotFirst,
}
