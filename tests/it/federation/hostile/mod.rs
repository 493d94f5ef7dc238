//! Tokens that must not pass, each refused with the rule that refused it, at every way in.

mod claims;
mod says;
mod shape;

use serde_json::json;

use self::{
    claims::{elsewhere, others},
    shape::{forged, malformed},
};
use super::platform::{Acme, CI, ISSUER, PlatformKey, Way, assert_refused, identify, rules, trust};
use crate::{harness::on_both, oauth::ask::TOKEN};

/// A name, a token, and what the refusal says.
type Hostile = (&'static str, String, &'static str);

on_both! {
    async fn each_hostile_token_is_refused_with_the_rule_that_refused_it_at_every_way_in(world: World) {
        let acme = Acme::create(&world).await;
        // What it allows for its own assertions is not for those of others.
        acme.change_application(&world, json!({ "allowTokenEndpointAudience": true })).await;
        let other = world.project("other").await;
        let jwks = json!({ "keys": [acme.key.jwk(json!({}))] });
        trust(&world, &other, "https://other.example", jwks, json!({})).await;

        let all = [
            malformed(&world, &acme),
            forged(&world, &acme),
            elsewhere(&world, &acme),
            others(&world, &acme),
        ]
        .concat();
        assert!(all.len() >= 100, "{}", all.len());
        for (name, token, text) in &all {
            for way in Way::ALL {
                for ask in [way.ask(token), way.ask(token).with("client_id", &acme.application)] {
                    let answer = ask.send(&world, TOKEN).await;
                    assert_refused(name, way, &answer, text);
                }
            }
        }
        for way in Way::ALL {
            let token = acme.token(&world, json!({}));
            let answer = way.ask(&token).send(&world, TOKEN).await;
            assert_eq!(answer.status, 200, "{way:?}: {}", answer.text());
        }
    }

    async fn a_token_is_taken_up_to_its_bounds_and_by_either_key(world: World) {
        let acme = Acme::create(&world).await;
        let now = world.now().seconds();
        for (name, token) in [
            ("RSA", acme.rsa.sign(json!({}), &acme.claims(&world))),
            ("no kid", acme.key.sign(json!({ "kid": null }), &acme.claims(&world))),
            ("no typ", acme.key.sign(json!({ "typ": null }), &acme.claims(&world))),
            ("jku is not looked at", acme.key.sign(json!({ "jku": "https://evil.example" }), &acme.claims(&world))),
            ("exp", acme.token(&world, json!({ "exp": now - 59 }))),
            ("a fraction", acme.token(&world, json!({ "exp": f64::from(i32::try_from(now).unwrap()) - 59.5 }))),
            ("iat ahead", acme.token(&world, json!({ "iat": now + 60, "nbf": now + 60 }))),
            ("iat back", acme.token(&world, json!({ "iat": now - 3660 }))),
            ("a far exp with iat", acme.token(&world, json!({ "exp": now + 31_536_000 }))),
            ("no iat", acme.token(&world, json!({ "iat": null, "nbf": null, "exp": now + 3660 }))),
            ("an array of one", acme.token(&world, json!({ "aud": [ISSUER] }))),
            ("no jti", acme.token(&world, json!({ "jti": null }))),
            ("a jti that is a number", acme.token(&world, json!({ "jti": 7 }))),
            ("another branch of the list", acme.token(&world, json!({ "ref": "refs/heads/next" }))),
        ] {
            for way in Way::ALL {
                let answer = way.ask(&token).send(&world, TOKEN).await;
                assert_eq!(answer.status, 200, "{name}, {way:?}: {}", answer.text());
            }
        }
    }

    async fn keys_of_two_issuers_with_one_kid_do_not_stand_in_for_each_other(world: World) {
        let acme = Acme::create(&world).await;
        let own = PlatformKey::ec("ec-1");
        let jwks = json!({ "keys": [own.jwk(json!({}))] });
        let second = "https://second.example";
        let issuer = trust(&world, &acme.project, second, jwks, json!({})).await;
        identify(&world, &acme.application, &issuer, rules()).await;

        let of = |key: &PlatformKey, iss: &str| key.sign(json!({}), &acme.changed(&world, json!({ "iss": iss })));
        for way in Way::ALL {
            for (key, iss) in [(&own, CI), (&acme.key, second)] {
                let answer = way.ask(&of(key, iss)).send(&world, TOKEN).await;
                assert_refused(iss, way, &answer, says::SIGNATURE);
            }
            assert_eq!(way.ask(&of(&own, second)).send(&world, TOKEN).await.status, 200);
        }
    }

    async fn an_address_counts_only_if_its_issuer_verified_it(world: World) {
        let acme = Acme::create(&world).await;
        let rules = json!([
            { "claim": "sub", "match": "EXACT", "values": ["person"] },
            { "claim": "email", "match": "EXACT", "values": ["ann@acme.example"] },
        ]);
        identify(&world, &acme.application, &acme.issuer, rules).await;
        let email = json!("ann@acme.example");
        for verified in [json!(false), json!("true"), json!(1), json!(null), json!(["true"])] {
            let claims = json!({ "sub": "person", "email": email, "email_verified": verified });
            let answer = Way::Client.ask(&acme.token(&world, claims)).send(&world, TOKEN).await;
            assert_refused("email", Way::Client, &answer, "the rule on");
        }
        let claims = json!({ "sub": "person", "email": email, "email_verified": true });
        let answer = Way::Client.ask(&acme.token(&world, claims)).send(&world, TOKEN).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
}
