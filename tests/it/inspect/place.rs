//! Authorization of `inspectToken`, and the project whose rules it applies.

use serde_json::json;

use super::support::{Acme, QUERY, inspect};
use crate::harness::on_both;

on_both! {
    async fn an_instance_key_finds_the_project_by_the_token(world: World) {
        let acme = Acme::create(&world).await;
        let root = world.root();
        let access_token = acme.token(&world, "a").await;
        inspect(&world, &root, &access_token).await.assert_valid("ACCESS_TOKEN");
        inspect(&world, &root, &acme.assertion(&world, json!({}))).await.assert_valid("CLIENT_ASSERTION");
        inspect(&world, &root, &acme.reader.token(world.now())).await.assert_valid("ADMIN_TOKEN");
    }

    async fn a_foreign_project_looks_as_if_it_did_not_exist(world: World) {
        let acme = Acme::create(&world).await;
        let other = world.project("other").await;
        let neighbour = world.project_admin(&other, "other", "neighbour", &["READ"]).await;
        let token = acme.token(&world, "a").await;
        let foreign = json!({ "input": { "token": token, "projectId": acme.project } });
        let nobody = json!({ "input": { "token": token, "projectId": "prj_01h455vb4pex5vsknk084sn02q" } });
        let foreign = world.ask(&neighbour, QUERY, foreign).await.refused("NOT_FOUND");
        let nobody = world.ask(&neighbour, QUERY, nobody).await.refused("NOT_FOUND");
        assert_eq!(foreign.body, nobody.body);
        let inspection = inspect(&world, &neighbour, &token).await;
        inspection.assert("ACCESS_TOKEN", "UNKNOWN_KID", "key", ("private half is here", "none"));
        assert!(inspection.0["key"].is_null());
    }

    async fn an_opaque_token_of_another_project_is_unknown(world: World) {
        let acme = Acme::create(&world).await;
        acme.change(&world, json!({ "accessTokenFormat": "OPAQUE" })).await;
        let token = acme.token(&world, "a").await;
        let other = world.project("other").await;
        let neighbour = world.project_admin(&other, "other", "neighbour", &["READ"]).await;
        let inspection = inspect(&world, &neighbour, &token).await;
        assert_eq!((inspection.kind(), inspection.reason()), ("UNKNOWN", "UNKNOWN_TOKEN"));
        assert!(inspection.0["claims"].is_null());
    }

    async fn a_projects_key_judges_the_instances_token_in_its_own_project(world: World) {
        let acme = Acme::create(&world).await;
        let inspection = inspect(&world, &acme.reader, &world.root().token(world.now())).await;
        assert_eq!((inspection.kind(), inspection.reason()), ("ADMIN_TOKEN", "WRONG_AUDIENCE"));
        assert!(inspection.0["key"].is_null(), "{inspection:?}");
    }

    async fn what_is_no_token_is_explained(world: World) {
        let acme = Acme::create(&world).await;
        let inspection = inspect(&world, &acme.reader, "a.b").await;
        inspection.assert("UNKNOWN", "MALFORMED", "form", ("three parts", "3 bytes"));
        let other = acme.reader.sign_raw(r#"{"alg":"RS256"}"#, r#"{"sub":"x"}"#);
        let inspection = inspect(&world, &acme.reader, &other).await;
        inspection.assert("UNKNOWN", "UNKNOWN_KIND", "kind", ("admin token", "none"));
        for bad in [String::new(), "x".repeat(16 * 1024 + 1)] {
            let answer = world.ask(&acme.reader, QUERY, json!({ "input": { "token": bad } })).await;
            assert_eq!(answer.refused("INVALID_INPUT").fields(), ["input.token"]);
        }
    }

    async fn a_malformed_token_is_not_repeated_in_an_error(world: World) {
        let acme = Acme::create(&world).await;
        let token = acme.token(&world, "a").await;
        let answer = world.ask(&acme.reader, QUERY, json!({ "input": { "token": [[token]] } })).await;
        assert_eq!(answer.code(), "INVALID_INPUT");
        assert!(!answer.response.text().contains(&token), "{}", answer.body);
    }

    async fn inspecting_leaves_no_trace(world: World) {
        let acme = Acme::create(&world).await;
        let before = world.events(Some(&acme.project)).await;
        let token = acme.assertion(&world, json!({}));
        inspect(&world, &world.root(), &token).await.assert_valid("CLIENT_ASSERTION");
        world.control.flush_usage().await.unwrap();
        assert_eq!(world.events(Some(&acme.project)).await, before);
        let query = "{ project(slug: \"acme\") { keys(purposes: [APPLICATION]) { nodes { lastUsedAt } } } }";
        let keys = world.ask(&world.root(), query, json!(null)).await;
        assert_eq!(keys.at("/project/keys/nodes/0/lastUsedAt"), &json!(null));
    }
}
