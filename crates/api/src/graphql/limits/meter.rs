//! Measures a document before the library validates it: the library resolves the arguments again
//! for each field, and walks each fragment as often as it is spread.

use std::{collections::HashMap, ptr};

use async_graphql::{
    Positioned, Value, Variables,
    parser::types::{
        Directive, ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet,
        VariableDefinition,
    },
};
use async_graphql_value::Value as InputValue;

use super::{
    DEFAULT_PAGE, MAX_ARGUMENT_BYTES, MAX_NESTING, MAX_PAGE, MAX_STEPS,
    measure::Measure,
    prices::{Items, PRICES, Price, ROW, SEARCH},
    range::points,
};

/// Number of argument bytes that cost one unit.
const BYTES_PER_UNIT: usize = 64;
/// Bytes that a value takes in addition to its text.
const VALUE_BYTES: usize = 32;

/// What encloses a selection set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct Enclosing {
    /// The number of items of the enclosing page.
    page: usize,
    /// Whether it applies to every type of the schema once.
    of_each_type: bool,
}

/// Measures selection sets, each fragment once for each context.
pub(super) struct Meter<'a> {
    document: &'a ExecutableDocument,
    variables: &'a Variables,
    defaults: HashMap<&'a str, &'a Value>,
    known: HashMap<(&'a str, Enclosing), Measure>,
    /// Bytes of the variables' values counted so far, by the address of the value.
    sizes: HashMap<*const Value, usize>,
    level: usize,
    /// The selections and values visited so far.
    pub(super) steps: usize,
    /// Bytes of the arguments counted so far; those of a fragment count once.
    pub(super) argument_bytes: usize,
}

impl<'a> Meter<'a> {
    pub(super) fn new(document: &'a ExecutableDocument, variables: &'a Variables) -> Self {
        Self {
            document,
            variables,
            defaults: HashMap::new(),
            known: HashMap::new(),
            sizes: HashMap::new(),
            level: 0,
            steps: 0,
            argument_bytes: 0,
        }
    }

    /// Whether a limit is already exceeded. Measuring then stops.
    pub(super) fn is_over(&self) -> bool {
        self.steps > MAX_STEPS || self.argument_bytes > MAX_ARGUMENT_BYTES
    }

    /// Measures an operation. Its type is named as the schema names it.
    pub(super) fn operation(&mut self, operation: &'a OperationDefinition) -> Measure {
        self.defaults.clear();
        self.known.clear();
        for VariableDefinition { name, default_value, .. } in
            operation.variable_definitions.iter().map(|definition| &definition.node)
        {
            if let Some(value) = default_value {
                self.defaults.insert(name.node.as_str(), &value.node);
            }
        }
        let root = operation.ty.to_string();
        let root = format!("{}{}", root[..1].to_uppercase(), &root[1..]);
        self.set(&operation.selection_set.node, &root, Enclosing::default())
    }

    /// Measures every fragment, also one that is spread nowhere.
    pub(super) fn fragments(&mut self) -> Measure {
        let mut sum = Measure::default();
        let document = self.document;
        for name in document.fragments.keys() {
            if self.is_over() {
                break;
            }
            let one = self.fragment(name, Enclosing::default());
            sum.depth = sum.depth.max(one.depth);
            sum.cost = sum.cost.max(one.cost);
        }
        sum
    }

    fn set(&mut self, set: &'a SelectionSet, of_type: &str, enclosing: Enclosing) -> Measure {
        let mut sum = Measure::default();
        if self.level >= MAX_NESTING {
            return Measure::TOO_DEEP;
        }

        self.level += 1;
        for selection in &set.items {
            if self.is_over() {
                break;
            }
            self.steps += 1;
            sum.add(match &selection.node {
                Selection::Field(field) => self.field(&field.node, of_type, enclosing),
                Selection::InlineFragment(inline) => {
                    let on = inline.node.type_condition.as_ref();
                    let on = on.map_or(of_type, |on| on.node.on.node.as_str());
                    let directives = self.directives(&inline.node.directives);
                    let inner = self.set(&inline.node.selection_set.node, on, enclosing);
                    inner.as_fragment(directives)
                }
                Selection::FragmentSpread(spread) => {
                    let directives = self.directives(&spread.node.directives);
                    let inner = self.fragment(spread.node.fragment_name.node.as_str(), enclosing);
                    inner.as_fragment(directives)
                }
            });
        }

        self.level -= 1;
        sum
    }

