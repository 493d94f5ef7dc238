//! Why a call of the Admin API failed, and what to do.

use super::{answer::ApiError, args::TwoSources, contexts::ContextError};
use crate::{
    exit::Exit,
    http_client::{CaFileError, Endpoint, EndpointError, HttpError},
    token::TokenError,
};

/// Why a call of the Admin API failed. No message contains a key, a secret or a token.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AdminApiError {
    #[error(transparent)]
    Context(#[from] ContextError),
    #[error(transparent)]
    TwoSources(#[from] TwoSources),
    #[error("no admin key: give --key-file, or run keyplane login --key-file FILE")]
    NoKey,
    #[error(transparent)]
    Key(#[from] TokenError),
    #[error("the key file's endpoint: {0}")]
    KeyFileUrl(EndpointError),
    #[error(
        "\"{}\" is no URL of a server: expected one such as https://keys.example, without a path",
        keyplane_auth::shown(.0)
    )]
    Url(String),
    /// A variable names another server than the key file: a token opens both.
    #[error(
        "KEYPLANE_URL names {named}, and the key file is for {}: give --url if both are the same server",
        keyplane_auth::shown(of_key_file)
    )]
    OtherServer { named: Endpoint, of_key_file: String },
    #[error(transparent)]
    CaFile(#[from] CaFileError),
    #[error("{0}; check the URL, and that the server runs")]
    Http(#[from] HttpError),
    /// Something else than the Admin API answers.
    #[error("{endpoint} answered {status}, and not as an Admin API does: check the URL")]
    NotAdminApi { endpoint: Endpoint, status: u16, retry_after: Option<u64> },
    /// The answer of another version of the server.
    #[error(
        "{endpoint} answered in another form than this version of keyplane reads ({problem}); compare keyplane --version with the server's"
    )]
    Shape { endpoint: Endpoint, problem: String },
    /// The Admin API refused the request, or a part of it. There is one error at least.
    #[error("{}", lines(errors))]
    Refused { errors: Vec<ApiError>, status: u16, retry_after: Option<u64> },
    /// A part of the answer is null.
    #[error("{0} not found, or the key cannot see it")]
    Absent(String),
    /// The thread of the request ended.
    #[error("the request broke off: {0}")]
    Broken(String),
}

/// The errors and what to do about the first one.
fn lines(errors: &[ApiError]) -> String {
    let mut texts: Vec<_> = errors.iter().map(ApiError::to_string).collect();
    texts.dedup();
    let text = texts.join("; ");
    match errors.first().and_then(remedy) {
        Some(remedy) => format!("{text}: {remedy}"),
        None => text,
    }
}

/// What to do about an error; `None` where its message says it.
fn remedy(error: &ApiError) -> Option<&'static str> {
    match error.code.as_str() {
        "UNAUTHENTICATED" => of_reason(error.reason.as_deref()?),
        "FORBIDDEN" => Some(
            "use the key of a context that may do this (--context), or ask the holder of a key with ADMIN_KEYS_WRITE",
        ),
        "INTERNAL" => Some("look for the request in the log of the server"),
        _ => None,
    }
}

/// What to do about a refused token.
fn of_reason(reason: &str) -> Option<&'static str> {
    match reason {
        "UNKNOWN_KID" | "WRONG_AUDIENCE" | "BAD_SIGNATURE" => Some(
            "this key is not one of this server: compare the endpoint in the key file with the URL of the context",
        ),
        "EXPIRED" | "NOT_YET_VALID" => Some(
            "the token was signed just now: compare the clock of this machine with the server's",
        ),
        "KEY_EXPIRED" | "KEY_REVOKED" => {
            Some("log in with another admin key: keyplane login --key-file FILE")
        }
        "KEY_PENDING" => Some("wait until the key is active"),
        _ => None,
    }
}

impl AdminApiError {
    /// A project that is not there, or not for the key.
    pub(crate) fn no_project(name: &str) -> Self {
        Self::Absent(format!("project \"{}\"", keyplane_auth::shown(name)))
    }

