//! Documents of the Admin API: any text, and documents that are made from the schema.

use std::{collections::BTreeMap, fmt::Write as _, sync::OnceLock};

use async_graphql::parser::{
    parse_schema,
    types::{BaseType, FieldDefinition, Type, TypeDefinition, TypeKind, TypeSystemDefinition},
};
use keyplane_api::probe;

/// The deepest selection that is made; deeper than the server takes.
const MAX_DEPTH: usize = 20;

/// The most fields of one document.
const MAX_FIELDS: usize = 400;

/// Any text is accepted or refused, twice alike. A document made from the schema, steered by the
/// bytes, has no syntax error: it is accepted, or refused by a limit.
pub fn graphql_document(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let outcome = probe::graphql_document(&text);
    assert_eq!(outcome, probe::graphql_document(&text));
    if let Err(refusal) = &outcome {
        assert!(refusal.len() < 4096, "{refusal:?}");
    }

    let document = Shape::of_schema().document(data);
    match probe::graphql_document(&document) {
        Ok(is_mutation) => assert_eq!(is_mutation, document.starts_with("mutation")),
        Err(refusal) => {
            assert!(!refusal.starts_with("syntax error"), "{refusal}\n{document}");
        }
    }
    // A comment costs nothing.
    let commented = format!("{document}\n# comment");
    assert_eq!(probe::graphql_document(&commented), probe::graphql_document(&document));
}

/// The types of the schema.
struct Shape(BTreeMap<String, TypeDefinition>);

/// Bytes as decisions; zeros once they are used up.
struct Choices<'d> {
    rest: &'d [u8],
    fields: usize,
}

impl Choices<'_> {
    fn below(&mut self, sides: usize) -> usize {
        let Some((&first, rest)) = self.rest.split_first() else { return 0 };
        self.rest = rest;
        usize::from(first) % sides.max(1)
    }
}

impl Shape {
    fn of_schema() -> &'static Self {
        static SHAPE: OnceLock<Shape> = OnceLock::new();
        SHAPE.get_or_init(|| {
            let definitions = parse_schema(keyplane_api::sdl()).unwrap().definitions.into_iter();
            let types = definitions.filter_map(|definition| match definition {
                TypeSystemDefinition::Type(found) => {
                    Some((found.node.name.node.to_string(), found.node))
                }
                _ => None,
            });
            Self(types.collect())
        })
    }

    fn fields(&self, of_type: &str) -> Vec<&FieldDefinition> {
        match self.0.get(of_type).map(|found| &found.kind) {
            Some(TypeKind::Object(object)) => {
                object.fields.iter().map(|field| &field.node).collect()
            }
            Some(TypeKind::Interface(interface)) => {
                interface.fields.iter().map(|field| &field.node).collect()
            }
            _ => Vec::new(),
        }
    }

    fn document(&self, data: &[u8]) -> String {
        let mut choices = Choices { rest: data, fields: 0 };
        let (keyword, root) =
            if choices.below(4) == 0 { ("mutation", "Mutation") } else { ("query", "Query") };
        let mut text = format!("{keyword} ");
        self.select(&mut text, root, 0, &mut choices);
        text
    }

    /// Writes a selection set of some fields of a type.
    fn select(&self, text: &mut String, of_type: &str, depth: usize, choices: &mut Choices<'_>) {
        let fields = self.fields(of_type);
        text.push('{');
        for alias in 0..=choices.below(5) {
            choices.fields += 1;
            let Some(field) = fields.get(choices.below(fields.len())) else { break };
            let _ = write!(text, " a{alias}:{}", field.name.node);
            self.arguments(text, field, choices);

            let gives = named(&field.ty.node);
            let is_composite = self.0.get(gives).is_some_and(|found| {
                matches!(
                    found.kind,
                    TypeKind::Object(_) | TypeKind::Interface(_) | TypeKind::Union(_)
                )
            });
            let ends = depth >= MAX_DEPTH || choices.fields >= MAX_FIELDS;
            match is_composite {
                true if ends || self.fields(gives).is_empty() => text.push_str("{__typename}"),
                true => self.select(text, gives, depth + 1, choices),
                false => {}
            }
        }
        text.push_str(" __typename}");
    }

    /// Writes the required arguments of a field, and some of the others.
    fn arguments(&self, text: &mut String, field: &FieldDefinition, choices: &mut Choices<'_>) {
        let mut written = Vec::new();
        for argument in &field.arguments {
            let argument = &argument.node;
            if !argument.ty.node.nullable || choices.below(3) == 0 {
                let value = self.value(&argument.ty.node, 0, choices);
                written.push(format!("{}:{value}", argument.name.node));
            }
        }
        if !written.is_empty() {
            let _ = write!(text, "({})", written.join(","));
        }
    }

    fn value(&self, of: &Type, depth: usize, choices: &mut Choices<'_>) -> String {
        let name = match &of.base {
            BaseType::List(item) => {
                let items = (0..choices.below(4)).map(|_| self.value(item, depth + 1, choices));
                return format!("[{}]", items.collect::<Vec<_>>().join(","));
            }
            BaseType::Named(name) => name.as_str(),
        };
        if of.nullable && (depth > 4 || choices.below(4) == 0) {
            return "null".to_owned();
        }
        match self.0.get(name).map(|found| &found.kind) {
            Some(TypeKind::Enum(found)) => {
                let at = choices.below(found.values.len());
                found.values[at].node.value.node.to_string()
            }
            Some(TypeKind::InputObject(found)) => {
                let mut members = Vec::new();
                for member in &found.fields {
                    let member = &member.node;
                    if !member.ty.node.nullable || choices.below(3) == 0 {
                        let value = self.value(&member.ty.node, depth + 1, choices);
                        members.push(format!("{}:{value}", member.name.node));
                    }
                }
                format!("{{{}}}", members.join(","))
            }
            _ => match name {
                "Int" => ["0", "-1", "100", "2147483647"][choices.below(4)].to_owned(),
                "Boolean" => ["true", "false"][choices.below(2)].to_owned(),
                _ => ["\"\"", "\"key_1\"", "\"2026-01-02T00:00:00Z\"", "\"\\u0000\""]
                    [choices.below(4)]
                .to_owned(),
            },
        }
    }
}

/// The name of a type below its lists.
fn named(of: &Type) -> &str {
    match &of.base {
        BaseType::Named(name) => name.as_str(),
        BaseType::List(item) => named(item),
    }
}
