//! Gateway configurations: their contents, values that a client must not be able to change, and
//! the copies in the documentation. Tests with real gateways check that the configurations work.

use std::{fs, path::Path};

use serde_json::json;

use crate::harness::{Answer, World, on_both};

const UPSTREAM: &str = "http://127.0.0.1:3000";

/// The API `orders` of the documentation.
async fn orders(world: &World, project: &str) -> String {
    identified(world, project, "orders", "https://api.example.com/orders").await
}

async fn identified(world: &World, project: &str, name: &str, identifier: &str) -> String {
    let input = json!({
        "projectId": project, "name": name, "identifier": identifier, "scopes": ["read"],
    });
    let made = world.mutate(&world.root(), "createApi", input, "api { id }").await;
    made.text("/createApi/api/id")
}

async fn ask(world: &World, api: &str, gateway: &str, upstream: &str) -> Answer {
    let query = "query ($id: ID!, $gateway: Gateway!, $upstream: String!) {
        node(id: $id) { ... on Api { gatewayConfig(gateway: $gateway, upstream: $upstream) } } }";
    let variables = json!({ "id": api, "gateway": gateway, "upstream": upstream });
    world.ask(&world.root(), query, variables).await
}

/// The code block after the mark in a page of the documentation.
fn documented(page: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/gateways").join(page);
    let text =
        fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let (_, rest) = text.split_once("<!-- gatewayConfig -->\n```").unwrap();
    let (_, rest) = rest.split_once('\n').unwrap();
    rest.split_once("```\n").unwrap().0.to_owned()
}

on_both! {
    async fn each_page_shows_what_keyplane_writes(world: World) {
        let project = world.project("acme").await;
        let api = orders(&world, &project).await;
        for (gateway, page) in [
            ("NGINX", "nginx.md"), ("CADDY", "caddy.md"), ("TRAEFIK", "traefik.md"), ("ENVOY", "envoy.md"),
        ] {
            let written = ask(&world, &api, gateway, UPSTREAM).await.text("/node/gatewayConfig");
            let shown = documented(page);
            assert!(written == shown, "docs/gateways/{page} is stale; it is now:\n{written}");
        }
    }

    async fn an_upstream_is_a_bare_origin_and_nothing_else_gets_into_a_configuration(world: World) {
        let project = world.project("acme").await;
        let api = world.api(&project, "orders", &["read"]).await;
        for gateway in ["NGINX", "CADDY", "TRAEFIK", "ENVOY"] {
            for upstream in [
                "", "127.0.0.1:3000", "ftp://orders", "http://orders/path", "http://orders?a", "http://u:p@orders",
                "http://orders\n}", "http://orders; }", "http://{env.HOME}", "http://$host", " http://orders",
                "http://orders\", tls: x", "http://orders #", "http://`orders`",
            ] {
                let answer = ask(&world, &api, gateway, upstream).await;
                assert_eq!(answer.refused("INVALID_INPUT").fields(), ["upstream"], "{upstream:?}");
            }
            for (upstream, shown) in
                [("https://orders.internal:8443/", "orders.internal"), ("http://[::1]:3000", "::1")]
            {
                let config = ask(&world, &api, gateway, upstream).await.text("/node/gatewayConfig");
                assert!(config.contains(shown), "{config}");
            }
        }
    }

    async fn a_gateway_serves_the_resource_metadata_at_the_path_of_the_identifier(world: World) {
        let project = world.project("acme").await;
        let cases = [
            ("bare", "https://bare.example.com", Some("")),
            ("slash", "https://slash.example.com/", Some("")),
            ("deep", "https://deep.example.com/a/mcp?v=1", Some("/a/mcp")),
            ("urn", "urn:orders", None),
            ("http", "http://api.example.com/orders", None),
            // What a file could take for its own.
            ("semicolon", "https://api.example.com/a;b", None),
            ("quote", "https://api.example.com/a'b", None),
            ("variable", "https://api.example.com/$host", None),
            ("pattern", "https://api.example.com/*", None),
            ("escape", "https://api.example.com/a%20b", None),
            // What no gateway lets through.
            ("dots", "https://api.example.com/a/../b", None),
            ("empty", "https://api.example.com//b", None),
        ];
        for (name, identifier, path) in cases {
            let api = identified(&world, &project, name, identifier).await;
            for gateway in ["NGINX", "CADDY", "TRAEFIK", "ENVOY"] {
                let config = ask(&world, &api, gateway, UPSTREAM).await.text("/node/gatewayConfig");
                let asked = path.map(|path| format!("/.well-known/oauth-protected-resource{path}"));
                let served = config.contains(&format!("/p/acme/apis/{name}/oauth-protected-resource"));
                assert_eq!(served, path.is_some(), "{gateway} {identifier}\n{config}");
                match asked {
                    Some(asked) => assert!(config.contains(&asked), "{config}"),
                    None => assert!(!config.contains("/.well-known/"), "{config}"),
                }
            }
        }
    }

    async fn gateways_that_would_take_any_certificate_are_told_to_check_them(world: World) {
        let project = world.project("acme").await;
        let api = world.api(&project, "orders", &["read"]).await;
        for gateway in ["NGINX", "ENVOY"] {
            for (upstream, times) in [(UPSTREAM, 1), ("https://orders", 2)] {
                let config = ask(&world, &api, gateway, upstream).await.text("/node/gatewayConfig");
                assert_eq!(config.matches("/ca-certificates.crt").count(), times, "{config}");
            }
        }
    }

    async fn configurations_of_two_apis_can_stand_in_one_place(world: World) {
        // The same letters, cut elsewhere.
        let (one, other) = (world.project("one").await, world.project("one-two").await);
        let apis = [world.api(&one, "two-three", &[]).await, world.api(&other, "three", &[]).await];
        let mut names = Vec::new();
        for api in &apis {
            let config = ask(&world, api, "NGINX", UPSTREAM).await.text("/node/gatewayConfig");
            let (_, rest) = config.split_once("\nupstream ").unwrap();
            names.push(rest.split_once(' ').unwrap().0.to_owned());
        }
        assert_ne!(names[0], names[1]);
    }
}
