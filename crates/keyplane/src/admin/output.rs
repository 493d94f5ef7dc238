//! What the commands print: tables and pages for people, JSON for programs.

use std::fmt::Write as _;

use keyplane_entity::Timestamp;
use serde_json::Value;
use unicode_width::UnicodeWidthStr as _;

use crate::{
    admin_api::printable,
    moments::{Length, Relative},
};

/// Printed where there is nothing.
const NOTHING: &str = "-";

/// A column of a table, or a line of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    /// Its title, in capitals in a table.
    pub(super) title: &'static str,
    /// Where the value is, as a JSON Pointer (RFC 6901).
    pub(super) at: &'static str,
    pub(super) form: Form,
}

/// How a value is printed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    /// As it is.
    Text,
    /// A word of the Admin API, in lower case: `private-key-jwt`.
    Word,
    /// A list of texts.
    Items,
    /// A list of words of the Admin API, in lower case.
    Words,
    /// How far a time is from now; on a page, the time too.
    Time,
    /// As `Time`; `never` without a time.
    End,
    /// A number of seconds.
    Seconds,
    /// `yes` or `no`.
    Boolean,
    /// A star for true.
    Star,
    /// The key and the value of each label.
    Labels,
    /// The rules over claims.
    Rules,
    /// The ID of each object, with its name if it has one.
    Ids,
}

/// A column of texts.
pub(super) const fn text(title: &'static str, at: &'static str) -> Column {
    Column { title, at, form: Form::Text }
}

/// A column of another form.
pub(super) const fn column(title: &'static str, at: &'static str, form: Form) -> Column {
    Column { title, at, form }
}

/// A table with a line for each item, as wide as its content needs.
pub(super) fn table(columns: &[Column], items: &[Value], now: Timestamp) -> String {
    let titles = columns.iter().map(|column| column.title.to_uppercase()).collect();
    let mut rows: Vec<Vec<String>> = vec![titles];
    rows.extend(items.iter().map(|item| {
        columns.iter().map(|column| cell(column, item, now, false)).collect::<Vec<_>>()
    }));
    aligned(&rows, "  ")
}

/// A line for each value of one object that is there.
pub(super) fn page(columns: &[Column], object: &Value, now: Timestamp) -> String {
    let row = |column: &Column| {
        let shown = cell(column, object, now, true);
        (shown != NOTHING).then(|| vec![format!("{}:", column.title), shown])
    };
    let rows: Vec<_> = columns.iter().filter_map(row).collect();
    aligned(&rows, "  ")
}

/// JSON with an indent and a line break at its end.
pub(super) fn json(value: &Value) -> String {
    format!("{value:#}\n")
}

/// Lines whose cells begin below each other.
fn aligned(rows: &[Vec<String>], gap: &str) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at));
        cells.map(|cell| cell.width()).max().unwrap_or(0)
    };
    let widths: Vec<_> = (0..columns).map(width).collect();

    let mut text = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| padded(cell, *width));
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "{}", cells.collect::<Vec<_>>().join(gap).trim_end());
    }
    text
}

/// A text with blanks behind it, as wide as `width` columns of a terminal.
fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

fn cell(column: &Column, item: &Value, now: Timestamp, long: bool) -> String {
    let value = item.pointer(column.at).unwrap_or(&Value::Null);
    let shown = match column.form {
        Form::Text => plain(value),
        Form::Word => word(&plain(value)),
        Form::Items => items(value, plain),
        Form::Words => items(value, |one| word(&plain(one))),
        Form::End if value.is_null() => "never".to_owned(),
        Form::Time | Form::End => time(value, now, long),
        Form::Seconds => {
            value.as_i64().map(|seconds| Length(seconds).to_string()).unwrap_or_default()
        }
        Form::Boolean => value.as_bool().map(yes_or_no).unwrap_or_default().to_owned(),
        Form::Star => star(value.as_bool() == Some(true)).to_owned(),
        Form::Labels => items(value, label),
        Form::Rules => items(value, rule),
        Form::Ids => items(value, named_id),
    };
    if shown.is_empty() { NOTHING.to_owned() } else { shown }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => printable(text),
        other => printable(&other.to_string()),
    }
}

const fn yes_or_no(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}

const fn star(value: bool) -> &'static str {
    if value { "*" } else { " " }
}

