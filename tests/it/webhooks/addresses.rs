//! Where webhooks do not go.

use serde_json::json;

use super::receiver::{Receiver, deliver, hook, look, rename};
use crate::harness::on_both;

on_both! {
    async fn a_url_of_a_private_address_is_refused(world: World) {
        let project = world.project("acme").await;
        for url in [
            "http://hooks.example.com/",
            "https://10.0.0.1/",
            "https://127.0.0.2/",
            "https://2130706434/",
            "https://0177.0.0.2/",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://[64:ff9b::a00:1]/",
            "https://[fd00::1]/",
            "https://169.254.169.254/latest/meta-data/",
            "https://[fd00:ec2::254]/",
            "https://user:password@hooks.example.com/",
            "https://hooks.example.com/#fragment",
            "file:///etc/passwd",
            "hooks.example.com",
            "",
        ] {
            let input = json!({ "projectId": project, "url": url });
            let answer = world.mutate(&world.root(), "createWebhook", input, "secret").await;
            assert_eq!(answer.refused("INVALID_INPUT").fields(), ["input.url"], "{url}");
        }
        let strict = world.strict_replica().await;
        let input = json!({ "projectId": project, "url": "http://127.0.0.1:9/" });
        strict.mutate(&world.root(), "createWebhook", input, "secret").await.refused("INVALID_INPUT");
    }

    async fn a_name_that_resolves_to_this_machine_gets_no_connection(world: World) {
        let receiver = Receiver::start().await;
        let project = world.project("acme").await;
        let strict = world.strict_replica().await;
        let id = hook(&strict, &project, &format!("https://localhost:{}/", receiver.address.port())).await;
        rename(&strict, &project, "a").await;
        deliver(&strict).await;
        let seen = look(&strict, &id, "lastError deliveries { nodes { attempts { status error } } }").await;
        assert!(seen["lastError"].as_str().unwrap().contains("private address"), "{seen}");
        assert_eq!(seen["deliveries"]["nodes"][0]["attempts"][0]["status"], json!(null));
        assert!(receiver.received().is_empty());
    }

    async fn a_url_that_is_no_longer_allowed_is_not_called(world: World) {
        let receiver = Receiver::start().await;
        let project = world.project("acme").await;
        let id = hook(&world, &project, &receiver.url()).await;
        rename(&world, &project, "a").await;
        let strict = world.strict_replica().await;
        deliver(&strict).await;
        assert!(receiver.received().is_empty());
        let seen = look(&world, &id, "lastError").await;
        assert!(seen["lastError"].as_str().unwrap().starts_with("the URL must"), "{seen}");
    }

    async fn a_redirect_is_a_failure_and_is_not_followed(world: World) {
        let (receiver, inside) = (Receiver::start().await, Receiver::start().await);
        let project = world.project("acme").await;
        let id = hook(&world, &project, &receiver.url()).await;
        receiver.redirects(inside.url());
        rename(&world, &project, "a").await;
        deliver(&world).await;
        assert_eq!((receiver.received().len(), inside.received().len()), (1, 0));
        let seen = look(&world, &id, "lastError").await;
        assert_eq!(seen["lastError"], "status 302; redirects are not followed");
    }
}
