use std::ffi::OsStr;
use std::fmt::Debug;
use std::os::unix::ffi::OsStringExt as _;
use std::process;

use clap::{Arg, Args as _, FromArgMatches as _};
use secrecy::ExposeSecret as _;
use tracing::Level;

use super::*;
use crate::toml_file::TomlError;

/// The variable that a process of [`with_variables`] has: the number of its case.
const CASE: &str = "CONFIG_TEST_CASE";

/// Runs `check` in a process that has these variables, one for each of the cases. The environment
/// of this process is shared by all its tests, so none of them changes it.
fn with_variables<T: AsRef<OsStr> + Copy + Debug>(
    test: &str,
    cases: &[&[(T, T)]],
    check: impl Fn(usize),
) {
    if let Ok(case) = env::var(CASE) {
        return check(case.parse().unwrap());
    }

    for (number, variables) in cases.iter().enumerate() {
        let mut command = process::Command::new(env::current_exe().unwrap());
        command.args(["--exact", &format!("config::tests::{test}")]);
        let own = env::vars_os().map(|(name, _)| name);
        own.filter(|name| name.as_encoded_bytes().starts_with(b"KEYPLANE_")).for_each(|name| {
            command.env_remove(name);
        });
        command.env(CASE, number.to_string()).envs(variables.iter().copied());
        let output = command.output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && text.contains("1 passed"), "{variables:?}: {text}");
    }
}

fn flags(given: &[&str]) -> Flags<true> {
    let command = Flags::<true>::augment_args(clap::Command::new("keyplane").no_binary_name(true));
    Flags::from_arg_matches(&command.get_matches_from(given)).unwrap()
}

/// The configuration of a server started with `flags`.
fn load(given: &[&str]) -> Result<Config, ConfigError> {
    Config::load(flags(given))
}

/// As `load`, with a configuration file that contains `text`.
fn load_file(given: &[&str], text: &str) -> Result<Config, ConfigError> {
    let mut layers = Layers { given: Settings::read(flags(given)), file: None };
    layers.add_file("keyplane.toml".into(), text)?;
    layers.config()
}

fn message(result: Result<Config, ConfigError>) -> String {
    result.map(|_| "no error").unwrap_err().to_string()
}

#[test]
fn nothing_configured_gives_the_defaults() {
    let config = load(&[]).unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.public_url, None);
    assert_eq!(config.data_dir, Path::new("./data"));
    assert_eq!(config.database_url.expose_secret(), "sqlite:./data/keyplane.db");
    assert_eq!(config.database_connections, 16);
    assert_eq!(config.master_key_file, Path::new("./data/master-key.json"));
    assert!(config.migrate && !config.change_public_url);
    assert!(config.trusted_proxies.is_empty());
    assert_eq!(config.bootstrap_admin_public_key_file, None);
    assert_eq!(config.gateway_leeway_seconds, 30);
    assert!(config.log_level.would_enable("keyplane", &Level::INFO));
    assert_eq!(config.log_format, LogFormat::Text);
}

#[test]
fn a_flag_beats_the_environment_which_beats_the_file() {
    let test = "a_flag_beats_the_environment_which_beats_the_file";
    let variables = [("KEYPLANE_LISTEN", "127.0.0.1:2"), ("KEYPLANE_DATA_DIR", "/env")];
    with_variables(test, &[&variables], |_| {
        let flags = ["--listen", "127.0.0.1:1"];
        let file = "listen = '127.0.0.1:3'\ndata_dir = '/file'\nlog_format = 'json'";
        let config = load_file(&flags, file).unwrap();
        assert_eq!(config.listen.port(), 1);
        assert_eq!(config.data_dir, Path::new("/env"));
        assert_eq!(config.log_format, LogFormat::Json);
    });
}

