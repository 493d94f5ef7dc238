//! The configuration. Flags take precedence over the environment, and the environment over the file.

mod error;
mod given;
mod parse;
mod settings;
#[cfg(test)]
mod tests;

pub(crate) use error::ConfigError;
pub(crate) use given::{Given, Source};
pub(crate) use settings::Flags;
#[cfg(test)]
pub(crate) use settings::command as settings_command;

use std::{
    env,
    ffi::OsString,
    fs,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    path::{Path, PathBuf},
    str::FromStr,
};

use keyplane_control::{
    AllowedAddress, AuditStreamOptions, Cidr, LimitSettings, OutageLimits, PublicUrl, Restored,
};
use secrecy::SecretString;
use tracing_subscriber::filter::Targets;
use url::Url;

use self::settings::GivenSettings;
use crate::{
    telemetry::{LogFormat, parse_level},
    tls::{PairFiles, TlsSource},
    toml_file,
};

/// The checked configuration.
#[derive(Debug)]
pub(crate) struct Config {
    pub(crate) listen: SocketAddr,
    /// `None` for the default, the listen address; see [`default_public_url`].
    pub(crate) public_url: Option<PublicUrl>,
    pub(crate) change_public_url: bool,
    /// `None`: connections are not encrypted.
    pub(crate) tls: Option<TlsSource>,
    pub(crate) data_dir: PathBuf,
    pub(crate) database_url: SecretString,
    pub(crate) database_connections: u32,
    pub(crate) master_key_file: PathBuf,
    /// What counts in a database that was restored from a backup.
    pub(crate) restored: Restored,
    pub(crate) migrate: bool,
    pub(crate) bootstrap_admin_public_key_file: Option<PathBuf>,
    pub(crate) trusted_proxies: Vec<Cidr>,
    /// `None` for the default: 10,000, or fewer if there are not enough descriptors.
    pub(crate) max_connections: Option<usize>,
    /// `None` for the default, half of the limit of all connections; 0 for no limit.
    pub(crate) max_connections_per_source: Option<usize>,
    pub(crate) limits: LimitSettings,
    pub(crate) gateway_leeway_seconds: i64,
    /// `None` if metrics are off.
    pub(crate) metrics_listen: Option<SocketAddr>,
    /// `None` if traces are off.
    pub(crate) otlp_endpoint: Option<Url>,
    /// Share of the requests that are traced, 0 to 1.
    pub(crate) trace_ratio: f64,
    pub(crate) outage_limits: OutageLimits,
    pub(crate) allow_private_issuers: Vec<AllowedAddress>,
    pub(crate) audit_stream: Option<AuditStreamOptions>,
    /// Whether debuggers and core dumps may read the memory of the process.
    pub(crate) core_dumps: bool,
    pub(crate) log_level: Targets,
    pub(crate) log_format: LogFormat,
    /// `KEYPLANE_*` variables that belong to no setting.
    pub(crate) unknown_variables: Vec<String>,
}

impl Config {
    /// Reads the configuration from `flags`, the environment and the file that they name.
    pub(crate) fn load<const SERVE: bool>(flags: Flags<SERVE>) -> Result<Self, ConfigError> {
        let mut layers = Layers { given: GivenSettings::read(flags), file: None };
        if let Some(Given { text, source: place }) = layers.given.config.take() {
            let path = PathBuf::from(text);
            match fs::read_to_string(&path) {
                Ok(text) => layers.add_file(path, &text)?,
                Err(error) => return Err(ConfigError::FileUnreadable { path, place, error }),
            }
        }
        layers.config()
    }
}

/// The URL of a server that listens on `listen`, with TLS or without, and has no public URL
/// configured. If it listens on every address, the URL has the loopback address.
#[expect(clippy::expect_used, reason = "an address and a port are always a host and a port")]
pub(crate) fn default_public_url(listen: SocketAddr, has_tls: bool) -> PublicUrl {
    let scheme = if has_tls { "https" } else { "http" };
    let url = format!("{scheme}://{}", reachable(listen));
    url.parse().expect("a bare origin")
}

/// The address under which this machine reaches a server that listens on `listen`.
pub(crate) fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

