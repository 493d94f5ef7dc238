//! Settings from the environment.

use std::{ffi::OsStr, fmt::Debug, os::unix::ffi::OsStringExt as _, process::Command};

use super::*;

/// The variable that a process of [`with_variables`] has: the number of its case.
const CASE: &str = "CONFIG_TEST_CASE";

/// Runs `check` in a process that has these variables, one for each of the cases. The environment
/// of this process is shared by all its tests, so none of them changes it.
fn with_variables<T: AsRef<OsStr> + Copy + Debug>(
    name: &str,
    cases: &[&[(T, T)]],
    check: impl Fn(usize),
) {
    if let Ok(case) = env::var(CASE) {
        return check(case.parse().unwrap());
    }

    for (number, variables) in cases.iter().enumerate() {
        let mut command = Command::new(env::current_exe().unwrap());
        command.args(["--exact", &format!("config::tests::environment::{name}")]);
        let own = env::vars_os().map(|(own, _)| own);
        own.filter(|own| own.as_encoded_bytes().starts_with(b"KEYPLANE_")).for_each(|own| {
            command.env_remove(own);
        });
        command.env(CASE, number.to_string()).envs(variables.iter().copied());
        let output = command.output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && text.contains("1 passed"), "{variables:?}: {text}");
    }
}

#[test]
fn a_flag_beats_the_environment_which_beats_the_file() {
    let name = "a_flag_beats_the_environment_which_beats_the_file";
    let variables = [("KEYPLANE_LISTEN", "127.0.0.1:2"), ("KEYPLANE_DATA_DIR", "/env")];
    with_variables(name, &[&variables], |_| {
        let flags = ["--listen", "127.0.0.1:1"];
        let file = "listen = '127.0.0.1:3'\ndata_dir = '/file'\nlog_format = 'json'";
        let config = load_file(&flags, file).unwrap();
        assert_eq!(config.listen.port(), 1);
        assert_eq!(config.data_dir, Path::new("/env"));
        assert_eq!(config.log_format, LogFormat::Json);
    });
}

#[test]
fn an_empty_variable_counts_as_not_given() {
    let name = "an_empty_variable_counts_as_not_given";
    let variables = [("KEYPLANE_LISTEN", ""), ("KEYPLANE_MIGRATE", ""), ("KEYPLANE_DATA_DIR", "")];
    with_variables(name, &[&variables], |_| {
        let config = load_file(&[], "listen = '127.0.0.1:3'\nmigrate = false").unwrap();
        assert_eq!(config.listen.port(), 3);
        assert!(!config.migrate);
        assert_eq!(config.data_dir, Path::new("./data"));
    });
}

#[test]
fn the_log_level_has_an_alias_in_the_environment_which_counts_second() {
    let name = "the_log_level_has_an_alias_in_the_environment_which_counts_second";
    let (new, alias) = (("KEYPLANE_LOG_LEVEL", "debug"), ("KEYPLANE_LOG", "error"));
    let empty = ("KEYPLANE_LOG_LEVEL", "");
    let wrong = ("KEYPLANE_LOG", "loud");
    let cases: [&[_]; 5] = [&[new], &[alias], &[new, alias], &[empty, alias], &[wrong]];

    with_variables(name, &cases, |case| {
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
fn the_earlier_names_of_the_private_addresses_work_and_count_second() {
    let name = "the_earlier_names_of_the_private_addresses_work_and_count_second";
    let new = ("KEYPLANE_ALLOW_PRIVATE_ISSUERS", "10.0.0.1");
    let alias = ("KEYPLANE_ALLOW_PRIVATE_ADDRESSES", "10.0.0.2,10.0.0.3");
    let cases: [&[_]; 4] = [&[new], &[alias], &[new, alias], &[]];

    with_variables(name, &cases, |case| {
        let count = |config: Config| config.allow_private_issuers.len();
        if case == 3 {
            let flag = load(&["--allow-private-addresses=10.0.0.1"]).unwrap();
            assert_eq!(count(flag), 1);
            let file = "allow_private_addresses = '10.0.0.1,10.0.0.2'";
            return assert_eq!(count(load_file(&[], file).unwrap()), 2);
        }
        let config = load(&[]).unwrap();
        assert_eq!(config.unknown_variables, [""; 0]);
        assert_eq!(count(config), if case == 1 { 2 } else { 1 });
    });
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
fn unknown_variables_are_reported_and_do_no_harm() {
    let variables = [
        ("KEYPLANE_SERVICE_HOST", "10.1.2.3"),
        ("KEYPLANE_PORT", "tcp://10.1.2.3:80"),
        ("KEYPLANE_PORT_80_TCP_ADDR", "10.1.2.3"),
        ("KEYPLANE_DATA_DIR", "/d"),
        ("OTHER_PORT", "80"),
    ];
    with_variables("unknown_variables_are_reported_and_do_no_harm", &[&variables], |_| {
        let config = load(&[]).unwrap();
        let unknown = ["KEYPLANE_PORT", "KEYPLANE_PORT_80_TCP_ADDR", "KEYPLANE_SERVICE_HOST"];
        assert_eq!(config.unknown_variables, unknown);
        assert_eq!(config.listen.port(), 8080);
    });
}

#[test]
fn a_configuration_file_that_cannot_be_read_is_named_with_who_named_it() {
    let name = "a_configuration_file_that_cannot_be_read_is_named_with_who_named_it";
    with_variables(name, &[&[("KEYPLANE_CONFIG", "/no/such.toml")]], |_| {
        let text = message(load(&[]));
        let expected =
            "configuration file /no/such.toml (environment variable KEYPLANE_CONFIG): No such file";
        assert!(text.starts_with(expected), "{text}");
    });
}

#[test]
fn a_variable_that_is_no_text_is_refused() {
    let name = "a_variable_that_is_no_text_is_refused";
    let value = OsString::from_vec(vec![0xff]);
    with_variables(name, &[&[(OsStr::new("KEYPLANE_LISTEN"), &*value)]], |_| {
        assert_eq!(
            message(load(&[])),
            "listen (environment variable KEYPLANE_LISTEN): expected text in UTF-8"
        );
    });
}

#[test]
fn a_command_reads_the_variables_of_settings_whose_flags_it_does_not_have() {
    let name = "a_command_reads_the_variables_of_settings_whose_flags_it_does_not_have";
    with_variables(name, &[&[("KEYPLANE_LISTEN", "127.0.0.1:2")]], |_| {
        assert_eq!(Config::load(Flags::<false>::default()).unwrap().listen.port(), 2);
    });
}

#[test]
fn an_error_names_the_variable() {
    with_variables("an_error_names_the_variable", &[&[("KEYPLANE_LISTEN", "localhost")]], |_| {
        assert_eq!(
            message(load(&[])),
            "listen (environment variable KEYPLANE_LISTEN): expected an address and a port, such as \
             127.0.0.1:8080; got \"localhost\""
        );
    });
}
