//! Lists of APIs, keys, issuers, identities, webhooks, grants and projects.

use serde_json::{Value, json};

use super::{application, names};
use crate::harness::{World, ec_key, on_both};

/// The names that a list gives with these arguments.
async fn found(world: &World, list: &str, arguments: &str) -> Vec<String> {
    let query = format!(
        "{{ project(slug: \"acme\") {{ {list}{arguments} {{ totalCount nodes {{ name }} }} }} }}"
    );
    let answer = world.ask(&world.root(), &query, Value::Null).await.ok();
    let found = names(&answer, &format!("/project/{list}"));
    let counted = answer.int(&format!("/project/{list}/totalCount"));
    assert_eq!(usize::try_from(counted).unwrap(), found.len(), "{arguments}");
    found.into_iter().map(str::to_owned).collect()
}

on_both! {
    async fn apis_are_found_by_name_and_identifier_and_ordered(world: World) {
        let project = world.project("acme").await;
        for name in ["orders", "bills", "archive"] {
            world.api(&project, name, &[]).await;
        }
        let api = world.ask(&world.root(), "{ project(slug: \"acme\") { api(name: \"bills\") { id } } }", Value::Null).await.text("/project/api/id");
        world.mutate(&world.root(), "updateApi", json!({ "apiId": api, "enabled": false }), "api { id }").await.ok();

        assert_eq!(found(&world, "apis", "").await, ["archive", "bills", "orders"]);
        assert_eq!(found(&world, "apis", "(orderBy: NAME_DESCENDING)").await, ["orders", "bills", "archive"]);
        assert_eq!(found(&world, "apis", "(search: \"ord\")").await, ["orders"]);
        assert_eq!(found(&world, "apis", "(search: \"urn:bil\")").await, ["bills"]);
        assert_eq!(found(&world, "apis", "(enabled: true, orderBy: OLDEST)").await, ["orders", "archive"]);
        assert_eq!(found(&world, "apis", "(enabled: false)").await, ["bills"]);
    }

    async fn issuers_and_identities_are_found_by_any_part(world: World) {
        let project = world.project("acme").await;
        let mut issuers = Vec::new();
        for (name, issuer) in [("Build farm", "https://ci.example.com"), ("Cluster 50%", "https://k8s.example.org")] {
            let input = json!({ "projectId": project, "name": name, "issuer": issuer, "keySource": "JWKS",
                "jwks": { "keys": [ec_key().public_key().jwk()] } });
            let made = world.mutate(&world.root(), "createTrustedIssuer", input, "trustedIssuer { id }").await;
            issuers.push(made.text("/createTrustedIssuer/trustedIssuer/id"));
        }
        assert_eq!(found(&world, "trustedIssuers", "(orderBy: NAME)").await, ["Build farm", "Cluster 50%"]);
        assert_eq!(found(&world, "trustedIssuers", "(search: \"ILD F\")").await, ["Build farm"]);
        assert_eq!(found(&world, "trustedIssuers", "(search: \"example.org\")").await, ["Cluster 50%"]);
        assert_eq!(found(&world, "trustedIssuers", "(search: \"50%\")").await, ["Cluster 50%"]);
        assert_eq!(found(&world, "trustedIssuers", "(search: \"5_\")").await, Vec::<String>::new());
        assert_eq!(found(&world, "trustedIssuers", "(enabled: false)").await, Vec::<String>::new());

        let (app, _) = application(&world, &project, "one", json!({})).await;
        for name in ["main branch", "release"] {
            let input = json!({ "applicationId": app, "trustedIssuerId": issuers[0], "name": name,
                "rules": [{ "claim": "sub", "match": "EXACT", "values": [name] }] });
            world.mutate(&world.root(), "createFederatedIdentity", input, "federatedIdentity { id }").await.ok();
        }
        let query = "query ($id: ID!, $search: String) { node(id: $id) {
            ... on Application { federatedIdentities(search: $search, orderBy: NAME, enabled: true) { nodes { name } } }
            ... on TrustedIssuer { federatedIdentities(search: $search, orderBy: NAME, enabled: true) { nodes { name } } } } }";
        for id in [&app, &issuers[0]] {
            for (search, expected) in [(Value::Null, &["main branch", "release"][..]), (json!("leas"), &["release"]), (json!("x"), &[])] {
                let answer = world.ask(&world.root(), query, json!({ "id": id, "search": search })).await.ok();
                assert_eq!(names(&answer, "/node/federatedIdentities"), expected, "{search}");
            }
        }
    }

    async fn keys_are_found_by_name_end_and_use(world: World) {
        let project = world.project("acme").await;
        let (app, _) = application(&world, &project, "one", json!({})).await;
        for name in ["second", "First"] {
            world.application_key(&app, name).await;
        }
        let key = world.application_key(&app, "third").await;
        let end = world.now().plus_seconds(3 * 86_400).to_string();
        world.mutate(&world.root(), "updateKey", json!({ "keyId": key, "expiresAt": end }), "key { id }").await.ok();

        let query = "query ($id: ID!, $filter: KeyFilter, $orderBy: ListOrder) { node(id: $id) {
            ... on Application { keys(filter: $filter, orderBy: $orderBy) { nodes { name } } } } }";
        let unused = json!({ "unusedSince": world.now().to_string() });
        for (filter, order, expected) in [
            (json!({}), "NAME", &["First", "second", "third"][..]),
            (json!({}), "OLDEST", &["second", "First", "third"]),
            (json!({ "search": "thi" }), "NEWEST", &["third"]),
            (json!({ "expiresWithinDays": 4 }), "NAME", &["third"]),
            (json!({ "expiresWithinDays": 2 }), "NAME", &[]),
            (unused, "NAME", &["First", "second", "third"]),
        ] {
            let answer = world.ask(&world.root(), query, json!({ "id": app, "filter": filter, "orderBy": order })).await.ok();
            assert_eq!(names(&answer, "/node/keys"), expected, "{filter} {order}");
        }
        let bad = world.ask(&world.root(), query, json!({ "id": app, "filter": { "expiresWithinDays": -1 } })).await;
        assert_eq!(bad.refused("INVALID_INPUT").fields(), ["filter.expiresWithinDays"]);

        let admin = "{ adminKeys(filter: { unusedSince: \"2999-01-01T00:00:00Z\" }) { nodes { name } } }";
        let root = world.ask(&world.root(), admin, Value::Null).await.ok();
        assert_eq!(names(&root, "/adminKeys").len(), 1);
    }

    async fn grants_are_found_by_the_name_at_their_other_end(world: World) {
        let project = world.project("acme").await;
        let (orders, bills) = (world.api(&project, "orders", &["r"]).await, world.api(&project, "bills", &["r"]).await);
        let (one, _) = application(&world, &project, "Web shop", json!({})).await;
        let (two, _) = application(&world, &project, "Orders clerk", json!({})).await;
        for (app, api) in [(&one, &orders), (&one, &bills), (&two, &bills)] {
            world.grant(app, api, &["r"]).await;
        }
        let query = "query ($id: ID!, $search: String) { node(id: $id) {
            ... on Application { grants(search: $search) { nodes { name: id api { name } application { name } } } }
            ... on Api { grants(search: $search) { nodes { name: id api { name } application { name } } } } } }";
        let count = async |id: &str, search: &str| {
            let answer = world.ask(&world.root(), query, json!({ "id": id, "search": search })).await.ok();
            names(&answer, "/node/grants").len()
        };
        assert_eq!((count(&one, "ord").await, count(&one, "web").await), (1, 0));
        assert_eq!((count(&bills, "web").await, count(&bills, "bil").await), (1, 0));

        let all = "{ project(slug: \"acme\") { grants(search: \"ord\") { totalCount } } }";
        let all = world.ask(&world.root(), all, Value::Null).await.ok();
        assert_eq!(all.int("/project/grants/totalCount"), 2, "of the API orders, and of the clerk");
    }

    async fn projects_are_ordered_by_name(world: World) {
        for slug in ["beta", "alpha"] {
            world.project(slug).await;
        }
        let query = "query ($after: String) { projects(first: 1, after: $after, orderBy: NAME) { nodes { name } pageInfo { endCursor } } }";
        let first = world.ask(&world.root(), query, Value::Null).await.ok();
        assert_eq!(names(&first, "/projects"), ["alpha"]);
        let after = first.at("/projects/pageInfo/endCursor");
        let second = world.ask(&world.root(), query, json!({ "after": after })).await.ok();
        assert_eq!(names(&second, "/projects"), ["beta"]);
    }
}
