//! What is wrong in a file, and where.

use std::{fmt, path::PathBuf, sync::Arc};

use keyplane_auth::shown;

/// Maximum number of flaws that are listed; the rest are counted.
const MAX_LISTED: usize = 50;

/// A place in a file. Lines and columns begin at 1; 0 stands for the whole file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// A file and a place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) file: Arc<PathBuf>,
    pub(crate) mark: Mark,
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", shown(&self.file.display().to_string()))?;
        match self.mark {
            Mark { line: 0, .. } => Ok(()),
            Mark { line, column } => write!(f, ":{line}:{column}"),
        }
    }
}

/// One thing that is wrong. The message quotes no value of the file, since it may be a secret that
/// got there by mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Flaw {
    pub(crate) spot: Spot,
    pub(crate) message: String,
}

/// Everything that is wrong in the files.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Flaws(Vec<Flaw>);

impl Flaws {
    pub(crate) fn add(&mut self, spot: Spot, message: impl Into<String>) {
        self.0.push(Flaw { spot, message: message.into() });
    }

    /// `with`, unless something is wrong.
    pub(crate) fn none_or<T>(self, with: T) -> Result<T, Self> {
        if self.0.is_empty() { Ok(with) } else { Err(self) }
    }

    pub(crate) fn append(&mut self, mut others: Self) {
        self.0.append(&mut others.0);
    }
}

impl From<Flaw> for Flaws {
    fn from(flaw: Flaw) -> Self {
        Self(vec![flaw])
    }
}

/// One line for each flaw.
impl fmt::Display for Flaws {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, Flaw { spot, message }) in self.0.iter().take(MAX_LISTED).enumerate() {
            // A name in a file may hold line breaks, and the commands of a terminal or of a pipeline.
            let line = format!("{spot}: {message}").replace(char::is_control, " ");
            write!(f, "{}{line}", if at > 0 { "\n" } else { "" })?;
        }
        match self.0.len().checked_sub(MAX_LISTED) {
            Some(more) if more > 0 => write!(f, "\n… and {more} more"),
            _ => Ok(()),
        }
    }
}