/// `private-key-jwt` for `PRIVATE_KEY_JWT`.
fn word(name: &str) -> String {
    name.to_lowercase().replace('_', "-")
}

fn items(value: &Value, show: impl Fn(&Value) -> String) -> String {
    let items = value.as_array().into_iter().flatten();
    items.map(show).collect::<Vec<_>>().join(", ")
}

fn time(value: &Value, now: Timestamp, long: bool) -> String {
    let Some(at) = value.as_str().and_then(Timestamp::parse) else { return String::new() };
    let relative = Relative { at, now };
    let whole = Timestamp::from_seconds(at.seconds());
    if long { format!("{whole} ({relative})") } else { relative.to_string() }
}

fn label(value: &Value) -> String {
    let part = |name| value.get(name).map(plain).unwrap_or_default();
    format!("{}={}", part("key"), part("value"))
}

fn named_id(value: &Value) -> String {
    let part = |member| value.get(member).map(plain).unwrap_or_default();
    let (id, name) = (part("id"), part("name"));
    if name.is_empty() { id } else { format!("{id} ({name})") }
}

/// A rule as `--rule` takes it.
fn rule(value: &Value) -> String {
    let claim = value.get("claim").map(plain).unwrap_or_default();
    let sign =
        if value.get("match").and_then(Value::as_str) == Some("PREFIX") { "^=" } else { "=" };
    let values = value.get("values").map(|values| items(values, plain)).unwrap_or_default();
    format!("{claim}{sign}{values}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NOW: Timestamp = Timestamp(1_795_000_000_000);
    const COLUMNS: [Column; 4] = [
        text("Name", "/name"),
        column("Method", "/method", Form::Word),
        column("Expires", "/expiresAt", Form::Time),
        column("Labels", "/labels", Form::Labels),
    ];

    #[test]
    fn a_table_is_as_wide_as_its_content_and_has_no_blanks_at_the_end() {
        let in_a_month = NOW.plus_seconds(30 * 86_400).to_string();
        let items = [
            json!({"name": "billing", "method": "PRIVATE_KEY_JWT", "expiresAt": in_a_month,
                "labels": [{"key": "team", "value": "ä"}, {"key": "env", "value": "prod"}]}),
            json!({"name": "é", "method": "OPAQUE", "expiresAt": null, "labels": []}),
        ];
        assert_eq!(
            table(&COLUMNS, &items, NOW),
            "NAME     METHOD           EXPIRES     LABELS\n\
             billing  private-key-jwt  in 30 days  team=ä, env=prod\n\
             é        opaque           -           -\n"
        );
    }

    #[test]
    fn a_page_has_what_is_there_with_the_time_and_how_far_it_is() {
        let at = NOW.plus_seconds(-7200);
        let exact = Timestamp(at.0 + 280).to_string();
        let shown = page(&COLUMNS[..3], &json!({"name": "a", "expiresAt": exact}), NOW);
        assert_eq!(shown, format!("Name:     a\nExpires:  {at} (2 hours ago)\n"));
    }

    #[test]
    fn a_letter_that_is_two_columns_wide_counts_twice() {
        let items =
            [json!({"name": "請求", "method": "JWT"}), json!({"name": "abc", "method": "JWT"})];
        let shown = table(&COLUMNS[..2], &items, NOW);
        assert_eq!(shown, "NAME  METHOD\n請求  jwt\nabc   jwt\n");
    }

    #[test]
    fn what_has_no_end_never_ends() {
        let columns = [column("Expires", "/expiresAt", Form::End)];
        assert_eq!(page(&columns, &json!({ "expiresAt": null }), NOW), "Expires:  never\n");
        assert_eq!(table(&columns, &[json!({})], NOW), "EXPIRES\nnever\n");
    }

    #[test]
    fn a_name_moves_no_cursor_and_starts_no_line() {
        let items = [json!({"name": "a\u{1b}[31m\nb"})];
        assert_eq!(table(&COLUMNS[..1], &items, NOW), "NAME\na [31m b\n");
    }

    #[test]
    fn a_rule_is_shown_as_it_is_given() {
        let rule_of = |kind: &str| json!({"claim": "sub", "match": kind, "values": ["a", "b"]});
        assert_eq!(rule(&rule_of("ONE_OF")), "sub=a, b");
        assert_eq!(rule(&rule_of("PREFIX")), "sub^=a, b");
    }
}
