//! Receivers that are away, slow or gone, and processes that die.

use serde_json::json;

use super::receiver::{Receiver, deliver, hook, look, rename};
use crate::harness::{on_both, until};

on_both! {
    async fn a_receiver_that_was_away_for_an_hour_gets_every_event_in_order(world: World) {
        let receiver = Receiver::start().await;
        let project = world.project("acme").await;
        let id = hook(&world, &project, &receiver.url()).await;
        receiver.answers(503);
        for minute in 0..60 {
            rename(&world, &project, &format!("n{minute}")).await;
            deliver(&world).await;
            world.clock.advance(60);
        }

        // One event is tried again and again; none passes it.
        let first = receiver.sequences()[0];
        let tries = receiver.received().len();
        assert!(receiver.sequences().iter().all(|place| *place == first));
        assert!((5..=8).contains(&tries), "{tries} tries in an hour");
        let seen = look(&world, &id, "lastError backlog nextAttemptAt deliveries { nodes { attemptCount deliveredAt attempts { status error } } }").await;
        assert_eq!(seen["lastError"], "status 503");
        assert_eq!(seen["backlog"], 60);
        assert!(seen["nextAttemptAt"].is_string());
        assert_eq!(seen["deliveries"]["nodes"][0]["attemptCount"], tries);
        assert_eq!(seen["deliveries"]["nodes"][0]["deliveredAt"], json!(null));

        receiver.answers(200);
        world.clock.advance(4_400);
        deliver(&world).await;
        assert_eq!(receiver.sequences()[tries..], (first..first + 60).collect::<Vec<_>>());
        let seen = look(&world, &id, "lastError backlog nextAttemptAt lastDeliveryAt").await;
        assert_eq!(seen, json!({ "lastError": null, "backlog": 0, "nextAttemptAt": null, "lastDeliveryAt": world.now().to_string() }));
        assert_eq!(world.control.webhooks().counts().delivered, 60);
    }

    async fn each_attempt_has_the_same_id_and_a_time_of_its_own(world: World) {
        let receiver = Receiver::start().await;
        let project = world.project("acme").await;
        hook(&world, &project, &receiver.url()).await;
        rename(&world, &project, "a").await;
        receiver.answers(500);
        deliver(&world).await;
        world.clock.advance(6);
        deliver(&world).await;
        let requests = receiver.received();
        let of = |name: &str| [requests[0].header(name).to_owned(), requests[1].header(name).to_owned()];
        let [one, other] = of("webhook-id");
        assert_eq!(one, other);
        let [one, other] = of("webhook-timestamp").map(|time| time.parse::<i64>().unwrap());
        assert_eq!(other - one, 6);
        assert_eq!(requests[0].body, requests[1].body);
    }

    async fn two_replicas_send_each_event_once_and_in_order(world: World) {
        let receiver = Receiver::start().await;
        let project = world.project("acme").await;
        hook(&world, &project, &receiver.url()).await;
        let replica = world.replica().await;
        for number in 0..50 {
            rename(&world, &project, &format!("n{number}")).await;
        }
        tokio::join!(deliver(&world), deliver(&replica), deliver(&world), deliver(&replica));
        deliver(&world).await;
        let first = receiver.sequences()[0];
        assert_eq!(receiver.sequences(), (first..first + 50).collect::<Vec<_>>());
    }

    async fn an_event_whose_sender_died_before_it_wrote_the_position_is_sent_again(world: World) {
        let receiver = Receiver::start().await;
        let project = world.project("acme").await;
        hook(&world, &project, &receiver.url()).await;
        rename(&world, &project, "a").await;
        rename(&world, &project, "b").await;
        receiver.holds();
        let control = world.control.clone();
        let dying = tokio::spawn(async move { control.webhooks().deliver_due().await });
        until(async || receiver.received().len(), |count| *count == 1).await;
        dying.abort();
        assert!(dying.await.unwrap_err().is_cancelled());

        // Another process takes over when the claim has ended.
        receiver.answers(204);
        let replica = world.replica().await;
        deliver(&replica).await;
        assert_eq!(receiver.received().len(), 1, "the claim still holds");
        world.clock.advance(31);
        deliver(&replica).await;
        let first = receiver.sequences()[0];
        assert_eq!(receiver.sequences(), [first, first, first + 1]);
    }

    async fn a_receiver_that_does_not_answer_delays_no_other(world: World) {
        let (stuck, well) = (Receiver::start().await, Receiver::start().await);
        let project = world.project("acme").await;
        hook(&world, &project, &stuck.url()).await;
        hook(&world, &project, &well.url()).await;
        let silent = stuck.received();
        assert!(silent.is_empty());
        stuck.holds();
        for number in 0..30 {
            rename(&world, &project, &format!("n{number}")).await;
        }
        let control = world.control.clone();
        let sending = tokio::spawn(async move { control.webhooks().deliver_due().await });
        // The creation of the second webhook is the first event of the first one.
        let received = until(async || well.received().len(), |count| *count == 30).await;
        assert_eq!((received, stuck.received().len()), (30, 1));
        sending.abort();
    }

    async fn a_receiver_that_is_gone_or_fails_for_five_days_is_disabled_and_loses_nothing(world: World) {
        let (gone, failing) = (Receiver::start().await, Receiver::start().await);
        let project = world.project("acme").await;
        let first = hook(&world, &project, &gone.url()).await;
        let second = hook(&world, &project, &failing.url()).await;
        gone.answers(410);
        failing.answers(500);
        deliver(&world).await;
        let seen = look(&world, &first, "enabled lastError nextAttemptAt").await;
        assert_eq!(seen, json!({ "enabled": false, "lastError": "status 410", "nextAttemptAt": null }));
        let event = world.events(Some(&project)).await.remove(0);
        assert_eq!(event["action"], "webhook.disable");
        assert_eq!((&event["targetId"], &event["actorType"]), (&json!(first), &json!("SYSTEM")));
        assert_eq!(event["changes"]["reason"], "GONE");

        rename(&world, &project, "a").await;
        deliver(&world).await;
        assert_eq!(failing.received().len(), 1);
        world.clock.advance(5 * 86_400 - 10);
        deliver(&world).await;
        assert_eq!(look(&world, &second, "enabled").await["enabled"], true);
        world.clock.advance(86_400);
        deliver(&world).await;
        assert_eq!(look(&world, &second, "enabled").await["enabled"], false);
        assert_eq!(world.events(Some(&project)).await[0]["changes"]["reason"], "FAILING");

        // An operator's change begins another five days.
        let input = json!({ "webhookId": second, "enabled": true });
        world.mutate(&world.root(), "updateWebhook", input.clone(), "webhook { id }").await.ok();
        deliver(&world).await;
        assert_eq!(look(&world, &second, "enabled").await["enabled"], true);

        failing.answers(200);
        let tries = failing.received().len();
        world.mutate(&world.root(), "updateWebhook", input, "webhook { id }").await.ok();
        deliver(&world).await;
        assert_eq!(failing.types()[tries..], ["webhook.disable", "project.update", "webhook.disable", "webhook.update", "webhook.update"]);
        let sequences = failing.sequences();
        assert!(sequences[tries..].windows(2).all(|pair| pair[0] + 1 == pair[1]), "{sequences:?}");
    }

    async fn a_change_of_the_webhook_makes_the_next_attempt_due_at_once(world: World) {
        let (wrong, right) = (Receiver::start().await, Receiver::start().await);
        let project = world.project("acme").await;
        let id = hook(&world, &project, &wrong.url()).await;
        wrong.answers(404);
        rename(&world, &project, "a").await;
        deliver(&world).await;
        let input = json!({ "webhookId": id, "url": right.url() });
        world.mutate(&world.root(), "updateWebhook", input, "webhook { id }").await.ok();
        deliver(&world).await;
        assert_eq!(right.types(), ["project.update", "webhook.update"]);
    }

    async fn a_disabled_webhook_gets_nothing_until_it_is_enabled(world: World) {
        let receiver = Receiver::start().await;
        let project = world.project("acme").await;
        let id = hook(&world, &project, &receiver.url()).await;
        let switch = async |enabled: bool| {
            let input = json!({ "webhookId": id, "enabled": enabled });
            world.mutate(&world.root(), "updateWebhook", input, "webhook { id }").await.ok();
        };
        switch(false).await;
        rename(&world, &project, "a").await;
        deliver(&world).await;
        assert!(receiver.received().is_empty());
        let test = json!({ "webhookId": id });
        world.mutate(&world.root(), "testWebhook", test, "webhook { id }").await.refused("PRECONDITION_FAILED");
        switch(true).await;
        deliver(&world).await;
        assert_eq!(receiver.types(), ["webhook.update", "project.update", "webhook.update"]);
    }

    async fn a_webhook_whose_project_was_deleted_gets_nothing_more(world: World) {
        let receiver = Receiver::start().await;
        let project = world.project("acme").await;
        hook(&world, &project, &receiver.url()).await;
        rename(&world, &project, "a").await;
        let input = json!({ "projectId": project, "confirmSlug": "acme" });
        world.mutate(&world.root(), "deleteProject", input, "deletedId").await.ok();
        deliver(&world).await;
        assert!(receiver.received().is_empty());
    }
}
