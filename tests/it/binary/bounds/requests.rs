//! Requests for as much data as possible, generated from the schema.

use std::{
    collections::{BTreeMap, VecDeque},
    fmt::Write as _,
};

use async_graphql::parser::{
    parse_schema,
    types::{
        BaseType, FieldDefinition, InputValueDefinition, Type, TypeDefinition, TypeKind,
        TypeSystemDefinition,
    },
};
use serde_json::{Value, json};

/// A request, and its description for the message of a failing test.
pub(super) struct Asked {
    pub(super) what: String,
    pub(super) query: String,
    pub(super) variables: Value,
}

impl Asked {
    fn new(what: impl Into<String>, query: String, variables: Value) -> Self {
        Self { what: what.into(), query, variables }
    }
}

/// The parts of the schema that the generator needs.
pub(super) struct Shape {
    types: BTreeMap<String, TypeDefinition>,
    /// The path from the root to each type: the text before its selection set, and the number of
    /// brackets that the text opens.
    ways: BTreeMap<String, (String, usize)>,
}

/// A small generator with a fixed seed, so that failures are reproducible.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn below(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }
}

impl Shape {
    pub(super) fn read(sdl: &str) -> Self {
        let definitions = parse_schema(sdl).unwrap().definitions.into_iter();
        let types = definitions.filter_map(|definition| match definition {
            TypeSystemDefinition::Type(found) => {
                Some((found.node.name.node.to_string(), found.node))
            }
            _ => None,
        });
        let mut shape = Self { types: types.collect(), ways: BTreeMap::new() };
        shape.ways = shape.find_ways();
        shape
    }

