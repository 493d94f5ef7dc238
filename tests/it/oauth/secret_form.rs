//! Secrets that can be recognised, and those that earlier versions made.

use keyplane_auth::{SecretKind, base64url, sha256};
use keyplane_entity::id::ApplicationId;
use serde_json::{Value, json};

use super::{
    ask::{Ask, INTROSPECT, REVOKE, TOKEN},
    parties::{Acme, Party},
};
use crate::harness::{Backend, World, on_both};

/// Bytes as a literal in a statement.
fn bytes(world: &World, bytes: &[u8]) -> String {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    match world.backend {
        Backend::Sqlite => format!("x'{hex}'"),
        Backend::Postgres => format!("'\\x{hex}'"),
    }
}

fn id_of(world: &World, party: &Party) -> String {
    let id = party.id.parse::<ApplicationId>().unwrap().0;
    match world.backend {
        Backend::Sqlite => format!("x'{}'", id.simple()),
        Backend::Postgres => format!("'{id}'"),
    }
}

/// The secret with another last character.
fn cut_short(text: &str) -> String {
    let other = if text.ends_with('0') { '1' } else { '0' };
    format!("{}{other}", &text[..text.len() - 1])
}

/// Introspects a token as the client that it was issued to.
async fn active(world: &World, party: &Party, token: &str) -> Value {
    let answer = party.basic(Ask::about(token)).send(world, INTROSPECT).await;
    answer.json()["active"].clone()
}

on_both! {
    async fn a_new_secret_has_a_prefix_and_a_checksum(world: World) {
        let acme = Acme::create(&world).await;
        for party in [&acme.basic, &acme.post, &acme.server] {
            assert!(SecretKind::ClientSecret.has_prefix(&party.secret) && party.secret.len() == 54);
            assert!(SecretKind::ClientSecret.is_possible(&party.secret));
        }
        let token = acme.opaque.token(&world).await;
        assert!(SecretKind::OpaqueToken.has_prefix(&token) && token.len() == 54);
        assert!(SecretKind::OpaqueToken.is_possible(&token));
        assert_eq!(active(&world, &acme.opaque, &token).await, true);
    }

    async fn a_secret_of_an_earlier_version_stays_valid(world: World) {
        let acme = Acme::create(&world).await;
        let earlier = Party { id: acme.basic.id.clone(), secret: base64url(&[0xfb; 32]) };
        let (digest, id) = (sha256(earlier.secret.as_bytes()), id_of(&world, &earlier));
        world.sql(&format!("UPDATE client_secret SET digest = {} WHERE application_id = {id}", bytes(&world, &digest))).await;
        let world = world.replica().await;
        assert_eq!(earlier.basic(Ask::client_credentials()).send(&world, TOKEN).await.status, 200);
        assert_eq!(acme.basic.basic(Ask::client_credentials()).send(&world, TOKEN).await.status, 401);
    }

    async fn an_opaque_token_of_an_earlier_version_stays_valid_until_it_is_revoked(world: World) {
        let acme = Acme::create(&world).await;
        acme.opaque.token(&world).await;
        let earlier = base64url(&[0x3e; 32]);
        world.sql(&format!("UPDATE opaque_token SET digest = {}", bytes(&world, &sha256(earlier.as_bytes())))).await;
        assert_eq!(active(&world, &acme.opaque, &earlier).await, true);
        let revoked = acme.opaque.basic(Ask::about(&earlier)).send(&world, REVOKE).await;
        assert_eq!(revoked.status, 200);
        assert_eq!(active(&world, &acme.opaque, &earlier).await, false);
    }

    async fn a_changed_secret_is_refused_as_a_wrong_one_is(world: World) {
        let acme = Acme::create(&world).await;
        let mut texts = Vec::new();
        for secret in [cut_short(&acme.basic.secret), "kpcs_".to_owned(), acme.post.secret.clone(), "x".repeat(54)] {
            let answer = Ask::client_credentials().basic(&acme.basic.id, &secret).send(&world, TOKEN).await;
            assert_eq!(answer.status, 401, "{secret}");
            texts.push(answer.text());
        }
        texts.dedup();
        assert_eq!(texts.len(), 1, "{texts:?}");
        let token = acme.opaque.token(&world).await;
        assert_eq!(active(&world, &acme.opaque, &cut_short(&token)).await, false);
        assert_eq!(acme.opaque.basic(Ask::about(&cut_short(&token))).send(&world, REVOKE).await.status, 200);
        assert_eq!(active(&world, &acme.opaque, &token).await, true);
    }

    async fn a_secret_has_a_name_and_ends_when_it_is_told_to(world: World) {
        let acme = Acme::create(&world).await;
        let end = world.now().plus_seconds(3600);
        let input = json!({ "applicationId": acme.basic.id, "overlapSeconds": 60, "name": " CI runner ", "expiresAt": end.to_string() });
        let fields = "clientSecret application { clientSecrets { name expiresAt } }";
        let made = world.mutate(&world.root(), "rotateClientSecret", input, fields).await;
        let secrets = made.at("/rotateClientSecret/application/clientSecrets");
        assert_eq!(secrets[0], json!({ "name": "CI runner", "expiresAt": end.to_string() }));
        assert_eq!(secrets[1]["name"], "", "the first secret of an application has no name");
        let event = world.events(Some(&acme.project)).await;
        let event = event.iter().find(|event| event["action"] == "clientSecret.rotate").unwrap();
        assert_eq!((&event["changes"]["name"], &event["changes"]["expiresAt"]), (&json!("CI runner"), &json!(end.to_string())));

        let party = Party { id: acme.basic.id.clone(), secret: made.text("/rotateClientSecret/clientSecret") };
        let ask = party.basic(Ask::client_credentials());
        world.clock.advance(3599);
        assert_eq!(ask.send(&world, TOKEN).await.status, 200);
        world.clock.advance(1);
        let refused = ask.send(&world, TOKEN).await;
        assert_eq!((refused.status.as_u16(), &refused.json()["error"]), (401, &json!("invalid_client")));
        assert_eq!(refused.json()["error_description"], "the client secret has expired; use another one");
        let wrong = cut_short(&party.secret);
        let guessed = Ask::client_credentials().basic(&party.id, &wrong).send(&world, TOKEN).await;
        assert!(!guessed.text().contains("expired"), "only its holder learns that a secret has expired");
    }

    async fn a_secret_without_name_and_end_is_the_default(world: World) {
        let acme = Acme::create(&world).await;
        for input in [json!({}), json!({ "name": null, "expiresAt": null })] {
            let mut input = input;
            input["applicationId"] = json!(acme.basic.id);
            let made = world.mutate(&world.root(), "rotateClientSecret", input, "application { clientSecrets { name expiresAt } }").await;
            assert_eq!(made.at("/rotateClientSecret/application/clientSecrets"), &json!([{ "name": "", "expiresAt": null }]));
        }
    }

    async fn a_name_that_is_too_long_and_an_end_that_has_passed_are_refused(world: World) {
        let acme = Acme::create(&world).await;
        let now = world.now().to_string();
        for (field, value) in [("name", json!("é".repeat(101))), ("name", json!("a\u{202e}b")), ("expiresAt", json!(now))] {
            let input = json!({ "applicationId": acme.basic.id, field: value });
            let refused = world.mutate(&world.root(), "rotateClientSecret", input, "clientSecret").await.refused("INVALID_INPUT");
            assert_eq!(refused.fields(), [format!("input.{field}")]);
        }
        let token = acme.basic.token(&world).await;
        assert!(!token.is_empty(), "the refused rotations ended no secret");
    }
}
