//! What the presets propose, and the trusted issuers and federated identities that come of it.

use serde_json::{Value, json};

use super::platform::{PlatformKey, application};
use crate::harness::{World, on_both};

const PRESETS: &str = "{ trustedIssuerPresets {
    name audience maxAgeSeconds algorithms identifyingClaims prefixes sharedAudiences
    issuers { title issuer trustDomain keySource discoveryUrl jwksUri }
    parameters { name example } rules { claim match values optional } } }";

/// `text` with the examples of a preset in place of its placeholders.
fn example(preset: &Value, text: &str) -> String {
    let parameters = preset["parameters"].as_array().unwrap().iter();
    let filled = parameters.fold(text.to_owned(), |text, one| {
        text.replace(&format!("<{}>", word(&one["name"])), word(&one["example"]))
    });
    let open: Vec<_> = filled.split('<').skip(1).map(str::to_owned).collect();
    open.iter()
        .filter_map(|rest| rest.split_once('>'))
        .fold(filled, |text, (name, _)| text.replace(&format!("<{name}>"), "x"))
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn list(value: &Value) -> Vec<&Value> {
    value.as_array().unwrap().iter().collect()
}

async fn presets(world: &World) -> Vec<Value> {
    let answer = world.ask(&world.root(), PRESETS, json!({})).await;
    answer.at("/trustedIssuerPresets").as_array().unwrap().clone()
}

/// The arguments of a trusted issuer of this form.
fn settings(preset: &Value, form: &Value, project: &str, key: &PlatformKey) -> Value {
    let fill = |value: &Value| value.as_str().map(|text| example(preset, text));
    let usage = if form["trustDomain"].is_null() { json!({}) } else { svid() };
    let jwks = json!({ "keys": [key.jwk(usage)] });
    // The one private address that the world allows.
    let jwks_uri = fill(&form["jwksUri"]).map(|_| "https://127.0.0.1:6443/openid/v1/jwks");
    json!({
        "projectId": project, "name": preset["name"], "preset": preset["name"],
        "issuer": fill(&form["issuer"]), "trustDomain": fill(&form["trustDomain"]),
        "keySource": form["keySource"],
        "discoveryUrl": fill(&form["discoveryUrl"]), "jwksUri": jwks_uri,
        "jwks": (form["keySource"] == "JWKS").then_some(jwks),
        "algorithms": preset["algorithms"], "audience": fill(&preset["audience"]),
        "maxAgeSeconds": preset["maxAgeSeconds"],
    })
}

/// The members of a key of a SPIFFE bundle.
fn svid() -> Value {
    json!({ "use": "jwt-svid", "alg": null })
}

async fn trusted(world: &World, input: Value) -> String {
    let fields = "trustedIssuer { id }";
    let made = world.mutate(&world.root(), "createTrustedIssuer", input, fields).await;
    made.text("/createTrustedIssuer/trustedIssuer/id")
}

/// The arguments of a federated identity with one rule.
fn one_rule(application: &str, issuer: &str, claim: &str, kind: &str, value: &str) -> Value {
    let rule = json!({ "claim": claim, "match": kind, "values": [value] });
    json!({ "applicationId": application, "trustedIssuerId": issuer, "name": "n", "rules": [rule] })
}

on_both! {
    async fn what_a_preset_proposes_is_accepted_for_each_of_its_issuers(world: World) {
        let key = PlatformKey::ec("one");
        for (at, preset) in presets(&world).await.iter().enumerate() {
            for (nth, form) in list(&preset["issuers"]).into_iter().enumerate() {
                let project = world.project(&format!("acme-{at}-{nth}")).await;
                let application = application(&world, &project, json!({})).await;
                let issuer = trusted(&world, settings(preset, form, &project, &key)).await;

                let proposed = list(&preset["rules"]).into_iter().map(|rule| {
                    let values = list(&rule["values"]);
                    let values: Vec<_> =
                        values.into_iter().map(|value| example(preset, word(value))).collect();
                    json!({ "claim": rule["claim"], "match": rule["match"], "values": values })
                });
                let rules: Vec<_> = proposed.collect();
                let input = json!({
                    "applicationId": application, "trustedIssuerId": issuer, "name": "n",
                    "rules": rules,
                });
                let fields = "federatedIdentity { rules { claim } }";
                world.mutate(&world.root(), "createFederatedIdentity", input, fields).await.ok();
            }
        }
    }

    async fn a_name_that_is_given_again_identifies_for_no_preset(world: World) {
        let key = PlatformKey::ec("one");
        for preset in presets(&world).await {
            let project = world.project(&format!("p-{}", word(&preset["name"]))).await;
            let application = application(&world, &project, json!({})).await;
            let form = &preset["issuers"][0];
            let issuer = trusted(&world, settings(&preset, form, &project, &key)).await;
            for claim in [
                "repository", "repository_owner", "job_workflow_ref", "ref", "actor",
                "event_name", "environment", "project_path", "namespace_path", "user_login",
                "pipeline_slug", "organization_slug", "terraform_workspace_name",
                "oidc.circleci.com/vcs-origin", "/kubernetes.io/namespace", "email", "appid",
                "azp", "xms_mirid", "aud", "iss", "jti",
                "/https:~1~1sts.amazonaws.com~1/request_tags/team",
            ] {
                let input = one_rule(&application, &issuer, claim, "EXACT", "x");
                let fields = "federatedIdentity { id }";
                let made = world.mutate(&world.root(), "createFederatedIdentity", input, fields).await;
                made.refused("INVALID_INPUT");
            }
        }
    }

    async fn an_audience_that_a_platform_shares_needs_a_reason(world: World) {
        let key = PlatformKey::ec("one");
        for preset in presets(&world).await {
            let project = world.project(&format!("p-{}", word(&preset["name"]))).await;
            let form = &preset["issuers"][0];
            for shared in list(&preset["sharedAudiences"]) {
                let mut input = settings(&preset, form, &project, &key);
                input["audience"] = json!(example(&preset, word(shared)));
                let placeholders = ["<subdomain>", "<hostname>"];
                if placeholders.iter().any(|name| word(shared).contains(name)) {
                    // Those of the platform's other issuers.
                    continue;
                }
                let fields = "trustedIssuer { id }";
                let made = world.mutate(&world.root(), "createTrustedIssuer", input.clone(), fields).await;
                made.refused("INVALID_INPUT");

                input["allowSharedAudience"] = json!(true);
                input["reason"] = json!("the only audience of an old runner");
                let made = trusted(&world, input).await;
                let input = json!({ "trustedIssuerId": made });
                world.mutate(&world.root(), "deleteTrustedIssuer", input, "deletedId").await.ok();
            }
        }
    }
}
