//! Checks a file by the JSON Schema that editors check it by, so that both say the same. It knows what
//! the schema of these files uses, which a test compares.

use std::collections::HashMap;

use keyplane_auth::shown;
use regex::Regex;
use serde_json::{Map, Value};

use super::{
    flaw::{Flaws, Mark},
    folder::SourceFile,
    nearest::nearest,
    node::{SourceMember, SourceNode, SourceValue},
};

type Schema = Map<String, Value>;

/// A JSON Schema, ready to check files.
pub(crate) struct SchemaCheck {
    root: Schema,
    patterns: HashMap<String, Regex>,
    /// What a text of each pattern is, in words.
    forms: &'static [(&'static str, &'static str)],
}

/// One file that is checked, and what was found.
struct Checking<'a> {
    by: &'a SchemaCheck,
    file: &'a SourceFile,
    flaws: &'a mut Flaws,
}

impl SchemaCheck {
    pub(crate) fn new(schema: &Value, forms: &'static [(&'static str, &'static str)]) -> Self {
        let root = schema.as_object().cloned().unwrap_or_default();
        let mut patterns = HashMap::new();
        gather_patterns(schema, &mut patterns);
        Self { root, patterns, forms }
    }

    /// Adds everything that is wrong in a file.
    pub(crate) fn check(&self, file: &SourceFile, flaws: &mut Flaws) {
        let mut checking = Checking { by: self, file, flaws };
        checking.node(&file.root, &self.root, "the file");
    }

    /// What a text of this pattern is, in words.
    fn form(&self, pattern: &str) -> String {
        match self.forms.iter().find(|form| form.0 == pattern) {
            Some((_, words)) => (*words).to_owned(),
            None => format!("of the form {pattern}"),
        }
    }

    /// The schemas of which a value must fit one.
    fn alternatives<'a>(&'a self, schema: &'a Schema) -> Vec<&'a Schema> {
        let schema = self.resolved(schema);
        let Some(branches) = schema.get("anyOf").and_then(Value::as_array) else {
            return vec![schema];
        };
        let branches = branches.iter().filter_map(Value::as_object);
        branches.flat_map(|branch| self.alternatives(branch)).collect()
    }

    /// The schema behind references.
    fn resolved<'a>(&'a self, schema: &'a Schema) -> &'a Schema {
        let target = schema.get("$ref").and_then(Value::as_str);
        let name = target.and_then(|target| target.strip_prefix("#/$defs/"));
        let found = name.and_then(|name| self.root.get("$defs")?.get(name)?.as_object());
        found.map_or(schema, |found| self.resolved(found))
    }
}

