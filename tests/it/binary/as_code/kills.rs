//! An apply that is killed, and run again.

use std::{fmt::Write as _, thread::sleep, time::Duration};

use super::site::{Site, on_both_sites};
use crate::harness::ec_key;

const APPLICATIONS: u64 = 200;

fn count(site: &Site) -> u64 {
    site.acme("applications { totalCount }")
        .pointer("/applications/totalCount")
        .and_then(serde_json::Value::as_u64)
        .unwrap_or(0)
}

on_both_sites! {
    fn an_apply_that_was_killed_goes_on_from_what_it_did(site: &Site) {
        let mut file = "set: many\nprojects:\n  acme:\n    keyPolicy: { signingAlgorithm: ES256 }\n    apis:\n      orders: { identifier: 'urn:orders', scopes: [read] }\n    applications:\n".to_owned();
        for number in 0..APPLICATIONS {
            writeln!(file, "      a{number}: {{ type: SERVICE }}").unwrap();
        }
        let key = serde_json::to_string(&ec_key().public_key().jwk()).unwrap();
        writeln!(file, "      keyed: {{ type: SERVICE, keys: [{{ name: main, publicKey: {key} }}] }}").unwrap();
        file.push_str("    grants:\n");
        for number in 0..APPLICATIONS {
            writeln!(file, "      - {{ application: a{number}, api: orders, scopes: [read] }}").unwrap();
        }
        site.write("many.yaml", &file);

        let mut command = site.command(&["apply", "files", "--yes"]);
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        let mut apply = command.spawn().unwrap();
        while count(site) < 20 {
            assert!(apply.try_wait().unwrap().is_none(), "it ended before it was killed");
            sleep(Duration::from_millis(5));
        }
        apply.kill().unwrap();
        apply.wait().unwrap();

        let before = count(site);
        assert!((20..=APPLICATIONS).contains(&before), "killed in the middle: {before}");
        site.apply(&[]).exits(0);
        site.plan(&[]).exits(0).shows("No changes");
        assert_eq!(count(site), APPLICATIONS + 1, "each once");
        let grants = site.acme("grants { totalCount } keys(purposes: [APPLICATION]) { totalCount }");
        assert_eq!(grants["grants"]["totalCount"], APPLICATIONS);
        assert_eq!(grants["keys"]["totalCount"], 1);
    }
}
