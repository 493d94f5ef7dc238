//! Pages and search.

use serde_json::{Value, json};

use crate::harness::{Answer, World, on_both};

const PROJECTS: &str =
    "query ($first: Int, $after: String, $last: Int, $before: String, $search: String) {
    projects(first: $first, after: $after, last: $last, before: $before, search: $search) {
        totalCount nodes { slug } edges { cursor }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }";

async fn ask(world: &World, variables: Value) -> Answer {
    world.ask(&world.root(), PROJECTS, variables).await
}

fn slugs(answer: &Answer) -> Vec<&str> {
    let nodes = answer.at("/projects/nodes").as_array().unwrap();
    nodes.iter().map(|node| node["slug"].as_str().unwrap()).collect()
}

/// Makes projects with EC signing keys, which are fast to generate.
async fn projects(world: &World, slugs: &[&str]) {
    for slug in slugs {
        let input = json!({ "slug": slug, "name": format!("The {slug} project"), "keyPolicy": { "signingAlgorithm": "ES256" } });
        world.mutate(&world.root(), "createProject", input, "project { id }").await.ok();
    }
}

on_both! {
    async fn pages_go_from_the_newest_and_meet_without_gap_or_overlap(world: World) {
        projects(&world, &["one", "two", "three", "four", "five"]).await;
        let first = ask(&world, json!({ "first": 2 })).await;
        assert_eq!(slugs(&first), ["five", "four"]);
        assert_eq!(first.int("/projects/totalCount"), 5);
        assert_eq!(first.at("/projects/pageInfo/hasNextPage"), true);
        assert_eq!(first.at("/projects/pageInfo/hasPreviousPage"), false);
        let second = ask(&world, json!({ "first": 2, "after": first.at("/projects/pageInfo/endCursor") })).await;
        assert_eq!(slugs(&second), ["three", "two"]);
        let third = ask(&world, json!({ "first": 2, "after": second.at("/projects/pageInfo/endCursor") })).await;
        assert_eq!(slugs(&third), ["one"]);
        assert_eq!(third.at("/projects/pageInfo/hasNextPage"), false);

        let back = ask(&world, json!({ "last": 2, "before": third.at("/projects/pageInfo/startCursor") })).await;
        assert_eq!(slugs(&back), ["three", "two"]);
        assert_eq!(back.at("/projects/pageInfo/hasPreviousPage"), true);
        let last = ask(&world, json!({ "last": 2 })).await;
        assert_eq!(slugs(&last), ["two", "one"]);
    }

    async fn a_row_made_meanwhile_shifts_no_page(world: World) {
        projects(&world, &["one", "two", "three"]).await;
        let first = ask(&world, json!({ "first": 2 })).await;
        projects(&world, &["four"]).await;
        let second = ask(&world, json!({ "first": 2, "after": first.at("/projects/pageInfo/endCursor") })).await;
        assert_eq!(slugs(&second), ["one"]);
    }

    async fn page_sizes_out_of_range_are_refused_not_cut(world: World) {
        projects(&world, &["one"]).await;
        for (variables, field) in [
            (json!({ "first": 101 }), "first"),
            (json!({ "first": 0 }), "first"),
            (json!({ "first": -1 }), "first"),
            (json!({ "last": 101 }), "last"),
            (json!({ "first": 1, "last": 1 }), "last"),
            (json!({ "after": "nonsense" }), "after"),
            (json!({ "before": "" }), "before"),
        ] {
            let answer = ask(&world, variables.clone()).await.refused("INVALID_INPUT");
            assert_eq!(answer.fields(), [field], "{variables}");
        }
        ask(&world, json!({ "first": 100 })).await.ok();
    }

    async fn search_takes_a_prefix_of_the_slug_or_of_a_word_literally(world: World) {
        projects(&world, &["alpha-one", "beta-two", "100percent"]).await;
        let root = world.root();
        for (slug, name) in [("odd-1", "50% off_sale"), ("odd-2", "Straße ÄRGER"), ("odd-3", "back\\slash")] {
            let input = json!({ "slug": slug, "name": name, "keyPolicy": { "signingAlgorithm": "ES256" } });
            world.mutate(&root, "createProject", input, "project { id }").await.ok();
        }

        let found = async |text: &str| {
            let answer = ask(&world, json!({ "search": text })).await;
            let found = slugs(&answer).join(" ");
            assert_eq!(answer.at("/projects/totalCount"), &json!(slugs(&answer).len()), "{text}");
            found
        };

        assert_eq!(found("alpha").await, "alpha-one");
        assert_eq!(found("ALPHA-o").await, "alpha-one");
        assert_eq!(found("proj").await, "100percent beta-two alpha-one");
        assert_eq!(found("roject").await, "");
        assert_eq!(found("%").await, "");
        assert_eq!(found("_").await, "");
        assert_eq!(found("50%").await, "odd-1");
        assert_eq!(found("5_%").await, "");
        assert_eq!(found("off_").await, "odd-1");
        assert_eq!(found("offxsale").await, "");
        assert_eq!(found("ärg").await, "odd-2");
        assert_eq!(found("back\\").await, "odd-3");
        assert_eq!(found("' OR 1=1 --").await, "");
    }
}