/// The sources of values. Does not implement `Debug`, since a value may contain a password.
struct Layers {
    /// Values of flags and the environment; defaults for the other settings.
    given: GivenSettings,
    file: Option<(PathBuf, GivenSettings)>,
}

/// A setting of [`Layers`]; its field is its key.
macro_rules! setting {
    ($layers:ident.$key:ident) => {
        Found { key: stringify!($key), given: $layers.given(|given| given.$key.as_ref()) }
    };
}

impl Layers {
    /// Adds the settings in the text of the configuration file.
    fn add_file(&mut self, path: PathBuf, text: &str) -> Result<(), ConfigError> {
        match toml_file::read(text) {
            Ok(settings) => self.file = Some((path, settings)),
            Err(error) => return Err(ConfigError::in_file(path, error)),
        }
        Ok(())
    }

    /// Completes the defaults that are in the data folder.
    fn complete(&mut self, data_dir: &Path) {
        let folder = data_dir.display().to_string();
        for given in [&mut self.given.database_url, &mut self.given.master_key_file] {
            if let Some(Given { text, source: Source::Default }) = given {
                let default = text.to_string_lossy();
                *text = default.replace("{data_dir}", folder.trim_end_matches('/')).into();
            }
        }
    }

    /// The value from a flag, else from the environment, else from the file, else the default.
    fn given(&self, get: impl Fn(&GivenSettings) -> Option<&Given>) -> Option<Given> {
        let file = || {
            let (path, settings) = self.file.as_ref()?;
            Some(Given { source: Source::File(path.clone()), ..get(settings)?.clone() })
        };
        let given = get(&self.given).cloned();
        match &given {
            Some(Given { source: Source::Default, .. }) | None => file().or(given),
            Some(_) => given,
        }
    }

    fn audit_stream(&self) -> Result<Option<AuditStreamOptions>, ConfigError> {
        // A URL may hold a secret.
        let target = setting!(self.audit_stream)
            .optional(parse::audit_stream)
            .map_err(ConfigError::without_value)?;
        let token_file = setting!(self.audit_stream_token_file).optional(parse::path)?;
        Ok(target.map(|target| AuditStreamOptions { target, token_file }))
    }

    /// The decision of `--restored` or `--restored-unchanged`.
    fn restored(&self) -> Result<Restored, ConfigError> {
        let ends = setting!(self.restored).value(parse::switch)?;
        let unchanged = setting!(self.restored_unchanged).value(parse::switch)?;
        match (ends, unchanged) {
            (false, false) => Ok(Restored::Undecided),
            (true, false) => Ok(Restored::EndTokens),
            (false, true) => Ok(Restored::Unchanged),
            (true, true) => Err(ConfigError::BothRestored),
        }
    }

    /// The source of the certificate; `None` without TLS. Half a pair, and a pair beside
    /// `tls_self_signed`, are refused.
    fn tls(&self) -> Result<Option<TlsSource>, ConfigError> {
        let certificate = setting!(self.tls_cert);
        let key = setting!(self.tls_key);
        let self_signed = setting!(self.tls_self_signed);
        let is_self_signed = setting!(self.tls_self_signed).value(parse::switch)?;

        match (
            setting!(self.tls_cert).optional(parse::path)?,
            setting!(self.tls_key).optional(parse::path)?,
        ) {
            (None, None) => Ok(is_self_signed.then_some(TlsSource::SelfSigned)),
            (Some(_), _) | (_, Some(_)) if is_self_signed => {
                Err(self_signed.refused("cannot be used together with tls_cert and tls_key"))
            }
            (Some(certificate), Some(key)) => {
                Ok(Some(TlsSource::Files(PairFiles { certificate, key })))
            }
            (Some(_), None) => Err(certificate.refused("needs tls_key, the private key, too")),
            (None, Some(_)) => Err(key.refused("needs tls_cert, the certificate, too")),
        }
    }

