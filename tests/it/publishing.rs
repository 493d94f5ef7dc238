//! JWKS and discovery documents.

use axum::{
    body::Body,
    http::{Method, Request},
};
use serde_json::{Value, json};

use crate::harness::{Response, World, on_both};

const JWKS: &str = "/p/acme/.well-known/jwks.json";
const DISCOVERY: [&str; 4] = [
    "/p/acme/.well-known/openid-configuration",
    "/.well-known/openid-configuration/p/acme",
    "/.well-known/oauth-authorization-server/p/acme",
    "/p/acme/.well-known/oauth-authorization-server",
];

const METHODS: [&str; 5] = [
    "private_key_jwt",
    "client_secret_basic",
    "client_secret_post",
    "client_secret_jwt",
    "spiffe_jwt",
];

async fn conditional(world: &World, path: &str, etag: &str) -> Response {
    let request = Request::get(path).header("if-none-match", etag).body(Body::empty());
    world.send(request.unwrap()).await
}

fn max_age(response: &Response) -> i64 {
    let value = response.header("cache-control").strip_prefix("public, max-age=");
    value.unwrap_or_else(|| panic!("{:?}", response.headers)).parse().unwrap()
}

on_both! {
    async fn the_jwks_holds_each_published_key_with_kid_alg_use_and_certificate(world: World) {
        let project = world.project("acme").await;
        world.holder_key(&project, "holder").await;
        let answer = world.get(JWKS).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(max_age(&answer), 300);

        let jwks = answer.json();
        let keys = jwks["keys"].as_array().unwrap();
        assert_eq!(keys.len(), 2);
        for key in keys {
            assert_eq!(key["use"], "sig");
            assert!(key["kid"].is_string() && key["alg"].is_string(), "{key}");
            for private in ["d", "p", "q", "dp", "dq", "qi", "k"] {
                assert!(key.get(private).is_none(), "{key}");
            }
        }

        let generated = keys.iter().find(|key| key["kty"] == "RSA").unwrap();
        assert!(generated["x5c"][0].is_string() && generated["x5t#S256"].is_string(), "{generated}");
    }

    async fn the_four_forms_of_discovery_give_one_document(world: World) {
        world.project("acme").await;
        let document = world.get(DISCOVERY[0]).await;
        let issuer = "https://keys.example.com/p/acme";
        assert_eq!(document.json()["issuer"], issuer);
        assert_eq!(document.json()["jwks_uri"], format!("{issuer}/.well-known/jwks.json"));
        for (name, path) in [("token", "token"), ("introspection", "introspect"), ("revocation", "revoke")] {
            let endpoint = format!("{issuer}/oauth/{path}");
            assert_eq!(document.json()[format!("{name}_endpoint")], endpoint);
            let methods = &document.json()[format!("{name}_endpoint_auth_methods_supported")];
            assert_eq!(methods, &json!(METHODS), "{name}");
        }
        for path in DISCOVERY {
            let answer = world.get(path).await;
            assert_eq!(answer.body, document.body, "{path}");
            assert_eq!(answer.header("etag"), document.header("etag"), "{path}");
            assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
        }
    }

    async fn an_unchanged_document_is_304_with_the_same_cache_headers(world: World) {
        world.project("acme").await;
        for path in [JWKS, DISCOVERY[0], DISCOVERY[1], DISCOVERY[2], DISCOVERY[3]] {
            let whole = world.get(path).await;
            let etag = whole.header("etag").to_owned();
            assert!(etag.starts_with('"') && etag.ends_with('"'), "strong: {etag}");
            for known in [etag.clone(), format!("\"x\", {etag}"), format!("W/{etag}"), "*".to_owned()] {
                let answer = conditional(&world, path, &known).await;
                assert_eq!(answer.status, 304, "{path} {known}");
                assert!(answer.body.is_empty());
                assert_eq!(answer.header("etag"), etag);
                assert_eq!(answer.header("cache-control"), whole.header("cache-control"));
            }
            assert_eq!(conditional(&world, path, "\"x\"").await.status, 200, "{path}");
        }
    }

    async fn a_changed_jwks_has_another_etag_at_once(world: World) {
        let project = world.project("acme").await;
        let before = world.get(JWKS).await;
        world.holder_key(&project, "holder").await;
        let after = conditional(&world, JWKS, before.header("etag")).await;
        assert_eq!(after.status, 200);
        assert_eq!(after.json()["keys"].as_array().unwrap().len(), 2);
    }

    async fn max_age_shrinks_before_an_activation_and_a_state_change_shows_without_a_write(world: World) {
        let input = json!({ "slug": "acme", "name": "Acme", "keyPolicy": { "jwksMaxAgeSeconds": 600 } });
        world.mutate(&world.root(), "createProject", input, "project { id }").await.ok();
        assert_eq!(max_age(&world.get(JWKS).await), 600);
        let key = world.signing_keys("acme", "id").await[0]["id"].clone();
        let rotated = world.mutate(&world.root(), "rotateKey", json!({ "keyId": key }), "previous { expiresAt }").await.ok();
        let end = keyplane_entity::Timestamp::parse(&rotated.text("/rotateKey/previous/expiresAt")).unwrap();
        world.clock.advance(86_400 - 100);
        assert!(max_age(&world.get(JWKS).await) <= 100);
        world.clock.set(end.plus_seconds(-1));
        assert_eq!(world.get(JWKS).await.json()["keys"].as_array().unwrap().len(), 2);
        world.clock.set(end);
        assert_eq!(world.get(JWKS).await.json()["keys"].as_array().unwrap().len(), 1);
    }

    async fn an_unknown_or_deleted_project_is_404(world: World) {
        let project = world.project("acme").await;
        assert_eq!(world.get(JWKS).await.status, 200);
        for path in ["/p/nobody/.well-known/jwks.json", "/p/nobody/.well-known/openid-configuration", "/p/ACME/.well-known/jwks.json", "/p/%27/.well-known/jwks.json", "/.well-known/openid-configuration/p/nobody", "/p/nobody/oauth/authorize"] {
            let answer = world.get(path).await;
            assert_eq!(answer.status, 404, "{path}");
            answer.json();
        }
        let input = json!({ "projectId": project, "confirmSlug": "acme" });
        world.mutate(&world.root(), "deleteProject", input, "deletedId").await.ok();
        assert_eq!(world.get(JWKS).await.status, 404);
        assert_eq!(world.get(DISCOVERY[0]).await.status, 404);
    }

    async fn other_methods_are_405_and_say_which_are_not(world: World) {
        world.project("acme").await;
        for path in [JWKS, DISCOVERY[0]] {
            for method in [Method::POST, Method::PUT, Method::DELETE] {
                let request = Request::builder().method(method).uri(path).body(Body::empty());
                let answer = world.send(request.unwrap()).await;
                assert_eq!(answer.status, 405);
                assert!(answer.header("allow").contains("GET"));
            }
            let request = Request::builder().method(Method::HEAD).uri(path).body(Body::empty());
            let answer = world.send(request.unwrap()).await;
            assert_eq!(answer.status, 200);
        }
    }

    async fn a_web_page_of_any_origin_may_ask_whether_it_may_read(world: World) {
        for path in [JWKS, DISCOVERY[0], DISCOVERY[1], "/p/nobody/.well-known/jwks.json"] {
            let request = Request::builder().method(Method::OPTIONS).uri(path);
            let request = request.header("origin", "https://a.example").header("access-control-request-method", "GET");
            let answer = world.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, 204, "{path}");
            assert!(answer.body.is_empty(), "{path}");
            for (name, value) in [
                ("access-control-allow-origin", "*"), ("access-control-allow-methods", "GET, HEAD, OPTIONS"),
                ("access-control-allow-headers", "if-none-match, mcp-protocol-version"), ("access-control-max-age", "86400"),
                ("access-control-expose-headers", "etag, x-request-id"), ("vary", ""),
            ] {
                assert_eq!(answer.header(name), value, "{path} {name}");
            }
        }
        for (path, status) in [("/p/nobody/.well-known/jwks.json", 404), ("/p/%FF/.well-known/jwks.json", 404)] {
            let answer = world.get(path).await;
            assert_eq!((answer.status.as_u16(), answer.header("access-control-allow-origin")), (status, "*"), "{path}");
        }
    }

    async fn there_is_no_login_and_discovery_says_so(world: World) {
        let project = world.project("acme").await;
        let answer = world.get("/p/acme/oauth/authorize").await;
        assert_eq!(answer.status, 400);
        assert_eq!(answer.json()["error"], "unsupported_response_type");
        let document = world.get(DISCOVERY[0]).await.json();
        assert_eq!(document["response_types_supported"], json!(["none"]));
        assert_eq!(document["authorization_endpoint"], "https://keys.example.com/p/acme/oauth/authorize");

        let own = "https://login.example.com/authorize";
        let input = json!({ "projectId": project, "authorizationEndpoint": own });
        world.mutate(&world.root(), "updateProject", input, "project { id }").await.ok();
        assert_eq!(world.get(DISCOVERY[0]).await.json()["authorization_endpoint"], own);
        let input = json!({ "projectId": project, "authorizationEndpoint": Value::Null });
        world.mutate(&world.root(), "updateProject", input, "project { id }").await.ok();
        assert_ne!(world.get(DISCOVERY[0]).await.json()["authorization_endpoint"], own);
    }
}
