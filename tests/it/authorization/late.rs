//! Authority that ends while a request waits: each mutation checks its actor again under its lock.
//!
//! The first field of a request waits for a key pair that the test holds back. Meanwhile the
//! actor's authority changes. Then the fields run one after the other, with the actor that was
//! authenticated before the change.

use serde_json::{Map, Value, json};

use super::{
    cast::{Acme, PROJECT_PERMISSIONS},
    paths::Schema,
    permissions::{ALL, Case, cases},
};
use crate::harness::{Answer, Caller, World, on_both};

/// Names of fixture pairs, one for each request of a walk.
const ACTORS: [&str; 16] = [
    "late-1", "late-2", "late-3", "late-4", "late-5", "late-6", "late-7", "late-8", "late-9",
    "late-10", "late-11", "late-12", "late-13", "late-14", "late-15", "late-16",
];
/// The maximum number of fields in a request besides the one that waits.
const FIELDS: usize = 4;

/// A request with `cases` behind a field that waits for a key pair.
fn request(application: &str, cases: &[Case]) -> (String, Value) {
    let held = format!(
        "held: generateApplicationKey(input: {{ applicationId: \"{application}\", name: \"held\", algorithm: ES256 }}) {{ __typename }}"
    );
    let (mut declared, mut fields) = (Vec::new(), vec![held]);
    let mut variables = Map::new();
    for (index, (mutation, input, _)) in cases.iter().enumerate() {
        let input_type = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
        declared.push(format!("$i{index}: {input_type}!"));
        fields.push(format!("f{index}: {mutation}(input: $i{index}) {{ __typename }}"));
        variables.insert(format!("i{index}"), input.clone());
    }
    let declared =
        if declared.is_empty() { String::new() } else { format!("({})", declared.join(" ")) };
    (format!("mutation {declared} {{ {} }}", fields.join(" ")), Value::Object(variables))
}

/// Sends the request, and runs `meanwhile` while its first field waits.
async fn send(
    world: &World,
    actor: &Caller,
    (query, variables): (String, Value),
    meanwhile: impl Future<Output = ()>,
) -> Answer {
    let mut pair = world.hold_key_pair();
    let meanwhile = async {
        pair.is_waited_for().await;
        meanwhile.await;
        drop(pair);
    };
    tokio::join!(world.ask(actor, &query, variables), meanwhile).0
}

/// The code and the reason of each refused field, in the order of the fields.
fn verdicts(answer: &Answer) -> Vec<(String, String)> {
    assert_eq!(answer.response.status, 200, "{}", answer.body);
    let text = |error: &Value, name: &str| {
        error["extensions"][name].as_str().unwrap_or_default().to_owned()
    };
    let errors = answer.body["errors"].as_array().cloned().unwrap_or_default();
    errors.iter().map(|error| (text(error, "code"), text(error, "reason"))).collect()
}

/// Sends every mutation of the schema after a change of its actor. Asserts that each is refused
/// with the expected reason and that only the change itself writes anything.
async fn walk(world: World, change: impl AsyncFn(&World, &Caller, &str), expected: (&str, &str)) {
    let acme = Acme::create(&world).await;
    let cases = cases(&world, &acme).await;
    for (_, field) in Schema::read().fields().iter().filter(|(owner, _)| *owner == "Mutation") {
        assert!(cases.iter().any(|(name, ..)| name == field), "{field} is new: give it a case");
    }
    for (chunk, name) in cases.chunks(FIELDS).zip(ACTORS) {
        let actor = world.instance_admin(name, &ALL).await;
        let id = world.key_of(&actor).await;
        let mut before = 0;
        let meanwhile = async {
            change(&world, &actor, &id).await;
            before = world.event_count().await;
        };
        let answer = send(&world, &actor, request(&acme.application, chunk), meanwhile).await;

        let verdicts = verdicts(&answer);
        assert_eq!(verdicts.len(), chunk.len() + 1, "{}", answer.body);
        for (code, reason) in &verdicts {
            assert_eq!((code.as_str(), reason.as_str()), expected, "{}", answer.body);
        }
        assert_eq!(world.event_count().await, before, "a refusal writes nothing: {chunk:?}");
    }
    assert!(cases.len() <= ACTORS.len() * FIELDS, "more mutations than actors");
}

