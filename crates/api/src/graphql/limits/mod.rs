//! The limits of one document. They apply before the library validates the document, because its
//! own checks walk every fragment as often as it is spread.

mod measure;
mod meter;
mod prices;
mod range;

use async_graphql::{
    Positioned, ServerError, Variables,
    parser::types::{ExecutableDocument, OperationDefinition, OperationType},
};

use self::{measure::Measure, meter::Meter};
use super::{schema::MAX_DEPTH, sent::MAX_VALUES};

/// The highest cost of an operation, in the units of [`prices`]: the fields of a list count once
/// for each item of its page. A page of 100 items with 20 nested items each passes; three nested
/// lists of 100 do not.
pub(crate) const MAX_COST: usize = 120_000;
/// Maximum bytes of a document's arguments. A variable counts each time that it is used, because
/// the library copies it.
const MAX_ARGUMENT_BYTES: usize = 16 * 1024 * 1024;
/// Maximum number of selections and values that measuring a document visits: five times the largest
/// document. A fragment is measured once for each operation and page size, so a document can be
/// visited more than once.
const MAX_STEPS: usize = 5 * (MAX_TOKENS + MAX_VALUES);
/// Maximum number of root fields of a mutation.
const MAX_MUTATIONS: usize = 5;
/// Maximum number of fields and fragments after spreading every fragment.
const MAX_FIELDS: usize = 10_000;
/// Maximum number of lexical tokens of a document.
const MAX_TOKENS: usize = 15_000;
/// Maximum length of a name in a document, in bytes. The library compares an unknown name with
/// every name of the schema.
const MAX_NAME: usize = 200;
/// Maximum nesting of brackets; the parser is recursive.
const MAX_NESTING: usize = 64;
/// Page size if neither `first` nor `last` is given.
const DEFAULT_PAGE: i64 = 20;
/// Maximum page size.
const MAX_PAGE: i64 = 100;

/// The error of a limit.
pub(crate) fn exceeded(message: String) -> ServerError {
    let mut error = ServerError::new(message, None);
    error.extensions.get_or_insert_default().set("code", "LIMIT_EXCEEDED");
    error
}

/// Refuses a text with too many tokens, too long names or too deeply nested brackets for the
/// parser.
pub(crate) fn check_text(query: &str) -> Result<(), ServerError> {
    let mut rest = query.as_bytes();
    let (mut tokens, mut nesting) = (0_usize, 0_usize);
    while let Some(&byte) = rest.first() {
        let length = match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b',' => {
                rest = &rest[1..];
                continue;
            }
            b'#' => {
                rest = &rest[line_length(rest)..];
                continue;
            }
            b'"' => string_length(rest),
            _ if is_word(byte) => rest.iter().take_while(|&&byte| is_word(byte)).count(),
            _ => 1,
        };

        match byte {
            b'{' | b'[' | b'(' => nesting += 1,
            b'}' | b']' | b')' => nesting = nesting.saturating_sub(1),
            _ => {}
        }

        if is_word(byte) && length > MAX_NAME {
            return Err(exceeded(format!("a name in the document has more than {MAX_NAME} bytes")));
        }
        tokens += 1;
        if tokens > MAX_TOKENS {
            return Err(exceeded(format!("the document has more than {MAX_TOKENS} tokens")));
        }
        if nesting > MAX_NESTING {
            return Err(exceeded(format!("the document nests deeper than {MAX_NESTING} levels")));
        }

        rest = &rest[length..];
    }
    Ok(())
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

fn line_length(text: &[u8]) -> usize {
    text.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(text.len())
}

/// The length of a string or block string with its quotes; up to the end of the text if it is not
/// closed, which the parser then refuses.
fn string_length(text: &[u8]) -> usize {
    let quote: &[u8] = if text.starts_with(br#"""""#) { br#"""""# } else { br#"""# };
    let is_block = quote.len() == 3;
    let mut at = quote.len();
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with(quote) {
            return at + quote.len();
        }
        at += match rest[0] {
            b'\\' if is_block && rest[1..].starts_with(quote) => 4,
            b'\\' if !is_block => 2,
            b'\n' | b'\r' if !is_block => return at,
            _ => 1,
        };
    }
    text.len()
}

