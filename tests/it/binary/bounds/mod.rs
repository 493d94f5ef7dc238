//! Bounds of any single request: memory of the real process, and the length of the answer.

mod requests;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use serde_json::{Value, json};

use self::requests::{Asked, Dice, Shape};
use super::process::{Keyplane, free_address};
use crate::harness::{Backend, Caller, Database, PUBLIC_URL, left_out, rsa_key};

/// Additional memory that one request may use, in KiB.
const MAX_MEMORY: u64 = 64 * 1024;
/// The highest cost of a query that is accepted.
const MAX_COST: usize = 120_000;
/// How many random fields of the schema are tried at their maximum.
const FIELDS: usize = 20;
/// The longest answer, in bytes.
const MAX_ANSWER: usize = 8 * 1024 * 1024 + 4096;

/// A server with data, and a key that can only read.
struct Site {
    server: Keyplane,
    reader: Caller,
    /// The resident memory at rest, in KiB.
    rest: u64,
}

impl Site {
    fn open(database: &Database) -> Self {
        let server = Keyplane::try_start(database.data_dir(), free_address(), |command| {
            command.env("KEYPLANE_DATABASE_URL", &database.url);
            command.env("KEYPLANE_PUBLIC_URL", PUBLIC_URL);
            // The peak of its memory can be reset by its own user only if it is dumpable.
            command.env("KEYPLANE_CORE_DUMPS", "true");
        });
        let server = server.unwrap();
        let root = Caller::new(&rsa_key("root"), "keyplane");
        fill(&server, &root);
        let reader = Caller::new(&rsa_key("reader"), "keyplane");
        let plain = "{ projects { totalCount nodes { keys(first: 100) { nodes { jwk } } } } }";
        server.data(&reader, plain, &json!({}));
        let rest = server.memory("VmRSS");
        Self { server, reader, rest }
    }

    /// Sends a request and adds exceeded bounds to `faults`. Returns the message of the limit that
    /// refused the request, if any.
    fn ask(&self, asked: &Asked, faults: &mut Vec<String>) -> Option<String> {
        self.server.forget_peak();
        let (status, answer) = self.server.ask(&self.reader, &asked.query, &asked.variables);
        let taken = self.server.memory("VmHWM").saturating_sub(self.rest);
        let length = answer.to_string().len();
        let code = answer.pointer("/errors/0/extensions/code").and_then(Value::as_str);
        let code = code.unwrap_or_default();
        let allowed = ["", "LIMIT_EXCEEDED", "INVALID_INPUT", "FORBIDDEN"].contains(&code);
        if taken > MAX_MEMORY || length > MAX_ANSWER || status != 200 || !allowed {
            let message = answer.pointer("/errors/0/message").unwrap_or(&Value::Null);
            faults.push(format!(
                "{}: {taken} KiB, an answer of {length} bytes, {status} {code} {message}",
                asked.what
            ));
        }
        let message = answer.pointer("/errors/0/message").and_then(Value::as_str);
        message.filter(|_| code == "LIMIT_EXCEEDED").map(str::to_owned)
    }

    /// Sends the longest accepted request that `made` makes. Finds it by the cost in the refusal of
    /// a longer one.
    fn ask_the_most(&self, made: impl Fn(usize) -> Asked, faults: &mut Vec<String>) {
        let mut count = 2400;
        while let Some(refusal) = self.ask(&made(count), faults) {
            let cost = refusal.strip_prefix("the query costs ");
            let cost = cost.and_then(|rest| rest.split(',').next()?.parse::<usize>().ok());
            let fits = cost.map_or(count / 2, |cost| count * MAX_COST / cost.max(1));
            if fits.min(count - 1) == 0 {
                return;
            }
            count = fits.min(count - 1);
        }
    }
}

