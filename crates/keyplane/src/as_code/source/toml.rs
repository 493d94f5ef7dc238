//! TOML files.

use keyplane_auth::shown;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    flaw::Mark,
    node::{MAX_DEPTH, MAX_NODES, SourceMember, SourceNode, SourceValue},
};

/// Reads a document, or says what is wrong and where.
pub(super) fn parse(text: &str) -> Result<SourceNode, (Mark, String)> {
    let lines = Lines::of(text);
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().map(|span| lines.mark(span.start)).unwrap_or_default();
        (at, shown(error.message()))
    })?;

    let mut reader = TreeReader { lines, nodes: 0 };
    let members = reader.members(table.into_inner(), 1)?;
    Ok(SourceNode { mark: Mark { line: 1, column: 1 }, value: SourceValue::Map(members) })
}

/// Turns TOML's tree into the common one.
struct TreeReader {
    lines: Lines,
    nodes: usize,
}

impl TreeReader {
    fn members(
        &mut self,
        table: DeTable<'_>,
        depth: usize,
    ) -> Result<Vec<SourceMember>, (Mark, String)> {
        let mut members = Vec::with_capacity(table.len());
        for (key, value) in table {
            let mark = self.lines.mark(key.span().start);
            let name = key.into_inner().into_owned();
            members.push(SourceMember { mark, name, node: self.node(value, depth + 1)? });
        }
        // TOML's tables are sorted by name; errors are listed in the order of the file.
        members.sort_by_key(|member| (member.mark.line, member.mark.column));
        Ok(members)
    }

    fn node(
        &mut self,
        value: Spanned<DeValue<'_>>,
        depth: usize,
    ) -> Result<SourceNode, (Mark, String)> {
        let mark = self.lines.mark(value.span().start);
        self.nodes += 1;
        if depth > MAX_DEPTH {
            return Err((mark, format!("nests deeper than {MAX_DEPTH} levels")));
        }
        if self.nodes > MAX_NODES {
            return Err((mark, format!("the file has more than {MAX_NODES} values")));
        }

        let value = match value.into_inner() {
            DeValue::String(text) => SourceValue::Text(text.into_owned()),
            DeValue::Boolean(value) => SourceValue::Bool(value),
            DeValue::Datetime(time) => SourceValue::Text(time.to_string()),
            DeValue::Integer(number) => {
                let read = i64::from_str_radix(number.as_str(), number.radix());
                SourceValue::Int(read.map_err(|_| (mark, "the number is too large".to_owned()))?)
            }
            DeValue::Float(number) => {
                let read = number.as_str().parse();
                SourceValue::Float(read.map_err(|_| (mark, "is no number".to_owned()))?)
            }
            DeValue::Array(items) => {
                let items = items.into_iter().map(|item| self.node(item, depth + 1));
                SourceValue::List(items.collect::<Result<_, _>>()?)
            }
            DeValue::Table(table) => SourceValue::Map(self.members(table, depth)?),
        };
        Ok(SourceNode { mark, value })
    }
}

/// The places at which the lines of a text begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self(std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect())
    }

    fn mark(&self, at: usize) -> Mark {
        let line = self.0.partition_point(|start| *start <= at);
        let start = line.checked_sub(1).and_then(|before| self.0.get(before)).copied();
        Mark { line, column: 1 + at.saturating_sub(start.unwrap_or(0)) }
    }
}
