//! The rotation of the master key, in process.

use std::fmt::Write as _;

use keyplane_auth::sealed_by;
use keyplane_control::{Control, Error, MasterKeyStatus, RotateMasterKey};
use keyplane_entity::id::KeyId;
use sea_orm::{ConnectionTrait, Database as Connector, Statement};
use serde_json::{Value, json};

use crate::harness::{Backend, SeededEntropy, World, on_both};

/// Adds a key to the file of a world, and returns its ID.
fn add(world: &World, seed: u64) -> String {
    // No world has a seed as high, so the key is another one than the world's.
    let entropy = SeededEntropy::new(1_000_000 + seed);
    Control::add_master_key(&world.master_key_file(), &entropy, world.now()).unwrap()
}

async fn rotate(world: &World) -> Result<String, String> {
    rotate_with(world, &RotateMasterKey::default()).await
}

async fn rotate_with(world: &World, request: &RotateMasterKey) -> Result<String, String> {
    let rotated = world.control.sealing().rotate(request, &|_| {}).await;
    rotated.map(|rotated| rotated.id).map_err(|error| text(&error))
}

fn text(error: &Error) -> String {
    error.to_string()
}

async fn keys_of(world: &World) -> Vec<MasterKeyStatus> {
    world.control.sealing().status().await.unwrap().keys
}

/// Numbers of values by key.
async fn values(world: &World) -> Vec<(String, u64)> {
    let keys = keys_of(world).await.into_iter();
    keys.filter(|key| key.values > 0).map(|key| (key.id, key.values)).collect()
}

/// The sealed values of both tables, read directly.
async fn sealed(world: &World) -> Vec<(Vec<u8>, String)> {
    let database = Connector::connect(&world.database_url).await.unwrap();
    let sql = "SELECT sealed_private_key AS sealed, master_key_id FROM key \
               WHERE sealed_private_key IS NOT NULL \
               UNION ALL SELECT sealed_secret, master_key_id FROM client_secret \
               WHERE sealed_secret IS NOT NULL";
    let statement = Statement::from_string(database.get_database_backend(), sql);
    let rows = database.query_all_raw(statement).await.unwrap();
    let rows = rows
        .iter()
        .map(|row| (row.try_get("", "sealed").unwrap(), row.try_get("", "master_key_id").unwrap()));
    let rows = rows.collect();
    database.close().await.unwrap();
    rows
}

async fn signing_key(world: &World, project: &str) -> String {
    let input = json!({
        "projectId": project, "name": "n", "algorithm": "ES256", "retainPrivateKey": true,
    });
    let made = world.mutate(&world.root(), "generateSigningKey", input, "key { id }").await;
    made.text("/generateSigningKey/key/id")
}

async fn export(world: &World, key: &str) -> String {
    let input = json!({ "keyId": key, "format": "PEM_PKCS8" });
    let fields = "privateKey { content }";
    let made = world.mutate(&world.root(), "exportPrivateKey", input, fields).await;
    made.text("/exportPrivateKey/privateKey/content")
}

async fn signing_secret(world: &World, project: &str) {
    let input = json!({
        "projectId": project, "name": "n", "type": "SERVICE", "authMethod": "CLIENT_SECRET_JWT",
    });
    world.mutate(&world.root(), "createApplication", input, "clientSecret").await.ok();
}

