//! Logging to stderr. Stdout is for the output of commands.

mod lines;

use std::{
    io::{self, IsTerminal as _},
    str::FromStr,
};

use tracing::level_filters::LevelFilter;
use tracing_subscriber::{
    Layer as _, filter::Targets, fmt::format::JsonFields, layer::SubscriberExt as _,
};

use self::lines::{JsonLines, TextLines};
use crate::traces::Traces;

/// Libraries and their default levels. More detailed messages concern the library rather than
/// Keyplane; they are logged only if the configured level names the library.
const LIBRARIES: [(&str, LevelFilter); 5] = [
    ("hyper", LevelFilter::WARN),
    ("sea_orm", LevelFilter::WARN),
    ("sea_orm_migration", LevelFilter::WARN),
    ("sqlx", LevelFilter::WARN),
    ("tokio", LevelFilter::WARN),
];

/// The format of a log line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum LogFormat {
    /// Readable text, in color on a terminal.
    #[default]
    Text,
    /// One JSON object per line.
    Json,
}

impl FromStr for LogFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err("expected text or json".to_owned()),
        }
    }
}

/// The default levels.
pub(crate) fn default_level() -> Targets {
    Targets::new().with_targets(LIBRARIES).with_default(LevelFilter::INFO)
}

/// Parses `LEVEL`, `module=LEVEL`, or several of them separated by commas. The error says what was
/// expected.
pub(crate) fn parse_level(text: &str) -> Result<Targets, String> {
    text.split(',').map(str::trim).try_fold(default_level(), |targets, directive| {
        Ok(match directive.split_once('=') {
            Some((module, name)) if !module.is_empty() => targets.with_target(module, level(name)?),
            Some(_) => return Err(EXPECTED_LEVEL.to_owned()),
            None => targets.with_default(level(directive)?),
        })
    })
}

const EXPECTED_LEVEL: &str =
    "expected off, error, warn, info, debug or trace, and module=LEVEL after commas";

// The library's own parser would read a misspelled level as a module to log at trace.
fn level(name: &str) -> Result<LevelFilter, String> {
    match name.to_ascii_lowercase().as_str() {
        "off" => Ok(LevelFilter::OFF),
        "error" => Ok(LevelFilter::ERROR),
        "warn" => Ok(LevelFilter::WARN),
        "info" => Ok(LevelFilter::INFO),
        "debug" => Ok(LevelFilter::DEBUG),
        "trace" => Ok(LevelFilter::TRACE),
        _ => Err(EXPECTED_LEVEL.to_owned()),
    }
}

/// Sends log lines to stderr and spans to `traces` from now on. Only the first call has an effect.
pub(crate) fn init(format: LogFormat, level: Targets, traces: Option<&Traces>) {
    let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr);
    let lines = match format {
        LogFormat::Text => {
            lines.event_format(TextLines).with_ansi(io::stderr().is_terminal()).boxed()
        }
        LogFormat::Json => {
            lines.json().event_format(JsonLines::new()).fmt_fields(JsonFields::new()).boxed()
        }
    };

    let registry = tracing_subscriber::registry();
    // Each fails if there is a subscriber already; that one stays.
    let _ = match traces {
        // One filter for all is cheaper than one for each layer.
        None => tracing::subscriber::set_global_default(registry.with(lines).with(level)),
        Some(traces) => {
            let layers = registry.with(lines.with_filter(level)).with(traces.layer());
            tracing::subscriber::set_global_default(layers)
        }
    };
}

#[cfg(test)]
mod tests {
    use tracing::Level;

    use super::*;

    #[test]
    fn by_default_keyplane_logs_at_info_and_the_database_libraries_at_warn() {
        let targets = default_level();
        assert!(targets.would_enable("keyplane_control", &Level::INFO));
        assert!(!targets.would_enable("keyplane_control", &Level::DEBUG));
        assert!(targets.would_enable("sqlx::query", &Level::WARN));
        assert!(!targets.would_enable("sqlx::query", &Level::INFO));
        assert!(!targets.would_enable("sea_orm_migration::migrator", &Level::INFO));
    }

    #[test]
    fn a_bare_level_leaves_the_libraries_as_they_are_and_a_module_changes_one() {
        let targets = parse_level("debug,sqlx=info").unwrap();
        assert!(targets.would_enable("keyplane_api", &Level::DEBUG));
        assert!(targets.would_enable("sqlx::query", &Level::INFO));
        assert!(!targets.would_enable("sea_orm", &Level::DEBUG));
    }

    #[test]
    fn a_misspelt_level_is_refused() {
        for text in ["verbose", "", "info,", "=debug", "sqlx=loud", "sqlx="] {
            assert_eq!(parse_level(text).unwrap_err(), EXPECTED_LEVEL, "{text:?}");
        }
    }
}
