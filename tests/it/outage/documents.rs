//! JWKS and discovery from memory.

use std::time::Duration;

use keyplane_control::OutageLimits;
use serde_json::{Value, json};

use super::Replica;
use crate::harness::{Backend, World, run, until};

const JWKS: &str = "/p/acme/.well-known/jwks.json";
const DISCOVERY: &str = "/p/acme/.well-known/openid-configuration";

fn kids(document: &Value) -> Vec<&str> {
    document["keys"].as_array().unwrap().iter().map(|key| key["kid"].as_str().unwrap()).collect()
}

async fn holder_key(world: &World, project: &str, more: Value) -> String {
    let mut input =
        json!({ "projectId": project, "name": "k", "algorithm": "ES256", "custody": "HOLDER" });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let made = world.mutate(&world.root(), "generateSigningKey", input, "key { id kid }").await;
    made.text("/generateSigningKey/key/kid")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn documents_that_were_served_before_are_served_from_memory_and_others_are_503() {
    run(Backend::Postgres, async |world: World| {
        world.project("acme").await;
        world.project("quiet").await;
        let replica = Replica::start(&world, OutageLimits::default()).await;
        let before = replica.world.get(JWKS).await;
        assert_eq!(replica.world.get(DISCOVERY).await.status, 200);

        replica.wire.silence();
        replica.is_alone().await;
        for path in [JWKS, DISCOVERY, "/.well-known/oauth-authorization-server/p/acme"] {
            let answer = replica.world.get(path).await;
            assert_eq!(answer.status, 200, "{path}: {}", answer.text());
            assert_eq!(answer.header("cache-control"), "public, max-age=60", "{path}");
        }
        assert_eq!(replica.world.get(JWKS).await.header("etag"), before.header("etag"));
        let unseen = replica.world.get("/p/quiet/.well-known/jwks.json").await;
        assert_eq!((unseen.status.as_u16(), unseen.header("retry-after")), (503, "1"));
        let ready = replica.world.get("/readyz").await;
        assert_eq!(ready.status, 503);
        assert!(ready.text().contains("may show a key that was revoked elsewhere"));

        replica.wire.mend();
        replica.is_well().await;
        let answer = replica.world.get(JWKS).await;
        assert_eq!(answer.header("cache-control"), "public, max-age=300");
        replica.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn resource_metadata_that_was_served_before_is_served_from_memory_as_it_was_last() {
    run(Backend::Postgres, async |world: World| {
        let project = world.project("acme").await;
        let identifier = "https://mcp.example.com";
        let input = json!({ "projectId": project, "name": "tools", "identifier": identifier });
        let made = world.mutate(&world.root(), "createApi", input, "api { id }").await;
        world.project("quiet").await;
        let replica = Replica::start(&world, OutageLimits::default()).await;
        let path = "/p/acme/apis/tools/oauth-protected-resource";
        assert_eq!(replica.world.get(path).await.status, 200);

        let input = json!({ "apiId": made.text("/createApi/api/id"), "scopes": ["read"] });
        replica.world.mutate(&world.root(), "updateApi", input, "api { id }").await.ok();
        // Nobody asks for the document again but in an outage: it is read in the background.
        let has_changed = async || {
            replica.wire.silence();
            replica.is_alone().await;
            let document = replica.world.get(path).await;
            assert_eq!(document.status, 200, "{}", document.text());
            assert_eq!(document.header("cache-control"), "public, max-age=60");
            let check = replica.world.get("/p/acme/apis/tools/verify").await;
            assert!(
                check.header("www-authenticate").contains("/.well-known/oauth-protected-resource")
            );
            let unseen = "/p/quiet/apis/tools/oauth-protected-resource";
            assert_eq!(replica.world.get(unseen).await.status, 503);
            replica.wire.mend();
            replica.is_well().await;
            document.json()["scopes_supported"] == json!(["read"])
        };
        assert!(until(has_changed, |has_changed| *has_changed).await);
        replica.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_states_of_keys_in_a_document_from_memory_go_by_the_clock() {
    run(Backend::Postgres, async |world: World| {
        let project = world.project("acme").await;
        let ends = world.now().plus_seconds(7_200).to_string();
        let ending = holder_key(&world, &project, json!({ "expiresAt": ends })).await;
        let replica = Replica::start(&world, OutageLimits::default()).await;
        assert!(kids(&replica.world.get(JWKS).await.json()).contains(&&*ending));

        replica.wire.silence();
        replica.is_alone().await;
        world.clock.advance(7_201);
        let document = replica.world.get(JWKS).await.json();
        assert_eq!(kids(&document).len(), 1, "{document}");
        assert!(!kids(&document).contains(&&*ending));
        replica.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_that_was_revoked_before_the_outage_is_not_in_a_document_from_memory() {
    run(Backend::Postgres, async |world: World| {
        let project = world.project("acme").await;
        let kid = holder_key(&world, &project, json!({})).await;
        let replica = Replica::start(&world, OutageLimits::default()).await;
        assert!(kids(&replica.world.get(JWKS).await.json()).contains(&&*kid));

        let query = "{ project(slug: \"acme\") { signingKeys { nodes { id kid } } } }";
        let found = world.ask(&world.root(), query, Value::Null).await;
        let keys = found.at("/project/signingKeys/nodes").as_array().unwrap().clone();
        let key = keys.iter().find(|key| key["kid"] == *kid).unwrap();
        let input = json!({ "keyId": key["id"], "reason": "test" });
        replica.world.mutate(&world.root(), "revokeKey", input, "key { id }").await.ok();

        // Nobody asks for the document again but in an outage: it is read in the background. The
        // first outage may come too soon for that.
        let is_gone = async || {
            replica.wire.silence();
            replica.is_alone().await;
            let document = replica.world.get(JWKS).await.json();
            replica.wire.mend();
            replica.is_well().await;
            !kids(&document).contains(&&*kid)
        };
        assert!(until(is_gone, |is_gone| *is_gone).await);
        replica.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn documents_count_no_longer_than_is_set() {
    run(Backend::Postgres, async |world: World| {
        world.project("acme").await;
        let stale_documents = Duration::from_millis(1);
        let limits = OutageLimits { stale_documents, ..OutageLimits::default() };
        let replica = Replica::start(&world, limits).await;
        assert_eq!(replica.world.get(JWKS).await.status, 200);
        replica.wire.silence();
        let status = async || replica.world.get(JWKS).await.status.as_u16();
        assert_eq!(until(status, |status| *status == 503).await, 503);
        replica.stop().await;
    })
    .await;
}