/// The chosen operation of a document that is within the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Checked {
    /// Whether the chosen operation is a mutation.
    pub(crate) is_mutation: bool,
    /// The cost of the chosen operation.
    pub(crate) cost: usize,
}

/// Refuses a document that spreads into too many fields or too deep, or whose chosen operation
/// costs too much or has too many root fields of Mutation.
pub(crate) fn check_document(
    document: &ExecutableDocument,
    operation_name: Option<&str>,
    variables: &Variables,
) -> Result<Checked, ServerError> {
    measure(&mut Meter::new(document, variables), document, operation_name)
}

fn measure<'a>(
    meter: &mut Meter<'a>,
    document: &'a ExecutableDocument,
    operation_name: Option<&str>,
) -> Result<Checked, ServerError> {
    let fragments = check_size(meter, document)?;

    let operation = chosen(document, operation_name).map(|operation| &operation.node);
    let is_mutation = operation.is_some_and(|one| one.ty == OperationType::Mutation);
    let measure = operation.map_or_else(Measure::default, |one| meter.operation(one));
    check_work(meter)?;
    if is_mutation && measure.at_root > MAX_MUTATIONS {
        return Err(exceeded(format!(
            "a request takes at most {MAX_MUTATIONS} mutation fields, this one has {}",
            measure.at_root
        )));
    }

    let cost = measure.cost.max(fragments);
    if cost > MAX_COST {
        return Err(exceeded(format!(
            "the query costs {cost}, and the limit is {MAX_COST}: ask for smaller pages, fewer \
             fields or shorter arguments"
        )));
    }
    Ok(Checked { is_mutation, cost })
}

/// Refuses a document if any of its fragments or operations has too many fields or levels; returns
/// the cost of the most expensive fragment.
fn check_size<'a>(
    meter: &mut Meter<'a>,
    document: &'a ExecutableDocument,
) -> Result<usize, ServerError> {
    let mut all = meter.fragments();
    let fragments = all.cost;
    for (_, operation) in document.operations.iter() {
        check_work(meter)?;
        let measure = meter.operation(&operation.node);
        all.fields = all.fields.saturating_add(measure.fields);
        all.depth = all.depth.max(measure.depth);
        if all.fields > MAX_FIELDS {
            return Err(exceeded(format!(
                "the document spreads into more than {MAX_FIELDS} fields and fragments"
            )));
        }
    }

    if all.depth > MAX_DEPTH {
        return Err(exceeded(format!(
            "the document nests deeper than {MAX_DEPTH} levels of fields"
        )));
    }
    Ok(fragments)
}

/// Refuses a document whose arguments are too long, or whose measuring takes too long.
fn check_work(meter: &Meter<'_>) -> Result<(), ServerError> {
    if meter.argument_bytes > MAX_ARGUMENT_BYTES {
        return Err(exceeded(format!(
            "the arguments of the document are longer than {MAX_ARGUMENT_BYTES} bytes together"
        )));
    }
    if meter.steps > MAX_STEPS {
        return Err(exceeded(format!(
            "the document takes more than {MAX_STEPS} steps to measure: use fewer operations, \
             and each fragment in pages of fewer sizes"
        )));
    }
    Ok(())
}

fn chosen<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Option<&'a Positioned<OperationDefinition>> {
    let mut operations = document.operations.iter();
    match name {
        None => operations.next().map(|(_, operation)| operation),
        Some(name) => operations
            .find(|(known, _)| known.is_some_and(|known| known.as_str() == name))
            .map(|(_, operation)| operation),
    }
}

#[cfg(test)]
mod tests;
