//! The exchange of the project's own tokens along a chain of calls (RFC 8693).

mod scopes;
mod standing;
mod who;

use axum::{body::Body, http::Request};
use serde_json::{Value, json};

use super::{
    ask::{Ask, TOKEN},
    introspection::is_active,
    parties::{Party, party, token_of},
};
use crate::harness::World;

const TOKEN_EXCHANGE: &str = "urn:ietf:params:oauth:grant-type:token-exchange";
const ACCESS_TOKEN: &str = "urn:ietf:params:oauth:token-type:access_token";

/// The number of APIs: one more than a token can be exchanged for.
const APIS: usize = 6;

/// An application that serves the API `api{n}`, whose identifier is `urn:api{n}`.
struct Service {
    app: Party,
    api: String,
}

/// A client and services, each of which is granted `read` and `write` of the next one's API. Every
/// API has the scopes `read`, `write` and `admin`.
struct Chain {
    project: String,
    client: Party,
    /// The client's grant for the first API.
    grant: String,
    services: Vec<Service>,
}

impl Chain {
    /// The access tokens of all are JWTs.
    async fn create(world: &World) -> Self {
        let project = world.project("acme").await;
        let made =
            async || party(world, &project, json!({ "authMethod": "CLIENT_SECRET_BASIC" })).await;
        let client = made().await;
        let mut services = vec![];
        for number in 0..APIS {
            let (app, name) = (made().await, format!("api{number}"));
            let api = world.api(&project, &name, &["read", "write", "admin"]).await;
            let input = json!({ "apiId": api, "resourceServerId": app.id });
            change(world, "updateApi", input).await;
            services.push(Service { app, api });
        }

        let grant = world.grant(&client.id, &services[0].api, &["read", "write"]).await;
        for number in 1..APIS {
            let (from, to) = (&services[number - 1].app.id, &services[number].api);
            world.grant(from, to, &["read", "write"]).await;
        }
        Self { project, client, grant, services }
    }

    /// From now on, the access tokens of all have this format.
    async fn issue(&self, world: &World, format: &str) {
        let services = self.services.iter().map(|service| &service.app);
        for app in services.chain([&self.client]) {
            set(world, app, json!({ "accessTokenFormat": format })).await;
        }
    }

    fn app(&self, number: usize) -> &Party {
        &self.services[number].app
    }

    /// A token of the client for the first API.
    async fn first(&self, world: &World) -> String {
        let ask = self.client.basic(Ask::client_credentials()).with("resource", "urn:api0");
        token_of(world, &ask).await
    }

    /// What service `number` gets for a token: one for the next API.
    async fn next(&self, world: &World, number: usize, token: &str) -> String {
        token_of(world, &self.ask(number, token)).await
    }

    /// The request of service `number` to exchange a token for one for the next API.
    fn ask(&self, number: usize, token: &str) -> Ask {
        exchange(self.app(number), token).with("resource", &format!("urn:api{}", number + 1))
    }

    /// A token that was exchanged so many times.
    async fn after(&self, world: &World, exchanges: usize) -> String {
        let mut token = self.first(world).await;
        for number in 0..exchanges {
            token = self.next(world, number, &token).await;
        }
        token
    }

    /// Whether a token counts at API `number`, for its resource server and for a gateway.
    async fn counts(&self, world: &World, number: usize, token: &str) -> bool {
        let request = Request::get(format!("/p/acme/apis/api{number}/verify"))
            .header("authorization", format!("Bearer {token}"));
        let passes = world.send(request.body(Body::empty()).unwrap()).await.status;
        let active = is_active(world, self.app(number), token).await;
        assert_eq!(passes.as_u16(), if active { 200 } else { 401 }, "introspection says {active}");
        active
    }
}

/// A request to exchange a token, without `resource`.
fn exchange(by: &Party, token: &str) -> Ask {
    let ask = Ask::new().with("grant_type", TOKEN_EXCHANGE);
    by.basic(ask.with("subject_token", token).with("subject_token_type", ACCESS_TOKEN))
}

async fn change(world: &World, mutation: &str, input: Value) {
    let fields = match mutation {
        "updateApi" => "api { id }",
        "revokeGrant" | "deleteApplication" => "deletedId",
        "revokeKey" | "rotateKey" => "key { id }",
        _ => "application { id }",
    };
    world.mutate(&world.root(), mutation, input, fields).await.ok();
}

async fn set(world: &World, app: &Party, mut changes: Value) {
    changes["applicationId"] = json!(app.id);
    change(world, "updateApplication", changes).await;
}

async fn revoke(world: &World, by: &Party, token: &str) {
    let answer = by.basic(Ask::about(token)).send(world, super::ask::REVOKE).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

/// The error of a refused request, and its description.
async fn refusal(world: &World, ask: &Ask) -> (String, String) {
    let answer = ask.send(world, TOKEN).await;
    assert!(answer.status.is_client_error(), "{}", answer.text());
    let body = answer.json();
    let text = |name: &str| body[name].as_str().unwrap().to_owned();
    (text("error"), text("error_description"))
}
