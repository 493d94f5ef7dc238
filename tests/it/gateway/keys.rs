//! The effect of changes of a key or secret on its tokens.

use keyplane_auth::{Algorithm, Header, KeyFile, PrivateKey, SigningKey, mint};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use super::{
    ask::{VERIFY, check, refused},
    shop::{App, Shop, status},
    standing::mutate,
};
use crate::harness::{World, on_both};

async fn revoke_key(world: &World, key: &str) {
    let input = json!({ "keyId": key, "reason": "r" });
    mutate(world, "revokeKey", input, "key { id }").await;
}

on_both! {
    async fn what_a_revoked_key_signed_opens_nothing(world: World) {
        let shop = Shop::open(&world).await;
        let signed = shop.jwt.sign(&world, json!({}));
        let issued = shop.jwt.access_token(&world, "").await;
        assert_eq!((status(&world, &signed).await, status(&world, &issued).await), (200, 200));
        revoke_key(&world, &shop.jwt.key_id).await;
        assert_eq!((status(&world, &signed).await, status(&world, &issued).await), (401, 200));
        let key = world.signing_keys("acme", "id").await[0]["id"].as_str().unwrap().to_owned();
        revoke_key(&world, &key).await;
        assert_eq!(status(&world, &issued).await, 401);
        assert_eq!(status(&world, &shop.jwt.access_token(&world, "").await).await, 200);
    }

    async fn what_a_key_signed_opens_nothing_after_its_end(world: World) {
        let shop = Shop::open(&world).await;
        let signed = shop.jwt.sign(&world, json!({ "exp": world.now().seconds() + 3000 }));
        assert_eq!(status(&world, &signed).await, 200);
        let input = json!({ "keyId": shop.jwt.key_id, "expiresAt": world.now().plus_seconds(100).to_string() });
        mutate(&world, "updateKey", input, "key { id }").await;
        world.clock.advance(99);
        assert_eq!(status(&world, &signed).await, 200);
        world.clock.advance(1);
        assert_eq!(status(&world, &signed).await, 401, "no leeway for keys");
    }

    async fn a_token_of_a_retiring_key_passes_to_its_end(world: World) {
        let shop = Shop::open(&world).await;
        let token = shop.jwt.access_token(&world, "").await;
        assert_eq!(status(&world, &token).await, 200);
        let key = world.signing_keys("acme", "id").await[0]["id"].clone();
        let input = json!({ "keyId": key, "force": true, "reason": "r" });
        mutate(&world, "rotateKey", input, "key { id }").await;
        world.clock.advance(1700);
        assert_eq!(status(&world, &token).await, 200);
        assert_eq!(status(&world, &shop.jwt.access_token(&world, "").await).await, 200);
    }

    async fn tokens_that_end_with_a_revoked_key_open_nothing(world: World) {
        let shop = Shop::open(&world).await;
        let issued = shop.jwt.access_token(&world, "").await;
        assert_eq!(status(&world, &issued).await, 200);
        let input = json!({ "keyId": shop.jwt.key_id, "reason": "r", "revokeTokens": true });
        mutate(&world, "revokeKey", input, "key { id }").await;
        refused(&check(&world, VERIFY, &issued).await, 401, "was revoked");
        assert_eq!(status(&world, &shop.jwt.access_token(&world, "").await).await, 200);
    }

    async fn what_a_rotated_key_signed_passes_until_the_overlap_ends(world: World) {
        let shop = Shop::open(&world).await;
        let (old, old_key) = generated(&world, &shop.jwt).await;
        let lasting = |world: &World| json!({ "exp": world.now().seconds() + 3000 });
        let before = signed(&world, &shop.jwt, &old_key, lasting(&world));
        assert_eq!(status(&world, &before).await, 200);
        let input = json!({ "keyId": old, "overlapSeconds": 60 });
        mutate(&world, "rotateKey", input, "key { id }").await;
        let during = signed(&world, &shop.jwt, &old_key, lasting(&world));
        for (seconds, expected) in [(0, 200), (59, 200), (1, 401)] {
            world.clock.advance(seconds);
            for token in [&before, &during] {
                assert_eq!(status(&world, token).await, expected, "{seconds} s later");
            }
        }
    }

    async fn what_a_secret_signed_ends_with_the_method(world: World) {
        let shop = Shop::open(&world).await;
        let signs = json!({ "authMethod": "CLIENT_SECRET_JWT" });
        let app = App::made(&world, &shop.project, signs.clone()).await;
        world.grant(&app.id, &shop.orders, &["read"]).await;
        let key = keyplane_auth::HmacKey::new(&app.secret.clone().into());
        let claims = json!({ "iss": app.id, "sub": app.id, "aud": app.id, "exp": world.now().seconds() + 600 });
        let token = mint(&key, Header::default(), claims.as_object().unwrap()).unwrap();
        assert_eq!(status(&world, &token).await, 200);
        app.update(&world, json!({ "authMethod": "PRIVATE_KEY_JWT" })).await;
        assert_eq!(status(&world, &token).await, 401);
        app.update(&world, signs).await;
        assert_eq!(status(&world, &token).await, 401, "the secret is forgotten");
    }
}

/// A generated key, which can be rotated: its ID and its private half.
async fn generated(world: &World, app: &App) -> (String, (String, SigningKey)) {
    let input = json!({ "applicationId": app.id, "name": "k", "algorithm": "ES256" });
    let fields = "key { id } privateKey { content }";
    let made = world.mutate(&world.root(), "generateApplicationKey", input, fields).await;
    let file = made.text("/generateApplicationKey/privateKey/content");
    let Ok(KeyFile::Application(file)) = KeyFile::parse(&file) else { panic!("no key file") };
    let key = PrivateKey::from_pem(file.key.expose_secret()).unwrap();
    let key = SigningKey::new(&key, Algorithm::Es256).unwrap();
    (made.text("/generateApplicationKey/key/id"), (file.key_id, key))
}

/// A JWT of the application, signed with the key.
fn signed(world: &World, app: &App, (kid, key): &(String, SigningKey), changes: Value) -> String {
    let mut claims =
        json!({ "iss": app.id, "sub": app.id, "aud": app.id, "iat": world.now().seconds() });
    claims.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    let header = Header { kid: kid.clone(), ..Header::default() };
    mint(key, header, claims.as_object().unwrap()).unwrap()
}
