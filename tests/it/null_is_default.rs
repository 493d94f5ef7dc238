//! Absent and null mean the same: the default in the schema.

use std::collections::BTreeSet;

use async_graphql::parser::{
    parse_schema,
    types::{TypeKind, TypeSystemDefinition},
};
use serde_json::{Value, json};

use crate::harness::{World, on_both};

/// Inputs of new objects whose settings have defaults; `settings::in_a_new_object_null_is_the_default`
/// is about them.
const SETTINGS: [&str; 3] = ["CreateApiInput", "CreateApplicationInput", "CreateProjectInput"];

/// The fields with a default of each other input.
fn inputs() -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for definition in parse_schema(keyplane_api::sdl()).unwrap().definitions {
        let TypeSystemDefinition::Type(one) = definition else { continue };
        let name = one.node.name.node.to_string();
        let TypeKind::InputObject(input) = one.node.kind else { continue };
        let fields = input.fields.into_iter().filter(|field| field.node.default_value.is_some());
        found.extend(fields.map(|field| (name.clone(), field.node.name.node.to_string())));
    }
    found.retain(|(input, _)| !SETTINGS.contains(&input.as_str()));
    found
}

/// The arguments with a default, as `Type.field(argument)`.
fn arguments() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for definition in parse_schema(keyplane_api::sdl()).unwrap().definitions {
        let TypeSystemDefinition::Type(one) = definition else { continue };
        let TypeKind::Object(object) = one.node.kind else { continue };
        for field in object.fields {
            for argument in field.node.arguments {
                if argument.node.default_value.is_some() {
                    let (of, name) = (&one.node.name.node, &field.node.name.node);
                    found.insert(format!("{of}.{name}({})", argument.node.name.node));
                }
            }
        }
    }
    found
}

/// Two of what a mutation needs.
type Twice = [Value; 2];

/// A project with two of everything that the mutations need.
struct Pairs {
    project: String,
    applications: [String; 2],
    keys: [String; 2],
    admin_keys: [String; 2],
    webhooks: [String; 2],
    api: String,
}

impl Pairs {
    async fn create(world: &World) -> Self {
        let project = world.project("acme").await;
        let application = async |name| {
            let input = json!({ "projectId": project, "name": name, "type": "SERVICE", "authMethod": "CLIENT_SECRET_BASIC" });
            let made =
                world.mutate(&world.root(), "createApplication", input, "application { id }").await;
            made.text("/createApplication/application/id")
        };
        let applications = [application("one").await, application("two").await];
        let key = async |of: &str| {
            let input = json!({ "applicationId": of, "name": "k" });
            let made =
                world.mutate(&world.root(), "generateApplicationKey", input, "key { id }").await;
            made.text("/generateApplicationKey/key/id")
        };
        let admin = async |name| {
            let caller = world.project_admin(&project, "acme", name, &["READ"]).await;
            world.key_of(&caller).await
        };
        let webhook = async |url| {
            let input = json!({ "projectId": project, "url": url });
            let made = world.mutate(&world.root(), "createWebhook", input, "webhook { id }").await;
            made.text("/createWebhook/webhook/id")
        };

        Self {
            keys: [key(&applications[0]).await, key(&applications[1]).await],
            admin_keys: [admin("one").await, admin("two").await],
            webhooks: [webhook("https://one.example").await, webhook("https://two.example").await],
            api: world.api(&project, "orders", &["read"]).await,
            applications,
            project,
        }
    }

    /// Each mutation whose input has defaults: what it requires, for two calls, and what its answer
    /// shows of the defaults.
    fn mutations(&self) -> Vec<(&'static str, Twice, &'static str)> {
        let twice = |make: fn(&Self, usize) -> Value| [make(self, 0), make(self, 1)];
        let key = "key { algorithm custody state privateKeyRetained } privateKey { mediaType }";
        vec![
            (
                "generateAdminKey",
                twice(
                    |it, _| json!({ "projectId": it.project, "name": "n", "permissions": ["READ"] }),
                ),
                key,
            ),
            (
                "generateApplicationKey",
                twice(|it, at| json!({ "applicationId": it.applications[at], "name": "n" })),
                key,
            ),
            (
                "generateSigningKey",
                twice(
                    |it, _| json!({ "projectId": it.project, "name": "n", "algorithm": "ES256" }),
                ),
                key,
            ),
            (
                "grantApi",
                twice(|it, at| json!({ "applicationId": it.applications[at], "apiId": it.api })),
                "grant { scopes }",
            ),
            (
                "importClientSecret",
                twice(|it, at| {
                    let secret = format!("the secret of the other server, {at}");
                    json!({ "applicationId": it.applications[at], "secret": secret })
                }),
                "clientSecret { name expiresAt }",
            ),
            (
                "rotateClientSecret",
                twice(|it, at| json!({ "applicationId": it.applications[at] })),
                "application { clientSecrets { name expiresAt } }",
            ),
            (
                "updateKey",
                twice(|it, at| json!({ "keyId": it.keys[at], "name": "m" })),
                "key { state expiresAt }",
            ),
            (
                "rotateKey",
                twice(|it, at| json!({ "keyId": it.keys[at] })),
                "key { state activatesAt } previous { state expiresAt }",
            ),
            (
                "revokeKey",
                twice(|it, at| json!({ "keyId": it.admin_keys[at], "reason": "r" })),
                "key { state }",
            ),
            (
                "rotateWebhookSecret",
                twice(|it, at| json!({ "webhookId": it.webhooks[at] })),
                "webhook { enabled }",
            ),
            (
                "createTrustedIssuer",
                twice(
                    |it, at| json!({ "projectId": it.project, "name": "n", "issuer": format!("https://ci{at}.example") }),
                ),
                "trustedIssuer { keySource allowSharedAudience singleUse maxAgeSeconds }",
            ),
            (
                "createOperatorIssuer",
                twice(
                    |_, at| json!({ "name": "n", "issuer": format!("https://id{at}.example"), "clientId": "c", "clientSecret": "s" }),
                ),
                "operatorIssuer { sessionLengthSeconds idleSeconds }",
            ),
        ]
    }
}

