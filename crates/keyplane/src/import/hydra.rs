//! Clients of Ory Hydra 2: the answer of `hydra list oauth2-clients --format json` or of
//! `GET /admin/clients`, and the hashes of their secrets from the table `hydra_client`.

use std::collections::HashMap;

use serde_json::Value;

use super::{
    args::HydraArgs,
    go_duration,
    keys::{name_of, of_jwk},
    model::{ClientMethod, Import, OldClient, OldSecret, OldSecretMaterial},
    source::{MAX_CLIENTS, items, keys_of, read_json, text, texts, wrong},
};
use crate::failure::Failure;

/// The scopes of Hydra that belong to the sign-in of people.
const OF_PEOPLE: [&str; 3] = ["openid", "offline", "offline_access"];

pub(super) fn read(args: &HydraArgs) -> Result<Import, Failure> {
    let export = read_json(&args.file)?;
    let refuse = |problem: &str| Err(wrong(&args.file, problem));
    let clients = match &export {
        Value::Array(clients) => clients.as_slice(),
        Value::Object(_) => items(&export, "items"),
        _ => &[],
    };
    if clients.is_empty() || clients.iter().any(|client| text(client, "client_id").is_none()) {
        return refuse(
            "no clients found: expected the output of hydra list oauth2-clients --format json",
        );
    }
    if clients.len() > MAX_CLIENTS {
        return refuse("more than 20,000 clients: import them in parts");
    }

    let mut hashes = match &args.secrets {
        Some(path) => hashes_of(&read_json(path)?).ok_or_else(|| {
            wrong(path, "expected a JSON list of objects with id and client_secret")
        })?,
        None => HashMap::new(),
    };
    let mut import = Import::default();
    for client in clients {
        let id = text(client, "client_id").unwrap_or_default();
        match read_client(client, id, hashes.remove(id)) {
            Ok(client) => import.clients.push(client),
            Err(why) => import.leave_out(format!("client {id}"), why),
        }
    }
    if export.get("is_last_page").and_then(Value::as_bool) == Some(false) {
        import.leave_out(
            "the next pages of the list",
            "they are not in this file: export them with --page-token, and import each page",
        );
    }
    Ok(import)
}

/// The hashes by the ID of their client.
fn hashes_of(value: &Value) -> Option<HashMap<String, String>> {
    let pair = |row: &Value| {
        let id = text(row, "id").or_else(|| text(row, "client_id"))?;
        Some((id.to_owned(), row.get("client_secret")?.as_str()?.to_owned()))
    };
    value.as_array()?.iter().map(pair).collect()
}

fn read_client(value: &Value, id: &str, hash: Option<String>) -> Result<OldClient, String> {
    let grants = texts(value, "grant_types");
    if !grants.contains(&"client_credentials") {
        let grants =
            if grants.is_empty() { "authorization_code".to_owned() } else { grants.join(", ") };
        return Err(format!(
            "its grant types are {grants}: Keyplane serves machines (client_credentials), not the \
             sign-in of people"
        ));
    }
    let method = match text(value, "token_endpoint_auth_method").unwrap_or("client_secret_basic") {
        "client_secret_basic" => ClientMethod::ClientSecretBasic,
        "client_secret_post" => ClientMethod::ClientSecretPost,
        "private_key_jwt" => ClientMethod::PrivateKeyJwt,
        "none" => {
            return Err("a public client: a machine has to prove who it is".to_owned());
        }
        other => {
            return Err(format!("Keyplane does not support {other}"));
        }
    };

    let mut client = OldClient::new(id, method);
    client.call(text(value, "client_name"));
    client.owner = text(value, "owner").unwrap_or_default().chars().take(200).collect();
    client.opaque = text(value, "access_token_strategy") == Some("opaque");
    let lifespan = text(value, "client_credentials_grant_access_token_lifespan");
    client.set_lifetime(lifespan.and_then(go_duration));
    client.set_audiences(texts(value, "audience").into_iter().map(str::to_owned));
    let scopes = text(value, "scope").unwrap_or_default().split(' ');
    let (of_people, own): (Vec<_>, Vec<_>) = scopes.partition(|scope| OF_PEOPLE.contains(scope));
    client.set_scopes(own);
    if !of_people.is_empty() {
        let scopes = of_people.join(", ");
        client.notes.push(format!("scopes not imported: {scopes} (they belong to sign-in)"));
    }
    note_the_rest(&mut client, value, &grants);

    match method {
        ClientMethod::PrivateKeyJwt => take_keys(&mut client, value),
        ClientMethod::ClientSecretBasic
        | ClientMethod::ClientSecretPost
        | ClientMethod::ClientSecretJwt => {
            take_secret(&mut client, value, hash);
        }
    }
    Ok(client)
}

/// Notes what of a client is not imported.
fn note_the_rest(client: &mut OldClient, value: &Value, grants: &[&str]) {
    let others: Vec<_> = grants.iter().filter(|grant| **grant != "client_credentials").collect();
    for grant in others {
        client.notes.push(format!("grant type not imported: {grant}"));
    }
    if !texts(value, "redirect_uris").is_empty() {
        client.notes.push("redirect URIs not imported: they belong to sign-in".to_owned());
    }
}

fn take_keys(client: &mut OldClient, value: &Value) {
    for jwk in value.get("jwks").map(keys_of).unwrap_or_default() {
        match of_jwk(jwk) {
            Ok(key) => client.keys.push(key),
            Err(why) => client.notes.push(format!("{} not imported: {why}", name_of(jwk))),
        }
    }
    if text(value, "jwks_uri").is_some() {
        client.notes.push(
            "keys not imported: they are behind its jwks_uri, which is not fetched; import them with \
             keyplane key import"
                .to_owned(),
        );
    } else if client.keys.is_empty() {
        client.notes.push("has no key that can be imported: import one before it moves".to_owned());
    }
}

fn take_secret(client: &mut OldClient, value: &Value, hash: Option<String>) {
    let Some(hash) = hash.filter(|hash| !hash.is_empty()) else {
        client.notes.push(
            "secret not imported: Hydra's API does not export it; give --secrets with the hashes from \
             the table hydra_client"
                .to_owned(),
        );
        return;
    };
    if let Err(error) = keyplane_auth::ImportedHash::parse(&hash) {
        client.notes.push(format!("secret not imported: the hash {error}"));
        return;
    }
    let ends = value.get("client_secret_expires_at").and_then(Value::as_i64).filter(|at| *at > 0);
    let expires_at = ends.map(|at| keyplane_entity::Timestamp::from_seconds(at).to_string());
    client.secrets.push(OldSecret { material: OldSecretMaterial::Hash(hash.into()), expires_at });
}
