//! The help of `keyplane` itself: its commands in groups.

use std::fmt::Write as _;

use clap::{Command, CommandFactory as _};

use super::Cli;

/// The commands, in groups. Each command of the tree is in one group.
const GROUPS: &[(&str, &[&str])] = &[
    (
        "Administration, through the Admin API",
        &[
            "login",
            "logout",
            "whoami",
            "context",
            "project",
            "application",
            "secret",
            "key",
            "api",
            "grant",
            "trusted-issuer",
            "federated-identity",
            "webhook",
            "graphql",
            "audit",
            "import",
        ],
    ),
    ("Configuration as code", &["plan", "apply", "export"]),
    ("Tokens", &["token"]),
    (
        "Server",
        &[
            "serve",
            "migrate",
            "healthcheck",
            "doctor",
            "admin-key",
            "master-key",
            "backup",
            "restore",
            "schema",
        ],
    ),
    ("Shells and manuals", &["completions", "man"]),
];

/// The whole tree of commands, as the command line is parsed and as reference pages show it.
pub(crate) fn command() -> Command {
    let command = Cli::command();
    let groups = groups(&command);
    let template = format!(
        "{{about}}\n\n{{usage-heading}} keyplane [COMMAND]\n{groups}\n\
         Each command has a help of its own: keyplane COMMAND --help.\n\
         Without a command, keyplane serves: keyplane serve --help lists the settings.\n"
    );
    command.help_template(template)
}

/// The groups with a line for each command.
fn groups(command: &Command) -> String {
    let names = GROUPS.iter().flat_map(|(_, names)| *names);
    let width = names.map(|name| name.len()).max().unwrap_or(0);

    let mut text = String::new();
    for (title, names) in GROUPS {
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "\n{title}:");
        for name in *names {
            let about = command.find_subcommand(name).and_then(Command::get_about);
            let about = about.map(ToString::to_string).unwrap_or_default();
            let _ = writeln!(text, "  {name:width$}  {about}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_command_is_in_one_group_of_the_help() {
        let command = Cli::command();
        let mut all: Vec<_> = command.get_subcommands().map(Command::get_name).collect();
        let mut grouped: Vec<_> =
            GROUPS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        all.sort_unstable();
        grouped.sort_unstable();
        assert_eq!(grouped, all);
    }

    #[test]
    fn the_help_fits_on_a_screen_and_lists_no_setting_of_the_server() {
        let help = command().render_long_help().to_string();
        assert!(help.lines().count() < 60, "{help}");
        assert!(!help.contains("--listen"), "{help}");
        assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
    }

    #[test]
    fn the_page_lists_every_verb_of_every_noun() {
        let page = include_str!("../../../../docs/admin-command-line.md");
        let (_, table) = page.split_once("## Every command").unwrap();
        let (_, nouns) = GROUPS[0];
        for noun in nouns {
            let command = command();
            let verbs: Vec<_> = command.find_subcommand(noun).unwrap().get_subcommands().collect();
            if verbs.is_empty() {
                assert!(page.contains(&format!("`{noun}`")), "{noun}");
                continue;
            }
            let row = table.lines().find(|line| line.starts_with(&format!("| `{noun}`"))).unwrap();
            for verb in verbs {
                let name = verb.get_name();
                assert!(row.contains(&format!("`{name}`")), "{noun} {name}");
            }
        }
    }

    #[test]
    fn every_command_and_every_option_says_what_it_is() {
        fn check(command: &Command, path: &str) {
            let path = format!("{path} {}", command.get_name());
            assert!(command.get_about().is_some(), "{path}");
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{path} {}", argument.get_id());
            }
            command.get_subcommands().for_each(|sub| check(sub, &path));
        }
        check(&command(), "");
    }
}
