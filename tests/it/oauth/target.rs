//! `resource` and `scope`: audience and scopes of a token, and what introspection reveals of them.

use keyplane_auth::decode_unverified;
use serde_json::{Value, json};

use super::{
    ask::{Ask, Case, TOKEN, check_all},
    introspection::{introspect, is_active},
    parties::{Acme, ISSUER, Party, party, token_of},
};
use crate::harness::{World, on_both};

pub(super) const ORDERS: &str = "urn:orders";
pub(super) const BILLS: &str = "urn:bills";

/// The APIs `orders` (read, write, admin), `bills` (read, pay) and `parcels`. Granted are read and
/// write of `orders`, and read and pay of `bills`.
pub(super) struct Shop {
    pub(super) acme: Acme,
    orders: String,
    bills: String,
}

impl Shop {
    pub(super) async fn open(world: &World) -> Self {
        let acme = Acme::create(world).await;
        let orders = world.api(&acme.project, "orders", &["read", "write", "admin"]).await;
        let bills = world.api(&acme.project, "bills", &["pay", "read"]).await;
        world.api(&acme.project, "parcels", &["read"]).await;
        for client in [&acme.basic, &acme.opaque] {
            world.grant(&client.id, &orders, &["read", "write"]).await;
            world.grant(&client.id, &bills, &["read", "pay"]).await;
        }
        Self { acme, orders, bills }
    }

    pub(super) fn ask(&self) -> Ask {
        self.acme.basic.basic(Ask::client_credentials())
    }
}

fn to(ask: Ask, resources: &[&str], scope: &str) -> Ask {
    let ask = resources.iter().fold(ask, |ask, resource| ask.with("resource", resource));
    if scope.is_empty() { ask } else { ask.with("scope", scope) }
}

/// `aud` and `scope` of a token, and `scope` of the answer that contains it.
pub(super) async fn issued(world: &World, ask: &Ask) -> (Value, Value) {
    let answer = ask.send(world, TOKEN).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let answer = answer.json();
    let claims = decode_unverified(answer["access_token"].as_str().unwrap()).claims.unwrap();
    let scope = claims.get("scope").cloned().unwrap_or_default();
    assert_eq!(answer["scope"], scope);
    (claims["aud"].clone(), scope)
}

pub(super) async fn update(world: &World, mutation: &str, input: Value, fields: &str) {
    world.mutate(&world.root(), mutation, input, fields).await.ok();
}

/// Makes another resource server of the project, for an API.
async fn serving(world: &World, shop: &Shop, api: &str, kind: &str) -> Party {
    let extra = json!({ "authMethod": "CLIENT_SECRET_BASIC", "type": kind });
    let server = party(world, &shop.acme.project, extra).await;
    let input = json!({ "apiId": api, "resourceServerId": server.id });
    update(world, "updateApi", input, "api { id }").await;
    server
}

