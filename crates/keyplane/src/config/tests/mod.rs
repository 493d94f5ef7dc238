mod environment;

use clap::{Arg, Args as _, FromArgMatches as _};
use secrecy::ExposeSecret as _;
use tracing::Level;

use keyplane_control::{MAX_LEEWAY_SECONDS, MIN_DATABASE_CONNECTIONS};

use super::{parse::MAX_DATABASE_CONNECTIONS, *};
use crate::toml_file::TomlError;

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
    let mut layers = Layers { given: GivenSettings::read(flags(given)), file: None };
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
    assert_eq!(config.max_connections_per_source, None);
    let LimitSettings { failures_per_source, failures_per_client, key_pairs_per_scope } =
        config.limits;

    assert_eq!(config.outage_limits.grace.as_secs(), 0);
    assert_eq!(config.outage_limits.stale_documents.as_secs(), 3600);
    assert_eq!((failures_per_source, failures_per_client, key_pairs_per_scope), (1200, 600, 16));
    assert!(config.log_level.would_enable("keyplane", &Level::INFO));
    assert_eq!(config.log_format, LogFormat::Text);
    assert_eq!((config.metrics_listen, config.otlp_endpoint), (None, None));
    assert!((config.trace_ratio - 0.1).abs() < f64::EPSILON);
}

#[test]
fn a_traced_share_beyond_the_whole_and_an_endpoint_without_http_are_refused() {
    for ratio in ["-0.1", "1.1", "NaN", "all"] {
        let expected =
            format!("trace_ratio (flag --trace-ratio): expected a number, 0 to 1; got {ratio:?}");
        assert_eq!(message(load(&[&format!("--trace-ratio={ratio}")])), expected);
    }
    for url in ["collector:4318", "grpc://user:hunter2@collector", "http://c/?key=hunter2"] {
        let text = message(load(&["--otlp-endpoint", url]));
        assert!(text.contains("such as http://127.0.0.1:4318"), "{text}");
        assert!(!text.contains("hunter2"), "{text}");
    }
}

#[test]
fn limits_and_outgoing_requests_are_read_from_flags() {
    let config = load(&[
        "--max-connections-per-source=0",
        "--failures-per-source=0",
        "--failures-per-client=5",
        "--key-pairs-per-scope=3",
        "--outage-grace=300",
        "--stale-documents=86400",
        "--allow-private-issuers=hooks.internal:8443, 10.0.0.0/8",
        "--audit-stream=https://logs.example/in",
        "--audit-stream-token-file=/t",
    ])
    .unwrap();

    assert_eq!(config.max_connections_per_source, Some(0));
    let LimitSettings { failures_per_source, failures_per_client, key_pairs_per_scope } =
        config.limits;
    assert_eq!((failures_per_source, failures_per_client, key_pairs_per_scope), (0, 5, 3));
    assert_eq!(config.outage_limits.grace.as_secs(), 300);
    assert_eq!(config.outage_limits.stale_documents.as_secs(), 86_400);
    assert_eq!(config.allow_private_issuers.len(), 2);
    let stream = config.audit_stream.unwrap();
    assert_eq!(stream.target.to_string(), "https://logs.example");
    assert_eq!(stream.token_file.as_deref(), Some(Path::new("/t")));
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
        "--metrics-listen=127.0.0.1:9464",
        "--otlp-endpoint=http://collector:4318",
        "--trace-ratio=0.5",
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
    assert_eq!(config.metrics_listen.unwrap().port(), 9464);
    assert_eq!(config.otlp_endpoint.unwrap().as_str(), "http://collector:4318/");
    assert!((config.trace_ratio - 0.5).abs() < f64::EPSILON);
}

