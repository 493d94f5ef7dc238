//! Lists of the Admin API: the documents that read them.

use serde_json::{Map, Value};

/// A connection to read.
#[derive(Debug)]
pub(super) struct List<'a> {
    /// What people call its items.
    pub(super) many: &'static str,
    /// What is read of each item.
    pub(super) selection: &'a str,
    pub(super) of: Parent<'a>,
    /// The field of the connection.
    pub(super) field: &'static str,
    /// Its arguments beside `first` and `after`.
    pub(super) arguments: Vec<Argument>,
}

/// What a connection belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Parent<'a> {
    /// The instance: the field stands at the root.
    Instance,
    /// The project with this slug.
    Project(&'a str),
    /// The object of this type with this ID.
    Node(&'static str, &'a str),
}

/// An argument of a connection.
#[derive(Debug)]
pub(super) struct Argument {
    pub(super) name: &'static str,
    /// Its type in the schema.
    pub(super) kind: &'static str,
    pub(super) value: Value,
}

impl Argument {
    /// A text; null if it is not given.
    pub(super) fn text(name: &'static str, value: Option<String>) -> Self {
        Self { name, kind: "String", value: value.into() }
    }
}

impl List<'_> {
    /// The query, with the variables `$first` and `$after`.
    pub(super) fn document(&self) -> String {
        let Self { selection, of, field, arguments, .. } = self;
        let (parent, around) = match of {
            Parent::Instance => ("", String::new()),
            Parent::Project(_) => (", $parent: String!", "project(slug: $parent)".to_owned()),
            Parent::Node(kind, _) => {
                (", $parent: ID!", format!("node(id: $parent) {{ ... on {kind}"))
            }
        };
        let end = match of {
            Parent::Instance => "",
            Parent::Project(_) => " }",
            Parent::Node(..) => " } }",
        };
        let open = if around.is_empty() { String::new() } else { format!("{around} {{ ") };

        let declared = |argument: &Argument| format!(", ${}: {}", argument.name, argument.kind);
        let passed = |argument: &Argument| format!(", {0}: ${0}", argument.name);
        let declared: String = arguments.iter().map(declared).collect();
        let passed: String = arguments.iter().map(passed).collect();
        format!(
            "query($first: Int, $after: String{parent}{declared}) {{ {open}{field}(first: $first, \
             after: $after{passed}) {{ nodes {{ {selection} }} pageInfo {{ hasNextPage endCursor }} \
             }}{end} }}"
        )
    }

    /// The variables beside `$first` and `$after`.
    pub(super) fn variables(&self) -> Value {
        let arguments = self.arguments.iter();
        let mut variables: Map<_, _> =
            arguments.map(|argument| (argument.name.to_owned(), argument.value.clone())).collect();
        if let Parent::Project(parent) | Parent::Node(_, parent) = self.of {
            variables.insert("parent".to_owned(), parent.into());
        }
        variables.into()
    }

    /// The place of the connection in the answer.
    pub(super) fn path(&self) -> String {
        match self.of {
            Parent::Instance => self.field.to_owned(),
            Parent::Project(_) => format!("project.{}", self.field),
            Parent::Node(..) => format!("node.{}", self.field),
        }
    }
}
