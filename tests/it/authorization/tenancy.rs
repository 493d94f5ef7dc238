//! A project's key and objects of other projects: all look as if they did not exist.

use serde_json::{Value, json};

use super::cast::{Acme, PROJECT_PERMISSIONS, neighbour};
use crate::harness::on_both;

/// A well-formed ID of the same kind that does not exist.
fn nobody(id: &str) -> String {
    let (prefix, _) = id.split_once('_').unwrap();
    format!("{prefix}_01h455vb4pex5vsknk084sn02q")
}

on_both! {
    async fn what_is_foreign_and_what_does_not_exist_look_the_same(world: World) {
        let acme = Acme::create(&world).await;
        let stranger = neighbour(&world).await;
        for (mutation, input, _) in acme.mutations() {
            let foreign = world.mutate(&stranger, mutation, input.clone(), "__typename").await;
            let mut text = input.to_string();
            for id in [&acme.project, &acme.application, &acme.application_key, &acme.signing_key, &acme.client_secret, &acme.api, &acme.grant, &acme.webhook, &acme.event, &acme.trusted_issuer, &acme.federated_identity, &acme.operators.issuer, &acme.operators.spare, &acme.operators.rule, &acme.operators.session, &acme.operators.block] {
                text = text.replace(id.as_str(), &nobody(id));
            }
            let input: Value = serde_json::from_str(&text).unwrap();
            let missing = world.mutate(&stranger, mutation, input, "__typename").await;
            assert_eq!(foreign.body, missing.body, "{mutation}");
            assert_eq!(foreign.response.status, missing.response.status, "{mutation}");
        }
    }

    async fn an_id_of_no_form_is_not_found_too(world: World) {
        let acme = Acme::create(&world).await;
        for bad in ["", "acme", "prj_", "key_zzz", acme.project.as_str(), "🦀"] {
            let input = json!({ "keyId": bad, "reason": "r" });
            world.mutate(&world.root(), "revokeKey", input, "key { id }").await.refused("NOT_FOUND");
            let query = "query ($id: ID!) { node(id: $id) { ... on Key { id } } }";
            let answer = world.ask(&world.root(), query, json!({ "id": bad })).await.ok();
            assert!(answer.at("/node").get("id").is_none(), "{bad}");
        }
    }

    async fn a_projects_key_reaches_all_of_its_own_project(world: World) {
        let acme = Acme::create(&world).await;
        let admin = world.project_admin(&acme.project, "acme", "second", &PROJECT_PERMISSIONS).await;
        let query = acme.fill("{
            viewer { scope project { slug } }
            project(slug: \"acme\") { slug auditEvents { totalCount } adminKeys { totalCount } }
            application: node(id: \"$APPLICATION\") { id }
            key: node(id: \"$APP_KEY\") { id }
            event: node(id: \"$EVENT\") { id }
            projects { totalCount nodes { slug } }
            auditEvents(projectId: \"$PROJECT\") { totalCount }
        }");
        let answer = world.ask(&admin, &query, Value::Null).await;
        assert_eq!(answer.text("/viewer/scope"), "PROJECT");
        assert_eq!(answer.at("/projects/nodes"), &json!([{ "slug": "acme" }]));
        assert_eq!(answer.int("/projects/totalCount"), 1);
        assert_eq!(answer.text("/application/id"), acme.application);
        assert_eq!(answer.text("/key/id"), acme.application_key);
        assert_eq!(answer.text("/event/id"), acme.event);
    }

    async fn what_belongs_to_the_instance_is_forbidden_to_a_projects_key(world: World) {
        let acme = Acme::create(&world).await;
        let admin = world.project_admin(&acme.project, "acme", "second", &PROJECT_PERMISSIONS).await;
        for query in [
            "{ adminKeys { totalCount } }",
            "{ auditEvents { totalCount } }",
            "{ webhooks { totalCount } }",
            "{ slugStatus(slug: \"free-slug\") }",
            "mutation { createProject(input: { slug: \"mine\", name: \"n\" }) { project { id } } }",
            "mutation { generateAdminKey(input: { name: \"n\", permissions: [READ] }) { key { id } } }",
        ] {
            world.ask(&admin, query, Value::Null).await.refused("FORBIDDEN");
        }
        let input = json!({ "projectId": acme.project, "confirmSlug": "acme" });
        world.mutate(&admin, "deleteProject", input, "deletedId").await.refused("FORBIDDEN");
        let input = json!({ "projectId": acme.project, "name": "n", "permissions": ["INSTANCE_WRITE"] });
        let refused = world.mutate(&admin, "generateAdminKey", input, "key { id }").await;
        assert!(matches!(refused.code(), "FORBIDDEN" | "INVALID_INPUT"), "{}", refused.body);
    }

    async fn no_project_key_may_hold_instance_write(world: World) {
        let acme = Acme::create(&world).await;
        let input = json!({ "projectId": acme.project, "name": "n", "permissions": ["INSTANCE_WRITE"] });
        let refused = world.mutate(&world.root(), "generateAdminKey", input, "key { id }").await;
        assert_eq!(refused.refused("INVALID_INPUT").fields(), ["input.permissions"]);
        let input = json!({ "keyId": acme.admin_key, "permissions": ["INSTANCE_WRITE"] });
        let refused = world.mutate(&world.root(), "updateKey", input, "key { id }").await;
        assert_eq!(refused.refused("INVALID_INPUT").fields(), ["input.permissions"]);
    }

    async fn search_finds_only_what_is_inside(world: World) {
        let acme = Acme::create(&world).await;
        let stranger = neighbour(&world).await;
        for text in ["acme", "service", acme.project.as_str(), acme.application.as_str(), acme.application_key.as_str(), "k", "orders", "urn:orders", acme.api.as_str()] {
            let query = "query ($text: String!) { search(text: $text, first: 50) { id } }";
            let found = world.ask(&stranger, query, json!({ "text": text })).await;
            for id in [&acme.project, &acme.application, &acme.application_key, &acme.admin_key, &acme.api] {
                assert!(!found.at("/search").to_string().contains(id.as_str()), "{text}: {}", found.body);
            }
        }
    }
}
