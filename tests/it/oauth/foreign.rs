//! Requests of other programs: another algorithm of a key, ECDSA in DER, an endpoint as audience.

use jsonwebtoken::signature::{Error, Signer as Sign};
use keyplane_auth::{Algorithm, Header, JwtSigner, SigningKey};
use serde_json::{Value, json};

use super::{
    ask::{Ask, INTROSPECT, REVOKE, TOKEN, check},
    parties::{Acme, ISSUER, Signer, party},
};
use crate::harness::{World, ec_key, on_both, rsa_key};

/// An application with an RSA key for RS256 and additional algorithms.
struct Migrating {
    project: String,
    application: String,
    key_id: String,
    kid: String,
}

impl Migrating {
    async fn create(world: &World, further: Value) -> Self {
        let project = world.project("acme").await;
        let application = party(world, &project, json!({})).await.id;
        let public_key = rsa_key("migrating").public_key().spki_pem();
        let input = json!({
            "applicationId": application, "name": "k", "publicKey": public_key,
            "additionalAlgorithms": further,
        });
        let fields = "key { id kid }";
        let made = world.mutate(&world.root(), "importApplicationKey", input, fields).await;
        let key_id = made.text("/importApplicationKey/key/id");
        Self { project, application, key_id, kid: made.text("/importApplicationKey/key/kid") }
    }

    /// A signer for the application with `algorithm`.
    fn signer(&self, algorithm: Algorithm) -> Signer {
        let key = Box::new(SigningKey::new(&rsa_key("migrating"), algorithm).unwrap());
        Signer { id: self.application.clone(), kid: self.kid.clone(), key }
    }

    async fn algorithms(&self, world: &World) -> (Value, Value) {
        let query =
            "query ($id: ID!) { node(id: $id) { ... on Key { algorithm additionalAlgorithms } } }";
        let answer = world.ask(&world.root(), query, json!({ "id": self.key_id })).await;
        let node = answer.at("/node");
        (node["algorithm"].clone(), node["additionalAlgorithms"].clone())
    }

    async fn update(&self, world: &World, further: Value) {
        let input = json!({ "keyId": self.key_id, "additionalAlgorithms": further });
        world.mutate(&world.root(), "updateKey", input, "key { id }").await.ok();
    }
}

/// The status and the description of the answer to `ask`.
async fn described(world: &World, ask: &Ask, path: &str) -> (u16, String) {
    let answer = ask.send(world, path).await;
    let status = answer.status.as_u16();
    if status == 200 {
        return (status, String::new());
    }
    let body = answer.json();
    check("foreign", ask, &answer, status, body["error"].as_str().unwrap());
    (status, body["error_description"].as_str().unwrap().to_owned())
}

/// Signs as openssl, AWS KMS and Node do: r and s in DER.
struct Der(SigningKey);

impl JwtSigner for Der {
    fn algorithm(&self) -> jsonwebtoken::Algorithm {
        JwtSigner::algorithm(&self.0)
    }
}

impl Sign<Vec<u8>> for Der {
    fn try_sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        let raw = self.0.try_sign(message)?;
        let integer = |number: &[u8]| {
            let start = number.iter().position(|byte| *byte != 0).unwrap();
            let sign = (number[start] >= 0x80).then_some(0);
            let number: Vec<u8> = sign.into_iter().chain(number[start..].iter().copied()).collect();
            [vec![2, u8::try_from(number.len()).unwrap()], number].concat()
        };
        let (r, s) = raw.split_at(raw.len() / 2);
        let both = [integer(r), integer(s)].concat();
        Ok([vec![0x30, u8::try_from(both.len()).unwrap()], both].concat())
    }
}

