//! An exchanged token is inactive as soon as anything in its chain is.

use keyplane_auth::decode_unverified;
use serde_json::json;

use super::{Chain, change, is_active, revoke, set};
use crate::harness::{Backend, on_both, until};

on_both! {
    async fn revoking_any_token_of_the_chain_ends_all_later_ones(world: World) {
        let chain = Chain::create(&world).await;
        for format in ["JWT", "OPAQUE"] {
            chain.issue(&world, format).await;
            let owners = [&chain.client, chain.app(0), chain.app(1), chain.app(2)];
            for revoked in 0..owners.len() {
                let mut tokens = vec![chain.first(&world).await];
                for number in 0..3 {
                    let next = chain.next(&world, number, &tokens[number]).await;
                    tokens.push(next);
                }
                for (number, token) in tokens.iter().enumerate() {
                    assert!(chain.counts(&world, number, token).await, "{format} {number}");
                }
                revoke(&world, owners[revoked], &tokens[revoked]).await;
                for (number, token) in tokens.iter().enumerate() {
                    let counts = chain.counts(&world, number, token).await;
                    assert_eq!(counts, number < revoked, "{format} {number}, {revoked} is revoked");
                }
            }
        }
    }

    async fn a_party_of_the_chain_that_is_disabled_or_deleted_ends_it(world: World) {
        let chain = Chain::create(&world).await;
        let token = chain.after(&world, 3).await;
        for party in [&chain.client, chain.app(0), chain.app(1), chain.app(2)] {
            for enabled in [false, true] {
                set(&world, party, json!({ "enabled": enabled })).await;
                assert_eq!(chain.counts(&world, 3, &token).await, enabled);
            }
        }
        // Whoever serves another API has no part in it.
        set(&world, chain.app(4), json!({ "enabled": false })).await;
        assert!(chain.counts(&world, 3, &token).await);
        change(&world, "deleteApplication", json!({ "applicationId": chain.client.id })).await;
        assert!(!chain.counts(&world, 3, &token).await);
    }

    async fn a_new_generation_of_any_party_of_the_chain_ends_it(world: World) {
        let chain = Chain::create(&world).await;
        for party in [&chain.client, chain.app(0), chain.app(1)] {
            let token = chain.after(&world, 2).await;
            assert!(chain.counts(&world, 2, &token).await);
            change(&world, "revokeApplicationTokens", json!({ "applicationId": party.id })).await;
            assert!(!chain.counts(&world, 2, &token).await);
        }
    }

    async fn a_grant_or_an_api_that_goes_away_ends_what_was_exchanged_there(world: World) {
        let chain = Chain::create(&world).await;
        let token = chain.after(&world, 2).await;
        for number in [0, 1] {
            let api = &chain.services[number].api;
            for enabled in [false, true] {
                change(&world, "updateApi", json!({ "apiId": api, "enabled": enabled })).await;
                assert_eq!(chain.counts(&world, 2, &token).await, enabled);
            }
        }
        change(&world, "revokeGrant", json!({ "grantId": chain.grant })).await;
        assert!(!chain.counts(&world, 2, &token).await);
    }

    async fn the_key_that_signed_an_earlier_token_must_count_still(world: World) {
        let chain = Chain::create(&world).await;
        let first = chain.first(&world).await;
        let header = decode_unverified(&first).header.unwrap();
        let old = world.signing_keys("acme", "id kid").await;
        let old = old.iter().find(|key| key["kid"] == header["kid"]).unwrap()["id"].clone();
        let rotate = json!({ "keyId": old, "force": true, "reason": "r" });
        change(&world, "rotateKey", rotate).await;
        let token = chain.next(&world, 0, &first).await;
        assert_ne!(decode_unverified(&token).header.unwrap()["kid"], header["kid"]);
        assert!(chain.counts(&world, 1, &token).await);
        change(&world, "revokeKey", json!({ "keyId": old, "reason": "r" })).await;
        assert!(!chain.counts(&world, 1, &token).await);
    }

    async fn a_replica_hears_of_an_earlier_tokens_revocation(world: World) {
        if world.backend == Backend::Sqlite {
            return;
        }
        let chain = Chain::create(&world).await;
        let first = chain.first(&world).await;
        let token = chain.next(&world, 0, &first).await;
        let replica = world.replica().await;
        let loops = replica.control.spawn_loops();
        assert!(is_active(&replica, chain.app(1), &token).await);
        revoke(&world, &chain.client, &first).await;
        let ask = async || is_active(&replica, chain.app(1), &token).await;
        assert!(!until(ask, |active| !active).await);
        loops.stop().await;
    }
}
