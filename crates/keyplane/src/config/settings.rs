//! Every setting, written once: its flag, environment variable, key in the configuration file,
//! default and help.

use std::{
    env,
    ffi::{OsStr, OsString},
};

use clap::{
    Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, builder::Resettable,
    parser::ValueSource,
};
use serde::Deserialize;

use super::given::Given;
use crate::admin_api;

/// The settings of one source; a field is `None` if the source lacks it. The name of a field is the
/// key in the file. A default in braces is completed where the setting is used. Values are checked
/// in [`Config`](super::Config), so that the error can name their source.
#[derive(Args, Deserialize)]
#[group(skip)]
#[serde(deny_unknown_fields)]
pub(super) struct GivenSettings {
    /// Configuration file (TOML)
    #[arg(long, env = "KEYPLANE_CONFIG", value_name = "FILE")]
    #[serde(skip)]
    pub(super) config: Option<Given>,

    /// Address and port to listen on
    #[arg(long, env = "KEYPLANE_LISTEN", value_name = "ADDRESS:PORT")]
    #[arg(default_value = "127.0.0.1:8080")]
    pub(super) listen: Option<Given>,

    /// URL under which clients reach Keyplane, without a path; every issuer begins with it; with
    /// TLS the default begins with https://
    #[arg(long, env = "KEYPLANE_PUBLIC_URL", value_name = "URL")]
    #[arg(default_value = "http://{listen}")]
    pub(super) public_url: Option<Given>,

    /// Certificate of the server and its chain (PEM): clients then connect with HTTPS
    #[arg(long, env = "KEYPLANE_TLS_CERT", value_name = "FILE")]
    pub(super) tls_cert: Option<Given>,

    /// Private key of the certificate (PEM: PKCS#8, PKCS#1 or SEC1, without a passphrase)
    #[arg(long, env = "KEYPLANE_TLS_KEY", value_name = "FILE")]
    pub(super) tls_key: Option<Given>,

    /// For development: HTTPS with a certificate that Keyplane makes and keeps in the data folder
    #[arg(long, env = "KEYPLANE_TLS_SELF_SIGNED", hide_env = true)]
    #[arg(action = ArgAction::SetTrue, default_value = "false")]
    pub(super) tls_self_signed: Option<Given>,

    /// Accept another public URL than the remembered one, and remember it: every issuer changes
    #[arg(long, action = ArgAction::SetTrue, default_value = "false")]
    #[serde(skip)]
    pub(super) change_public_url: Option<Given>,

    /// The database was restored from a backup: end every access token and refuse every assertion
    /// from before this start
    #[arg(long, action = ArgAction::SetTrue, default_value = "false")]
    #[serde(skip)]
    pub(super) restored: Option<Given>,

    /// The database was restored from a backup, and nothing has changed since
    #[arg(long, action = ArgAction::SetTrue, default_value = "false")]
    #[serde(skip)]
    pub(super) restored_unchanged: Option<Given>,

    /// Folder of the SQLite database, the master key file and the first admin key
    #[arg(long, env = "KEYPLANE_DATA_DIR", value_name = "DIR", default_value = "./data")]
    pub(super) data_dir: Option<Given>,

    #[arg(help = "Database, sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME")]
    #[arg(long, env = "KEYPLANE_DATABASE_URL", value_name = "URL")]
    #[arg(default_value = "sqlite:{data_dir}/keyplane.db")]
    pub(super) database_url: Option<Given>,

    /// Maximum connections of this process to PostgreSQL, 5 to 1000
    #[arg(long, env = "KEYPLANE_DATABASE_CONNECTIONS", value_name = "COUNT")]
    #[arg(default_value = "16")]
    pub(super) database_connections: Option<Given>,

    /// Key that seals the private keys in the database; generated with an empty database
    #[arg(long, env = "KEYPLANE_MASTER_KEY_FILE", value_name = "FILE")]
    #[arg(default_value = "{data_dir}/master-key.json")]
    pub(super) master_key_file: Option<Given>,

    /// Do not bring the database's tables up to date at the start
    #[arg(long = "no-migrate", env = "KEYPLANE_MIGRATE", hide_env = true)]
    #[arg(action = ArgAction::SetTrue, default_missing_value = "false", default_value = "true")]
    pub(super) migrate: Option<Given>,

    /// Public key that becomes the first admin key, instead of a generated one
    #[arg(long, env = "KEYPLANE_BOOTSTRAP_ADMIN_PUBLIC_KEY_FILE", value_name = "FILE")]
    pub(super) bootstrap_admin_public_key_file: Option<Given>,

    /// Proxies whose X-Forwarded-For is believed: addresses or CIDR blocks, separated by commas
    #[arg(long, env = "KEYPLANE_TRUSTED_PROXIES", value_name = "LIST")]
    pub(super) trusted_proxies: Option<Given>,