on_both! {
    async fn an_rsa_key_signs_with_each_of_its_algorithms_at_every_endpoint_and_with_no_other(world: World) {
        let app = Migrating::create(&world, json!(["PS256", "RS512", "PS256", "RS256"])).await;
        assert_eq!(app.algorithms(&world).await, (json!("RS256"), json!(["RS512", "PS256"])));

        for algorithm in [Algorithm::Rs256, Algorithm::Ps256, Algorithm::Rs512] {
            let signer = app.signer(algorithm);
            for (header, ask, path) in [
                (Header { kid: app.kid.clone(), ..Header::default() }, Ask::client_credentials(), TOKEN),
                (Header::default(), Ask::client_credentials(), TOKEN),
                (Header::default(), Ask::about("x.y.z"), INTROSPECT),
                (Header::default(), Ask::about("x.y.z"), REVOKE),
            ] {
                let ask = ask.assertion(&signer.sign_as(&world, header, json!({})));
                assert_eq!(described(&world, &ask, path).await, (200, String::new()), "{algorithm} {path}");
            }
            let grant = Ask::grant(&signer.sign(&world, json!({})));
            assert_eq!(described(&world, &grant, TOKEN).await.0, 200, "{algorithm}");
        }

        let text = "the header's alg is PS384, and the application signs with RS256, RS512, PS256: \
                    use that, or add the other to the key's additionalAlgorithms";
        let signer = app.signer(Algorithm::Ps384);
        let ask = signer.prove(&world, Ask::client_credentials(), json!({}));
        assert_eq!(described(&world, &ask, TOKEN).await, (401, text.to_owned()));
        let ask = Ask::grant(&signer.sign(&world, json!({})));
        assert_eq!(described(&world, &ask, TOKEN).await, (400, text.to_owned()));

        let query = "query ($input: InspectTokenInput!) { inspectToken(input: $input) { reason } }";
        for (algorithm, reason) in [(Algorithm::Ps256, json!(null)), (Algorithm::Ps384, json!("ALGORITHM_NOT_ALLOWED"))] {
            let token = app.signer(algorithm).sign(&world, json!({}));
            let answer = world.ask(&world.root(), query, json!({ "input": { "token": token } })).await;
            assert_eq!(answer.at("/inspectToken/reason"), &reason, "{algorithm}");
        }
    }

    async fn a_key_takes_a_further_algorithm_from_the_moment_it_is_listed_to_the_moment_it_is_not(world: World) {
        let app = Migrating::create(&world, json!(null)).await;
        let status = async |world: &World| {
            let ask = app.signer(Algorithm::Ps256).prove(world, Ask::client_credentials(), json!({}));
            described(world, &ask, TOKEN).await.0
        };
        assert_eq!(app.algorithms(&world).await, (json!("RS256"), json!([])));
        assert_eq!(status(&world).await, 401);
        for (further, expected) in [(json!(["PS256"]), 200), (json!([]), 401)] {
            app.update(&world, further).await;
            assert_eq!(status(&world).await, expected);
        }
        let events = world.events(Some(&app.project)).await;
        let changes = events.iter().filter(|event| event.to_string().contains("additionalAlgorithms"));
        assert_eq!(changes.count(), 2, "{events:?}");
    }

    async fn the_successor_of_a_key_takes_the_same_further_algorithms(world: World) {
        let project = world.project("acme").await;
        let application = world.application(&project, "service").await;
        let input = json!({ "applicationId": application, "name": "k" });
        let made = world.mutate(&world.root(), "generateApplicationKey", input, "key { id }").await;
        let key = made.text("/generateApplicationKey/key/id");
        let input = json!({ "keyId": key, "additionalAlgorithms": ["PS256"] });
        world.mutate(&world.root(), "updateKey", input, "key { id }").await.ok();
        let fields = "key { algorithm additionalAlgorithms }";
        let rotated = world.mutate(&world.root(), "rotateKey", json!({ "keyId": key }), fields).await;
        let expected = json!({ "algorithm": "RS256", "additionalAlgorithms": ["PS256"] });
        assert_eq!(rotated.at("/rotateKey/key"), &expected);
    }

    async fn further_algorithms_are_for_rsa_keys_of_applications(world: World) {
        let project = world.project("acme").await;
        let application = world.application(&project, "service").await;
        let root = world.root();

        let import = |key: &keyplane_auth::PrivateKey, further: &[&str]| json!({
            "applicationId": application, "name": "k", "publicKey": key.public_key().spki_pem(),
            "additionalAlgorithms": further,
        });
        let (rsa, curve) = (rsa_key("further"), ec_key());

        for input in [import(&curve, &["RS256"]), import(&curve, &["ES256"]), import(&rsa, &["ES256"]), import(&rsa, &["ES384"])] {
            let answer = world.mutate(&root, "importApplicationKey", input.clone(), "__typename").await;
            assert_eq!(answer.refused("INVALID_INPUT").fields(), ["input.additionalAlgorithms"], "{input}");
        }
        world.mutate(&root, "importApplicationKey", import(&curve, &[]), "__typename").await.ok();

        let signing = world.signing_keys("acme", "id").await[0]["id"].clone();
        let admin = json!(world.key_of(&root).await);
        for (key, further) in [(&signing, json!(["PS256"])), (&admin, json!(["PS256"])), (&signing, json!(null))] {
            let input = json!({ "keyId": key, "additionalAlgorithms": further });
            let answer = world.mutate(&root, "updateKey", input.clone(), "__typename").await;
            assert_eq!(answer.refused("INVALID_INPUT").fields(), ["input.additionalAlgorithms"], "{input}");
        }
    }

    async fn an_ecdsa_signature_in_der_is_named_as_such_at_every_door(world: World) {
        let acme = Acme::create(&world).await;
        let project = acme.project;
        let id = party(&world, &project, json!({})).await.id;

        let key = ec_key();
        let input = json!({ "applicationId": id, "name": "k", "publicKey": key.public_key().spki_pem() });
        let made = world.mutate(&world.root(), "importApplicationKey", input, "key { kid }").await;
        let kid = made.text("/importApplicationKey/key/kid");
        let key = Box::new(Der(SigningKey::new(&key, Algorithm::Es256).unwrap()));
        let signer = Signer { id, kid, key };

        for (status, ask) in [
            (401, signer.prove(&world, Ask::client_credentials(), json!({}))),
            (400, Ask::grant(&signer.sign(&world, json!({})))),
        ] {
            let (found, text) = described(&world, &ask, TOKEN).await;
            assert_eq!(found, status);
            assert!(text.contains("ECDSA in DER") && text.contains("ieee-p1363"), "{text}");
        }

        let query = "query ($input: InspectTokenInput!) { inspectToken(input: $input) { reason checks { detail } } }";
        let token = signer.sign(&world, json!({}));
        let answer = world.ask(&world.root(), query, json!({ "input": { "token": token } })).await;
        assert_eq!(answer.text("/inspectToken/reason"), "BAD_SIGNATURE");
        assert!(answer.at("/inspectToken/checks").to_string().contains("ECDSA in DER"));
    }

    async fn a_refused_audience_names_what_is_taken_and_the_setting_that_would_help(world: World) {
        let acme = Acme::create(&world).await;
        let (signer, lax) = (&acme.signer, &acme.lax);
        let aud = |path: &str| json!({ "aud": format!("{}{path}", ISSUER) });
        for path in [TOKEN, INTROSPECT] {
            let ask = if path == TOKEN { Ask::client_credentials() } else { Ask::about("x") };
            let own = path.trim_start_matches("/p/acme");
            for (name, claims, expected) in [
                ("the token endpoint", aud("/oauth/token"), "set allowTokenEndpointAudience"),
                ("the called endpoint", aud(own), "set allowTokenEndpointAudience"),
                ("another", aud("/elsewhere"), "aud must be the issuer alone, as a string or an array of one; it names another"),
            ] {
                let ask = signer.prove(&world, ask.clone(), claims);
                let (status, text) = described(&world, &ask, path).await;
                assert!(status == 401 && text.contains(expected), "{name}: {status} {text}");
            }
            let ask = lax.prove(&world, ask, aud("/elsewhere"));
            let (_, text) = described(&world, &ask, path).await;
            assert!(text.contains("the issuer, the token endpoint or the endpoint that is called"), "{text}");
        }

        let (status, text) = described(&world, &Ask::grant(&signer.sign(&world, aud("/elsewhere"))), TOKEN).await;
        assert!(status == 400 && text.contains("the issuer or the token endpoint"), "{status} {text}");
    }

    async fn the_kid_argument_counts_before_the_jwks_own_which_is_then_not_checked(world: World) {
        let project = world.project("acme").await;
        let application = world.application(&project, "service").await;
        let root = world.root();

        for (number, own) in [json!("a/b"), json!(7), json!("")].into_iter().enumerate() {
            let mut jwk = json!(ec_key().public_key().jwk());
            jwk["kid"] = own.clone();
            let input = json!({ "applicationId": application, "name": "k", "publicKey": jwk.to_string() });
            let alone = world.mutate(&root, "importApplicationKey", input.clone(), "key { kid }").await;
            if own == "" {
                alone.ok();
                continue;
            }
            assert_eq!(alone.refused("INVALID_INPUT").fields(), ["input.kid"], "{own}");
            let mut named = input;
            named["kid"] = json!(format!("name{number}"));
            let made = world.mutate(&root, "importApplicationKey", named, "key { kid }").await;
            assert_eq!(made.text("/importApplicationKey/key/kid"), format!("name{number}"));
        }

        let mut jwk = json!(rsa_key("admin with a foreign kid").public_key().jwk());
        jwk["kid"] = json!("https://vault.example/keys/1");
        let input = json!({ "name": "k", "publicKey": jwk.to_string(), "permissions": ["READ"], "kid": "vault-1" });
        let made = world.mutate(&root, "importAdminKey", input, "key { kid }").await;
        assert_eq!(made.text("/importAdminKey/key/kid"), "vault-1");
    }
}
