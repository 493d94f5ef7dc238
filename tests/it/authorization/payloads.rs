//! Payloads and nested links give no access to data that the query root refuses.

use serde_json::{Value, json};

use super::cast::{Acme, PROJECT_PERMISSIONS};
use crate::harness::on_both;

on_both! {
    async fn no_path_to_the_audit_events_goes_without_audit_read(world: World) {
        let acme = Acme::create(&world).await;
        let writer = world
            .instance_admin("writer", &["PROJECT_WRITE", "APPLICATIONS_WRITE", "KEYS_WRITE", "INSTANCE_WRITE"])
            .await;

        let events = "auditEvents { nodes { id } totalCount }";
        let queries = [
            "{ auditEvents { totalCount } }".to_owned(),
            acme.fill("{ auditEvents(projectId: \"$PROJECT\") { totalCount } }"),
            format!("{{ project(slug: \"acme\") {{ {events} }} }}"),
            format!("{{ projects {{ nodes {{ {events} }} }} }}"),
            acme.fill(&format!("{{ node(id: \"$APPLICATION\") {{ ... on Application {{ project {{ {events} }} }} }} }}")),
            acme.fill(&format!("{{ node(id: \"$APP_KEY\") {{ ... on Key {{ project {{ {events} }} }} }} }}")),
            acme.fill("{ node(id: \"$EVENT\") { id } }"),
            format!("mutation {{ createProject(input: {{ slug: \"new-one\", name: \"n\" }}) {{ project {{ {events} }} }} }}"),
            acme.fill(&format!("mutation {{ updateApplication(input: {{ applicationId: \"$APPLICATION\", name: \"n\" }}) {{ application {{ project {{ {events} }} }} }} }}")),
            acme.fill(&format!("mutation {{ updateKey(input: {{ keyId: \"$APP_KEY\", name: \"n\" }}) {{ key {{ application {{ project {{ {events} }} }} }} }} }}")),
        ];

        for query in queries {
            let answer = world.ask(&writer, &query, Value::Null).await;
            assert_eq!(answer.code(), "FORBIDDEN", "{query}: {}", answer.body);
            assert!(!answer.response.text().contains("evt_"), "{query}: {}", answer.body);
        }
    }

    async fn a_refused_field_is_null_and_its_neighbours_stay(world: World) {
        Acme::create(&world).await;
        let reader = world.instance_admin("reader", &["READ"]).await;
        let query = "{ project(slug: \"acme\") { slug auditEvents { totalCount } } }";
        let answer = world.ask(&reader, query, Value::Null).await;
        assert_eq!(answer.body["data"], json!({ "project": { "slug": "acme", "auditEvents": null } }));
        assert_eq!(answer.body["errors"][0]["path"], json!(["project", "auditEvents"]));
    }

    async fn a_projects_key_sees_no_instance_key_through_any_link(world: World) {
        let acme = Acme::create(&world).await;
        let root_kid = world.root().kid;
        let admin = world.project_admin(&acme.project, "acme", "second", &PROJECT_PERMISSIONS).await;
        let root_key = world.key_of(&world.root()).await;
        for query in [
            format!("{{ node(id: \"{root_key}\") {{ id }} }}"),
            format!("{{ search(text: \"{root_kid}\") {{ id }} }}"),
            "{ project(slug: \"acme\") { keys { nodes { id } } adminKeys { nodes { id } } expiringKeys(withinDays: 3650) { nodes { id } } } }".to_owned(),
        ] {
            let answer = world.ask(&admin, &query, Value::Null).await.ok();
            assert!(!answer.response.text().contains(&root_key), "{query}: {}", answer.body);
        }
    }
}
