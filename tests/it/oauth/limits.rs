//! Limits of failed authentications, and quotas of access tokens.

use serde_json::json;

use super::{
    ask::{Ask, INTROSPECT, REVOKE, TOKEN},
    parties::{Acme, Party, party},
};
use crate::harness::{Response, World, on_both};

/// IDs of applications that do not exist.
fn unknown(number: usize) -> String {
    format!("app_01h455vb4pex5vsknk08{number:06}")
}

fn wrong(id: &str) -> Ask {
    Ask::client_credentials().basic(id, &format!("kpcs_{}", "0".repeat(49)))
}

#[track_caller]
fn assert_limited(answer: &Response) -> u64 {
    assert_eq!(answer.status, 429, "{}", answer.text());
    assert_eq!(answer.json()["error"], "temporarily_unavailable");
    assert_eq!(answer.header("cache-control"), "no-store");
    answer.header("retry-after").parse().unwrap()
}

async fn set_quota(world: &World, party: &Party, quota: Option<u32>) {
    let input = json!({ "applicationId": party.id, "tokensPerMinute": quota });
    world.mutate(&world.root(), "updateApplication", input, "application { id }").await.ok();
}

on_both! {
    async fn beyond_its_failures_a_client_gets_429_and_is_still_accepted_with_its_secret(world: World) {
        let acme = Acme::create(&world).await;
        let world = world.limited(100, 4).await;
        for path in [TOKEN, INTROSPECT, REVOKE, TOKEN] {
            assert_eq!(wrong(&acme.basic.id).with("token", "t").send(&world, path).await.status, 401);
        }
        for path in [TOKEN, INTROSPECT, REVOKE] {
            assert_eq!(assert_limited(&wrong(&acme.basic.id).with("token", "t").send(&world, path).await), 15);
        }
        assert_eq!(acme.basic.basic(Ask::client_credentials()).send(&world, TOKEN).await.status, 200);
        assert_eq!(wrong(&acme.opaque.id).send(&world, TOKEN).await.status, 401, "another client");
        world.clock.advance(15);
        assert_eq!(wrong(&acme.basic.id).send(&world, TOKEN).await.status, 401);
        assert_limited(&wrong(&acme.basic.id).send(&world, TOKEN).await);
        assert_eq!(world.control.limit_counts().failures_of_client, 4);
    }

    async fn failures_in_a_clients_name_elsewhere_mean_nothing_for_the_client(world: World) {
        let acme = Acme::create(&world).await;
        let world = world.limited(3, 2).await;
        world.move_client("198.51.100.9");
        for _ in 0..10 {
            wrong(&acme.basic.id).send(&world, TOKEN).await;
            acme.signer.prove(&world, Ask::client_credentials(), json!({ "aud": "https://elsewhere.example" })).send(&world, TOKEN).await;
        }
        assert_limited(&wrong(&acme.basic.id).send(&world, TOKEN).await);
        world.move_client("192.0.2.1");
        assert_eq!(wrong(&acme.basic.id).send(&world, TOKEN).await.status, 401);
        for ask in [acme.basic.basic(Ask::client_credentials()), acme.signer.prove(&world, Ask::client_credentials(), json!({}))] {
            assert_eq!(ask.send(&world, TOKEN).await.status, 200);
        }
    }

    async fn a_source_that_used_up_its_failures_locks_out_no_client_that_proves_itself(world: World) {
        let acme = Acme::create(&world).await;
        let world = world.limited(5, 100).await;
        for number in 0..5 {
            assert_eq!(wrong(&unknown(number)).send(&world, TOKEN).await.status, 401);
        }
        assert_limited(&wrong(&unknown(5)).send(&world, TOKEN).await);
        for ask in [
            acme.basic.basic(Ask::client_credentials()),
            acme.signer.prove(&world, Ask::client_credentials(), json!({})),
            acme.hmac.prove(&world, Ask::client_credentials(), json!({})),
            Ask::grant(&acme.signer.sign(&world, json!({}))),
        ] {
            let answer = ask.send(&world, TOKEN).await;
            assert_eq!(answer.status, 200, "{}", answer.text());
        }
        assert_limited(&Ask::client_credentials().send(&world, TOKEN).await);
        assert_limited(&Ask::grant("a.b.c").send(&world, TOKEN).await);
    }

    async fn addresses_of_one_64_are_one_source(world: World) {
        Acme::create(&world).await;
        let world = world.limited(3, 100).await;
        let mut number = 0;
        let mut fail = async |address: String| {
            number += 1;
            world.move_client(&address);
            wrong(&unknown(number)).send(&world, TOKEN).await.status.as_u16()
        };
        for host in 1..=3 {
            assert_eq!(fail(format!("2001:db8:0:7::{host}")).await, 401);
        }
        assert_eq!(fail("2001:db8:0:7:ffff::1".to_owned()).await, 429);
        assert_eq!(fail("2001:db8:0:8::1".to_owned()).await, 401);
        assert_eq!(fail("192.0.2.1".to_owned()).await, 401);
    }

    async fn only_failed_proofs_count(world: World) {
        let acme = Acme::create(&world).await;
        let world = world.limited(2, 2).await;
        let basic = |ask: Ask| acme.basic.basic(ask);
        for _ in 0..4 {
            for (ask, status) in [
                (basic(Ask::client_credentials().with("scope", "nothing")), 400),
                (basic(Ask::client_credentials().with("resource", "urn:nothing")), 400),
                (basic(Ask::new().with("grant_type", "password")), 400),
                (basic(Ask::new()), 400),
                (acme.server.basic(Ask::client_credentials()), 400),
                (basic(Ask::client_credentials()), 200),
            ] {
                let answer = ask.send(&world, TOKEN).await;
                assert_eq!(answer.status, status, "{}", answer.text());
            }
        }
        assert_eq!(wrong(&acme.basic.id).send(&world, TOKEN).await.status, 401);
    }

    async fn without_limits_every_failure_has_its_own_answer(world: World) {
        let acme = Acme::create(&world).await;
        let world = world.limited(0, 0).await;
        for _ in 0..150 {
            assert_eq!(wrong(&acme.basic.id).send(&world, TOKEN).await.status, 401);
        }
    }

    async fn an_application_gets_its_quota_of_tokens(world: World) {
        let acme = Acme::create(&world).await;
        let ask = |party: &Party| party.basic(Ask::client_credentials());
        set_quota(&world, &acme.basic, Some(3)).await;
        for _ in 0..3 {
            let refused = ask(&acme.basic).with("scope", "nothing").send(&world, TOKEN).await;
            assert_eq!(refused.status, 400, "what gets no token takes none");
            acme.basic.token(&world).await;
        }
        let refused = ask(&acme.basic).send(&world, TOKEN).await;
        assert_eq!(assert_limited(&refused), 20);
        assert!(refused.json()["error_description"].as_str().unwrap().contains("quota"));
        acme.opaque.token(&world).await;
        let about = acme.basic.basic(Ask::about("x.y.z")).send(&world, INTROSPECT).await;
        assert_eq!(about.status, 200, "the quota is one of tokens");

        world.clock.advance(20);
        acme.basic.token(&world).await;
        assert_limited(&ask(&acme.basic).send(&world, TOKEN).await);
        set_quota(&world, &acme.basic, Some(1_000_000)).await;
        acme.basic.token(&world).await;
        set_quota(&world, &acme.basic, Some(1)).await;
        acme.basic.token(&world).await;
        assert_eq!(assert_limited(&ask(&acme.basic).send(&world, TOKEN).await), 60);
        assert_eq!(world.control.limit_counts().quota, 3);
        set_quota(&world, &acme.basic, None).await;
        for _ in 0..5 {
            acme.basic.token(&world).await;
        }
    }

    async fn each_replica_counts_the_tokens_that_it_issues(world: World) {
        let acme = Acme::create(&world).await;
        set_quota(&world, &acme.basic, Some(2)).await;
        let other = world.replica().await;
        for world in [&world, &other] {
            for _ in 0..2 {
                acme.basic.token(world).await;
            }
            assert_limited(&acme.basic.basic(Ask::client_credentials()).send(world, TOKEN).await);
        }
    }

    async fn an_assertion_that_met_the_quota_is_not_spent(world: World) {
        let acme = Acme::create(&world).await;
        let party = Party { id: acme.signer.id.clone(), secret: String::new() };
        set_quota(&world, &party, Some(1)).await;
        let first = acme.signer.prove(&world, Ask::client_credentials(), json!({}));
        assert_eq!(first.send(&world, TOKEN).await.status, 200);
        let second = acme.signer.prove(&world, Ask::client_credentials(), json!({}));
        assert_limited(&second.send(&world, TOKEN).await);
        world.clock.advance(60);
        assert_eq!(second.send(&world, TOKEN).await.status, 200);
        world.clock.advance(60);
        assert_eq!(second.send(&world, TOKEN).await.status, 401, "now it is spent");
    }

    async fn a_quota_is_a_number_of_one_to_a_million(world: World) {
        let project = world.project("acme").await;
        let input = json!({ "tokensPerMinute": 7 });
        let made = party(&world, &project, input).await;
        let query = "query ($id: ID!) { node(id: $id) { ... on Application { tokensPerMinute } } }";
        let found = world.ask(&world.root(), query, json!({ "id": made.id })).await;
        assert_eq!(found.at("/node/tokensPerMinute"), 7);
        for bad in [0, -1, 1_000_001] {
            let input = json!({ "applicationId": made.id, "tokensPerMinute": bad });
            let refused = world.mutate(&world.root(), "updateApplication", input, "application { id }").await.refused("INVALID_INPUT");
            assert_eq!(refused.fields(), ["input.tokensPerMinute"]);
        }
    }
}