    /// The exit code of a command that fails with it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::TwoSources(_) | Self::NoKey | Self::Url(_) | Self::OtherServer { .. } => {
                Exit::Usage
            }
            Self::Context(error) => match error {
                ContextError::Unknown { .. } => Exit::NotFound,
                ContextError::NoneCurrent { .. } | ContextError::Name(_) => Exit::Usage,
                ContextError::NoFolder
                | ContextError::Unreadable { .. }
                | ContextError::Unwritable { .. }
                | ContextError::Malformed { .. }
                | ContextError::Text
                | ContextError::Exposed { .. }
                | ContextError::Foreign { .. } => Exit::Failed,
            },
            Self::Http(_) => Exit::Unavailable,
            Self::Absent(_) => Exit::NotFound,
            Self::NotAdminApi { status, .. } if is_busy(*status) => Exit::Unavailable,
            Self::Refused { status, .. } if is_busy(*status) => Exit::Unavailable,
            Self::Refused { errors, .. } => errors.first().map_or(Exit::Failed, of_code),
            Self::Key(_)
            | Self::KeyFileUrl(_)
            | Self::CaFile(_)
            | Self::NotAdminApi { .. }
            | Self::Shape { .. }
            | Self::Broken(_) => Exit::Failed,
        }
    }

    /// The errors that the Admin API named; empty for every other failure.
    pub(crate) fn errors(&self) -> &[ApiError] {
        match self {
            Self::Refused { errors, .. } => errors,
            _ => &[],
        }
    }

    /// The same error without the places in the answer.
    pub(crate) fn without_paths(mut self) -> Self {
        if let Self::Refused { errors, .. } = &mut self {
            for error in errors {
                error.path.clear();
            }
        }
        self
    }

    /// Whether an error has this `extensions.code`, such as `NOT_FOUND`.
    pub(crate) fn has_code(&self, code: &str) -> bool {
        self.errors().iter().any(|error| error.code == code)
    }

    /// Whether an error has this `extensions.reason`, such as `KEY_EXPIRED`.
    pub(crate) fn has_reason(&self, reason: &str) -> bool {
        self.errors().iter().any(|error| error.reason.as_deref() == Some(reason))
    }

    /// Seconds after which the server takes the request; `None` if a retry does not help.
    pub(crate) fn retry_after(&self) -> Option<u64> {
        match self {
            Self::Refused { status, retry_after, .. }
            | Self::NotAdminApi { status, retry_after, .. } => {
                retry_after.filter(|_| is_busy(*status))
            }
            Self::Http(_)
            | Self::Shape { .. }
            | Self::Absent(_)
            | Self::Broken(_)
            | Self::Context(_)
            | Self::TwoSources(_)
            | Self::NoKey
            | Self::Key(_)
            | Self::KeyFileUrl(_)
            | Self::Url(_)
            | Self::OtherServer { .. }
            | Self::CaFile(_) => None,
        }
    }

    /// Whether a mutation that failed with it may have been carried out.
    pub(crate) fn may_have_run(&self) -> bool {
        match self {
            Self::Refused { errors, .. } => errors.iter().any(|error| !error.path.is_empty()),
            Self::Http(_)
            | Self::NotAdminApi { .. }
            | Self::Shape { .. }
            | Self::Absent(_)
            | Self::Broken(_) => true,
            Self::Context(_)
            | Self::TwoSources(_)
            | Self::NoKey
            | Self::Key(_)
            | Self::KeyFileUrl(_)
            | Self::Url(_)
            | Self::OtherServer { .. }
            | Self::CaFile(_) => false,
        }
    }
}

/// Too many requests, or not available now.
const fn is_busy(status: u16) -> bool {
    matches!(status, 429 | 503)
}

fn of_code(error: &ApiError) -> Exit {
    match error.code.as_str() {
        "UNAUTHENTICATED" | "FORBIDDEN" => Exit::Refused,
        "NOT_FOUND" => Exit::NotFound,
        "CONFLICT" | "PRECONDITION_FAILED" => Exit::Conflict,
        _ => Exit::Failed,
    }
}