#[test]
fn every_setting_is_read_from_a_flag() {
    let config = load(&[
        "--listen=[::1]:9",
        "--public-url=https://keys.example.com/",
        "--change-public-url",
        "--data-dir=/d",
        "--database-url=postgres://u:p@h/n",
        "--database-connections=5",
        "--master-key-file=/m",
        "--no-migrate",
        "--bootstrap-admin-public-key-file=/b",
        "--trusted-proxies=10.0.0.0/8, ::1",
        "--log-level=warn",
        "--gateway-leeway-seconds=0",
        "--log-format=json",
    ])
    .unwrap();

    assert_eq!(config.listen.to_string(), "[::1]:9");
    assert_eq!(config.public_url.unwrap().as_str(), "https://keys.example.com");
    assert!(config.change_public_url && !config.migrate);
    assert_eq!(config.data_dir, Path::new("/d"));
    assert_eq!(config.database_url.expose_secret(), "postgres://u:p@h/n");
    assert_eq!(config.database_connections, 5);
    assert_eq!(config.master_key_file, Path::new("/m"));
    assert_eq!(config.bootstrap_admin_public_key_file.as_deref(), Some(Path::new("/b")));
    assert_eq!(config.trusted_proxies.len(), 2);
    assert_eq!(config.gateway_leeway_seconds, 0);
    assert!(!config.log_level.would_enable("keyplane", &Level::INFO));
    assert_eq!(config.log_format, LogFormat::Json);
}

#[test]
fn the_data_folder_moves_the_database_and_the_master_key_with_it() {
    for folder in ["/var/lib/keyplane", "/var/lib/keyplane/"] {
        let config = load(&["--data-dir", folder]).unwrap();
        assert_eq!(config.database_url.expose_secret(), "sqlite:/var/lib/keyplane/keyplane.db");
        assert_eq!(config.master_key_file, Path::new("/var/lib/keyplane/master-key.json"));
    }
    let config = load(&["--database-url", "sqlite:{data_dir}"]).unwrap();
    assert_eq!(config.database_url.expose_secret(), "sqlite:{data_dir}", "only the default does");
}

#[test]
fn a_file_holds_switches_numbers_and_lists_in_its_own_forms() {
    let file =
        "migrate = false\ngateway_leeway_seconds = 5\ntrusted_proxies = ['10.0.0.0/8', '::1']";
    let config = load_file(&[], file).unwrap();
    assert_eq!(config.gateway_leeway_seconds, 5);
    assert!(!config.migrate);
    assert_eq!(config.trusted_proxies.len(), 2);
}

#[test]
fn an_empty_variable_counts_as_not_given() {
    let test = "an_empty_variable_counts_as_not_given";
    let variables = [("KEYPLANE_LISTEN", ""), ("KEYPLANE_MIGRATE", ""), ("KEYPLANE_DATA_DIR", "")];
    with_variables(test, &[&variables], |_| {
        let config = load_file(&[], "listen = '127.0.0.1:3'\nmigrate = false").unwrap();
        assert_eq!(config.listen.port(), 3);
        assert!(!config.migrate);
        assert_eq!(config.data_dir, Path::new("./data"));
    });
}

#[test]
fn the_log_level_has_an_alias_in_the_environment_which_counts_second() {
    let test = "the_log_level_has_an_alias_in_the_environment_which_counts_second";
    let (name, alias) = (("KEYPLANE_LOG_LEVEL", "debug"), ("KEYPLANE_LOG", "error"));
    let empty = ("KEYPLANE_LOG_LEVEL", "");
    let wrong = ("KEYPLANE_LOG", "loud");
    let cases: [&[_]; 5] = [&[name], &[alias], &[name, alias], &[empty, alias], &[wrong]];

    with_variables(test, &cases, |case| {
        let config = match load(&[]) {
            Ok(config) => config,
            Err(error) => {
                let text = error.to_string();
                assert!(
                    text.starts_with("log_level (environment variable KEYPLANE_LOG): "),
                    "{text}"
                );
                return assert_eq!(case, 4);
            }
        };
        assert_eq!(config.unknown_variables, [""; 0]);
        let enabled = |level: &Level| config.log_level.would_enable("keyplane", level);
        let is_named = matches!(case, 0 | 2);
        assert_eq!((enabled(&Level::WARN), enabled(&Level::DEBUG)), (is_named, is_named), "{case}");
    });
}

