//! The memory of many sources, measured in a process of its own.

use std::{env, fs, process::Command};

use super::*;

/// Sources that are measured: one for each of as many projects.
const SOURCES: u128 = 1_000;
/// Sources that are fetched before, for what a process needs once.
const WARM: u128 = 50;
/// The most that the sources may take, in KiB.
const MOST: u64 = 20 * 1024;
/// The variable that the process of the measurement has.
const MEASURES: &str = "KEY_SETS_TEST_MEASURES";

/// Resident memory of this process, in KiB.
fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Fetches the sets of sources, and makes each of their keys ready to verify.
async fn fetch_all(bench: &Bench, site: &Site, numbers: std::ops::Range<u128>) {
    for number in numbers {
        let issuer = format!("https://issuer-{number}.example/tenants/{number}");
        let source = KeySetSource::discovery(&issuer, Some(&site.url("/discovery")), None);
        let document = serde_json::json!({ "issuer": issuer, "jwks_uri": site.url("/jwks") });
        site.json("/discovery", &document.to_string());
        let share = FetchShare(Uuid::from_u128(number));
        let set = bench.sets.set(share, &source, Some("a")).await.unwrap();
        for key in set.keys() {
            assert!(key.verifier(Algorithm::Rs256).is_some());
        }
    }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_thousand_issuers_of_a_thousand_projects_take_at_most_20_mib() {
    let name = "a_thousand_issuers_of_a_thousand_projects_take_at_most_20_mib";
    if env::var_os(MEASURES).is_none() {
        let mut command = Command::new(env::current_exe().unwrap());
        let path = format!("outside::key_sets::tests::memory::{name}");
        let output = command.args(["--exact", &path, "--nocapture"]).env(MEASURES, "1").output();
        let output = output.unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && text.contains("1 passed"), "{output:?}");
        println!("{text}");
        return;
    }

    let bench = Bench::new();
    let site = Site::start().await;
    let key = new_key(Algorithm::Rs256).public_key();
    let keys = ["a", "b", "c"].map(|kid| key.jwk_as(kid, Algorithm::Rs256, None));
    site.json("/jwks", &set_of(keys.map(|key| serde_json::to_value(key).unwrap())));
    fetch_all(&bench, &site, 0..WARM).await;

    let before = resident();
    fetch_all(&bench, &site, WARM..WARM + SOURCES).await;
    let taken = resident().saturating_sub(before);
    println!("{SOURCES} sources with three RSA keys each take {taken} KiB");
    assert_eq!(u128::from(bench.sets.figures().kept), WARM + SOURCES);
    assert!(taken <= MOST, "{taken} KiB");
}
