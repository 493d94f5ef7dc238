//! The two forms of the path, and inputs that must not turn one into the other.

use axum::http::Method;

use super::{
    ask::{check, check_by, refused},
    shop::Shop,
};
use crate::harness::on_both;

on_both! {
    async fn demands_in_the_path_count_and_the_query_does_not(world: World) {
        let shop = Shop::open(&world).await;
        for (_, _, token) in shop.tokens(&world).await {
            for (path, expected) in [
                ("scopes/read/verify", 200),
                ("scopes/read+write/verify", 200),
                ("scopes/write%20read/verify", 200),
                ("scopes/admin/verify", 403),
                ("scopes/read+admin/verify", 403),
                ("scopes/read%2Bwrite/verify", 403),
                ("scopes/admin/verify?scope=read", 403),
                ("scopes/read/verify?scope=admin", 200),
                ("scopes/read/verify?scope=", 200),
                ("scopes/admin/verify/orders/verify", 403),
                ("scopes/admin/verify/../../../verify", 403),
                ("scopes/admin/verify/%2e%2e/%2e%2e/verify", 403),
                ("verify/orders/7", 200),
                ("verify/scopes/admin/verify", 200),
                ("verify/../scopes/admin/verify", 200),
                ("verify//orders;x=1/%00", 200),
            ] {
                let path = format!("/p/acme/apis/orders/{path}");
                assert_eq!(check(&world, &path, &token).await.status, expected, "{path}");
            }
        }
    }

    async fn a_path_of_no_form_admits_no_token(world: World) {
        let shop = Shop::open(&world).await;
        let token = shop.jwt.access_token(&world, "").await;

        for path in [
            "orders",
            "orders/",
            "orders/VERIFY",
            "orders/%76erify",
            "orders//verify",
            "/orders/verify",
            "./orders/verify",
            "orders/scopes/verify",
            "orders/scopes//verify",
            "orders/scopes/read/x/verify",
            "orders/scopes/../verify",
            "orders/scopes/read/../verify",
            "orders/verify%2F",
            "orders%2Fverify",
        ] {
            let path = format!("/p/acme/apis/{path}");
            refused(&check(&world, &path, &token).await, 403, "the path is");
        }
    }

    async fn what_gateways_send_along_changes_nothing(world: World) {
        let shop = Shop::open(&world).await;
        let bearer = format!("Bearer {}", shop.jwt.access_token(&world, "&scope=read").await);

        // The headers of Traefik 3 and Envoy 1.3x.
        let traefik = [
            ("authorization", &*bearer),
            ("x-forwarded-method", "DELETE"),
            ("x-forwarded-proto", "https"),
            ("x-forwarded-host", "evil.example"),
            ("x-forwarded-uri", "/orders/1?scope=admin"),
            ("x-forwarded-for", "10.0.0.1"),
            ("x-keyplane-subject", "root"),
            ("x-keyplane-scope", "admin"),
        ];
        let envoy = [
            ("authorization", &*bearer),
            ("x-envoy-internal", "true"),
            ("x-forwarded-for", "10.0.0.1"),
            ("x-request-id", "1"),
        ];

        let asked = [
            (Method::GET, "verify?scope=read", &traefik[..], 200),
            (Method::GET, "verify?scope=write", &traefik[..], 403),
            (Method::DELETE, "scopes/read/verify/orders/1?scope=admin", &envoy[..], 200),
            (Method::POST, "scopes/write/verify/orders/../verify?scope=read", &envoy[..], 403),
        ];

        for (method, path, headers, expected) in asked {
            let path = format!("/p/acme/apis/orders/{path}");
            let answer = check_by(&world, method, &path, headers).await;
            assert_eq!(answer.status, expected, "{path}");
            if expected == 200 {
                assert_eq!(answer.header("x-keyplane-subject"), shop.jwt.id);
                assert_eq!(answer.header("x-keyplane-scope"), "read");
            }
        }
    }
}
