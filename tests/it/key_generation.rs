//! Key pairs are generated one at a time, in fair order and never in an open transaction.

use futures_util::{StreamExt, future::join_all, stream::FuturesUnordered};
use serde_json::{Value, json};

use crate::harness::{Answer, Caller, World, on_both};

/// How many orders of one scope may wait.
const SHARE: usize = 16;

async fn generate(world: &World, caller: &Caller, application: &str) -> Answer {
    let input = json!({ "applicationId": application, "name": "n", "algorithm": "ES256" });
    world.mutate(caller, "generateApplicationKey", input, "key { id }").await
}

/// Sends a mutation that needs a new signing key, and holds it while the key is made.
async fn is_held_outside_of_its_transaction(world: &World, mutation: &str, input: Value) {
    let other = world.project(&format!("other-{}", mutation.to_lowercase())).await;
    let mut pair = world.hold_key_pair();
    let meanwhile = async {
        pair.is_waited_for().await;
        world.application(&other, "meanwhile").await;
        drop(pair);
    };
    let root = world.root();
    let change = async {
        let answer = world.mutate(&root, mutation, input, "__typename").await;
        assert_eq!(answer.code(), "", "{}", answer.body);
    };
    // A refused change never waits for a key, so this fails instead of hanging.
    tokio::join!(change, meanwhile);
}

async fn es256(world: &World) -> (String, Value) {
    let policy = json!({ "signingAlgorithm": "ES256" });
    let input = json!({ "slug": "acme", "name": "Acme", "keyPolicy": policy });
    let made = world.mutate(&world.root(), "createProject", input, "project { id }").await;
    let key = world.signing_keys("acme", "id").await[0]["id"].clone();
    (made.text("/createProject/project/id"), key)
}

on_both! {
    async fn while_the_signer_of_a_revoked_key_is_made_another_tenant_writes(world: World) {
        let (_, key) = es256(&world).await;
        let input = json!({ "keyId": key, "reason": "leaked" });
        is_held_outside_of_its_transaction(&world, "revokeKey", input).await;
        assert_eq!(world.signing_keys("acme", "state").await[0]["state"], "ACTIVE");
    }

    async fn while_the_key_of_a_new_algorithm_is_made_another_tenant_writes(world: World) {
        let (project, _) = es256(&world).await;
        let input = json!({ "projectId": project, "keyPolicy": { "signingAlgorithm": "EDDSA" } });
        is_held_outside_of_its_transaction(&world, "updateProject", input).await;
        assert_eq!(world.signing_keys("acme", "algorithm").await[0]["algorithm"], "EDDSA");
    }

    async fn while_the_successor_of_a_key_that_ends_is_made_another_tenant_writes(world: World) {
        let (_, key) = es256(&world).await;
        let end = world.now().plus_seconds(3600).to_string();
        let input = json!({ "keyId": key, "expiresAt": end, "force": true, "reason": "r" });
        is_held_outside_of_its_transaction(&world, "updateKey", input).await;
        assert_eq!(world.signing_keys("acme", "state").await[0]["state"], "PENDING");
    }

    async fn while_the_first_key_of_a_project_is_made_another_tenant_writes(world: World) {
        let input = json!({ "slug": "acme", "name": "Acme", "keyPolicy": { "signingAlgorithm": "ES256" } });
        is_held_outside_of_its_transaction(&world, "createProject", input).await;
    }

    async fn while_the_schedule_makes_a_key_another_tenant_writes(world: World) {
        let policy = json!({ "signingAlgorithm": "ES256", "rotationPeriodSeconds": 30 * 86_400 });
        let input = json!({ "slug": "acme", "name": "Acme", "keyPolicy": policy });
        world.mutate(&world.root(), "createProject", input, "project { id }").await.ok();
        let other = world.project("other").await;
        world.clock.advance(29 * 86_400);
        let mut pair = world.hold_key_pair();
        let meanwhile = async {
            pair.is_waited_for().await;
            world.application(&other, "meanwhile").await;
            drop(pair);
        };
        let (scheduled, ()) = tokio::join!(world.control.keys().rotate_due(), meanwhile);
        scheduled.unwrap();
        assert_eq!(world.signing_keys("acme", "id").await.len(), 2);
    }

    async fn a_change_that_meets_another_ring_than_it_planned_for_makes_the_key_that_this_one_lacks(world: World) {
        let (_, key) = es256(&world).await;
        let mut pair = world.hold_key_pair();
        let meanwhile = async {
            pair.is_waited_for().await;
            // The pair in progress is for ES256; now the policy requires another algorithm.
            world.sql("UPDATE project SET signing_algorithm = 'ES384'").await;
            drop(pair);
        };
        let input = json!({ "keyId": key, "reason": "leaked" });
        let root = world.root();
        let (revoked, ()) = tokio::join!(world.mutate(&root, "revokeKey", input, "key { state }"), meanwhile);
        assert_eq!(revoked.ok().text("/revokeKey/key/state"), "REVOKED");
        let keys = world.signing_keys("acme", "algorithm state").await;
        assert!(keys.contains(&json!({ "algorithm": "ES384", "state": "ACTIVE" })), "{keys:?}");
    }

    async fn a_tenant_that_fills_its_share_of_key_generation_does_not_delay_others(world: World) {
        let project = world.project("acme").await;
        let other = world.project("other").await;
        let greedy = world.project_admin(&project, "acme", "greedy", &["KEYS_WRITE"]).await;
        let modest = world.project_admin(&other, "other", "modest", &["KEYS_WRITE"]).await;
        let applications = [world.application(&project, "a").await, world.application(&other, "a").await];

        let mut pair = world.hold_key_pair();
        let mut orders: FuturesUnordered<_> =
            [generate(&world, &greedy, &applications[0])].into_iter().collect();
        tokio::select! {
            () = pair.is_waited_for() => {}
            answer = orders.next() => panic!("{:?}", answer.map(|answer| answer.body)),
        }
        // One order is in progress, and this number may wait.
        for _ in 0..SHARE + 3 {
            orders.push(generate(&world, &greedy, &applications[0]));
        }
        for _ in 0..3 {
            orders.next().await.unwrap().refused("LIMIT_EXCEEDED");
        }

        let root = world.root();
        let others = async {
            let instance = (0..SHARE).map(|_| generate(&world, &root, &applications[0]));
            let tenant = (0..SHARE).map(|_| generate(&world, &modest, &applications[1]));
            join_all(instance.chain(tenant)).await
        };
        let release = async {
            drop(pair);
        };
        let (others, (), greedy) = tokio::join!(others, release, orders.collect::<Vec<_>>());
        for answer in others.into_iter().chain(greedy) {
            answer.ok();
        }
    }
}
