//! Admin tokens, at the guard.

use serde_json::{Value, json};

use super::{
    revoke_key, unsigned,
    walk::{Says, Walk},
    with_alg_none,
};
use crate::{
    harness::{Caller, World, on_both, rsa_key},
    inspect::support::Acme,
};

fn changed(world: &World, caller: &Caller, changes: Value) -> String {
    let mut claims = caller.claims(world.now());
    claims.extend(changes.as_object().unwrap().clone());
    claims.retain(|_, value| !value.is_null());
    caller.token_with(claims)
}

on_both! {
    async fn the_inspector_refuses_an_admin_token_for_the_guards_reason(world: World) {
        let acme = Acme::create(&world).await;
        let (reader, now) = (&acme.reader, world.now().seconds());
        let guard = async |token: String| {
            vec![world.ask_with(&token, "{ __typename }", Value::Null).await.reason().to_owned()]
        };
        let mut walk = Walk::of(&world, &acme, "ADMIN_TOKEN", Value::Null);

        let good = reader.token(world.now());
        let claims = Value::Object(reader.claims(world.now())).to_string();
        let nobody = Caller::with_kid(&rsa_key("stranger"), "nobody", "acme");
        let stranger = Caller::with_kid(&rsa_key("stranger"), &reader.kid, "acme");
        let revoked = world.project_admin(&acme.project, "acme", "revoked", &["READ"]).await;
        revoke_key(&world, &revoked.kid).await;

        for (check, token) in [
            ("form", unsigned(&good, "!")),
            ("alg", with_alg_none(&good)),
            ("kid", reader.sign_raw(r#"{"alg":"RS256"}"#, &claims)),
            ("claims", changed(&world, reader, json!({ "exp": null }))),
            ("aud", changed(&world, reader, json!({ "aud": ["acme", "keyplane"] }))),
            ("key", nobody.token(world.now())),
            ("signature", stranger.token(world.now())),
            ("keyState", revoked.token(world.now())),
            ("exp", changed(&world, reader, json!({ "iat": now - 600, "exp": now - 90 }))),
            ("nbf", changed(&world, reader, json!({ "nbf": now + 90 }))),
            ("iat", changed(&world, reader, json!({ "iat": now + 90 }))),
            ("lifetime", changed(&world, reader, json!({ "exp": now + 86_401 }))),
            // The first of several faults counts.
            ("keyState", changed(&world, &revoked, json!({ "exp": now - 90 }))),
            ("exp", changed(&world, reader, json!({ "exp": now - 90, "nbf": now + 90 }))),
        ] {
            walk.refused(guard, check, &token, Says::Reason).await;
        }
        walk.ends(guard, &good, &[]).await;
    }
}
