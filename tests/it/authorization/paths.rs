//! A query for every field of the schema, generated from the schema.

use std::collections::HashMap;

use async_graphql::parser::{
    parse_schema,
    types::{BaseType, ServiceDocument, Type, TypeKind, TypeSystemDefinition},
};

/// The fields of each object type, each with its type.
pub(super) struct Schema(HashMap<String, Vec<(String, Type)>>);

impl Schema {
    pub(super) fn read() -> Self {
        let document: ServiceDocument = parse_schema(keyplane_api::sdl()).unwrap();
        let mut objects = HashMap::new();
        for definition in document.definitions {
            let TypeSystemDefinition::Type(definition) = definition else { continue };
            let TypeKind::Object(object) = definition.node.kind else { continue };
            let fields = object
                .fields
                .into_iter()
                .map(|field| (field.node.name.node.to_string(), field.node.ty.node));
            objects.insert(definition.node.name.node.to_string(), fields.collect());
        }
        Self(objects)
    }

    /// `Type.field` of every object type.
    pub(super) fn fields(&self) -> Vec<(&str, &str)> {
        let mut all: Vec<_> = self
            .0
            .iter()
            .flat_map(|(name, fields)| {
                fields.iter().map(|(field, _)| (name.as_str(), field.as_str()))
            })
            .collect();
        all.sort_unstable();
        all
    }

    /// Whether a query can reach the type; only mutations return payloads.
    pub(super) fn is_of_queries(name: &str) -> bool {
        name != "Mutation" && !name.ends_with("Payload") && name != "PrivateKeyFile"
    }

    /// A field with its required arguments and, for an object, a selection.
    pub(super) fn selection(&self, owner: &str, field: &str) -> String {
        let (_, kind) = self.0[owner].iter().find(|(name, _)| name == field).unwrap();
        let inside = if self.is_composite(base(kind)) { " { __typename }" } else { "" };
        format!("{field}{}{inside}", arguments(owner, field))
    }

    /// Every field of a payload.
    pub(super) fn payload(&self, mutation: &str) -> String {
        let kind = self.0["Mutation"].iter().find(|(name, _)| name == mutation);
        let name = base(&kind.unwrap_or_else(|| panic!("no mutation {mutation}")).1);
        let fields = self.0[name].iter().map(|(field, _)| self.selection(name, field));
        fields.collect::<Vec<_>>().join(" ")
    }

    fn is_composite(&self, name: &str) -> bool {
        self.0.contains_key(name) || name == "Node"
    }
}

fn base(kind: &Type) -> &str {
    match &kind.base {
        BaseType::Named(name) => name,
        BaseType::List(inner) => base(inner),
    }
}

/// The arguments of the fields that require any.
fn arguments(owner: &str, field: &str) -> &'static str {
    match (owner, field) {
        ("Query", "node") => "(id: \"$PROJECT\")",
        ("Query", "project" | "slugStatus") => "(slug: \"acme\")",
        ("Query", "search") => "(text: \"acme\")",
        ("Query", "inspectToken") => "(input: { token: \"x.y.z\", projectId: \"$PROJECT\" })",
        ("Query", "auditEvents") => "(projectId: \"$PROJECT\")",
        ("Api", "gatewayConfig") => "(gateway: NGINX, upstream: \"http://127.0.0.1:3000\")",
        ("Project", "api") => "(name: \"orders\")",
        (_, "usage") => "(from: \"2026-03-01T00:00:00Z\", to: \"2026-03-02T00:00:00Z\")",
        ("Query", "impactOfRevoking") => "(id: \"$APPLICATION\")",
        ("Project", "application") => "(clientId: \"$APPLICATION\")",
        _ => "",
    }
}

