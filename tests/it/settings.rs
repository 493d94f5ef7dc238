//! Every setting of a project, an application and an API stands in the schema and in the audit log.
//! The settings are read from the rows, so that a new one without a case fails here.

use std::collections::BTreeMap;

use async_graphql::parser::{
    parse_schema,
    types::{TypeKind, TypeSystemDefinition},
};
use keyplane_entity::{Timestamp, api, application, application::ApplicationType, project};
use serde::Serialize;
use serde_json::{Value, json};

use crate::harness::{World, on_both};

/// Settings that never change.
const FIXED: [&str; 4] = ["Project.slug", "Application.type", "Api.name", "Api.identifier"];
/// Settings that a new object always has by default.
const LATER: [&str; 4] = [
    "Project.authorizationEndpoint",
    "Application.enabled",
    "Application.defaultApiId",
    "Api.enabled",
];

/// The settings of a row under their public names.
fn settings(row: &impl Serialize) -> Vec<String> {
    let Value::Object(settings) = serde_json::to_value(row).unwrap() else { panic!("no object") };
    settings.into_iter().map(|(name, _)| name).collect()
}

/// Every setting of each type of object.
fn all() -> BTreeMap<&'static str, Vec<String>> {
    let now = Timestamp(0);
    let project_id = "prj_01h455vb4pex5vsknk084sn02q".parse().unwrap();
    let id = "app_01h455vb4pex5vsknk084sn02q".parse().unwrap();
    let application = application::Model::new(id, project_id, ApplicationType::Service, now);
    let id = "api_01h455vb4pex5vsknk084sn02q".parse().unwrap();
    let api = api::Model::new(id, project_id, String::new(), String::new(), now);
    let project = project::Model::new(project_id, String::new(), now);

    let mut of_application = settings(&application);
    // Labels and aliases have tables of their own.
    of_application.extend(["labels".to_owned(), "clientIdAliases".to_owned()]);
    BTreeMap::from([
        ("Api", settings(&api)),
        ("Application", of_application),
        ("Project", settings(&project)),
    ])
}

/// The fields of each object and input type.
fn fields() -> BTreeMap<String, Vec<String>> {
    let mut types = BTreeMap::new();
    for definition in parse_schema(keyplane_api::sdl()).unwrap().definitions {
        let TypeSystemDefinition::Type(found) = definition else { continue };
        let fields = match found.node.kind {
            TypeKind::Object(object) => {
                object.fields.into_iter().map(|field| field.node.name.node.to_string()).collect()
            }
            TypeKind::InputObject(input) => {
                input.fields.into_iter().map(|field| field.node.name.node.to_string()).collect()
            }
            _ => Vec::new(),
        };
        types.insert(found.node.name.node.to_string(), fields);
    }
    types
}

#[test]
fn every_setting_stands_in_its_object_and_in_the_inputs_that_create_and_change_it() {
    let fields = fields();
    let mut missing = Vec::new();
    for (object, settings) in all() {
        for setting in settings {
            let path = format!("{object}.{setting}");
            let mut places = vec![object.to_owned()];
            if !LATER.contains(&path.as_str()) {
                places.push(format!("Create{object}Input"));
            }
            if !FIXED.contains(&path.as_str()) {
                places.push(format!("Update{object}Input"));
            }

            let is_in_policy = fields["KeyPolicy"].contains(&setting);
            for place in places {
                let place = match (object, is_in_policy, place.ends_with("Input")) {
                    ("Project", true, true) => "KeyPolicyInput".to_owned(),
                    ("Project", true, false) => "KeyPolicy".to_owned(),
                    _ => place,
                };
                // The object shows what an ID names. An external ID names the object itself.
                let is_reference = place == object && setting != "externalId";
                let shown = if is_reference { setting.trim_end_matches("Id") } else { &setting };
                if !fields[&place].iter().any(|field| field == shown) {
                    missing.push(format!("{place}.{shown}"));
                }
            }
        }
    }
    assert!(missing.is_empty(), "without a field: {}", missing.join(", "));
}

#[test]
fn the_schema_shows_the_defaults_of_new_objects() {
    let sdl = keyplane_api::sdl();
    for line in [
        "authMethod: ClientAuthMethod = PRIVATE_KEY_JWT",
        "accessTokenFormat: AccessTokenFormat = JWT",
        "accessTokenLifetimeSeconds: Int = 1800",
        "allowTokenEndpointAudience: Boolean = false",
        "allowedClaims: [String!] = []",
        "federatedGrants: [FederatedGrant!] = []",
        "federatedClaim: Boolean = false",
        "keySource: IssuerKeySource = DISCOVERY",
        "maxAgeSeconds: Int = 3600",
        "accepts: [AcceptedToken!] = [ACCESS_TOKEN]",
        "acceptAudienceParameter: Boolean = true",
    ] {
        assert_eq!(sdl.matches(line).count(), 1, "{line}");
    }
}

