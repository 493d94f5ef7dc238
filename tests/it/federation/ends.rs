//! A token that was issued through an identity is inactive at once when that identity or its issuer
//! is disabled, ends, or is deleted.

use serde_json::json;

use super::platform::{Acme, Way, application, assert_refused, identify, issued, rules};
use crate::{
    harness::{Backend, World, on_both},
    oauth::ask::{Ask, INTROSPECT, TOKEN},
};

/// Whether introspection and the gateway check accept a token.
async fn counts(world: &World, asker: &(String, String), token: &str) -> (bool, u16) {
    let answer = Ask::about(token).basic(&asker.0, &asker.1).send(world, INTROSPECT).await;
    let request = axum::http::Request::get("/p/acme/apis/orders/verify")
        .header("authorization", format!("Bearer {token}"))
        .body(axum::body::Body::empty())
        .unwrap();
    let checked = world.send(request).await.status.as_u16();
    (answer.json()["active"] == true, checked)
}

/// The application, its API, and a resource server that introspects.
async fn set_up(world: &World, format: &str) -> (Acme, (String, String)) {
    let acme = Acme::create(world).await;
    acme.change_application(world, json!({ "accessTokenFormat": format })).await;
    let api = world.api(&acme.project, "orders", &["read"]).await;
    world.grant(&acme.application, &api, &["read"]).await;
    let input = json!({
        "projectId": acme.project, "name": "server", "type": "RESOURCE_SERVER",
        "authMethod": "CLIENT_SECRET_BASIC",
    });
    let fields = "application { id } clientSecret";
    let made = world.mutate(&world.root(), "createApplication", input, fields).await;
    let id = made.text("/createApplication/application/id");
    let secret = made.text("/createApplication/clientSecret");
    let input = json!({ "apiId": api, "resourceServerId": id });
    world.mutate(&world.root(), "updateApi", input, "api { id }").await.ok();
    (acme, (id, secret))
}

async fn token(world: &World, acme: &Acme) -> String {
    let ask = Way::Client.ask(&acme.token(world, json!({}))).with("resource", "urn:orders");
    issued(world, &ask).await["access_token"].as_str().unwrap().to_owned()
}

on_both! {
    async fn a_token_counts_only_while_its_identity_and_issuer_do(world: World) {
        {
            let (acme, asker) = set_up(&world, "JWT").await;
            // On SQLite, another process notices a commit later.
            let replica = match world.backend {
                Backend::Postgres => Some(world.replica().await),
                Backend::Sqlite => None,
            };
            let token = token(&world, &acme).await;
            let (on, off) = ((true, 200), (false, 401));
            for place in [&world].into_iter().chain(&replica) {
                assert_eq!(counts(place, &asker, &token).await, on);
            }
            for enabled in [false, true] {
                acme.change_identity(&world, json!({ "enabled": enabled })).await;
                for place in [&world].into_iter().chain(&replica) {
                    assert_eq!(counts(place, &asker, &token).await, if enabled { on } else { off });
                }
            }
            for enabled in [false, true] {
                acme.change_issuer(&world, json!({ "enabled": enabled })).await;
                for place in [&world].into_iter().chain(&replica) {
                    assert_eq!(counts(place, &asker, &token).await, if enabled { on } else { off });
                }
            }

            let input = json!({ "federatedIdentityId": acme.identity });
            world.mutate(&world.root(), "deleteFederatedIdentity", input, "deletedId").await.ok();
            for place in [&world].into_iter().chain(&replica) {
                assert_eq!(counts(place, &asker, &token).await, off);
            }
            // Another identity with the same rules does not bring it back.
            identify(&world, &acme.application, &acme.issuer, rules()).await;
            assert_eq!(counts(&world, &asker, &token).await, off);
        }
    }

    async fn an_opaque_token_ends_with_its_identity_too(world: World) {
        let (acme, asker) = set_up(&world, "OPAQUE").await;
        let token = token(&world, &acme).await;
        assert!(!token.contains('.'));
        assert_eq!(counts(&world, &asker, &token).await, (true, 200));
        acme.change_identity(&world, json!({ "enabled": false })).await;
        assert_eq!(counts(&world, &asker, &token).await, (false, 401));
    }

    async fn a_token_does_not_outlive_the_end_of_its_identity_or_issuer(world: World) {
        let (acme, asker) = set_up(&world, "JWT").await;
        let at = |seconds: i64| {
            let at = keyplane_entity::Timestamp(world.now().0 + seconds * 1000);
            json!(at.to_string())
        };
        acme.change_identity(&world, json!({ "expiresAt": at(600) })).await;
        let ask = Way::Client.ask(&acme.token(&world, json!({}))).with("resource", "urn:orders");
        assert_eq!(issued(&world, &ask).await["expires_in"], 600);
        acme.change_issuer(&world, json!({ "expiresAt": at(300) })).await;
        let answer = issued(&world, &ask).await;
        assert_eq!(answer["expires_in"], 300);
        let token = answer["access_token"].as_str().unwrap();
        assert_eq!(counts(&world, &asker, token).await, (true, 200));

        world.clock.advance(300);
        assert_eq!(counts(&world, &asker, token).await, (false, 401));
        for way in Way::ALL {
            let answer = way.ask(&acme.token(&world, json!({}))).send(&world, TOKEN).await;
            assert_refused("ended", way, &answer, "trusts no such issuer");
        }
    }

    async fn a_disabled_issuer_or_identity_opens_no_way_in(world: World) {
        let acme = Acme::create(&world).await;
        let second = application(&world, &acme.project, json!({ "authMethod": "FEDERATED_JWT" })).await;
        let token = acme.token(&world, json!({}));
        for (disabled, text) in [(true, "no federated identity matches"), (false, "trusts no such issuer")] {
            if disabled {
                acme.change_identity(&world, json!({ "enabled": false })).await;
            } else {
                acme.change_identity(&world, json!({ "enabled": true })).await;
                acme.change_issuer(&world, json!({ "enabled": false })).await;
            }
            for way in Way::ALL {
                for ask in [way.ask(&token), way.ask(&token).with("client_id", &second)] {
                    let answer = ask.send(&world, TOKEN).await;
                    let text = if disabled { "no federated identity matches" } else { text };
                    assert_refused("disabled", way, &answer, text);
                }
            }
        }
    }
}
