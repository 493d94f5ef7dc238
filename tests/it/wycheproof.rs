//! Project Wycheproof's JSON Web Signature and JSON Web Key vectors, run through
//! the import and the verifier.
#![expect(clippy::expect_used, reason = "helpers of tests fail as tests do, by panicking")]

use std::{collections::BTreeMap, path::PathBuf};

use keyplane_auth::{ImportError, Jws, VerifyingKey, import_public_key};
use serde_json::Value;

/// The result of a vector.
enum Outcome {
    Accepted,
    Refused,
    /// The vector needs an unsupported feature, which this text names.
    LeftOut(&'static str),
}

/// Reads a file of vectors.
fn vectors(name: &str) -> Value {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("vectors/wycheproof").join(name);
    let text = std::fs::read_to_string(path).expect("the file is in the repository");
    serde_json::from_str(&text).expect("the vectors are JSON")
}

/// Runs every vector of a file and compares its result with the expected one. Returns
/// the number of judged vectors and prints why others were left out.
fn run(file: &Value, judge: impl Fn(&Value, &Value) -> Outcome) -> usize {
    let mut judged = 0;
    let mut left_out: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    let mut wrong = Vec::new();

    for group in array(&file["testGroups"]) {
        for test in array(&group["tests"]) {
            let id = test["tcId"].as_u64().expect("every vector has a number");
            let accepted = match judge(group, test) {
                Outcome::Accepted => true,
                Outcome::Refused => false,
                Outcome::LeftOut(reason) => {
                    left_out.entry(reason).or_default().push(id);
                    continue;
                }
            };
            judged += 1;
            if accepted != (test["result"] == "valid") {
                wrong.push(format!("{id} {}: accepted {accepted}", test["comment"]));
            }
        }
    }

    for (reason, ids) in &left_out {
        println!("left out: {} vectors, {reason}: {ids:?}", ids.len());
    }
    assert!(wrong.is_empty(), "{wrong:#?}");

    let all = left_out.values().map(Vec::len).sum::<usize>() + judged;
    assert_eq!(Some(all as u64), file["numberOfTests"].as_u64());
    judged
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Why a group's key cannot be tested, such as an unsupported algorithm; `None` if it can.
fn foreign(key: &Value) -> Option<&'static str> {
    match (key["kty"].as_str(), key["crv"].as_str()) {
        (Some("oct"), _) => Some(
            "symmetric keys are no public keys, and our HMAC secrets are text, theirs are bytes",
        ),
        (_, Some("P-521")) => Some("ES512 is not taken"),
        _ => None,
    }
}

/// Imports a key as an operator would paste it and verifies `jws` with the one
/// algorithm that the key names.
fn judge(key: &Value, jws: &Value) -> Outcome {
    if let Some(reason) = foreign(key) {
        return Outcome::LeftOut(reason);
    }
    let Ok(imported) = import_public_key(&key.to_string()) else {
        return Outcome::Refused;
    };
    let algorithm = imported.algorithm.unwrap_or_else(|| imported.public_key.default_algorithm());
    let key = VerifyingKey::new(&imported.public_key, algorithm).expect("the algorithm fits");
    // A JWS in JSON serialization is an object; only the compact form is supported.
    let Some(token) = jws.as_str() else {
        return Outcome::Refused;
    };
    match Jws::parse(token).map(|jws| jws.verify(&key)) {
        Ok(Ok(())) => Outcome::Accepted,
        _ => Outcome::Refused,
    }
}

/// Whether a vector counts as valid although its header names another
/// algorithm than its key. Elsewhere the file calls that invalid
/// (`WrongPrimitive`), and so do we.
fn contradicts_its_key(key: &Value, test: &Value) -> bool {
    test["result"] == "valid"
        && test["jws"]
            .as_str()
            .and_then(|token| Jws::parse(token).ok())
            .and_then(|jws| jws.header().algorithm)
            .is_some_and(|algorithm| key["alg"] != algorithm.as_str())
}

/// The public key or keys of a group; HMAC groups have private ones only.
fn public(group: &Value) -> &Value {
    group.get("public").unwrap_or(&group["private"])
}

#[test]
fn every_signature_vector_of_our_algorithms_is_judged_rightly() {
    let file = vectors("json_web_signature_test.json");
    let judged = run(&file, |group, test| {
        let key = public(group);
        if foreign(key).is_none() && contradicts_its_key(key, test) {
            return Outcome::LeftOut("valid only under another algorithm than the key's own");
        }
        judge(key, &test["jws"])
    });
    assert_eq!(judged, 357, "every vector but those that are listed");
}

#[test]
fn a_signature_by_another_algorithm_than_the_keys_own_is_refused_though_it_is_sound() {
    let file = vectors("json_web_signature_test.json");
    let mut found = 0;
    for group in array(&file["testGroups"]) {
        let key = public(group);
        for test in array(&group["tests"]) {
            if foreign(key).is_some() || !contradicts_its_key(key, test) {
                continue;
            }
            found += 1;
            assert!(matches!(judge(key, &test["jws"]), Outcome::Refused));
            let mut key = key.clone();
            // The algorithm in the header of these vectors.
            key["alg"] = "PS384".into();
            assert!(matches!(judge(&key, &test["jws"]), Outcome::Accepted));
        }
    }
    assert_eq!(found, 2, "RFC 7520 figure 20, twice");
}

#[test]
fn every_key_vector_of_our_algorithms_is_judged_rightly() {
    let file = vectors("json_web_key_test.json");
    let judged = run(&file, |group, test| match array(&public(group)["keys"]) {
        [key] => judge(key, &test["jws"]),
        _ => Outcome::LeftOut("keys are imported one by one, and a set of several is refused"),
    });
    assert_eq!(judged, 11, "every RSA and EC key");
}

#[test]
fn the_keys_that_must_be_refused_are_refused_for_their_own_reason() {
    let file = vectors("json_web_key_test.json");
    for (comment, error) in [
        ("rejectsKeyWithRocaVulnerability", ImportError::RsaWeak),
        ("rejects1024bitRsaKey", ImportError::RsaTooSmall(1024)),
        ("rejectsPublicExponent1", ImportError::RsaExponent),
        ("rejectsWrongUse", ImportError::JwkUse),
        ("mismatchedAlgAndCurve", ImportError::UnknownAlgorithm),
    ] {
        let groups = array(&file["testGroups"]);
        let group = groups
            .iter()
            .find(|group| group["tests"][0]["comment"] == comment)
            .expect("the vector is there");
        let key = group["public"]["keys"][0].to_string();
        assert_eq!(import_public_key(&key), Err(error), "{comment}");
    }
}
