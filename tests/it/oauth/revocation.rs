//! The revocation endpoint.

use serde_json::json;

use super::{
    ask::{Ask, REVOKE, check_all},
    introspection::is_active,
    parties::{Acme, ISSUER},
};
use crate::harness::{Backend, on_both, until};

on_both! {
    async fn a_client_revokes_its_own_token_and_that_is_over_at_once(world: World) {
        let acme = Acme::create(&world).await;
        for owner in [&acme.basic, &acme.opaque] {
            let (token, kept) = (owner.token(&world).await, owner.token(&world).await);
            assert!(is_active(&world, &acme.server, &token).await);
            for _ in 0..2 {
                let answer = owner.basic(Ask::about(&token)).send(&world, REVOKE).await;
                assert_eq!((answer.status.as_u16(), answer.body.len()), (200, 0));
                assert_eq!(answer.header("cache-control"), "no-store");
                assert!(!is_active(&world, &acme.server, &token).await);
            }
            assert!(is_active(&world, &acme.server, &kept).await, "the other one stays");
        }
    }

    async fn another_replica_knows_of_a_revocation(world: World) {
        if world.backend == Backend::Sqlite {
            return;
        }
        let acme = Acme::create(&world).await;
        let replica = world.replica().await;
        for owner in [&acme.basic, &acme.opaque] {
            let token = owner.token(&world).await;
            assert!(is_active(&replica, &acme.server, &token).await);
            owner.basic(Ask::about(&token)).send(&world, REVOKE).await;
            let active = async || is_active(&replica, &acme.server, &token).await;
            assert!(!until(active, |active| !active).await);
        }
    }

    async fn each_way_to_revoke_is_held_to_the_same_rules(world: World) {
        let acme = Acme::create(&world).await;
        let basic = &acme.basic;
        let foreign = acme.opaque.token(&world).await;
        let jwt = basic.token(&world).await;
        let about = || Ask::about("x");
        let elsewhere = json!({ "aud": format!("{ISSUER}/oauth/token") });
        let here = json!({ "aud": format!("{ISSUER}/oauth/revoke") });
        let foreign_endpoint = json!({ "aud": format!("{ISSUER}/oauth/introspect") });
        let (signer, lax) = (&acme.signer, &acme.lax);

        check_all(&world, REVOKE, vec![
            ("an unknown token", basic.basic(about()), 200, ""),
            ("an unknown JWT", basic.basic(Ask::about("e30.e30.AA")), 200, ""),
            ("a hint", basic.basic(about()).with("token_type_hint", "refresh_token"), 200, ""),
            ("post", about().post(&acme.post.id, &acme.post.secret), 200, ""),
            ("an assertion", acme.signer.prove(&world, about(), json!({})), 200, ""),
            ("the called endpoint as audience", lax.prove(&world, about(), here.clone()), 200, ""),
            ("the token endpoint as audience", lax.prove(&world, about(), elsewhere.clone()), 200, ""),
            ("another endpoint as audience", lax.prove(&world, about(), foreign_endpoint), 401, "invalid_client"),
            ("the called endpoint where not allowed", signer.prove(&world, about(), here), 401, "invalid_client"),
            ("the token endpoint where not allowed", signer.prove(&world, about(), elsewhere), 401, "invalid_client"),
            ("another client's opaque token", basic.basic(Ask::about(&foreign)), 400, "unauthorized_client"),
            ("another client's JWT", acme.opaque.basic(Ask::about(&jwt)), 400, "unauthorized_client"),
            ("a resource server", acme.server.basic(Ask::about(&jwt)), 400, "unauthorized_client"),
            ("no token", basic.basic(Ask::new()), 400, "invalid_request"),
            ("two tokens", basic.basic(about().with("token", "y")), 400, "invalid_request"),
            ("two methods", basic.basic(about()).post(&basic.id, &basic.secret), 400, "invalid_request"),
            ("nobody", about(), 401, "invalid_client"),
            ("a wrong secret", about().basic(&basic.id, "x"), 401, "invalid_client"),
            ("another project's client", acme.stranger.basic(about()), 401, "invalid_client"),
            ("no JWT as assertion", about().assertion("x"), 401, "invalid_client"),
        ]).await;

        assert!(is_active(&world, &acme.server, &foreign).await);
        assert!(is_active(&world, &acme.server, &jwt).await);
    }
}
