//! The fields of log lines against docs/observability.md.

use std::{collections::BTreeSet, fs, path::Path};

use super::crates;

/// The fields that the formatter of log lines adds.
const OF_EVERY_LINE: [&str; 2] = ["request_id", "trace_id"];

/// The arguments of a macro's call, whose text begins behind its bracket.
fn arguments(text: &str) -> Vec<String> {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    let mut all = vec![String::new()];
    for letter in text.chars() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if in_text => escaped = true,
            '"' => in_text = !in_text,
            '(' | '[' | '{' if !in_text => depth += 1,
            ')' | ']' | '}' if !in_text && depth == 0 => break,
            ')' | ']' | '}' if !in_text => depth -= 1,
            ',' if !in_text && depth == 0 => {
                all.push(String::new());
                continue;
            }
            _ => {}
        }
        all.last_mut().unwrap().push(letter);
    }
    all
}

/// The name of the field that an argument records; `None` for the message.
fn field(argument: &str) -> Option<String> {
    let argument = argument.trim();
    // An expression that fills the message is no field.
    if argument.starts_with("self.") {
        return None;
    }
    let argument = argument.strip_prefix(['%', '?']).unwrap_or(argument);
    let name = argument.split('=').next()?.trim();
    let is_name = !name.is_empty()
        && name.chars().all(|letter| letter.is_ascii_lowercase() || matches!(letter, '_' | '.'));
    is_name.then(|| name.to_owned())
}

/// The fields of lines at info and above.
fn logged() -> BTreeSet<String> {
    let mut fields: BTreeSet<_> = OF_EVERY_LINE.map(ToOwned::to_owned).into();
    for one in crates() {
        for file in one.files.values() {
            let text = fs::read_to_string(file).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
            for level in ["error", "warn", "info", "$level"] {
                let call = format!("tracing::{level}!(");
                let arguments = code.split(&call).skip(1).flat_map(arguments);
                fields.extend(arguments.filter_map(|argument| field(&argument)));
            }
        }
    }
    fields
}

#[test]
fn every_field_of_the_log_is_on_the_page_of_observability() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/observability.md");
    let page = fs::read_to_string(page).unwrap();
    let (_, table) = page.split_once("\n### Fields\n").unwrap();
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let listed: BTreeSet<_> = rows.map(ToOwned::to_owned).collect();
    assert_eq!(listed, logged());
    assert!(listed.len() > 20, "{listed:?}");
}
