//! The configuration. Flags win over the environment, which wins over the file.

mod environment;
mod error;
mod file;
mod flags;
pub(crate) mod setting;
#[cfg(test)]
mod tests;

use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;

use keyplane_api::Cidr;
use keyplane_control::{
    InvalidPublicUrl, MAX_LEEWAY_SECONDS, MIN_DATABASE_CONNECTIONS, PublicUrl, check_database_url,
};
use secrecy::SecretString;
use tracing_subscriber::filter::Targets;

pub(crate) use error::ConfigError;
pub(crate) use flags::Flags;

use crate::telemetry::{LogFormat, parse_level};
use environment::Environment;
use error::Source;
use file::ConfigFile;
use flags::GivenFlags;
use setting::Setting;

/// The checked configuration.
#[derive(Debug)]
pub(crate) struct Config {
    pub(crate) listen: SocketAddr,
    /// `None` for the default, the listen address; see [`default_public_url`].
    pub(crate) public_url: Option<PublicUrl>,
    pub(crate) change_public_url: bool,
    pub(crate) data_dir: PathBuf,
    pub(crate) database_url: SecretString,
    pub(crate) database_connections: u32,
    pub(crate) master_key_file: PathBuf,
    pub(crate) migrate: bool,
    pub(crate) bootstrap_admin_public_key_file: Option<PathBuf>,
    pub(crate) trusted_proxies: Vec<Cidr>,
    /// `None` for the default: 10,000, or fewer if there are not enough descriptors.
    pub(crate) max_connections: Option<usize>,
    /// `None` for the default, half of the limit of all connections.
    pub(crate) max_connections_per_source: Option<usize>,
    pub(crate) gateway_leeway_seconds: i64,
    pub(crate) log_level: Targets,
    pub(crate) log_format: LogFormat,
    /// `KEYPLANE_*` variables that belong to no setting.
    pub(crate) unknown_variables: Vec<String>,
}

impl Config {
    /// Reads the configuration from `flags`, the environment `variables` and the file they name.
    pub(crate) fn load<const SERVE: bool>(
        flags: Flags<SERVE>,
        variables: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<Self, ConfigError> {
        let environment = Environment::read(variables)?;
        let mut layers = Layers { flags: flags.given, environment, file: None };
        if let Some((path, place)) = layers.get(&setting::CONFIG) {
            layers.file = Some(ConfigFile::read(path.into(), place)?);
        }
        layers.config()
    }
}

/// The URL of a server that listens on `listen` and has no public URL configured. If it listens
/// on every address, the URL has the loopback address.
#[expect(clippy::expect_used, reason = "an address and a port are always a host and a port")]
pub(crate) fn default_public_url(listen: SocketAddr) -> PublicUrl {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    let url = format!("http://{}", SocketAddr::new(ip, listen.port()));
    url.parse().expect("a bare origin")
}

/// The sources of values, in order of precedence. Neither this type nor its parts implement
/// `Debug`, since a value may contain a password.
#[derive(Default)]
struct Layers {
    flags: GivenFlags,
    environment: Environment,
    file: Option<ConfigFile>,
}

impl Layers {
    /// The value of a setting and its source; `None` if no source has it.
    fn get(&self, setting: &Setting) -> Option<(String, Source)> {
        let flag = self.flags.iter().find(|(given, _)| given.key == setting.key);
        let flag = flag.map(|(_, value)| (value.clone(), Source::Flag(setting.flag)));
        let variable = || {
            let (variable, value) = self.environment.get(setting.variable?)?;
            Some((value.to_owned(), Source::Variable(variable)))
        };
        let file = || {
            let file = self.file.as_ref()?;
            Some((file.values.get(setting.key)?.clone(), Source::File(file.path.clone())))
        };
        flag.or_else(variable).or_else(file)
    }

    /// The parsed value of a setting; `None` if no source has it. The error of `parse` says what is
    /// wrong with the value.
    fn read<T>(
        &self,
        setting: &'static Setting,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<Option<T>, ConfigError> {
        let Some((value, place)) = self.get(setting) else { return Ok(None) };
        let parsed = parse(&value);
        parsed.map(Some).map_err(|problem| ConfigError::invalid(setting, place, problem, &value))
    }

