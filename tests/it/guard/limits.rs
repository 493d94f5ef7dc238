//! Limits of refused admin tokens.

use serde_json::json;

use crate::harness::on_both;

const QUERY: &str = "{ viewer { __typename } }";

on_both! {
    async fn beyond_its_refusals_a_source_gets_429_and_a_good_token_is_still_accepted(world: World) {
        let limited = world.limited(3, 100).await;
        let root = limited.root();
        let expired = {
            let mut claims = root.claims(limited.now());
            claims.insert("exp".into(), json!(limited.now().seconds() - 61));
            root.token_with(claims)
        };
        let refuse = async |token: &str| limited.ask_with(token, QUERY, json!({})).await;
        for bad in ["x", "x.y.z", &expired] {
            assert_eq!(refuse(bad).await.response.status, 401, "{bad}");
        }

        let refused = refuse(&expired).await;
        assert_eq!(refused.response.status, 429);
        assert_eq!(refused.response.header("retry-after"), "20");
        assert_eq!(refused.body["errors"][0]["extensions"]["code"], "LIMIT_EXCEEDED");
        limited.ask(&root, QUERY, json!({})).await.ok();
        limited.move_client("198.51.100.9");
        assert_eq!(refuse(&expired).await.response.status, 401);
        assert_eq!(limited.control.limit_counts().failures_of_source, 1);
    }

    async fn a_request_without_a_token_does_not_count(world: World) {
        let limited = world.limited(1, 1).await;
        for _ in 0..5 {
            assert_eq!(limited.ask_with("", QUERY, json!({})).await.response.status, 401);
        }
        assert_eq!(limited.ask_with("x.y.z", QUERY, json!({})).await.response.status, 401);
    }
}
