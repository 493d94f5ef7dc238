//! The options of the control plane, from the configuration.

use std::sync::Arc;

use keyplane_auth::SystemEntropy;
use keyplane_control::{Options, PublicUrl};

use crate::{clock::SystemClock, config::Config};

/// This release of Keyplane.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The options of a server with the real clock and real randomness.
pub(crate) fn options(config: &Config, public_url: Option<PublicUrl>) -> Options {
    Options {
        database_url: config.database_url.clone(),
        data_dir: config.data_dir.clone(),
        master_key_file: config.master_key_file.clone(),
        public_url,
        change_public_url: config.change_public_url,
        bootstrap_admin_public_key_file: config.bootstrap_admin_public_key_file.clone(),
        restored: config.restored,
        migrate: config.migrate,
        database_connections: config.database_connections,
        serves: true,
        gateway_leeway_seconds: config.gateway_leeway_seconds,
        limits: config.limits,
        outage_limits: config.outage_limits,
        allow_private_addresses: config.allow_private_issuers.clone(),
        audit_stream: config.audit_stream.clone(),
        trace_parent: None,
        version: VERSION,
        clock: Arc::new(SystemClock),
        real_time: true,
        entropy: Arc::new(SystemEntropy),
    }
}
