//! Issuers whose tokens count once.

use serde_json::json;

use super::platform::{Acme, Way, application, assert_refused, identify, issued, rules};
use crate::{
    harness::on_both,
    oauth::ask::{Ask, INTROSPECT, TOKEN},
};

const USED: &str = "was used before";

on_both! {
    async fn a_token_counts_once_over_all_applications_grants_and_endpoints(world: World) {
        let acme = Acme::with(&world, json!({ "singleUse": true })).await;
        let settings = json!({ "authMethod": "FEDERATED_JWT", "federatedGrants": ["JWT_BEARER", "TOKEN_EXCHANGE"] });
        let second = application(&world, &acme.project, settings).await;
        identify(&world, &second, &acme.issuer, rules()).await;
        let replica = world.replica().await;

        for first in Way::ALL {
            let token = acme.token(&world, json!({ "jti": format!("{first:?}") }));
            issued(&world, &first.ask(&token).with("client_id", &acme.application)).await;
            for way in Way::ALL {
                for (place, id) in [(&world, &acme.application), (&replica, &second)] {
                    let answer = way.ask(&token).with("client_id", id).send(place, TOKEN).await;
                    assert_refused("replay", way, &answer, USED);
                }
            }
            let ask = Ask::about("x.y.z").assertion(&token).with("client_id", &second);
            let answer = ask.send(&world, INTROSPECT).await;
            assert_refused("replay", Way::Client, &answer, USED);
        }
        // A refused request spends nothing, and neither does another signature over the same jti.
        let token = acme.token(&world, json!({ "jti": "late" }));
        let refused = Way::Client.ask(&acme.token(&world, json!({ "jti": "late", "ref": "x" })));
        assert_eq!(refused.send(&world, TOKEN).await.status, 401);
        issued(&world, &Way::Client.ask(&token).with("client_id", &second)).await;
    }

    async fn a_token_that_counts_once_has_a_jti(world: World) {
        let acme = Acme::with(&world, json!({ "singleUse": true })).await;
        for jti in [json!(null), json!(""), json!(7), json!(["one"]), json!("x".repeat(256))] {
            let token = acme.token(&world, json!({ "jti": jti }));
            for way in Way::ALL {
                let answer = way.ask(&token).send(&world, TOKEN).await;
                assert_refused("jti", way, &answer, "tokens of this issuer count once");
            }
        }
        let answer = Way::Client.ask(&acme.token(&world, json!({ "jti": "x".repeat(255) }))).send(&world, TOKEN).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }

    async fn one_of_two_simultaneous_uses_is_accepted(world: World) {
        let acme = Acme::with(&world, json!({ "singleUse": true })).await;
        let token = acme.token(&world, json!({}));
        let asks = Way::ALL.map(|way| way.ask(&token));
        let [a, b, c] = &asks;
        let answers = tokio::join!(a.send(&world, TOKEN), b.send(&world, TOKEN), c.send(&world, TOKEN));
        let accepted = [answers.0.status, answers.1.status, answers.2.status].iter().filter(|status| **status == 200).count();
        assert_eq!(accepted, 1);
    }
}
