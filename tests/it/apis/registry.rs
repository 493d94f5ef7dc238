//! APIs: registering, changing, finding and deleting them.

use serde_json::{Value, json};

use crate::harness::{Answer, World, on_both};

const FIELDS: &str =
    "api { id name identifier scopes accepts enabled verifyEndpoint project { slug }
    resourceServer { id } grants { totalCount } createdAt updatedAt }";

async fn create(world: &World, input: Value) -> Answer {
    world.mutate(&world.root(), "createApi", input, FIELDS).await
}

async fn update(world: &World, input: Value) -> Answer {
    world.mutate(&world.root(), "updateApi", input, FIELDS).await
}

on_both! {
    async fn an_api_is_registered_changed_found_and_deleted(world: World) {
        let project = world.project("acme").await;
        let server = world.application(&project, "server").await;
        let made = create(&world, json!({
            "projectId": project, "name": "orders", "identifier": "https://api.example.com/orders",
            "scopes": ["read", "write"], "accepts": ["APPLICATION_JWT", "ACCESS_TOKEN", "ACCESS_TOKEN"],
            "resourceServerId": server,
        })).await;
        let api = made.at("/createApi/api");
        assert_eq!(api["name"], "orders");
        assert_eq!(api["identifier"], "https://api.example.com/orders");
        assert_eq!(api["scopes"], json!(["read", "write"]));
        assert_eq!(api["accepts"], json!(["ACCESS_TOKEN", "APPLICATION_JWT"]));
        assert_eq!(api["enabled"], true);
        assert_eq!(api["verifyEndpoint"], "https://keys.example.com/p/acme/apis/orders/verify");
        assert_eq!(api["project"]["slug"], "acme");
        assert_eq!(api["resourceServer"]["id"], server);
        assert_eq!(api["grants"]["totalCount"], 0);
        let id = made.text("/createApi/api/id");
        assert!(id.starts_with("api_"));

        world.clock.advance(60);
        let changed = update(&world, json!({
            "apiId": id, "scopes": ["read"], "accepts": ["APPLICATION_JWT"],
            "resourceServerId": null, "enabled": false,
        })).await;
        let api = changed.at("/updateApi/api");
        assert_eq!(api["scopes"], json!(["read"]));
        assert_eq!(api["accepts"], json!(["APPLICATION_JWT"]));
        assert_eq!((&api["resourceServer"], &api["enabled"]), (&Value::Null, &json!(false)));
        assert_ne!(api["createdAt"], api["updatedAt"]);

        let query = "query ($id: ID!) { node(id: $id) { ... on Api { name } }
            project(slug: \"acme\") { api(name: \"orders\") { id } none: api(name: \"other\") { id }
                apis { totalCount nodes { id } } }
            byName: search(text: \"ord\") { id } byIdentifier: search(text: \"example.com\") { id }
            byId: search(text: \"API_\") { id } }";
        let found = world.ask(&world.root(), query, json!({ "id": id })).await;
        assert_eq!(found.text("/node/name"), "orders");
        assert_eq!(found.text("/project/api/id"), id);
        assert_eq!(found.at("/project/none"), &Value::Null);
        assert_eq!(found.at("/project/apis"), &json!({ "totalCount": 1, "nodes": [{ "id": id }] }));
        for way in ["byName", "byIdentifier", "byId"] {
            assert_eq!(found.at(&format!("/{way}")), &json!([{ "id": id }]), "{way}");
        }

        let deleted = world.mutate(&world.root(), "deleteApi", json!({ "apiId": id }), "deletedId").await;
        assert_eq!(deleted.text("/deleteApi/deletedId"), id);
        let found = world.ask(&world.root(), query, json!({ "id": id })).await;
        assert_eq!(found.at("/node"), &Value::Null);
        assert_eq!(found.int("/project/apis/totalCount"), 0);
        assert_eq!(found.at("/byName"), &json!([]));

        let events = world.events(Some(&project)).await;
        let of_api: Vec<_> = events.iter().filter(|event| event["targetId"] == id).collect();
        let actions: Vec<_> = of_api.iter().map(|event| event["action"].as_str().unwrap()).collect();
        assert_eq!(actions, ["api.delete", "api.update", "api.create"]);
        assert_eq!(of_api[1]["changes"]["scopes"], json!({ "from": ["read", "write"], "to": ["read"] }));
        assert_eq!(of_api[1]["changes"]["grantsCut"], 0);
        assert_eq!(of_api[2]["changes"]["identifier"], "https://api.example.com/orders");
    }

    async fn what_is_no_api_is_refused_by_its_field(world: World) {
        let project = world.project("acme").await;
        let good = json!({ "projectId": project, "name": "orders", "identifier": "urn:orders" });
        let many: Vec<_> = (0..101).map(|one| format!("s{one}")).collect();
        let long: Vec<_> = (0..50).map(|one| format!("{one:a>50}")).collect();

        for (field, value) in [
            ("name", json!("Orders")),
            ("name", json!("o")),
            ("name", json!("or/ders")),
            ("identifier", json!("orders")),
            ("identifier", json!("urn:orders#x")),
            ("identifier", json!("https://keys.example.com/p/acme")),
            ("scopes", json!(["a b"])),
            ("scopes", json!([""])),
            ("scopes", json!(["a", "a"])),
            ("scopes", json!(["a\"b"])),
            ("scopes", json!(many)),
            ("scopes", json!(long)),
            ("scopes", json!(["a".repeat(101)])),
            ("accepts", json!([])),
        ] {
            let mut input = good.clone();
            input[field] = value.clone();
            let refused = create(&world, input).await.refused("INVALID_INPUT");
            assert_eq!(refused.fields(), [format!("input.{field}")], "{value}");
        }

        create(&world, good).await.ok();
        let longest = format!("urn:{}", "x".repeat(251));
        create(&world, json!({ "projectId": project, "name": "verify", "identifier": longest })).await.ok();
    }

    async fn name_and_identifier_are_unique_in_their_project_alone(world: World) {
        let project = world.project("acme").await;
        let other = world.project("other").await;
        let api = |project: &str, name: &str, identifier: &str| {
            json!({ "projectId": project, "name": name, "identifier": identifier })
        };
        create(&world, api(&project, "orders", "urn:orders")).await.ok();
        for (input, field) in [
            (api(&project, "orders", "urn:else"), "input.name"),
            (api(&project, "else", "urn:orders"), "input.identifier"),
        ] {
            assert_eq!(create(&world, input).await.refused("CONFLICT").fields(), [field]);
        }
        create(&world, api(&project, "else", "urn:Orders")).await.ok();
        create(&world, api(&other, "orders", "urn:orders")).await.ok();
    }

    async fn a_resource_server_is_an_application_of_the_project(world: World) {
        let project = world.project("acme").await;
        let other = world.project("other").await;
        let stranger = world.application(&other, "stranger").await;
        let api = world.api(&project, "orders", &[]).await;
        for input in [json!({ "apiId": api, "resourceServerId": stranger }), json!({ "apiId": api, "resourceServerId": "x" })] {
            update(&world, input).await.refused("NOT_FOUND");
        }
        let server = world.application(&project, "server").await;
        update(&world, json!({ "apiId": api, "resourceServerId": server })).await.ok();
        let input = json!({ "applicationId": server });
        world.mutate(&world.root(), "deleteApplication", input, "deletedId").await.ok();
        let after = update(&world, json!({ "apiId": api })).await;
        assert_eq!(after.at("/updateApi/api/resourceServer"), &Value::Null);
    }

    async fn what_cannot_be_empty_refuses_null(world: World) {
        let project = world.project("acme").await;
        let api = world.api(&project, "orders", &[]).await;
        for field in ["scopes", "accepts", "enabled"] {
            let mut input = json!({ "apiId": api });
            input[field] = Value::Null;
            let refused = update(&world, input).await.refused("INVALID_INPUT");
            assert_eq!(refused.fields(), [format!("input.{field}")]);
        }
    }

    async fn a_deleted_projects_apis_are_gone(world: World) {
        let project = world.project("acme").await;
        let application = world.application(&project, "service").await;
        let api = world.api(&project, "orders", &["read"]).await;
        let grant = world.grant(&application, &api, &["read"]).await;
        let input = json!({ "projectId": project, "confirmSlug": "acme" });
        world.mutate(&world.root(), "deleteProject", input, "deletedId").await.ok();
        for id in [api, grant] {
            let query = "query ($id: ID!) { node(id: $id) { id } search(text: \"orders\") { id } }";
            let found = world.ask(&world.root(), query, json!({ "id": id })).await;
            assert_eq!(found.at(""), &json!({ "node": null, "search": [] }));
        }
    }
}
