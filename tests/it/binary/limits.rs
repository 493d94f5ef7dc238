//! Limits of failed requests, behind a proxy.

use super::process::{Keyplane, data_folder, free_address};

/// A check that names no project, which is refused with 403.
const UNKNOWN: &str = "/p/nosuch/apis/nosuch/verify";

fn status(server: &Keyplane, forwarded: &str) -> u16 {
    let headers = format!("Authorization: Bearer a.b.c\r\nX-Forwarded-For: {forwarded}\r\n");
    server.get_with(UNKNOWN, &headers).0
}

#[test]
fn a_trusted_proxy_shares_no_budget_with_its_clients() {
    let (data, address) = (data_folder(), free_address());
    let server = Keyplane::try_start(data.path(), address, |command| {
        command.env("KEYPLANE_TRUSTED_PROXIES", "127.0.0.1");
        command.env("KEYPLANE_FAILURES_PER_SOURCE", "3");
    });
    let server = server.unwrap();

    let first: Vec<_> = (0..5).map(|_| status(&server, "203.0.113.5")).collect();
    assert_eq!(first, [403, 403, 403, 429, 429]);
    assert_eq!(status(&server, "203.0.113.6"), 403);
    let of_64: Vec<_> =
        (0..5).map(|host| status(&server, &format!("2001:db8::{host:x}"))).collect();
    assert_eq!(of_64, [403, 403, 403, 429, 429]);
    assert_eq!(status(&server, "2001:db8:0:1::1"), 403);
}

#[test]
fn without_a_trusted_proxy_the_socket_is_the_source_whatever_a_client_says() {
    let (data, address) = (data_folder(), free_address());
    let server = Keyplane::try_start(data.path(), address, |command| {
        command.env("KEYPLANE_FAILURES_PER_SOURCE", "3");
    });
    let server = server.unwrap();
    let all: Vec<_> = (0..5).map(|host| status(&server, &format!("203.0.113.{host}"))).collect();
    assert_eq!(all, [403, 403, 403, 429, 429]);
}
