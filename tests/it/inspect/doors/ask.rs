//! Requests to the endpoints that judge tokens, and what they say.

use axum::{body::Body, http::Request};
use serde_json::json;

use crate::{harness::World, inspect::support::Acme};

/// What an OAuth endpoint says to a form; nothing if it accepts it.
pub(super) async fn post(world: &World, endpoint: &str, form: String) -> String {
    let request = Request::post(format!("/p/acme/oauth/{endpoint}"))
        .header("content-type", "application/x-www-form-urlencoded");
    let answer = world.send(request.body(Body::from(form)).unwrap()).await;
    if answer.status == 200 {
        return String::new();
    }
    answer.json()["error_description"].as_str().unwrap().to_owned()
}

/// What the endpoints say to a client assertion.
pub(super) async fn client_door(world: &World, token: &str) -> Vec<String> {
    let form = format!(
        "client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer&client_assertion={token}"
    );
    vec![
        post(world, "introspect", format!("token=x&{form}")).await,
        post(world, "revoke", format!("token=x&{form}")).await,
        post(world, "token", format!("grant_type=client_credentials&{form}")).await,
    ]
}

/// What the token endpoint says to a grant.
pub(super) async fn grant_door(world: &World, token: &str) -> Vec<String> {
    let form = format!("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion={token}");
    vec![post(world, "token", form).await]
}

/// Says `inactive` for a token that introspection does not find active.
pub(super) async fn introspection_door(
    world: &World,
    by: &Introspector,
    token: &str,
) -> Vec<String> {
    let (id, secret) = (&by.id, &by.secret);
    let form = format!("client_id={id}&client_secret={secret}&token={token}");
    let request = Request::post("/p/acme/oauth/introspect")
        .header("content-type", "application/x-www-form-urlencoded");
    let answer = world.send(request.body(Body::from(form)).unwrap()).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let is_active = answer.json()["active"].as_bool().unwrap();
    vec![if is_active { String::new() } else { "inactive".to_owned() }]
}

/// What the gateway check of `orders` says.
pub(super) async fn gateway_door(world: &World, token: &str, query: &str) -> Vec<String> {
    let request = Request::get(format!("/p/acme/apis/orders/verify{query}"))
        .header("authorization", format!("Bearer {token}"));
    let answer = world.send(request.body(Body::empty()).unwrap()).await;
    if answer.status == 200 {
        return vec![String::new()];
    }
    vec![answer.json()["error_description"].as_str().unwrap().to_owned()]
}

/// A resource server that sees every token for the issuer.
pub(super) struct Introspector {
    id: String,
    secret: String,
}

impl Introspector {
    pub(super) async fn made(world: &World, acme: &Acme) -> Self {
        let input = json!({
            "projectId": acme.project, "name": "checks", "type": "RESOURCE_SERVER",
            "authMethod": "CLIENT_SECRET_POST",
        });
        let fields = "application { id } clientSecret";
        let made = world.mutate(&world.root(), "createApplication", input, fields).await;
        let id = made.text("/createApplication/application/id");
        Self { id, secret: made.text("/createApplication/clientSecret") }
    }
}
