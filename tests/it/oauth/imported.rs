//! Client secrets that another server made.

use keyplane_auth::HmacKey;
use secrecy::SecretString;
use serde_json::{Value, json};

use super::{
    ask::{Ask, TOKEN},
    parties::{Acme, Party, Signer, party},
};
use crate::harness::{Answer, Backend, World, on_both};

pub(super) const SECRET: &str = "correct horse battery";
/// Hashes of [`SECRET`] by bcrypt, Hydra's PBKDF2, passlib's PBKDF2 and Argon2.
pub(super) const HASHES: [&str; 4] = [
    "$2b$04$ifXaxyapTLsw87AaBpiR9OAlHgVnG1VmdoiuAqHPZln7kzqzQwxKm",
    "$pbkdf2-sha256$i=1000,l=32$AAECAwQFBgcICQoLDA0ODw$AhaeZ02AwPxykuhhDI8XvhQN8GKvmqM+qF6qvs/98I0",
    "$pbkdf2-sha512$1000$uxeCsFZKKcV47z2nNMZ4rw$asXR1PjSg5vHKKII27E6q3zTARdUbfSgomeWVFWg.Gl2vGrBV4VEc4wYz1gM9fj.LwqmE4HLo0atl0Fwvr0PTQ",
    "$argon2id$v=19$m=256,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$tUDpM6w2br+3snNWfemWZcZ3zeGxW64q15ErcEPsAxo",
];

/// An application whose secret is imported.
pub(super) async fn moved(world: &World, project: &str, method: &str) -> Party {
    party(world, project, json!({ "authMethod": method, "generateSecret": false })).await
}

pub(super) async fn import(world: &World, of: &Party, material: Value) -> Answer {
    let mut input = json!({ "applicationId": of.id, "name": "old" });
    input.as_object_mut().unwrap().extend(material.as_object().unwrap().clone());
    let fields = "clientSecret { id name isHashOfOtherServer }";
    world.mutate(&world.root(), "importClientSecret", input, fields).await
}

async fn is_pending(world: &World, of: &Party) -> bool {
    let query = "query ($id: ID!) { node(id: $id) { ... on Application {
        clientSecrets { isHashOfOtherServer } } } }";
    let found = world.ask(&world.root(), query, json!({ "id": of.id })).await;
    found.at("/node/clientSecrets/0/isHashOfOtherServer").as_bool().unwrap()
}

async fn status(world: &World, of: &Party, secret: &str) -> u16 {
    Ask::client_credentials().basic(&of.id, secret).send(world, TOKEN).await.status.as_u16()
}

/// Deletes the secrets whose rows have the plain digest of a text, as a guess would find them.
async fn forget_those_with_the_digest_of(world: &World, text: &str) {
    let hex = crate::harness::hex(&keyplane_auth::sha256(text.as_bytes()));
    let literal = match world.backend {
        Backend::Sqlite => format!("x'{hex}'"),
        Backend::Postgres => format!("'\\x{hex}'"),
    };
    world.sql(&format!("DELETE FROM client_secret WHERE digest = {literal}")).await;
}

