//! The search of the command palette.

use serde_json::{Value, json};

use super::application;
use crate::harness::{World, on_both};

const SEARCH: &str = "query ($text: String!, $project: ID, $first: Int!) {
    search(text: $text, projectId: $project, first: $first) { __typename
        ... on Project { name } ... on Application { name } ... on Key { name } ... on Api { name } } }";

async fn found(world: &World, text: &str, project: Value) -> Vec<String> {
    let variables = json!({ "text": text, "project": project, "first": 10 });
    let answer = world.ask(&world.root(), SEARCH, variables).await.ok();
    let found = answer.at("/search").as_array().unwrap();
    found.iter().map(|node| node["name"].as_str().unwrap().to_owned()).collect()
}

on_both! {
    async fn a_project_comes_first_and_is_searched_inside_of_words(world: World) {
        let (acme, other) = (world.project("acme").await, world.project("other").await);
        application(&world, &acme, "Invoices of acme", json!({})).await;
        application(&world, &other, "Invoices of other", json!({})).await;

        assert_eq!(found(&world, "invoi", json!(other)).await, ["Invoices of other", "Invoices of acme"]);
        assert_eq!(found(&world, "invoi", json!(acme)).await, ["Invoices of acme", "Invoices of other"]);
        assert_eq!(found(&world, "voice", Value::Null).await, Vec::<String>::new());
        assert_eq!(found(&world, "VOICE", json!(acme)).await, ["Invoices of acme"]);
        assert_eq!(found(&world, "the", json!(acme)).await, ["other"], "projects too");
        assert_eq!(found(&world, "%", json!(acme)).await, Vec::<String>::new());
    }

    async fn a_search_tells_a_projects_key_nothing_of_other_projects(world: World) {
        let acme = world.project("acme").await;
        let rename = json!({ "projectId": acme, "name": "zzother" });
        world.mutate(&world.root(), "updateProject", rename, "project { id }").await.ok();
        let reader = world.project_admin(&acme, "acme", "alice", &["READ"]).await;
        let search = async || {
            let variables = json!({ "text": "the", "project": acme, "first": 1 });
            world.ask(&reader, SEARCH, variables).await.ok().at("/search").clone()
        };
        let own = json!([{ "__typename": "Project", "name": "zzother" }]);
        assert_eq!(search().await, own);
        for number in 0..5 {
            world.project(&format!("other-{number}")).await;
            assert_eq!(search().await, own, "as if no other project had the text");
        }
    }

    async fn the_search_of_a_project_that_the_key_does_not_see_is_as_without_one(world: World) {
        let (acme, other) = (world.project("acme").await, world.project("other").await);
        application(&world, &other, "Invoices", json!({})).await;
        let reader = world.project_admin(&acme, "acme", "alice", &["READ"]).await;
        for project in [json!(other), json!("prj_00000000000000000000000000"), json!("x")] {
            let variables = json!({ "text": "invoi", "project": &project, "first": 10 });
            let found = world.ask(&reader, SEARCH, variables).await.ok();
            assert_eq!(found.at("/search"), &json!([]), "{project}");
        }
        let own = json!({ "text": "invoi", "project": acme, "first": 10 });
        assert_eq!(world.ask(&reader, SEARCH, own).await.ok().at("/search"), &json!([]));
    }
}
