//! The pages of docs/ that the code writes: `just reference` writes them, and these tests say when
//! one is stale.

use std::{env, fmt::Write as _, fs, path::Path};

use clap::{Arg, Command};

use crate::{cli, config::settings_command};

/// The variable by which `just reference` asks for the pages.
const WRITE: &str = "KEYPLANE_WRITE_REFERENCE";

/// The lines above the commands.
const HEAD: &str = "# Command line reference

<!-- Written from the code: `just reference`. -->

Every command with its arguments and flags, as `--help` shows them. What the commands are for is in
[The administrator's command line](../admin-command-line.md), [Tokens on the command
line](../command-line.md) and the pages that they link. Settings are described in
[Configuration](../configuration.md); which server and key count, in [Log
in](../admin-command-line.md#log-in).
";

/// The flags by which a command finds its server and key; `--context` tells such a command.
const CONNECTION: [&str; 4] = ["context", "url", "key-file", "ca-file"];

/// Whether a page is as the code says, or the writer of the page if `just reference` asks for it.
pub(crate) fn fresh(page: &str, expected: &str) -> bool {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(page);
    if env::var_os(WRITE).is_some() {
        fs::write(&file, expected).unwrap();
    }
    fs::read_to_string(&file).unwrap() == expected
}

/// A text in a cell of a table.
fn cell(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace('|', "\\|").replace('<', "&lt;")
}

fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}

/// A command and those below it.
fn describe(command: &Command, page: &mut String) {
    let name = command.get_bin_name().unwrap_or_else(|| command.get_name());
    let about = command.get_long_about().or_else(|| command.get_about());
    let about = about.map(ToString::to_string).unwrap_or_default().replace('<', "\\<");
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").lines().map(str::trim).collect::<Vec<_>>();
    let full_stop = if about.is_empty() || about.ends_with('.') { "" } else { "." };
    write!(page, "\n## `{name}`\n\n{about}{full_stop}\n\n```text\n{}\n```\n", usage.join("\n"))
        .unwrap();

    arguments(command, page);
    let below: Vec<_> = command.get_subcommands().filter(|below| is_shown(below)).collect();
    if !below.is_empty() {
        page.push_str("\n| command | |\n| --- | --- |\n");
    }
    for below in &below {
        let about = below.get_about().map(ToString::to_string).unwrap_or_default();
        writeln!(page, "| {} | {} |", code(below.get_name()), cell(&about)).unwrap();
    }
    for below in &below {
        describe(below, page);
    }
}

fn is_shown(command: &Command) -> bool {
    !command.is_hide_set() && command.get_name() != "help"
}

/// The table of a command's own arguments and flags, and the lists of those that many commands have.
fn arguments(command: &Command, page: &mut String) {
    let settings = settings_command();
    let all: Vec<_> = command
        .get_arguments()
        .filter(|arg| !arg.is_hide_set() && !["help", "version"].contains(&arg.get_id().as_str()))
        .collect();
    let calls = all.iter().any(|arg| arg.get_long() == Some(CONNECTION[0]));
    let is_connection =
        |arg: &Arg| calls && arg.get_long().is_some_and(|flag| CONNECTION.contains(&flag));
    // A command may have a flag of its own with the name of a setting.
    let is_setting = |arg: &Arg| {
        let mut settings = settings.get_arguments();
        settings.any(|one| one.get_long() == arg.get_long() && one.get_help() == arg.get_help())
    };

    let flags = |wanted: &dyn Fn(&Arg) -> bool| {
        let flags = all.iter().filter(|arg| wanted(arg)).filter_map(|arg| arg.get_long());
        flags.map(|flag| code(&format!("--{flag}"))).collect::<Vec<_>>().join(", ")
    };
    let is_own = |arg: &&&Arg| !is_connection(arg) && !is_setting(arg);

    let rows: Vec<_> = all.iter().filter(is_own).map(|arg| row(arg)).collect();
    if !rows.is_empty() {
        let head = "| argument | default | meaning |\n| --- | --- | --- |";
        write!(page, "\n{head}\n{}\n", rows.join("\n")).unwrap();
    }
    for (title, flags) in
        [("Settings", flags(&is_setting)), ("Server and key", flags(&is_connection))]
    {
        if !flags.is_empty() {
            write!(page, "\n{title}: {flags}.\n").unwrap();
        }
    }
}

fn row(arg: &Arg) -> String {
    let help = arg.get_long_help().or_else(|| arg.get_help()).map(ToString::to_string);
    let defaults: Vec<_> =
        arg.get_default_values().iter().map(|value| code(&value.to_string_lossy())).collect();
    let default = if arg.is_required_set() {
        "required".to_owned()
    } else if defaults.is_empty() || !arg.get_action().takes_values() {
        "-".to_owned()
    } else {
        defaults.join(" ")
    };

    let mut meaning = vec![cell(&help.unwrap_or_default())];
    let values = arg.get_possible_values();
    if arg.get_action().takes_values() && !values.is_empty() {
        let names: Vec<_> = values.iter().map(|value| code(value.get_name())).collect();
        meaning.push(format!("one of {}", names.join(", ")));
    }
    if let Some(variable) = arg.get_env() {
        meaning.push(format!("variable {}", code(&variable.to_string_lossy())));
    }
    format!("| {} | {default} | {} |", code(&shape(arg)), meaning.join("; "))
}

/// An argument as it is written: `--to <FILE>`, `<ID>`, `--json`.
fn shape(arg: &Arg) -> String {
    let names = arg.get_value_names().unwrap_or_default();
    let values: Vec<_> = names.iter().map(|name| format!("<{name}>")).collect();
    let values = if arg.get_action().takes_values() { values.join(" ") } else { String::new() };
    let flag = arg.get_long().map(|flag| format!("--{flag}"));
    let short = arg.get_short().map(|short| format!("-{short}"));
    let name = match (short, flag) {
        (Some(short), Some(flag)) => format!("{short}, {flag}"),
        (short, flag) => short.or(flag).unwrap_or_default(),
    };
    format!("{name} {values}").trim().to_owned()
}

#[test]
fn the_reference_of_the_command_line_is_what_the_code_says() {
    let mut command = cli::command().disable_help_subcommand(true);
    command.build();

    let mut page = HEAD.to_owned();
    describe(&command, &mut page);
    let is_fresh = fresh("reference/command-line.md", &page);
    assert!(is_fresh, "docs/reference/command-line.md is stale: run `just reference`");
}

#[test]
fn a_flag_of_the_page_is_as_it_is_typed() {
    let flag = Arg::new("to").long("to").short('t').value_name("FILE");
    assert_eq!(shape(&flag), "-t, --to <FILE>");
    assert_eq!(shape(&Arg::new("id").value_name("ID")), "<ID>");
    assert_eq!(cell("a | b\n  <c>"), "a \\| b &lt;c>");
}
