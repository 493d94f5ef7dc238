//! The cost of each field of the schema, and how many items it returns. Prices are derived from the
//! SDL, so that a new field has one by default; the tables here hold the exceptions.
//!
//! A unit of cost stands for at most 500 bytes of memory while the request runs, which the requests
//! of `tests/it/binary/bounds` measure.

use std::{collections::HashMap, sync::LazyLock};

use async_graphql::parser::{
    parse_schema,
    types::{BaseType, FieldDefinition, TypeDefinition, TypeKind, TypeSystemDefinition},
};

use crate::graphql::schema::sdl;

/// The price of a row of a list, beside its fields.
pub(super) const ROW: usize = 12;
/// The price of a search, which takes a statement of its own.
pub(super) const SEARCH: usize = 200;
/// The price of an object, which may be a row to load.
const OBJECT: usize = 4;
/// The price of a page, which is a part of a statement.
const PAGE: usize = 8;
/// The price of a range of usage, which is a part of a statement and of its rows.
const POINTS: usize = 20;
/// The price of a number, a date, an identifier or a value of an enum.
const PLAIN: usize = 2;
/// The price of a text of a few hundred bytes at most.
const TEXT: usize = 3;
/// The price of a list of names.
const NAMES: usize = 10;
/// The price of a JSON value.
const JSON: usize = 60;
/// The price of a field that takes statements of its own, however often it stands in a document.
const STATEMENT: usize = 600;

/// The prices that differ from the rule of the field's type.
const OWN: &[(&str, &str, usize)] = &[
    ("Query", "slugStatus", STATEMENT),
    ("Instance", "auditCheckpointKeys", STATEMENT),
    ("Query", "search", 4 * STATEMENT),
    ("Query", "attention", 4 * STATEMENT),
    ("Query", "impactOfRevoking", 4 * STATEMENT),
    ("Query", "inspectToken", 2 * STATEMENT),
    ("Key", "rotationPreview", STATEMENT),
    ("AuditEvent", "exportLine", JSON),
    ("Application", "lastUsedAt", OBJECT),
    ("Key", "lastUsedAt", OBJECT),
    ("ClientSecret", "lastUsedAt", OBJECT),
    ("Key", "publicKeyPem", 12),
    ("Key", "certificatePem", 20),
    ("Key", "jwk", 30),
    ("Api", "gatewayConfig", 50),
    ("Project", "authorizationEndpoint", 5),
    ("Project", "description", 5),
    ("Application", "description", 5),
    ("Api", "description", 5),
    ("TrustedIssuer", "jwks", 130),
    ("TrustedIssuer", "caCertificate", 66),
    ("TrustedIssuer", "keyIds", 40),
    ("FederatedIdentity", "lastUsedAt", OBJECT),
    ("Webhook", "url", 5),
    ("Webhook", "publicKeys", 60),
    ("Webhook", "deliveries", 4 * STATEMENT),
    ("Query", "operatorIssuers", STATEMENT),
    ("OperatorIssuer", "keyIds", 60),
    ("OperatorIssuer", "caCertificate", JSON),
];

/// The maximum length of each list of objects that is not paginated.
const ITEMS: &[(&str, &str, usize)] = &[
    ("Application", "clientSecrets", 2),
    ("Application", "labels", 32),
    ("FederatedIdentity", "rules", 16),
    ("TokenInspection", "checks", 40),
    ("Impact", "applications", 50),
    ("Impact", "apis", 50),
    ("WebhookDelivery", "attempts", 20),
    ("Query", "trustedIssuerPresets", 10),
    ("TrustedIssuerPreset", "issuers", 5),
    ("TrustedIssuerPreset", "parameters", 11),
    ("TrustedIssuerPreset", "rules", 6),
    ("Query", "operatorIssuers", 20),
    ("OperatorIssuer", "rules", 50),
    ("OperatorRule", "claimRules", 16),
];

/// The types of introspection (GraphQL specification, section 4.2), which no SDL shows.
const INTROSPECTION: &str = "
type __Schema { description: String types: [__Type!]! queryType: __Type! mutationType: __Type
    subscriptionType: __Type directives: [__Directive!]! }
