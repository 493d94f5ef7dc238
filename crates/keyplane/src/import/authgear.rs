//! Machine-to-machine clients of Authgear: `authgear.yaml`, and `authgear.secrets.yaml` with their
//! secrets as symmetric JWKs.

use std::collections::HashMap;

use keyplane_auth::decode_base64url;
use secrecy::SecretString;
use serde_json::Value;

use super::{
    args::{AuthgearArgs, SecretTransport},
    model::{ClientMethod, Import, OldClient, OldSecret, OldSecretMaterial},
    source::{MAX_CLIENTS, flag, items, keys_of, read_yaml, text, wrong},
};
use crate::failure::Failure;

/// The entry of the client secrets in `authgear.secrets.yaml`.
const CLIENT_SECRETS: &str = "oauth.client_secrets";
/// The most secrets that an application has.
const MOST: usize = 2;

pub(super) fn read(args: &AuthgearArgs) -> Result<Import, Failure> {
    let config: Value = read_yaml(&args.file)?;
    let clients = config.get("oauth").map(|oauth| items(oauth, "clients")).unwrap_or_default();
    if clients.is_empty() {
        return Err(wrong(&args.file, "no oauth.clients found: expected authgear.yaml"));
    }
    if clients.len() > MAX_CLIENTS {
        return Err(wrong(&args.file, "more than 20,000 clients: import them in parts"));
    }
    let mut secrets = match &args.secrets {
        Some(path) => secrets_of(&read_yaml(path)?),
        None => HashMap::new(),
    };

    let mut import = Import::default();
    for client in clients {
        let id = text(client, "client_id").unwrap_or_default();
        let own = secrets.remove(id).unwrap_or_default();
        match read_client(client, id, own, args) {
            Ok(client) => import.clients.push(client),
            Err(why) => import.leave_out(format!("client {id}"), why),
        }
    }
    Ok(import)
}

fn read_client(
    value: &Value,
    id: &str,
    mut secrets: Vec<SecretString>,
    args: &AuthgearArgs,
) -> Result<OldClient, String> {
    if id.is_empty() {
        return Err("it has no client_id".to_owned());
    }
    let kind = text(value, "x_application_type").unwrap_or("unspecified");
    if kind != "m2m" {
        return Err(format!(
            "its type is {kind}: Keyplane serves machines (m2m), not the sign-in of people"
        ));
    }

    let method = match args.secret_in {
        SecretTransport::Basic => ClientMethod::ClientSecretBasic,
        SecretTransport::Post => ClientMethod::ClientSecretPost,
    };
    let mut client = OldClient::new(id, method);
    client.call(text(value, "name").or_else(|| text(value, "client_name")));
    client.opaque = !flag(value, "issue_jwt_access_token").unwrap_or(true);
    client.set_lifetime(value.get("access_token_lifetime_seconds").and_then(Value::as_i64));
    if secrets.is_empty() {
        client.notes.push(match &args.secrets {
            None => "secret not imported: give authgear.secrets.yaml with --secrets".to_owned(),
            Some(path) => format!(
                "secret not imported: {} has none for this client under {CLIENT_SECRETS}",
                path.display()
            ),
        });
    }
    if secrets.len() > MOST {
        client
            .notes
            .push(format!("only the {MOST} newest of its {} secrets are imported", secrets.len()));
        secrets.drain(..secrets.len() - MOST);
    }
    let secret = |text| OldSecret { material: OldSecretMaterial::Text(text), expires_at: None };
    client.secrets.extend(secrets.into_iter().map(secret));
    Ok(client)
}

/// The secrets by the ID of their client, the newest one last.
fn secrets_of(value: &Value) -> HashMap<String, Vec<SecretString>> {
    let entries = items(value, "secrets").iter();
    let entries = entries.filter(|entry| text(entry, "key") == Some(CLIENT_SECRETS));
    let data = entries.filter_map(|entry| entry.get("data"));
    let clients = data.flat_map(|data| items(data, "items"));

    let pair = |client: &Value| {
        let secrets = keys_of(client).into_iter().filter_map(|jwk| {
            let bytes = decode_base64url(text(jwk, "k")?)?;
            Some(SecretString::from(String::from_utf8(bytes).ok()?))
        });
        Some((text(client, "client_id")?.to_owned(), secrets.collect()))
    };
    clients.filter_map(pair).collect()
}
