//! How much one document may ask for. Everything here runs before the library looks at the
//! document, since its own checks walk every fragment as often as it is spread.

use std::collections::HashMap;

use async_graphql::{
    Name, Positioned, ServerError,
    parser::types::{
        ExecutableDocument, OperationDefinition, OperationType, Selection, SelectionSet,
    },
};

/// The most levels of fields. The introspection query of graphql-js needs 15.
pub(crate) const MAX_DEPTH: usize = 15;
/// The highest cost of a query, in fields: a list's fields count once an item of its page. A
/// page of 100 with 20 of something in each passes, three lists of 100 in each other do not.
pub(crate) const MAX_COMPLEXITY: usize = 100_000;
/// The most root fields of a mutation.
const MAX_MUTATIONS: usize = 5;
/// The most fields once every fragment is spread.
const MAX_FIELDS: usize = 10_000;
/// The most lexical tokens of a document.
const MAX_TOKENS: usize = 15_000;
/// The deepest nesting of brackets; the parser recurses.
const MAX_NESTING: usize = 64;
/// A page where neither `first` nor `last` says otherwise.
const DEFAULT_PAGE: i32 = 20;
/// The largest page.
const MAX_PAGE: i32 = 100;

/// The cost of a field that takes statements of its own, however often it stands in a document;
/// a level of lists or links takes one for all.
pub(crate) const STATEMENT_COST: usize = 500;

/// The cost of a connection whose page costs `child` an item.
pub(crate) fn page_cost(first: Option<i32>, last: Option<i32>, child: usize) -> usize {
    let items = first.or(last).unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE);
    child.saturating_mul(usize::try_from(items).unwrap_or(1)).saturating_add(1)
}

fn exceeded(message: String) -> ServerError {
    let mut error = ServerError::new(message, None);
    error.extensions.get_or_insert_default().set("code", "LIMIT_EXCEEDED");
    error
}

/// Refuses a text that would cost the parser too much: too many tokens, or brackets too deep
/// for its recursion.
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

/// The length of a string or block string with its quotes; to the end where it is not closed,
/// which the parser will say.
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

/// Refuses a document that spreads into too many fields, or whose chosen operation has too many
/// root fields of Mutation. True where it is a mutation.
pub(crate) fn check_document(
    document: &ExecutableDocument,
    operation_name: Option<&str>,
) -> Result<bool, ServerError> {
    let mut shapes = Shapes { document, known: HashMap::new() };
    let mut fields = 0_usize;
    for (_, operation) in document.operations.iter() {
        fields = fields.saturating_add(shapes.of(&operation.node.selection_set.node).all);
    }
    if fields > MAX_FIELDS {
        return Err(exceeded(format!("the document spreads into more than {MAX_FIELDS} fields")));
    }
    let Some(operation) = chosen(document, operation_name) else { return Ok(false) };
    if operation.node.ty != OperationType::Mutation {
        return Ok(false);
    }
    let mutations = shapes.of(&operation.node.selection_set.node).at_root;
    if mutations > MAX_MUTATIONS {
        return Err(exceeded(format!(
            "a request takes at most {MAX_MUTATIONS} mutation fields, this one has {mutations}"
        )));
    }
    Ok(true)
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

/// How many fields a selection set has, once fragments are spread.
#[derive(Clone, Copy, Default)]
struct Shape {
    all: usize,
    at_root: usize,
}

/// Counts each fragment once, however often it is spread.
struct Shapes<'a> {
    document: &'a ExecutableDocument,
    known: HashMap<&'a Name, Shape>,
}

impl<'a> Shapes<'a> {
    fn of(&mut self, set: &'a SelectionSet) -> Shape {
        let mut sum = Shape::default();
        for selection in &set.items {
            let part = match &selection.node {
                Selection::Field(field) => {
                    let inner = self.of(&field.node.selection_set.node);
                    Shape { all: inner.all.saturating_add(1), at_root: 1 }
                }
                Selection::InlineFragment(fragment) => self.of(&fragment.node.selection_set.node),
                Selection::FragmentSpread(spread) => {
                    self.of_fragment(&spread.node.fragment_name.node)
                }
            };
            sum.all = sum.all.saturating_add(part.all);
            sum.at_root = sum.at_root.saturating_add(part.at_root);
        }
        sum
    }

    fn of_fragment(&mut self, name: &'a Name) -> Shape {
        if let Some(&shape) = self.known.get(name) {
            return shape;
        }
        // A fragment that spreads itself counts as empty here; the library refuses it.
        self.known.insert(name, Shape::default());
        let document = self.document;
        let shape = document
            .fragments
            .get(name)
            .map_or_else(Shape::default, |found| self.of(&found.node.selection_set.node));
        self.known.insert(name, shape);
        shape
    }
}

#[cfg(test)]
mod tests;
