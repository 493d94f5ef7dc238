use super::*;

/// What the validation says; nothing but `__typename` is run, since there is nobody who asks.
async fn refusal(selection: &str) -> Option<String> {
    let query = format!("{{ __typename ... on Query @skip(if: true) {{ {selection} }} }}");
    let response = schema().execute(query).await;
    response.errors.into_iter().next().map(|error| error.message)
}

#[test]
fn the_schema_file_is_what_the_code_says() {
    let file = include_str!("../../../../schema.graphql");
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

#[tokio::test]
async fn a_page_of_100_with_20_in_each_passes_and_three_lists_of_100_do_not() {
    let page = "totalCount pageInfo { hasNextPage endCursor }";
    let fields = "id name createdAt updatedAt";
    let portal = format!(
        "projects(first: 100) {{ {page} edges {{ cursor node {{ {fields} slug
            currentSigningKey {{ id kid state }} nextRotationAt
            applications(first: 20) {{ {page} edges {{ cursor node {{ {fields} clientId type
                enabled authMethod keys(first: 1) {{ totalCount }} }} }} }} }} }} }}"
    );
    assert_eq!(refusal(&portal).await, None);
    let nested = "projects(first: 100) { nodes { applications(first: 100) { nodes {
        keys(first: 100) { nodes { id } } } } } }";
    assert_eq!(refusal(nested).await.as_deref(), Some("Query is too complex."));
}

#[tokio::test]
async fn a_field_with_a_statement_of_its_own_cannot_be_repeated_without_end() {
    let fields = |count: usize| {
        let fields: Vec<_> = (0..count).map(|i| format!("f{i}: slugStatus(slug: \"x\")")).collect();
        fields.join(" ")
    };
    assert_eq!(refusal(&fields(100)).await, None);
    assert_eq!(refusal(&fields(201)).await.as_deref(), Some("Query is too complex."));
}

#[tokio::test]
async fn sixteen_levels_are_too_deep() {
    let links = |count: usize| {
        (0..count).fold("id".to_owned(), |inner, _| format!("predecessor {{ {inner} }}"))
    };
    let deep = |levels: usize| format!("viewer {{ key {{ {} }} }}", links(levels - 3));
    assert_eq!(refusal(&deep(15)).await, None);
    assert_eq!(refusal(&deep(16)).await.as_deref(), Some("Query is nested too deep."));
}
