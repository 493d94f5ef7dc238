//! Why `plan`, `apply` or `export` ended without success.

use crate::{admin_api::AdminApiError, exit::Exit};

/// An error of the commands about files. What is wrong in files was printed before, a line for each.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AsCodeError {
    #[error("the files are not valid; nothing was changed")]
    Files,
    #[error("the plan has conflicts; nothing was changed")]
    Conflicts,
    /// `plan` found changes, which its exit code says.
    #[error("the server differs from the files")]
    Differs,
    #[error("the server changed since the plan; nothing was changed, plan again")]
    Stale,
    /// The plan is not the one that was reviewed.
    #[error(
        "the plan differs from the fingerprint {}; nothing was changed, plan again and review it",
        keyplane_auth::shown(.0)
    )]
    OtherPlan(String),
    #[error("not everything was applied; correct what failed and apply again")]
    Incomplete,
    #[error(
        "the server still differs from the files after the apply: something else changes it at the \
         same time; plan again"
    )]
    Unsettled,
    #[error("{0}")]
    Export(String),
    #[error("{0}")]
    Absent(String),
    /// The server could not be asked any more. What was made stays.
    #[error("{0}; what was made stays: apply again to go on")]
    Interrupted(AdminApiError),
    #[error(transparent)]
    Api(#[from] AdminApiError),
}

impl AsCodeError {
    /// The exit code of the command.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Differs => Exit::Differs,
            Self::Absent(_) => Exit::NotFound,
            Self::Api(error) | Self::Interrupted(error) => error.exit(),
            Self::Files
            | Self::Conflicts
            | Self::Stale
            | Self::OtherPlan(_)
            | Self::Incomplete
            | Self::Unsettled
            | Self::Export(_) => Exit::Failed,
        }
    }
}