    fn fragment(&mut self, name: &'a str, enclosing: Enclosing) -> Measure {
        if let Some(&known) = self.known.get(&(name, enclosing)) {
            return known;
        }
        // A fragment that spreads itself counts as empty here; the library refuses it.
        self.known.insert((name, enclosing), Measure::default());
        let document = self.document;
        let measure = document.fragments.get(name).map_or_else(Measure::default, |found| {
            let on = found.node.type_condition.node.on.node.as_str();
            self.set(&found.node.selection_set.node, on, enclosing)
        });
        self.known.insert((name, enclosing), measure);
        measure
    }

    fn field(&mut self, field: &'a Field, of_type: &str, enclosing: Enclosing) -> Measure {
        let name = field.name.node.as_str();
        let Some(price) = PRICES.of(of_type, name) else {
            return self.unknown_field(field);
        };
        let (items, inside) = self.items(field, price, enclosing);
        let inner = self.set(&field.selection_set.node, &price.gives, inside);

        let row = match price.items {
            Items::One | Items::Page => 0,
            Items::OfPage | Items::First => ROW,
            Items::Points | Items::Listed { .. } => 1,
        };
        let is_filtered =
            ["search", "labels", "filter", "orderBy"].iter().any(|name| self.has(field, name));
        let search = if is_filtered { SEARCH } else { 0 };
        let own = price.own.saturating_add(self.words(field)).saturating_add(search);

        Measure {
            cost: inner.cost.saturating_add(row).saturating_mul(items).saturating_add(own),
            fields: inner.fields.saturating_add(1),
            depth: inner.depth.saturating_add(1),
            at_root: 1,
        }
    }

    /// The cost of `__typename`, and of fields that are not in the schema: the library walks those
    /// before it refuses them.
    fn unknown_field(&mut self, field: &'a Field) -> Measure {
        let inner = self.set(&field.selection_set.node, "", Enclosing::default());
        Measure {
            cost: inner.cost.saturating_add(2).saturating_add(self.words(field)),
            fields: inner.fields.saturating_add(1),
            depth: inner.depth.saturating_add(1),
            at_root: 1,
        }
    }

    /// The number of items that a field returns, and the context of its selection set.
    fn items(&self, field: &Field, price: &Price, enclosing: Enclosing) -> (usize, Enclosing) {
        let nowhere = Enclosing::default();
        match price.items {
            Items::One => (1, nowhere),
            Items::Page => (1, Enclosing { page: self.page(field), ..nowhere }),
            Items::First => (self.page(field), nowhere),
            Items::OfPage => (enclosing.page, nowhere),
            Items::Points => {
                let text = |name| self.text(field, name);
                (points(text("from"), text("to"), text("step")), nowhere)
            }
            Items::Listed { mean, most } => {
                let each = match field.name.node.as_str() {
                    "types" => true,
                    "fields" | "inputFields" | "enumValues" | "args" => enclosing.of_each_type,
                    _ => false,
                };
                let whole = enclosing.of_each_type || field.name.node == "types";
                (if whole { mean } else { most }, Enclosing { of_each_type: each, ..nowhere })
            }
        }
    }

