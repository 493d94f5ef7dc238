//! Verification: what fits, and each way of tampering, in the database and in an export.

use keyplane_auth::{Algorithm, Header, KeySpec, PrivateKey, SigningKey, mint};
use keyplane_control::{AuditRule, AuditScope, AuditSelection};
use keyplane_entity::Scope;
use serde_json::{Value, json};
use uuid::Uuid;

use super::log::{EVERYTHING, Rows, archive, database, exported, fault, read, verified};
use crate::harness::{World, on_both};

/// Something done to the rows of a chain behind the control plane's back.
type Tampering = (&'static str, fn(&mut Rows, Uuid), AuditRule, Option<i64>);

/// The chain has six events; the last checkpoint is about the fifth.
const LAST: i64 = 6;

const TAMPERINGS: [Tampering; 12] = [
    (
        "a changed member",
        |rows, of| rows.event(of, 2).action = "x.y".into(),
        AuditRule::Hash,
        Some(2),
    ),
    (
        "a changed name of the target",
        |rows, of| rows.event(of, 2).target = Some(r#"{"name":"other"}"#.into()),
        AuditRule::Hash,
        Some(2),
    ),
    (
        "removed names of the target",
        |rows, of| rows.event(of, 2).target = None,
        AuditRule::Hash,
        Some(2),
    ),
    (
        "a removed event",
        |rows, of| rows.events.retain(|event| (event.scope_id, event.sequence) != (of, 2)),
        AuditRule::Sequence,
        Some(3),
    ),
    (
        "a removed first event",
        |rows, of| rows.events.retain(|event| (event.scope_id, event.sequence) != (of, 1)),
        AuditRule::Sequence,
        Some(2),
    ),
    (
        "a truncated tail",
        |rows, of| rows.events.retain(|event| (event.scope_id, event.sequence) != (of, LAST)),
        AuditRule::Head,
        Some(LAST),
    ),
    (
        "swapped events",
        |rows, of| {
            rows.event(of, 3).sequence = 0;
            rows.event(of, 2).sequence = 3;
            rows.event(of, 0).sequence = 2;
        },
        AuditRule::PreviousHash,
        Some(2),
    ),
    (
        "a replaced head",
        |rows, of| rows.chain(of).hash = "0".repeat(64),
        AuditRule::Head,
        Some(LAST),
    ),
    (
        "a head moved back",
        |rows, of| {
            rows.events.retain(|event| event.scope_id != of || event.sequence < 4);
            let hash = rows.event(of, 3).hash.clone();
            (rows.chain(of).sequence, rows.chain(of).hash) = (3, hash);
        },
        AuditRule::Checkpoint,
        Some(4),
    ),
    (
        "a chain that was rewritten",
        |rows, of| {
            rows.event(of, 3).actor_kid = Some("somebody-else".into());
            rows.rehash(of);
        },
        AuditRule::Checkpoint,
        Some(5),
    ),
    (
        "a checkpoint of another key",
        |rows, of| {
            let hash = rows.event(of, 5).hash.clone();
            rows.checkpoints.iter_mut().find(|row| row.scope_id == of).unwrap().jws =
                forged(of, 5, &hash);
        },
        AuditRule::Checkpoint,
        Some(5),
    ),
    (
        "a checkpoint of another chain",
        |rows, of| {
            let other = rows.checkpoints.iter().find(|row| row.scope_id != of).unwrap().jws.clone();
            rows.checkpoints.iter_mut().find(|row| row.scope_id == of).unwrap().jws = other;
        },
        AuditRule::Checkpoint,
        Some(5),
    ),
];

/// A checkpoint as the instance signs it, with a key that is not the instance's.
fn forged(scope: Uuid, sequence: i64, hash: &str) -> String {
    let private = PrivateKey::generate(KeySpec::new(Algorithm::EdDsa, None).unwrap()).unwrap();
    let key = SigningKey::new(&private, Algorithm::EdDsa).unwrap();
    let typ = Some("keyplane-audit-checkpoint+jwt".to_owned());
    let header = Header { kid: private.public_key().thumbprint(), typ, ..Header::default() };
    let claims =
        json!({ "iss": "x", "iat": 1, "scope": scope, "sequence": sequence, "hash": hash });
    mint(&key, header, claims.as_object().unwrap()).unwrap()
}

/// A project whose chain has a checkpoint about its fifth event, and one event more.
async fn project_with_checkpoint(world: &World) -> Uuid {
    let project = world.project("acme").await;
    for name in ["one", "two", "three", "four"] {
        world.application(&project, name).await;
    }
    world.control.checkpoints().write_due().await.unwrap();
    world.application(&project, "five").await;
    project.parse::<keyplane_entity::id::ProjectId>().unwrap().0
}

on_both! {
    async fn a_log_fits_in_the_database_and_in_its_export(world: World) {
        let scope = project_with_checkpoint(&world).await;
        let report = verified(&world).await;
        assert!(report.holds(), "{report:?}");
        let instance = &report.chains[0];
        assert_eq!((instance.scope, instance.from, instance.checkpoints), (Scope::Instance, 1, 1));
        let project = &report.chains[1];
        assert_eq!(project.scope, Scope::from_id(scope));
        assert_eq!((project.slug.as_deref(), project.events, project.sequence), (Some("acme"), 6, LAST));
        assert_eq!((project.checkpoints, project.checkpoint_sequence), (1, 5));
        assert_eq!(project.hash, Rows::read(&database(&world).await).await.chain(scope).hash);

        let from_file = read(&exported(&world, &EVERYTHING).await);
        assert_eq!(from_file, report, "both are verified alike");
    }

    async fn each_tampering_is_found_in_the_database_and_in_its_export(world: World) {
        let scope = project_with_checkpoint(&world).await;
        let database = database(&world).await;
        let original = Rows::read(&database).await;
        for (name, tamper, rule, sequence) in TAMPERINGS {
            let mut rows = Rows::read(&database).await;
            tamper(&mut rows, scope);
            rows.write(&database).await;
            let found = fault(&verified(&world).await);
            assert_eq!(found, Some((rule, sequence)), "{name}");

            let in_export = fault(&read(&exported(&world, &EVERYTHING).await));
            let is_first = name == "a removed first event";
            // An export may begin anywhere: that its first events are missing shows at the head.
            let expected = if is_first { (AuditRule::Head, None) } else { (rule, sequence) };
            assert_eq!(in_export, Some(expected), "{name}");
            original.write(&database).await;
        }
        assert!(verified(&world).await.holds());
    }

    async fn events_and_checkpoints_without_a_head_are_found(world: World) {
        let scope = project_with_checkpoint(&world).await;
        let database = database(&world).await;
        let mut rows = Rows::read(&database).await;
        rows.chains.retain(|chain| chain.scope_id != scope);
        rows.write(&database).await;
        assert_eq!(fault(&verified(&world).await), Some((AuditRule::Head, None)));
        assert!(fault(&read(&exported(&world, &EVERYTHING).await)).is_some());

        rows.events.retain(|event| event.scope_id != scope);
        rows.write(&database).await;
        assert!(fault(&verified(&world).await).is_some(), "a checkpoint alone");
    }

    async fn events_of_releases_without_names_of_targets_stay_valid(world: World) {
        let scope = project_with_checkpoint(&world).await;
        let database = database(&world).await;
        let mut rows = Rows::read(&database).await;
        rows.checkpoints.clear();
        for chain in &mut rows.chains {
            (chain.checkpoint_sequence, chain.checkpoint_at.0) = (0, 0);
        }
        for event in &mut rows.events {
            event.target = None;
        }
        rows.rehash(scope);
        rows.rehash(Uuid::nil());
        rows.write(&database).await;

        let project = keyplane_entity::id::ProjectId(scope).to_string();
        let application = world.application(&project, "new").await;
        world.control.checkpoints().write_due().await.unwrap();
        let report = verified(&world).await;
        assert!(report.holds(), "{report:?}");
        assert_eq!(read(&exported(&world, &EVERYTHING).await), report);

        let query = "query ($id: ID) { auditEvents(projectId: $id, first: 2) { nodes {
            targetId target { name } } } }";
        let shown = world.ask(&world.root(), query, json!({ "id": project })).await;
        assert_eq!(shown.text("/auditEvents/nodes/0/targetId"), application);
        assert_eq!(shown.text("/auditEvents/nodes/0/target/name"), "new");
        assert_eq!(shown.at("/auditEvents/nodes/1/target"), &Value::Null);
    }

    async fn an_export_of_one_chain_may_start_anywhere(world: World) {
        project_with_checkpoint(&world).await;
        let scope = AuditScope::Project("acme".into());
        for from in 1..=LAST + 1 {
            let selection = AuditSelection { scope: scope.clone(), from_sequence: from };
            let report = read(&exported(&world, &selection).await);
            assert!(report.holds(), "from {from}: {report:?}");
            let [chain] = &report.chains[..] else { panic!("one chain: {report:?}") };
            assert_eq!(chain.from, from);
            assert_eq!(i64::try_from(chain.events).unwrap(), LAST + 1 - from);
            assert_eq!(chain.checkpoints, u64::from(from <= 5), "from {from}");
        }
        let none = AuditSelection { scope: AuditScope::Project("nosuch".into()), from_sequence: 1 };
        let log = archive(&world).await;
        let refused = log.export(&none, world.now(), &mut Vec::new(), &mut |_| {}).await;
        assert_eq!(refused.unwrap_err().to_string(), "no project has the slug \"nosuch\"");
    }
}