on_both! {
    async fn a_token_is_for_what_was_asked_and_gives_what_was_granted_there(world: World) {
        let shop = Shop::open(&world).await;
        for (resources, scope, aud, given) in [
            (&[][..], "", json!(ISSUER), Value::Null),
            (&[][..], "write pay", json!(ISSUER), json!("write pay")),
            (&[][..], " read  read ", json!(ISSUER), json!("read")),
            (&[ISSUER][..], "", json!(ISSUER), Value::Null),
            (&[ISSUER][..], "pay", json!(ISSUER), json!("pay")),
            (&[ORDERS][..], "", json!(ORDERS), json!("read write")),
            (&[ORDERS][..], "write", json!(ORDERS), json!("write")),
            (&[ORDERS, ORDERS][..], "read", json!(ORDERS), json!("read")),
            (&[ORDERS, BILLS][..], "", json!([ORDERS, BILLS]), json!("read")),
            (&[BILLS, ORDERS][..], "read", json!([BILLS, ORDERS]), json!("read")),
            (&[ISSUER, ORDERS][..], "", json!([ISSUER, ORDERS]), json!("read write")),
            (&[ISSUER, ORDERS][..], "write", json!([ISSUER, ORDERS]), json!("write")),
        ] {
            let found = issued(&world, &to(shop.ask(), resources, scope)).await;
            assert_eq!(found, (aud, given), "{resources:?} {scope}");
        }
    }

    async fn what_was_not_granted_is_refused(world: World) {
        let shop = Shop::open(&world).await;
        let refused = |name, resources: &[&str], scope: &str, error| -> Case {
            (name, to(shop.ask(), resources, scope), 400, error)
        };
        let many: Vec<_> = (0..17).map(|_| ORDERS).collect();
        let names: Vec<_> = (0..201).map(|one| format!("s{one}")).collect();

        check_all(&world, TOKEN, vec![
            refused("an unknown scope", &[], "x", "invalid_scope"),
            refused("a scope of an API that is not granted", &[ORDERS], "pay", "invalid_scope"),
            refused("a scope that the API has and the grant has not", &[ORDERS], "admin", "invalid_scope"),
            refused("one good and one bad", &[], "read admin", "invalid_scope"),
            refused("a scope granted on one of two", &[ORDERS, BILLS], "write", "invalid_scope"),
            refused("a scope granted on the other of two", &[ORDERS, BILLS], "pay", "invalid_scope"),
            refused("no scope token", &[], "a\"b", "invalid_scope"),
            refused("too many scopes", &[], &names.join(" "), "invalid_scope"),
            refused("an API that is not granted", &["urn:parcels"], "", "invalid_target"),
            refused("one granted and one not", &[ORDERS, "urn:parcels"], "", "invalid_target"),
            refused("an unknown API", &["urn:unknown"], "", "invalid_target"),
            refused("a name, not an identifier", &["orders"], "", "invalid_target"),
            refused("an identifier in other letters", &["urn:Orders"], "", "invalid_target"),
            refused("another issuer", &["https://keys.example.com/p/other"], "", "invalid_target"),
            refused("too many resources", &many, "", "invalid_target"),
        ]).await;
    }

    async fn the_default_api_stands_for_a_missing_resource_alone(world: World) {
        let shop = Shop::open(&world).await;
        let input = json!({ "applicationId": shop.acme.basic.id, "defaultApiId": shop.orders });
        update(&world, "updateApplication", input, "application { id }").await;
        let at = async |resources: &[&str], scope| issued(&world, &to(shop.ask(), resources, scope)).await;
        assert_eq!(at(&[], "").await, (json!(ORDERS), json!("read write")));
        assert_eq!(at(&[], "read").await, (json!(ORDERS), json!("read")));
        assert_eq!(at(&[BILLS], "").await, (json!(BILLS), json!("pay read")));
        assert_eq!(at(&[ISSUER], "").await, (json!(ISSUER), Value::Null));
        let refused = to(shop.ask(), &[], "pay").send(&world, TOKEN).await;
        assert_eq!(refused.json()["error"], "invalid_scope");
        let input = json!({ "apiId": shop.orders, "enabled": false });
        update(&world, "updateApi", input, "api { id }").await;
        let refused = shop.ask().send(&world, TOKEN).await;
        assert_eq!(refused.json()["error"], "invalid_target");
    }

    async fn grants_and_apis_count_as_they_are_now(world: World) {
        let shop = Shop::open(&world).await;
        let at_orders = to(shop.ask(), &[ORDERS], "");
        assert_eq!(issued(&world, &at_orders).await.1, "read write");
        world.grant(&shop.acme.basic.id, &shop.orders, &["admin"]).await;
        assert_eq!(issued(&world, &at_orders).await.1, "admin");
        let input = json!({ "apiId": shop.orders, "scopes": ["read"] });
        update(&world, "updateApi", input, "api { id }").await;
        assert_eq!(issued(&world, &at_orders).await.1, Value::Null);
        let grant = world.grant(&shop.acme.basic.id, &shop.orders, &["read"]).await;
        assert_eq!(issued(&world, &at_orders).await.1, "read");
        for enabled in [false, true] {
            let input = json!({ "apiId": shop.orders, "enabled": enabled });
            update(&world, "updateApi", input, "api { id }").await;
            let status = at_orders.send(&world, TOKEN).await.status;
            assert_eq!(status, if enabled { 200 } else { 400 });
        }
        update(&world, "revokeGrant", json!({ "grantId": grant }), "deletedId").await;
        assert_eq!(at_orders.send(&world, TOKEN).await.json()["error"], "invalid_target");
    }

    async fn an_opaque_token_has_the_same_target(world: World) {
        let shop = Shop::open(&world).await;
        let ask = shop.acme.opaque.basic(Ask::client_credentials());
        let token = token_of(&world, &to(ask, &[ORDERS], "read")).await;
        let told = introspect(&world, &shop.acme.opaque, &token).await;
        assert_eq!((&told["aud"], &told["scope"]), (&json!(ORDERS), &json!("read")));
    }

    async fn introspection_shows_a_resource_server_the_scopes_of_its_own_api(world: World) {
        let shop = Shop::open(&world).await;
        let orders = serving(&world, &shop, &shop.orders, "RESOURCE_SERVER").await;
        let bills = serving(&world, &shop, &shop.bills, "SERVICE").await;
        for client in [&shop.acme.basic, &shop.acme.opaque] {
            let ask = || client.basic(Ask::client_credentials());
            let at_orders = token_of(&world, &to(ask(), &[ORDERS], "")).await;
            assert_eq!(introspect(&world, &orders, &at_orders).await["scope"], "read write");
            assert!(!is_active(&world, &bills, &at_orders).await);
            assert!(!is_active(&world, &shop.acme.server, &at_orders).await);
            assert!(is_active(&world, client, &at_orders).await);

            let at_both = token_of(&world, &to(ask(), &[ORDERS, BILLS], "")).await;
            for server in [&orders, &bills] {
                let told = introspect(&world, server, &at_both).await;
                assert_eq!((&told["scope"], &told["aud"]), (&json!("read"), &json!([ORDERS, BILLS])));
            }
            let at_issuer = token_of(&world, &to(ask(), &[], "read")).await;
            assert!(is_active(&world, &orders, &at_issuer).await, "of type RESOURCE_SERVER");
            assert!(!is_active(&world, &bills, &at_issuer).await, "of type SERVICE");
        }
    }

    async fn a_resource_server_is_told_only_of_what_the_client_may_still_do(world: World) {
        let shop = Shop::open(&world).await;
        let server = serving(&world, &shop, &shop.orders, "SERVICE").await;
        let client = &shop.acme.basic;
        let token = token_of(&world, &to(shop.ask(), &[ORDERS], "")).await;
        assert_eq!(introspect(&world, &server, &token).await["scope"], "read write");

        world.grant(&client.id, &shop.orders, &["write", "admin"]).await;
        assert_eq!(introspect(&world, &server, &token).await["scope"], "write");
        let grant = world.grant(&client.id, &shop.orders, &[]).await;
        let told_now = introspect(&world, &server, &token).await;
        assert_eq!((&told_now["active"], &told_now["scope"]), (&json!(true), &Value::Null));
        assert_eq!(introspect(&world, client, &token).await["scope"], "read write", "the client's own");

        update(&world, "revokeGrant", json!({ "grantId": grant }), "deletedId").await;
        assert!(!is_active(&world, &server, &token).await);
        world.grant(&client.id, &shop.orders, &["read"]).await;
        assert!(is_active(&world, &server, &token).await);

        for (enabled, active) in [(false, false), (true, true)] {
            let input = json!({ "apiId": shop.orders, "enabled": enabled });
            update(&world, "updateApi", input, "api { id }").await;
            assert_eq!(is_active(&world, &server, &token).await, active);
        }

        let input = json!({ "apiId": shop.orders, "resourceServerId": null });
        update(&world, "updateApi", input, "api { id }").await;
        assert!(!is_active(&world, &server, &token).await);
    }
}