    fn page(&self, field: &Field) -> usize {
        let asked = self.number(field, "first").or_else(|| self.number(field, "last"));
        let items = asked.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE);
        usize::try_from(items).unwrap_or(1)
    }

    /// An argument as a text or a value of an enum.
    fn text<'f>(&self, field: &'f Field, name: &str) -> Option<&'f str>
    where
        'a: 'f,
    {
        match &field.get_argument(name)?.node {
            InputValue::Variable(variable) => match self.variable(variable)? {
                Value::String(text) => Some(text),
                Value::Enum(name) => Some(name),
                _ => None,
            },
            InputValue::String(text) => Some(text),
            InputValue::Enum(name) => Some(name),
            _ => None,
        }
    }

    /// An argument as a number; any other value counts as the maximum.
    fn number(&self, field: &Field, name: &str) -> Option<i64> {
        let number = match &field.get_argument(name)?.node {
            InputValue::Variable(variable) => match self.variable(variable)? {
                Value::Null => return None,
                Value::Number(number) => Some(number),
                _ => None,
            },
            InputValue::Null => return None,
            InputValue::Number(number) => Some(number),
            _ => None,
        };
        Some(number.and_then(serde_json::Number::as_i64).unwrap_or(MAX_PAGE))
    }

    fn has(&self, field: &Field, name: &str) -> bool {
        field.get_argument(name).is_some_and(|value| match &value.node {
            InputValue::Null => false,
            InputValue::Variable(name) => {
                self.variable(name).is_some_and(|value| *value != Value::Null)
            }
            _ => true,
        })
    }

    fn variable(&self, name: &str) -> Option<&'a Value> {
        self.variables.get(name).or_else(|| self.defaults.get(name).copied())
    }

    /// The cost of a field's name in the answer, of its resolved arguments, and of its directives'
    /// arguments.
    fn words(&mut self, field: &'a Field) -> usize {
        let key = field.response_key().node.len() / BYTES_PER_UNIT;
        let mut arguments = 0_usize;
        for (_, value) in &field.arguments {
            arguments = arguments.saturating_add(self.bytes(&value.node));
        }
        self.argument_bytes = self.argument_bytes.saturating_add(arguments);
        let directives = self.directives(&field.directives);
        (key + arguments / BYTES_PER_UNIT).saturating_add(directives)
    }

    fn directives(&mut self, directives: &'a [Positioned<Directive>]) -> usize {
        let mut bytes = 0_usize;
        for (_, value) in directives.iter().flat_map(|one| &one.node.arguments) {
            bytes = bytes.saturating_add(self.bytes(&value.node));
        }
        self.steps += directives.len();
        self.argument_bytes = self.argument_bytes.saturating_add(bytes);
        bytes / BYTES_PER_UNIT
    }

    /// The bytes of an argument, its variables resolved.
    fn bytes(&mut self, value: &'a InputValue) -> usize {
        self.steps += 1;

        let mut inner = 0_usize;
        match value {
            InputValue::Variable(name) => {
                return self.variable(name).map_or(0, |value| self.bytes_of_variable(value));
            }
            InputValue::List(items) => {
                for item in items {
                    inner = inner.saturating_add(self.bytes(item));
                }
            }
            InputValue::Object(fields) => {
                for (name, value) in fields {
                    inner = inner.saturating_add(name.len()).saturating_add(self.bytes(value));
                }
            }
            InputValue::String(text) => inner = text.len(),
            InputValue::Binary(data) => inner = data.len(),
            InputValue::Enum(name) => inner = name.len(),
            InputValue::Null | InputValue::Number(_) | InputValue::Boolean(_) => {}
        }

        inner.saturating_add(VALUE_BYTES)
    }

    /// The bytes of a variable; its value is traversed only the first time.
    fn bytes_of_variable(&mut self, value: &'a Value) -> usize {
        if let Some(&known) = self.sizes.get(&ptr::from_ref(value)) {
            return known;
        }
        let size = self.bytes_of_value(value);
        self.sizes.insert(ptr::from_ref(value), size);
        size
    }

    fn bytes_of_value(&mut self, value: &Value) -> usize {
        self.steps += 1;
        let mut inner = 0;
        match value {
            Value::List(items) => {
                for item in items {
                    inner += self.bytes_of_value(item);
                }
            }
            Value::Object(fields) => {
                for (name, value) in fields {
                    inner += name.len() + self.bytes_of_value(value);
                }
            }
            Value::String(text) => inner = text.len(),
            Value::Binary(data) => inner = data.len(),
            Value::Enum(name) => inner = name.len(),
            Value::Null | Value::Number(_) | Value::Boolean(_) => {}
        }

        inner + VALUE_BYTES
    }
}
