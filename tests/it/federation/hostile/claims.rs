//! Tokens of another issuer, for another party, of another time, or of another workload.

use serde_json::{Value, json};

use super::{
    super::platform::{Acme, ISSUER},
    Hostile, says,
};
use crate::harness::World;

/// Tokens of another issuer, for another party, or of another time.
pub(super) fn elsewhere(world: &World, acme: &Acme) -> Vec<Hostile> {
    let now = world.now().seconds();
    let with = |changes: Value| acme.token(world, changes);
    vec![
        ("iss with a final slash", with(json!({ "iss": "https://ci.example/" })), says::ISSUER),
        ("iss in other letters", with(json!({ "iss": "https://CI.example" })), says::ISSUER),
        ("iss over http", with(json!({ "iss": "http://ci.example" })), says::ISSUER),
        ("iss with a blank", with(json!({ "iss": "https://ci.example " })), says::ISSUER),
        ("an unknown iss", with(json!({ "iss": "https://evil.example" })), says::ISSUER),
        (
            "the iss of an issuer of another project",
            with(json!({ "iss": "https://other.example" })),
            says::ISSUER,
        ),
        ("no sub", with(json!({ "sub": null })), says::SUBJECT),
        ("an empty sub", with(json!({ "sub": "" })), says::SUBJECT),
        (
            "a long sub",
            with(json!({ "sub": format!("repo:acme/{}", "x".repeat(2048)) })),
            says::SUBJECT,
        ),
        (
            "another audience",
            with(json!({ "aud": "https://github.com/acme" })),
            says::OTHER_AUDIENCE,
        ),
        (
            "the token endpoint as audience",
            with(json!({ "aud": format!("{ISSUER}/oauth/token") })),
            says::OTHER_AUDIENCE,
        ),
        (
            "the audience with a final slash",
            with(json!({ "aud": format!("{ISSUER}/") })),
            says::OTHER_AUDIENCE,
        ),
        (
            "the audience in other letters",
            with(json!({ "aud": ISSUER.to_uppercase() })),
            says::OTHER_AUDIENCE,
        ),
        (
            "another project's audience",
            with(json!({ "aud": "https://keys.example.com/p/other" })),
            says::OTHER_AUDIENCE,
        ),
        (
            "two audiences",
            with(json!({ "aud": [ISSUER, "https://elsewhere.example"] })),
            says::AUDIENCES,
        ),
        ("the audience twice", with(json!({ "aud": [ISSUER, ISSUER] })), says::AUDIENCES),
        ("an empty list of audiences", with(json!({ "aud": [] })), says::AUDIENCES),
        ("no audience", with(json!({ "aud": null })), says::NO_AUDIENCE),
        ("no exp", with(json!({ "exp": null })), says::NO_END),
        ("exp at its bound", with(json!({ "exp": now - 60 })), says::ENDED),
        ("iat after its bound", with(json!({ "iat": now + 61 })), says::EARLY),
        ("nbf after its bound", with(json!({ "nbf": now + 61 })), says::EARLY),
        ("iat before its bound", with(json!({ "iat": now - 3661 })), says::OLD),
        ("exp too far without iat", with(json!({ "iat": null, "exp": now + 3661 })), says::FAR),
    ]
}

/// Genuine tokens of other workloads, and claims that only look like those of the rules.
pub(super) fn others(world: &World, acme: &Acme) -> Vec<Hostile> {
    let refused =
        |name, changes: Value, claim: &'static str| (name, acme.token(world, changes), claim);
    let (sub, id, branch) = ("the rule on sub", "the rule on repository_id", "the rule on ref");
    let (groups, pod) = ("the rule on /groups/*", "the rule on /platform/pod.example");
    vec![
        refused(
            "another repository",
            json!({ "repository_id": "42", "sub": "repo:acme/other" }),
            id,
        ),
        refused(
            "a fork",
            json!({ "repository_id": "99", "sub": "repo:evil/app:ref:refs/heads/main" }),
            sub,
        ),
        refused(
            "a renamed repository",
            json!({ "repository_id": "18", "repository": "acme/app" }),
            id,
        ),
        refused("an owner whose name begins so", json!({ "sub": "repo:acme-evil/app" }), sub),
        refused("an owner in other letters", json!({ "sub": "repo:ACME/app" }), sub),
        refused("an owner with a Cyrillic letter", json!({ "sub": "repo:\u{430}cme/app" }), sub),
        refused("a blank before sub", json!({ "sub": " repo:acme/app" }), sub),
        refused("a wide slash", json!({ "sub": "repo:acme\u{ff0f}app" }), sub),
        refused("a decomposed letter", json!({ "sub": "repo:a\u{301}cme/app" }), sub),
        refused(
            "pull_request of a fork",
            json!({ "ref": "refs/pull/7/merge", "event_name": "pull_request" }),
            branch,
        ),
        refused("another branch that begins so", json!({ "ref": "refs/heads/main2" }), branch),
        refused("a branch in other letters", json!({ "ref": "refs/heads/Main" }), branch),
        refused("an ID that is a number", json!({ "repository_id": 17 }), id),
        refused("an ID in an array", json!({ "repository_id": ["17"] }), id),
        refused("an ID in an object", json!({ "repository_id": { "17": "17" } }), id),
        refused("an ID that is null", json!({ "repository_id": null }), id),
        refused("an ID that is true", json!({ "repository_id": true }), id),
        refused("an ID with a zero before", json!({ "repository_id": "017" }), id),
        refused("an ID with a blank behind", json!({ "repository_id": "17 " }), id),
        refused("an ID with NUL behind", json!({ "repository_id": "17\u{0}" }), id),
        refused("an ID in wide digits", json!({ "repository_id": "\u{ff11}\u{ff17}" }), id),
        refused("an ID with an invisible letter", json!({ "repository_id": "17\u{200b}" }), id),
        refused("an ID of two lines", json!({ "repository_id": "17\n42" }), id),
        refused(
            "an ID in another claim",
            json!({ "repository_id": null, "Repository_id": "17" }),
            id,
        ),
        refused("a group as a text", json!({ "groups": "deployers" }), groups),
        refused("no group", json!({ "groups": [] }), groups),
        refused("other groups", json!({ "groups": ["deployers2", "Deployers"] }), groups),
        refused("groups as an object", json!({ "groups": { "0": "deployers" } }), groups),
        refused("a group in an array in the array", json!({ "groups": [["deployers"]] }), groups),
        refused(
            "a group in an object in the array",
            json!({ "groups": [{ "name": "deployers" }] }),
            groups,
        ),
        refused(
            "a claim with the pointer as its name",
            json!({ "platform": null, "/platform/pod.example~1name": "web" }),
            pod,
        ),
        refused(
            "a claim with the path as its name",
            json!({ "platform": { "pod.example": { "name": "web" } } }),
            pod,
        ),
        refused(
            "the claim in an array",
            json!({ "platform": [{ "pod.example/name": "web" }] }),
            pod,
        ),
    ]
}