type __Type { kind: __TypeKind! name: String description: String specifiedByURL: String
    isOneOf: Boolean fields(includeDeprecated: Boolean): [__Field!] interfaces: [__Type!]
    possibleTypes: [__Type!] enumValues(includeDeprecated: Boolean): [__EnumValue!]
    inputFields(includeDeprecated: Boolean): [__InputValue!] ofType: __Type }
type __Field { name: String! description: String args(includeDeprecated: Boolean): [__InputValue!]!
    type: __Type! isDeprecated: Boolean! deprecationReason: String }
type __InputValue { name: String! description: String type: __Type! defaultValue: String
    isDeprecated: Boolean! deprecationReason: String }
type __EnumValue { name: String! description: String isDeprecated: Boolean!
    deprecationReason: String }
type __Directive { name: String! description: String isRepeatable: Boolean!
    locations: [__DirectiveLocation!]! args(includeDeprecated: Boolean): [__InputValue!]! }
enum __TypeKind { SCALAR OBJECT INTERFACE UNION ENUM INPUT_OBJECT LIST NON_NULL }
enum __DirectiveLocation { QUERY MUTATION SUBSCRIPTION FIELD FRAGMENT_DEFINITION FRAGMENT_SPREAD
    INLINE_FRAGMENT VARIABLE_DEFINITION SCHEMA SCALAR OBJECT FIELD_DEFINITION ARGUMENT_DEFINITION
    INTERFACE UNION ENUM ENUM_VALUE INPUT_OBJECT INPUT_FIELD_DEFINITION }
scalar Int scalar Float scalar String scalar Boolean scalar ID
";

/// How many items a field returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Items {
    /// One object or scalar.
    One,
    /// A page of a list, by `first` or `last`.
    Page,
    /// The items of the page around it.
    OfPage,
    /// As many items as `first` says.
    First,
    /// A point for each hour or day from `from` to `to`.
    Points,
    /// At most `most` items; `mean` if every type of the schema is selected once.
    Listed { mean: usize, most: usize },
}

/// The price of a field.
#[derive(Clone, Debug)]
pub(super) struct Price {
    /// The name of the type that it returns.
    pub(super) gives: String,
    /// Its own cost, once.
    pub(super) own: usize,
    pub(super) items: Items,
}

/// The prices of every field of every type.
pub(super) struct Prices(HashMap<String, HashMap<String, Price>>);

/// The prices of the Admin API's schema.
pub(super) static PRICES: LazyLock<Prices> = LazyLock::new(|| Prices::read(&sdl()));

impl Prices {
    /// The price of a field; `None` for a field that is not in the schema, which the library
    /// refuses.
    pub(super) fn of(&self, of_type: &str, field: &str) -> Option<&Price> {
        self.0.get(of_type)?.get(field)
    }

    fn read(sdl: &str) -> Self {
        let mut types = definitions(sdl);
        types.extend(definitions(INTROSPECTION));
        let sizes = Sizes::count(&types);
        let mut prices: HashMap<String, HashMap<String, Price>> = HashMap::new();
        for definition in &types {
            let name = definition.name.node.as_str();
            let fields = fields(definition).into_iter();
            let of_fields = fields
                .map(|field| (field.name.node.to_string(), price(name, field, &types, &sizes)));
            prices.insert(name.to_owned(), of_fields.collect());
        }

        if let Some(query) = prices.get_mut("Query") {
            for (field, gives) in [("__schema", "__Schema"), ("__type", "__Type")] {
                let price = Price { gives: gives.to_owned(), own: OBJECT, items: Items::One };
                query.insert(field.to_owned(), price);
            }
        }
        Self(prices)
    }
}

fn definitions(sdl: &str) -> Vec<TypeDefinition> {
    let document = parse_schema(sdl).map(|document| document.definitions).unwrap_or_default();
    let types = document.into_iter().filter_map(|definition| match definition {
        TypeSystemDefinition::Type(definition) => Some(definition.node),
        TypeSystemDefinition::Schema(_) | TypeSystemDefinition::Directive(_) => None,
    });
    types.collect()
}

fn fields(definition: &TypeDefinition) -> Vec<&FieldDefinition> {
    let fields = match &definition.kind {
        TypeKind::Object(object) => &object.fields,
        TypeKind::Interface(interface) => &interface.fields,
        TypeKind::Scalar | TypeKind::Union(_) | TypeKind::Enum(_) | TypeKind::InputObject(_) => {
            return Vec::new();
        }
    };
    fields.iter().map(|field| &field.node).collect()
}

