//! The table of settings, from which flags, environment, configuration file and help follow.

/// One setting and its possible sources.
#[derive(Debug)]
pub(crate) struct Setting {
    /// The name, which is also the key in the configuration file.
    pub(crate) key: &'static str,
    /// Whether the configuration file may contain it.
    pub(crate) in_file: bool,
    /// The environment variable; `None` if there is none.
    pub(crate) variable: Option<&'static str>,
    /// The flag, without its dashes.
    pub(crate) flag: &'static str,
    /// What the flag takes.
    pub(crate) kind: Kind,
    /// Whether only `serve` has the flag.
    pub(crate) serve_only: bool,
    /// Whether the value is secret and must not appear in errors.
    pub(crate) secret: bool,
    /// The default, as text for the help.
    pub(crate) default: &'static str,
    /// The help, one sentence.
    pub(crate) help: &'static str,
}

/// What the flag of a setting takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A value, shown in the help under this name.
    Value(&'static str),
    /// No value: the flag alone stands for this one.
    Switch(&'static str),
}

pub(crate) static CONFIG: Setting = Setting {
    key: "config",
    in_file: false,
    variable: Some("KEYPLANE_CONFIG"),
    flag: "config",
    kind: Kind::Value("FILE"),
    serve_only: false,
    secret: false,
    default: "none",
    help: "Configuration file (TOML)",
};

pub(crate) static LISTEN: Setting = Setting {
    key: "listen",
    in_file: true,
    variable: Some("KEYPLANE_LISTEN"),
    flag: "listen",
    kind: Kind::Value("ADDRESS:PORT"),
    serve_only: true,
    secret: false,
    default: "127.0.0.1:8080",
    help: "Address and port to listen on",
};

pub(crate) static DATA_DIR: Setting = Setting {
    key: "data_dir",
    in_file: true,
    variable: Some("KEYPLANE_DATA_DIR"),
    flag: "data-dir",
    kind: Kind::Value("DIR"),
    serve_only: false,
    secret: false,
    default: "./data",
    help: "Folder of the SQLite database, the master key file and the first admin key",
};

pub(crate) static DATABASE_URL: Setting = Setting {
    key: "database_url",
    in_file: true,
    variable: Some("KEYPLANE_DATABASE_URL"),
    flag: "database-url",
    kind: Kind::Value("URL"),
    serve_only: false,
    secret: true,
    default: "sqlite:{data_dir}/keyplane.db",
    help: "Database, sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME",
};

pub(crate) static DATABASE_CONNECTIONS: Setting = Setting {
    key: "database_connections",
    in_file: true,
    variable: Some("KEYPLANE_DATABASE_CONNECTIONS"),
    flag: "database-connections",
    kind: Kind::Value("COUNT"),
    serve_only: true,
    secret: false,
    default: "16",
    help: "Maximum connections of this process to PostgreSQL, 5 to 1000",
};

pub(crate) static MASTER_KEY_FILE: Setting = Setting {
    key: "master_key_file",
    in_file: true,
    variable: Some("KEYPLANE_MASTER_KEY_FILE"),
    flag: "master-key-file",
    kind: Kind::Value("FILE"),
    serve_only: false,
    secret: false,
    default: "{data_dir}/master-key.json",
    help: "Key that seals the private keys in the database; generated with an empty database",
};

pub(crate) static PUBLIC_URL: Setting = Setting {
    key: "public_url",
    in_file: true,
    variable: Some("KEYPLANE_PUBLIC_URL"),
    flag: "public-url",
    kind: Kind::Value("URL"),
    serve_only: false,
    secret: false,
    default: "http://{listen}",
    help: "URL under which clients reach Keyplane, without a path; every issuer begins with it",
};

pub(crate) static CHANGE_PUBLIC_URL: Setting = Setting {
    key: "change_public_url",
    in_file: false,
    variable: None,
    flag: "change-public-url",
    kind: Kind::Switch("true"),
    serve_only: true,
    secret: false,
    default: "false",
    help: "Accept another public URL than the remembered one, and remember it: every issuer changes",
};

pub(crate) static TRUSTED_PROXIES: Setting = Setting {
    key: "trusted_proxies",
    in_file: true,
    variable: Some("KEYPLANE_TRUSTED_PROXIES"),
    flag: "trusted-proxies",
    kind: Kind::Value("LIST"),
    serve_only: true,
    secret: false,
    default: "none",
    help: "Proxies whose X-Forwarded-For is believed: addresses or CIDR blocks, separated by commas",
};

pub(crate) static MAX_CONNECTIONS: Setting = Setting {
    key: "max_connections",
    in_file: true,
    variable: Some("KEYPLANE_MAX_CONNECTIONS"),
    flag: "max-connections",
    kind: Kind::Value("NUMBER"),
    serve_only: true,
    secret: false,
    default: "10000",
    help: "Maximum client connections; lowered to the limit of open files minus 128 if that is less",
};

pub(crate) static MAX_CONNECTIONS_PER_SOURCE: Setting = Setting {
    key: "max_connections_per_source",
    in_file: true,
    variable: Some("KEYPLANE_MAX_CONNECTIONS_PER_SOURCE"),
    flag: "max-connections-per-source",
    kind: Kind::Value("NUMBER"),
    serve_only: true,
    secret: false,
    default: "half of max_connections",
    help: "Maximum client connections per IPv4 address or IPv6 /64; trusted proxies are exempt",
};

pub(crate) static BOOTSTRAP_ADMIN_PUBLIC_KEY_FILE: Setting = Setting {
    key: "bootstrap_admin_public_key_file",
    in_file: true,
    variable: Some("KEYPLANE_BOOTSTRAP_ADMIN_PUBLIC_KEY_FILE"),
    flag: "bootstrap-admin-public-key-file",
    kind: Kind::Value("FILE"),
    serve_only: true,
    secret: false,
    default: "none",
    help: "Public key that becomes the first admin key, instead of a generated one",
};

pub(crate) static MIGRATE: Setting = Setting {
    key: "migrate",
    in_file: true,
    variable: Some("KEYPLANE_MIGRATE"),
    flag: "no-migrate",
    kind: Kind::Switch("false"),
    serve_only: true,
    secret: false,
    default: "true",
    help: "Bring the database's tables up to date at the start",
};

pub(crate) static GATEWAY_LEEWAY_SECONDS: Setting = Setting {
    key: "gateway_leeway_seconds",
    in_file: true,
    variable: Some("KEYPLANE_GATEWAY_LEEWAY_SECONDS"),
    flag: "gateway-leeway-seconds",
    kind: Kind::Value("SECONDS"),
    serve_only: true,
    secret: false,
    default: "30",
    help: "How far clocks may differ at the gateway check, 0 to 300",
};

pub(crate) static LOG_LEVEL: Setting = Setting {
    key: "log_level",
    in_file: true,
    variable: Some("KEYPLANE_LOG_LEVEL"),
    flag: "log-level",
    kind: Kind::Value("LEVEL"),
    serve_only: false,
    secret: false,
    default: "info",
    help: "off, error, warn, info, debug or trace, and module=LEVEL after commas",
};

pub(crate) static LOG_FORMAT: Setting = Setting {
    key: "log_format",
    in_file: true,
    variable: Some("KEYPLANE_LOG_FORMAT"),
    flag: "log-format",
    kind: Kind::Value("FORMAT"),
    serve_only: false,
    secret: false,
    default: "text",
    help: "text, or json for one JSON object a line",
};

/// Every setting, in the order of the help and of the docs.
pub(crate) static ALL: [&Setting; 16] = [
    &CONFIG,
    &LISTEN,
    &PUBLIC_URL,
    &CHANGE_PUBLIC_URL,
    &DATA_DIR,
    &DATABASE_URL,
    &DATABASE_CONNECTIONS,
    &MASTER_KEY_FILE,
    &MIGRATE,
    &BOOTSTRAP_ADMIN_PUBLIC_KEY_FILE,
    &TRUSTED_PROXIES,
    &MAX_CONNECTIONS,
    &MAX_CONNECTIONS_PER_SOURCE,
    &GATEWAY_LEEWAY_SECONDS,
    &LOG_LEVEL,
    &LOG_FORMAT,
];
