//! Assertions, at the OAuth endpoints.

use keyplane_auth::{Algorithm, Header, SigningKey};
use serde_json::{Value, json};

use super::{
    NO_APPLICATION, NO_CLIENT, NO_KEY,
    ask::{client_door, grant_door},
    of_kid, of_type, revoked_key, rsa, stranger, unsigned,
    walk::{Says, Walk},
    with_alg_none,
};
use crate::{
    harness::{ec_key, on_both},
    inspect::support::{Acme, import},
};

on_both! {
    async fn the_inspector_refuses_a_client_assertion_where_the_endpoints_do(world: World) {
        let acme = Acme::create(&world).await;
        let now = world.now().seconds();
        let doors = async |token: String| client_door(&world, &token).await;
        let mut walk = Walk::of(&world, &acme, "CLIENT_ASSERTION", Value::Null);
        let with = |changes| acme.assertion(&world, changes);
        let by = |header, key: &SigningKey| acme.assertion_with(&world, header, json!({}), key);

        let good = with(json!({}));
        let (revoked, revoked_key) = revoked_key(&world, &acme.application).await;
        let unknown = with(json!({ "iss": NO_APPLICATION, "sub": NO_APPLICATION }));
        for (check, token, says) in [
            ("form", unsigned(&good, "!"), Says::Detail),
            ("alg", with_alg_none(&good), Says::Detail),
            ("alg", by(of_kid(&acme.kid), &rsa()), Says::Detail),
            ("claims", with(json!({ "exp": "soon" })), Says::Detail),
            ("application", unknown.clone(), Says::Text(NO_CLIENT)),
            ("key", by(of_kid("nobody"), &stranger()), Says::Text(NO_KEY)),
            ("signature", by(of_kid(&acme.kid), &stranger()), Says::Detail),
            ("keyState", by(of_kid(&revoked), &revoked_key), Says::Text(NO_KEY)),
            ("typ", by(of_type(&acme.kid, "dpop+jwt"), &acme.key), Says::Detail),
            ("sub", with(json!({ "sub": null })), Says::Detail),
            ("aud", with(json!({ "aud": "https://elsewhere.example" })), Says::Detail),
            ("exp", with(json!({ "exp": now - 60 })), Says::Detail),
            ("nbf", with(json!({ "nbf": now + 61 })), Says::Detail),
            ("iat", with(json!({ "iat": now + 61 })), Says::Detail),
            ("jti", with(json!({ "jti": "" })), Says::Detail),
            // The first of several faults counts.
            ("alg", with_alg_none(&unknown), Says::Detail),
            ("keyState", by(of_kid(&revoked), &stranger()), Says::Text(NO_KEY)),
            ("keyState", by(of_kid(&revoked), &rsa()), Says::Text(NO_KEY)),
        ] {
            walk.refused(doors, check, &token, says).await;
        }

        acme.change(&world, json!({ "enabled": false })).await;
        walk.refused(doors, "application", &good, Says::Text(NO_CLIENT)).await;
        acme.change(&world, json!({ "enabled": true, "authMethod": "CLIENT_SECRET_BASIC" })).await;
        walk.refused(doors, "authMethod", &good, Says::Text(NO_CLIENT)).await;
        let secret = acme.secret(&world).await;
        walk.refused(doors, "alg", &good, Says::Detail).await;
        let by_secret = acme.assertion_with(&world, Header::default(), json!({ "jti": null }), &secret);
        assert_eq!(doors(by_secret.clone()).await, ["", "", ""]);
        walk.inspect(&by_secret).await.assert_valid("CLIENT_ASSERTION");
        let end = world.now().plus_seconds(60).to_string();
        let ending = acme.new_secret(&world, json!({ "expiresAt": end })).await;
        let ended = acme.assertion_with(&world, Header::default(), json!({ "jti": null }), &ending);
        assert_eq!(doors(ended.clone()).await, ["", "", ""]);
        world.clock.advance(60);
        walk.refused(doors, "secretEnd", &ended, Says::Detail).await;
        let forged = unsigned(&ended, "AA");
        assert_eq!(walk.inspect(&forged).await.reason(), "BAD_SIGNATURE", "only its holder learns the end");
        acme.change(&world, json!({ "authMethod": "PRIVATE_KEY_JWT" })).await;
        walk.refused(doors, "alg", &by_secret, Says::Detail).await;

        let used = with(json!({ "jti": "used" }));
        acme.exchange(&world, &used).await.unwrap();
        walk.refused(doors, "replay", &used, Says::Detail).await;

        // The application is found by iss.
        let endless = with(json!({ "jti": null }));
        // The secrets have a rule of their own, which a token of a key does not ask.
        walk.broken.remove("secretEnd");
        walk.ends(doors, &endless, &["iss"]).await;
    }

    async fn the_inspector_refuses_a_grant_where_the_token_endpoint_does(world: World) {
        let acme = Acme::create(&world).await;
        acme.change(&world, json!({ "allowAnySubject": true })).await;
        let now = world.now().seconds();
        let door = async |token: String| grant_door(&world, &token).await;
        let mut walk = Walk::of(&world, &acme, "GRANT_ASSERTION", Value::Null);
        let signed = |header, mut changes: Value, key: &SigningKey| {
            if changes.get("sub").is_none() {
                changes["sub"] = json!("alice");
            }
            acme.assertion_with(&world, header, changes, key)
        };
        let with = |changes| signed(of_kid(&acme.kid), changes, &acme.key);
        let by = |header, key: &SigningKey| signed(header, json!({}), key);
        let no_client = "the assertion's iss is no enabled application of this issuer";

        let good = with(json!({}));
        let (revoked, revoked_key) = revoked_key(&world, &acme.application).await;
        let other = world.application(&acme.project, "other").await;
        for (check, token, says) in [
            ("form", unsigned(&good, "!"), Says::Detail),
            ("alg", with_alg_none(&good), Says::Detail),
            ("alg", by(of_kid(&acme.kid), &rsa()), Says::Detail),
            ("claims", with(json!({ "exp": "soon" })), Says::Detail),
            ("application", with(json!({ "iss": NO_APPLICATION })), Says::Text(no_client)),
            ("key", by(of_kid("nobody"), &stranger()), Says::Text(NO_KEY)),
            ("signature", by(of_kid(&acme.kid), &stranger()), Says::Detail),
            ("keyState", by(of_kid(&revoked), &revoked_key), Says::Text(NO_KEY)),
            ("typ", by(of_type(&acme.kid, "dpop+jwt"), &acme.key), Says::Detail),
            ("sub", with(json!({ "sub": "alice " })), Says::Detail),
            ("aud", with(json!({ "aud": "https://elsewhere.example" })), Says::Detail),
            ("exp", with(json!({ "exp": now - 60 })), Says::Detail),
            ("nbf", with(json!({ "nbf": now + 61 })), Says::Detail),
            ("iat", with(json!({ "iat": now + 61 })), Says::Detail),
            ("jti", with(json!({ "jti": "" })), Says::Detail),
            ("otherApplication", with(json!({ "sub": other })), Says::Detail),
        ] {
            walk.refused(door, check, &token, says).await;
        }

        let server = json!({
            "projectId": acme.project, "name": "checks", "type": "RESOURCE_SERVER",
            "authMethod": "PRIVATE_KEY_JWT", "allowAnySubject": true,
        });
        let made = world.mutate(&world.root(), "createApplication", server, "application { id }").await;
        let server = made.text("/createApplication/application/id");
        let key = ec_key();
        let kid = import(&world, &server, &key).await;
        let key = SigningKey::new(&key, Algorithm::Es256).unwrap();
        let of_server = |mut changes: Value| {
            changes["iss"] = json!(server);
            signed(of_kid(&kid), changes, &key)
        };
        walk.refused(door, "applicationType", &of_server(json!({})), Says::Detail).await;
        let ended = of_server(json!({ "exp": now - 60 }));
        walk.refused(door, "exp", &ended, Says::Detail).await;

        acme.change(&world, json!({ "enabled": false })).await;
        walk.refused(door, "application", &good, Says::Text(no_client)).await;
        acme.change(&world, json!({ "enabled": true })).await;
        let used = with(json!({ "jti": "used" }));
        assert_eq!(door(used.clone()).await, [""]);
        walk.refused(door, "replay", &used, Says::Detail).await;

        // The application is found by iss.
        walk.ends(door, &good, &["iss"]).await;
    }
}
