//! The life cycle of client secrets.

use serde_json::{Value, json};

use super::{
    ask::{Ask, TOKEN},
    parties::{Acme, party},
};
use crate::harness::{Answer, World, on_both};

async fn opens(world: &World, id: &str, secret: &str) -> bool {
    let status = Ask::client_credentials().basic(id, secret).send(world, TOKEN).await.status;
    assert!(matches!(status.as_u16(), 200 | 401), "{status}");
    status == 200
}

async fn rotate(world: &World, id: &str, overlap: i64) -> Answer {
    let input = json!({ "applicationId": id, "overlapSeconds": overlap });
    let fields = "clientSecret application { clientSecrets { id expiresAt } }";
    world.mutate(&world.root(), "rotateClientSecret", input, fields).await
}

on_both! {
    async fn a_rotated_secret_lives_for_its_overlap_and_never_a_third(world: World) {
        let acme = Acme::create(&world).await;
        let (id, first) = (&acme.basic.id, &acme.basic.secret);
        let answer = rotate(&world, id, 100).await;
        let second = answer.text("/rotateClientSecret/clientSecret");
        let secrets = answer.at("/rotateClientSecret/application/clientSecrets").as_array().unwrap().clone();
        assert_eq!(secrets.len(), 2);
        assert!(secrets[0]["expiresAt"].is_null() && secrets[1]["expiresAt"].is_string());
        assert!(opens(&world, id, first).await && opens(&world, id, &second).await);
        let third = rotate(&world, id, 100).await.text("/rotateClientSecret/clientSecret");
        assert!(!opens(&world, id, first).await, "at most two at a time");
        assert!(opens(&world, id, &second).await && opens(&world, id, &third).await);
        world.clock.advance(100);
        assert!(!opens(&world, id, &second).await && opens(&world, id, &third).await);
        let fourth = rotate(&world, id, 0).await.text("/rotateClientSecret/clientSecret");
        assert!(!opens(&world, id, &third).await && opens(&world, id, &fourth).await);
    }

    async fn a_revoked_secret_opens_nothing(world: World) {
        let acme = Acme::create(&world).await;
        let query = "query ($id: ID!) { node(id: $id) { ... on Application { clientSecrets { id } } } }";
        let found = world.ask(&world.root(), query, json!({ "id": acme.basic.id })).await;
        let secret = found.text("/node/clientSecrets/0/id");
        let node = world.ask(&world.root(), "query ($id: ID!) { node(id: $id) { id } }", json!({ "id": secret })).await;
        assert_eq!(node.text("/node/id"), secret);
        let input = json!({ "clientSecretId": secret });
        let fields = "application { clientSecrets { id } }";
        let answer = world.mutate(&world.root(), "revokeClientSecret", input.clone(), fields).await;
        assert_eq!(answer.at("/revokeClientSecret/application/clientSecrets"), &json!([]));
        assert!(!opens(&world, &acme.basic.id, &acme.basic.secret).await);
        world.mutate(&world.root(), "revokeClientSecret", input, fields).await.refused("NOT_FOUND");
    }

    async fn another_method_forgets_the_secrets(world: World) {
        let acme = Acme::create(&world).await;
        let id = &acme.post.id;
        let input = json!({ "applicationId": id, "authMethod": "CLIENT_SECRET_BASIC" });
        world.mutate(&world.root(), "updateApplication", input, "application { id }").await.ok();
        assert!(!opens(&world, id, &acme.post.secret).await);
        let secret = rotate(&world, id, 0).await.text("/rotateClientSecret/clientSecret");
        assert!(opens(&world, id, &secret).await);
        let input = json!({ "applicationId": id, "authMethod": "PRIVATE_KEY_JWT" });
        world.mutate(&world.root(), "updateApplication", input, "application { id }").await.ok();
        assert!(!opens(&world, id, &secret).await);
        rotate(&world, id, 0).await.refused("PRECONDITION_FAILED");
    }

    async fn a_secret_is_shown_once_and_never_audited(world: World) {
        let acme = Acme::create(&world).await;
        let made = party(&world, &acme.project, json!({ "authMethod": "CLIENT_SECRET_JWT" })).await;
        assert!(made.secret.len() >= 43, "256 bits");
        assert!(party(&world, &acme.project, json!({})).await.secret.is_empty());
        let rotated = rotate(&world, &made.id, 60).await.text("/rotateClientSecret/clientSecret");
        let events = Value::Array(world.events(Some(&acme.project)).await).to_string();
        for secret in [&made.secret, &rotated, &acme.basic.secret] {
            assert!(!events.contains(secret.as_str()));
        }
        assert!(events.contains("clientSecret.rotate"));
    }

    async fn the_overlap_is_bounded(world: World) {
        let acme = Acme::create(&world).await;
        for overlap in [-1, 90 * 86_400 + 1] {
            let refused = rotate(&world, &acme.basic.id, overlap).await.refused("INVALID_INPUT");
            assert_eq!(refused.fields(), ["input.overlapSeconds"]);
        }
        assert!(opens(&world, &acme.basic.id, &acme.basic.secret).await);
    }
}
