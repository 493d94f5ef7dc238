//! Each verb of each noun once, by name, on both databases.

mod clients;
mod keys;
mod wider;

use serde_json::Value;

use super::desk::Desk;
use crate::harness::{Backend, Database, left_out};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_verb_works_by_name_on_sqlite() {
    walk(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_verb_works_by_name_on_postgres() {
    if !left_out() {
        walk(Backend::Postgres).await;
    }
}

async fn walk(backend: Backend) {
    let database = Database::empty(backend).await;
    let desk = Desk::on(&database);
    desk.log_in();
    projects(&desk);
    clients::applications(&desk);
    clients::lists_of_an_application(&desk);
    clients::secrets(&desk);
    clients::apis_and_grants(&desk);
    keys::of_applications(&desk);
    keys::of_admins_and_signing(&desk);
    wider::federation(&desk);
    wider::webhooks(&desk);
    wider::audit(&desk);
    ends(&desk);
    drop(desk);
    database.remove().await;
}

fn projects(desk: &Desk) {
    let made = desk.json(&["project", "create", "beta", "--name", "Beta", "--publish-ahead", "1d"]);
    assert_eq!(made["project"]["keyPolicy"]["publishAheadSeconds"], 86_400);
    let changed = desk.json(&[
        "project",
        "update",
        "beta",
        "--description",
        "for tests",
        "--rotation-period",
        "90d",
        "--authorization-endpoint",
        "https://login.example",
    ]);
    assert_eq!(changed["project"]["keyPolicy"]["rotationPeriodSeconds"], 7_776_000);
    let changed = desk.json(&["project", "update", "beta", "--rotation-period", "never"]);
    assert_eq!(changed["project"]["keyPolicy"]["rotationPeriodSeconds"], Value::Null);
    assert_eq!(changed["project"]["description"], "for tests", "what is not given stays");
    let changed = desk.json(&["project", "update", "beta", "--accept-audience-parameter", "false"]);
    assert_eq!(changed["project"]["acceptAudienceParameter"], false);
    assert_eq!(slugs(desk, &["project", "list"]), ["beta", "acme"]);
    assert_eq!(slugs(desk, &["project", "list", "--search", "bet"]), ["beta"]);
    assert_eq!(slugs(desk, &["project", "list", "--limit", "1"]), ["beta"]);
    let id = made["project"]["id"].as_str().unwrap();
    assert_eq!(desk.json(&["project", "show", id])["slug"], "beta");
    assert_eq!(desk.json(&["project", "show"])["slug"], "acme", "that of the context");
    let deleted = desk.json(&["project", "delete", "beta", "--yes"]);
    assert_eq!(deleted["deletedId"], id);
}

fn slugs(desk: &Desk, arguments: &[&str]) -> Vec<String> {
    texts(&desk.json(arguments), "slug")
}

fn texts(items: &Value, member: &str) -> Vec<String> {
    let items = items.as_array().unwrap().iter();
    items.map(|item| item[member].as_str().unwrap().to_owned()).collect()
}

fn ends(desk: &Desk) {
    desk.good(&["api", "delete", "orders", "--yes"]);
    let gone = desk.json(&["application", "delete", "billing", "--yes"]);
    assert!(gone["deletedId"].as_str().unwrap().starts_with("app_"));
    desk.bad(3, &["application", "show", "billing"]);
    assert!(desk.good(&["whoami"]).contains("instance"));
    desk.good(&["logout"]);
    assert!(desk.bad(2, &["project", "list"]).contains("keyplane login"));
}