on_both! {
    async fn a_hashed_secret_is_verified_once_and_then_stored_in_the_form_of_this_server(world: World) {
        let (acme, replica) = (Acme::create(&world).await, world.replica().await);
        for hash in HASHES {
            let client = moved(&world, &acme.project, "CLIENT_SECRET_BASIC").await;
            assert_eq!(client.secret, "", "no secret was made");
            import(&world, &client, json!({ "hash": hash })).await.ok();
            assert_eq!(status(&world, &client, "another secret").await, 401);
            assert!(is_pending(&world, &client).await);

            assert_eq!(status(&world, &client, SECRET).await, 200, "{hash}");
            assert!(!is_pending(&world, &client).await);
            for server in [&world, &replica] {
                assert_eq!(status(server, &client, SECRET).await, 200);
                assert_eq!(status(server, &client, "another secret").await, 401);
                assert_eq!(status(server, &client, hash).await, 401, "a hash is no secret");
            }
        }
    }

    async fn a_secret_comes_as_text_for_every_method_that_uses_one(world: World) {
        let acme = Acme::create(&world).await;
        let basic = moved(&world, &acme.project, "CLIENT_SECRET_BASIC").await;
        let made = import(&world, &basic, json!({ "secret": "p@ss: word/ü" })).await;
        assert_eq!(made.at("/importClientSecret/clientSecret/isHashOfOtherServer"), &json!(false));
        assert_eq!(status(&world, &basic, "p@ss: word/ü").await, 200);
        assert_eq!(status(&world, &basic, "p@ss: word/u").await, 401);

        let post = moved(&world, &acme.project, "CLIENT_SECRET_POST").await;
        import(&world, &post, json!({ "hash": HASHES[0] })).await.ok();
        let ask = Ask::client_credentials().post(&post.id, SECRET);
        assert_eq!(ask.send(&world, TOKEN).await.status, 200);
        assert_eq!(status(&world, &post, SECRET).await, 401, "in the place of its method alone");
    }

    async fn what_the_method_cannot_use_is_refused_with_the_reason(world: World) {
        let acme = Acme::create(&world).await;
        let signing = moved(&world, &acme.project, "CLIENT_SECRET_JWT").await;
        let refused = import(&world, &signing, json!({ "hash": HASHES[0] })).await;
        assert!(refused.refused("PRECONDITION_FAILED").message().contains("no hash is enough"));
        let refused = import(&world, &signing, json!({ "secret": "x".repeat(31) })).await;
        assert!(refused.refused("PRECONDITION_FAILED").message().contains("32 bytes"));
        import(&world, &signing, json!({ "secret": "x".repeat(32) })).await.ok();

        let with_key = Party { id: acme.signer.id.clone(), secret: String::new() };
        import(&world, &with_key, json!({ "secret": SECRET })).await.refused("PRECONDITION_FAILED");

        let basic = moved(&world, &acme.project, "CLIENT_SECRET_BASIC").await;
        for wrong in [
            json!({}),
            json!({ "hash": HASHES[0], "secret": SECRET }),
            json!({ "secret": "" }),
            json!({ "secret": "x".repeat(1025) }),
            json!({ "hash": "secret" }),
            json!({ "hash": HASHES[0].replace("$04$", "$15$") }),
            json!({ "hash": "$argon2id$v=19$m=1048576,t=3,p=4$AAECAwQFBgcICQoLDA0ODw$tUDpM6w2br+3snNWfemWZcZ3zeGxW64q15ErcEPsAxo" }),
            json!({ "secret": SECRET, "expiresAt": "2001-01-01T00:00:00Z" }),
        ] {
            import(&world, &basic, wrong).await.refused("INVALID_INPUT");
        }
        import(&world, &basic, json!({ "hash": HASHES[0] })).await.ok();
        import(&world, &basic, json!({ "hash": HASHES[1] })).await.ok();
        import(&world, &basic, json!({ "hash": HASHES[2] })).await.refused("PRECONDITION_FAILED");
    }

    async fn neither_the_audit_log_nor_an_answer_has_the_hash_or_the_secret(world: World) {
        let acme = Acme::create(&world).await;
        let client = moved(&world, &acme.project, "CLIENT_SECRET_BASIC").await;
        let first = import(&world, &client, json!({ "hash": HASHES[0] })).await.ok();
        let second = import(&world, &client, json!({ "secret": SECRET })).await.ok();
        let wrong = import(&world, &client, json!({ "hash": "$2b$99$nothing" })).await;

        let events = world.events(Some(&acme.project)).await;
        let actions: Vec<_> = events.iter().take(2).map(|event| event["action"].clone()).collect();
        assert_eq!(actions, ["clientSecret.import", "clientSecret.import"]);
        let log = serde_json::to_string(&events).unwrap();
        let answers = format!("{} {} {}", first.body, second.body, wrong.body);
        for secret in [&HASHES[0][7..], SECRET, "$2b$"] {
            assert!(!log.contains(secret) && !answers.contains(secret), "{secret}");
        }
    }

    async fn an_imported_secret_ends_and_is_revoked_like_another(world: World) {
        let acme = Acme::create(&world).await;
        let client = moved(&world, &acme.project, "CLIENT_SECRET_BASIC").await;
        let end = world.now().plus_seconds(600).to_string();
        import(&world, &client, json!({ "hash": HASHES[0], "expiresAt": end })).await.ok();
        let other = import(&world, &client, json!({ "secret": "other" })).await;
        assert_eq!(status(&world, &client, SECRET).await, 200);

        let id = other.text("/importClientSecret/clientSecret/id");
        world.mutate(&world.root(), "revokeClientSecret", json!({ "clientSecretId": id }), "__typename").await.ok();
        assert_eq!(status(&world, &client, "other").await, 401);
        world.clock.advance(601);
        assert_eq!(status(&world, &client, SECRET).await, 401);
    }

    async fn a_stranger_who_reads_the_database_cannot_guess_an_imported_secret_by_its_digest(world: World) {
        let acme = Acme::create(&world).await;
        let client = moved(&world, &acme.project, "CLIENT_SECRET_BASIC").await;
        import(&world, &client, json!({ "hash": HASHES[0] })).await.ok();
        assert_eq!(status(&world, &client, SECRET).await, 200);
        forget_those_with_the_digest_of(&world, SECRET).await;
        let replica = world.replica().await;
        assert_eq!(status(&replica, &client, SECRET).await, 200);
    }

    async fn the_database_has_no_digest_of_an_imported_secret_that_signs(world: World) {
        let acme = Acme::create(&world).await;
        let weak = "the quick brown fox jumps over the lazy dog";
        let client = moved(&world, &acme.project, "CLIENT_SECRET_JWT").await;
        import(&world, &client, json!({ "secret": weak })).await.ok();
        forget_those_with_the_digest_of(&world, weak).await;

        let replica = world.replica().await;
        let key = Box::new(HmacKey::new(&SecretString::from(weak)));
        let signer = Signer { id: client.id.clone(), kid: String::new(), key };
        let ask = signer.prove(&replica, Ask::client_credentials(), json!({}));
        assert_eq!(ask.send(&replica, TOKEN).await.status, 200);
        assert_eq!(status(&replica, &client, weak).await, 401, "it signs, and is never sent");
        assert_eq!(status(&replica, &client, "").await, 401);
    }
}
