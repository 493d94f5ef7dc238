//! The schema file.

use std::{fs, path::Path};

use async_graphql::parser::{
    parse_schema,
    types::{InputValueDefinition, TypeKind, TypeSystemDefinition},
};

#[test]
fn schema_graphql_is_what_the_code_says() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema.graphql");
    let written = fs::read_to_string(file).unwrap();
    assert!(written == keyplane_api::sdl(), "schema.graphql is stale: run `just schema`");
}

#[test]
fn every_type_field_argument_and_value_of_the_schema_has_a_description() {
    let mut bare = Vec::new();
    let mut look = |name: String, is_described: bool| {
        if !is_described {
            bare.push(name);
        }
    };

    for definition in parse_schema(keyplane_api::sdl()).unwrap().definitions {
        let TypeSystemDefinition::Type(found) = definition else { continue };
        let (name, kind) = (found.node.name.node, found.node.kind);
        look(name.to_string(), found.node.description.is_some());
        let is_described = |input: &InputValueDefinition| input.description.is_some();
        match kind {
            TypeKind::Object(_) | TypeKind::Interface(_) => {
                let fields = match kind {
                    TypeKind::Object(object) => object.fields,
                    TypeKind::Interface(interface) => interface.fields,
                    _ => Vec::new(),
                };
                for field in fields {
                    let path = format!("{name}.{}", field.node.name.node);
                    for argument in field.node.arguments {
                        let path = format!("{path}({}:)", argument.node.name.node);
                        look(path, is_described(&argument.node));
                    }
                    look(path, field.node.description.is_some());
                }
            }
            TypeKind::InputObject(input) => {
                for field in input.fields {
                    let path = format!("{name}.{}", field.node.name.node);
                    look(path, is_described(&field.node));
                }
            }
            TypeKind::Enum(values) => {
                for value in values.values {
                    let path = format!("{name}.{}", value.node.value.node);
                    look(path, value.node.description.is_some());
                }
            }
            TypeKind::Scalar | TypeKind::Union(_) => {}
        }
    }

    assert!(bare.is_empty(), "without a description: {}", bare.join(", "));
}
