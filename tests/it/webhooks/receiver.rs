//! A receiver of webhooks on this machine, and the calls that every test here makes.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, header::LOCATION},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinHandle};

use crate::harness::World;

/// A request that arrived.
#[derive(Clone)]
pub(super) struct Received {
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Received {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The place of the event in its chain.
    pub(super) fn sequence(&self) -> i64 {
        self.json()["data"]["sequence"].as_i64().unwrap()
    }
}

/// What the receiver does with a request.
#[derive(Clone)]
enum Mood {
    Answers(StatusCode),
    Redirects(String),
    Holds,
}

struct Desk {
    received: Mutex<Vec<Received>>,
    mood: Mutex<Mood>,
}

/// A receiver that notes what arrives, and answers as the test says.
pub(super) struct Receiver {
    pub(super) address: SocketAddr,
    desk: Arc<Desk>,
    task: JoinHandle<()>,
}

impl Receiver {
    /// A receiver that accepts everything.
    pub(super) async fn start() -> Self {
        let desk = Arc::new(Desk {
            received: Mutex::default(),
            mood: Mutex::new(Mood::Answers(StatusCode::NO_CONTENT)),
        });
        let router = Router::new().fallback(take).with_state(Arc::clone(&desk));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, desk, task }
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    pub(super) fn answers(&self, status: u16) {
        *self.desk.mood.lock().unwrap() = Mood::Answers(StatusCode::from_u16(status).unwrap());
    }

    pub(super) fn redirects(&self, to: String) {
        *self.desk.mood.lock().unwrap() = Mood::Redirects(to);
    }

    /// From now on, requests get no answer.
    pub(super) fn holds(&self) {
        *self.desk.mood.lock().unwrap() = Mood::Holds;
    }

    pub(super) fn received(&self) -> Vec<Received> {
        self.desk.received.lock().unwrap().clone()
    }

    pub(super) fn sequences(&self) -> Vec<i64> {
        self.received().iter().map(Received::sequence).collect()
    }

    pub(super) fn types(&self) -> Vec<String> {
        let of = |one: &Received| one.json()["type"].as_str().unwrap().to_owned();
        self.received().iter().map(of).collect()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn take(State(desk): State<Arc<Desk>>, headers: HeaderMap, body: Bytes) -> Response {
    let mood = desk.mood.lock().unwrap().clone();
    desk.received.lock().unwrap().push(Received { headers, body });
    match mood {
        Mood::Answers(status) => status.into_response(),
        Mood::Redirects(to) => (StatusCode::FOUND, [(LOCATION, to)]).into_response(),
        Mood::Holds => std::future::pending().await,
    }
}

/// A new webhook of a project; gives its ID.
pub(super) async fn hook(world: &World, project: &str, url: &str) -> String {
    hook_with(world, json!({ "projectId": project, "url": url })).await.0
}

/// A new webhook; gives its ID and its secret.
pub(super) async fn hook_with(world: &World, input: Value) -> (String, String) {
    let made = world.mutate(&world.root(), "createWebhook", input, "webhook { id } secret").await;
    (made.text("/createWebhook/webhook/id"), made.text("/createWebhook/secret"))
}

/// Changes the project's name, which is one event.
pub(super) async fn rename(world: &World, project: &str, name: &str) {
    let input = json!({ "projectId": project, "name": name });
    world.mutate(&world.root(), "updateProject", input, "project { id }").await.ok();
}

/// Sends what is due.
pub(super) async fn deliver(world: &World) {
    world.control.webhooks().deliver_due().await.unwrap();
}

/// Fields of a webhook.
pub(super) async fn look(world: &World, id: &str, fields: &str) -> Value {
    let query = format!("query ($id: ID!) {{ node(id: $id) {{ ... on Webhook {{ {fields} }} }} }}");
    world.ask(&world.root(), &query, json!({ "id": id })).await.at("/node").clone()
}