/// A query that reaches a value of a type, with `*` in place of the field.
pub(super) fn way_to(owner: &str) -> &'static str {
    match owner {
        "Query" => "{ * }",
        "Viewer" => "{ viewer { * } }",
        "Instance" => "{ instance { * } }",
        "Project" => "{ node(id: \"$PROJECT\") { ... on Project { * } } }",
        "ProjectEndpoints" => "{ project(slug: \"acme\") { endpoints { * } } }",
        "KeyPolicy" => "{ project(slug: \"acme\") { keyPolicy { * } } }",
        "Application" => "{ node(id: \"$APPLICATION\") { ... on Application { * } } }",
        "Label" => "{ node(id: \"$APPLICATION\") { ... on Application { labels { * } } } }",
        "Key" => "{ node(id: \"$APP_KEY\") { ... on Key { * } } }",
        "RotationPreview" => {
            "{ node(id: \"$SIGNING_KEY\") { ... on Key { rotationPreview { * } } } }"
        }
        "UsagePoint" => {
            "{ node(id: \"$APPLICATION\") { ... on Application {
                usage(from: \"2026-03-01T00:00:00Z\", to: \"2026-03-02T00:00:00Z\") { * } } } }"
        }
        "Impact" => "{ impactOfRevoking(id: \"$APPLICATION\") { * } }",
        "ClientSecret" => "{ node(id: \"$SECRET\") { ... on ClientSecret { * } } }",
        "Api" => "{ node(id: \"$API\") { ... on Api { * } } }",
        "Grant" => "{ node(id: \"$GRANT\") { ... on Grant { * } } }",
        "AuditEvent" => "{ node(id: \"$EVENT\") { ... on AuditEvent { * } } }",
        "AuditTarget" => "{ node(id: \"$EVENT\") { ... on AuditEvent { target { * } } } }",
        "AuditReference" => {
            "{ node(id: \"$EVENT\") { ... on AuditEvent { target { application { * } } } } }"
        }
        "TokenInspection" => {
            "{ inspectToken(input: { token: \"x.y.z\", projectId: \"$PROJECT\" }) { * } }"
        }
        "TokenCheck" => {
            "{ inspectToken(input: { token: \"x.y.z\", projectId: \"$PROJECT\" }) { checks { * } } }"
        }
        "TrustedIssuerPreset" => "{ trustedIssuerPresets { * } }",
        "TrustedIssuerPresetIssuer" => "{ trustedIssuerPresets { issuers { * } } }",
        "TrustedIssuerPresetParameter" => "{ trustedIssuerPresets { parameters { * } } }",
        "TrustedIssuerPresetRule" => "{ trustedIssuerPresets { rules { * } } }",
        "TrustedIssuerPresetSnippet" => "{ trustedIssuerPresets { snippet { * } } }",
        "ProjectAttention" => "{ attention { * } }",
        "ProjectConnection" => "{ projects { * } }",
        "ProjectEdge" => "{ projects { edges { * } } }",
        "PageInfo" => "{ projects { pageInfo { * } } }",
        "ApplicationConnection" => "{ project(slug: \"acme\") { applications { * } } }",
        "ApplicationEdge" => "{ project(slug: \"acme\") { applications { edges { * } } } }",
        "ApiConnection" => "{ project(slug: \"acme\") { apis { * } } }",
        "ApiEdge" => "{ project(slug: \"acme\") { apis { edges { * } } } }",
        "GrantConnection" => "{ project(slug: \"acme\") { grants { * } } }",
        "GrantEdge" => "{ project(slug: \"acme\") { grants { edges { * } } } }",
        "KeyConnection" => "{ project(slug: \"acme\") { keys { * } } }",
        "KeyEdge" => "{ project(slug: \"acme\") { keys { edges { * } } } }",
        "AuditEventConnection" => "{ project(slug: \"acme\") { auditEvents { * } } }",
        "AuditEventEdge" => "{ project(slug: \"acme\") { auditEvents { edges { * } } } }",
        "TrustedIssuer" => "{ node(id: \"$ISSUER\") { ... on TrustedIssuer { * } } }",
        "TrustedIssuerConnection" => "{ project(slug: \"acme\") { trustedIssuers { * } } }",
        "TrustedIssuerEdge" => "{ project(slug: \"acme\") { trustedIssuers { edges { * } } } }",
        "FederatedIdentity" => "{ node(id: \"$IDENTITY\") { ... on FederatedIdentity { * } } }",
        "FederatedIdentityConnection" => {
            "{ node(id: \"$ISSUER\") { ... on TrustedIssuer { federatedIdentities { * } } } }"
        }
        "FederatedIdentityEdge" => {
            "{ node(id: \"$ISSUER\") { ... on TrustedIssuer { federatedIdentities { edges { * } } } } }"
        }
        "Webhook" => "{ node(id: \"$WEBHOOK\") { ... on Webhook { * } } }",
        "WebhookConnection" => "{ project(slug: \"acme\") { webhooks { * } } }",
        "WebhookEdge" => "{ project(slug: \"acme\") { webhooks { edges { * } } } }",
        "WebhookDelivery" => {
            "{ node(id: \"$WEBHOOK\") { ... on Webhook { deliveries { nodes { * } } } } }"
        }
        "WebhookDeliveryConnection" => {
            "{ node(id: \"$WEBHOOK\") { ... on Webhook { deliveries { * } } } }"
        }
        "WebhookDeliveryEdge" => {
            "{ node(id: \"$WEBHOOK\") { ... on Webhook { deliveries { edges { * } } } } }"
        }
        "OperatorIssuer" => "{ node(id: \"$OPERATOR_ISSUER\") { ... on OperatorIssuer { * } } }",
        "OperatorRule" => "{ node(id: \"$OPERATOR_RULE\") { ... on OperatorRule { * } } }",
        "OperatorSession" => "{ node(id: \"$OPERATOR_SESSION\") { ... on OperatorSession { * } } }",
        "OperatorBlock" => "{ node(id: \"$OPERATOR_BLOCK\") { ... on OperatorBlock { * } } }",
        "ClaimRule" => {
            "{ node(id: \"$OPERATOR_RULE\") { ... on OperatorRule { claimRules { * } } } }"
        }
        "OperatorSessionConnection" => {
            "{ node(id: \"$OPERATOR_ISSUER\") { ... on OperatorIssuer { sessions { * } } } }"
        }
        "OperatorSessionEdge" => {
            "{ node(id: \"$OPERATOR_ISSUER\") { ... on OperatorIssuer { sessions { edges { * } } } } }"
        }
        "OperatorBlockConnection" => {
            "{ node(id: \"$OPERATOR_ISSUER\") { ... on OperatorIssuer { blocks { * } } } }"
        }
        "OperatorBlockEdge" => {
            "{ node(id: \"$OPERATOR_ISSUER\") { ... on OperatorIssuer { blocks { edges { * } } } } }"
        }
        "AuditOperator" => "{ node(id: \"$EVENT\") { ... on AuditEvent { operator { * } } } }",
        "WebhookAttempt" => {
            "{ node(id: \"$WEBHOOK\") { ... on Webhook { deliveries { nodes { attempts { * } } } } } }"
        }
        _ => panic!("{owner} is new: say here how a query reaches it"),
    }
}
