//! JWT-SVIDs of SPIFFE issuers.

use serde_json::{Map, Value, json};

use super::platform::{
    Acme, ISSUER, PlatformKey, Way, application, assert_refused, identify, issued, trust,
};
use crate::{
    harness::{World, on_both},
    oauth::ask::{Ask, TOKEN},
};

const WEB: &str = "spiffe://example.org/ns/shop/sa/web";
const JWT_SPIFFE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-spiffe";

struct Mesh {
    application: String,
    key: PlatformKey,
    other: PlatformKey,
}

impl Mesh {
    async fn create(world: &World) -> Self {
        let project = world.project("acme").await;
        let (key, other) = (PlatformKey::ec("svid"), PlatformKey::ec("x509"));
        let bundle = json!({ "keys": [
            key.jwk(json!({ "use": "jwt-svid", "alg": null })),
            other.jwk(json!({ "use": "x509-svid", "alg": null })),
        ] });
        let settings = json!({ "issuer": null, "trustDomain": "example.org" });
        let issuer = trust(world, &project, "mesh", bundle, settings).await;
        let settings = json!({
            "authMethod": "FEDERATED_JWT", "federatedGrants": ["JWT_BEARER", "TOKEN_EXCHANGE"],
        });
        let application = application(world, &project, settings).await;
        let rules = json!([{ "claim": "sub", "match": "EXACT", "values": [WEB] }]);
        identify(world, &application, &issuer, rules).await;
        Self { application, key, other }
    }
}

fn claims(world: &World, changes: Value) -> Map<String, Value> {
    let now = world.now().seconds();
    let mut claims = json!({ "sub": WEB, "aud": [ISSUER], "iat": now, "exp": now + 300 });
    claims.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    claims.as_object().unwrap().clone()
}

fn ask(token: &str) -> Ask {
    Ask::client_credentials()
        .with("client_assertion", token)
        .with("client_assertion_type", JWT_SPIFFE)
}

on_both! {
    async fn a_workload_authenticates_with_its_svid_alone(world: World) {
        let mesh = Mesh::create(&world).await;
        let token = mesh.key.sign(json!({}), &claims(&world, json!({})));
        for ask in [
            ask(&token),
            ask(&token).with("client_id", &mesh.application),
            // As draft-ietf-oauth-spiffe-client-auth writes it.
            ask(&token).with("client_id", WEB),
        ] {
            issued(&world, &ask).await;
        }
        // SPIRE's tokens may have an iss, which is not looked at.
        let token = mesh.key.sign(json!({}), &claims(&world, json!({ "iss": "https://oidc.example.org" })));
        issued(&world, &ask(&token)).await;
    }

    async fn an_svid_of_another_workload_domain_or_key_is_refused(world: World) {
        let mesh = Mesh::create(&world).await;
        let with = |changes: Value| mesh.key.sign(json!({}), &claims(&world, changes));
        let unknown = "trusts no such issuer";
        for (name, token, text) in [
            ("another workload", with(json!({ "sub": "spiffe://example.org/ns/shop/sa/api" })), "the rule on sub"),
            ("another trust domain", with(json!({ "sub": "spiffe://evil.org/ns/shop/sa/web" })), unknown),
            ("a trust domain in other letters", with(json!({ "sub": "spiffe://Example.org/ns/shop/sa/web" })), unknown),
            ("a trust domain with a port", with(json!({ "sub": "spiffe://example.org:443/ns/shop/sa/web" })), unknown),
            ("a relative segment", with(json!({ "sub": "spiffe://example.org/ns/x/../shop/sa/web" })), unknown),
            ("no path", with(json!({ "sub": "spiffe://example.org" })), unknown),
            ("a URL", with(json!({ "sub": "https://example.org/ns/shop/sa/web" })), unknown),
            ("the key of certificates", mesh.other.sign(json!({}), &claims(&world, json!({}))), "no key with the header's kid"),
            ("two audiences", with(json!({ "aud": [ISSUER, "https://api.example"] })), "it is not exactly one"),
        ] {
            let answer = ask(&token).send(&world, TOKEN).await;
            assert_refused(name, Way::Client, &answer, text);
        }
    }

    async fn a_spiffe_issuer_is_for_its_own_assertion_type_and_no_other_issuer_is(world: World) {
        let mesh = Mesh::create(&world).await;
        let spiffe = mesh.key.sign(json!({}), &claims(&world, json!({ "iss": "spiffe://example.org" })));
        for way in Way::ALL {
            let answer = way.ask(&spiffe).send(&world, TOKEN).await;
            assert_refused("svid", way, &answer, "trusts no such issuer");
        }
    }

    async fn a_token_of_a_url_issuer_is_no_svid(world: World) {
        let acme = Acme::create(&world).await;
        let answer = ask(&acme.token(&world, json!({}))).send(&world, TOKEN).await;
        assert_refused("jwt", Way::Client, &answer, "trusts no such issuer");
        let token = acme.token(&world, json!({ "sub": WEB }));
        let answer = ask(&token).send(&world, TOKEN).await;
        assert_refused("jwt", Way::Client, &answer, "trusts no such issuer");
    }
}
