#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| keyplane_properties::claim_rules(data));
