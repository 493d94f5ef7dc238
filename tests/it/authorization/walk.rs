//! Every field of the schema, with no token, with READ alone and with another project's key. The
//! fields are read from the schema, so that a new field without a case fails here.

use axum::{body::Body, http::Request};
use serde_json::{Value, json};

use super::{
    cast::{Acme, neighbour},
    paths::{Schema, way_to},
};
use crate::harness::on_both;

/// One query for every field, as `(Type.field, query)`.
fn queries(schema: &Schema, acme: &Acme) -> Vec<(String, String)> {
    let fields = schema.fields().into_iter().filter(|(owner, _)| Schema::is_of_queries(owner));
    fields
        .map(|(owner, field)| {
            let query = way_to(owner).replace('*', &schema.selection(owner, field));
            (format!("{owner}.{field}"), acme.fill(&query))
        })
        .collect()
}

/// The fields that need more than READ.
fn needs_audit_read(field: &str) -> bool {
    ["Audit", "WebhookDelivery", "WebhookAttempt"].iter().any(|of| field.starts_with(of))
        || field.ends_with(".auditEvents")
        || field.ends_with(".deliveries")
        || ["OperatorSession", "OperatorBlock"].iter().any(|of| {
            field.starts_with(&format!("{of}Connection")) || field.starts_with(&format!("{of}Edge"))
        })
        || matches!(field, "OperatorIssuer.sessions" | "OperatorIssuer.blocks")
}

/// The expected answers for another project's key: nothing of `acme`, and FORBIDDEN only for
/// fields of the instance.
fn seen_from_next_door(field: &str) -> &'static str {
    match field {
        "Query.adminKeys" | "Query.slugStatus" | "Query.webhooks" | "Query.operatorIssuers" => {
            "FORBIDDEN"
        }
        // The field is not nullable, so the answer has an error.
        "Query.inspectToken" | "Query.impactOfRevoking" => "NOT_FOUND",
        _ if ["TokenInspection.", "TokenCheck.", "Impact."]
            .iter()
            .any(|of| field.starts_with(of)) =>
        {
            "NOT_FOUND"
        }
        _ if is_ones_own(field) => "its own",
        _ => "nothing",
    }
}

fn is_ones_own(field: &str) -> bool {
    let owner = field.split('.').next().unwrap();
    matches!(
        owner,
        "Viewer"
            | "Instance"
            | "ProjectAttention"
            | "ProjectConnection"
            | "ProjectEdge"
            | "PageInfo"
    ) || owner.starts_with("TrustedIssuerPreset")
        || matches!(
            field,
            "Query.viewer"
                | "Query.instance"
                | "Query.projects"
                | "Query.search"
                | "Query.attention"
                | "Query.expiringKeys"
                | "Query.trustedIssuerPresets"
        )
}

on_both! {
    async fn every_field_is_shut_without_a_token(world: World) {
        let acme = Acme::create(&world).await;
        let schema = Schema::read();
        let mut bodies: Vec<_> = queries(&schema, &acme)
            .into_iter()
            .map(|(field, query)| (field, json!({ "query": query })))
            .collect();
        for (name, input, _) in acme.mutations() {
            let text = format!("mutation ($i: {}!) {{ {name}(input: $i) {{ __typename }} }}", input_type(name));
            bodies.push((name.to_owned(), json!({ "query": text, "variables": { "i": input } })));
        }
        for (field, body) in bodies {
            let request = Request::post("/graphql").header("content-type", "application/json");
            let answer = world.send(request.body(Body::from(body.to_string())).unwrap()).await;
            assert_eq!(answer.status, 401, "{field}: {}", answer.text());
            assert!(answer.json().get("data").is_none(), "{field}");
        }
    }

    async fn every_query_field_opens_with_every_permission(world: World) {
        let acme = Acme::create(&world).await;
        for (field, query) in queries(&Schema::read(), &acme) {
            let answer = world.ask(&world.root(), &query, Value::Null).await;
            assert!(answer.body.get("errors").is_none(), "{field}: {}", answer.body);
        }
    }

    async fn read_alone_opens_every_query_field_but_the_audit_events(world: World) {
        let acme = Acme::create(&world).await;
        let reader = world.instance_admin("reader", &["READ"]).await;
        for (field, query) in queries(&Schema::read(), &acme) {
            let answer = world.ask(&reader, &query, Value::Null).await;
            let expected = if needs_audit_read(&field) { "FORBIDDEN" } else { "" };
            assert_eq!(answer.code(), expected, "{field}: {}", answer.body);
        }
    }

    async fn read_alone_opens_no_mutation(world: World) {
        let acme = Acme::create(&world).await;
        let schema = Schema::read();
        let reader = world.instance_admin("reader", &["READ"]).await;
        let before = world.events(Some(&acme.project)).await;
        for (name, input, _) in acme.mutations() {
            let answer = world.mutate(&reader, name, input, &schema.payload(name)).await;
            assert_eq!(answer.code(), "FORBIDDEN", "{name}: {}", answer.body);
        }
        assert_eq!(world.events(Some(&acme.project)).await, before, "a refusal changes nothing");
    }

    async fn another_projects_key_sees_nothing_through_any_field(world: World) {
        let acme = Acme::create(&world).await;
        let stranger = neighbour(&world).await;
        for (field, query) in queries(&Schema::read(), &acme) {
            let answer = world.ask(&stranger, &query, Value::Null).await;
            let text = answer.response.text();
            for secret in [&acme.project, &acme.application, &acme.application_key, &acme.event, &acme.client_secret, &acme.api, &acme.grant, &acme.webhook, &acme.trusted_issuer, &acme.federated_identity] {
                assert!(!text.contains(secret.as_str()), "{field} shows {secret}: {text}");
            }
            match seen_from_next_door(&field) {
                code @ ("FORBIDDEN" | "NOT_FOUND") => assert_eq!(answer.code(), code, "{field}: {text}"),
                "its own" => assert_eq!(answer.code(), "", "{field}: {text}"),
                _ => {
                    let data = answer.at("").as_object().unwrap();
                    assert!(data.values().all(Value::is_null), "{field}: {text}");
                }
            }
        }
    }

    async fn another_projects_key_moves_nothing_by_any_mutation(world: World) {
        let acme = Acme::create(&world).await;
        let stranger = neighbour(&world).await;
        let schema = Schema::read();
        let mutations: Vec<_> = acme.mutations().iter().map(|(name, ..)| *name).collect();
        for (_, field) in schema.fields().into_iter().filter(|(owner, _)| *owner == "Mutation") {
            assert!(mutations.contains(&field), "{field} is new: give it a case");
        }
        let before = world.events(Some(&acme.project)).await;
        for (name, input, expected) in acme.mutations() {
            let answer = world.mutate(&stranger, name, input, &schema.payload(name)).await;
            assert_eq!(answer.code(), expected, "{name}: {}", answer.body);
        }
        assert_eq!(world.events(Some(&acme.project)).await, before, "a refusal changes nothing");
    }
}

fn input_type(mutation: &str) -> String {
    format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..])
}