#[test]
fn a_share_in_the_file_is_a_number_or_a_text() {
    for line in ["trace_ratio = 0.25", "trace_ratio = '0.25'"] {
        let config = load_file(&[], line).unwrap();
        assert!((config.trace_ratio - 0.25).abs() < f64::EPSILON, "{line}");
    }
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
fn an_error_names_the_setting_its_source_and_the_value() {
    let expected = "expected an address and a port, such as 127.0.0.1:8080";
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
fn a_limit_that_is_no_number_in_its_range_is_refused() {
    for (flag, problem) in [
        ("--failures-per-source=-1", "a number of failed requests a minute, 1 to 1000000, or 0"),
        (
            "--failures-per-client=1000001",
            "a number of failed requests a minute, 1 to 1000000, or 0",
        ),
        ("--key-pairs-per-scope=1025", "a number of key pairs, 1 to 1024, or 0"),
        ("--max-connections-per-source=x", "a number of connections, or 0"),
    ] {
        let message = message(load(&[flag]));
        assert!(message.contains(&format!("expected {problem} for no limit")), "{message}");
    }
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
fn the_default_public_url_is_the_listen_address_or_this_machine_for_every_address() {
    let url = |listen: &str| default_public_url(listen.parse().unwrap(), false).to_string();
    let listen = "10.0.0.1:8443".parse().unwrap();
    assert_eq!(default_public_url(listen, true).as_str(), "https://10.0.0.1:8443");
    assert_eq!(url("127.0.0.1:8080"), "http://127.0.0.1:8080");
    assert_eq!(url("0.0.0.0:8080"), "http://127.0.0.1:8080");
    assert_eq!(url("[::]:8080"), "http://[::1]:8080");
    assert_eq!(url("10.0.0.1:80"), "http://10.0.0.1");
    assert_eq!(url("[fe80::1%3]:8080"), "http://[fe80::1]:8080");
}

#[test]
fn a_certificate_needs_its_key_and_excludes_a_self_signed_one() {
    let pair = load(&["--tls-cert=/c.pem", "--tls-key=/k.pem"]).unwrap().tls;
    let files = PairFiles { certificate: "/c.pem".into(), key: "/k.pem".into() };
    assert_eq!(pair, Some(TlsSource::Files(files)));
    assert_eq!(load(&["--tls-self-signed"]).unwrap().tls, Some(TlsSource::SelfSigned));
    assert_eq!(load(&[]).unwrap().tls, None);

    assert_eq!(
        message(load(&["--tls-cert=/c.pem"])),
        "tls_cert (flag --tls-cert): needs tls_key, the private key, too"
    );
    assert_eq!(
        message(load_file(&[], "tls_key = '/k.pem'")),
        "tls_key (file keyplane.toml): needs tls_cert, the certificate, too"
    );
    for half in ["--tls-cert=/c.pem", "--tls-key=/k.pem"] {
        assert_eq!(
            message(load(&[half, "--tls-self-signed"])),
            "tls_self_signed (flag --tls-self-signed): cannot be used together with tls_cert and \
             tls_key"
        );
    }
}

#[test]
fn the_documentation_lists_exactly_the_settings() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/configuration.md");
    let page = std::fs::read_to_string(page).unwrap();
    let is_row = |line: &str| line.contains("| `--");
    let head = page.lines().take_while(|line| !is_row(line));
    let tail = page.lines().skip_while(|line| !is_row(line)).skip_while(|line| is_row(line));

    let settings: Vec<String> = settings::command().get_arguments().map(row).collect();
    let lines: Vec<_> = head.chain(settings.iter().map(String::as_str)).chain(tail).collect();
    let is_fresh = crate::reference::fresh("configuration.md", &(lines.join("\n") + "\n"));
    assert!(is_fresh, "the table of docs/configuration.md is stale: run `just reference`");
}

#[test]
fn the_help_names_the_ranges_that_are_checked() {
    let command = settings::command();
    let ranges = [
        (
            "database_connections",
            format!("{MIN_DATABASE_CONNECTIONS} to {MAX_DATABASE_CONNECTIONS}"),
        ),
        ("gateway_leeway_seconds", format!("0 to {MAX_LEEWAY_SECONDS}")),
    ];
    for (key, range) in ranges {
        let mut flags = command.get_arguments();
        let help = flags.find(|arg| arg.get_id() == key).unwrap().get_help().unwrap().to_string();
        assert!(help.ends_with(&range), "{help}");
    }
}

/// A setting's line in the documentation.
fn row(arg: &Arg) -> String {
    let code = |text: &str| format!("`{text}`");
    let key = arg.get_id().as_str();
    let Err(TomlError::UnknownKey { known, .. }) = toml_file::read::<GivenSettings>("nosuch = 1")
    else {
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
