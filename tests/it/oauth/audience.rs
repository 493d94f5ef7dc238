//! `audience`, another name of `resource` for clients of other servers.

use serde_json::{Value, json};

use super::{
    ask::{Ask, Case, TOKEN, check_all},
    parties::ISSUER,
    target::{BILLS, ORDERS, Shop, issued, update},
};
use crate::harness::{World, on_both};

async fn accepts(world: &World, shop: &Shop, accepts: bool) {
    let input = json!({ "projectId": shop.acme.project, "acceptAudienceParameter": accepts });
    update(world, "updateProject", input, "project { id }").await;
}

/// A request with these parameters.
fn naming(shop: &Shop, parameters: &[(&str, &str)]) -> Ask {
    parameters.iter().fold(shop.ask(), |ask, (name, value)| ask.with(name, value))
}

on_both! {
    async fn audience_names_what_resource_names(world: World) {
        let shop = Shop::open(&world).await;
        let both = format!("{ORDERS} {BILLS}");
        let (a, r) = ("audience", "resource");
        for (parameters, aud, scope) in [
            (&[(a, ORDERS)][..], json!(ORDERS), json!("read write")),
            (&[(a, ISSUER)], json!(ISSUER), Value::Null),
            (&[(a, ORDERS), (a, BILLS)], json!([ORDERS, BILLS]), json!("read")),
            (&[(a, &both)], json!([ORDERS, BILLS]), json!("read")),
            (&[(a, " urn:bills  urn:bills ")], json!(BILLS), json!("pay read")),
            (&[(a, "")], json!(ISSUER), Value::Null),
            (&[(a, " ")], json!(ISSUER), Value::Null),
            (&[(a, ORDERS), ("scope", "write")], json!(ORDERS), json!("write")),
            (&[(a, ORDERS), (r, ORDERS)], json!(ORDERS), json!("read write")),
            (&[(r, BILLS), (r, ORDERS), (a, &both)], json!([BILLS, ORDERS]), json!("read")),
        ] {
            let found = issued(&world, &naming(&shop, parameters)).await;
            assert_eq!(found, (aud, scope), "{parameters:?}");
        }
    }

    async fn an_audience_that_is_unknown_not_granted_or_another_than_the_resource_is_refused(world: World) {
        let shop = Shop::open(&world).await;
        let refused = |name, parameters: &[(&str, &str)], error| -> Case {
            (name, naming(&shop, parameters), 400, error)
        };
        let (a, r, target) = ("audience", "resource", "invalid_target");
        let (both, many) = (format!("{ORDERS} {BILLS}"), "urn:orders ".repeat(17));
        check_all(&world, TOKEN, vec![
            refused("unknown", &[(a, "urn:unknown")], target),
            refused("not granted", &[(a, "urn:parcels")], target),
            refused("one of a list not granted", &[(a, "urn:orders urn:parcels")], target),
            refused("in other letters", &[(a, "urn:Orders")], target),
            refused("a name", &[(a, "orders")], target),
            refused("too many", &[(a, &many)], target),
            refused("another than the resource", &[(a, BILLS), (r, ORDERS)], target),
            refused("more than the resource", &[(a, &both), (r, ORDERS)], target),
            refused("less than the resource", &[(a, ORDERS), (r, ORDERS), (r, BILLS)], target),
            refused("a bad audience beside a good resource", &[(a, "urn:unknown"), (r, ORDERS)], target),
            refused("a bad resource beside a good audience", &[(a, ORDERS), (r, "urn:unknown")], target),
            refused("a scope that is not granted there", &[(a, ORDERS), ("scope", "pay")], "invalid_scope"),
        ]).await;
    }

    async fn a_project_that_does_not_take_audience_ignores_it(world: World) {
        let shop = Shop::open(&world).await;
        let replicas = world.replicas().await;
        let named = naming(&shop, &[("audience", ORDERS)]);
        for (taken, aud) in [(true, ORDERS), (false, ISSUER), (true, ORDERS)] {
            accepts(&world, &shop, taken).await;
            for place in std::iter::once(&world).chain(&replicas) {
                assert_eq!(issued(place, &named).await.0, json!(aud), "{taken}");
            }
        }

        accepts(&world, &shop, false).await;
        for parameters in [&[("audience", "urn:unknown"), ("resource", BILLS)][..], &[("audience", ORDERS), ("resource", BILLS)]] {
            assert_eq!(issued(&world, &naming(&shop, parameters)).await.0, json!(BILLS));
        }
    }
}