#[test]
fn an_error_names_the_setting_its_source_and_the_value() {
    let expected = "expected an address and a port, such as 127.0.0.1:8080";
    let test = "an_error_names_the_setting_its_source_and_the_value";
    with_variables(test, &[&[("KEYPLANE_LISTEN", "localhost")]], |_| {
        assert_eq!(
            message(load(&[])),
            format!("listen (environment variable KEYPLANE_LISTEN): {expected}; got \"localhost\"")
        );
    });
    if env::var(CASE).is_ok() {
        return;
    }

    assert_eq!(
        message(load(&["--listen", "8080"])),
        format!("listen (flag --listen): {expected}; got \"8080\"")
    );
    assert_eq!(
        message(load_file(&[], "listen = 'x'")),
        format!("listen (file keyplane.toml): {expected}; got \"x\"")
    );
}

#[test]
fn every_setting_says_what_it_takes() {
    let cases = [
        ("KEYPLANE_MIGRATE", "no", "expected true or false; got \"no\""),
        (
            "KEYPLANE_TRUSTED_PROXIES",
            "10.0.0.0/8,proxy",
            "expected addresses or CIDR blocks with commas between them, such as \
             10.0.0.0/8,::1; got \"10.0.0.0/8,proxy\"",
        ),
        (
            "KEYPLANE_LOG_LEVEL",
            "loud",
            "expected off, error, warn, info, debug or trace, and module=LEVEL after commas; got \
             \"loud\"",
        ),
        (
            "KEYPLANE_GATEWAY_LEEWAY_SECONDS",
            "301",
            "expected a number of seconds, 0 to 300; got \"301\"",
        ),
        (
            "KEYPLANE_DATABASE_CONNECTIONS",
            "4",
            "expected a number of connections, 5 to 1000; got \"4\"",
        ),
        ("KEYPLANE_LOG_FORMAT", "xml", "expected text or json; got \"xml\""),
        (
            "KEYPLANE_PUBLIC_URL",
            "https://a.example/b",
            "must be a URL such as https://keys.example.com, with nothing behind the host and \
             port: it holds a path, a query or a fragment; got \"https://a.example/b\"",
        ),
    ];

    let variables = cases.map(|(variable, value, _)| [(variable, value)]);
    let variables: Vec<&[_]> = variables.iter().map(<[_; 1]>::as_slice).collect();
    with_variables("every_setting_says_what_it_takes", &variables, |case| {
        let (variable, _, problem) = cases[case];
        let text = message(load(&[]));
        assert!(text.contains(&format!("(environment variable {variable})")), "{text}");
        assert!(text.ends_with(problem), "{text}");
    });
}

#[test]
fn an_error_never_shows_the_database_url() {
    let either = "expected sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME";
    let path = "expected the path of a file behind sqlite:";
    for (url, problem) in
        [("mysql://u:hunter2@h/n", either), ("hunter2", either), ("sqlite:", path)]
    {
        assert_eq!(
            message(load(&["--database-url", url])),
            format!("database_url (flag --database-url): {problem}")
        );
    }
    assert_eq!(
        message(load_file(&[], "database_url = { password = 'hunter2' }")),
        "database_url (file keyplane.toml): expected text, a number, true or false, or a list of texts"
    );
    let torn = message(load_file(&[], "\ndatabase_url = 'postgres://u:hunter2@h\n"));
    assert!(torn.starts_with("file keyplane.toml, line 2: "), "{torn}");
    assert!(!torn.contains("hunter2"), "{torn}");
}

#[test]
fn an_unknown_key_in_the_file_is_refused_and_the_known_ones_are_named() {
    let text = message(load_file(&[], "lissten = '127.0.0.1:1'"));
    assert!(text.starts_with("lissten (file keyplane.toml): unknown key; the keys are listen, "));
    for key in ["config", "change_public_url"] {
        let text = message(load_file(&[], &format!("{key} = 'true'")));
        assert!(text.starts_with(&format!("{key} (file keyplane.toml): unknown key")), "{text}");
    }
}