    /// Maximum client connections; lowered to the limit of open files minus 128 if that is less
    #[arg(long, env = "KEYPLANE_MAX_CONNECTIONS", value_name = "NUMBER")]
    #[arg(default_value = "10000")]
    pub(super) max_connections: Option<Given>,

    /// Maximum client connections per IPv4 address or IPv6 /64, 0 for no limit; trusted proxies are exempt
    #[arg(long, env = "KEYPLANE_MAX_CONNECTIONS_PER_SOURCE", value_name = "NUMBER")]
    #[arg(default_value = "{max_connections}/2")]
    pub(super) max_connections_per_source: Option<Given>,

    /// Failed requests a minute from one IPv4 address or IPv6 /64; 0 for no limit
    #[arg(long, env = "KEYPLANE_FAILURES_PER_SOURCE", value_name = "NUMBER")]
    #[arg(default_value = "1200")]
    pub(super) failures_per_source: Option<Given>,

    /// Failed requests a minute of one client from one such source; 0 for no limit
    #[arg(long, env = "KEYPLANE_FAILURES_PER_CLIENT", value_name = "NUMBER")]
    #[arg(default_value = "600")]
    pub(super) failures_per_client: Option<Given>,

    /// Key pairs of one project, or of the instance, that may wait to be generated; 0 for no limit
    #[arg(long, env = "KEYPLANE_KEY_PAIRS_PER_SCOPE", value_name = "NUMBER")]
    #[arg(default_value = "16")]
    pub(super) key_pairs_per_scope: Option<Given>,

    /// How far clocks may differ at the gateway check, 0 to 300
    #[arg(long, env = "KEYPLANE_GATEWAY_LEEWAY_SECONDS", value_name = "SECONDS")]
    #[arg(default_value = "30")]
    pub(super) gateway_leeway_seconds: Option<Given>,

    /// Address and port of the metrics in the Prometheus text format, at /metrics; off if not set
    #[arg(long, env = "KEYPLANE_METRICS_LISTEN", value_name = "ADDRESS:PORT")]
    pub(super) metrics_listen: Option<Given>,

    /// URL of an OTLP collector that gets traces by HTTP, without /v1/traces; off if not set
    #[arg(long, env = "KEYPLANE_OTLP_ENDPOINT", value_name = "URL")]
    pub(super) otlp_endpoint: Option<Given>,

    /// Share of the requests that are traced, 0 to 1
    #[arg(long, env = "KEYPLANE_TRACE_RATIO", value_name = "RATIO", default_value = "0.1")]
    pub(super) trace_ratio: Option<Given>,
    /// How long caches count after the database went away, 0 to 300; 0 refuses at once
    #[arg(long, env = "KEYPLANE_OUTAGE_GRACE", value_name = "SECONDS")]
    #[arg(default_value = "0")]
    pub(super) outage_grace: Option<Given>,

    /// How long JWKS, discovery and resource metadata are served from memory while the database is
    /// away, 0 to 86400
    #[arg(long, env = "KEYPLANE_STALE_DOCUMENTS", value_name = "SECONDS")]
    #[arg(default_value = "3600")]
    pub(super) stale_documents: Option<Given>,

    /// Private addresses that requests to issuers, providers, webhooks and streams may go to:
    /// HOST:PORT, addresses or CIDR blocks, with commas
    #[arg(long, env = ALLOW_PRIVATE, value_name = "LIST", alias = "allow-private-addresses")]
    #[serde(alias = "allow_private_addresses")]
    pub(super) allow_private_issuers: Option<Given>,

    #[arg(
        help = "Where audit events are streamed to: file:PATH, or an https:// URL that takes POST requests"
    )]
    #[arg(long, env = "KEYPLANE_AUDIT_STREAM", value_name = "TARGET")]
    pub(super) audit_stream: Option<Given>,

    /// File with the bearer token for the URL of the audit stream
    #[arg(long, env = "KEYPLANE_AUDIT_STREAM_TOKEN_FILE", value_name = "FILE")]
    pub(super) audit_stream_token_file: Option<Given>,

    /// Let debuggers and core dumps read the memory of the process, which holds private keys
    #[arg(long, env = "KEYPLANE_CORE_DUMPS", hide_env = true)]
    #[arg(action = ArgAction::SetTrue, default_value = "false")]
    pub(super) core_dumps: Option<Given>,

    /// off, error, warn, info, debug or trace, and module=LEVEL after commas
    #[arg(long, env = LOG_LEVEL, value_name = "LEVEL", default_value = "info")]
    pub(super) log_level: Option<Given>,

    /// text, or json for one JSON object a line
    #[arg(long, env = "KEYPLANE_LOG_FORMAT", value_name = "FORMAT", default_value = "text")]
    pub(super) log_format: Option<Given>,
}