async fn revoke(world: &World, id: &str) {
    let input = json!({ "keyId": id, "reason": "lost" });
    world.mutate(&world.root(), "revokeKey", input, "key { id }").await.ok();
}

async fn update(world: &World, id: &str, change: Value) {
    let mut input = json!({ "keyId": id });
    input.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    world.mutate(&world.root(), "updateKey", input, "key { id }").await.ok();
}

on_both! {
    async fn a_key_that_is_revoked_while_its_mutations_wait_writes_nothing(world: World) {
        let change = async |world: &World, _: &Caller, id: &str| revoke(world, id).await;
        walk(world, change, ("UNAUTHENTICATED", "KEY_REVOKED")).await;
    }

    async fn a_key_that_is_weakened_while_its_mutations_wait_writes_nothing(world: World) {
        let change = async |world: &World, _: &Caller, id: &str| {
            update(world, id, json!({ "permissions": ["READ"] })).await;
        };
        walk(world, change, ("FORBIDDEN", "")).await;
    }

    async fn a_key_that_ends_while_its_mutations_wait_writes_nothing(world: World) {
        let change = async |world: &World, _: &Caller, id: &str| {
            let end = world.now().plus_seconds(60);
            update(world, id, json!({ "expiresAt": end.to_string() })).await;
            world.clock.set(end);
        };
        walk(world, change, ("UNAUTHENTICATED", "KEY_EXPIRED")).await;
    }

    async fn a_token_that_ends_while_its_mutations_wait_writes_nothing(world: World) {
        // The token of a caller lasts 300 s, and the guard's leeway is 60 s.
        let change = async |world: &World, _: &Caller, _: &str| world.clock.advance(361);
        walk(world, change, ("UNAUTHENTICATED", "EXPIRED")).await;
    }

    async fn a_key_of_a_project_that_is_deleted_meanwhile_writes_nothing(world: World) {
        let acme = Acme::create(&world).await;
        let actor = world.project_admin(&acme.project, "acme", "late-1", &PROJECT_PERMISSIONS).await;
        let project = &acme.project;

        let cases: [Case; 4] = [
            ("updateProject", json!({ "projectId": project, "name": "n" }), &[]),
            ("createApplication", json!({ "projectId": project, "name": "n", "type": "SERVICE" }), &[]),
            ("createApi", json!({ "projectId": project, "name": "billing", "identifier": "urn:billing" }), &[]),
            ("generateAdminKey", json!({ "projectId": project, "name": "n", "permissions": ["READ"] }), &[]),
        ];
        let mut before = 0;

        let meanwhile = async {
            let input = json!({ "projectId": project, "confirmSlug": "acme" });
            world.mutate(&world.root(), "deleteProject", input, "deletedId").await.ok();
            before = world.event_count().await;
        };
        let answer = send(&world, &actor, request(&acme.application, &cases), meanwhile).await;

        let expected = ("UNAUTHENTICATED".to_owned(), "WRONG_AUDIENCE".to_owned());
        assert_eq!(verdicts(&answer), vec![expected; 5], "{}", answer.body);
        assert_eq!(world.event_count().await, before);
    }

    async fn a_project_that_shortens_its_tokens_refuses_those_that_wait(world: World) {
        let acme = Acme::create(&world).await;
        let actor = world.project_admin(&acme.project, "acme", "late-1", &PROJECT_PERMISSIONS).await;
        let meanwhile = async {
            let input = json!({ "projectId": acme.project, "keyPolicy": { "maxAdminTokenLifetimeSeconds": 60 } });
            world.mutate(&world.root(), "updateProject", input, "project { id }").await.ok();
        };
        let answer = send(&world, &actor, request(&acme.application, &[]), meanwhile).await;
        let expected = ("UNAUTHENTICATED".to_owned(), "LIFETIME_TOO_LONG".to_owned());
        assert_eq!(verdicts(&answer), [expected], "{}", answer.body);
    }

    async fn a_key_that_keeps_its_authority_writes_after_the_wait(world: World) {
        let acme = Acme::create(&world).await;
        let actor = world.instance_admin("late-1", &ALL).await;
        let cases: [Case; 1] = [("updateProject", json!({ "projectId": acme.project, "name": "n" }), &[])];
        let answer = send(&world, &actor, request(&acme.application, &cases), async {}).await;
        assert_eq!(verdicts(&answer), [], "{}", answer.body);
    }
}
