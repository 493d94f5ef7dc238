//! The HTTP response of a refusal.

use axum::{body::Body, http::Request};
use serde_json::json;

use super::tokens::changed;
use crate::harness::on_both;

on_both! {
    async fn a_refusal_says_why_in_the_header_and_in_the_body(world: World) {
        let token = world.root().token_with(changed(&world, &world.root(), json!({ "aud": "nobody" })));
        let answer = world.ask_with(&token, "{ viewer { scope } }", json!({})).await;
        assert_eq!(answer.response.status, 401);
        let challenge = answer.response.header("www-authenticate");
        assert!(challenge.starts_with("Bearer error=\"invalid_token\", error_description=\""), "{challenge}");
        assert!(challenge.contains(answer.message()), "{challenge}");
        assert_eq!(answer.reason(), "WRONG_AUDIENCE");
        assert_eq!(answer.code(), "UNAUTHENTICATED");
        assert!(answer.body.get("data").is_none());
        assert!(answer.response.header("content-type").starts_with("application/json"));
        assert_eq!(answer.response.header("cache-control"), "no-store");
        assert!(!answer.response.header("x-request-id").is_empty());
    }

    async fn a_refusal_is_401_also_where_the_newer_media_type_is_asked_for(world: World) {
        let request = Request::post("/graphql")
            .header("content-type", "application/json")
            .header("accept", "application/graphql-response+json");
        let answer = world.send(request.body(Body::from("{}")).unwrap()).await;
        assert_eq!(answer.status, 401);
        assert_eq!(answer.json()["errors"][0]["extensions"]["reason"], "MISSING_TOKEN");
    }
}
