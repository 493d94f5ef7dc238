//! The JSON Schema of the files.

use std::collections::BTreeMap;

use async_graphql::parser::{
    parse_schema,
    types::{TypeKind, TypeSystemDefinition},
};
use serde_json::Value;

use crate::binary::process::{command, data_folder};

/// Inputs of the Admin API, and the type of the files that has the same members.
const INPUTS: [(&str, &str); 13] = [
    ("CreateProjectInput", "ProjectInFile"),
    ("UpdateProjectInput", "ProjectInFile"),
    ("KeyPolicyInput", "KeyPolicyInFile"),
    ("CreateApplicationInput", "ApplicationInFile"),
    ("UpdateApplicationInput", "ApplicationInFile"),
    ("CreateApiInput", "ApiInFile"),
    ("UpdateApiInput", "ApiInFile"),
    ("GrantApiInput", "GrantInFile"),
    ("ImportApplicationKeyInput", "KeyInFile"),
    ("CreateTrustedIssuerInput", "TrustedIssuerInFile"),
    ("UpdateTrustedIssuerInput", "TrustedIssuerInFile"),
    ("CreateFederatedIdentityInput", "FederatedIdentityInFile"),
    ("UpdateFederatedIdentityInput", "FederatedIdentityInFile"),
];
/// Members that files say in another way: by the place of an object, or by its name in the set.
const ELSEWHERE: [&str; 3] = ["slug", "projectId", "externalId"];
/// Members that no file has: apply makes no secret, which it could not show.
const NEVER: [&str; 1] = ["generateSecret"];
/// Members that have a place of their own: an ID is the name of the object.
const NAMED: [(&str, &str); 5] = [
    ("applicationId", "application"),
    ("apiId", "api"),
    ("trustedIssuerId", "trustedIssuer"),
    ("defaultApiId", "defaultApi"),
    ("resourceServerId", "resourceServer"),
];

fn schema() -> Value {
    let done = command(data_folder().path()).args(["schema", "--files"]).output().unwrap();
    assert!(done.status.success());
    serde_json::from_slice(&done.stdout).unwrap()
}

/// The members of each input, and the values of each enum, of the Admin API.
fn inputs() -> BTreeMap<String, Vec<String>> {
    let mut types = BTreeMap::new();
    for definition in parse_schema(keyplane_api::sdl()).unwrap().definitions {
        let TypeSystemDefinition::Type(found) = definition else { continue };
        let names = match found.node.kind {
            TypeKind::InputObject(input) => {
                input.fields.into_iter().map(|field| field.node.name.node.to_string()).collect()
            }
            TypeKind::Enum(of) => {
                of.values.into_iter().map(|value| value.node.value.node.to_string()).collect()
            }
            _ => continue,
        };
        types.insert(found.node.name.node.to_string(), names);
    }
    types
}

#[test]
fn the_schema_in_the_repository_is_what_the_code_says() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/files.schema.json");
    let stored: Value = serde_json::from_str(&std::fs::read_to_string(root).unwrap()).unwrap();
    assert!(stored == schema(), "keyplane schema --files > docs/files.schema.json");
    assert_eq!(stored["$schema"], "https://json-schema.org/draft/2020-12/schema");
}

#[test]
fn files_have_every_setting_of_the_admin_api_under_its_name() {
    let (schema, inputs) = (schema(), inputs());
    let mut missing = Vec::new();
    for (input, of_files) in INPUTS {
        let members = schema["$defs"][of_files]["properties"].as_object().unwrap();
        // The ID of the object itself is its name in the file, or its place.
        let own = format!("{}{}Id", of_files[..1].to_lowercase(), &of_files[1..of_files.len() - 6]);
        let is_update = input.starts_with("Update");
        for member in &inputs[input] {
            let named =
                NAMED.iter().find(|one| one.0 == member).map_or(member.as_str(), |one| one.1);
            let is_own = is_update && *member == own;
            let is_owner = of_files == "KeyInFile" && member == "applicationId";
            let is_left_out =
                ELSEWHERE.contains(&member.as_str()) || NEVER.contains(&member.as_str());
            if !is_left_out && !is_own && !is_owner && !members.contains_key(named) {
                missing.push(format!("{input}.{member}"));
            }
        }
    }
    assert!(missing.is_empty(), "not in files: {}", missing.join(", "));
}

#[test]
fn files_know_the_words_of_the_admin_api() {
    let (schema, inputs) = (schema(), inputs());
    for (choice, of_api) in [
        ("TypeChoice", "ApplicationType"),
        ("AuthMethodChoice", "ClientAuthMethod"),
        ("TokenFormatChoice", "AccessTokenFormat"),
        ("FederatedGrantChoice", "FederatedGrant"),
        ("AcceptsChoice", "AcceptedToken"),
        ("KeySourceChoice", "IssuerKeySource"),
        ("MatchChoice", "ClaimMatch"),
        ("AlgorithmChoice", "KeyAlgorithm"),
    ] {
        let mut words: Vec<_> = schema["$defs"][choice]["enum"]
            .as_array()
            .unwrap()
            .iter()
            .map(|word| word.as_str().unwrap().to_owned())
            .collect();
        let mut expected = inputs[of_api].clone();
        words.sort();
        expected.sort();
        assert_eq!(words, expected, "{choice}");
    }
}
