//! One assertion, sent to two processes at once.

use std::thread;

use keyplane_auth::{Algorithm, Header, PrivateKey, SigningKey, mint};
use serde_json::{Value, json};

use super::{
    fleet::Fleet,
    process::{Keyplane, now},
};
use crate::harness::{Backend, Caller, Database, PUBLIC_URL, left_out};

const REPLAYS: usize = 1_000;

/// The final answer. A busy server may ask some of the many simultaneous clients to retry.
fn decided(server: &Keyplane, form: &str) -> (u16, Value) {
    loop {
        let answer = server.post_form("/p/acme/oauth/token", form);
        if answer.0 != 503 {
            return answer;
        }
    }
}

/// A form with a client assertion of a new application in a new project.
fn request(fleet: &Fleet, admin: &Caller) -> String {
    let server = &fleet.servers[0];
    let create =
        "mutation { createProject(input: { slug: \"acme\", name: \"n\" }) { project { id } } }";
    let project = server.data(admin, create, &json!({}))["createProject"]["project"]["id"].clone();
    let create = "mutation ($project: ID!) { createApplication(input: { projectId: $project, name: \"n\", type: SERVICE }) { application { id } } }";
    let made = server.data(admin, create, &json!({ "project": project }));
    let client = &made["createApplication"]["application"]["id"];
    let generate = "mutation ($client: ID!) { generateApplicationKey(input: { applicationId: $client, name: \"n\", algorithm: ES256, format: PEM_PKCS8 }) { key { kid } privateKey { content } } }";
    let made = server.data(admin, generate, &json!({ "client": client }));
    let made = &made["generateApplicationKey"];

    let key = PrivateKey::from_pem(made["privateKey"]["content"].as_str().unwrap()).unwrap();
    let key = SigningKey::new(&key, Algorithm::Es256).unwrap();
    let kid = made["key"]["kid"].as_str().unwrap().to_owned();
    let (issuer, now) = (format!("{PUBLIC_URL}/p/acme"), now().seconds());
    let claims =
        json!({ "iss": client, "sub": client, "aud": issuer, "exp": now + 600, "jti": "1" });
    let header = Header { kid, ..Header::default() };
    let assertion = mint(&key, header, claims.as_object().unwrap()).unwrap();
    format!(
        "grant_type=client_credentials&client_assertion={assertion}&client_assertion_type=\
         urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_replays_over_two_processes_get_one_token() {
    if left_out() {
        return;
    }

    let database = Database::empty(Backend::Postgres).await;
    let fleet = Fleet::start(2, &database);
    let form = request(&fleet, &fleet.admin());

    let answers: Vec<(u16, Value)> = thread::scope(|scope| {
        let requests: Vec<_> = (0..REPLAYS)
            .map(|one| &fleet.servers[one % 2])
            .map(|server| scope.spawn(|| decided(server, &form)))
            .collect();
        requests.into_iter().map(|request| request.join().unwrap()).collect()
    });

    let (given, refused): (Vec<_>, Vec<_>) =
        answers.into_iter().partition(|(status, _)| *status == 200);
    assert_eq!(given.len(), 1, "{given:?}");
    for (status, answer) in refused {
        assert_eq!((status, &answer["error"]), (401, &json!("invalid_client")), "{answer}");
    }

    drop(fleet);
    database.remove().await;
}
