//! Access tokens, at introspection.

use serde_json::{Value, json};

use super::{
    NO_IDENTITY,
    ask::{Introspector, introspection_door},
    earlier_token, of_type, revoke_key,
    signer::{Signer, revoked_tokens},
    walk::{Says, Walk},
};
use crate::{harness::on_both, inspect::support::Acme};

on_both! {
    async fn the_inspector_refuses_an_access_token_where_introspection_does(world: World) {
        let acme = Acme::create(&world).await;
        let by = Introspector::made(&world, &acme).await;
        let door = async |token: String| introspection_door(&world, &by, &token).await;
        let mut walk = Walk::of(&world, &acme, "ACCESS_TOKEN", Value::Null);
        let says = Says::Text("inactive");
        let issued = acme.token(&world, "a").await;
        let signer = Signer::of(&world, &acme, &issued).await;

        for (check, token) in signer.broken(&world, &issued) {
            walk.refused(door, check, &token, says).await;
        }
        let typed = signer.mint(&world, of_type(&signer.kid, "JWT"), json!({}), &signer.key);
        walk.refused(door, "typ", &typed, says).await;

        acme.change(&world, json!({ "enabled": false })).await;
        walk.refused(door, "application", &issued, says).await;
        acme.change(&world, json!({ "enabled": true })).await;
        let (revoked, earlier) = revoked_tokens(&world, &acme).await;
        walk.refused(door, "revoked", &revoked, says).await;
        walk.refused(door, "generation", &earlier, says).await;

        let good = acme.token(&world, "good").await;
        assert_eq!(door(good.clone()).await, [""]);
        revoke_key(&world, &signer.kid).await;
        walk.refused(door, "keyState", &signer.sign(&world, json!({})), says).await;
        // The first of several faults counts.
        walk.refused(door, "keyState", &signer.forge(&world), says).await;
        let fresh = acme.token(&world, "fresh").await;
        walk.ends(door, &fresh, &[]).await;
    }

    async fn the_inspector_refuses_an_opaque_token_where_introspection_does(world: World) {
        let acme = Acme::create(&world).await;
        acme.change(&world, json!({ "accessTokenFormat": "OPAQUE" })).await;
        let by = Introspector::made(&world, &acme).await;
        let door = async |token: String| introspection_door(&world, &by, &token).await;
        let mut walk = Walk::of(&world, &acme, "ACCESS_TOKEN", Value::Null);
        let says = Says::Text("inactive");

        let earlier = acme.token(&world, "a").await;
        let input = json!({ "applicationId": acme.application });
        world.mutate(&world.root(), "revokeApplicationTokens", input, "application { id }").await.ok();
        walk.refused(door, "generation", &earlier, says).await;
        acme.change(&world, json!({ "enabled": false })).await;
        walk.refused(door, "application", &earlier, says).await;
        acme.change(&world, json!({ "enabled": true })).await;
        let ended = acme.token(&world, "b").await;
        world.clock.advance(1800);
        walk.refused(door, "exp", &ended, says).await;

        let stands_on = [("federated_identity", json!(NO_IDENTITY)), ("exchanged_from", json!([earlier_token()]))];
        for (check, value) in stands_on {
            let token = acme.token(&world, check).await;
            let added = format!(r#""{check}":{value},"jti""#);
            world.sql(&format!(r#"UPDATE opaque_token SET claims = REPLACE(claims, '"jti"', '{added}')"#)).await;
            walk.refused(door, check, &token, says).await;
        }
        // The text of a token that was revoked alone is forgotten, and so no token.
        walk.ends(door, &acme.token(&world, "c").await, &["token", "revoked"]).await;
    }
}
