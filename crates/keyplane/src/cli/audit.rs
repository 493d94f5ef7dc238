//! The audit log through the Admin API. `keyplane audit export` and `verify` read the database.

use clap::Args;

use super::shared::ScopeArgs;
use crate::moments::When;

#[derive(Args)]
pub(crate) struct AuditList {
    /// Action to include, such as applicationKey.rotate; may repeat
    #[arg(long = "action", value_name = "ACTION")]
    pub(crate) actions: Vec<String>,
    /// Events that this admin key caused, by ID
    #[arg(long, value_name = "KEY_ID")]
    pub(crate) actor: Option<String>,
    /// Events of this object, by ID
    #[arg(long, value_name = "ID")]
    pub(crate) target: Option<String>,
    /// Earliest time: a date, an RFC 3339 time, or how long ago, such as 7d
    #[arg(long, value_name = "WHEN")]
    pub(crate) since: Option<When>,
    /// Latest time, exclusive, in the same forms
    #[arg(long, value_name = "WHEN")]
    pub(crate) until: Option<When>,
    /// Maximum number of events, the newest first
    #[arg(long, value_name = "NUMBER", default_value = "50")]
    pub(crate) limit: usize,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
}

#[derive(Args)]
pub(crate) struct AuditShow {
    /// ID of the event, evt_…
    #[arg(value_name = "EVENT")]
    pub(crate) event: String,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
}
