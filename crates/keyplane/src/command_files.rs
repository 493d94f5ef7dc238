//! `completions` and `man`: what shells and manuals need, made from the command line itself.

use std::{fs, path::Path};

use clap::Command;
use clap_complete::Shell;

use crate::{cli::command, failure::Failure, words::counted};

/// The completions of `keyplane` for a shell.
pub(crate) fn completions(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command(), "keyplane", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// Writes a manual page for each command to `folder`, which is made if it is missing: `keyplane.1`,
/// `keyplane-serve.1` and so on. Pages that are there are replaced.
pub(crate) fn write_manual(folder: &Path) -> Result<(), Failure> {
    let write = || {
        fs::create_dir_all(folder)?;
        clap_mangen::generate_to(command(), folder)
    };
    write().map_err(|error| Failure::Out { path: folder.to_owned(), error })?;
    let pages = counted(pages(&command()), "page");
    eprintln!("keyplane: wrote {pages} to {}", folder.display());
    Ok(())
}

/// The number of manual pages: one for each command that help shows.
fn pages(command: &Command) -> usize {
    let subcommands = command.get_subcommands().filter(|one| !one.is_hide_set());
    1 + subcommands.map(pages).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum as _;

    use super::*;

    #[test]
    fn every_shell_completes_the_commands_and_their_flags() {
        for shell in Shell::value_variants() {
            let script = completions(*shell);
            for word in ["healthcheck", "master-key", "--public-url"] {
                let word = if *shell == Shell::Fish { word.trim_start_matches('-') } else { word };
                assert!(script.contains(word), "{shell}: {word}");
            }
        }
    }
}
