//! The outbox of change notices on PostgreSQL: a row for each scope that a commit changes.
//!
//! Each commit takes its positions from the one row of `notice_head`, as its last step. That row
//! stays locked until the commit has happened, so positions have no gaps and become visible in
//! their order: a reader that has read up to a position never has to look back for a transaction
//! that took a lower one and committed later. A sequence would not give that. The horizon of
//! transaction IDs (`pg_snapshot_xmin`) would, but any long transaction in the cluster holds it
//! back. The lock costs little: it is taken in the same message as the COMMIT, and PostgreSQL
//! itself lets only one transaction with a `NOTIFY` commit at a time.
//!
//! `NOTIFY` carries the same notices, so that replicas that listen read no rows. What it loses, and
//! everything on engines without it, is found by position.

use std::fmt::Write as _;

use uuid::Uuid;

use super::{
    news::Part,
    notice::{CHANNEL, Notice},
};

/// A commit of this process.
pub(super) struct Outgoing<'a> {
    /// The replica that commits.
    pub(super) by: Uuid,
    pub(super) commit: Uuid,
    /// The scopes that it changes; at least one.
    pub(super) scopes: &'a [Uuid],
    /// The changed part of each; `None`: any part.
    pub(super) part: Option<&'a Part>,
}

impl Outgoing<'_> {
    /// The last statements of the transaction: the rows, and the notices to replicas that listen.
    pub(super) fn script(&self) -> String {
        let Self { by, commit, scopes, part } = self;
        let count = scopes.len();
        let part_value = part.map_or_else(|| "NULL".to_owned(), |part| quoted(part.as_str()));

        let rows = scopes.iter().enumerate().map(|(at, scope)| {
            let place = count - 1 - at;
            format!("(head.position - {place}, '{scope}'::uuid, {part_value}, ")
                + &format!("'{by}'::uuid, '{commit}'::uuid, {NOW})")
        });
        let rows: Vec<_> = rows.collect();
        let mut script = format!(
            "WITH head AS (UPDATE notice_head SET position = position + {count} \
             RETURNING position) INSERT INTO change_notice (position, scope_id, part, replica_id, \
             commit_id, written_at) SELECT line.* FROM head, LATERAL (VALUES {}) AS line; ",
            rows.join(", ")
        );

        for scope in *scopes {
            let notice = Notice::Changed { scope: *scope, part: part.cloned() };
            // Writing to a string cannot fail.
            let _ = write!(script, "SELECT pg_notify('{CHANNEL}', {}); ", quoted(&notice));
        }
        let _ = write!(
            script,
            "SELECT pg_notify('{CHANNEL}', 'commit {by} {commit} ' || position || ' {count}') \
             FROM notice_head; "
        );
        script
    }
}

/// The database's clock, in Unix milliseconds.
const NOW: &str = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

/// A text as a literal of SQL.
fn quoted(text: &(impl ToString + ?Sized)) -> String {
    format!("'{}'", text.to_string().replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_scope_has_a_row_and_a_notice_and_texts_are_quoted() {
        let [by, commit, one, other] = [1, 2, 3, 4].map(Uuid::from_u128);
        let part = Part::new("it's");
        let outgoing = Outgoing { by, commit, scopes: &[one, other], part: Some(&part) };
        let script = outgoing.script();
        for piece in [
            "position + 2 ".to_owned(),
            format!("(head.position - 1, '{one}'::uuid, 'it''s', '{by}'::uuid, '{commit}'::uuid,"),
            format!("(head.position - 0, '{other}'::uuid, 'it''s',"),
            format!("pg_notify('keyplane', '{one} it''s');"),
            format!("pg_notify('keyplane', 'commit {by} {commit} ' || position || ' 2')"),
        ] {
            assert!(script.contains(&piece), "{piece} in {script}");
        }
        assert!(script.ends_with("; "));
    }
}
