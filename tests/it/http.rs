//! HTTP of the GraphQL endpoint: methods, media types, bodies, limits.

use axum::{
    body::Body,
    http::{Method, Request},
};
use serde_json::{Value, json};

use crate::harness::{Response, World, on_both};

async fn post(world: &World, content_type: &str, accept: &str, body: impl Into<Body>) -> Response {
    let token = world.root().token(world.now());
    let mut request = Request::post("/graphql").header("authorization", format!("Bearer {token}"));
    if !content_type.is_empty() {
        request = request.header("content-type", content_type);
    }
    if !accept.is_empty() {
        request = request.header("accept", accept);
    }
    world.send(request.body(body.into()).unwrap()).await
}

on_both! {
    async fn only_post_of_json_is_taken(world: World) {
        for method in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE, Method::OPTIONS] {
            let request = Request::builder().method(&method).uri("/graphql?query={viewer{scope}}");
            let answer = world.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, 405, "{method}");
            assert_eq!(answer.header("allow"), "POST", "{method}");
        }
        let body = json!({ "query": "{ viewer { scope } }" }).to_string();
        for wrong in ["", "text/plain", "application/graphql", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"] {
            assert_eq!(post(&world, wrong, "", body.clone()).await.status, 415, "{wrong}");
        }
        for right in ["application/json", "application/json; charset=utf-8", "Application/JSON", "application/json ; charset = 'utf-8' ;"] {
            assert_eq!(post(&world, right, "", body.clone()).await.status, 200, "{right}");
        }
    }

    async fn a_body_that_is_no_request_is_400_and_too_long_a_one_413(world: World) {
        for body in ["", "{", "null", "1", "\"x\"", "{\"query\":1}", "{}", "{\"query\":\"{viewer{scope}}\",\"variables\":[]}", "[{\"query\":\"{viewer{scope}}\"}]", "[]"] {
            assert_eq!(post(&world, "application/json", "", body).await.status, 400, "{body}");
        }
        let long = json!({ "query": "{ viewer { scope } }", "pad": "x".repeat(1024 * 1024) });
        assert_eq!(post(&world, "application/json", "", long.to_string()).await.status, 413);
        let fits = json!({ "query": "{ viewer { scope } }", "pad": "x".repeat(1024 * 1024 - 100) });
        assert_eq!(post(&world, "application/json", "", fits.to_string()).await.status, 200);
    }

    async fn members_that_the_server_does_not_read_are_left_out(world: World) {
        let values = vec![0; 200_000];
        let body = json!({ "query": "query A { viewer { scope } } query B { instance { audience } }", "operationName": "B", "variables": null, "extensions": { "a": values }, "id": [values] });
        let answer = post(&world, "application/json", "", body.to_string()).await;
        assert_eq!((answer.status.as_u16(), answer.json()), (200, json!({ "data": { "instance": { "audience": "keyplane" } } })));
        let body = r#"{"query":"{viewer{scope}}","query":"{instance{audience}}"}"#;
        assert_eq!(post(&world, "application/json", "", body).await.status, 400);
    }

    async fn a_persisted_query_is_told_that_there_are_none_and_runs_when_it_is_sent(world: World) {
        let hash = json!({ "persistedQuery": { "version": 1, "sha256Hash": "ab".repeat(32) } });
        let expected = json!({ "errors": [{
            "message": "PersistedQueryNotSupported", "extensions": { "code": "PERSISTED_QUERY_NOT_SUPPORTED" },
        }] });
        for accept in ["", "application/json", "application/graphql-response+json", "application/graphql-response+json,application/json;q=0.9"] {
            for body in [json!({ "extensions": hash }), json!({ "operationName": "A", "variables": { "a": 1 }, "query": null, "extensions": hash })] {
                let answer = post(&world, "application/json", accept, body.to_string()).await;
                assert_eq!((answer.status.as_u16(), answer.json()), (200, expected.clone()), "{accept}");
                assert_eq!(answer.header("cache-control"), "no-store");
            }
            let body = json!({ "query": "{ viewer { scope } }", "extensions": hash });
            let answer = post(&world, "application/json", accept, body.to_string()).await;
            assert_eq!(answer.json(), json!({ "data": { "viewer": { "scope": "INSTANCE" } } }));
        }

        for body in [json!({ "extensions": {} }), json!({ "documentId": "sha256:00" })] {
            assert_eq!(post(&world, "application/json", "", body.to_string()).await.status, 400, "{body}");
        }
        let request = Request::post("/graphql").header("content-type", "application/json");
        let body = json!({ "extensions": hash }).to_string();
        assert_eq!(world.send(request.body(Body::from(body)).unwrap()).await.status, 401);
    }

    async fn variables_that_are_too_many_exceed_a_limit_in_the_type_that_is_asked_for(world: World) {
        let body = json!({ "query": "{ viewer { scope } }", "variables": { "a": vec![0; 5000] } }).to_string();
        for (accept, status) in [("application/json", 200), ("application/graphql-response+json", 400)] {
            let answer = post(&world, "application/json", accept, body.clone()).await;
            assert_eq!(answer.status, status, "{accept}");
            assert!(answer.header("content-type").starts_with(accept));
            assert_eq!(answer.json()["errors"][0]["extensions"]["code"], "LIMIT_EXCEEDED");
        }
    }

    async fn the_newer_media_type_makes_a_request_that_cannot_run_400(world: World) {
        let newer = "application/graphql-response+json";
        for query in ["{", "{ nothing }", "query ($a: Int!) { viewer { scope } } {", "{ project { slug } }"] {
            let body = json!({ "query": query }).to_string();
            let answer = post(&world, "application/json", newer, body.clone()).await;
            assert_eq!(answer.status, 400, "{query}");
            assert!(answer.header("content-type").starts_with(newer));
            assert!(answer.json().get("data").is_none(), "{query}");
            let answer = post(&world, "application/json", "application/json", body).await;
            assert_eq!(answer.status, 200, "{query}");
            assert!(answer.header("content-type").starts_with("application/json"));
        }
        let body = json!({ "query": "{ projects(first: 101) { totalCount } }" }).to_string();
        assert_eq!(post(&world, "application/json", newer, body).await.status, 200, "a domain error is 200");
    }

    async fn answers_are_not_stored_and_carry_a_request_id(world: World) {
        let body = json!({ "query": "{ viewer { scope } }" }).to_string();
        let one = post(&world, "application/json", "", body.clone()).await;
        let other = post(&world, "application/json", "", body).await;
        assert_eq!(one.header("cache-control"), "no-store");
        assert!(!one.header("x-request-id").is_empty());
        assert_ne!(one.header("x-request-id"), other.header("x-request-id"));
    }

    async fn too_much_in_one_request_is_refused_before_any_of_it_runs(world: World) {
        let field = |number: usize| format!("m{number}: createProject(input: {{ slug: \"many-{number}\", name: \"n\" }}) {{ project {{ id }} }}");
        let fields: String = (0..6).map(field).collect();
        let spread = format!("mutation {{ ...F }} fragment F on Mutation {{ {fields} }}");
        let deep = format!("{{ projects {{ nodes {{ {} slug {} }} }} }}", "applications { nodes { project {".repeat(8), "} } }".repeat(8));
        let wide = "{ projects(first: 100) { nodes { applications(first: 100) { nodes { keys(first: 100) { nodes { kid } } } } } } }";
        for query in [format!("mutation {{ {fields} }}"), spread, deep, wide.to_owned()] {
            world.ask(&world.root(), &query, Value::Null).await.refused("LIMIT_EXCEEDED");
        }
        let count = world.ask(&world.root(), "{ projects { totalCount } }", Value::Null).await;
        assert_eq!(count.int("/projects/totalCount"), 0);
    }

    async fn the_introspection_query_of_the_usual_tools_passes(world: World) {
        let query = include_str!("introspection/graphql-js.graphql");
        let answer = world.ask(&world.root(), query, Value::Null).await.ok();
        assert_eq!(answer.text("/__schema/queryType/name"), "Query");
    }

    async fn paths_that_are_not_there_are_404_without_a_page(world: World) {
        for path in ["/nothing", "/graphql/", "/p/", "/p/acme", "/api", "/admin", "/.env"] {
            let answer = world.get(path).await;
            assert_eq!(answer.status, 404, "{path}");
            assert!(!answer.text().contains("<html"), "{path}");
        }
        assert!(world.get("/").await.status.is_redirection());
        assert_eq!(world.get("/healthz").await.status, 200);
        assert_eq!(world.get("/readyz").await.status, 200);
        assert!(world.get("/console/").await.header("content-type").starts_with("text/html"));
    }
}