on_both! {
    async fn a_rotation_seals_every_value_with_the_new_key_and_is_in_the_audit_log(world: World) {
        let project = world.project("acme").await;
        let key = signing_key(&world, &project).await;
        signing_secret(&world, &project).await;
        let before = export(&world, &key).await;
        let old = keys_of(&world).await[0].id.clone();
        let count = sealed(&world).await.len();
        assert_eq!(values(&world).await, [(old.clone(), count as u64)]);

        let new = add(&world, 1);
        world.control.sealing().look_at_file();
        assert_eq!(rotate(&world).await.as_deref(), Ok(&*new));
        assert_eq!(values(&world).await, [(new.clone(), count as u64)]);
        for (value, id) in sealed(&world).await {
            assert_eq!((sealed_by(&value).as_deref(), &*id), (Some(&*new), &*new));
        }
        assert_eq!(export(&world, &key).await, before);

        let events = world.events(None).await;
        let event = events.iter().find(|event| event["action"] == "masterKey.rotate").unwrap();
        assert_eq!(event["targetId"], json!(new));
        assert!(event["changes"].to_string().contains(&old), "{event}");

        // Without the old key in the file, another process opens everything.
        world.control.sealing().look_at_file();
        world.control.sealing().remove(&old).await.unwrap();
        let replica = world.replica().await;
        assert_eq!(export(&replica, &key).await, before);
        assert_eq!(keys_of(&replica).await.len(), 1);
        let again = replica.control.sealing().rotate(&RotateMasterKey::default(), &|_| {}).await;
        let again = again.unwrap();
        assert_eq!((&again.id, again.activated, again.rewrapped.values), (&new, false, 0));
    }

    async fn a_key_is_removed_only_when_nothing_is_sealed_with_it(world: World) {
        world.project("acme").await;
        let old = keys_of(&world).await[0].id.clone();
        let new = add(&world, 2);
        world.control.sealing().look_at_file();
        let remove = async |id: &str| world.control.sealing().remove(id).await.map_err(|error| text(&error));
        assert!(remove(&old).await.unwrap_err().contains("active"));
        rotate(&world).await.unwrap();
        assert!(remove(&new).await.unwrap_err().contains("active"));

        // As a replica of an earlier release would leave it.
        let (value, _) = sealed(&world).await.pop().unwrap();
        let id: String = old.strip_prefix("mk_").unwrap().to_owned();
        let head = format!("02{id}");
        let tail = value[17..].iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").unwrap();
            text
        });
        let bytes = match world.backend {
            Backend::Sqlite => format!("x'{head}{tail}'"),
            Backend::Postgres => format!("'\\x{head}{tail}'"),
        };
        let put = format!("UPDATE key SET sealed_private_key = {bytes} WHERE sealed_private_key IS NOT NULL");
        world.sql(&put).await;
        let refused = remove(&old).await.unwrap_err();
        assert!(refused.contains("1 values are sealed with"), "{refused}");
    }

    async fn a_running_server_without_the_new_key_holds_the_rotation_up_and_is_named(world: World) {
        world.project("acme").await;
        world.control.sealing().announce().await.unwrap();
        let new = add(&world, 3);
        let other = world.replica().await;

        let refused = rotate(&other).await.unwrap_err();
        let process = std::process::id().to_string();
        assert!(refused.contains(&new) && refused.contains(&process), "{refused}");
        let unchanged = values(&other).await;
        assert!(unchanged.iter().all(|(id, _)| *id != new), "{unchanged:?}");

        assert!(world.control.sealing().look_at_file());
        world.control.sealing().announce().await.unwrap();
        assert_eq!(rotate(&other).await.as_deref(), Ok(&*new));

        // A server that ended, or was killed more than 90 seconds ago, holds nothing up.
        let next = add(&world, 4);
        other.control.sealing().look_at_file();
        assert!(rotate(&other).await.is_err());
        world.clock.advance(91);
        assert_eq!(rotate(&other).await.as_deref(), Ok(&*next));
    }

    async fn a_server_that_has_not_read_the_file_again_seals_with_the_new_key_at_once(world: World) {
        let project = world.project("acme").await;
        let new = add(&world, 5);
        let other = world.replica().await;
        rotate(&other).await.unwrap();
        let before = values(&other).await[0].1;
        let key = signing_key(&world, &project).await;
        signing_secret(&world, &project).await;
        assert_eq!(values(&other).await, [(new, before + 2)]);
        assert_eq!(export(&world, &key).await, export(&other, &key).await);
    }

    async fn changes_beside_a_rotation_are_kept(world: World) {
        let project = world.project("acme").await;
        let mut keys = Vec::new();
        for _ in 0..20 {
            keys.push(signing_key(&world, &project).await);
        }
        let new = add(&world, 6);
        world.control.sealing().look_at_file();
        let revoke = async {
            for key in &keys[..10] {
                let input = json!({ "keyId": key, "reason": "r" });
                world.mutate(&world.root(), "revokeKey", input, "key { id }").await.ok();
            }
        };
        let generate = async {
            for _ in 0..5 {
                signing_key(&world, &project).await;
            }
        };
        let (rotated, (), ()) = tokio::join!(rotate(&world), revoke, generate);
        assert_eq!(rotated.as_deref(), Ok(&*new));
        let [(id, _)] = &*values(&world).await else { panic!("several keys") };
        assert_eq!(*id, new);
        for key in &keys[10..] {
            export(&world, key).await;
        }
        for key in &keys[..10] {
            let input = json!({ "keyId": key, "format": "PEM_PKCS8" });
            let fields = "privateKey { content }";
            let refused = world.mutate(&world.root(), "exportPrivateKey", input, fields).await;
            refused.refused("PRECONDITION_FAILED");
        }
    }

    async fn a_value_that_was_changed_outside_stays_as_it_is_and_is_named(world: World) {
        let project = world.project("acme").await;
        let key = signing_key(&world, &project).await;
        let id: KeyId = key.parse().unwrap();
        let row = match world.backend {
            Backend::Sqlite => format!("x'{}'", id.0.simple()),
            Backend::Postgres => format!("'{}'", id.0),
        };
        world.sql(&format!("UPDATE key SET purpose = 'APPLICATION' WHERE id = {row}")).await;
        let new = add(&world, 7);
        world.control.sealing().look_at_file();
        let rotated = world.control.sealing().rotate(&RotateMasterKey::default(), &|_| {}).await.unwrap();
        assert_eq!(rotated.rewrapped.damaged.len(), 1, "{rotated:?}");
        assert!(rotated.rewrapped.damaged[0].contains(&key), "{rotated:?}");
        let counts = values(&world).await;
        assert_eq!(counts.len(), 2, "{counts:?}");

        // With the row as it was, the rotation continues.
        world.sql(&format!("UPDATE key SET purpose = 'SIGNING' WHERE id = {row}")).await;
        assert_eq!(rotate(&world).await.as_deref(), Ok(&*new));
        assert_eq!(values(&world).await.len(), 1);
        export(&world, &key).await;
    }

    async fn a_file_that_cannot_be_used_changes_nothing_in_a_running_server(world: World) {
        let project = world.project("acme").await;
        let key = signing_key(&world, &project).await;
        let before = export(&world, &key).await;
        let (path, entropy) = (world.master_key_file(), SeededEntropy::new(2_000_000));
        let good = std::fs::read(&path).unwrap();
        let other = tempfile::tempdir().unwrap();
        let other = other.path().join("other.json");
        Control::create_master_key_file(&other, &entropy, world.now()).unwrap();

        for content in [b"{".to_vec(), std::fs::read(&other).unwrap()] {
            std::fs::write(&path, content).unwrap();
            assert!(!world.control.sealing().look_at_file());
            assert_eq!(export(&world, &key).await, before);
            signing_key(&world, &project).await;
        }
        std::fs::remove_file(&path).unwrap();
        assert!(!world.control.sealing().look_at_file());
        signing_key(&world, &project).await;
        std::fs::write(&path, good).unwrap();
        std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        let new = add(&world, 41);
        assert!(world.control.sealing().look_at_file());
        assert_eq!(rotate(&world).await, Ok(new));
    }

    async fn of_several_new_keys_one_is_chosen(world: World) {
        let (one, other) = (add(&world, 8), add(&world, 9));
        world.control.sealing().look_at_file();
        let refused = rotate(&world).await.unwrap_err();
        assert!(refused.contains(&one) && refused.contains(&other), "{refused}");
        let request = RotateMasterKey { to: Some(other.clone()), trust_servers: false };
        assert_eq!(rotate_with(&world, &request).await, Ok(other.clone()));
        let active: Vec<_> = keys_of(&world).await.into_iter().filter(|key| key.active).map(|key| key.id).collect();
        assert_eq!(active, [other]);
        let request = RotateMasterKey { to: Some("mk_0".to_owned()), trust_servers: false };
        assert!(rotate_with(&world, &request).await.unwrap_err().contains("does not hold"));
    }
}

#[test]
fn two_additions_at_once_add_two_keys() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("master-key.json");
    let now = keyplane_entity::Timestamp(1_800_000_000_000);
    Control::create_master_key_file(&path, &SeededEntropy::new(20), now).unwrap();
    std::thread::scope(|scope| {
        for seed in 21..29 {
            let path = &path;
            scope.spawn(move || {
                Control::add_master_key(path, &SeededEntropy::new(seed), now).unwrap();
            });
        }
    });
    let text: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(text["otherKeys"].as_array().unwrap().len(), 8);
    let again = Control::create_master_key_file(&path, &SeededEntropy::new(30), now);
    assert!(again.unwrap_err().to_string().contains("a file is in the way"));
}
