//! JWTs that applications sign themselves.

use keyplane_auth::{Algorithm, Header, HmacKey, SigningKey, mint};
use secrecy::SecretString;
use serde_json::json;

use super::{
    ask::{VERIFY, check, identity},
    shop::{App, ISSUER, ORDERS, Shop, status},
};
use crate::harness::{ec_key, on_both, rsa_key};

on_both! {
    async fn each_claim_is_held_to_the_rules_of_an_assertion_but_for_the_audience(world: World) {
        let shop = Shop::open(&world).await;
        let (app, now) = (&shop.jwt, world.now().seconds());

        for (name, changes, expected) in [
            ("its own id as audience", json!({}), 200),
            ("the API as audience", json!({ "aud": ORDERS }), 200),
            ("an array of one", json!({ "aud": [ORDERS] }), 200),
            ("two audiences", json!({ "aud": [ORDERS, app.id] }), 401),
            ("the issuer as audience", json!({ "aud": ISSUER }), 401),
            ("another application as audience", json!({ "aud": shop.opaque.id }), 401),
            ("no audience", json!({ "aud": null }), 401),
            ("one second", json!({ "exp": now + 1 }), 200),
            ("an hour", json!({ "exp": now + 3600 }), 200),
            ("more than an hour", json!({ "exp": now + 3600 + 31 }), 401),
            ("no exp", json!({ "exp": null }), 401),
            ("ended within the leeway", json!({ "exp": now - 29 }), 200),
            ("ended", json!({ "exp": now - 30 }), 401),
            ("no iat", json!({ "iat": null }), 200),
            ("iat ahead within the leeway", json!({ "iat": now + 30 }), 200),
            ("iat ahead", json!({ "iat": now + 31 }), 401),
            ("iat long ago", json!({ "iat": now - 3600 - 31 }), 401),
            ("nbf ahead", json!({ "nbf": now + 31 }), 401),
            ("another iss", json!({ "iss": shop.opaque.id }), 401),
            ("no iss", json!({ "iss": null }), 401),
            ("another sub", json!({ "sub": "alice" }), 401),
            ("no sub", json!({ "sub": null }), 401),
            ("an empty jti", json!({ "jti": "" }), 401),
            ("a jti that no header holds", json!({ "jti": "a\nb" }), 401),
            ("a jti with a blank at its end", json!({ "jti": "a " }), 401),
            ("a jti outside of ASCII", json!({ "jti": "é" }), 401),
            ("a long jti", json!({ "jti": "x".repeat(256) }), 401),
        ] {
            let token = app.sign(&world, changes);
            for _ in 0..2 {
                assert_eq!(status(&world, &token).await, expected, "{name}");
            }
        }
    }

    async fn each_header_is_held_to_the_rules_of_an_assertion(world: World) {
        let shop = Shop::open(&world).await;
        let app = &shop.jwt;
        let typed = |typ: &str| Header { typ: Some(typ.to_owned()), ..app.header() };
        let crit = json!({ "crit": ["exp"] }).as_object().unwrap().clone();
        for (name, header, expected) in [
            ("typ JWT", typed("JWT"), 200),
            ("typ application/jwt", typed("application/jwt"), 200),
            ("typ of an access token", typed("at+jwt"), 401),
            ("typ of a client assertion", typed("client-authentication+jwt"), 401),
            ("another typ", typed("x"), 401),
            ("no kid", Header::default(), 200),
            ("an unknown kid", Header { kid: "nobody".into(), ..Header::default() }, 401),
            ("another application's kid", shop.opaque.header(), 401),
            ("crit", Header { extra: crit, ..app.header() }, 401),
        ] {
            let token = app.sign_as(&world, header, json!({}));
            assert_eq!(status(&world, &token).await, expected, "{name}");
        }
    }

    async fn a_secret_signs_where_the_application_signs_with_it(world: World) {
        let shop = Shop::open(&world).await;
        let made = App::made(&world, &shop.project, json!({ "authMethod": "CLIENT_SECRET_JWT" })).await;
        world.grant(&made.id, &shop.orders, &["read"]).await;

        let now = world.now().seconds();
        let claims = json!({ "iss": made.id, "sub": made.id, "aud": ORDERS, "exp": now + 60 });
        let claims = claims.as_object().unwrap();
        let key = HmacKey::new(&SecretString::from(made.secret.clone()));
        let token = mint(&key, Header::default(), claims).unwrap();
        assert_eq!(identity(&check(&world, VERIFY, &token).await).scope, "read");

        // The bytes of a public key must not work as a secret.
        let confused = HmacKey::new(&SecretString::from(ec_key().public_key().spki_pem()));
        assert_eq!(status(&world, &mint(&confused, Header::default(), claims).unwrap()).await, 401);

        let input = json!({ "applicationId": made.id, "overlapSeconds": 60 });
        world.mutate(&world.root(), "rotateClientSecret", input, "clientSecret").await.ok();
        assert_eq!(status(&world, &token).await, 200);
        world.clock.advance(59);
        assert_eq!(status(&world, &token).await, 200);
        world.clock.advance(1);
        assert_eq!(status(&world, &token).await, 401, "the old secret has ended");
    }

    async fn a_jwt_is_refused_once_its_algorithm_is_taken_from_the_key(world: World) {
        let shop = Shop::open(&world).await;
        let key = rsa_key("self-signed");

        let input = json!({
            "applicationId": shop.jwt.id, "name": "k", "publicKey": key.public_key().spki_pem(),
            "additionalAlgorithms": ["PS256"],
        });
        let made = world.mutate(&world.root(), "importApplicationKey", input, "key { id kid }").await;
        let (id, kid) = (made.text("/importApplicationKey/key/id"), made.text("/importApplicationKey/key/kid"));
        let claims = json!({ "iss": shop.jwt.id, "sub": shop.jwt.id, "aud": ORDERS, "exp": world.now().seconds() + 60 });

        let header = Header { kid, ..Header::default() };
        let sign = |algorithm| {
            let key = SigningKey::new(&key, algorithm).unwrap();
            mint(&key, header.clone(), claims.as_object().unwrap()).unwrap()
        };
        let (own, further) = (sign(Algorithm::Rs256), sign(Algorithm::Ps256));

        // The second answer comes from the cache.
        for _ in 0..2 {
            assert_eq!((status(&world, &own).await, status(&world, &further).await), (200, 200));
        }

        let input = json!({ "keyId": id, "additionalAlgorithms": [] });
        world.mutate(&world.root(), "updateKey", input, "key { id }").await.ok();
        assert_eq!((status(&world, &own).await, status(&world, &further).await), (200, 401));
    }

    async fn of_keys_without_kid_four_are_tried(world: World) {
        let shop = Shop::open(&world).await;
        let token = shop.jwt.sign_as(&world, Header::default(), json!({}));
        for count in 1..=4 {
            world.application_key(&shop.jwt.id, &format!("k{count}")).await;
            let fresh = shop.jwt.sign_as(&world, Header::default(), json!({ "jti": count.to_string() }));
            assert_eq!(status(&world, &fresh).await, if count < 4 { 200 } else { 401 });
        }
        assert_eq!(status(&world, &token).await, 401, "never seen before");
        assert_eq!(status(&world, &shop.jwt.sign(&world, json!({}))).await, 200);
    }

    async fn a_key_that_was_used_says_when(world: World) {
        let shop = Shop::open(&world).await;
        let token = shop.jwt.sign(&world, json!({}));
        let used = async || {
            world.control.flush_usage().await.unwrap();
            let query = "query ($id: ID!) { node(id: $id) { ... on Key { lastUsedAt } } }";
            let found = world.ask(&world.root(), query, json!({ "id": shop.jwt.key_id })).await;
            found.at("/node/lastUsedAt").as_str().map(str::to_owned)
        };
        assert_eq!(used().await, None);
        for second in ["00", "10"] {
            assert_eq!(status(&world, &token).await, 200);
            assert_eq!(used().await.unwrap(), format!("2026-03-01T12:00:{second}Z"));
            world.clock.advance(10);
        }
    }

    async fn an_alias_names_the_application_in_its_own_jwt_as_long_as_it_has_it(world: World) {
        let shop = Shop::open(&world).await;
        shop.jwt.update(&world, json!({ "clientIdAliases": ["billing", "reports"] })).await;
        let named = |iss: &str, sub: &str| shop.jwt.sign(&world, json!({ "iss": iss, "sub": sub }));
        let by_alias = named("billing", "billing");
        for _ in 0..2 {
            let known = identity(&check(&world, VERIFY, &by_alias).await);
            assert_eq!((&known.client_id, &known.subject), (&shop.jwt.id, &shop.jwt.id), "the ID alone");
        }
        for (iss, sub) in [("billing", &*shop.jwt.id), (&*shop.jwt.id, "billing"), ("billing", "reports")] {
            assert_eq!(status(&world, &named(iss, sub)).await, 401, "{iss} {sub}");
        }
        let aimed = shop.jwt.sign(&world, json!({ "iss": "billing", "sub": "billing", "aud": "billing" }));
        assert_eq!(status(&world, &aimed).await, 401, "an alias is no audience");

        // The check remembers the JWT, and yet knows that the alias is another application's.
        shop.jwt.update(&world, json!({ "clientIdAliases": ["reports"] })).await;
        assert_eq!(status(&world, &by_alias).await, 401);
        shop.opaque.update(&world, json!({ "clientIdAliases": ["billing"] })).await;
        assert_eq!(status(&world, &by_alias).await, 401);
        assert_eq!(status(&world, &named("reports", "reports")).await, 200);
    }
}