    fn config(mut self) -> Result<Config, ConfigError> {
        let data_dir = setting!(self.data_dir).value(parse::path)?;
        self.complete(&data_dir);

        Ok(Config {
            listen: setting!(self.listen).value(parse::listen)?,
            public_url: setting!(self.public_url).optional(parse::public_url)?,
            change_public_url: setting!(self.change_public_url).value(parse::switch)?,
            tls: self.tls()?,
            database_url: setting!(self.database_url).secret(parse::database_url)?,
            database_connections: setting!(self.database_connections)
                .value(parse::database_connections)?,
            master_key_file: setting!(self.master_key_file).value(parse::path)?,
            restored: self.restored()?,
            migrate: setting!(self.migrate).value(parse::switch)?,
            bootstrap_admin_public_key_file: setting!(self.bootstrap_admin_public_key_file)
                .optional(parse::path)?,
            trusted_proxies: setting!(self.trusted_proxies)
                .optional(parse::proxies)?
                .unwrap_or_default(),
            max_connections: setting!(self.max_connections).optional(parse::connections)?,
            max_connections_per_source: setting!(self.max_connections_per_source)
                .optional(parse::connections_or_none)?,
            limits: LimitSettings {
                failures_per_source: setting!(self.failures_per_source).value(parse::failures)?,
                failures_per_client: setting!(self.failures_per_client).value(parse::failures)?,
                key_pairs_per_scope: setting!(self.key_pairs_per_scope).value(parse::key_pairs)?,
            },
            gateway_leeway_seconds: setting!(self.gateway_leeway_seconds)
                .value(parse::gateway_leeway)?,
            metrics_listen: setting!(self.metrics_listen).optional(parse::listen)?,
            otlp_endpoint: setting!(self.otlp_endpoint).optional_secret(parse::otlp_endpoint)?,
            trace_ratio: setting!(self.trace_ratio).value(parse::trace_ratio)?,
            outage_limits: OutageLimits {
                grace: setting!(self.outage_grace).value(parse::outage_grace)?,
                stale_documents: setting!(self.stale_documents).value(parse::stale_documents)?,
            },
            allow_private_issuers: setting!(self.allow_private_issuers)
                .optional(parse::private_addresses)?
                .unwrap_or_default(),
            audit_stream: self.audit_stream()?,
            core_dumps: setting!(self.core_dumps).value(parse::switch)?,
            log_level: setting!(self.log_level).value(parse_level)?,
            log_format: setting!(self.log_format).value(LogFormat::from_str)?,
            unknown_variables: settings::unknown(env::vars_os().map(|(name, _)| name)),
            data_dir,
        })
    }
}

/// A setting's key and the value that counts.
struct Found {
    key: &'static str,
    given: Option<Given>,
}

impl Found {
    /// The parsed value; `None` if there is only the default. The error of `parse` says what is wrong
    /// with the value.
    fn optional<T>(self, parse: fn(&str) -> Result<T, String>) -> Result<Option<T>, ConfigError> {
        let Self { key, given } = self;
        let given = given.filter(|given| given.source != Source::Default);
        given.map(|given| Self { key, given: Some(given) }.value(parse)).transpose()
    }

    /// The parsed value of a setting that has a default.
    fn value<T>(self, parse: fn(&str) -> Result<T, String>) -> Result<T, ConfigError> {
        let absent = || Given { text: OsString::new(), source: Source::Default };
        let Given { text, source: place } = self.given.unwrap_or_else(absent);

        let value = text.to_str().map(str::to_owned);
        let parsed = value.as_deref().map_or(Err("expected text in UTF-8".to_owned()), parse);
        let key = self.key.to_owned();
        parsed.map_err(|problem| ConfigError::Invalid { key, place, problem, value })
    }

    /// As [`Found::optional`], for a value that errors must not show.
    fn optional_secret<T>(
        self,
        parse: fn(&str) -> Result<T, String>,
    ) -> Result<Option<T>, ConfigError> {
        self.optional(parse).map_err(ConfigError::without_value)
    }

    /// The error of a value that does not fit another setting.
    fn refused(self, problem: &str) -> ConfigError {
        let place = self.given.map_or(Source::Default, |given| given.source);
        let (key, problem) = (self.key.to_owned(), problem.to_owned());
        ConfigError::Invalid { key, place, problem, value: None }
    }

    /// As [`Found::value`], for a value that errors must not show.
    fn secret<T>(self, parse: fn(&str) -> Result<T, String>) -> Result<T, ConfigError> {
        self.value(parse).map_err(ConfigError::without_value)
    }
}