/// A project with applications, keys of every kind, APIs, grants and events.
fn fill(server: &Keyplane, root: &Caller) {
    let mutate = |mutation: &str, input: Value, fields: &str| {
        let of = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
        let query =
            format!("mutation ($input: {of}!) {{ {mutation}(input: $input) {{ {fields} }} }}");
        server.data(root, &query, &json!({ "input": input }))[mutation].clone()
    };

    let input = json!({
        "name": "reader", "permissions": ["READ", "AUDIT_READ"],
        "publicKey": rsa_key("reader").public_key().spki_pem(),
    });
    mutate("importAdminKey", input, "key { id }");

    let made = mutate("createProject", json!({ "slug": "acme", "name": "Acme" }), "project { id }");
    let project = &made["project"]["id"];
    let input = json!({ "projectId": project, "name": "orders", "identifier": "urn:orders", "scopes": ["read", "write"] });
    let api = mutate("createApi", input, "api { id }")["api"]["id"].clone();

    let labels: Vec<_> = (0..32)
        .map(|number| json!({ "key": format!("{number:k>63}"), "value": "é".repeat(255) }))
        .collect();
    for number in 0..20 {
        let input = json!({
            "projectId": project, "name": format!("application {number}"), "type": "SERVICE",
            "description": "é".repeat(500), "owner": "é".repeat(200), "labels": labels,
        });
        let application = mutate("createApplication", input, "application { id }");
        let application = &application["application"]["id"];
        let input = json!({ "applicationId": application, "apiId": api, "scopes": ["read"] });
        mutate("grantApi", input, "grant { id }");
        for name in ["k one", "k two", "k three", "k four", "k five"] {
            let input = json!({
                "applicationId": application, "name": name, "algorithm": "ES256", "retainPrivateKey": true,
            });
            mutate("generateApplicationKey", input, "key { id }");
        }
    }

    for _ in 0..5 {
        let input = json!({ "projectId": project, "name": "k long", "rsaBits": 2048, "retainPrivateKey": true });
        mutate(
            "generateAdminKey",
            json!({ "permissions": ["READ"], "projectId": project, "name": "k admin", "retainPrivateKey": true }),
            "key { id }",
        );
        mutate("generateSigningKey", input, "key { id }");
    }
}

fn every_request_is_bounded(site: &Site) {
    let shape = Shape::read(&keyplane_api::sdl());
    let mut dice = Dice(9);
    let mut faults = Vec::new();

    let mut requests = requests::special();
    for aliases in [1, 20, 1000] {
        requests.extend(shape.long_arguments(aliases));
    }
    requests.extend((0..60).map(|number| shape.random(&mut dice, number)));
    let refused = requests.iter().filter_map(|one| site.ask(one, &mut faults)).count();
    assert!(refused < requests.len() * 9 / 10, "{refused} of {} are refused", requests.len());

    let mut fields = shape.reached();
    while fields.len() > FIELDS {
        fields.swap_remove(dice.below(fields.len()));
    }
    for (of_type, name) in &fields {
        site.ask_the_most(|count| shape.aliased(of_type, name, count), &mut faults);
    }
    assert!(faults.is_empty(), "{}:\n{}", faults.len(), faults.join("\n"));
}

fn on(backend: Backend, test: fn(&Site)) {
    if backend == Backend::Postgres && left_out() {
        return;
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let database = runtime.block_on(Database::fresh(backend));
    let outcome = catch_unwind(AssertUnwindSafe(|| test(&Site::open(&database))));
    runtime.block_on(database.remove());
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

#[test]
fn whatever_one_request_of_a_read_key_holds_it_takes_at_most_64_mib_on_sqlite() {
    on(Backend::Sqlite, every_request_is_bounded);
}

#[test]
fn whatever_one_request_of_a_read_key_holds_it_takes_at_most_64_mib_on_postgres() {
    on(Backend::Postgres, every_request_is_bounded);
}

#[test]
fn fields_that_fail_in_one_request_are_one_line_of_the_log() {
    use sqlx::{Connection, Executor, SqliteConnection};

    let runtime = tokio::runtime::Runtime::new().unwrap();
    let database = runtime.block_on(Database::fresh(Backend::Sqlite));
    let site = Site::open(&database);
    runtime.block_on(async {
        let mut connection = SqliteConnection::connect(&database.url).await.unwrap();
        connection.execute("ALTER TABLE search_term RENAME TO hidden").await.unwrap();
        connection.close().await.unwrap();
    });
    let fields: Vec<_> =
        (0..150).map(|at| format!("s{at}: projects(search: \"k{at}\") {{ totalCount }}")).collect();
    let query = format!("{{ {} }}", fields.join(" "));
    let (_, answer) = site.server.ask(&site.reader, &query, &json!({}));
    assert_eq!(answer["errors"][0]["extensions"]["code"], "INTERNAL", "{answer}");
    let said = site.server.said();
    let lines: Vec<_> = said.lines().filter(|line| line.contains("ERROR")).collect();
    assert_eq!(lines.len(), 1, "{said}");
    assert!(lines[0].contains("search_term") && lines[0].contains("150"), "{}", lines[0]);
}
