//! API applications and machine users of ZITADEL, as the Admin API's `/export` answers.

use serde_json::Value;

use super::{
    args::ZitadelArgs,
    model::{ClientKind, ClientMethod, Import, OldClient, OldPublicKey},
    source::{MAX_CLIENTS, items, read_json, text, wrong},
};
use crate::failure::Failure;

pub(super) fn read(args: &ZitadelArgs) -> Result<Import, Failure> {
    let export = read_json(&args.file)?;
    let orgs = items(&export, "orgs");
    if orgs.is_empty() {
        let problem = "no orgs found: expected the answer of POST /admin/v1/export with \
                       \"responseOutput\": true";
        return Err(wrong(&args.file, problem));
    }

    let mut import = Import::default();
    for org in orgs {
        take_applications(&mut import, org);
        take_machine_users(&mut import, org);
        for application in items(org, "oidcApps") {
            let name = application.get("app").and_then(|app| text(app, "name"));
            import.leave_out(
                format!("OIDC application {}", name.unwrap_or("without name")),
                "it signs people in: Keyplane serves machines",
            );
        }
        let people = items(org, "humanUsers").len();
        if people > 0 {
            import.leave_out(format!("{people} human users"), "Keyplane has no users");
        }
    }
    if import.clients.len() > MAX_CLIENTS {
        let problem = "more than 20,000 clients: export one organization at a time";
        return Err(wrong(&args.file, problem));
    }
    Ok(import)
}

/// API applications check tokens at the introspection endpoint.
fn take_applications(import: &mut Import, org: &Value) {
    let keys = items(org, "appKeys");
    for application in items(org, "apiApps") {
        let app = application.get("app").unwrap_or(&Value::Null);
        let (id, name) = (text(application, "appId").unwrap_or_default(), text(app, "name"));
        let what = format!("API application {}", name.unwrap_or(id));
        if text(app, "authMethodType").is_some_and(|method| method.ends_with("_BASIC")) {
            import.leave_out(
                what,
                "the export has neither its client ID nor its secret: create a resource server with \
                 --client-id-alias and import the secret's hash with keyplane secret import",
            );
            continue;
        }

        let own: Vec<_> = keys.iter().filter(|key| text(key, "appId") == Some(id)).collect();
        let Some(client_id) = own.iter().find_map(|key| text(key, "clientId")) else {
            import.leave_out(what, "the export has no key of it, and with it no client ID");
            continue;
        };
        let mut client = OldClient::new(client_id, ClientMethod::PrivateKeyJwt);
        client.call(name);
        client.kind = ClientKind::ResourceServer;
        for key in &own {
            take_key(&mut client, key, "id");
        }
        import.clients.push(client);
    }
}

/// Machine users sign assertions of the JWT bearer grant with their keys.
fn take_machine_users(import: &mut Import, org: &Value) {
    let keys = items(org, "machineKeys");
    for machine in items(org, "machineUsers") {
        let user = machine.get("user").unwrap_or(&Value::Null);
        let Some(id) = text(machine, "userId") else {
            import.leave_out("a machine user", "it has no userId");
            continue;
        };
        let mut client = OldClient::new(id, ClientMethod::PrivateKeyJwt);
        client.call(text(user, "name").or_else(|| text(user, "userName")));
        client.description =
            text(user, "description").unwrap_or_default().chars().take(500).collect();
        client.opaque = text(user, "accessTokenType") != Some("ACCESS_TOKEN_TYPE_JWT");
        let own = keys.iter().filter(|key| text(key, "userId") == Some(id));
        own.for_each(|key| take_key(&mut client, key, "keyId"));
        if client.keys.is_empty() {
            client.notes.push(
                "has no key; secrets and personal access tokens are not in an export: import a key or \
                 a secret before it moves"
                    .to_owned(),
            );
        }
        import.clients.push(client);
    }
}

/// A key: base64 of a PEM, with the ID as `kid`.
fn take_key(client: &mut OldClient, key: &Value, id: &str) {
    let kid = text(key, id).map(str::to_owned);
    let pem = text(key, "publicKey").and_then(|encoded| {
        let url = encoded.trim_end_matches('=').replace('+', "-").replace('/', "_");
        String::from_utf8(keyplane_auth::decode_base64url(&url)?).ok()
    });
    let Some(pem) = pem else {
        let name = kid.unwrap_or_default();
        client.notes.push(format!("key {name} not imported: it is not a PEM in base64"));
        return;
    };
    let expires_at = text(key, "expirationDate").map(str::to_owned);
    client.keys.push(OldPublicKey { kid, text: pem, expires_at });
}
