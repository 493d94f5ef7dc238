//! First starts, later starts, and starts that are refused.

use std::{fs, net::TcpListener, os::unix::fs::PermissionsExt, path::Path, process::Command};

use serde_json::json;

use super::process::{Keyplane, data_folder, first_admin, free_address};
use crate::harness::{Caller, rsa_key};

const PROJECTS: &str = "{ projects { nodes { slug } } }";

/// Starts a server that must refuse to start; returns its output.
fn refused(data: &Path, settings: impl FnOnce(&mut Command)) -> String {
    match Keyplane::try_start(data, free_address(), settings) {
        Ok(_) => panic!("it started"),
        Err(said) => said,
    }
}

/// A data folder after a first start.
fn started_once() -> (tempfile::TempDir, std::net::SocketAddr) {
    let (data, address) = (data_folder(), free_address());
    Keyplane::start(data.path(), address).kill();
    (data, address)
}

#[test]
fn the_first_start_writes_a_key_file_for_its_owner_alone_and_the_next_leaves_it() {
    let (data, address) = (data_folder(), free_address());
    let server = Keyplane::start(data.path(), address);
    let file = data.path().join("admin-key.json");
    assert!(server.said().contains("admin-key.json"), "{}", server.said());
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let master = data.path().join("master-key.json");
    assert_eq!(fs::metadata(master).unwrap().permissions().mode() & 0o777, 0o600);
    let admin = first_admin(data.path());
    let create = "mutation { createProject(input: { slug: \"acme\", name: \"Acme\" }) { project { endpoints { issuer } } } }";
    let made = server.data(&admin, create, &json!({}));
    assert_eq!(
        made["createProject"]["project"]["endpoints"]["issuer"],
        format!("http://{address}/p/acme")
    );
    server.kill();

    let written = fs::read(&file).unwrap();
    let server = Keyplane::start(data.path(), address);
    assert_eq!(fs::read(&file).unwrap(), written);
    let found = server.data(&admin, PROJECTS, &json!({}));
    assert_eq!(found["projects"]["nodes"], json!([{ "slug": "acme" }]));
}

#[test]
fn an_operators_own_public_key_takes_the_place_of_the_key_file() {
    let data = data_folder();
    let file = data.path().join("mine.pem");
    fs::write(&file, rsa_key("root").public_key().spki_pem()).unwrap();
    let server = Keyplane::try_start(data.path(), free_address(), |command| {
        command.env("KEYPLANE_BOOTSTRAP_ADMIN_PUBLIC_KEY_FILE", &file);
    })
    .unwrap();
    assert!(!data.path().join("admin-key.json").exists());
    server.data(&Caller::new(&rsa_key("root"), "keyplane"), PROJECTS, &json!({}));
}

#[test]
fn without_the_master_key_it_refuses_and_says_which_one_is_wanted() {
    let (data, _) = started_once();
    let file = data.path().join("master-key.json");
    let master: serde_json::Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let id = master["keyId"].as_str().unwrap();
    fs::remove_file(&file).unwrap();
    assert!(refused(data.path(), |_| {}).contains(id));
    assert!(!file.exists(), "it makes no new one");

    let (other, _) = started_once();
    fs::copy(other.path().join("master-key.json"), &file).unwrap();
    let said = refused(data.path(), |_| {});
    assert!(said.contains(id), "{said}");
}

#[test]
fn another_public_url_is_refused_unless_it_is_meant() {
    let (data, address) = started_once();
    let said = refused(data.path(), |command| {
        command.env("KEYPLANE_PUBLIC_URL", "https://keys.example.com");
    });
    assert!(said.contains("--change-public-url") && said.contains(&address.to_string()), "{said}");
    let server = Keyplane::try_start(data.path(), free_address(), |command| {
        command.args(["serve", "--change-public-url", "--public-url", "https://keys.example.com"]);
    });
    server.unwrap().kill();
    let server = Keyplane::try_start(data.path(), free_address(), |command| {
        command.env("KEYPLANE_PUBLIC_URL", "https://keys.example.com");
    });
    server.unwrap();
}

#[test]
fn a_key_file_of_the_earlier_public_url_gets_the_new_one_in_the_error_and_its_key_works_under_it() {
    let (data, address) = started_once();
    let mut admin = first_admin(data.path());
    assert_eq!(admin.audience, format!("http://{address}"));
    let server = Keyplane::try_start(data.path(), address, |command| {
        command.args(["serve", "--change-public-url", "--public-url", "https://keys.example.com"]);
    })
    .unwrap();
    let (_, refused) = server.ask(&admin, PROJECTS, &json!({}));
    assert_eq!(refused["errors"][0]["extensions"]["reason"], "WRONG_AUDIENCE");
    let message = refused["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("this server, which is https://keys.example.com:"), "{message}");
    for audience in ["https://keys.example.com", "keyplane"] {
        audience.clone_into(&mut admin.audience);
        server.data(&admin, PROJECTS, &json!({}));
    }
}

#[test]
fn a_key_file_that_is_in_the_way_is_never_overwritten() {
    let data = data_folder();
    let file = data.path().join("admin-key.json");
    fs::write(&file, "another database's").unwrap();
    let said = refused(data.path(), |_| {});
    assert!(said.contains("admin-key.json"), "{said}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "another database's");
    fs::remove_file(&file).unwrap();
    Keyplane::start(data.path(), free_address());
}

#[test]
fn a_taken_port_is_reported_before_anything_is_created() {
    let data = data_folder();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let listener = TcpListener::bind(taken).unwrap();
    let said = refused(data.path(), |command| {
        command.env("KEYPLANE_LISTEN", taken.to_string());
    });
    assert!(said.contains(&taken.port().to_string()), "{said}");
    assert!(!data.path().join("admin-key.json").exists());
    drop(listener);
}

#[test]
fn a_wrong_setting_is_reported_with_its_name_and_its_source() {
    let data = data_folder();
    let config = data.path().join("keyplane.toml");
    let cases: [(&str, &str, &[&str]); 4] = [
        ("KEYPLANE_LISTEN", "nowhere", &["KEYPLANE_LISTEN", "nowhere"]),
        ("KEYPLANE_PUBLIC_URL", "ftp://x", &["KEYPLANE_PUBLIC_URL"]),
        ("KEYPLANE_TRUSTED_PROXIES", "10.0.0.0/99", &["KEYPLANE_TRUSTED_PROXIES"]),
        ("KEYPLANE_DATABASE_URL", "mysql://user:hush@host/x", &["database"]),
    ];

    for (name, value, expected) in cases {
        let said = refused(data.path(), |command| {
            command.env(name, value);
        });
        assert!(expected.iter().all(|word| said.contains(word)), "{name}: {said}");
        assert!(!said.contains("hush"), "{said}");
    }

    fs::write(&config, "lissten = \"127.0.0.1:0\"\n").unwrap();
    let said = refused(data.path(), |command| {
        command.env("KEYPLANE_CONFIG", &config);
    });
    assert!(said.contains("lissten") && said.contains("keyplane.toml"), "{said}");

    let said = refused(data.path(), |command| {
        command.args(["serve", "--lissten", "x"]);
    });
    assert!(said.contains("--lissten"), "{said}");
}

#[test]
fn a_database_that_is_not_migrated_is_refused_where_migrations_are_off() {
    let data = data_folder();
    fs::write(data.path().join("keyplane.db"), "").unwrap();
    let said = refused(data.path(), |command| {
        command.args(["serve", "--no-migrate"]);
    });
    assert!(said.contains("keyplane migrate"), "{said}");
}
