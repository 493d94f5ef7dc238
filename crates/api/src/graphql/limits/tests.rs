use async_graphql::parser::parse_query;

use super::*;

fn check_with(query: &str, operation: Option<&str>, variables: &str) -> Result<Checked, String> {
    let document = parse_query(query).expect("a document");
    let variables = serde_json::from_str(variables).expect("variables");
    check_document(&document, operation, &variables).map_err(|error| error.message)
}

fn check(query: &str, operation: Option<&str>) -> Result<bool, String> {
    check_with(query, operation, "{}").map(|checked| checked.is_mutation)
}

fn cost(query: &str) -> usize {
    check_with(query, None, "{}").map_or(usize::MAX, |checked| checked.cost)
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
    let keys = |page: &str| cost(&format!("{{ adminKeys{page} {{ nodes {{ id }} }} }}"));
    let item = keys("(first: 2)") - keys("(first: 1)");
    assert_eq!(keys(""), keys("(first: 20)"));
    assert_eq!(keys("(first: 100)") - keys(""), 80 * item);
    assert_eq!(keys("(last: 7)"), keys("(first: 7)"));
    assert_eq!(keys("(first: 2147483647)"), keys("(first: 100)"));
    assert_eq!(keys("(first: -1)"), keys("(first: 1)"));
    let query = "query ($n: Int = 100) { adminKeys(first: $n) { nodes { id } } }";
    let with = |variables| check_with(query, None, variables).map(|checked| checked.cost);
    assert_eq!(with("{}"), Ok(keys("(first: 100)")));
    assert_eq!(with(r#"{"n":3}"#), Ok(keys("(first: 3)")));
    assert_eq!(with(r#"{"n":null}"#), Ok(keys("")));
    assert_eq!(with(r#"{"n":"many"}"#), Ok(keys("(first: 100)")));
}

#[test]
fn arguments_cost_their_bytes_wherever_they_come_from_and_in_each_item_again() {
    let text = "x".repeat(64_000);
    let literal = cost(&format!(r#"{{ node(id: "{text}") {{ id }} }}"#));
    assert!(literal > 1000, "{literal}");
    let given = format!(r#"{{"t":"{text}"}}"#);
    let aliases: Vec<_> = (0..50).map(|i| format!("n{i}: node(id: $t) {{ id }}")).collect();
    let query = format!("query ($t: ID!) {{ {} }}", aliases.join(" "));
    let checked = check_with(&query, None, &given).expect("few enough");
    assert!(checked.cost > 50 * 1000, "{}", checked.cost);
    let list = "query ($t: String!) { projects(first: 100) { nodes {
        one: api(name: $t) { id } two: api(name: $t) { id } } } }";
    assert!(check_with(list, None, &given).is_err_and(|why| why.contains("costs")));
    let fragments: Vec<_> =
        (0..300).map(|i| format!("fragment F{i} on Query {{ node(id: $t) {{ id }} }}")).collect();
    let query = format!("query ($t: ID!) {{ node(id: $t) {{ id }} }} {}", fragments.join(" "));
    assert!(check_with(&query, None, &given).is_err_and(|why| why.contains("arguments")));
}

#[test]
fn a_search_and_a_heavy_field_cost_more() {
    let plain = cost("{ projects { nodes { id } } }");
    assert!(cost(r#"{ projects(search: "a") { nodes { id } } }"#) > plain + 100);
    let page = |filter: &str| {
        cost(&format!("{{ project(slug: \"a\") {{ applications{filter} {{ totalCount }} }} }}"))
    };
    assert!(page(r#"(labels: [{ key: "a", value: "b" }])"#) > page("") + 100);
    let keys = |field: &str| cost(&format!("{{ adminKeys {{ nodes {{ {field} }} }} }}"));
    assert!(keys("jwk") > keys("id") + 20 * 15);
}

#[test]
fn a_page_of_100_with_20_in_each_passes_and_three_lists_of_100_do_not() {
    let page = "totalCount pageInfo { hasNextPage endCursor }";
    let fields = "id name createdAt updatedAt";
    let portal = format!(
        "{{ projects(first: 100) {{ {page} edges {{ cursor node {{ {fields} slug
            currentSigningKey {{ id kid state }} nextRotationAt
            applications(first: 20) {{ {page} edges {{ cursor node {{ {fields} clientId type
                enabled authMethod keys(first: 1) {{ totalCount }} }} }} }} }} }} }} }}"
    );
    assert_eq!(check(&portal, None), Ok(false));
    let nested = "{ projects(first: 100) { nodes { applications(first: 100) { nodes {
        keys(first: 100) { nodes { id } } } } } } }";
    assert!(check(nested, None).is_err_and(|why| why.contains("costs")));
}

#[test]
fn a_field_with_a_statement_of_its_own_cannot_be_repeated_without_end() {
    let fields = |count: usize| {
        let fields: Vec<_> = (0..count).map(|i| format!("f{i}: slugStatus(slug: \"x\")")).collect();
        format!("{{ {} }}", fields.join(" "))
    };
    assert!(check(&fields(100), None).is_ok());
    assert!(check(&fields(201), None).is_err_and(|why| why.contains("costs")));
}