/// What a mutation answers, and what the newest event says that it changed, without what differs from
/// object to object.
async fn outcome(
    world: &World,
    project: &str,
    mutation: &str,
    input: Value,
    fields: &str,
) -> Value {
    let answer = world.mutate(&world.root(), mutation, input, fields).await.ok();
    let scope = (mutation != "createOperatorIssuer").then_some(project);
    let events = world.events(scope).await;
    let mut changes = events[0]["changes"].clone();
    if let Some(changes) = changes.as_object_mut() {
        let own = [
            "kid",
            "successorKid",
            "issuer",
            "applicationId",
            "apiId",
            "successorId",
            "keyId",
            "thumbprint",
        ];
        changes.retain(|name, _| !own.contains(&name.as_str()) && !name.ends_with("Id"));
    }
    json!({ "answer": answer.at(&format!("/{mutation}")), "action": events[0]["action"], "changes": changes })
}

on_both! {
    async fn in_every_mutation_null_is_the_same_as_absent(world: World) {
        let pairs = Pairs::create(&world).await;
        let mut left = inputs();
        for (mutation, [absent, mut null], fields) in pairs.mutations() {
            let input = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
            let (own, others): (BTreeSet<_>, _) = left.into_iter().partition(|(of, _)| *of == input);
            assert!(!own.is_empty(), "{input} has no default");
            for (_, field) in own {
                null[field] = Value::Null;
            }
            left = others;

            let first = outcome(&world, &pairs.project, mutation, absent, fields).await;
            let second = outcome(&world, &pairs.project, mutation, null, fields).await;
            assert_eq!(first, second, "{mutation}");
        }
        assert!(left.is_empty(), "without a case: {left:?}");
    }

    async fn in_every_query_null_is_the_same_as_absent(world: World) {
        let pairs = Pairs::create(&world).await;
        let usage = |null: &str| format!("usage(from: \"2026-03-01T00:00:00Z\", to: \"2026-03-01T03:00:00Z\"{null}) {{ at }}");
        let query = |first: &str, days: &str, force: &str, step: &str| {
            let usage = usage(step);
            format!("query ($application: ID!, $key: ID!, $api: ID!) {{
                search(text: \"a\"{first}) {{ id }}
                expiringKeys{days} {{ totalCount }}
                project(slug: \"acme\") {{ expiringKeys{days} {{ totalCount }} }}
                key: node(id: $key) {{ ... on Key {{ rotationPreview{force} {{ expiresAt refusal }} {usage} }} }}
                application: node(id: $application) {{ ... on Application {{ {usage} clientSecrets {{ {usage} }} grants {{ nodes {{ {usage} }} }} }} }}
                api: node(id: $api) {{ ... on Api {{ {usage} }} }}
            }}")
        };
        let asked: BTreeSet<_> = [
            "Query.search(first)", "Query.expiringKeys(withinDays)", "Project.expiringKeys(withinDays)",
            "Key.rotationPreview(force)", "Key.usage(step)", "Application.usage(step)",
            "ClientSecret.usage(step)", "Grant.usage(step)", "Api.usage(step)",
        ].map(str::to_owned).into();
        assert_eq!(arguments(), asked);

        world.grant(&pairs.applications[0], &pairs.api, &["read"]).await;
        let variables = json!({ "application": pairs.applications[0], "key": pairs.keys[0], "api": pairs.api });
        let absent = world.ask(&world.root(), &query("", "", "", ""), variables.clone()).await.ok();
        let null = query(", first: null", "(withinDays: null)", "(force: null)", ", step: null");
        let null = world.ask(&world.root(), &null, variables).await.ok();
        assert_eq!(absent.body, null.body);
        assert_eq!(null.at("/application/grants/nodes/0/usage").as_array().unwrap().len(), 3);
    }
}
