use super::*;

#[test]
fn the_schema_file_is_what_the_code_says() {
    let file = include_str!("../../../../../schema.graphql");
    assert_eq!(sdl(), file, "renew it: cargo run -p keyplane -- schema > schema.graphql");
}

#[tokio::test]
async fn the_deepest_type_of_the_introspection_query_can_be_reached() {
    let mut types = "kind name".to_owned();
    for _ in 0..9 {
        types = format!("kind name ofType {{ {types} }}");
    }
    let query =
        format!("{{ __schema {{ types {{ fields {{ args {{ type {{ {types} }} }} }} }} }} }}");
    let response = schema().execute(query).await;
    assert!(response.is_ok(), "{:?}", response.errors);
}