fn gather_patterns(schema: &Value, into: &mut HashMap<String, Regex>) {
    match schema {
        Value::Object(members) => {
            let own = members.get("pattern").and_then(Value::as_str).into_iter();
            let keys = members.get("patternProperties").and_then(Value::as_object);
            let keys = keys.into_iter().flat_map(|keys| keys.keys().map(String::as_str));
            for pattern in own.chain(keys) {
                if let Ok(regex) = Regex::new(pattern) {
                    into.insert(pattern.to_owned(), regex);
                }
            }
            members.values().for_each(|member| gather_patterns(member, into));
        }
        Value::Array(items) => items.iter().for_each(|item| gather_patterns(item, into)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

impl<'a> Checking<'a> {
    fn add(&mut self, mark: Mark, message: String) {
        self.flaws.add(self.file.spot(mark), message);
    }

    /// Checks a value, which is called `name` in messages.
    fn node(&mut self, node: &SourceNode, schema: &'a Schema, name: &str) {
        let schema = self.by.resolved(schema);
        if schema.contains_key("anyOf") {
            return self.branches(node, &self.by.alternatives(schema), name);
        }
        if let Some(choices) = choices(schema) {
            return self.choice(node, &choices, name);
        }

        let types = types(schema);
        if !types.is_empty() && !types.iter().any(|one| is_of(&node.value, one)) {
            return self.add(node.mark, format!("{name} must be {}", in_words(&types)));
        }
        match &node.value {
            SourceValue::Text(text) => self.text(node, text, schema, name),
            SourceValue::Int(number) => self.number(node, *number, schema, name),
            SourceValue::List(items) => self.list(node, items, schema, name),
            SourceValue::Map(members) => self.map(node, members, schema, name),
            SourceValue::Null | SourceValue::Bool(_) | SourceValue::Float(_) => {}
        }
    }

    /// A value of one of several kinds: the first that fits its type.
    fn branches(&mut self, node: &SourceNode, branches: &[&'a Schema], name: &str) {
        let fits = |schema: &&&Schema| {
            let types = types(schema);
            let is_choice = choices(schema).is_some();
            let is_text = matches!(node.value, SourceValue::Text(_));
            types.iter().any(|one| is_of(&node.value, one)) || (is_choice && is_text)
        };
        if let Some(schema) = branches.iter().find(fits).copied() {
            return self.node(node, schema, name);
        }
        let types: Vec<_> = branches.iter().flat_map(|schema| types(schema)).collect();
        self.add(node.mark, format!("{name} must be {}", in_words(&types)));
    }

    fn choice(&mut self, node: &SourceNode, choices: &[&str], name: &str) {
        let text = match &node.value {
            SourceValue::Text(text) if choices.contains(&text.as_str()) => return,
            SourceValue::Text(text) => text.as_str(),
            _ => "",
        };
        let mut message = format!("{name} must be {}", any_of(choices));
        if let Some(near) = nearest(text, choices.iter().copied()) {
            message = format!("{message}; did you mean {near}?");
        }
        self.add(node.mark, message);
    }

    fn text(&mut self, node: &SourceNode, text: &str, schema: &Schema, name: &str) {
        let length = text.chars().count() as u64;
        if let Some(range) = outside(length, schema, "minLength", "maxLength") {
            return self.add(node.mark, format!("{name} must have {range} characters"));
        }
        let pattern = schema.get("pattern").and_then(Value::as_str);
        let regex = pattern.and_then(|pattern| self.by.patterns.get(pattern));
        if regex.is_some_and(|regex| !regex.is_match(text)) {
            let form = self.by.form(pattern.unwrap_or_default());
            self.add(node.mark, format!("{name} must be {form}"));
        }
    }

    fn number(&mut self, node: &SourceNode, number: i64, schema: &Schema, name: &str) {
        let limit = |name: &str| schema.get(name).and_then(Value::as_i64);
        let (least, most) = (limit("minimum"), limit("maximum"));
        if least.is_some_and(|least| number < least) || most.is_some_and(|most| number > most) {
            let bounds =
                [least, most].map(|one| one.map_or("…".to_owned(), |one| one.to_string()));
            self.add(node.mark, format!("{name} must be {}", bounds.join(" to ")));
        }
    }

    fn list(&mut self, node: &SourceNode, items: &[SourceNode], schema: &'a Schema, name: &str) {
        if let Some(range) = outside(items.len() as u64, schema, "minItems", "maxItems") {
            return self.add(node.mark, format!("{name} must have {range} items"));
        }
        if let Some(of_items) = schema.get("items").and_then(Value::as_object) {
            for item in items {
                self.node(item, of_items, &format!("each of {name}"));
            }
        }
        if schema.get("uniqueItems") == Some(&Value::Bool(true)) {
            for (at, item) in items.iter().enumerate() {
                if items[..at].iter().any(|other| other.value == item.value) {
                    self.add(item.mark, format!("{name} lists this twice"));
                }
            }
        }
    }

    fn map(&mut self, node: &SourceNode, members: &[SourceMember], schema: &'a Schema, name: &str) {
        if let Some(range) = outside(members.len() as u64, schema, "minProperties", "maxProperties")
        {
            return self.add(node.mark, format!("{name} must have {range} members"));
        }

        for member in members {
            self.member(member, schema);
        }

        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        for missing in required.filter_map(Value::as_str).filter(|one| node.get(one).is_none()) {
            self.add(node.mark, format!("{name} has no {missing}"));
        }
    }

    fn member(&mut self, member: &SourceMember, schema: &'a Schema) {
        let known = schema.get("properties").and_then(Value::as_object);
        let own = known.and_then(|known| known.get(&member.name)).and_then(Value::as_object);
        if let Some(own) = own {
            return self.node(&member.node, own, &member.name);
        }

        let by_pattern = schema.get("patternProperties").and_then(Value::as_object);
        if let Some((pattern, of_member)) = by_pattern.and_then(|all| all.iter().next()) {
            let regex = self.by.patterns.get(pattern);
            let one = of_member.as_object();
            if let Some(one) = one.filter(|_| regex.is_some_and(|one| one.is_match(&member.name))) {
                return self.node(&member.node, one, &quoted(member));
            }
            let form = self.by.form(pattern);
            return self.add(member.mark, format!("the name {} must be {form}", quoted(member)));
        }

        match schema.get("additionalProperties") {
            Some(Value::Object(one)) => {
                if let Some(names) = schema.get("propertyNames").and_then(Value::as_object) {
                    let of_name = SourceNode {
                        mark: member.mark,
                        value: SourceValue::Text(member.name.clone()),
                    };
                    self.node(&of_name, names, "the name");
                }
                self.node(&member.node, one, &quoted(member));
            }
            Some(Value::Bool(false)) => {
                let names = known.into_iter().flat_map(|known| known.keys().map(String::as_str));
                self.unknown(member, names);
            }
            _ => {}
        }
    }

    fn unknown<'n>(&mut self, member: &SourceMember, known: impl Iterator<Item = &'n str> + Clone) {
        let message = if let Some(near) = nearest(&member.name, known.clone()) {
            format!("unknown member {}; did you mean {near}?", quoted(member))
        } else {
            let known = known.collect::<Vec<_>>().join(", ");
            format!("unknown member {}; the members are {known}", quoted(member))
        };
        self.add(member.mark, message);
    }
}

fn quoted(member: &SourceMember) -> String {
    format!("\"{}\"", shown(&member.name))
}

/// The names of the types that a schema accepts.
fn types(schema: &Schema) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// The texts of which a value must be one, if the schema lists them.
fn choices(schema: &Schema) -> Option<Vec<&str>> {
    if let Some(listed) = schema.get("enum").and_then(Value::as_array) {
        return Some(listed.iter().filter_map(Value::as_str).collect());
    }
    let branches = schema.get("oneOf").and_then(Value::as_array)?;
    branches.iter().map(|branch| branch.get("const").and_then(Value::as_str)).collect()
}

/// `A, B or C`
fn any_of(choices: &[&str]) -> String {
    match choices {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [others @ .., last] => format!("{} or {last}", others.join(", ")),
    }
}

fn is_of(value: &SourceValue, name: &str) -> bool {
    match value {
        SourceValue::Null => name == "null",
        SourceValue::Bool(_) => name == "boolean",
        SourceValue::Int(_) => name == "integer" || name == "number",
        SourceValue::Float(_) => name == "number",
        SourceValue::Text(_) => name == "string",
        SourceValue::List(_) => name == "array",
        SourceValue::Map(_) => name == "object",
    }
}

fn in_words(types: &[&str]) -> String {
    let word = |name: &&str| match *name {
        "string" => "a text",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "true or false",
        "array" => "a list",
        "object" => "a map",
        "null" => "null",
        _ => "of another type",
    };
    types.iter().map(word).collect::<Vec<_>>().join(" or ")
}

/// The range that a count should be in, if it is outside.
fn outside(count: u64, schema: &Schema, least: &str, most: &str) -> Option<String> {
    let limit = |name: &str| schema.get(name).and_then(Value::as_u64);
    let (least, most) = (limit(least), limit(most));
    let is_inside =
        least.is_none_or(|least| count >= least) && most.is_none_or(|most| count <= most);
    match (is_inside, least, most) {
        (true, ..) | (false, None, None) => None,
        (false, least, Some(most)) => Some(format!("{} to {most}", least.unwrap_or(0))),
        (false, Some(least), None) => Some(format!("at least {least}")),
    }
}