fn price(parent: &str, field: &FieldDefinition, types: &[TypeDefinition], sizes: &Sizes) -> Price {
    let name = field.name.node.as_str();
    let (gives, is_list) = named(&field.ty.node.base);
    let is_object = types.iter().any(|one| one.name.node == gives && !fields(one).is_empty());
    let takes_first = field.arguments.iter().any(|argument| argument.node.name.node == "first");

    let items = match (takes_first, is_list && is_object) {
        (true, false) => Items::Page,
        (true, true) => Items::First,
        (false, true) if gives == "UsagePoint" => Items::Points,
        (false, false) => Items::One,
        (false, true) if parent.ends_with("Connection") => Items::OfPage,
        (false, true) => sizes.of(parent, name),
    };

    let fixed = OWN.iter().find(|own| (own.0, own.1) == (parent, name)).map(|own| own.2);
    let own = fixed.unwrap_or_else(|| match (gives, items) {
        _ if parent.starts_with("__") => 1,
        (_, Items::Page) => PAGE,
        (_, Items::Points) => POINTS,
        _ if name == "totalCount" => PAGE,
        _ if is_object => OBJECT,
        ("JSON", _) => JSON,
        _ if is_list => NAMES,
        ("String", _) => TEXT,
        _ => PLAIN,
    });

    Price { gives: gives.to_owned(), own, items }
}

/// The name of a type without its wrappers, and whether it is a list.
fn named(base: &BaseType) -> (&str, bool) {
    match base {
        BaseType::Named(name) => (name, false),
        BaseType::List(inner) => (named(&inner.base).0, true),
    }
}

/// The sizes of the lists of introspection.
struct Sizes(HashMap<&'static str, Items>);

impl Sizes {
    fn count(types: &[TypeDefinition]) -> Self {
        let size = |of: fn(&TypeDefinition) -> usize| listed(types.iter().map(of));
        let arguments = types.iter().flat_map(fields).map(|field| field.arguments.len());
        let implementers = types.iter().map(implements).sum();
        Self(HashMap::from([
            ("types", Items::Listed { mean: types.len(), most: types.len() }),
            ("directives", Items::Listed { mean: 6, most: 6 }),
            ("fields", size(|one| fields(one).len())),
            ("interfaces", size(implements)),
            ("possibleTypes", Items::Listed { mean: 1, most: implementers }),
            ("enumValues", size(enum_values)),
            ("inputFields", size(input_fields)),
            ("args", listed(arguments)),
        ]))
    }

    fn of(&self, parent: &str, field: &str) -> Items {
        let fixed = ITEMS.iter().find(|one| (one.0, one.1) == (parent, field));
        let fixed = fixed.map(|one| Items::Listed { mean: one.2, most: one.2 });
        let of_introspection = self.0.get(field).copied().filter(|_| parent.starts_with("__"));
        fixed.or(of_introspection).unwrap_or(Items::Listed { mean: 100, most: 100 })
    }
}

fn listed(counts: impl Iterator<Item = usize> + Clone) -> Items {
    let (sum, of): (usize, usize) = (counts.clone().sum(), counts.clone().count());
    Items::Listed { mean: sum.div_ceil(of.max(1)), most: counts.max().unwrap_or(0) }
}

fn implements(definition: &TypeDefinition) -> usize {
    match &definition.kind {
        TypeKind::Object(object) => object.implements.len(),
        _ => 0,
    }
}

fn enum_values(definition: &TypeDefinition) -> usize {
    match &definition.kind {
        TypeKind::Enum(of) => of.values.len(),
        _ => 0,
    }
}

fn input_fields(definition: &TypeDefinition) -> usize {
    match &definition.kind {
        TypeKind::InputObject(of) => of.fields.len(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_in_the_tables_is_in_the_schema() {
        for (of_type, field, _) in OWN.iter().chain(ITEMS) {
            assert!(PRICES.of(of_type, field).is_some(), "{of_type}.{field}");
        }
    }

    #[test]
    fn every_list_of_objects_has_a_bound() {
        let unbounded = Items::Listed { mean: 100, most: 100 };
        for (of_type, fields) in &PRICES.0 {
            for (field, price) in fields {
                assert_ne!(price.items, unbounded, "{of_type}.{field}: add it to ITEMS");
            }
        }
    }
}
