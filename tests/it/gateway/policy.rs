//! The kinds of token that an API accepts, the scopes of a grant, and the identity headers.

use axum::http::Method;
use serde_json::json;

use super::{
    ask::{Identity, VERIFY, check, check_by, identity, refused},
    shop::{App, ISSUER, ORDERS, Shop, post, status},
};
use crate::harness::on_both;

on_both! {
    async fn a_good_token_passes_and_says_who_it_is(world: World) {
        let shop = Shop::open(&world).await;
        for (kind, app, token) in shop.tokens(&world).await {
            for _ in 0..2 {
                let answer = check(&world, VERIFY, &token).await;
                let found = identity(&answer);
                assert_eq!((&*found.subject, &*found.client_id), (&*app.id, &*app.id), "{kind}");
                assert_eq!(found.scope, "read write", "{kind}");
                assert_eq!(found.token_id.len(), if kind == "self-signed" { 3 } else { 32 }, "{kind}");
            }
        }
    }

    async fn every_header_is_there_also_where_there_is_nothing_to_say(world: World) {
        let shop = Shop::open(&world).await;
        world.grant(&shop.jwt.id, &shop.orders, &[]).await;
        let token = shop.jwt.sign(&world, json!({ "jti": null }));
        let id = shop.jwt.id.clone();
        let expected = Identity { subject: id.clone(), client_id: id, scope: String::new(), token_id: String::new() };
        assert_eq!(identity(&check(&world, VERIFY, &token).await), expected);
    }

    async fn another_subject_is_named(world: World) {
        let shop = Shop::open(&world).await;
        shop.jwt.update(&world, json!({ "allowAnySubject": true })).await;
        let assertion = shop.jwt.sign(&world, json!({ "aud": ISSUER, "sub": "alice smith <a@b>" }));
        let grant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
        let body = format!("grant_type={grant}&assertion={assertion}&resource={ORDERS}");
        let answer = world.send(post("/p/acme/oauth/token", body)).await;
        let token = answer.json()["access_token"].as_str().unwrap().to_owned();
        let found = identity(&check(&world, VERIFY, &token).await);
        assert_eq!((&*found.subject, &*found.client_id), ("alice smith <a@b>", &*shop.jwt.id));
    }

    async fn any_method_is_checked_alike(world: World) {
        let shop = Shop::open(&world).await;
        let bearer = format!("bearer {}", shop.jwt.access_token(&world, "").await);
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"] {
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            let answer = check_by(&world, method.clone(), VERIFY, &[("authorization", &bearer)]).await;
            assert_eq!(answer.status, 200, "{method}");
            if method != Method::HEAD {
                let answer = check_by(&world, method.clone(), VERIFY, &[]).await;
                refused(&answer, 401, "send Authorization: Bearer");
            }
        }
    }

    async fn a_request_without_one_bearer_token_is_401(world: World) {
        let shop = Shop::open(&world).await;
        let bearer = format!("Bearer {}", shop.jwt.access_token(&world, "").await);
        let none = check(&world, VERIFY, "").await;
        refused(&none, 401, "https://keys.example.com/p/acme/oauth/token");
        assert!(!none.header("www-authenticate").contains("error="), "RFC 6750 section 3.1");
        for headers in [&[][..], &[("authorization", "Basic YTpi")], &[("authorization", "Bearer")]] {
            refused(&check_by(&world, Method::GET, VERIFY, headers).await, 401, "send Authorization");
        }
        let twice = [("authorization", &*bearer), ("authorization", &*bearer)];
        refused(&check_by(&world, Method::GET, VERIFY, &twice).await, 401, "two Authorization");
        let long = "a".repeat(16 * 1024 + 1);
        refused(&check(&world, VERIFY, &long).await, 401, "too long");
        // Without a token, the status does not reveal which projects and APIs exist. The challenge
        // names the public resource metadata of those that have one.
        for path in ["/p/acme/apis/nothing/verify", "/p/nobody/apis/orders/verify", "/p/acme/apis/x"] {
            assert_eq!(check_by(&world, Method::GET, path, &[]).await.status, 401, "{path}");
        }
    }

    async fn what_is_no_token_of_the_issuer_is_401_and_names_the_remedy(world: World) {
        let shop = Shop::open(&world).await;
        let other = world.project("other").await;
        let stranger = App::made(&world, &other, json!({})).await;
        let remedy = "ask https://keys.example.com/p/acme/oauth/token for one";
        let theirs = stranger.sign(&world, json!({}));
        for token in ["x", &"A".repeat(43), &theirs, &world.root().token(world.now())] {
            refused(&check(&world, VERIFY, token).await, 401, remedy);
        }
        for token in ["a.b", "e30.e30.", "e30.e30.AA", ".."] {
            assert_eq!(check(&world, VERIFY, token).await.status, 401, "{token}");
        }
        let good = shop.jwt.access_token(&world, "").await;
        let (head, signature) = good.rsplit_once('.').unwrap();
        for forged in [format!("{head}.{}", signature.replace(['A', 'Q', 'g', 'w'], "B")), format!("{good}A"), format!("{head}.")] {
            assert_eq!(check(&world, VERIFY, &forged).await.status, 401, "{forged}");
        }
    }

    async fn a_token_for_another_place_is_401_and_says_what_to_ask_for(world: World) {
        let shop = Shop::open(&world).await;
        let bills = world.api(&shop.project, "bills", &["read"]).await;
        let remedy = "ask https://keys.example.com/p/acme/oauth/token for an access token with resource=urn:orders";
        for app in [&shop.jwt, &shop.opaque] {
            world.grant(&app.id, &bills, &["read"]).await;
            for more in ["", "&scope=read", "&resource=urn:bills", &format!("&resource={ISSUER}")] {
                let token = app.token(&world, more).await;
                refused(&check(&world, VERIFY, &token).await, 401, remedy);
            }
            let both = app.token(&world, "&resource=urn:bills&resource=urn:orders").await;
            assert_eq!(identity(&check(&world, VERIFY, &both).await).scope, "read");
        }
    }

    async fn an_api_takes_the_kinds_of_tokens_that_it_names(world: World) {
        let shop = Shop::open(&world).await;
        let tokens = shop.tokens(&world).await;
        for (accepts, taken) in [
            (json!(["ACCESS_TOKEN"]), [200, 200, 401]),
            (json!(["APPLICATION_JWT"]), [401, 401, 200]),
            (json!(["ACCESS_TOKEN", "APPLICATION_JWT"]), [200, 200, 200]),
        ] {
            shop.update(&world, json!({ "accepts": accepts })).await;
            for ((kind, _, token), expected) in tokens.iter().zip(taken) {
                let answer = check(&world, VERIFY, token).await;
                assert_eq!(answer.status, expected, "{kind} at {accepts}");
                if expected == 401 {
                    let remedy = if *kind == "self-signed" { "resource=urn:orders" } else { "signs itself" };
                    refused(&answer, 401, remedy);
                }
            }
        }
    }

    async fn an_unknown_or_disabled_api_is_403(world: World) {
        let shop = Shop::open(&world).await;
        for (kind, _, token) in shop.tokens(&world).await {
            for path in ["/p/acme/apis/nothing/verify", "/p/nobody/apis/orders/verify", "/p/keyplane/apis/orders/verify"] {
                refused(&check(&world, path, &token).await, 403, "no API of this name");
            }
            for (enabled, expected) in [(false, 403), (true, 200)] {
                shop.update(&world, json!({ "enabled": enabled })).await;
                assert_eq!(status(&world, &token).await, expected, "{kind}");
            }
        }
    }

    async fn without_a_grant_now_it_is_403(world: World) {
        let shop = Shop::open(&world).await;
        for (kind, app, token) in shop.tokens(&world).await {
            let grant = world.grant(&app.id, &shop.orders, &["read", "write"]).await;
            assert_eq!(status(&world, &token).await, 200, "{kind}");
            world.mutate(&world.root(), "revokeGrant", json!({ "grantId": grant }), "deletedId").await.ok();
            refused(&check(&world, VERIFY, &token).await, 403, "no grant");
            world.grant(&app.id, &shop.orders, &["read", "write"]).await;
            assert_eq!(status(&world, &token).await, 200, "{kind}");
        }
        let nobody = App::made(&world, &shop.project, json!({})).await;
        refused(&check(&world, VERIFY, &nobody.sign(&world, json!({}))).await, 403, "no grant");
    }

    async fn a_scope_counts_where_token_grant_and_api_have_it(world: World) {
        let shop = Shop::open(&world).await;
        let scope = async |token: &str| identity(&check(&world, VERIFY, token).await).scope;
        for app in [&shop.jwt, &shop.opaque] {
            let narrow = app.access_token(&world, "&scope=read").await;
            let wide = app.access_token(&world, "").await;
            assert_eq!((scope(&narrow).await, scope(&wide).await), ("read".into(), "read write".into()));
            world.grant(&app.id, &shop.orders, &["write", "admin"]).await;
            assert_eq!((scope(&narrow).await, scope(&wide).await), (String::new(), "write".into()));
            world.grant(&app.id, &shop.orders, &["read", "write"]).await;
        }
        let signed = shop.jwt.sign(&world, json!({ "scope": "admin" }));
        assert_eq!(scope(&signed).await, "read write", "its own claim gives nothing");
        let wide = shop.jwt.access_token(&world, "").await;
        shop.update(&world, json!({ "scopes": ["write", "admin"] })).await;
        assert_eq!((scope(&wide).await, scope(&signed).await), ("write".into(), "write".into()));
        shop.update(&world, json!({ "scopes": ["read", "write", "admin"] })).await;
        assert_eq!(scope(&wide).await, "write", "what the grant lost stays lost");
    }

    async fn demands_have_to_be_met_all_of_them(world: World) {
        let shop = Shop::open(&world).await;
        for (kind, _, token) in shop.tokens(&world).await {
            for (query, expected) in [
                ("", 200),
                ("?scope=read", 200),
                ("?scope=read+write", 200),
                ("?scope=write&scope=read&other=1", 200),
                ("?scope=admin", 403),
                ("?scope=read+admin", 403),
                ("?scope=read&scope=admin", 403),
                ("?scope=unknown", 403),
                ("?scope=rea", 403),
                ("?scope=read%20write", 200),
                ("?scope=read%2Bwrite", 403),
                ("?scope=", 403),
                ("?scope=%zz", 403),
            ] {
                let path = format!("{VERIFY}{query}");
                assert_eq!(check(&world, &path, &token).await.status, expected, "{kind} {query}");
            }

            let answer = check(&world, &format!("{VERIFY}?scope=read+admin+x"), &token).await;
            refused(&answer, 403, "admin x");
            assert!(answer.header("www-authenticate").ends_with("scope=\"read admin x\""));
        }
    }
}
