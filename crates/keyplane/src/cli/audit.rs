//! The audit log through the Admin API. `keyplane audit export` and `verify` read the database.

use clap::Args;

use super::shared::{ScopeArgs, at_least_one};
use crate::moments::When;

#[derive(Args)]
pub(crate) struct AuditList {
    /// Action to include, such as applicationKey.rotate; may repeat
    #[arg(long = "action", value_name = "ACTION")]
    pub(crate) actions: Vec<String>,
    /// Events that this admin key caused, by kid, name or ID
    #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
    pub(crate) actor: Option<String>,
    /// Events of this object: an application, an API or a key by name, or any object by ID
    #[arg(long, value_name = "OBJECT", allow_hyphen_values = true)]
    pub(crate) target: Option<String>,
    /// Earliest time: a date, an RFC 3339 time, or how long ago, such as 7d
    #[arg(long, value_name = "WHEN")]
    pub(crate) since: Option<When>,
    /// Latest time, exclusive, in the same forms
    #[arg(long, value_name = "WHEN")]
    pub(crate) until: Option<When>,
    /// Maximum number of events, the newest first
    #[arg(long, value_name = "NUMBER", default_value = "50", value_parser = at_least_one())]
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
