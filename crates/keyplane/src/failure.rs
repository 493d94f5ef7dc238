//! The error of a command, as one line for stderr.

use std::{error::Error, io, path::PathBuf};

use keyplane_control::OpenError;

use crate::{
    admin::Fault,
    admin_api::{AdminApiError, ContextError},
    as_code::AsCodeError,
    config::ConfigError,
    exit::Exit,
    healthcheck::Unhealthy,
    http_server::BindError,
    tls::TlsError,
    token::TokenError,
};

/// An error that ends a command.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Bind(#[from] BindError),
    #[error(transparent)]
    Tls(#[from] TlsError),
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Backup(#[from] keyplane_control::BackupError),
    #[error("{0}")]
    Input(String),
    #[error(transparent)]
    Control(keyplane_control::Error),
    #[error(transparent)]
    Token(#[from] TokenError),
    #[error(transparent)]
    AdminApi(#[from] AdminApiError),
    #[error(transparent)]
    Admin(#[from] Fault),
    #[error(transparent)]
    AsCode(Box<AsCodeError>),
    #[error(transparent)]
    Plan(Box<Self>),
    #[error(transparent)]
    Audit(#[from] keyplane_control::AuditReadError),
    #[error("cannot read {}: {error}", path.display())]
    In { path: PathBuf, error: io::Error },
    #[error(transparent)]
    Unhealthy(#[from] Unhealthy),
    #[error("{0} checks failed; each line that begins with FAIL says what to do")]
    Unwell(usize),
    #[error("cannot start: {0}")]
    Runtime(io::Error),
    #[error("cannot send traces: {0}; see KEYPLANE_OTLP_ENDPOINT")]
    Traces(String),
    #[error("cannot write to stdout: {0}")]
    Stdout(io::Error),
    #[error("{} exists; it is not overwritten, choose another name", .0.display())]
    OutExists(PathBuf),
    #[error("cannot write {}: {error}", path.display())]
    Out { path: PathBuf, error: io::Error },
}

impl Failure {
    /// The exit code of the command.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::AdminApi(error) => error.exit(),
            Self::Admin(fault) => fault.exit(),
            Self::AsCode(error) => error.exit(),
            Self::Plan(failure) => match failure.exit() {
                // To a script, the code would say that the server differs.
                Exit::Usage => Exit::Failed,
                exit @ (Exit::Done
                | Exit::Failed
                | Exit::Differs
                | Exit::NotFound
                | Exit::Refused
                | Exit::Conflict
                | Exit::Unavailable) => exit,
            },
            Self::Config(_)
            | Self::Bind(_)
            | Self::Tls(_)
            | Self::Open(_)
            | Self::Backup(_)
            | Self::Input(_)
            | Self::Control(_)
            | Self::Token(_)
            | Self::Audit(_)
            | Self::In { .. }
            | Self::Unhealthy(_)
            | Self::Unwell(_)
            | Self::Runtime(_)
            | Self::Traces(_)
            | Self::Stdout(_)
            | Self::OutExists(_)
            | Self::Out { .. } => Exit::Failed,
        }
    }

    /// The error of `plan`, whose exit code 2 says that the server differs from the files.
    pub(crate) fn of_plan(self) -> Self {
        Self::Plan(Box::new(self))
    }

    /// The message and its causes on one line.
    pub(crate) fn line(&self) -> String {
        let mut line = self.to_string();
        let mut cause = self.source();
        while let Some(error) = cause {
            let text = error.to_string();
            if !line.contains(&text) {
                line = format!("{line}: {text}");
            }
            cause = error.source();
        }
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl From<ContextError> for Failure {
    fn from(error: ContextError) -> Self {
        Self::AdminApi(error.into())
    }
}

impl From<AsCodeError> for Failure {
    fn from(error: AsCodeError) -> Self {
        Self::AsCode(Box::new(error))
    }
}

impl From<keyplane_control::Error> for Failure {
    /// The message of a use case error. For wrong arguments it is their list, which the GraphQL API
    /// returns beside the message.
    fn from(error: keyplane_control::Error) -> Self {
        let keyplane_control::Error::InvalidInput(fields) = error else {
            return Self::Control(error);
        };
        let flag = |path: &str| path.trim_start_matches("input.").to_owned();
        let fields =
            fields.iter().map(|field| format!("--{}: {}", flag(&field.path), field.message));
        Self::Input(fields.collect::<Vec<_>>().join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_one_line_that_says_each_cause_once() {
        let cause = io::Error::other("disk\n  full");
        let failure = Failure::Out { path: "key.json".into(), error: cause };
        assert_eq!(failure.line(), "cannot write key.json: disk full");
    }

    #[test]
    fn wrong_input_names_the_flag() {
        let error = keyplane_control::Error::input("name", "is too long");
        assert_eq!(Failure::from(error).line(), "--name: is too long");
    }
}