/// Updates with a new value for every setting; then each setting is in the event.
async fn assert_audited(world: &World, object: &str, id: &str, project: &str, new: Value) {
    let mut input = new.clone();
    let noun = object.to_lowercase();
    input[format!("{noun}Id")] = json!(id);
    let mutation = format!("update{object}");
    world.mutate(&world.root(), &mutation, input, "__typename").await.ok();

    let events = world.events(Some(project)).await;
    let action = format!("{noun}.update");
    let event = events.iter().find(|event| event["action"] == action.as_str()).unwrap();
    let changes = event["changes"].as_object().unwrap();
    let mut expected: Vec<_> = all()[object].clone();
    expected.retain(|setting| !FIXED.contains(&format!("{object}.{setting}").as_str()));
    expected.sort();
    let mut found: Vec<_> = changes.keys().filter(|name| *name != "grantsCut").collect();
    found.sort();
    assert_eq!(found, expected.iter().collect::<Vec<_>>(), "give each setting a new value here");

    for (setting, change) in changes.iter().filter(|(name, _)| *name != "grantsCut") {
        assert_ne!(change["from"], change["to"], "{setting}");
        let given = new.get(setting).or_else(|| new["keyPolicy"].get(setting)).unwrap();
        let given = if setting == "labels" { &json!({ "team": "payments" }) } else { given };
        assert_eq!(&change["to"], given, "{setting}");
    }
}

/// Creates an object; gives its settings, as the event shows them.
async fn created(world: &World, object: &str, input: Value) -> Value {
    let project = input["projectId"].as_str().map(str::to_owned);
    world.mutate(&world.root(), &format!("create{object}"), input, "__typename").await.ok();
    let action = format!("{}.create", object.to_lowercase());
    let events = world.events(project.as_deref()).await;
    let event = events.iter().find(|event| event["action"] == action.as_str()).unwrap();
    event["changes"].clone()
}

/// The event of a new object holds every setting.
async fn assert_created(world: &World, object: &str, project: Option<&str>) {
    let action = format!("{}.create", object.to_lowercase());
    let events = world.events(project).await;
    let event = events.iter().find(|event| event["action"] == action.as_str()).unwrap();
    let mut expected = all()[object].clone();
    expected.sort();
    let mut found: Vec<_> = event["changes"].as_object().unwrap().keys().cloned().collect();
    found.sort();
    assert_eq!(found, expected);
}

