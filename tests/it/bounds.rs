//! No input makes a request use unbounded memory or fail as an internal error, and no answer
//! repeats a secret.

use serde_json::{Value, json};

use crate::harness::{ec_key, on_both};

/// A private key to paste in the wrong place, and the lines of its PEM.
fn private_key() -> (String, Vec<String>) {
    let pem = crate::harness::rsa_key("pasted").to_pkcs8_pem().unwrap();
    let pem = secrecy::ExposeSecret::expose_secret(&pem).to_owned();
    let lines = pem.lines().filter(|line| !line.starts_with('-')).map(str::to_owned);
    let lines = lines.collect();
    (pem, lines)
}

/// The introspection queries of graphql-js, `GraphiQL`, `GraphQL` Code Generator and urql, as
/// graphql-js 16.15 writes them with the options of each.
const INTROSPECTION: [(&str, &str); 4] = [
    ("graphql-js", include_str!("introspection/graphql-js.graphql")),
    ("GraphiQL", include_str!("introspection/graphiql.graphql")),
    ("codegen", include_str!("introspection/codegen.graphql")),
    ("urql", include_str!("introspection/urql.graphql")),
];

on_both! {
    async fn a_list_argument_may_repeat_itself_30_000_times(world: World) {
        world.project("acme").await;
        let query = "query ($s: [KeyState!], $p: [KeyPurpose!]) { project(slug: \"acme\") { keys(first: 1, states: $s, purposes: $p) { totalCount } } }";
        for count in [1, 1000, 2000] {
            let given = json!({ "s": vec!["ACTIVE"; count], "p": vec!["SIGNING"; count] });
            let answer = world.ask(&world.root(), query, given).await;
            assert_eq!(answer.int("/project/keys/totalCount"), 1, "{count}");
        }
        let given = json!({ "s": vec!["ACTIVE"; 30_000], "p": [] });
        world.ask(&world.root(), query, given).await.refused("LIMIT_EXCEEDED");
        let literal = format!("{{ project(slug: \"acme\") {{ keys(states: [{}]) {{ totalCount }} }} }}", "ACTIVE ".repeat(14_000));
        assert_eq!(world.ask(&world.root(), &literal, Value::Null).await.int("/project/keys/totalCount"), 1);
    }

    async fn the_actions_of_a_filter_are_100_at_most(world: World) {
        let query = "query ($a: [String!]) { auditEvents(filter: { actions: $a }) { totalCount } }";
        let ask = async |count: usize| {
            let actions: Vec<_> = (0..count).map(|at| "x".repeat(at + 1)).collect();
            world.ask(&world.root(), query, json!({ "a": actions })).await
        };
        assert_eq!(ask(50).await.int("/auditEvents/totalCount"), 0);
        assert_eq!(ask(101).await.refused("INVALID_INPUT").fields(), ["filter.actions"]);
    }

    async fn a_text_to_search_for_has_200_characters_at_most(world: World) {
        world.project("acme").await;
        for query in [
            "query ($t: String!) { found: search(text: $t) { id } }",
            "query ($t: String!) { found: projects(search: $t) { totalCount } }",
            "query ($t: String!) { project(slug: \"acme\") { found: keys(search: $t) { totalCount } } }",
            "query ($t: String!) { project(slug: \"acme\") { found: applications(search: $t) { totalCount } } }",
        ] {
            let ask = async |text: String| world.ask(&world.root(), query, json!({ "t": text })).await;
            ask("é".repeat(200)).await.ok();
            let refused = ask("é".repeat(201)).await.refused("INVALID_INPUT");
            assert!(["text", "search"].contains(&refused.fields()[0]), "{query}");
        }
    }

    async fn thousands_of_look_ups_in_one_request_are_answered(world: World) {
        let project = world.project("acme").await;
        world.api(&project, "orders", &[]).await;
        let looked_up = |field: &str, inner: &str| {
            let each: Vec<_> = (0..1200).map(|at| format!("l{at}: {field}-{at}\") {{ {inner} }}")).collect();
            each.join(" ")
        };
        let query = format!("{{ project(slug: \"acme\") {{ orders: api(name: \"orders\") {{ name }} {} }} }}", looked_up("api(name: \"orders", "name"));
        let answer = world.ask(&world.root(), &query, Value::Null).await;
        assert_eq!(answer.text("/project/orders/name"), "orders");
        assert_eq!(answer.at("/project/l1199"), &Value::Null);
        let query = format!("{{ own: project(slug: \"acme\") {{ slug }} {} }}", looked_up("project(slug: \"acme", "slug"));
        let answer = world.ask(&world.root(), &query, Value::Null).await;
        assert_eq!(answer.text("/own/slug"), "acme");
        assert_eq!(answer.at("/l7"), &Value::Null);
    }

    async fn a_text_with_a_nul_character_names_nothing(world: World) {
        let project = world.project("acme").await;
        let nul = "a\u{0}b";
        let query = "query ($t: String!, $i: ID!) {
            project(slug: $t) { id } node(id: $i) { id } slugStatus(slug: $t)
            acme: project(slug: \"acme\") { api(name: $t) { id } application(clientId: $t) { id }
                keys(search: $t) { totalCount } applications(search: $t) { totalCount } }
            search(text: $t) { id } projects(search: $t) { totalCount }
            events: auditEvents(filter: { actions: [$t], targetId: $i }) { totalCount }
            auditEvents(filter: { targetId: $i }) { totalCount }
            other: auditEvents(projectId: $i) { totalCount }
            inspectToken(input: { token: $t }) { verdict } }";
        let answer = world.ask(&world.root(), query, json!({ "t": nul, "i": nul })).await;
        assert_eq!(answer.at("/project"), &Value::Null);
        assert_eq!(answer.text("/slugStatus"), "MALFORMED");
        assert_eq!(answer.int("/events/totalCount"), 0);
        assert_eq!(answer.int("/auditEvents/totalCount"), 0);
        assert_eq!(answer.int("/acme/keys/totalCount"), 0);
        let query = "query ($t: String!) { auditEvents(after: $t) { totalCount } }";
        world.ask(&world.root(), query, json!({ "t": nul })).await.refused("INVALID_INPUT");

        for (mutation, input, field) in [
            ("createProject", json!({ "slug": "other", "name": nul }), "name"),
            ("createProject", json!({ "slug": nul, "name": "n" }), "slug"),
            ("updateProject", json!({ "projectId": project, "authorizationEndpoint": format!("https://a.example/{nul}") }), "authorizationEndpoint"),
            ("createApplication", json!({ "projectId": project, "name": nul, "type": "SERVICE" }), "name"),
            ("createApplication", json!({ "projectId": project, "name": "n", "type": "SERVICE", "allowedClaims": [nul] }), "allowedClaims"),
            ("createApi", json!({ "projectId": project, "name": nul, "identifier": "urn:a", "scopes": [] }), "name"),
            ("createApi", json!({ "projectId": project, "name": "orders", "identifier": format!("urn:{nul}"), "scopes": [] }), "identifier"),
            ("createApi", json!({ "projectId": project, "name": "orders", "identifier": "urn:a", "scopes": [nul] }), "scopes"),
            ("importSigningKey", json!({ "projectId": project, "name": "n", "kid": nul, "publicKey": ec_key().public_key().spki_pem() }), "kid"),
            ("deleteProject", json!({ "projectId": project, "confirmSlug": nul }), "confirmSlug"),
        ] {
            let answer = world.mutate(&world.root(), mutation, input, "__typename").await;
            assert_eq!(answer.refused("INVALID_INPUT").fields(), [format!("input.{field}")], "{mutation}");
        }
    }

    async fn a_token_whose_kid_is_out_of_form_is_of_an_unknown_key(world: World) {
        let root = world.root();
        let claims = Value::Object(root.claims(world.now())).to_string();
        for kid in ["a\u{0}b".to_owned(), "a b".to_owned(), "k".repeat(129), String::new()] {
            let header = json!({ "alg": "RS256", "kid": kid }).to_string();
            let token = root.sign_raw(&header, &claims);
            let answer = world.ask_with(&token, "{ viewer { scope } }", Value::Null).await;
            assert_eq!(answer.response.status, 401, "{kid:?}");
            assert!(["UNKNOWN_KID", "MISSING_KID"].contains(&answer.reason()), "{kid:?}: {}", answer.body);
            let query = "query ($t: String!) { inspectToken(input: { token: $t }) { verdict reason } }";
            let inspected = world.ask(&root, query, json!({ "t": token })).await;
            assert_eq!(inspected.text("/inspectToken/verdict"), "INVALID", "{kid:?}");
        }
    }

    async fn names_hold_nothing_that_cannot_be_seen(world: World) {
        let project = world.project("acme").await;
        let application = world.application(&project, "service").await;
        let key = world.application_key(&application, "k").await;

        for letter in ['\u{0}', '\n', '\u{1b}', '\u{7f}', '\u{85}', '\u{ad}', '\u{200b}', '\u{200d}', '\u{200e}', '\u{202a}', '\u{202e}', '\u{2066}', '\u{2069}', '\u{2060}', '\u{feff}', '\u{61c}', '\u{3164}', '\u{e0041}'] {
            let name = format!("a{letter}b");
            for (mutation, input) in [
                ("createProject", json!({ "slug": "other", "name": name })),
                ("updateProject", json!({ "projectId": project, "name": name })),
                ("createApplication", json!({ "projectId": project, "name": name, "type": "SERVICE" })),
                ("updateApplication", json!({ "applicationId": application, "name": name })),
                ("generateApplicationKey", json!({ "applicationId": application, "name": name })),
                ("updateKey", json!({ "keyId": key, "name": name })),
                ("rotateKey", json!({ "keyId": key, "name": name })),
            ] {
                let answer = world.mutate(&world.root(), mutation, input, "__typename").await;
                assert_eq!(answer.refused("INVALID_INPUT").fields(), ["input.name"], "{mutation} {letter:?}");
            }
            if letter != '\n' {
                let input = json!({ "keyId": key, "reason": name });
                let answer = world.mutate(&world.root(), "revokeKey", input, "__typename").await;
                assert_eq!(answer.refused("INVALID_INPUT").fields(), ["input.reason"], "{letter:?}");
            }
        }

        for name in ["Zahlungen Süd", "支払い", "مدفوعات", "a-b_c (d) 100%", &"ü".repeat(100)] {
            let input = json!({ "applicationId": application, "name": name });
            world.mutate(&world.root(), "updateApplication", input, "application { name }").await.ok();
        }
    }

    async fn a_private_key_in_the_wrong_place_is_never_repeated(world: World) {
        let project = world.project("acme").await;
        let (pem, lines) = private_key();
        let line = &lines[1];
        let name = line.replace(['+', '/', '='], "_");
        let mut answers = Vec::new();

        for (query, given) in [
            ("query ($v: [KeyState!]) { adminKeys(states: $v) { totalCount } }".to_owned(), json!({ "v": [pem] })),
            ("query ($v: Int) { adminKeys(first: $v) { totalCount } }".to_owned(), json!({ "v": pem })),
            ("query ($v: String) { adminKeys(after: $v) { totalCount } }".to_owned(), json!({ "v": pem })),
            ("query ($v: ID!) { node(id: $v) { id } }".to_owned(), json!({ "v": { "k": pem } })),
            ("query ($v: AuditFilter) { auditEvents(filter: $v) { totalCount } }".to_owned(), json!({ "v": { &pem: 1 } })),
            ("query ($v: AuditFilter) { auditEvents(filter: $v) { totalCount } }".to_owned(), json!({ "v": { "since": pem } })),
            ("query ($v: AuditFilter) { auditEvents(filter: $v) { totalCount } }".to_owned(), json!({ "v": { "actorKeyId": pem } })),
            (format!("{{ {name} }}"), Value::Null),
            (format!("{{ adminKeys({name}: 1) {{ totalCount }} }}"), Value::Null),
            (format!("{{ adminKeys(states: [{name}]) {{ totalCount }} }}"), Value::Null),
            (format!("{{ adminKeys(states: \"{line}\") {{ totalCount }} }}"), Value::Null),
            (format!("query (${name}: {name}) {{ viewer {{ scope }} }}"), Value::Null),
            (format!("{{ ...{name} }}"), Value::Null),
            (format!("{{ viewer @{name} {{ scope }} }}"), Value::Null),
            (format!("{{ node(id: \"{line}\" {line}) {{ id }} }}"), Value::Null),
        ] {
            answers.push((query.clone(), world.ask(&world.root(), &query, given).await));
        }

        let application = world.application(&project, "service").await;
        for (mutation, input) in [
            ("createProject", json!({ "slug": pem, "name": "n" })),
            ("createProject", json!({ "slug": "other", "name": pem })),
            ("createProject", json!({ "slug": "other", "name": "n", "keyPolicy": { "signingAlgorithm": pem } })),
            ("createProject", json!({ "slug": "other", "name": "n", "keyPolicy": { "rsaBits": pem } })),
            ("createProject", json!({ "slug": "other", "name": "n", &pem: 1 })),
            ("updateProject", json!({ "projectId": project, "authorizationEndpoint": pem })),
            ("updateProject", json!({ "projectId": pem })),
            ("createApplication", json!({ "projectId": project, "name": "n", "type": pem })),
            ("createApplication", json!({ "projectId": project, "name": "n", "type": "SERVICE", "allowedClaims": [pem] })),
            ("createApplication", json!({ "projectId": project, "name": "n", "type": "SERVICE", "allowedClaims": [line, line] })),
            ("createApi", json!({ "projectId": project, "name": "orders", "identifier": pem, "scopes": [] })),
            ("createApi", json!({ "projectId": project, "name": "orders", "identifier": "urn:a", "scopes": [line, line] })),
            ("importApplicationKey", json!({ "applicationId": application, "name": "n", "publicKey": pem })),
            ("importApplicationKey", json!({ "applicationId": application, "name": "n", "publicKey": pem.replace('\n', "") })),
            ("importApplicationKey", json!({ "applicationId": application, "name": "n", "publicKey": "x", "kid": pem })),
            ("importApplicationKey", json!({ "applicationId": application, "name": "n", "publicKey": format!("{{\"kty\":\"{line}\"}}") })),
            ("importApplicationKey", json!({ "applicationId": application, "name": "n", "publicKey": format!("{{\"kty\":\"EC\",\"crv\":\"{line}\"}}") })),
            ("grantApi", json!({ "applicationId": application, "apiId": pem, "scopes": [] })),
            ("deleteProject", json!({ "projectId": project, "confirmSlug": pem })),
        ] {
            let answer = world.mutate(&world.root(), mutation, input.clone(), "__typename").await;
            answers.push((format!("{mutation} {}", input.as_object().unwrap().keys().map(String::as_str).collect::<Vec<_>>().join(" ")), answer));
        }

        for (what, answer) in answers {
            let text = answer.response.text();
            let repeated = lines.iter().chain([&name]).find(|line| text.contains(&line[..16]));
            assert!(repeated.is_none(), "{what}: {text}");
        }
    }

    async fn the_standard_introspection_queries_pass(world: World) {
        let read = world.instance_admin("reader", &["READ"]).await;
        for (client, query) in INTROSPECTION {
            let answer = world.ask(&read, query, Value::Null).await;
            let types = answer.at("/__schema/types").as_array().unwrap().len();
            assert!(types > 50, "{client}: {types}");
        }
    }

    async fn introspection_that_goes_round_in_circles_exceeds_a_limit(world: World) {
        for (open, close) in [
            ("interfaces { possibleTypes { ", "} } "),
            ("fields { type { ofType { ", "} } } "),
            ("fields { args { type { ofType { ", "} } } } "),
        ] {
            let query = format!("{{ __schema {{ types {{ {}name {} }} }} }}", open.repeat(4), close.repeat(4));
            world.ask(&world.root(), &query, Value::Null).await.refused("LIMIT_EXCEEDED");
        }
    }

    async fn what_is_too_deep_exceeds_a_limit_however_deep_it_is(world: World) {
        for levels in [16, 20, 31, 32, 33, 40, 50, 60, 63, 64, 65, 200] {
            let query = format!("{{ viewer {{ key {}{{ id }}{} }} }}", "{ predecessor ".repeat(levels - 3), " }".repeat(levels - 3));
            world.ask(&world.root(), &query, Value::Null).await.refused("LIMIT_EXCEEDED");
        }
        let value = format!("{}{}", "[".repeat(100), "]".repeat(100));
        let query = format!("{{ adminKeys(states: {value}) {{ totalCount }} }}");
        world.ask(&world.root(), &query, Value::Null).await.refused("LIMIT_EXCEEDED");
    }

    async fn an_answer_that_is_too_long_exceeds_a_limit(world: World) {
        let project = world.project("acme").await;
        for _ in 0..5 {
            let input = json!({ "projectId": project, "name": "k" });
            world.mutate(&world.root(), "generateSigningKey", input, "key { id }").await.ok();
        }
        let aliases: Vec<_> = (0..900).map(|at| format!("j{at}: jwk")).collect();
        let query = format!("{{ project(slug: \"acme\") {{ keys(first: 100) {{ nodes {{ {} }} }} }} }}", aliases.join(" "));
        world.ask(&world.root(), &query, Value::Null).await.refused("LIMIT_EXCEEDED");
    }

    async fn an_answer_lists_100_errors_at_most_and_says_how_many_there_were(world: World) {
        let fields: Vec<_> = (0..1000).map(|at| format!("e{at}: adminKeys(first: 0) {{ totalCount }}")).collect();
        let answer = world.ask(&world.root(), &format!("{{ viewer {{ scope }} {} }}", fields.join(" ")), Value::Null).await;
        let errors = answer.body["errors"].as_array().unwrap();
        assert_eq!(errors.len(), 101);
        assert!(errors[100]["message"].as_str().unwrap().starts_with("1000 errors"), "{}", errors[100]);
        assert_eq!(answer.body["data"]["viewer"]["scope"], "INSTANCE");
        assert_eq!(answer.body["data"]["e999"], Value::Null);
    }
}