#[test]
fn what_nests_deeper_than_15_levels_exceeds_a_limit_however_deep_and_however_written() {
    let deep =
        |levels: usize| format!("{}id{}", "key { ".repeat(levels - 1), " }".repeat(levels - 1));
    assert!(check(&format!("{{ {} }}", deep(15)), None).is_ok());
    for levels in 16..=62 {
        let why = check(&format!("{{ {} }}", deep(levels)), None);
        assert!(why.is_err_and(|why| why.contains("15 levels")), "{levels}");
    }
    let chain: Vec<_> =
        (0..2000).map(|i| format!("fragment F{i} on Key {{ ...F{} }}", i + 1)).collect();
    let query = format!("{{ ...F0 }} fragment F2000 on Key {{ id }} {}", chain.join(" "));
    assert!(check(&query, None).is_err_and(|why| why.contains("15 levels")));
}

#[test]
fn a_name_is_so_long_and_no_longer() {
    assert!(check_text(&"a".repeat(MAX_NAME)).is_ok());
    assert!(check_text(&"a".repeat(MAX_NAME + 1)).is_err());
}

/// The steps that the check of a document takes, and whether it is refused.
fn steps(query: &str, variables: &str) -> (usize, bool) {
    check_text(query).expect("few tokens");
    let document = parse_query(query).expect("a document");
    let variables = serde_json::from_str(variables).expect("variables");
    let mut meter = Meter::new(&document, &variables);
    let is_refused = measure(&mut meter, &document, None).is_err();
    (meter.steps, is_refused)
}

#[test]
fn a_long_variable_is_counted_once_however_often_the_document_names_it() {
    let given = format!(r#"{{"v":[{}]}}"#, vec!["1"; 4000].join(","));
    let named = |times: usize| format!("{{ node(id: [{}]) {{ id }} }}", "$v ".repeat(times));
    let (once, _) = steps(&named(1), &given);
    let (often, is_refused) = steps(&named(20), &given);
    assert!(!is_refused);
    // The chosen operation is measured twice.
    assert_eq!(often - once, 2 * 19);
}

#[test]
fn the_check_of_a_document_takes_steps_that_its_length_bounds() {
    let pages: Vec<_> = (1..=100).map(|n| format!("projects(first: {n}) {{ ...F }}")).collect();
    let operations: Vec<_> =
        (0..6).map(|at| format!("query Q{at} {{ {} }}", pages.join(" "))).collect();
    // A fragment that is measured 600 times.
    let often = |selection: String| {
        format!("{} fragment F on ProjectConnection {{ {selection} }}", operations.join(" "))
    };
    let spreads: Vec<_> = (0..7)
        .map(|at| {
            let next = format!("...F{} ", at + 1);
            format!("fragment F{at} on Query {{ {} }}", next.repeat(100))
        })
        .collect();
    let members: Vec<_> = (0..1500).map(|at| format!("m{at}: 1")).collect();
    let long = format!(r#"{{"v":[{}]}}"#, vec!["1"; 4990].join(","));

    for (query, given) in [
        (often(format!("a(b: [{}])", "$v ".repeat(3500))), &*long),
        (often(format!("a(b: [{}])", "$v ".repeat(3500))), "{}"),
        (often(format!("a(b: [{}])", "1 ".repeat(3500))), "{}"),
        (often(format!("a(b: {{ {} }})", members.join(" "))), "{}"),
        (often(format!("a @b(c: [{}])", "1 ".repeat(3500))), "{}"),
        (often(format!("a {}", "@b ".repeat(1500))), "{}"),
        (often("...G ".repeat(1500)), "{}"),
        (often("a ".repeat(3500)), "{}"),
        (format!("{{ ...F0 }} {}", spreads.join(" ")), "{}"),
    ] {
        let (steps, is_refused) = steps(&query, given);
        assert!(is_refused, "{}", &query[query.len() - 100..]);
        // Measuring continues to the end of the argument or set of directives that exceeds the
        // limit.
        assert!(steps <= MAX_STEPS + MAX_TOKENS, "{steps}");
    }
}

#[test]
fn fragments_that_double_are_refused_even_where_no_field_is_in_them() {
    let fragments: Vec<_> =
        (0..20).map(|i| format!("fragment F{i} on Query {{ ...F{0} ...F{0} }}", i + 1)).collect();
    let query = format!("{{ ...F0 }} {}", fragments.join(" "));
    assert!(check(&query, None).is_err_and(|why| why.contains("fragments")));
}

#[test]
fn a_large_document_of_an_honest_client_is_measured_within_the_bound() {
    let fields: Vec<_> = (0..400).map(|i| format!("f{i}: slug")).collect();
    let pages: Vec<_> =
        [10, 20, 50].map(|n| format!("p{n}: projects(first: {n}) {{ nodes {{ ...F }} }}")).to_vec();
    let query =
        format!("{{ {} }} fragment F on Project {{ {} }}", pages.join(" "), fields.join(" "));
    assert_eq!(check(&query, None), Ok(false));
}

#[test]
fn usage_costs_by_its_points_and_a_list_of_fifty_applications_for_a_day_passes() {
    let list = |first: usize, to: &str, step: &str| {
        cost(&format!(
            r#"{{ project(slug: "acme") {{ applications(first: {first}) {{ nodes {{ id
                usage(from: "2026-03-01T00:00:00Z", to: "{to}", step: {step}) {{
                    at accepted refused }} }} }} }} }}"#
        ))
    };
    let (day, year) = ("2026-03-02T00:00:00Z", "2027-03-01T00:00:00Z");
    assert!(list(100, day, "HOUR") < MAX_COST / 4);
    assert!(list(20, year, "DAY") < MAX_COST);
    assert_eq!(list(100, year, "DAY"), usize::MAX);
}
