// region: token, key_file
use anyhow::{Context as _, ensure};
// endregion
// region: introspection
// region: pem, secret
use anyhow::ensure;
// endregion
// endregion
// region: assertion
use jsonwebtoken::{Algorithm, EncodingKey, Header, get_current_timestamp};
use serde_json::{Value, json};
// endregion
// region: client_secret_basic, client_secret_post
use serde_json::Value;
// endregion

// region: assertion
const ISSUER: &str = "YOUR_ISSUER";
// endregion
const ENDPOINT: &str = "YOUR_ENDPOINT";
const CLIENT_ID: &str = "YOUR_CLIENT_ID";
// region: assertion
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
// endregion
// region: private_key_jwt
const KEY_ID: &str = "YOUR_KEY_ID";
const KEY_FILE: &str = "YOUR_KEY_FILE";
// endregion

// region: assertion
/// Signs the JWT that authenticates the application for one request (RFC 7523 section 2.2).
// region: private_key_jwt
fn client_assertion() -> anyhow::Result<String> {
    // endregion
    // region: client_secret_jwt
fn client_assertion(client_secret: &str) -> anyhow::Result<String> {
    // endregion
    let now = get_current_timestamp();
    let claims = json!({
        "iss": CLIENT_ID,
        "sub": CLIENT_ID,
        // Only the issuer accepts it.
        "aud": ISSUER,
        "iat": now,
        "exp": now + 60,
        // Each assertion is accepted once.
        "jti": uuid::Uuid::new_v4().to_string(),
    });
    let header = Header {
        // region: private_key_jwt
        kid: Some(KEY_ID.to_owned()),
        // endregion
        typ: Some("client-authentication+jwt".to_owned()),
        // region: private_key_jwt
        ..Header::new(Algorithm::YOUR_ALGORITHM)
        // endregion
        // region: client_secret_jwt
        ..Header::new(Algorithm::HS256)
        // endregion
    };
    // region: client_secret_jwt
    let key = EncodingKey::from_secret(client_secret.as_bytes());
    // endregion
    // region: key_file
    let file: Value = serde_json::from_slice(&std::fs::read(KEY_FILE)?)?;
    let pem = file["key"].as_str().context("the key file has no key")?;
    let key = EncodingKey::from_YOUR_FAMILY_pem(pem.as_bytes())?;
    // endregion
    // region: pem
    let key = EncodingKey::from_YOUR_FAMILY_pem(&std::fs::read(KEY_FILE)?)?;
    // endregion
    Ok(jsonwebtoken::encode(&header, &claims, &key)?)
}

// endregion
#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // region: secret
    let client_secret = std::env::var("CLIENT_SECRET")?;
    // endregion
    // region: private_key_jwt
    let assertion = client_assertion()?;
    // endregion
    // region: client_secret_jwt
    let assertion = client_assertion(&client_secret)?;
    // endregion
    // region: introspection
    // From stdin: other users of the machine can see arguments.
    let token = std::io::read_to_string(std::io::stdin())?;
    // endregion
    let form = [
        // region: token
        ("grant_type", "client_credentials"),
        // endregion
        // region: introspection
        ("token", token.trim()),
        // endregion
        // region: private_key_jwt, client_secret_post, client_secret_jwt
        ("client_id", CLIENT_ID),
        // endregion
        // region: client_secret_post
        ("client_secret", &client_secret),
        // endregion
        // region: assertion
        ("client_assertion_type", ASSERTION_TYPE),
        ("client_assertion", &assertion),
        // endregion
    ];
    // It follows no redirect, so that no answer can send a credential elsewhere.
    let client = reqwest::Client::builder()
        .timeout(std::time::Duration::from_secs(10))
        .redirect(reqwest::redirect::Policy::none())
        .build()?;
    let answer = client
        .post(ENDPOINT)
        // region: client_secret_basic
        .basic_auth(CLIENT_ID, Some(client_secret))
        // endregion
        .form(&form)
        .send()
        .await?;
    let status = answer.status();
    let body: Value = answer.json().await?;
    // region: introspection
    // An error says nothing about the token: refuse the request without calling the token invalid.
    // endregion
    ensure!(status == 200, "{status}: {body}");
    // region: token
    // Reuse the token until shortly before expires_in is over.
    let token = body["access_token"]
        .as_str()
        .context("the answer has no access_token")?;
    println!("{token}");
    // endregion
    // region: introspection
    println!("{body:#}");
    // endregion
    Ok(())
}