#[test]
fn unknown_variables_are_told_and_do_no_harm() {
    let variables = [
        ("KEYPLANE_SERVICE_HOST", "10.1.2.3"),
        ("KEYPLANE_PORT", "tcp://10.1.2.3:80"),
        ("KEYPLANE_PORT_80_TCP_ADDR", "10.1.2.3"),
        ("KEYPLANE_DATA_DIR", "/d"),
        ("OTHER_PORT", "80"),
    ];
    with_variables("unknown_variables_are_told_and_do_no_harm", &[&variables], |_| {
        let config = load(&[]).unwrap();
        let unknown = ["KEYPLANE_PORT", "KEYPLANE_PORT_80_TCP_ADDR", "KEYPLANE_SERVICE_HOST"];
        assert_eq!(config.unknown_variables, unknown);
        assert_eq!(config.listen.port(), 8080);
    });
}

#[test]
fn a_configuration_file_that_cannot_be_read_is_named_with_who_named_it() {
    let test = "a_configuration_file_that_cannot_be_read_is_named_with_who_named_it";
    with_variables(test, &[&[("KEYPLANE_CONFIG", "/no/such.toml")]], |_| {
        let text = message(load(&[]));
        let expected =
            "configuration file /no/such.toml (environment variable KEYPLANE_CONFIG): No such file";
        assert!(text.starts_with(expected), "{text}");
    });
}

#[test]
fn a_variable_that_is_no_text_is_refused() {
    let test = "a_variable_that_is_no_text_is_refused";
    let value = OsString::from_vec(vec![0xff]);
    with_variables(test, &[&[(OsStr::new("KEYPLANE_LISTEN"), &*value)]], |_| {
        assert_eq!(
            message(load(&[])),
            "listen (environment variable KEYPLANE_LISTEN): expected text in UTF-8"
        );
    });
}

#[test]
fn a_command_reads_the_variables_of_settings_whose_flags_it_does_not_have() {
    let test = "a_command_reads_the_variables_of_settings_whose_flags_it_does_not_have";
    with_variables(test, &[&[("KEYPLANE_LISTEN", "127.0.0.1:2")]], |_| {
        assert_eq!(Config::load(Flags::<false>::default()).unwrap().listen.port(), 2);
    });
}

#[test]
fn the_default_public_url_is_the_listen_address_or_this_machine_for_every_address() {
    let url = |listen: &str| default_public_url(listen.parse().unwrap()).to_string();
    assert_eq!(url("127.0.0.1:8080"), "http://127.0.0.1:8080");
    assert_eq!(url("0.0.0.0:8080"), "http://127.0.0.1:8080");
    assert_eq!(url("[::]:8080"), "http://[::1]:8080");
    assert_eq!(url("10.0.0.1:80"), "http://10.0.0.1");
    assert_eq!(url("[fe80::1%3]:8080"), "http://[fe80::1]:8080");
}

#[test]
fn the_documentation_lists_exactly_the_settings() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/configuration.md");
    let page = std::fs::read_to_string(page).unwrap();
    let listed: Vec<&str> = page.lines().filter(|line| line.contains("| `--")).collect();
    let settings: Vec<String> = settings::command().get_arguments().map(row).collect();
    assert_eq!(listed, settings);
}

/// A setting's line in the documentation.
fn row(arg: &Arg) -> String {
    let code = |text: &str| format!("`{text}`");
    let key = arg.get_id().as_str();
    let Err(TomlError::UnknownKey { known, .. }) = toml_file::read::<Settings>("nosuch = 1") else {
        panic!("every file has known keys only");
    };
    let is_in_file = known.split(", ").any(|known| known == key);
    let variable = arg.get_env().map(|variable| variable.to_str().unwrap());
    let default = arg.get_default_values().first().map(|default| default.to_str().unwrap());
    let help = arg.get_help().unwrap().to_string();
    // The flag of a switch that is on says the opposite of the setting.
    let help = help.strip_prefix("Do not b").map_or(help.clone(), |rest| format!("B{rest}"));

    format!(
        "| {} | {} | `--{}` | {} | {help} |",
        if is_in_file { code(key) } else { "-".to_owned() },
        variable.map_or_else(|| "-".to_owned(), code),
        arg.get_long().unwrap(),
        default.map_or_else(|| "none".to_owned(), code),
    )
}
