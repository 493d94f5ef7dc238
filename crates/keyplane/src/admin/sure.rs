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
    confirm("Go on?", "give --yes to do it, or --dry-run to see more")?;
    Ok(true)
}

/// Asks a person for yes. `otherwise` says what a script does, which has no terminal to ask on.
pub(crate) fn confirm(question: &str, otherwise: &str) -> Result<(), Fault> {
    if !io::stdin().is_terminal() {
        let text = format!("nothing was changed: this needs a confirmation; {otherwise}");
        return Err(Fault::Usage(text));
    }
    match answer(&format!("{question} [y/N] ")) {
        Some(text) if is_yes(&text) => Ok(()),
        Some(_) | None => Err(Fault::Declined),
    }
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

fn is_yes(answer: &str) -> bool {
    answer.eq_ignore_ascii_case("y") || answer.eq_ignore_ascii_case("yes")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn y_and_yes_agree_in_any_case_and_nothing_else_does() {
        for text in ["y", "Y", "yes", "Yes", "YES"] {
            assert!(is_yes(text), "{text}");
        }
        for text in ["", "n", "no", "ye", "yess", "j"] {
            assert!(!is_yes(text), "{text}");
        }
    }
}
