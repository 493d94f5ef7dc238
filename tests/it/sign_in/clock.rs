//! A provider that is stopped, slow, or has another clock.

use serde_json::json;

use super::{
    browser::{Acme, Browser, problem_of},
    provider::Mood,
};
use crate::harness::{on_both, until};

on_both! {
    async fn a_stopped_provider_is_unreachable_and_nothing_else(world: World) {
        let (acme, _) = Acme::with_rule(&world, &["READ"]).await;
        let mut browser = acme.signed_in(&world, json!({})).await;
        let mut late = Browser::default();
        let location = acme.begin(&world, &mut late, json!({})).await;
        let code = acme.provider.consents(&world, &location, json!({}));
        acme.provider.stop();

        // A replica has no connection to the provider, and knows nothing of the sign-in but the cookie.
        let replica = world.replica().await;
        let ask = async || {
            let mut late = late.clone();
            problem_of(&late.come_back(&replica, &acme.issuer, &acme.back(&location, &code)).await)
        };
        let problem = until(ask, |problem| problem == "PROVIDER_UNREACHABLE").await;
        assert_eq!(problem, "PROVIDER_UNREACHABLE");

        // Whoever is signed in stays so.
        browser.ask(&world, "{ viewer { session { displayName } } }", json!({})).await.ok();
    }

    async fn a_slow_provider_keeps_nobody_else_waiting(world: World) {
        let (acme, _) = Acme::with_rule(&world, &["READ"]).await;
        let mut browser = acme.signed_in(&world, json!({})).await;
        let mut late = Browser::default();
        let location = acme.begin(&world, &mut late, json!({})).await;
        let code = acme.provider.consents(&world, &location, json!({}));
        acme.provider.is(Mood::Holds);

        let asked = acme.provider.token_requests();
        let back = acme.back(&location, &code);
        let others = async {
            until(async || acme.provider.token_requests(), |now| *now > asked).await;
            let answer = browser.ask(&world, "{ viewer { permissions } }", json!({})).await;
            answer.ok();
            world.ask(&world.root(), "{ operatorIssuers { id } }", json!({})).await.ok();
        };
        tokio::select! {
            biased;
            () = others => {}
            _ = late.come_back(&world, &acme.issuer, &back) => panic!("the provider did not answer yet"),
        }
    }

    async fn a_clock_that_is_a_minute_off_is_tolerated(world: World) {
        let (acme, _) = Acme::with_rule(&world, &["READ"]).await;
        let now = world.now().seconds();
        acme.signed_in(&world, json!({ "iat": now + 55, "auth_time": now + 55 })).await;
        acme.signed_in(&world, json!({ "iat": now - 400, "exp": now - 55 })).await;
    }
}
