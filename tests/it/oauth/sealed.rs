//! A secret is sealed together with the columns that decide its use: write access to the database
//! without the master key exposes no private key.

use std::fmt::Write as _;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use keyplane_auth::HmacKey;
use keyplane_entity::id::{ApplicationId, KeyId};
use secrecy::SecretString;
use serde_json::{Value, json};

use super::{
    ask::{Ask, TOKEN},
    parties::{Signer, party},
};
use crate::harness::{Answer, Backend, World, on_both};

/// A UUID as a literal in a statement.
fn uuid(world: &World, id: uuid::Uuid) -> String {
    match world.backend {
        Backend::Sqlite => format!("x'{}'", id.simple()),
        Backend::Postgres => format!("'{id}'"),
    }
}

fn yes(world: &World) -> &'static str {
    match world.backend {
        Backend::Sqlite => "1",
        Backend::Postgres => "true",
    }
}

async fn export(world: &World, key: &str) -> Answer {
    let input = json!({ "keyId": key, "format": "PEM_PKCS8" });
    world.mutate(&world.root(), "exportPrivateKey", input, "privateKey { content }").await
}

async fn signing_key(world: &World, retain: bool) -> (String, String) {
    let project = world.project("acme").await;
    let input = json!({ "projectId": project, "name": "n", "algorithm": "ES256", "retainPrivateKey": retain });
    let made = world.mutate(&world.root(), "generateSigningKey", input, "key { id }").await;
    let id = made.text("/generateSigningKey/key/id");
    let row = uuid(world, id.parse::<KeyId>().unwrap().0);
    (id, row)
}

on_both! {
    async fn a_key_that_was_not_retained_is_not_exported_whatever_its_row_says_later(world: World) {
        let (id, row) = signing_key(&world, false).await;
        export(&world, &id).await.refused("PRECONDITION_FAILED");
        world.sql(&format!("UPDATE key SET private_key_retained = {} WHERE id = {row}", yes(&world))).await;
        let refused = export(&world, &id).await.refused("PRECONDITION_FAILED");
        assert!(refused.message().contains("does not fit its row"), "{}", refused.message());
    }

    async fn a_retained_key_is_not_exported_as_one_of_another_purpose(world: World) {
        let (id, row) = signing_key(&world, true).await;
        export(&world, &id).await.ok();
        for change in ["purpose = 'APPLICATION'", "purpose = 'ADMIN'"] {
            world.sql(&format!("UPDATE key SET {change} WHERE id = {row}")).await;
            let refused = export(&world, &id).await.refused("PRECONDITION_FAILED");
            assert!(refused.message().contains("does not fit its row"), "{}", refused.message());
        }
        world.sql(&format!("UPDATE key SET purpose = 'SIGNING' WHERE id = {row}")).await;
        export(&world, &id).await.ok();
    }

    async fn a_key_that_an_earlier_version_sealed_signs_on_but_is_not_exported(world: World) {
        let (id, row) = signing_key(&world, true).await;
        let pem = export(&world, &id).await.text("/exportPrivateKey/privateKey/content");
        let private = keyplane_auth::PrivateKey::from_pem(&pem).unwrap();
        let key: KeyId = id.parse().unwrap();
        let project = world.ask(&world.root(), "{ project(slug: \"acme\") { id } }", Value::Null).await;
        let project: keyplane_entity::id::ProjectId = project.text("/project/id").parse().unwrap();
        let old = seal_version_1(&world, key.0.as_bytes(), project.0.as_bytes(), private.pkcs8_der());
        let bytes = hex(&old);
        let value = match world.backend {
            Backend::Sqlite => format!("x'{bytes}'"),
            Backend::Postgres => format!("'\\x{bytes}'"),
        };
        world.sql(&format!("UPDATE key SET sealed_private_key = {value} WHERE id = {row}")).await;

        let refused = export(&world, &id).await.refused("PRECONDITION_FAILED");
        assert!(refused.message().contains("earlier version"), "{}", refused.message());
        let policy = json!({ "projectId": project.to_string(), "keyPolicy": { "signingAlgorithm": "ES256" } });
        world.mutate(&world.root(), "updateProject", policy, "project { id }").await.ok();
        world.clock.advance(86_400);
        let keys = world.signing_keys("acme", "id kid").await;
        let kid = keys.iter().find(|key| key["id"] == id).unwrap()["kid"].clone();
        let method = json!({ "authMethod": "CLIENT_SECRET_BASIC" });
        let token = party(&world, &project.to_string(), method).await.token(&world).await;
        let header = URL_SAFE_NO_PAD.decode(token.split('.').next().unwrap()).unwrap();
        assert_eq!(serde_json::from_slice::<Value>(&header).unwrap()["kid"], kid);
    }

    async fn a_sealed_client_secret_proves_no_other_application(world: World) {
        let project = world.project("acme").await;
        let method = json!({ "authMethod": "CLIENT_SECRET_JWT" });
        let one = party(&world, &project, method.clone()).await;
        let other = party(&world, &project, method).await;
        let prove = async |world: &World, id: &str| {
            let key = Box::new(HmacKey::new(&SecretString::from(one.secret.clone())));
            let signer = Signer { id: id.to_owned(), kid: String::new(), key };
            signer.prove(world, Ask::client_credentials(), json!({})).send(world, TOKEN).await.status
        };
        assert_eq!(prove(&world, &one.id).await, 200);
        assert_eq!(prove(&world, &other.id).await, 401);

        let row = |id: &str| uuid(&world, id.parse::<ApplicationId>().unwrap().0);
        let (from, to) = (row(&one.id), row(&other.id));
        world.sql(&format!("DELETE FROM client_secret WHERE application_id = {to}")).await;
        world.sql(&format!("UPDATE client_secret SET application_id = {to} WHERE application_id = {from}")).await;
        // Another process, which has empty caches.
        let replica = world.replica().await;
        assert_ne!(prove(&replica, &other.id).await, 200);
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

/// Seals a value in version 1 of the format, which does not authenticate the facts.
fn seal_version_1(world: &World, row: &[u8], project: &[u8], value: &[u8]) -> Vec<u8> {
    let file: Value =
        serde_json::from_slice(&std::fs::read(world.master_key_file()).unwrap()).unwrap();
    let master = URL_SAFE_NO_PAD.decode(file["key"].as_str().unwrap()).unwrap();
    let id = file["keyId"].as_str().unwrap().strip_prefix("mk_").unwrap();
    let id: Vec<_> =
        (0..16).map(|at| u8::from_str_radix(&id[2 * at..2 * at + 2], 16).unwrap()).collect();

    let data_key = [7; 32];
    let mut sealed = [&[1][..], &id].concat();

    for (layer, key, plaintext) in [(1, &*master, &data_key[..]), (2, &data_key, value)] {
        let mut aad = vec![1, layer];
        for part in [&*id, b"key", b"sealed_private_key", row, project] {
            aad.extend_from_slice(&(part.len() as u64).to_be_bytes());
            aad.extend_from_slice(part);
        }
        let nonce = [layer; 12];
        let mut text = plaintext.to_vec();
        LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key).unwrap())
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(&*aad),
                &mut text,
            )
            .unwrap();
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&text);
    }

    sealed
}
