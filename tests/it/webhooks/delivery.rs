//! What a receiver gets.

use aws_lc_rs::{
    hmac,
    signature::{ED25519, UnparsedPublicKey},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use super::receiver::{Received, Receiver, deliver, hook, hook_with, look, rename};
use crate::harness::on_both;

fn bytes(text: &str, prefix: &str) -> Vec<u8> {
    STANDARD.decode(text.strip_prefix(prefix).unwrap()).unwrap()
}

/// How many of the signatures of a request verify with this secret and with this public key.
fn verified(request: &Received, secret: &str, public_key: &str) -> (usize, usize) {
    let mut message =
        format!("{}.{}.", request.header("webhook-id"), request.header("webhook-timestamp"))
            .into_bytes();
    message.extend_from_slice(&request.body);
    let secret = hmac::Key::new(hmac::HMAC_SHA256, &bytes(secret, "whsec_"));
    let public = UnparsedPublicKey::new(&ED25519, bytes(public_key, "whpk_"));

    let signatures: Vec<_> = request.header("webhook-signature").split(' ').collect();
    let symmetric = signatures.iter().filter(|one| one.starts_with("v1,"));
    let asymmetric = signatures.iter().filter(|one| one.starts_with("v1a,"));
    (
        symmetric.filter(|one| hmac::verify(&secret, &message, &bytes(one, "v1,")).is_ok()).count(),
        asymmetric.filter(|one| public.verify(&message, &bytes(one, "v1a,")).is_ok()).count(),
    )
}

on_both! {
    async fn a_receiver_gets_the_events_after_the_webhooks_creation_in_their_order(world: World) {
        let receiver = Receiver::start().await;
        let project = world.project("acme").await;
        rename(&world, &project, "before").await;
        hook(&world, &project, &receiver.url()).await;
        for number in 0..60 {
            rename(&world, &project, &format!("n{number}")).await;
        }
        deliver(&world).await;

        let first = receiver.sequences()[0];
        assert_eq!(receiver.sequences(), (first..first + 60).collect::<Vec<_>>());
        let request = receiver.received().remove(0);
        let event = &world.events(Some(&project)).await[59];
        let body = request.json();
        assert_eq!(body["type"], "project.update");
        assert_eq!(body["timestamp"], event["at"]);
        assert_eq!(body["data"]["projectId"], json!(project));
        assert_eq!(body["data"]["targetId"], json!(project));
        assert_eq!(body["data"]["eventId"], json!(request.header("webhook-id")));
        assert_eq!(body["data"]["changes"], json!({ "name": { "from": "before", "to": "n0" } }));
        assert_eq!(body["data"]["actor"]["kid"], json!(world.root().kid));
        assert_eq!(request.header("content-type"), "application/json");
    }

    async fn both_signatures_verify_and_a_rotation_signs_with_both_secrets_until_it_ends(world: World) {
        let receiver = Receiver::start().await;
        let project = world.project("acme").await;
        let (id, old) = hook_with(&world, json!({ "projectId": project, "url": receiver.url() })).await;
        let public_keys = async || look(&world, &id, "publicKeys").await["publicKeys"].clone();
        let old_public = public_keys().await[0].as_str().unwrap().to_owned();
        rename(&world, &project, "a").await;
        deliver(&world).await;
        assert_eq!(verified(&receiver.received()[0], &old, &old_public), (1, 1));

        let input = json!({ "webhookId": id, "overlapSeconds": 60 });
        let rotated = world.mutate(&world.root(), "rotateWebhookSecret", input, "secret").await;
        let new = rotated.text("/rotateWebhookSecret/secret");
        let both = public_keys().await;
        assert_eq!((both.as_array().unwrap().len(), &both[1]), (2, &json!(old_public)));
        let new_public = both[0].as_str().unwrap();
        rename(&world, &project, "b").await;
        deliver(&world).await;
        let last = receiver.received().pop().unwrap();
        assert_eq!(verified(&last, &old, &old_public), (1, 1));
        assert_eq!(verified(&last, &new, new_public), (1, 1));

        world.clock.advance(60);
        rename(&world, &project, "c").await;
        deliver(&world).await;
        let last = receiver.received().pop().unwrap();
        assert_eq!(verified(&last, &old, &old_public), (0, 0));
        assert_eq!(verified(&last, &new, new_public), (1, 1));
        assert_eq!(public_keys().await, json!([new_public]));
    }

    async fn a_filter_leaves_other_types_out_and_a_test_reaches_its_webhook_alone(world: World) {
        let (one, other) = (Receiver::start().await, Receiver::start().await);
        let project = world.project("acme").await;
        let input = json!({ "projectId": project, "url": one.url(), "eventTypes": ["application.create"] });
        let (id, _) = hook_with(&world, input).await;
        hook(&world, &project, &other.url()).await;
        rename(&world, &project, "a").await;
        world.application(&project, "service").await;
        world.mutate(&world.root(), "testWebhook", json!({ "webhookId": id }), "webhook { id }").await.ok();
        deliver(&world).await;
        assert_eq!(one.types(), ["application.create", "webhook.test"]);
        assert_eq!(other.types(), ["project.update", "application.create"]);
        assert_eq!(look(&world, &id, "backlog").await["backlog"], 0);
    }

    async fn a_webhook_of_the_instance_gets_the_events_of_the_instance_alone(world: World) {
        let receiver = Receiver::start().await;
        hook_with(&world, json!({ "url": receiver.url() })).await;
        let project = world.project("acme").await;
        rename(&world, &project, "a").await;
        let input = json!({ "projectId": project, "confirmSlug": "acme" });
        world.mutate(&world.root(), "deleteProject", input, "deletedId").await.ok();
        deliver(&world).await;
        assert_eq!(receiver.types(), ["project.create", "project.delete"]);
        assert_eq!(receiver.received()[0].json()["data"]["projectId"], Value::Null);
    }

    async fn an_event_is_sent_again_with_its_own_id_when_an_operator_asks(world: World) {
        let receiver = Receiver::start().await;
        let project = world.project("acme").await;
        let id = hook(&world, &project, &receiver.url()).await;
        rename(&world, &project, "a").await;
        rename(&world, &project, "b").await;
        let first = "query ($id: ID!) { node(id: $id) { ... on Webhook { deliveries { nodes { event { id } } } } } }";
        let again = async |event: &str| {
            let input = json!({ "webhookId": id, "eventId": event });
            world.mutate(&world.root(), "redeliverWebhookEvent", input, "webhook { id }").await
        };
        let ids = world.ask(&world.root(), "{ project(slug: \"acme\") { auditEvents { nodes { id } } } }", Value::Null).await;
        again(&ids.text("/project/auditEvents/nodes/0/id")).await.refused("PRECONDITION_FAILED");

        deliver(&world).await;
        let sent = world.ask(&world.root(), first, json!({ "id": id })).await;
        let event = sent.text("/node/deliveries/nodes/1/event/id");
        again(&event).await.ok();
        deliver(&world).await;
        let requests = receiver.received();
        let sent: Vec<_> = requests.iter().map(|one| one.header("webhook-id")).collect();
        assert_eq!(sent.len(), 3);
        assert_eq!((sent[2], sent[0]), (&*event, &*event));

        let fields = "deliveries { totalCount nodes { event { id } attemptCount deliveredAt attempts { status error } } }";
        let seen = look(&world, &id, fields).await["deliveries"].clone();
        assert_eq!(seen["totalCount"], 2);
        assert_eq!(seen["nodes"][1]["attemptCount"], 2);
        assert_eq!(seen["nodes"][1]["attempts"][0], json!({ "status": 204, "error": null }));
        again("evt_01h455vb4pex5vsknk084sn02q").await.refused("NOT_FOUND");
    }

    async fn a_delivery_names_no_event_of_another_project(world: World) {
        let receiver = Receiver::start().await;
        let (acme, other) = (world.project("acme").await, world.project("other").await);
        let id = hook(&world, &acme, &receiver.url()).await;
        let ids = world.ask(&world.root(), "{ project(slug: \"other\") { auditEvents { nodes { id } } } }", Value::Null).await;
        let input = json!({ "webhookId": id, "eventId": ids.text("/project/auditEvents/nodes/0/id") });
        world.mutate(&world.root(), "redeliverWebhookEvent", input, "webhook { id }").await.refused("NOT_FOUND");
        rename(&world, &other, "a").await;
        deliver(&world).await;
        assert!(receiver.received().is_empty());
    }
}