    fn config(self) -> Result<Config, ConfigError> {
        let data_dir = self.read(&setting::DATA_DIR, path)?.unwrap_or_else(|| "./data".into());
        let sqlite = || format!("sqlite:{}", data_dir.join("keyplane.db").display()).into();
        let bootstrap = &setting::BOOTSTRAP_ADMIN_PUBLIC_KEY_FILE;

        Ok(Config {
            listen: self.read(&setting::LISTEN, listen)?.unwrap_or(DEFAULT_LISTEN),
            public_url: self.read(&setting::PUBLIC_URL, public_url)?,
            change_public_url: self.read(&setting::CHANGE_PUBLIC_URL, switch)?.unwrap_or(false),
            database_url: self.read(&setting::DATABASE_URL, database_url)?.unwrap_or_else(sqlite),
            database_connections: self
                .read(&setting::DATABASE_CONNECTIONS, database_connections)?
                .unwrap_or(DEFAULT_DATABASE_CONNECTIONS),
            master_key_file: self
                .read(&setting::MASTER_KEY_FILE, path)?
                .unwrap_or_else(|| data_dir.join("master-key.json")),
            migrate: self.read(&setting::MIGRATE, switch)?.unwrap_or(true),
            bootstrap_admin_public_key_file: self.read(bootstrap, path)?,
            trusted_proxies: self.read(&setting::TRUSTED_PROXIES, proxies)?.unwrap_or_default(),
            max_connections: self.read(&setting::MAX_CONNECTIONS, connections)?,
            max_connections_per_source: self
                .read(&setting::MAX_CONNECTIONS_PER_SOURCE, connections)?,
            gateway_leeway_seconds: self
                .read(&setting::GATEWAY_LEEWAY_SECONDS, gateway_leeway)?
                .unwrap_or(DEFAULT_GATEWAY_LEEWAY_SECONDS),
            log_level: match self.read(&setting::LOG_LEVEL, parse_level)? {
                Some(level) => level,
                None => crate::telemetry::default_level(),
            },
            log_format: self.read(&setting::LOG_FORMAT, LogFormat::from_str)?.unwrap_or_default(),
            unknown_variables: self.environment.unknown,
            data_dir,
        })
    }
}

const DEFAULT_LISTEN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

const DEFAULT_GATEWAY_LEEWAY_SECONDS: i64 = 30;

const DEFAULT_DATABASE_CONNECTIONS: u32 = 16;

const MAX_DATABASE_CONNECTIONS: u32 = 1000;

fn listen(value: &str) -> Result<SocketAddr, String> {
    value.parse().map_err(|_| "expected an address and a port, such as 127.0.0.1:8080".to_owned())
}

fn public_url(value: &str) -> Result<PublicUrl, String> {
    value.parse().map_err(|error: InvalidPublicUrl| error.to_string())
}

fn database_url(value: &str) -> Result<SecretString, String> {
    check_database_url(value).map(|()| value.into()).map_err(|error| error.to_string())
}

fn database_connections(value: &str) -> Result<u32, String> {
    let (least, most) = (MIN_DATABASE_CONNECTIONS, MAX_DATABASE_CONNECTIONS);
    let count = value.parse().ok();
    count
        .filter(|count| (least..=most).contains(count))
        .ok_or_else(|| format!("expected a number of connections, {least} to {most}"))
}

fn proxies(value: &str) -> Result<Vec<Cidr>, String> {
    let items = value.split(',').map(str::trim).filter(|item| !item.is_empty());
    items.map(str::parse).collect::<Result<_, _>>().map_err(|_| {
        "expected addresses or CIDR blocks with commas between them, such as 10.0.0.0/8,::1"
            .to_owned()
    })
}

fn connections(value: &str) -> Result<usize, String> {
    let number = value.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "expected a number of connections, at least 1".to_owned())
}

fn gateway_leeway(value: &str) -> Result<i64, String> {
    let seconds = value.parse().ok();
    seconds
        .filter(|seconds| (0..=MAX_LEEWAY_SECONDS).contains(seconds))
        .ok_or_else(|| format!("expected a number of seconds, 0 to {MAX_LEEWAY_SECONDS}"))
}

fn switch(value: &str) -> Result<bool, String> {
    value.parse().map_err(|_| "expected true or false".to_owned())
}

fn path(value: &str) -> Result<PathBuf, String> {
    if value.is_empty() { Err("expected a path".to_owned()) } else { Ok(value.into()) }
}