/// The settings whose flags every command has; the others are for `serve`.
const OF_EVERY_COMMAND: [&str; 8] = [
    "config",
    "core_dumps",
    "public_url",
    "data_dir",
    "database_url",
    "master_key_file",
    "log_level",
    "log_format",
];

const LOG_LEVEL: &str = "KEYPLANE_LOG_LEVEL";

const ALLOW_PRIVATE: &str = "KEYPLANE_ALLOW_PRIVATE_ISSUERS";

/// Variables with the earlier names of others, which take precedence.
const ALIASES: [(&str, &str); 2] =
    [("KEYPLANE_LOG", LOG_LEVEL), ("KEYPLANE_ALLOW_PRIVATE_ADDRESSES", ALLOW_PRIVATE)];

/// Prefix of the environment variables.
const PREFIX: &str = "KEYPLANE_";

/// The flags of a command as they were given. `SERVE` adds those that only `serve` has.
#[derive(Default)]
pub(crate) struct Flags<const SERVE: bool>(Vec<OsString>);

impl GivenSettings {
    /// The settings in `flags` and in the environment, completed with the defaults. Every command
    /// reads the variables of all settings, also of those whose flags only `serve` has.
    pub(super) fn read<const SERVE: bool>(flags: Flags<SERVE>) -> Self {
        let command = command().no_binary_name(true).mut_args(with_its_variable);
        let matches = command.get_matches_from(flags.0);
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }
}

/// A command with the flags of all settings.
pub(crate) fn command() -> Command {
    GivenSettings::augment_args(Command::new("keyplane")).mut_args(|arg| arg.hide_env_values(true))
}

/// The variables of the Terraform provider that no command reads.
const OF_PROVIDER: [&str; 2] = ["KEYPLANE_ADMIN_KEY", "KEYPLANE_ADMIN_KEY_FILE"];

/// Names of variables that begin with `KEYPLANE_` and belong to no setting and no command, sorted. They cause a
/// warning, not an error: Kubernetes sets `KEYPLANE_PORT` and similar variables for a service named
/// keyplane.
pub(super) fn unknown(variables: impl Iterator<Item = OsString>) -> Vec<String> {
    let command = command();
    let is_known = |name: &str| {
        let mut known = command.get_arguments().filter_map(Arg::get_env);
        ALIASES.iter().any(|(alias, _)| *alias == name)
            || admin_api::VARIABLES.contains(&name)
            || OF_PROVIDER.contains(&name)
            || known.any(|known| known == name)
    };

    let names = variables.map(|name| name.to_string_lossy().into_owned());
    let mut unknown: Vec<_> =
        names.filter(|name| name.starts_with(PREFIX) && !is_known(name)).collect();
    unknown.sort();
    unknown
}

/// The flag with the variable that is set for it. An empty variable counts as not set.
fn with_its_variable(arg: Arg) -> Arg {
    let is_set = |name: &OsStr| env::var_os(name).is_some_and(|value| !value.is_empty());
    let Some(name) = arg.get_env().filter(|name| !is_set(name)) else { return arg };

    let mut aliases = ALIASES.iter().filter(|(_, of)| name == *of).map(|(alias, _)| *alias);
    match aliases.find(|alias| is_set(alias.as_ref())) {
        Some(alias) => arg.env(alias),
        None => arg.env(Resettable::Reset),
    }
}

fn args<const SERVE: bool>() -> Vec<Arg> {
    let is_flag = |arg: &&Arg| SERVE || OF_EVERY_COMMAND.contains(&arg.get_id().as_str());
    let command = command();
    let flags = command.get_arguments().filter(is_flag).cloned();
    // In the help of a command, its own flags stand before these.
    flags.map(|arg| arg.display_order(Resettable::Reset)).collect()
}

impl<const SERVE: bool> Args for Flags<SERVE> {
    fn augment_args(command: Command) -> Command {
        command.args(args::<SERVE>())
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<const SERVE: bool> FromArgMatches for Flags<SERVE> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut flags = Self::default();
        flags.update_from_arg_matches(matches)?;
        Ok(flags)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        for arg in args::<SERVE>() {
            let (id, Some(flag)) = (arg.get_id().as_str(), arg.get_long()) else { continue };
            if matches.value_source(id) != Some(ValueSource::CommandLine) {
                continue;
            }

            let mut text = OsString::from(format!("--{flag}"));
            if arg.get_action().takes_values() {
                text.push("=");
                matches.get_raw(id).into_iter().flatten().for_each(|value| text.push(value));
            }
            self.0.push(text);
        }
        Ok(())
    }
}
