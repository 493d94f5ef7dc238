//! Every kind of token is refused in place of any other.

use serde_json::{Value, json};

use super::{
    ask::{Ask, TOKEN},
    introspection::is_active,
    parties::{Acme, ISSUER, token_of},
};
use crate::harness::{World, on_both};

/// A fresh token of each kind. Made again for each place, since an assertion works only once.
async fn tokens(world: &World, acme: &Acme) -> Vec<(&'static str, String)> {
    let lax = &acme.lax;
    vec![
        ("admin token", world.root().token(world.now())),
        ("client assertion", lax.sign_typed(world, "client-authentication+jwt", json!({}))),
        ("grant assertion", lax.sign(world, json!({ "sub": "alice" }))),
        ("application JWT", lax.sign(world, json!({ "aud": lax.id }))),
        (
            "access token",
            token_of(world, &lax.prove(world, Ask::client_credentials(), json!({}))).await,
        ),
        ("opaque token", acme.opaque.token(world).await),
    ]
}

/// The places that accepted the token.
async fn places(world: &World, acme: &Acme, token: &str) -> Vec<&'static str> {
    let mut open = vec![];
    let answer = world.ask_with(token, "{ viewer { scope } }", Value::Null).await;
    if answer.response.status == 200 {
        open.push("Admin API");
    }

    // In an order in which no place uses up a token that a later one would accept.
    if is_active(world, &acme.server, token).await {
        open.push("introspection");
    }

    let proof = Ask::client_credentials().assertion(token).send(world, TOKEN).await;
    assert!(matches!(proof.status.as_u16(), 200 | 401), "{}", proof.text());
    if proof.status == 200 {
        open.push("client_assertion");
    }

    let grant = Ask::grant(token).send(world, TOKEN).await;
    assert!(matches!(grant.status.as_u16(), 200 | 400), "{}", grant.text());
    if grant.status == 200 {
        open.push("assertion");
    }

    open
}

on_both! {
    async fn each_kind_of_token_serves_in_its_own_place_alone(world: World) {
        let acme = Acme::create(&world).await;
        for (kind, token) in tokens(&world, &acme).await {
            let expected: &[&str] = match kind {
                "admin token" => &["Admin API"],
                "client assertion" => &["client_assertion"],
                "grant assertion" => &["assertion"],
                "access token" | "opaque token" => &["introspection"],
                _ => &[],
            };
            assert_eq!(places(&world, &acme, &token).await, expected, "{kind}");
        }
    }

    async fn another_issuers_token_is_nothing_here(world: World) {
        let acme = Acme::create(&world).await;
        let there = "/p/other/oauth/token";
        let answer = acme.stranger.basic(Ask::client_credentials()).send(&world, there).await;
        let token = answer.json()["access_token"].as_str().unwrap().to_owned();
        assert!(places(&world, &acme, &token).await.is_empty());
        let ours = acme.signer.prove(&world, Ask::client_credentials(), json!({ "aud": ISSUER }));
        assert_eq!(ours.send(&world, there).await.status, 401);
    }
}
