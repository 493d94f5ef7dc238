//! A token that waits for the keys of its issuer is judged by what is known of the project when the
//! keys are there.

use axum::{Router, extract::State};
use futures_util::future::join;
use serde_json::{Value, json};
use tokio::{
    net::TcpListener,
    sync::{mpsc, oneshot},
};

use super::platform::{Acme, Way, issued, rules};
use crate::{
    gateway::{
        outside::{Federation, mutate},
        shop::status,
    },
    harness::{World, on_both},
    oauth::ask::TOKEN,
};

/// A request for keys, which is answered with what is sent here.
type HeldAnswer = oneshot::Sender<String>;

/// A server of keys that answers when the test says so.
struct SlowKeys {
    address: String,
    asked: mpsc::UnboundedReceiver<HeldAnswer>,
    sources: u32,
}

impl SlowKeys {
    async fn start() -> Self {
        let (ask, asked) = mpsc::unbounded_channel();
        let router = Router::new().fallback(give).with_state(ask);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, asked, sources: 0 }
    }

    /// The settings of an issuer whose keys are here, at a URL that no request has asked for.
    fn fresh_source(&mut self) -> Value {
        self.sources += 1;
        json!({ "jwksUri": format!("{}/{}", self.address, self.sources) })
    }

    /// What comes of a request if something changes while it waits for these keys.
    async fn during_the_wait<T>(
        &mut self,
        keys: &Value,
        request: impl Future<Output = T>,
        change: impl Future<Output = ()>,
    ) -> T {
        let changed = async {
            let held = self.asked.recv().await.unwrap();
            change.await;
            held.send(keys.to_string()).unwrap();
        };
        join(request, changed).await.0
    }
}

async fn give(State(ask): State<mpsc::UnboundedSender<HeldAnswer>>) -> String {
    let (answer, answered) = oneshot::channel();
    ask.send(answer).unwrap();
    answered.await.unwrap()
}

/// The settings of a new issuer with this source.
fn by_url(source: &Value) -> Value {
    json!({ "keySource": "JWKS_URL", "jwksUri": source["jwksUri"], "jwks": null })
}

async fn rename_project(world: &World, project: &str) {
    mutate(
        world,
        "updateProject",
        json!({ "projectId": project, "name": "new" }),
        "project { id }",
    )
    .await;
}

on_both! {
    async fn what_is_taken_away_while_a_token_waits_for_keys_opens_nothing(world: World) {
        let mut server = SlowKeys::start().await;
        let acme = Acme::with(&world, by_url(&server.fresh_source())).await;
        let keys = json!({ "keys": [acme.key.jwk(json!({}))] });
        let other = json!([{ "claim": "sub", "match": "EXACT", "values": ["repo:other/app"] }, { "claim": "repository_id", "match": "EXACT", "values": ["18"] }]);
        for way in Way::ALL {
            for (name, of, taken, back) in [
                ("identity", 0, json!({ "enabled": false }), json!({ "enabled": true })),
                ("rules", 0, json!({ "rules": other }), json!({ "rules": rules() })),
                ("issuer", 1, json!({ "enabled": false }), json!({ "enabled": true })),
                ("algorithms", 1, json!({ "algorithms": ["RS256"] }), json!({ "algorithms": ["ES256"] })),
                ("application", 2, json!({ "enabled": false }), json!({ "enabled": true })),
            ] {
                let change = async |changes: Value| match of {
                    0 => acme.change_identity(&world, changes).await,
                    1 => acme.change_issuer(&world, changes).await,
                    _ => acme.change_application(&world, changes).await,
                };
                let source = server.fresh_source();
                acme.change_issuer(&world, source).await;
                let ask = way.ask(&acme.token(&world, json!({})));
                let taken_away = async {
                    rename_project(&world, &acme.project).await;
                    change(taken).await;
                };
                let answer = server.during_the_wait(&keys, ask.send(&world, TOKEN), taken_away).await;
                let (status, error) = way.error();
                assert_eq!((answer.status.as_u16(), &answer.json()["error"]), (status, &json!(error)), "{name}, {way:?}");
                change(back).await;
            }

            let source = server.fresh_source();
            acme.change_issuer(&world, source).await;
            let ask = way.ask(&acme.token(&world, json!({})));
            let renamed = rename_project(&world, &acme.project);
            let answer = server.during_the_wait(&keys, issued(&world, &ask), renamed).await;
            assert!(answer["access_token"].is_string(), "{way:?}");
        }
    }

    async fn a_gateway_check_that_waits_for_keys_knows_what_was_taken_away_meanwhile(world: World) {
        let mut server = SlowKeys::start().await;
        let acme = Federation::with(&world, by_url(&server.fresh_source())).await;
        let keys = acme.platform.jwks();
        let enable = |is: bool| json!({ "enabled": is });
        for (name, of, expected) in [("identity", 0, 401), ("issuer", 1, 401), ("application", 2, 401), ("API", 3, 403), ("nothing", 4, 200)] {
            let change = async |changes: Value| match of {
                0 => acme.change_identity(&world, changes).await,
                1 => acme.change_issuer(&world, changes).await,
                2 => acme.shop.jwt.update(&world, changes).await,
                3 => acme.shop.update(&world, changes).await,
                _ => {}
            };
            let source = server.fresh_source();
            acme.change_issuer(&world, source).await;
            let token = acme.token(&world, json!({}));
            let taken_away = async {
                rename_project(&world, &acme.shop.project).await;
                change(enable(false)).await;
            };
            assert_eq!(server.during_the_wait(&keys, status(&world, &token), taken_away).await, expected, "{name}");
            change(enable(true)).await;
        }
    }
}
