//! The schedule: each key that is due gets exactly one successor.

use std::time::Duration;

use serde_json::{Value, json};

use crate::harness::on_both;

on_both! {
    async fn with_two_replicas_a_key_that_is_due_gets_one_successor(world: World) {
        let policy = json!({ "signingAlgorithm": "ES256", "rotationPeriodSeconds": 30 * 86_400 });
        let input = json!({ "slug": "acme", "name": "Acme", "keyPolicy": policy });
        world.mutate(&world.root(), "createProject", input, "project { id }").await.ok();
        let query = "{ project(slug: \"acme\") { nextRotationAt } }";
        let next = world.ask(&world.root(), query, Value::Null).await.text("/project/nextRotationAt");
        world.clock.set(keyplane_entity::Timestamp::parse(&next).unwrap());

        // A stopped replica has closed its database, so a third one reads the result.
        let replicas = [world.replica().await, world.replica().await];
        let loops = replicas.each_ref().map(|replica| replica.control.spawn_loops());
        for _ in 0..1000 {
            if world.signing_keys("acme", "id").await.len() > 1 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        for running in loops {
            running.stop().await;
        }
        let keys = world.signing_keys("acme", "state predecessor { state }").await;
        assert_eq!(keys.len(), 2, "{keys:?}");
        let events = world.ask(&world.root(), "{ project(slug: \"acme\") { auditEvents(first: 1) { nodes { actorType actorKid } } } }", Value::Null).await;
        assert_eq!(events.at("/project/auditEvents/nodes/0"), &json!({ "actorType": "SYSTEM", "actorKid": null }));
    }
}
