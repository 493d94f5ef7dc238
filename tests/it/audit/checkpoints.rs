//! Signed checkpoints.

use keyplane_auth::decode_unverified;
use keyplane_control::AuditRule;
use keyplane_entity::{audit_checkpoint, audit_signing_key};
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use super::log::{Rows, database, fault, verified};
use crate::harness::{World, on_both};

async fn checkpoints(world: &World) -> Vec<audit_checkpoint::Model> {
    Rows::read(&database(world).await).await.checkpoints
}

async fn write(world: &World) {
    world.control.checkpoints().write_due().await.unwrap();
}

on_both! {
    async fn a_chain_is_signed_when_it_has_news_and_an_hour_has_passed(world: World) {
        let project = world.project("acme").await;
        write(&world).await;
        assert_eq!(checkpoints(&world).await.len(), 2, "the instance's and the project's");
        world.application(&project, "service").await;
        write(&world).await;
        assert_eq!(checkpoints(&world).await.len(), 2, "not so soon");
        world.clock.advance(3_600);
        write(&world).await;
        assert_eq!(checkpoints(&world).await.len(), 3);
        world.clock.advance(36_000);
        write(&world).await;
        assert_eq!(checkpoints(&world).await.len(), 3, "nothing new");
        assert!(verified(&world).await.holds());
    }

    async fn a_checkpoint_states_the_head_and_is_signed_by_the_key_that_the_api_publishes(world: World) {
        world.project("acme").await;
        let query = "{ instance { auditCheckpointKeys } }";
        let before = world.ask(&world.root(), query, Value::Null).await;
        assert_eq!(before.at("/instance/auditCheckpointKeys"), &json!({ "keys": [] }));

        write(&world).await;
        let after = world.ask(&world.root(), query, Value::Null).await;
        let key = after.at("/instance/auditCheckpointKeys/keys/0").clone();
        assert_eq!((&key["kty"], &key["crv"]), (&json!("OKP"), &json!("Ed25519")));
        assert_eq!(key.get("d"), None, "the public half");

        let rows = Rows::read(&database(&world).await).await;
        for row in &rows.checkpoints {
            let token = decode_unverified(&row.jws);
            let (header, claims) = (token.header.unwrap(), token.claims.unwrap());
            assert_eq!(header["kid"], key["kid"]);
            assert_eq!(header["typ"], "keyplane-audit-checkpoint+jwt");
            let head = rows.events.iter().find(|event| {
                event.scope_id == row.scope_id && event.sequence == row.sequence
            });
            assert_eq!(claims["hash"], json!(head.unwrap().hash));
            assert_eq!(claims["scope"], json!(row.scope_id));
            assert_eq!(claims["iss"], crate::harness::PUBLIC_URL);
        }
        let events = world.events(None).await;
        let made = events.iter().filter(|event| event["action"] == "checkpointKey.generate");
        assert_eq!(made.count(), 1);
    }

    async fn replicas_share_one_key_and_write_each_checkpoint_once(world: World) {
        world.project("acme").await;
        let other = world.replica().await;
        let (one, two) = tokio::join!(
            world.control.checkpoints().write_due(),
            other.control.checkpoints().write_due()
        );
        one.unwrap();
        two.unwrap();
        assert_eq!(world.control.checkpoints().public_keys().await.unwrap().keys.len(), 1);
        let signed = checkpoints(&world).await;
        assert!(signed.iter().all(|row| row.kid == signed[0].kid));
        assert!(verified(&world).await.holds());
    }

    async fn a_chain_that_does_not_fit_is_not_signed(world: World) {
        let project = world.project("acme").await;
        let scope = project.parse::<keyplane_entity::id::ProjectId>().unwrap().0;
        world.application(&project, "service").await;
        write(&world).await;
        world.application(&project, "other").await;
        world.clock.advance(3_600);

        let database = database(&world).await;
        let mut rows = Rows::read(&database).await;
        let original = Rows::read(&database).await;
        rows.event(scope, 3).actor_kid = Some("other".into());
        rows.write(&database).await;
        write(&world).await;
        let of_project = |rows: Vec<audit_checkpoint::Model>| {
            rows.into_iter().filter(|row| row.scope_id == scope).count()
        };
        assert_eq!(of_project(checkpoints(&world).await), 1);
        assert_eq!(world.control.checkpoints().broken_chains(), 1);
        assert_eq!(fault(&verified(&world).await), Some((AuditRule::Hash, Some(3))));

        original.write(&database).await;
        // A chain that was rewritten as a whole does not follow its last checkpoint.
        rows.event(scope, 1).actor_kid = Some("other".into());
        rows.rehash(scope);
        rows.write(&database).await;
        write(&world).await;
        assert_eq!(of_project(checkpoints(&world).await), 1);
    }

    async fn the_private_half_is_sealed(world: World) {
        write(&world).await;
        let database = database(&world).await;
        let keys = audit_signing_key::Entity::find();
        let [key] = &keys.all(&database).await.unwrap()[..] else { panic!("one key") };
        assert_eq!(key.sealed_private_key[0], 2, "the version of seals");
        assert!(keyplane_auth::PrivateKey::from_pkcs8_der(&key.sealed_private_key).is_err());
    }
}
