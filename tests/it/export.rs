//! Private keys: shown once, or retained and exported again with a fresh token.

use keyplane_auth::{KeyFile, PrivateKey};
use serde_json::json;

use crate::harness::{World, on_both};

async fn generated(world: &World, retain: bool) -> (String, String) {
    let project = world.project("acme").await;
    let application = world.application(&project, "service").await;
    let input = json!({ "applicationId": application, "name": "n", "algorithm": "ES256", "format": "PEM_PKCS8", "retainPrivateKey": retain });
    let made = world
        .mutate(&world.root(), "generateApplicationKey", input, "key { id } privateKey { content }")
        .await;
    (
        made.text("/generateApplicationKey/key/id"),
        made.text("/generateApplicationKey/privateKey/content"),
    )
}

on_both! {
    async fn a_retained_key_comes_out_again_as_it_was(world: World) {
        let (key, pem) = generated(&world, true).await;
        let input = json!({ "keyId": key, "format": "PEM_PKCS8" });
        let out = world.mutate(&world.root(), "exportPrivateKey", input, "privateKey { content mediaType }").await;
        assert_eq!(out.text("/exportPrivateKey/privateKey/content"), pem);
        let out = world.mutate(&world.root(), "exportPrivateKey", json!({ "keyId": key }), "privateKey { content }").await;
        let file = KeyFile::parse(&out.text("/exportPrivateKey/privateKey/content")).unwrap();
        let KeyFile::Application(file) = file else { panic!("the default is the key file") };
        assert_eq!(file.issuer, "https://keys.example.com/p/acme");
        assert_eq!(file.client_id, file.app_id);
    }

    async fn a_key_that_was_not_kept_is_gone(world: World) {
        let (key, pem) = generated(&world, false).await;
        assert!(PrivateKey::from_pem(&pem).is_ok());
        world.mutate(&world.root(), "exportPrivateKey", json!({ "keyId": key }), "__typename").await.refused("PRECONDITION_FAILED");
    }

    async fn an_export_needs_a_token_signed_within_five_minutes(world: World) {
        let (key, _) = generated(&world, true).await;
        let root = world.root();
        let query = format!("mutation {{ exportPrivateKey(input: {{ keyId: \"{key}\" }}) {{ privateKey {{ filename }} }} }}");
        let now = world.now().seconds();
        for (iat, code) in [
            (json!(now - 300), ""),
            (json!(now - 301), "PRECONDITION_FAILED"),
            (json!(null), "PRECONDITION_FAILED"),
        ] {
            let mut claims = root.claims(world.now());
            if iat.is_null() {
                claims.remove("iat");
            } else {
                claims.insert("iat".to_owned(), iat.clone());
            }
            let answer = world.ask_with(&root.token_with(claims), &query, json!({})).await;
            assert_eq!(answer.code(), code, "{iat}: {}", answer.body);
        }
    }
}
