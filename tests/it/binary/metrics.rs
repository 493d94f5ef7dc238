//! The metrics of the real binary.

use std::time::Duration;

use serde_json::json;

use super::{
    observed::Observed,
    process::{get_from, now},
};

const TOKEN: &str = "/p/acme/oauth/token";

#[test]
fn metrics_have_a_listener_of_their_own() {
    let observed = Observed::start(&[]);
    assert_eq!(observed.server.get("/metrics").0, 404, "not among the paths of clients");
    assert_eq!(get_from(observed.metrics, "/readyz").0, 404);
    assert_eq!(get_from(observed.metrics, "/metrics").0, 200);
    assert_eq!(observed.lines("metrics are at /metrics").len(), 1);
}

#[test]
fn requests_tokens_refusals_and_checks_are_counted() {
    let observed = Observed::start(&[]);
    let client = observed.client("JWT");
    let server = &observed.server;
    let good = client.form(&client.secret);
    for _ in 0..3 {
        assert_eq!(server.post_form(TOKEN, &good).0, 200);
    }
    assert_eq!(server.post_form(TOKEN, &client.form("wrong")).0, 401);
    assert_eq!(server.get("/p/acme/.well-known/jwks.json").0, 200);
    assert_eq!(
        server.get_with("/p/acme/apis/orders/verify", "Authorization: Bearer a.b.c\r\n").0,
        401
    );
    // A document, though it stands beside the check.
    assert_eq!(server.get("/p/acme/apis/orders/oauth-protected-resource").0, 404);
    assert_eq!(server.ask(&observed.admin(), "{ viewer { kid } }", &json!({})).0, 200);

    let samples = observed.scrape();
    let checks =
        samples.iter().filter(|(name, _)| name.starts_with("keyplane_gateway_checks_total"));
    assert!((checks.map(|(_, count)| count).sum::<f64>() - 1.0).abs() < f64::EPSILON);
    for (series, expected) in [
        (
            r#"keyplane_tokens_issued_total{grant_type="client_credentials",format="jwt",algorithm="RS256"}"#,
            3.0,
        ),
        (r#"keyplane_refusals_total{door="token",reason="invalid_client"}"#, 1.0),
        (r#"keyplane_refusals_total{door="check",reason="invalid_token"}"#, 1.0),
        (r#"keyplane_gateway_checks_total{verdict="unauthenticated"}"#, 1.0),
        (
            r#"http_server_request_duration_seconds_count{http_request_method="POST",http_route="/p/{slug}/oauth/token",http_response_status_code="200"}"#,
            3.0,
        ),
        (
            r#"http_server_request_duration_seconds_count{http_request_method="POST",http_route="/p/{slug}/oauth/token",http_response_status_code="401"}"#,
            1.0,
        ),
        (
            r#"http_server_request_duration_seconds_count{http_request_method="GET",http_route="/p/{slug}/.well-known/jwks.json",http_response_status_code="200"}"#,
            1.0,
        ),
        (r#"keyplane_ready{path="serve"}"#, 1.0),
        (r#"keyplane_ready{path="write"}"#, 1.0),
        (r#"keyplane_build_info{version="0.1.0"}"#, 1.0),
    ] {
        assert_eq!(samples.get(series), Some(&expected), "{series}");
    }
}

#[test]
fn keys_the_database_and_the_process_are_told() {
    let observed = Observed::start(&[]);
    observed.client("OPAQUE");
    let samples = observed.scrape();
    let read = |series: &str| samples.get(series).copied().unwrap_or_else(|| panic!("{series}"));
    let now = now().seconds() as f64;
    let hour = Duration::from_hours(1).as_secs_f64();

    for purpose in ["admin", "signing"] {
        let series =
            format!("keyplane_key_oldest_activation_timestamp_seconds{{purpose=\"{purpose}\"}}");
        assert!((now - hour..=now + 1.0).contains(&read(&series)), "{series}");
    }
    let writers = r#"db_client_connection_max{db_client_connection_pool_name="write"}"#;
    assert_eq!(format!("{}", read(writers)), "1");
    assert!(read("process_resident_memory_bytes") > 1e6);
    assert!(read("process_open_fds") > 5.0 && read("process_cpu_seconds_total") > 0.0);
    assert!((now - hour..=now + 1.0).contains(&read("process_start_time_seconds")));
    assert!(read("keyplane_client_connections_max") > 0.0);
}

#[test]
fn unknown_clients_kids_slugs_methods_and_paths_make_no_series() {
    let observed = Observed::start(&[]);
    observed.client("JWT");
    let server = &observed.server;
    let unknown = |at: usize| {
        let name = format!("unknown-{at}");
        let form = format!("grant_type=client_credentials&client_id=app_{name}&client_secret=s");
        assert_eq!(server.post_form(TOKEN, &form).0, 401);
        assert_eq!(server.post_form(&format!("/p/{name}/oauth/token"), &form).0, 404);
        assert_eq!(server.get(&format!("/p/{name}/.well-known/jwks.json")).0, 404);
        assert_eq!(server.get(&format!("/{name}")).0, 404);
        let check = format!("/p/{name}/apis/{name}/verify");
        assert_eq!(server.get_with(&check, &format!("Authorization: Bearer {name}\r\n")).0, 403);
        let mut admin = observed.admin();
        admin.kid.clone_from(&name);
        assert_eq!(server.ask(&admin, "{ viewer { kid } }", &json!({})).0, 401);
        assert_eq!(server.send(&format!("BREW{at}"), "/healthz"), 405);
    };

    unknown(0);
    let before = observed.series();
    for at in 1..100 {
        unknown(at);
    }
    assert_eq!(observed.series(), before);
    let samples = observed.scrape();
    let kids = r#"keyplane_refusals_total{door="admin",reason="unknown_kid"}"#;
    assert_eq!(format!("{}", samples[kids]), "100");
    assert!(!before.iter().any(|series| series.contains("unknown-")), "{before:?}");
}