on_both! {
    async fn every_setting_of_an_application_is_audited(world: World) {
        let project = world.project("acme").await;
        let api = world.api(&project, "orders", &[]).await;
        let application = world.application(&project, "service").await;
        assert_created(&world, "Application", Some(&project)).await;
        assert_audited(&world, "Application", &application, &project, json!({
            "name": "n", "description": "d", "owner": "o",
            "labels": [{ "key": "team", "value": "payments" }],
            "enabled": false, "authMethod": "CLIENT_SECRET_BASIC", "defaultApiId": api, "tokensPerMinute": 5,
            "accessTokenFormat": "OPAQUE", "accessTokenLifetimeSeconds": 60,
            "allowAnySubject": true, "allowTokenEndpointAudience": true, "allowedClaims": ["tenant"],
            "federatedGrants": ["JWT_BEARER"], "federatedClaim": true, "externalId": "payments/web",
            "clientIdAliases": ["payments"], "assertionAudiences": ["https://old.example/token"],
        })).await;
    }

    async fn every_setting_of_a_project_is_audited(world: World) {
        let project = world.project("acme").await;
        assert_created(&world, "Project", None).await;
        assert_audited(&world, "Project", &project, &project, json!({
            "name": "n", "description": "d", "authorizationEndpoint": "https://login.example.com/",
            "acceptAudienceParameter": false,
            "keyPolicy": {
                "signingAlgorithm": "ES256", "rsaBits": 3072, "rotationPeriodSeconds": 864_000,
                "publishAheadSeconds": 1800, "jwksMaxAgeSeconds": 60,
                "maxAdminTokenLifetimeSeconds": 60,
            },
        })).await;
    }

    async fn every_setting_of_an_api_is_audited(world: World) {
        let project = world.project("acme").await;
        let server = world.application(&project, "server").await;
        let api = world.api(&project, "orders", &["read"]).await;
        assert_created(&world, "Api", Some(&project)).await;
        assert_audited(&world, "Api", &api, &project, json!({
            "description": "d", "scopes": ["write"], "accepts": ["APPLICATION_JWT"],
            "resourceServerId": server, "enabled": false, "externalId": "payments/orders",
        })).await;
    }

    async fn in_a_new_object_null_is_the_default(world: World) {
        let project = world.project("acme").await;
        let application = json!({ "projectId": project, "name": "n", "type": "SERVICE" });
        let api = |name: &str| json!({ "projectId": project, "name": name, "identifier": format!("urn:{name}") });
        let other = |slug: &str| json!({ "slug": slug, "name": "n" });
        for (object, required, absent) in [
            ("Application", application.clone(), application.clone()),
            ("Api", api("orders"), api("bills")),
            ("Project", other("one"), other("two")),
        ] {
            let mut null = required.clone();
            for field in &fields()[&format!("Create{object}Input")] {
                if required.get(field).is_none() {
                    null[field] = Value::Null;
                }
            }

            let first = created(&world, object, null.clone()).await;
            let second = created(&world, object, absent).await;
            assert!(null.as_object().unwrap().len() > required.as_object().unwrap().len());
            for (setting, value) in first.as_object().unwrap() {
                let is_taken_once = ["name", "slug", "identifier"].contains(&setting.as_str());
                assert!(is_taken_once || value == &second[setting], "{object}.{setting}: {value}");
            }
        }
    }

    async fn texts_are_shown_changed_and_cleared(world: World) {
        let root = world.root();
        let input = json!({ "slug": "acme", "name": "n", "description": "  The shop  " });
        let made = world.mutate(&root, "createProject", input, "project { id description }").await;
        assert_eq!(made.text("/createProject/project/description"), "The shop");
        let project = made.text("/createProject/project/id");

        let input = json!({ "projectId": project, "name": "n", "type": "SERVICE", "description": "Pays", "owner": "payments@example.com" });
        let made = world.mutate(&root, "createApplication", input, "application { id description owner }").await;
        assert_eq!(made.text("/createApplication/application/owner"), "payments@example.com");
        let application = made.text("/createApplication/application/id");
        let input = json!({ "projectId": project, "name": "orders", "identifier": "urn:orders", "description": "Orders" });
        let made = world.mutate(&root, "createApi", input, "api { id description }").await;
        let api = made.text("/createApi/api/id");

        for (mutation, id, field, object, before) in [
            ("updateProject", ("projectId", &project), "description", "project", "The shop"),
            ("updateApplication", ("applicationId", &application), "description", "application", "Pays"),
            ("updateApplication", ("applicationId", &application), "owner", "application", "payments@example.com"),
            ("updateApi", ("apiId", &api), "description", "api", "Orders"),
        ] {
            for (given, expected) in [(None, before), (Some(json!("é")), "é"), (Some(Value::Null), "")] {
                let mut input = json!({ id.0: id.1 });
                if let Some(given) = given {
                    input[field] = given;
                }
                let answer = world.mutate(&root, mutation, input, &format!("{object} {{ {field} }}")).await;
                assert_eq!(answer.text(&format!("/{mutation}/{object}/{field}")), expected, "{mutation} {field}");
            }
        }
    }

    async fn texts_are_limited_in_characters_and_show_every_one_of_them(world: World) {
        let project = world.project("acme").await;
        let application = world.application(&project, "service").await;
        let api = world.api(&project, "orders", &[]).await;

        for (mutation, id, field, most) in [
            ("updateProject", ("projectId", &project), "description", 500),
            ("updateApplication", ("applicationId", &application), "description", 500),
            ("updateApplication", ("applicationId", &application), "owner", 200),
            ("updateApi", ("apiId", &api), "description", 500),
        ] {
            let set = async |text: String| world.mutate(&world.root(), mutation, json!({ id.0: id.1, field: text }), "__typename").await;
            set("é".repeat(most)).await.ok();
            for bad in ["é".repeat(most + 1), "a\u{0}b".to_owned(), "a\nb".to_owned(), "a\u{202e}b".to_owned(), "a\u{200b}b".to_owned()] {
                let refused = set(bad.clone()).await.refused("INVALID_INPUT");
                assert_eq!(refused.fields(), [format!("input.{field}")], "{mutation} {bad:?}");
            }
        }

        for (mutation, input) in [
            ("createProject", json!({ "slug": "other", "name": "n" })),
            ("createApplication", json!({ "projectId": project, "name": "n", "type": "SERVICE" })),
            ("createApi", json!({ "projectId": project, "name": "bills", "identifier": "urn:bills" })),
        ] {
            let mut input = input;
            input["description"] = json!("x".repeat(501));
            let refused = world.mutate(&world.root(), mutation, input, "__typename").await.refused("INVALID_INPUT");
            assert_eq!(refused.fields(), ["input.description"], "{mutation}");
        }
    }
}
