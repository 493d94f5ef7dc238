//! The portal's files over HTTP: media types, caching and the content security policy.

use axum::{
    body::Body,
    http::{Method, Request},
};
use serde_json::json;

use crate::harness::{PUBLIC_URL, Response, World, on_both};

const PAGE: &str = "/console/";
const SCRIPT: &str = "/console/assets/index-1a2b3c4d.js";
const PLAIN: &str = "the portal's script";

async fn get(world: &World, path: &str, (name, value): (&str, &str)) -> Response {
    world.send(Request::get(path).header(name, value).body(Body::empty()).unwrap()).await
}

on_both! {
    async fn every_file_of_the_portal_carries_the_policy(world: World) {
        for path in [PAGE, SCRIPT, "/console/favicon.svg", "/console/projects/acme"] {
            let answer = world.get(path).await;
            assert_eq!(answer.status, 200, "{path}");
            let policy: Vec<_> = answer.header("content-security-policy").split(';').map(str::trim).collect();
            for part in ["default-src 'self'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'", "worker-src 'self' blob:", "base-uri 'none'", "form-action 'self'"] {
                assert!(policy.contains(&part), "{path}: {policy:?} without {part}");
            }
            assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        }
    }

    async fn a_file_with_a_hash_in_its_name_is_kept_for_a_year_and_the_page_asked_for_each_time(world: World) {
        assert_eq!(world.get(SCRIPT).await.header("cache-control"), "public, max-age=31536000, immutable");
        for path in [PAGE, "/console/favicon.svg", "/console/projects/acme"] {
            assert_eq!(world.get(path).await.header("cache-control"), "no-cache", "{path}");
        }
    }

    async fn an_address_of_the_portal_is_the_first_page_and_a_missing_file_is_not(world: World) {
        for path in [PAGE, "/console/projects/acme/signing-keys", "/console/instance", "/console/projects/acme/applications/app_01h"] {
            let answer = world.get(path).await;
            assert!(answer.header("content-type").starts_with("text/html"), "{path}");
            assert_eq!(answer.text(), "<html>the portal</html>", "{path}");
        }
        for path in ["/console/missing.js", "/console/assets/gone-12345678.js", "/console/../index.html", "/console/.env"] {
            let answer = world.get(path).await;
            assert_eq!(answer.status, 404, "{path}");
            assert!(!answer.text().contains("<html"), "{path}");
        }
    }

    async fn the_portal_learns_which_server_it_is_of_without_a_login(world: World) {
        let answer = world.get("/console/server.json").await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.json(), json!({ "publicUrl": PUBLIC_URL }));
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(answer.header("cache-control"), "no-store");
        let post = Request::post("/console/server.json").body(Body::empty()).unwrap();
        let refused = world.send(post).await;
        assert_eq!((refused.status.as_u16(), refused.header("allow")), (405, "GET, HEAD"));
    }

    async fn the_smallest_encoding_that_the_client_takes_is_sent(world: World) {
        for (accepts, encoding, body) in [
            ("gzip, deflate, br, zstd", "br", "in Brotli"),
            ("gzip", "gzip", "in gzip"),
            ("GZIP;q=0.5", "gzip", "in gzip"),
            ("gzip ; q=0.5", "gzip", "in gzip"),
            ("br;q=0, gzip", "gzip", "in gzip"),
            ("br;q=0.000", "", PLAIN),
            ("br;q=", "", PLAIN),
            ("identity", "", PLAIN),
            ("*", "", PLAIN),
            ("brotli", "", PLAIN),
            ("", "", PLAIN),
        ] {
            let answer = get(&world, SCRIPT, ("accept-encoding", accepts)).await;

            assert_eq!(answer.header("content-encoding"), encoding, "{accepts}");
            assert_eq!(answer.text(), body, "{accepts}");
            assert_eq!(answer.header("content-type"), "text/javascript; charset=utf-8", "{accepts}");
            assert_eq!(answer.header("vary"), "accept-encoding", "{accepts}");
        }
    }

    async fn a_page_that_did_not_change_is_not_sent_again(world: World) {
        let page = world.get(PAGE).await;
        let again = get(&world, PAGE, ("if-none-match", page.header("etag"))).await;
        assert_eq!(again.status, 304);
        assert!(again.body.is_empty());
        assert_eq!(get(&world, PAGE, ("if-none-match", "\"other\"")).await.status, 200);
    }

    async fn the_portal_is_only_read(world: World) {
        for method in [Method::POST, Method::PUT, Method::DELETE] {
            let request = Request::builder().method(&method).uri(PAGE).body(Body::empty()).unwrap();
            let answer = world.send(request).await;
            assert_eq!(answer.status, 405, "{method}");
            assert_eq!(answer.header("allow"), "GET, HEAD", "{method}");
        }
    }
}
