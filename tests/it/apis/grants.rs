//! Grants: creating, changing and revoking them, and deletions that include them.

use serde_json::{Value, json};

use crate::harness::{Answer, World, on_both};

async fn grant(world: &World, application: &str, api: &str, scopes: &[&str]) -> Answer {
    let input = json!({ "applicationId": application, "apiId": api, "scopes": scopes });
    let fields = "grant { id scopes application { id } api { id } createdAt }";
    world.mutate(&world.root(), "grantApi", input, fields).await
}

/// The scopes of an API's grants, newest first.
async fn granted(world: &World, api: &str) -> Value {
    let query = "query ($id: ID!) { node(id: $id) { ... on Api { grants { nodes { scopes } } } } }";
    world.ask(&world.root(), query, json!({ "id": api })).await.at("/node/grants/nodes").clone()
}

async fn default_api(world: &World, application: &str) -> Value {
    let query = "query ($id: ID!) { node(id: $id) { ... on Application { defaultApi { name } } } }";
    world
        .ask(&world.root(), query, json!({ "id": application }))
        .await
        .at("/node/defaultApi")
        .clone()
}

on_both! {
    async fn a_grant_is_set_replaced_and_revoked(world: World) {
        let project = world.project("acme").await;
        let application = world.application(&project, "service").await;
        let api = world.api(&project, "orders", &["read", "write"]).await;
        let first = grant(&world, &application, &api, &["write", "read", "read"]).await;
        assert_eq!(first.at("/grantApi/grant/scopes"), &json!(["read", "write"]));
        assert_eq!(first.text("/grantApi/grant/application/id"), application);
        assert_eq!(first.text("/grantApi/grant/api/id"), api);
        let id = first.text("/grantApi/grant/id");
        assert!(id.starts_with("grt_"));
        let second = grant(&world, &application, &api, &["read"]).await;
        assert_eq!(second.text("/grantApi/grant/id"), id);
        assert_eq!(second.at("/grantApi/grant/scopes"), &json!(["read"]));

        let query = "query ($app: ID!, $grant: ID!) {
            node(id: $grant) { ... on Grant { scopes } }
            application: node(id: $app) { ... on Application { grants { totalCount nodes { api { name } } } } }
            project(slug: \"acme\") { grants { totalCount nodes { id } } } }";
        let ids = json!({ "app": application, "grant": id });
        let found = world.ask(&world.root(), query, ids.clone()).await;
        assert_eq!(found.at("/node/scopes"), &json!(["read"]));
        assert_eq!(found.at("/application/grants"), &json!({ "totalCount": 1, "nodes": [{ "api": { "name": "orders" } }] }));
        assert_eq!(found.at("/project/grants"), &json!({ "totalCount": 1, "nodes": [{ "id": id }] }));

        let revoke = json!({ "grantId": id });
        let gone = world.mutate(&world.root(), "revokeGrant", revoke.clone(), "deletedId").await;
        assert_eq!(gone.text("/revokeGrant/deletedId"), id);
        world.mutate(&world.root(), "revokeGrant", revoke, "deletedId").await.refused("NOT_FOUND");
        let found = world.ask(&world.root(), query, ids).await;
        assert_eq!((found.at("/node"), found.int("/project/grants/totalCount")), (&Value::Null, 0));
        let events = world.events(Some(&project)).await;
        let actions: Vec<_> = events.iter().filter(|event| event["targetId"] == id)
            .map(|event| event["action"].as_str().unwrap()).collect();
        assert_eq!(actions, ["grant.revoke", "grant.update", "grant.create"]);
    }

    async fn a_grant_is_for_a_service_of_the_project_and_for_scopes_of_the_api(world: World) {
        let project = world.project("acme").await;
        let other = world.project("other").await;
        let application = world.application(&project, "service").await;
        let stranger = world.application(&other, "stranger").await;
        let api = world.api(&project, "orders", &["read"]).await;
        let refused = grant(&world, &application, &api, &["write"]).await.refused("INVALID_INPUT");
        assert_eq!(refused.fields(), ["input.scopes"]);
        grant(&world, &stranger, &api, &[]).await.refused("NOT_FOUND");
        grant(&world, &application, "api_01h455vb4pex5vsknk084sn02q", &[]).await.refused("NOT_FOUND");
        let input = json!({ "projectId": project, "name": "n", "type": "RESOURCE_SERVER" });
        let made = world.mutate(&world.root(), "createApplication", input, "application { id }").await;
        let server = made.text("/createApplication/application/id");
        let refused = grant(&world, &server, &api, &[]).await.refused("INVALID_INPUT");
        assert_eq!(refused.fields(), ["input.applicationId"]);
    }

    async fn a_scope_that_an_api_loses_does_not_come_back_in_its_grants(world: World) {
        let project = world.project("acme").await;
        let one = world.application(&project, "one").await;
        let two = world.application(&project, "two").await;
        let api = world.api(&project, "orders", &["read", "write"]).await;
        grant(&world, &one, &api, &["read", "write"]).await.ok();
        grant(&world, &two, &api, &["read"]).await.ok();
        for scopes in [json!(["read"]), json!(["read", "write"])] {
            let input = json!({ "apiId": api, "scopes": scopes });
            world.mutate(&world.root(), "updateApi", input, "api { id }").await.ok();
            assert_eq!(granted(&world, &api).await, json!([{ "scopes": ["read"] }, { "scopes": ["read"] }]));
        }
        let events = world.events(Some(&project)).await;
        let cut = events.iter().find(|event| !event["changes"]["grantsCut"].is_null()).unwrap();
        assert_eq!(cut["changes"]["grantsCut"], 1);
    }

    async fn what_goes_takes_its_grants_along(world: World) {
        let project = world.project("acme").await;
        let one = world.application(&project, "one").await;
        let two = world.application(&project, "two").await;
        let orders = world.api(&project, "orders", &[]).await;
        let bills = world.api(&project, "bills", &[]).await;
        for (application, api) in [(&one, &orders), (&one, &bills), (&two, &orders), (&two, &bills)] {
            grant(&world, application, api, &[]).await.ok();
        }
        let input = json!({ "applicationId": one });
        world.mutate(&world.root(), "deleteApplication", input, "deletedId").await.ok();
        assert_eq!(granted(&world, &orders).await, json!([{ "scopes": [] }]));
        world.mutate(&world.root(), "deleteApi", json!({ "apiId": orders }), "deletedId").await.ok();
        let query = "{ project(slug: \"acme\") { grants { nodes { application { id } api { id } } } } }";
        let found = world.ask(&world.root(), query, Value::Null).await;
        assert_eq!(found.at("/project/grants/nodes"), &json!([{ "application": { "id": two }, "api": { "id": bills } }]));
    }

    async fn a_default_api_is_one_of_the_project_and_goes_with_it(world: World) {
        let project = world.project("acme").await;
        let other = world.project("other").await;
        let application = world.application(&project, "service").await;
        let api = world.api(&project, "orders", &[]).await;
        let foreign = world.api(&other, "orders", &[]).await;
        assert_eq!(default_api(&world, &application).await, Value::Null);

        let set = async |api: Value| {
            let input = json!({ "applicationId": application, "defaultApiId": api });
            world.mutate(&world.root(), "updateApplication", input, "application { id }").await
        };

        for bad in [json!(foreign), json!("x"), json!("api_01h455vb4pex5vsknk084sn02q")] {
            set(bad).await.refused("NOT_FOUND");
        }
        set(json!(api)).await.ok();
        assert_eq!(default_api(&world, &application).await, json!({ "name": "orders" }));

        let input = json!({ "applicationId": application, "name": "another" });
        world.mutate(&world.root(), "updateApplication", input, "application { id }").await.ok();
        assert_eq!(default_api(&world, &application).await, json!({ "name": "orders" }));
        set(Value::Null).await.ok();
        assert_eq!(default_api(&world, &application).await, Value::Null);

        set(json!(api)).await.ok();
        world.mutate(&world.root(), "deleteApi", json!({ "apiId": api }), "deletedId").await.ok();
        assert_eq!(default_api(&world, &application).await, Value::Null);
    }
}
