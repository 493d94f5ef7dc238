//! Lists: their orders, filters and searches, and what needs attention.

mod applications;
mod attention;
mod others;
mod palette;
mod plans;

use axum::{body::Body, http::Request};
use keyplane_entity::{Timestamp, application_use, id::ApplicationId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::{Value, json};

use crate::harness::{Answer, World};

/// The names on a page, at the end of a path.
fn names<'a>(answer: &'a Answer, list: &str) -> Vec<&'a str> {
    let nodes = answer.at(&format!("{list}/nodes")).as_array().unwrap();
    nodes.iter().map(|node| node["name"].as_str().unwrap()).collect()
}

/// A new application with these settings; gives its ID and its secret, which is empty without one.
async fn application(world: &World, project: &str, name: &str, more: Value) -> (String, String) {
    let mut input = json!({ "projectId": project, "name": name, "type": "SERVICE" });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let fields = "application { id } clientSecret";
    let made = world.mutate(&world.root(), "createApplication", input, fields).await;
    let secret = made.at("/createApplication/clientSecret").as_str().unwrap_or_default();
    (made.text("/createApplication/application/id"), secret.to_owned())
}

/// Asks for a token with a client secret and these further parameters; gives the status.
async fn token(world: &World, client: &str, secret: &str, more: &str) -> u16 {
    let body =
        format!("client_id={client}&client_secret={secret}&grant_type=client_credentials{more}");
    let request = Request::post("/p/acme/oauth/token")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(body))
        .unwrap();
    world.send(request).await.status.as_u16()
}

/// Notes a last use of an application, as if it had been called then.
async fn used(world: &World, application: &str, at: Timestamp) {
    let database = sea_orm::Database::connect(&world.database_url).await.unwrap();
    let id: ApplicationId = application.parse().unwrap();
    application_use::Entity::update_many()
        .col_expr(application_use::Column::LastUsedAt, Expr::value(at))
        .filter(application_use::Column::ApplicationId.eq(id))
        .exec(&database)
        .await
        .unwrap();
}
