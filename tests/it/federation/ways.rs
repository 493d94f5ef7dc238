//! What a token of a trusted issuer gets at the token endpoint, and what the application has to say.

use keyplane_auth::decode_unverified;
use serde_json::{Value, json};

use super::platform::{
    Acme, CI, EXCHANGE, ISSUER, JWT_TYPE, Way, application, assert_refused, identify, issued, rules,
};
use crate::{
    harness::on_both,
    oauth::ask::{Ask, INTROSPECT, REVOKE, TOKEN},
};

fn claims_of(token: &Value) -> Value {
    let token = token["access_token"].as_str().unwrap();
    Value::Object(decode_unverified(token).claims.unwrap())
}

on_both! {
    async fn the_access_token_is_the_applications_own_and_lives_an_hour_at_most(world: World) {
        let acme = Acme::create(&world).await;
        acme.change_application(&world, json!({
            "accessTokenLifetimeSeconds": 86_400, "allowedClaims": ["repository"],
        })).await;
        for way in Way::ALL {
            let answer = issued(&world, &way.ask(&acme.token(&world, json!({})))).await;
            assert_eq!(answer["expires_in"], 3600, "{way:?}");
            let exchanged = way == Way::Exchange;
            let kind = if exchanged { json!("urn:ietf:params:oauth:token-type:access_token") } else { Value::Null };
            assert_eq!(answer["issued_token_type"], kind, "{way:?}");

            let claims = claims_of(&answer);
            let now = world.now().seconds();
            assert_eq!(claims["sub"], acme.application.as_str(), "{way:?}");
            assert_eq!(claims["client_id"], acme.application.as_str(), "{way:?}");
            assert_eq!((&claims["aud"], &claims["exp"]), (&json!(ISSUER), &json!(now + 3600)), "{way:?}");
            assert_eq!(claims["federated_identity"], acme.identity.as_str(), "{way:?}");
            assert_eq!((claims.get("federated"), claims.get("repository")), (None, None), "{way:?}");
        }

        acme.change_application(&world, json!({ "federatedClaim": true, "accessTokenLifetimeSeconds": 60 })).await;
        for way in Way::ALL {
            let answer = issued(&world, &way.ask(&acme.token(&world, json!({})))).await;
            assert_eq!(answer["expires_in"], 60, "{way:?}");
            let federated = json!({ "iss": CI, "sub": "repo:acme/app:ref:refs/heads/main" });
            assert_eq!(claims_of(&answer)["federated"], federated, "{way:?}");
        }
    }

    async fn each_way_in_is_closed_until_the_application_opens_it(world: World) {
        let acme = Acme::create(&world).await;
        let token = acme.token(&world, json!({}));
        acme.change_application(&world, json!({ "federatedGrants": [] })).await;
        for way in [Way::JwtBearer, Way::Exchange] {
            let answer = way.ask(&token).send(&world, TOKEN).await;
            assert_eq!((answer.status.as_u16(), &answer.json()["error"]), (400, &json!("unauthorized_client")), "{way:?}");
            assert!(answer.text().contains("to its federatedGrants"), "{}", answer.text());
        }
        issued(&world, &Way::Client.ask(&token)).await;

        acme.change_application(&world, json!({ "federatedGrants": ["TOKEN_EXCHANGE"], "authMethod": "PRIVATE_KEY_JWT" })).await;
        let answer = Way::Client.ask(&token).send(&world, TOKEN).await;
        assert_refused("method", Way::Client, &answer, "set authMethod FEDERATED_JWT");
        assert_eq!(Way::JwtBearer.ask(&token).send(&world, TOKEN).await.status, 400);
        issued(&world, &Way::Exchange.ask(&token)).await;

        acme.change_application(&world, json!({ "enabled": false })).await;
        let answer = Way::Exchange.ask(&token).send(&world, TOKEN).await;
        assert_refused("disabled", Way::Exchange, &answer, "the application that the token stands for is disabled");
    }

    async fn a_token_authenticates_its_application_at_every_endpoint(world: World) {
        let acme = Acme::create(&world).await;
        let token = acme.token(&world, json!({}));
        let access = issued(&world, &Way::Client.ask(&token)).await["access_token"].as_str().unwrap().to_owned();
        let answer = Ask::about(&access).assertion(&token).send(&world, INTROSPECT).await;
        assert_eq!(answer.json()["active"], true, "{}", answer.text());
        assert_eq!(Ask::about(&access).assertion(&token).send(&world, REVOKE).await.status, 200);
        let answer = Ask::about(&access).assertion(&token).send(&world, INTROSPECT).await;
        assert_eq!(answer.json()["active"], false, "{}", answer.text());
    }

    async fn without_client_id_every_match_belongs_to_one_application(world: World) {
        let acme = Acme::create(&world).await;
        let token = acme.token(&world, json!({}));
        // A second identity of the same application changes nothing.
        identify(&world, &acme.application, &acme.issuer, rules()).await;
        for way in Way::ALL {
            issued(&world, &way.ask(&token)).await;
        }

        let settings = json!({ "authMethod": "FEDERATED_JWT", "federatedGrants": ["JWT_BEARER", "TOKEN_EXCHANGE"] });
        let second = application(&world, &acme.project, settings).await;
        identify(&world, &second, &acme.issuer, rules()).await;
        let stranger = application(&world, &acme.project, json!({ "authMethod": "FEDERATED_JWT" })).await;
        for way in Way::ALL {
            let answer = way.ask(&token).send(&world, TOKEN).await;
            assert_refused("two", way, &answer, "of several applications match the token: name one as client_id");
            for id in [&acme.application, &second] {
                let answer = issued(&world, &way.ask(&token).with("client_id", id)).await;
                assert_eq!(claims_of(&answer)["client_id"], id.as_str(), "{way:?}");
            }
            for id in [stranger.as_str(), "nobody", "repo:acme/app:ref:refs/heads/main"] {
                let answer = way.ask(&token).with("client_id", id).send(&world, TOKEN).await;
                assert_refused(id, way, &answer, "no federated identity matches the token");
            }
        }
    }

    async fn a_client_authentication_beside_a_token_is_the_same_applications(world: World) {
        let acme = Acme::create(&world).await;
        let token = acme.token(&world, json!({}));
        let input = json!({ "projectId": acme.project, "name": "other", "type": "SERVICE", "authMethod": "CLIENT_SECRET_BASIC" });
        let made = world.mutate(&world.root(), "createApplication", input, "application { id } clientSecret").await;
        let (id, secret) = (made.text("/createApplication/application/id"), made.text("/createApplication/clientSecret"));
        for way in [Way::JwtBearer, Way::Exchange] {
            let answer = way.ask(&token).basic(&id, &secret).send(&world, TOKEN).await;
            assert_refused("another client", way, &answer, "no federated identity matches the token");
            issued(&world, &way.ask(&token).assertion(&token)).await;
        }
    }

    async fn what_an_exchange_cannot_give_is_refused(world: World) {
        let acme = Acme::create(&world).await;
        let ask = || Ask::new().with("grant_type", EXCHANGE).with("subject_token", &acme.token(&world, json!({})));
        let typed = || ask().with("subject_token_type", JWT_TYPE);
        for (name, ask, text) in [
            ("an actor", typed().with("actor_token", "a").with("actor_token_type", JWT_TYPE), "actor_token is not supported"),
            ("the type of an actor", typed().with("actor_token_type", JWT_TYPE), "actor_token is not supported"),
            ("another type of token", typed().with("requested_token_type", "urn:ietf:params:oauth:token-type:refresh_token"), "requested_token_type"),
            ("no type", ask(), "subject_token_type is missing"),
            ("an unknown type", ask().with("subject_token_type", "urn:ietf:params:oauth:token-type:saml2"), "subject_token_type must be"),
            ("no token", Ask::new().with("grant_type", EXCHANGE).with("subject_token_type", JWT_TYPE), "subject_token is missing"),
        ] {
            let answer = ask.send(&world, TOKEN).await;
            assert_eq!((answer.status.as_u16(), &answer.json()["error"]), (400, &json!("invalid_request")), "{name}");
            assert!(answer.text().contains(text), "{name}: {}", answer.text());
        }
        for kind in ["jwt", "id_token", "access_token"] {
            let kind = format!("urn:ietf:params:oauth:token-type:{kind}");
            issued(&world, &ask().with("subject_token_type", &kind)).await;
        }
    }

    async fn discovery_names_the_ways_in(world: World) {
        Acme::create(&world).await;
        let document = world.get("/p/acme/.well-known/openid-configuration").await.json();
        let listed = |name: &str, value: &str| document[name].as_array().unwrap().iter().any(|one| one == value);
        assert!(listed("grant_types_supported", EXCHANGE), "{document}");
        for endpoint in ["token", "introspection", "revocation"] {
            let name = format!("{endpoint}_endpoint_auth_methods_supported");
            assert!(listed(&name, "private_key_jwt") && listed(&name, "spiffe_jwt"), "{document}");
        }
    }
}
