//! The flags and variables that choose the server and the admin key.

use std::path::PathBuf;

use clap::Args;

use crate::config::{Given, Source};

/// The context of the command.
pub(super) const CONTEXT: &str = "KEYPLANE_CONTEXT";
/// The server's URL, for a command without a context.
const URL: &str = "KEYPLANE_URL";
/// The admin key file, for a command without a context.
const KEY_FILE: &str = "KEYPLANE_KEY_FILE";
/// The certificates to trust, for a command without a context.
const CA_FILE: &str = "KEYPLANE_CA_FILE";
/// The project that a command is about.
pub(crate) const PROJECT: &str = "KEYPLANE_PROJECT";

/// Every variable of the commands that call the Admin API. The server has no such settings.
pub(crate) const VARIABLES: [&str; 5] = [CONTEXT, URL, KEY_FILE, CA_FILE, PROJECT];

/// The server that a command calls, and the admin key that it calls it with. Without a flag or a
/// variable: the current context.
#[derive(Args, Clone, Default)]
#[command(next_help_heading = "Connection")]
pub(crate) struct ConnectionArgs {
    /// Context: a server and a key that `keyplane login` stored [default: the current context]
    #[arg(long, value_name = "NAME", env = CONTEXT, hide_env_values = true)]
    context: Option<Given>,
    /// Key file of an admin key, in place of the context's; - for stdin
    #[arg(long, value_name = "FILE", env = KEY_FILE, hide_env_values = true)]
    key_file: Option<Given>,
    /// URL of the server, in place of the context's [default with --key-file: the key file's]
    #[arg(long, value_name = "URL", env = URL, hide_env_values = true)]
    url: Option<Given>,
    /// Certificates to trust instead of the system's (PEM), in place of the context's
    #[arg(long, value_name = "FILE", env = CA_FILE, hide_env_values = true)]
    ca_file: Option<Given>,
}

/// Where a command finds server and key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chosen {
    pub(super) base: Base,
    /// In place of the context's key file.
    pub(super) key_file: Option<PathBuf>,
    /// In place of the context's URL.
    pub(super) url: Option<String>,
    /// Whether a variable gives the URL, not a flag of the command.
    pub(super) is_ambient: bool,
    /// In place of the context's certificates.
    pub(super) ca_file: Option<PathBuf>,
}

/// What a command starts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// The current context.
    Current,
    /// The context with this name.
    Context(String),
    /// No context: the key file is given.
    KeyFile,
}

/// Both `KEYPLANE_CONTEXT` and `KEYPLANE_KEY_FILE` are set, and no flag decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "both {CONTEXT} and {KEY_FILE} are set: unset one of them, or give --context or --key-file"
)]
pub(crate) struct TwoSources;

impl ConnectionArgs {
    /// What the flags and variables choose. A flag wins over every variable: with `--context`, the
    /// variables say nothing.
    pub(super) fn chosen(&self) -> Result<Chosen, TwoSources> {
        let (flags, variables) = (self.given(true), self.given(false));
        let of_context = |base, flags: Parts| Chosen {
            base,
            key_file: flags.key_file,
            url: flags.url,
            is_ambient: false,
            ca_file: flags.ca_file,
        };

        if let Some(name) = flags.context.clone() {
            return Ok(of_context(Base::Context(name), flags));
        }
        match (&flags.key_file, &variables.context, &variables.key_file) {
            (None, Some(_), Some(_)) => return Err(TwoSources),
            (None, Some(name), None) => return Ok(of_context(Base::Context(name.clone()), flags)),
            (None, None, None) => return Ok(of_context(Base::Current, flags)),
            (Some(_), _, _) | (None, None, Some(_)) => {}
        }
        Ok(Chosen {
            base: Base::KeyFile,
            key_file: flags.key_file.or(variables.key_file),
            is_ambient: flags.url.is_none() && variables.url.is_some(),
            url: flags.url.or(variables.url),
            ca_file: flags.ca_file.or(variables.ca_file),
        })
    }

    /// The values that are flags, or those that are variables.
    fn given(&self, flags: bool) -> Parts {
        let text = |given: &Option<Given>| {
            let given = given.as_ref().filter(|given| !given.text.is_empty())?;
            let is_flag = match given.source {
                Source::Flag(_) => true,
                Source::Variable(_) | Source::File(_) | Source::Default => false,
            };
            (is_flag == flags).then(|| given.text.clone())
        };
        let words = |given| text(given).map(|text| text.to_string_lossy().into_owned());
        Parts {
            context: words(&self.context),
            key_file: text(&self.key_file).map(PathBuf::from),
            url: words(&self.url),
            ca_file: text(&self.ca_file).map(PathBuf::from),
        }
    }
}

/// The values of one kind of source.
struct Parts {
    context: Option<String>,
    key_file: Option<PathBuf>,
    url: Option<String>,
    ca_file: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;

    fn flag(text: &str) -> Given {
        Given { text: OsString::from(text), source: Source::Flag("flag".to_owned()) }
    }

    fn variable(text: &str) -> Given {
        Given { text: OsString::from(text), source: Source::Variable("NAME".to_owned()) }
    }

    #[test]
    fn without_anything_the_current_context_counts_and_a_url_alone_changes_only_its_url() {
        let chosen = ConnectionArgs::default().chosen().unwrap();
        assert_eq!(chosen.base, Base::Current);
        let args = ConnectionArgs { url: Some(flag("https://a.example")), ..Default::default() };
        let chosen = args.chosen().unwrap();
        assert_eq!(
            (chosen.base, chosen.url.as_deref()),
            (Base::Current, Some("https://a.example"))
        );
        let args =
            ConnectionArgs { url: Some(variable("https://a.example")), ..Default::default() };
        assert_eq!(args.chosen().unwrap().url, None, "a variable redirects no context's tokens");
    }

    #[test]
    fn a_context_by_flag_ignores_every_variable() {
        let args = ConnectionArgs {
            context: Some(flag("prod")),
            key_file: Some(variable("k.json")),
            url: Some(variable("https://a.example")),
            ca_file: Some(variable("ca.pem")),
        };
        let chosen = args.chosen().unwrap();
        assert_eq!(chosen.base, Base::Context("prod".to_owned()));
        assert_eq!((chosen.key_file, chosen.url, chosen.ca_file), (None, None, None));
    }

    #[test]
    fn a_key_file_by_flag_wins_over_the_variable_of_a_context() {
        let args = ConnectionArgs {
            context: Some(variable("prod")),
            key_file: Some(flag("k.json")),
            ..Default::default()
        };
        assert_eq!(args.chosen().unwrap().base, Base::KeyFile);
    }

    #[test]
    fn a_url_by_variable_is_ambient_and_one_by_flag_is_not() {
        let by = |url| ConnectionArgs {
            key_file: Some(flag("k.json")),
            url: Some(url),
            ..Default::default()
        };
        assert!(by(variable("https://a.example")).chosen().unwrap().is_ambient);
        assert!(!by(flag("https://a.example")).chosen().unwrap().is_ambient);
    }

    #[test]
    fn two_variables_that_contradict_are_refused_and_an_empty_one_is_none() {
        let both = |context: &str| ConnectionArgs {
            context: Some(variable(context)),
            key_file: Some(variable("k.json")),
            ..Default::default()
        };
        assert_eq!(both("prod").chosen(), Err(TwoSources));
        assert_eq!(both("").chosen().unwrap().base, Base::KeyFile);
    }
}
