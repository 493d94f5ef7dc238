//! Other values of `client_id`, which callers bring along from another server.

use keyplane_auth::decode_unverified;
use serde_json::{Value, json};

use super::{
    ask::{Ask, INTROSPECT, REVOKE, TOKEN},
    parties::{Acme, ISSUER, Party, party, token_of},
};
use crate::harness::{World, on_both};

async fn set_aliases(world: &World, id: &str, aliases: &[&str]) -> crate::harness::Answer {
    let input = json!({ "applicationId": id, "clientIdAliases": aliases });
    world.mutate(&world.root(), "updateApplication", input, "application { clientIdAliases }").await
}

fn claims(token: &str) -> Value {
    Value::Object(decode_unverified(token).claims.unwrap())
}

async fn introspected(world: &World, ask: Ask) -> Value {
    let answer = ask.send(world, INTROSPECT).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn by(party: &Party, alias: &str, ask: Ask) -> Ask {
    ask.basic(alias, &party.secret)
}

on_both! {
    async fn an_alias_names_the_client_at_every_endpoint_and_in_its_tokens(world: World) {
        let acme = Acme::create(&world).await;
        set_aliases(&world, &acme.basic.id, &["billing batch", "9b1deb4d"]).await.ok();
        for alias in ["billing batch", "9b1deb4d"] {
            let token = token_of(&world, &by(&acme.basic, alias, Ask::client_credentials())).await;
            let found = claims(&token);
            assert_eq!(found["client_id"], alias);
            assert_eq!(found["sub"], alias);
            assert_eq!(found["keyplane_client_id"], acme.basic.id.as_str());

            // The ID and the other alias are the same client.
            for name in ["9b1deb4d", "billing batch", &acme.basic.id] {
                let shown = introspected(&world, by(&acme.basic, name, Ask::about(&token))).await;
                assert_eq!((&shown["active"], &shown["client_id"]), (&json!(true), &json!(alias)));
            }
            by(&acme.basic, alias, Ask::about(&token)).send(&world, REVOKE).await;
            let shown = introspected(&world, by(&acme.basic, alias, Ask::about(&token))).await;
            assert_eq!(shown["active"], false);
        }

        let own = claims(&acme.basic.token(&world).await);
        assert_eq!(own["client_id"], acme.basic.id.as_str());
        assert!(own.get("keyplane_client_id").is_none());
    }

    async fn an_alias_works_with_every_authentication_method(world: World) {
        let acme = Acme::create(&world).await;
        for (at, id) in [&acme.post.id, &acme.opaque.id, &acme.signer.id, &acme.hmac.id].iter().enumerate() {
            set_aliases(&world, id, &[&format!("old-{at}")]).await.ok();
        }
        let named = |at: usize| json!({ "iss": format!("old-{at}"), "sub": format!("old-{at}") });
        for (alias, ask) in [
            ("old-0", Ask::client_credentials().post("old-0", &acme.post.secret)),
            ("old-2", acme.signer.prove(&world, Ask::client_credentials(), named(2))),
            ("old-2", acme.signer.prove(&world, Ask::client_credentials(), named(2)).with("client_id", "old-2")),
            ("old-2", acme.signer.prove(&world, Ask::client_credentials(), named(2)).with("client_id", &acme.signer.id)),
            ("old-3", acme.hmac.prove(&world, Ask::client_credentials(), named(3))),
            ("old-2", Ask::grant(&acme.signer.sign(&world, named(2)))),
        ] {
            let found = claims(&token_of(&world, &ask).await);
            assert_eq!((&found["client_id"], &found["sub"]), (&json!(alias), &json!(alias)));
        }

        // Only the token shows the name of an opaque token's request.
        let opaque = token_of(&world, &Ask::client_credentials().basic("old-1", &acme.opaque.secret)).await;
        let shown = introspected(&world, acme.opaque.basic(Ask::about(&opaque))).await;
        assert_eq!((&shown["client_id"], &shown["keyplane_client_id"]), (&json!("old-1"), &json!(acme.opaque.id)));

        // The names of one assertion belong together.
        for changes in [json!({ "iss": "old-2" }), json!({ "sub": "old-2" }), json!({ "iss": "old-2", "sub": "old-3" })] {
            let ask = acme.signer.prove(&world, Ask::client_credentials(), changes);
            assert_eq!(ask.send(&world, TOKEN).await.status, 401);
        }
        let ask = acme.signer.prove(&world, Ask::client_credentials(), named(2)).with("client_id", "old-0");
        assert_eq!(ask.send(&world, TOKEN).await.status, 401);
    }

    async fn a_signing_client_calls_introspection_and_revocation_by_its_alias(world: World) {
        let acme = Acme::create(&world).await;
        set_aliases(&world, &acme.signer.id, &["billing"]).await.ok();
        let named = |ask| acme.signer.prove(&world, ask, json!({ "iss": "billing", "sub": "billing" }));
        let token = token_of(&world, &named(Ask::client_credentials())).await;
        let shown = introspected(&world, named(Ask::about(&token))).await;
        assert_eq!((&shown["active"], &shown["client_id"]), (&json!(true), &json!("billing")));
        assert_eq!(named(Ask::about(&token)).send(&world, REVOKE).await.status, 200);
        let shown = introspected(&world, named(Ask::about(&token))).await;
        assert_eq!(shown, json!({ "active": false }));

        // An assertion by a name that was taken away proves nothing.
        set_aliases(&world, &acme.signer.id, &[]).await.ok();
        for path in [TOKEN, INTROSPECT, REVOKE] {
            let ask = if path == TOKEN { Ask::client_credentials() } else { Ask::about(&token) };
            let refused = named(ask).send(&world, path).await;
            assert_eq!((refused.status.as_u16(), &refused.json()["error"]), (401, &json!("invalid_client")), "{path}");
        }
    }

    async fn a_token_stays_its_applications_when_the_alias_goes_to_another_one(world: World) {
        let acme = Acme::create(&world).await;
        set_aliases(&world, &acme.basic.id, &["billing"]).await.ok();
        let token = token_of(&world, &by(&acme.basic, "billing", Ask::client_credentials())).await;
        set_aliases(&world, &acme.basic.id, &[]).await.ok();
        set_aliases(&world, &acme.opaque.id, &["billing"]).await.ok();

        let shown = introspected(&world, acme.basic.basic(Ask::about(&token))).await;
        assert_eq!((&shown["active"], &shown["keyplane_client_id"]), (&json!(true), &json!(acme.basic.id)));
        let refused = by(&acme.opaque, "billing", Ask::about(&token)).send(&world, REVOKE).await;
        assert_eq!(refused.json()["error"], "unauthorized_client");
        let shown = introspected(&world, by(&acme.opaque, "billing", Ask::about(&token))).await;
        assert_eq!(shown["active"], false, "another client does not see it");

        let ask = by(&acme.basic, "billing", Ask::client_credentials());
        assert_eq!(ask.send(&world, TOKEN).await.status, 401);
    }

    async fn every_server_knows_an_alias_at_once_and_a_deleted_application_frees_it(world: World) {
        let acme = Acme::create(&world).await;
        let mut servers = world.replicas().await;
        servers.push(world);
        let world = &servers[servers.len() - 1];
        let asked = by(&acme.basic, "billing", Ask::client_credentials());
        let expect = async |ask: &Ask, status: u16| {
            for server in &servers {
                assert_eq!(ask.send(server, TOKEN).await.status, status);
            }
        };
        expect(&asked, 401).await;
        expect(&asked, 401).await;
        set_aliases(world, &acme.basic.id, &["billing"]).await.ok();
        expect(&asked, 200).await;

        let input = json!({ "applicationId": acme.basic.id });
        world.mutate(&world.root(), "deleteApplication", input, "deletedId").await.ok();
        expect(&asked, 401).await;
        set_aliases(world, &acme.opaque.id, &["billing"]).await.ok();
        let extra = json!({ "clientIdAliases": ["fresh"], "authMethod": "CLIENT_SECRET_BASIC" });
        let fresh = party(world, &acme.project, extra).await;
        expect(&by(&fresh, "fresh", Ask::client_credentials()), 200).await;
    }

    async fn an_alias_is_checked_and_unique_in_its_project(world: World) {
        let acme = Acme::create(&world).await;
        let long = "x".repeat(255);
        set_aliases(&world, &acme.basic.id, &[&long, "~!", "https://old.example/client", "a"]).await.ok();
        let too_long = "x".repeat(256);
        for wrong in ["", "é", "tab\there", " a", "a ", "app_1", "APP_x", &acme.post.id, &too_long] {
            set_aliases(&world, &acme.post.id, &[wrong]).await.refused("INVALID_INPUT");
        }
        set_aliases(&world, &acme.post.id, &["b", "b"]).await.refused("INVALID_INPUT");
        set_aliases(&world, &acme.post.id, &["1", "2", "3", "4", "5", "6"]).await.refused("INVALID_INPUT");
        set_aliases(&world, &acme.post.id, &["b", "a"]).await.refused("CONFLICT");
        // Another project has its own.
        set_aliases(&world, &acme.stranger.id, &["a"]).await.ok();

        let kept = set_aliases(&world, &acme.post.id, &["c", "B", "a1"]).await;
        assert_eq!(kept.at("/updateApplication/application/clientIdAliases"), &json!(["B", "a1", "c"]));
    }

    async fn an_alias_and_a_trusted_issuer_never_have_the_same_name(world: World) {
        let acme = Acme::create(&world).await;
        let issuer = |iss: &str| json!({ "projectId": acme.project, "name": "ci", "issuer": iss,
            "keySource": "JWKS_URL", "jwksUri": "https://ci.example/keys" });
        let make = async |iss: &str| {
            world.mutate(&world.root(), "createTrustedIssuer", issuer(iss), "trustedIssuer { id }").await
        };
        set_aliases(&world, &acme.basic.id, &["https://old.example"]).await.ok();
        make("https://old.example").await.refused("CONFLICT");
        make("https://ci.example").await.ok();
        set_aliases(&world, &acme.post.id, &["https://ci.example"]).await.refused("CONFLICT");
    }

    async fn a_subject_that_is_another_applications_alias_is_refused(world: World) {
        let acme = Acme::create(&world).await;
        set_aliases(&world, &acme.basic.id, &["billing"]).await.ok();
        set_aliases(&world, &acme.lax.id, &["reports"]).await.ok();
        for (sub, status) in [("billing", 400), ("reports", 200), ("alice", 200)] {
            let ask = Ask::grant(&acme.lax.sign(&world, json!({ "sub": sub })));
            assert_eq!(ask.send(&world, TOKEN).await.status, status, "{sub}");
        }
    }

    async fn an_assertion_may_name_the_audiences_that_its_application_lists(world: World) {
        let acme = Acme::create(&world).await;
        let old = "https://old.example/oauth2/token";
        let ask = |aud: &str| acme.signer.prove(&world, Ask::client_credentials(), json!({ "aud": aud }));
        assert_eq!(ask(old).send(&world, TOKEN).await.status, 401);
        let input = json!({ "applicationId": acme.signer.id, "assertionAudiences": [old] });
        world.mutate(&world.root(), "updateApplication", input, "application { assertionAudiences }").await.ok();
        assert_eq!(ask(old).send(&world, TOKEN).await.status, 200);
        assert_eq!(ask("https://old.example").send(&world, TOKEN).await.status, 401);
    }

    async fn no_audience_of_assertions_is_one_of_tokens_that_are_sent_elsewhere(world: World) {
        let acme = Acme::create(&world).await;
        let orders = "https://orders.example/?a_b";
        let api = |project: &str, identifier: &str| json!({ "projectId": project, "name": "orders", "identifier": identifier });
        world.mutate(&world.root(), "createApi", api(&acme.project, orders), "api { id }").await.ok();
        set_aliases(&world, &acme.signer.id, &["https://old.example/me"]).await.ok();
        let set = async |changes: Value| {
            let mut input = json!({ "applicationId": acme.signer.id });
            input.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
            world.mutate(&world.root(), "updateApplication", input, "application { id }").await
        };

        let other = "https://keys.example.com/p/other";
        for refused in [
            orders, &acme.signer.id, &acme.post.id, "APP_01jzxv0000e3g9a1b2c3d4e5f6", "https://old.example/me",
            other, &format!("{other}/oauth/token"), &format!("{other}/"), "https://keys.example.com/p/nosuch",
        ] {
            let answer = set(json!({ "assertionAudiences": ["https://old.example", refused] })).await;
            assert_eq!(answer.refused("INVALID_INPUT").fields(), ["input.assertionAudiences"], "{refused}");
        }
        let input = json!({ "projectId": acme.project, "name": "n", "type": "SERVICE", "assertionAudiences": [orders] });
        let refused = world.mutate(&world.root(), "createApplication", input, "application { id }").await;
        assert_eq!(refused.refused("INVALID_INPUT").fields(), ["input.assertionAudiences"]);

        // The old server may have had this server's host name; another text is another audience.
        let kept = ["https://keys.example.com/", "https://keys.example.com/oauth2/token", ISSUER, "https://orders.example/"];
        set(json!({ "assertionAudiences": kept })).await.ok();
        set(json!({ "clientIdAliases": [kept[1]] })).await.refused("INVALID_INPUT");
        set(json!({ "name": "renamed" })).await.ok();
    }

    async fn no_new_api_gets_the_tokens_that_authenticate_an_application(world: World) {
        let acme = Acme::create(&world).await;
        let taken = "https://api.example/a_b?c=%25";
        let input = json!({ "applicationId": acme.signer.id, "assertionAudiences": ["x\"\\", taken] });
        world.mutate(&world.root(), "updateApplication", input, "application { id }").await.ok();
        let make = async |project: &str, name: &str, identifier: &str| {
            let input = json!({ "projectId": project, "name": name, "identifier": identifier });
            world.mutate(&world.root(), "createApi", input, "api { id }").await
        };
        assert_eq!(make(&acme.project, "one", taken).await.refused("INVALID_INPUT").fields(), ["input.identifier"]);
        for (name, free) in [("two", "https://api.example/aXb?c=%25"), ("three", "https://api.example/a"), ("four", "https://API.example/a_b?c=%25")] {
            make(&acme.project, name, free).await.ok();
        }
        let other = make(&world.project("third").await, "one", taken).await;
        other.ok();

        let input = json!({ "applicationId": acme.signer.id });
        world.mutate(&world.root(), "deleteApplication", input, "deletedId").await.ok();
        make(&acme.project, "one", taken).await.ok();
    }

    async fn failures_in_the_name_of_an_alias_count_for_its_client(world: World) {
        let world = world.limited(1_000, 3).await;
        let acme = Acme::create(&world).await;
        set_aliases(&world, &acme.basic.id, &["billing"]).await.ok();
        let wrong = Ask::client_credentials().basic("billing", "kpcs_wrong");
        let mut answers = Vec::new();
        for _ in 0..5 {
            answers.push(wrong.send(&world, TOKEN).await.status.as_u16());
        }
        assert_eq!(answers, [401, 401, 401, 429, 429]);
        let other = Ask::client_credentials().basic(&acme.post.id, "kpcs_wrong");
        assert_eq!(other.send(&world, TOKEN).await.status, 401, "the source has not used up its own");
    }
}
