//! `completions` and `man`: what shells and manuals need, made from the command line itself.

use std::{fs, io, path::Path};

use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;

use crate::{cli::command, failure::Failure, store::VERSION, words::counted};

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
        let mut command = command().disable_help_subcommand(true);
        command.build();
        write_pages(command, folder)
    };
    let pages = write().map_err(|error| Failure::Out { path: folder.to_owned(), error })?;
    eprintln!("keyplane: wrote {} to {}", counted(pages, "page"), folder.display());
    Ok(())
}

/// Writes the pages of a command and of those below it; gives their number.
fn write_pages(command: Command, folder: &Path) -> io::Result<usize> {
    let mut pages = 1;
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        pages += write_pages(below.clone(), folder)?;
    }
    // An empty date, so that a build writes the same pages on any day.
    let page = Man::new(command).date("\"\"").source(format!("keyplane {VERSION}"));
    page.manual("Keyplane").generate_to(folder)?;
    Ok(pages)
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
