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
fn every_argument_and_input_field_with_a_default_may_be_left_out_and_be_null() {
    let (mut defaults, mut required) = (0, Vec::new());
    let mut look = |path: String, input: &InputValueDefinition| {
        if input.default_value.is_some() {
            defaults += 1;
            if !input.ty.node.nullable {
                required.push(path);
            }
        }
    };

    for definition in parse_schema(keyplane_api::sdl()).unwrap().definitions {
        let TypeSystemDefinition::Type(found) = definition else { continue };
        let name = found.node.name.node;
        let fields = match found.node.kind {
            TypeKind::Object(object) => object.fields,
            TypeKind::Interface(interface) => interface.fields,
            TypeKind::InputObject(input) => {
                for field in input.fields {
                    look(format!("{name}.{}", field.node.name.node), &field.node);
                }
                continue;
            }
            TypeKind::Enum(_) | TypeKind::Scalar | TypeKind::Union(_) => continue,
        };
        for field in fields {
            for argument in field.node.arguments {
                let path = format!("{name}.{}({}:)", field.node.name.node, argument.node.name.node);
                look(path, &argument.node);
            }
        }
    }

    assert!(required.is_empty(), "not nullable: {}", required.join(", "));
    assert!(defaults > 40, "only {defaults} defaults were read");
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
