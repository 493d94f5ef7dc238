//! An assertion works only once.

use futures_util::future::join_all;
use serde_json::json;

use super::{
    ask::{Ask, TOKEN},
    parties::Acme,
};
use crate::harness::{Backend, on_both};

const REPLAYS: usize = 1_000;

on_both! {
    async fn a_thousand_replays_at_once_get_one_token(world: World) {
        let acme = Acme::create(&world).await;
        // On PostgreSQL, half of the requests go to another replica.
        let replica = match world.backend {
            Backend::Sqlite => None,
            Backend::Postgres => Some(world.replica().await),
        };
        let assertion = acme.signer.sign(&world, json!({}));
        let (proof, grant) = (Ask::client_credentials().assertion(&assertion), Ask::grant(&assertion));

        let answers = join_all((0..REPLAYS).map(|one| {
            let world = replica.as_ref().filter(|_| one % 2 == 1).unwrap_or(&world);
            let ask = if one % 4 < 2 { &proof } else { &grant };
            ask.send(world, TOKEN)
        }));
        let answers = answers.await;

        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
        for answer in answers.iter().filter(|answer| answer.status != 200) {
            let refusal = (answer.status.as_u16(), answer.json()["error"].as_str().unwrap().to_owned());
            let expected = [(401, "invalid_client".to_owned()), (400, "invalid_grant".to_owned())];
            assert!(expected.contains(&refusal), "{refusal:?}");
        }
    }

    async fn what_was_refused_for_another_reason_spends_nothing(world: World) {
        let acme = Acme::create(&world).await;
        let assertion = acme.signer.sign(&world, json!({}));
        let ask = Ask::client_credentials().assertion(&assertion);
        let refused = ask.clone().with("scope", "x").send(&world, TOKEN).await;
        assert_eq!(refused.json()["error"], "invalid_scope");
        assert_eq!(ask.send(&world, TOKEN).await.status, 200);
    }

    async fn one_assertion_is_not_the_proof_and_the_grant_of_one_request(world: World) {
        let acme = Acme::create(&world).await;
        let assertion = acme.signer.sign(&world, json!({}));
        let answer = Ask::grant(&assertion).assertion(&assertion).send(&world, TOKEN).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["error"]), (400, &json!("invalid_grant")));
    }

    async fn a_replayed_proof_beside_a_fresh_grant_is_a_failed_client_authentication(world: World) {
        let acme = Acme::create(&world).await;
        let proof = acme.signer.sign(&world, json!({}));
        let ask = |grant: &str| Ask::grant(grant).assertion(&proof);
        let grants = [(); 2].map(|()| acme.signer.sign(&world, json!({})));
        assert_eq!(ask(&grants[0]).send(&world, TOKEN).await.status, 200);
        let answer = ask(&grants[1]).send(&world, TOKEN).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["error"]), (401, &json!("invalid_client")));
    }

    async fn one_jti_serves_each_client_once(world: World) {
        let acme = Acme::create(&world).await;
        for signer in [&acme.signer, &acme.lax] {
            let changes = json!({ "jti": "the same" });
            let first = signer.prove(&world, Ask::client_credentials(), changes.clone());
            assert_eq!(first.send(&world, TOKEN).await.status, 200);
            let second = signer.prove(&world, Ask::client_credentials(), changes);
            assert_eq!(second.send(&world, TOKEN).await.status, 401);
        }
    }
}
