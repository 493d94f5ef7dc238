//! The schema as a file.

use std::fs;
use std::path::Path;

#[test]
fn schema_graphql_is_what_the_code_says() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema.graphql");
    let written = fs::read_to_string(file).unwrap();
    assert!(written == keyplane_api::sdl(), "schema.graphql is stale: run `just schema`");
}
