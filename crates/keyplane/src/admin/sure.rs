//! Questions before a change.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use super::fault::Fault;
use crate::{cli::SureArgs, failure::Failure};

/// Whether to go on with a change: `consequence` says what it does. Without `--yes` a person is
/// asked; a script is refused. False for `--dry-run`, after the consequence was shown.
pub(crate) fn is_sure(args: SureArgs, consequence: &str) -> Result<bool, Failure> {
    if args.yes {
        return Ok(true);
    }
    eprintln!("{consequence}");
    if args.dry_run {
        eprintln!("keyplane: nothing was changed (--dry-run)");
        return Ok(false);
    }
    if !io::stdin().is_terminal() {
        let text = "this needs a confirmation: give --yes to do it, or --dry-run to see more";
        return Err(Fault::Usage(text.to_owned()).into());
    }
    if answer("Go on? [y/N] ") == Some("y".to_owned()) {
        return Ok(true);
    }
    Err(Fault::Declined.into())
}

/// As [`is_sure`], for a change that cannot be undone: the name has to be typed.
pub(super) fn is_sure_by_name(
    args: SureArgs,
    consequence: &str,
    name: &str,
) -> Result<bool, Failure> {
    if args.yes || args.dry_run || !io::stdin().is_terminal() {
        return is_sure(args, consequence);
    }
    eprintln!("{consequence}");
    if answer(&format!("Type {name} to go on: ")) == Some(name.to_owned()) {
        return Ok(true);
    }
    Err(Fault::Declined.into())
}

/// What a person types on one line; `None` at the end of the input.
fn answer(question: &str) -> Option<String> {
    let mut stderr = io::stderr();
    // A terminal that is gone gives no answer either.
    let _ = write!(stderr, "{question}").and_then(|()| stderr.flush());
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line).unwrap_or(0);
    (read > 0).then(|| line.trim().to_owned())
}
