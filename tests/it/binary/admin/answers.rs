//! What commands print: the same as the API for programs, tables for people.

use serde_json::{Value, json};

use super::desk::Desk;

#[test]
fn json_is_what_the_api_answers() {
    let desk = Desk::logged_in();
    desk.good(&["application", "create", "billing", "--label", "env=prod"]);
    desk.good(&["api", "create", "orders", "https://orders.example", "--scope", "read"]);
    desk.good(&["grant", "create", "billing", "orders", "--scope", "read"]);

    let query = "{ project(slug: \"acme\") { id slug name description applications { nodes { id \
                 clientId name labels { key value } authMethod } } apis { nodes { id name scopes } } \
                 grants { nodes { id scopes application { id name } } } } }";
    let api = &desk.server.data(&desk.admin(), query, &json!({}))["project"];
    assert_same(&desk.json(&["project", "show"]), api);
    assert_same(&desk.json(&["application", "list"]), &api["applications"]["nodes"]);
    assert_same(&desk.json(&["api", "list"]), &api["apis"]["nodes"]);
    assert_same(&desk.json(&["grant", "list"]), &api["grants"]["nodes"]);
}

/// Asserts that each member that the API answered is printed with the same value.
fn assert_same(printed: &Value, api: &Value) {
    match (printed, api) {
        (Value::Object(printed), Value::Object(api)) => {
            for (name, value) in api.iter().filter(|(_, value)| value.get("nodes").is_none()) {
                assert_same(printed.get(name).unwrap_or_else(|| panic!("{name}")), value);
            }
        }
        (Value::Array(printed), Value::Array(api)) => {
            assert_eq!(printed.len(), api.len());
            assert!(!api.is_empty(), "something is compared");
            printed.iter().zip(api).for_each(|(printed, api)| assert_same(printed, api));
        }
        (printed, api) => assert_eq!(printed, api),
    }
}

#[test]
fn tables_are_aligned_and_times_are_told_as_people_tell_them() {
    let desk = Desk::logged_in();
    let made = desk.json(&["application", "create", "billing", "--label", "env=prod"]);
    let id = made["application"]["id"].as_str().unwrap();
    let table = desk.good(&["application", "list"]).replace(id, "app_ID");
    let lines: Vec<_> = table.lines().collect();
    assert_eq!(
        lines,
        [
            "NAME     TYPE     AUTHENTICATION   ENABLED  LABELS    CREATED   CLIENT ID",
            "billing  service  private-key-jwt  yes      env=prod  just now  app_ID",
        ]
    );

    desk.good(&[
        "key",
        "create",
        "k1",
        "--application",
        "billing",
        "--expires",
        "30d",
        "--out",
        "k1.json",
    ]);
    let table = desk.good(&["key", "list", "--application", "billing"]);
    assert!(table.contains("in 29 days") || table.contains("in 30 days"), "{table}");
    let page = desk.good(&["key", "show", "k1"]);
    assert!(page.contains("State:                 active\n"), "{page}");
    assert!(page.contains("Z (in 29 days)") || page.contains("Z (in 30 days)"), "{page}");
}

#[test]
fn an_empty_list_is_said_to_people_and_is_an_empty_array_for_programs() {
    let desk = Desk::logged_in();
    let done = desk.run(&["application", "list"]);
    assert_eq!((done.code, done.stdout.as_str()), (0, ""));
    assert_eq!(done.stderr, "keyplane: no applications in project acme\n");
    assert_eq!(desk.json(&["application", "list"]), json!([]));
}

#[test]
fn a_list_has_every_page() {
    let desk = Desk::logged_in();
    let project = desk.json(&["project", "show"])["id"].clone();
    let create = "mutation ($project: ID!, $a: String!, $b: String!, $c: String!, $d: String!, \
                  $e: String!) { a: createApplication(input: { projectId: $project, name: $a, type: \
                  SERVICE }) { application { id } } b: createApplication(input: { projectId: \
                  $project, name: $b, type: SERVICE }) { application { id } } c: \
                  createApplication(input: { projectId: $project, name: $c, type: SERVICE }) { \
                  application { id } } d: createApplication(input: { projectId: $project, name: $d, \
                  type: SERVICE }) { application { id } } e: createApplication(input: { projectId: \
                  $project, name: $e, type: SERVICE }) { application { id } } }";
    let admin = desk.admin();
    for group in 0..41 {
        let name = |at: usize| format!("app-{:03}", group * 5 + at);
        let variables = json!({
            "project": project, "a": name(0), "b": name(1), "c": name(2), "d": name(3), "e": name(4),
        });
        desk.server.data(&admin, create, &variables);
    }
    let all = desk.json(&["application", "list"]);
    assert_eq!(all.as_array().unwrap().len(), 205);
    assert_eq!(all[204]["name"], "app-000");
    let some = desk.json(&["application", "list", "--limit", "150"]);
    assert_eq!(some.as_array().unwrap().len(), 150);
}

#[test]
fn short_admin_tokens_are_signed_where_a_project_asks_for_them() {
    let desk = Desk::logged_in();
    let key = desk.key_with("own", &["read"]);
    desk.good(&["project", "update", "acme", "--max-admin-token-lifetime", "1m"]);
    desk.good(&["whoami", "--key-file", key.to_str().unwrap()]);
}

#[test]
fn the_help_is_grouped_and_every_noun_has_one_of_its_own() {
    let desk = Desk::new();
    let help = desk.good(&["--help"]);
    for part in ["Administration, through the Admin API:", "Tokens:", "Server:", "  application"] {
        assert!(help.contains(part), "{help}");
    }
    assert!(!help.contains("--listen"), "{help}");
    assert!(desk.good(&["serve", "--help"]).contains("--listen"));
    assert!(desk.good(&["key", "rotate", "--help"]).contains("--overlap"));
}
