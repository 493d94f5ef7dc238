//! The properties with inputs of proptest, and with the corpora of the fuzz targets.

use std::{fs, path::Path};

use keyplane_properties::ALL;
use proptest::prelude::*;

/// Bytes, text, and text of the kind that the parsers know.
fn input() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop_oneof![
        Just("{".to_owned()),
        Just("}".to_owned()),
        Just("\"kty\":\"RSA\",".to_owned()),
        Just("\"exp\":1795000000,".to_owned()),
        Just("-----BEGIN PUBLIC KEY-----\n".to_owned()),
        Just("-----END PUBLIC KEY-----\n".to_owned()),
        Just("client_secret=%41+&".to_owned()),
        Just("resource=a&".to_owned()),
        Just("query Q($a: [ID!]! = []) { ...F @skip(if: $a) }".to_owned()),
        Just("eyJhbGciOiJSUzI1NiIsImtpZCI6ImEifQ.".to_owned()),
        ".{0,30}",
    ];
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..300),
        ".{0,200}".prop_map(String::into_bytes),
        prop::collection::vec(pieces, 0..12).prop_map(|parts| parts.concat().into_bytes()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_property_holds_for_any_input(data in input()) {
        for (_, property) in ALL {
            property(&data);
        }
    }
}

#[test]
fn each_property_has_a_fuzz_target_and_holds_for_its_corpus() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    for (name, property) in ALL {
        let target = fs::read_to_string(fuzz.join(format!("fuzz_targets/{name}.rs"))).unwrap();
        assert!(target.contains(&format!("keyplane_properties::{name}(data)")), "{name}");
        let seeds: Vec<_> = fs::read_dir(fuzz.join("corpus").join(name)).unwrap().collect();
        assert!(!seeds.is_empty(), "{name}");
        for seed in seeds {
            property(&fs::read(seed.unwrap().path()).unwrap());
        }
    }
}