    fn fields(&self, of_type: &str) -> Vec<&FieldDefinition> {
        match self.types.get(of_type).map(|found| &found.kind) {
            Some(TypeKind::Object(object)) => {
                object.fields.iter().map(|field| &field.node).collect()
            }
            Some(TypeKind::Interface(interface)) => {
                interface.fields.iter().map(|field| &field.node).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The shortest path to each type that queries reach, through the longest possible lists.
    fn find_ways(&self) -> BTreeMap<String, (String, usize)> {
        let mut ways = BTreeMap::from([("Query".to_owned(), (String::new(), 0))]);
        let mut next = VecDeque::from(["Query".to_owned()]);
        while let Some(of_type) = next.pop_front() {
            let (way, depth) = ways[&of_type].clone();
            for field in self.fields(&of_type) {
                let gives = named(&field.ty.node);
                if self.is_short(&of_type, field) {
                    continue;
                }
                if self.fields(gives).is_empty() || ways.contains_key(gives) {
                    continue;
                }
                let call = call(field, &field.name.node, None);
                ways.insert(gives.to_owned(), (format!("{way} {call} {{"), depth + 1));
                next.push_back(gives.to_owned());
            }
        }
        ways
    }

    /// Whether a field's list is short, while the same list of a project fills a page.
    fn is_short(&self, of_type: &str, field: &FieldDefinition) -> bool {
        if of_type == "Query" {
            return ["adminKeys", "auditEvents"].contains(&&*field.name.node);
        }
        let is_of_page = of_type.ends_with("Connection") || of_type.ends_with("Edge");
        let gives = named(&field.ty.node);
        !is_of_page && self.types.contains_key(&format!("{gives}Connection"))
    }

    /// A query that selects `selection` of a type.
    fn query(&self, of_type: &str, selection: &str, variables: &str) -> String {
        let (way, depth) = &self.ways[of_type];
        format!("query{variables} {{ {way} {selection} {}", "}".repeat(depth + 1))
    }

    /// The selection set of a field; empty for a scalar.
    fn below(&self, field: &FieldDefinition) -> &'static str {
        if self.fields(named(&field.ty.node)).is_empty() { "" } else { "{ __typename }" }
    }

    /// The names of all fields of all types that queries reach.
    pub(super) fn reached(&self) -> Vec<(String, String)> {
        let of = |of_type: &String| {
            let fields = self.fields(of_type).into_iter();
            fields.map(|field| (of_type.clone(), field.name.node.to_string())).collect::<Vec<_>>()
        };
        self.ways.keys().flat_map(of).collect()
    }

    /// A field in every item of the lists on the path to it, under `count` aliases.
    pub(super) fn aliased(&self, of_type: &str, name: &str, count: usize) -> Asked {
        let field = self.fields(of_type).into_iter().find(|field| field.name.node == name).unwrap();
        let (call, below) = (call(field, name, None), self.below(field));
        let selection = (0..count).fold(String::new(), |mut text, alias| {
            let _ = write!(text, " a{alias}: {call} {below}");
            text
        });
        let what = format!("{count} aliases of {of_type}.{name}");
        Asked::new(what, self.query(of_type, &selection, ""), json!({}))
    }

    /// Every argument that takes a list or a text, passed by a variable to `aliases` aliases.
    pub(super) fn long_arguments(&self, aliases: usize) -> Vec<Asked> {
        let mut asked = Vec::new();
        for of_type in self.ways.keys() {
            for field in self.fields(of_type) {
                for argument in &field.arguments {
                    let argument = &argument.node;
                    for (kind, value) in self.long_values(&argument.ty.node) {
                        let below = self.below(field);
                        let call = call(field, &field.name.node, Some(&argument.name.node));
                        let selection = (0..aliases).fold(String::new(), |mut text, alias| {
                            let _ = write!(text, " a{alias}: {call} {below}");
                            text
                        });
                        let header = format!("($v: {})", argument.ty.node);
                        let query = self.query(of_type, &selection, &header);
                        let what = format!(
                            "{aliases} of {of_type}.{} with {kind} in {}",
                            field.name.node, argument.name.node
                        );
                        asked.push(Asked::new(what, query, json!({ "v": value })));
                    }
                }
            }
        }

        asked
    }

    fn long_values(&self, of: &Type) -> Vec<(String, Value)> {
        match &of.base {
            BaseType::List(inner) => [100, 4000, 30_000]
                .map(|count| {
                    let item = self.short_value(inner);
                    (format!("{count} values"), Value::Array(vec![item; count]))
                })
                .into(),
            BaseType::Named(name) if matches!(name.as_str(), "String" | "ID") => [200, 900_000]
                .map(|length| (format!("{length} letters"), Value::from("x".repeat(length))))
                .into(),
            BaseType::Named(name) => match self.types.get(name.as_str()).map(|found| &found.kind) {
                Some(TypeKind::InputObject(input)) => {
                    let fields = input.fields.iter().map(|field| &field.node);
                    fields.flat_map(|field| self.long_member(field)).collect()
                }
                _ => Vec::new(),
            },
        }
    }

    fn long_member(&self, field: &InputValueDefinition) -> Vec<(String, Value)> {
        let name = field.name.node.as_str();
        let long = self.long_values(&field.ty.node).into_iter();
        long.map(|(kind, value)| {
            let mut object = json!({ name: value });
            // The only required input of a query.
            if object.get("token").is_none() && name == "scopes" {
                object["token"] = "a.b.c".into();
            }
            (format!("{kind} in {name}"), object)
        })
        .collect()
    }

    fn short_value(&self, of: &Type) -> Value {
        match self.types.get(named(of)).map(|found| &found.kind) {
            Some(TypeKind::Enum(found)) => found.values[0].node.value.node.as_str().into(),
            _ => "key.create".into(),
        }
    }

    /// A query with randomly chosen fields, arguments, aliases and fragments.
    pub(super) fn random(&self, dice: &mut Dice, number: usize) -> Asked {
        let repeat = [1, 5, 20, 100][dice.below(4)];
        let inner = self.random_set(dice, "Query", 6);
        let spread = " ...F".repeat(repeat);
        let aliased = (0..repeat).fold(String::new(), |mut text, alias| {
            let _ = write!(text, " q{alias}: projects(first: 100) {{ nodes {{ ...P }} }}");
            text
        });
        let of_project = self.random_set(dice, "Project", 4);
        let query = format!(
            "{{ {spread} {aliased} }} fragment F on Query {{ {inner} }} fragment P on Project {{ {of_project} }}"
        );
        Asked::new(format!("random {number}"), query, json!({}))
    }

    fn random_set(&self, dice: &mut Dice, of_type: &str, levels: usize) -> String {
        let fields = self.fields(of_type);
        let mut set = "__typename".to_owned();
        for _ in 0..=dice.below(8) {
            let field = fields[dice.below(fields.len())];
            let gives = named(&field.ty.node);
            let is_leaf = self.fields(gives).is_empty();
            if !is_leaf && levels == 0 {
                continue;
            }
            let alias = dice.below(1000);
            let call = call(field, &field.name.node, None);
            let _ = write!(set, " r{alias}_{}: {call}", field.name.node);
            if !is_leaf {
                let inner = self.random_set(dice, gives, levels - 1);
                let _ = write!(set, " {{ {inner} }}");
            }
        }
        set
    }
}

/// The innermost name of a type.
fn named(of: &Type) -> &str {
    match &of.base {
        BaseType::Named(name) => name,
        BaseType::List(inner) => named(inner),
    }
}

/// A field with its required arguments and the largest page; `variable` names the argument that
/// comes from a variable.
fn call(field: &FieldDefinition, name: &str, variable: Option<&str>) -> String {
    let mut arguments = Vec::new();
    for argument in &field.arguments {
        let argument = &argument.node;
        let name = argument.name.node.as_str();
        let literal = match name {
            _ if Some(name) == variable => "$v",
            "first" if named(&field.ty.node) == "Node" => "50",
            "first" => "100",
            "slug" => "\"acme\"",
            "name" => "\"orders\"",
            "text" => "\"k\"",
            "gateway" => "NGINX",
            "upstream" => "\"http://127.0.0.1:3000\"",
            "input" => "{ token: \"a.b.c\" }",
            "id" => "\"prj_01h2xcejqtf2nbrexx3vqjhp41\"",
            "clientId" => "\"app_01h2xcejqtf2nbrexx3vqjhp41\"",
            _ => continue,
        };
        arguments.push(format!("{name}: {literal}"));
    }

    if arguments.is_empty() { name.to_owned() } else { format!("{name}({})", arguments.join(", ")) }
}

/// Requests that do not follow from the schema: introspection, fragments, look-ups of different
/// objects, variables of all forms.
pub(super) fn special() -> Vec<Asked> {
    let mut asked = Vec::new();
    let mut add = |what: &str, query: String, variables: Value| {
        asked.push(Asked::new(what, query, variables));
    };

    for (what, open, close) in [
        ("possible types", "interfaces { possibleTypes {", "} }"),
        ("fields", "fields { type {", "} }"),
        ("types of types", "ofType { fields { type {", "} } }"),
        ("arguments", "fields { args { type {", "} } }"),
        ("input fields", "inputFields { type { ofType {", "} } }"),
    ] {
        for levels in 1..=6 {
            let inner = format!("{}name{}", open.repeat(levels), close.repeat(levels));
            add(what, format!("{{ __schema {{ types {{ {inner} }} }} }}"), json!({}));
            add(what, format!("{{ __type(name: \"Project\") {{ {inner} }} }}"), json!({}));
        }
    }

    for count in [10, 40, 160] {
        let repeated = |field: &str| {
            (0..count).map(|i| format!("i{i}: {field}")).collect::<Vec<_>>().join(" ")
        };
        let inner = repeated("fields { name description args { name description } }");
        add(
            "introspection aliases",
            format!("{{ __schema {{ types {{ {inner} }} }} }}"),
            json!({}),
        );
        let looked_up: Vec<_> =
            (0..count * 10).map(|i| format!("l{i}: api(name: \"name-{i}\") {{ id }}")).collect();
        let looked_up = looked_up.join(" ");
        add("look-ups", format!("{{ project(slug: \"acme\") {{ {looked_up} }} }}"), json!({}));
        let slugs: Vec<_> = (0..count * 10)
            .map(|i| format!("s{i}: project(slug: \"name-{i}\") {{ id }}"))
            .collect();
        add("look-ups of projects", format!("{{ {} }}", slugs.join(" ")), json!({}));
        let lists: Vec<_> = (0..count * 5)
            .map(|i| format!("k{i}: keys(first: {}) {{ totalCount nodes {{ id }} }}", i % 100 + 1))
            .collect();
        let lists = lists.join(" ");
        add("different lists", format!("{{ project(slug: \"acme\") {{ {lists} }} }}"), json!({}));
        let refused: Vec<_> =
            (0..count * 10).map(|i| format!("e{i}: keys(first: 0) {{ totalCount }}")).collect();
        let refused = refused.join(" ");
        add("refused lists", format!("{{ project(slug: \"acme\") {{ {refused} }} }}"), json!({}));
    }

    let fragments = (0..24).fold(String::new(), |mut text, i| {
        let _ = write!(text, " fragment F{i} on Query {{ ...F{0} ...F{0} }}", i + 1);
        text
    });
    add(
        "fragments that double",
        format!("{{ ...F0 }} {fragments} fragment F24 on Query {{ viewer {{ scope }} }}"),
        json!({}),
    );

    let unknown: Vec<_> = (0..4000).map(|i| format!("unknown{i}")).collect();
    add("unknown fields", format!("{{ {} }}", unknown.join(" ")), json!({}));
    add("a long name", format!("{{ {} }}", "n".repeat(900_000)), json!({}));
    add(
        "a long comment",
        format!("# {}\n{{ viewer {{ scope }} }}", "c".repeat(900_000)),
        json!({}),
    );
    add("blanks", format!("{{ viewer {{ scope }} }}{}", " ,\n".repeat(200_000)), json!({}));
    add(
        "a long alias",
        format!("{{ {}: projects(first: 100) {{ nodes {{ id }} }} }}", "a".repeat(190)),
        json!({}),
    );

    let query = "query ($v: AuditFilter) { auditEvents(filter: $v) { totalCount } }";
    add("many values", query.to_owned(), json!({ "v": vec![0; 450_000] }));
    add("many lists", query.to_owned(), json!({ "v": vec![json!([]); 300_000] }));
    let object: serde_json::Map<_, _> = (0..60_000).map(|i| (format!("n{i}"), json!(i))).collect();
    add("many members", query.to_owned(), json!({ "v": object.clone() }));
    add("many variables", query.to_owned(), Value::Object(object));
    add(
        "a variable that is not used",
        "{ viewer { scope } }".into(),
        json!({ "v": "x".repeat(900_000) }),
    );
    asked
}
