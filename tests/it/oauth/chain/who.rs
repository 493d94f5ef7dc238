//! Who may exchange which token.

use serde_json::json;

use super::{
    super::{
        ask::{Ask, Case, TOKEN, check_all},
        parties::{ISSUER, party, signer, token_of},
    },
    ACCESS_TOKEN, Chain, TOKEN_EXCHANGE, change, exchange, refusal, revoke, set,
};
use crate::harness::on_both;

on_both! {
    async fn only_the_resource_server_of_an_api_in_aud_exchanges_a_token(world: World) {
        let chain = Chain::create(&world).await;
        let token = chain.first(&world).await;
        let to_next = |ask: Ask| ask.with("resource", "urn:api1");
        assert_eq!(to_next(exchange(chain.app(0), &token)).send(&world, TOKEN).await.status, 200);

        world.grant(&chain.client.id, &chain.services[1].api, &["read"]).await;
        for (name, by) in [("its own client", &chain.client), ("another resource server", chain.app(2))] {
            let (error, text) = refusal(&world, &to_next(exchange(by, &token))).await;
            assert_eq!(error, "invalid_request", "{name}");
            assert!(text.contains("resource server of no API"), "{name}: {text}");
        }

        // A resource server only checks tokens.
        let extra = json!({ "authMethod": "CLIENT_SECRET_BASIC", "type": "RESOURCE_SERVER" });
        let server = party(&world, &chain.project, extra).await;
        let input = json!({ "apiId": chain.services[0].api, "resourceServerId": server.id });
        change(&world, "updateApi", input).await;
        let (error, _) = refusal(&world, &to_next(exchange(&server, &token))).await;
        assert_eq!(error, "unauthorized_client");
        let (error, _) = refusal(&world, &chain.ask(0, &token)).await;
        assert_eq!(error, "invalid_request", "no longer the resource server");
    }

    async fn a_token_for_the_issuer_cannot_be_exchanged(world: World) {
        let chain = Chain::create(&world).await;
        let ask = chain.client.basic(Ask::client_credentials()).with("scope", "read");
        let token = token_of(&world, &ask).await;
        for by in [0, 1] {
            assert_eq!(refusal(&world, &chain.ask(by, &token)).await.0, "invalid_request");
        }
    }

    async fn an_api_that_is_disabled_or_not_granted_exchanges_nothing(world: World) {
        let chain = Chain::create(&world).await;
        chain.issue(&world, "OPAQUE").await;
        let token = chain.first(&world).await;
        let api = &chain.services[0].api;
        for (enabled, refused) in [(false, true), (true, false)] {
            change(&world, "updateApi", json!({ "apiId": api, "enabled": enabled })).await;
            assert_eq!(chain.ask(0, &token).send(&world, TOKEN).await.status == 400, refused);
        }
        change(&world, "revokeGrant", json!({ "grantId": chain.grant })).await;
        assert_eq!(refusal(&world, &chain.ask(0, &token)).await.0, "invalid_request");
    }

    async fn the_exchanger_proves_itself_and_is_enabled(world: World) {
        let chain = Chain::create(&world).await;
        let token = chain.first(&world).await;
        let bare = || Ask::new().with("grant_type", TOKEN_EXCHANGE).with("subject_token", &token)
            .with("subject_token_type", ACCESS_TOKEN).with("resource", "urn:api1");
        let by = chain.app(0);
        check_all(&world, TOKEN, vec![
            ("nobody", bare(), 401, "invalid_client"),
            ("a name alone", bare().with("client_id", &by.id), 401, "invalid_client"),
            ("a wrong secret", bare().basic(&by.id, "x"), 401, "invalid_client"),
        ]).await;
        set(&world, by, json!({ "enabled": false })).await;
        check_all(&world, TOKEN, vec![
            ("a disabled client", by.basic(bare()), 401, "invalid_client"),
        ]).await;
    }

    async fn a_replayed_assertion_of_the_exchanger_is_a_failed_client_authentication(world: World) {
        let chain = Chain::create(&world).await;
        let signer = signer(&world, &chain.project, json!({})).await;
        let input = json!({ "apiId": chain.services[0].api, "resourceServerId": signer.id });
        change(&world, "updateApi", input).await;
        world.grant(&signer.id, &chain.services[1].api, &["read"]).await;
        let token = chain.first(&world).await;
        let ask = || Ask::new().with("grant_type", TOKEN_EXCHANGE).with("subject_token", &token)
            .with("subject_token_type", ACCESS_TOKEN).with("resource", "urn:api1");

        let proof = signer.sign(&world, json!({}));
        check_all(&world, TOKEN, vec![
            ("the first time", ask().assertion(&proof), 200, ""),
            ("the second time", ask().assertion(&proof), 401, "invalid_client"),
            ("with another grant", Ask::client_credentials().assertion(&proof), 401, "invalid_client"),
            ("a fresh one", signer.prove(&world, ask(), json!({})), 200, ""),
        ]).await;
    }

    async fn the_next_api_may_be_named_as_audience(world: World) {
        let chain = Chain::create(&world).await;
        let token = chain.first(&world).await;
        let by = |parameter: &str, value: &str| exchange(chain.app(0), &token).with(parameter, value);
        let exchanged = token_of(&world, &by("audience", "urn:api1")).await;
        assert!(chain.counts(&world, 1, &exchanged).await);
        check_all(&world, TOKEN, vec![
            ("the issuer", by("audience", ISSUER), 400, "invalid_target"),
            ("an API that is not granted", by("audience", "urn:api2"), 400, "invalid_target"),
            ("the issuer beside an API", by("audience", ISSUER).with("resource", "urn:api1"), 400, "invalid_target"),
        ]).await;

        let input = json!({ "projectId": chain.project, "acceptAudienceParameter": false });
        world.mutate(&world.root(), "updateProject", input, "project { id }").await.ok();
        for ask in [by("audience", "urn:api1"), by("audience", "urn:api1").with("resource", "urn:api1")] {
            let (error, text) = refusal(&world, &ask).await;
            assert_eq!(error, "invalid_request");
            assert!(text.contains("audience is not supported"), "{text}");
        }
    }

    async fn what_is_no_active_token_of_the_project_is_not_exchanged(world: World) {
        let chain = Chain::create(&world).await;
        for format in ["JWT", "OPAQUE"] {
            chain.issue(&world, format).await;
            let revoked = chain.first(&world).await;
            revoke(&world, &chain.client, &revoked).await;
            let earlier = chain.first(&world).await;
            change(&world, "revokeApplicationTokens", json!({ "applicationId": chain.client.id })).await;
            let ended = chain.first(&world).await;
            world.clock.advance(1800);
            for (name, token) in [("revoked", &revoked), ("earlier", &earlier), ("ended", &ended)] {
                let (error, text) = refusal(&world, &chain.ask(0, token)).await;
                assert_eq!(error, "invalid_request", "{name}");
                assert!(text.contains("no active access token"), "{name}: {text}");
            }
            let disabled = chain.first(&world).await;
            set(&world, &chain.client, json!({ "enabled": false })).await;
            assert_eq!(refusal(&world, &chain.ask(0, &disabled)).await.0, "invalid_request");
            set(&world, &chain.client, json!({ "enabled": true })).await;
        }
    }

    async fn a_token_of_another_project_is_not_exchanged(world: World) {
        let chain = Chain::create(&world).await;
        let other = world.project("other").await;
        for format in ["JWT", "OPAQUE"] {
            let extra = json!({ "authMethod": "CLIENT_SECRET_BASIC", "accessTokenFormat": format });
            let stranger = party(&world, &other, extra).await;
            let ask = stranger.basic(Ask::client_credentials());
            let answer = ask.send(&world, "/p/other/oauth/token").await.json();
            let token = answer["access_token"].as_str().unwrap();
            let (error, _) = refusal(&world, &chain.ask(0, token)).await;
            let expected = if format == "JWT" { "invalid_grant" } else { "invalid_request" };
            assert_eq!(error, expected, "{format}");
        }
    }

    async fn the_request_names_apis_and_no_actor(world: World) {
        let chain = Chain::create(&world).await;
        let token = chain.first(&world).await;
        let by = chain.app(0);
        let refused = |name, ask: Ask, error| -> Case { (name, ask, 400, error) };
        check_all(&world, TOKEN, vec![
            refused("no resource", exchange(by, &token), "invalid_request"),
            refused("the issuer", exchange(by, &token).with("resource", ISSUER), "invalid_target"),
            refused("the issuer too", chain.ask(0, &token).with("resource", ISSUER), "invalid_target"),
            refused("an API that is not granted", exchange(by, &token).with("resource", "urn:api2"), "invalid_target"),
            refused("its own API", exchange(by, &token).with("resource", "urn:api0"), "invalid_target"),
            refused("no API", exchange(by, &token).with("resource", "urn:x"), "invalid_target"),
            refused("an actor", chain.ask(0, &token).with("actor_token", "x"), "invalid_request"),
            refused("an ID token", by.basic(Ask::new().with("grant_type", TOKEN_EXCHANGE).with("subject_token", &token)
                .with("subject_token_type", "urn:ietf:params:oauth:token-type:id_token").with("resource", "urn:api1")), "invalid_request"),
        ]).await;
    }
}
