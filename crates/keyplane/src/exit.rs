//! The exit codes of all commands.

use std::process::ExitCode;

/// How a command ended. The table in `docs/admin-command-line.md` says the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Everything was done, or there was nothing to do.
    Done,
    /// Something failed that none of the other codes says.
    Failed,
    /// The command line cannot be read, names several objects, or lacks a confirmation.
    Usage,
    /// `plan` only: the server differs from the files. The command says what differs.
    Differs,
    /// What the command names does not exist, or the key cannot see it.
    NotFound,
    /// The key is refused, or lacks a permission.
    Refused,
    /// The present state does not allow it: a name is taken, or something depends on it.
    Conflict,
    /// The server does not answer, or asks to try again later.
    Unavailable,
}

impl Exit {
    /// Every exit code of the table, in the order of the numbers.
    #[cfg(test)]
    pub(crate) const ALL: [Self; 7] = [
        Self::Done,
        Self::Failed,
        Self::Usage,
        Self::NotFound,
        Self::Refused,
        Self::Conflict,
        Self::Unavailable,
    ];

    /// The number.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Usage | Self::Differs => 2,
            Self::NotFound => 3,
            Self::Refused => 4,
            Self::Conflict => 5,
            Self::Unavailable => 6,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_lists_every_exit_code() {
        let page = include_str!("../../../docs/admin-command-line.md");
        for (number, exit) in Exit::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(exit.code()), number);
            assert!(page.contains(&format!("\n| {number} | ")), "{exit:?}");
        }
    }
}
