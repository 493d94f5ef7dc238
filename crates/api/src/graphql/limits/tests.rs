use async_graphql::parser::parse_query;

use super::*;

fn check(query: &str, operation: Option<&str>) -> Result<bool, String> {
    let document = parse_query(query).expect("a document");
    check_document(&document, operation).map_err(|error| error.message)
}

#[test]
fn five_mutations_pass_and_six_do_not_however_they_are_written() {
    let fields = |count: usize| {
        let fields: Vec<_> = (0..count).map(|i| format!("f{i}: revokeKey {{ key }}")).collect();
        fields.join(" ")
    };
    assert_eq!(check(&format!("mutation {{ {} }}", fields(5)), None), Ok(true));
    for query in [
        format!("mutation {{ {} }}", fields(6)),
        format!("mutation {{ ... on Mutation {{ {} }} }}", fields(6)),
        format!("mutation {{ ...F ...F }} fragment F on Mutation {{ {} }}", fields(3)),
    ] {
        assert!(check(&query, None).is_err(), "{query}");
    }
}

#[test]
fn only_the_chosen_operation_is_counted() {
    let query = "query Q { viewer { scope } } mutation M { a b c d e f }";
    assert_eq!(check(query, Some("Q")), Ok(false));
    assert!(check(query, Some("M")).is_err());
    assert_eq!(check(&format!("{{ {} }}", "viewer ".repeat(50)), None), Ok(false));
}

#[test]
fn fragments_that_double_again_and_again_are_refused_quickly() {
    let fragments: Vec<_> =
        (0..40).map(|i| format!("fragment F{i} on Query {{ ...F{0} ...F{0} }}", i + 1)).collect();
    let query = format!("{{ ...F0 }} fragment F40 on Query {{ viewer }} {}", fragments.join(" "));
    assert!(check(&query, None).is_err());
}

#[test]
fn a_fragment_that_spreads_itself_ends_the_count() {
    assert_eq!(check("{ ...F } fragment F on Query { viewer ...F }", None), Ok(false));
}

#[test]
fn brackets_nest_so_deep_and_no_deeper_strings_and_comments_do_not_count() {
    assert!(check_text(&"{a".repeat(MAX_NESTING)).is_ok());
    assert!(check_text(&"{a".repeat(MAX_NESTING + 1)).is_err());
    assert!(check_text(&"[".repeat(1 << 20)).is_err());
    let brackets = "[".repeat(1000);
    for query in [
        format!(r#"{{ a(b: "{brackets}") }}"#),
        format!(r#"{{ a(b: "\"{brackets}") }}"#),
        format!(r#"{{ a(b: """ " \""" {brackets}""") }}"#),
        format!("# {brackets}\n{{ a }}"),
    ] {
        assert!(check_text(&query).is_ok(), "{query}");
        assert!(check_text(&format!("{query} {brackets}")).is_err(), "{query}");
    }
}

#[test]
fn no_text_makes_the_scan_panic_or_hang() {
    for query in
        ["", "\"", "\"\\", "\"\"\"", "\"\"\"\\", "#", "é\"é", "\"\"\"\\\"\"", "\u{feff}{a}"]
    {
        assert!(check_text(query).is_ok(), "{query}");
    }
    assert!(check_text(&"a ".repeat(MAX_TOKENS)).is_ok());
    assert!(check_text(&"a ".repeat(MAX_TOKENS + 1)).is_err());
}

#[test]
fn a_page_costs_its_items_whatever_is_asked() {
    assert_eq!(page_cost(None, None, 3), 61);
    assert_eq!(page_cost(Some(100), None, 3), 301);
    assert_eq!(page_cost(None, Some(7), 3), 22);
    assert_eq!(page_cost(Some(i32::MAX), None, 3), 301);
    assert_eq!(page_cost(Some(-1), None, usize::MAX), usize::MAX);
}
