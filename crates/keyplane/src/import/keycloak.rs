//! Clients of a realm of Keycloak, as `kc.sh export` writes it.

use serde_json::Value;

use super::{
    args::{KeycloakArgs, SecretTransport},
    keys::{keycloak_kid, name_of, of_certificate, of_jwk},
    model::{ClientKind, ClientMethod, Import, OldClient, OldSecret, OldSecretMaterial},
    source::{MAX_CLIENTS, flag, items, keys_of, read_json, text, texts, wrong},
};
use crate::failure::Failure;

/// The clients that every realm has.
const BUILT_IN: [&str; 6] = [
    "account",
    "account-console",
    "admin-cli",
    "broker",
    "realm-management",
    "security-admin-console",
];
/// The scopes that every realm has.
const BUILT_IN_SCOPES: [&str; 13] = [
    "acr",
    "address",
    "basic",
    "email",
    "microprofile-jwt",
    "offline_access",
    "openid",
    "organization",
    "phone",
    "profile",
    "roles",
    "service_account",
    "web-origins",
];
/// What a partial export has in place of each secret.
const MASK: &str = "**********";
/// The providers of a realm's own keys.
const KEY_PROVIDERS: &str = "org.keycloak.keys.KeyProvider";

pub(super) fn read(args: &KeycloakArgs) -> Result<Import, Failure> {
    let realm = read_json(&args.file)?;
    let (name, clients) = (text(&realm, "realm"), items(&realm, "clients"));
    let Some(name) = name.filter(|_| !clients.is_empty()) else {
        let problem = "no realm with clients found: expected the realm file of kc.sh export";
        return Err(wrong(&args.file, problem));
    };
    if clients.len() > MAX_CLIENTS {
        let problem = "more than 20,000 clients: import them in parts";
        return Err(wrong(&args.file, problem));
    }

    let mut import = Import::default();
    let default_lifetime = realm.get("accessTokenLifespan").and_then(Value::as_i64);
    for client in clients {
        let id = text(client, "clientId").unwrap_or_default();
        match read_client(client, id, name, args.secret_in) {
            Ok(mut client) => {
                if client.lifetime.is_none() {
                    client.set_lifetime(default_lifetime);
                }
                import.clients.push(client);
            }
            Err(why) => import.leave_out(format!("client {id}"), why),
        }
    }
    if !import.clients.is_empty() {
        let scopes = format!("the scopes {}", BUILT_IN_SCOPES.join(", "));
        import.leave_out(
            scopes,
            "every realm has them: they are about people and tokens of Keycloak",
        );
    }
    take_realm_keys(&mut import, &realm);
    Ok(import)
}

fn read_client(
    value: &Value,
    id: &str,
    realm: &str,
    secret_in: SecretTransport,
) -> Result<OldClient, String> {
    if let Some(why) = refusal(value, id, realm) {
        return Err(why);
    }
    let method = method_of(value, secret_in)?;
    let attributes = value.get("attributes").unwrap_or(&Value::Null);

    let mut client = OldClient::new(id, method);
    client.call(text(value, "name").filter(|name| !name.starts_with("${")));
    client.description = text(value, "description").unwrap_or_default().chars().take(500).collect();
    client.enabled = flag(value, "enabled").unwrap_or(true);
    if flag(value, "bearerOnly").unwrap_or(false) {
        client.kind = ClientKind::ResourceServer;
    }
    let lifespan = text(attributes, "access.token.lifespan").and_then(|text| text.parse().ok());
    client.set_lifetime(lifespan);
    client.set_audiences(audiences(value));
    let scopes = texts(value, "defaultClientScopes").into_iter();
    let scopes = scopes.chain(texts(value, "optionalClientScopes"));
    client.set_scopes(scopes.filter(|scope| !BUILT_IN_SCOPES.contains(scope)));
    let signs_in = flag(value, "standardFlowEnabled").unwrap_or(false);
    if signs_in || !texts(value, "redirectUris").is_empty() {
        client.notes.push("sign-in of people and redirect URIs not imported".to_owned());
    }

    match method {
        ClientMethod::PrivateKeyJwt => take_keys(&mut client, attributes),
        ClientMethod::ClientSecretBasic
        | ClientMethod::ClientSecretPost
        | ClientMethod::ClientSecretJwt => take_secret(&mut client, value),
    }
    Ok(client)
}

/// Why a client is not imported; `None` if it is.
fn refusal(value: &Value, id: &str, realm: &str) -> Option<String> {
    let is = |name| flag(value, name).unwrap_or(false);
    let protocol = text(value, "protocol").unwrap_or("openid-connect");

    if id.is_empty() {
        return Some("it has no clientId".to_owned());
    }
    if BUILT_IN.contains(&id) || id.strip_suffix("-realm").is_some_and(|of| of == realm) {
        return Some("every realm has it: it is a part of Keycloak".to_owned());
    }
    if protocol != "openid-connect" {
        return Some(format!("its protocol is {protocol}: Keyplane speaks OAuth 2.0"));
    }
    if is("publicClient") {
        return Some("a public client: a machine has to prove who it is".to_owned());
    }

    let is_machine = is("serviceAccountsEnabled") || is("bearerOnly");
    (!is_machine).then(|| {
        "it has no service account: Keyplane serves machines (client_credentials), not the sign-in of \
         people"
            .to_owned()
    })
}

/// How a client proves who it is.
fn method_of(value: &Value, secret_in: SecretTransport) -> Result<ClientMethod, String> {
    match text(value, "clientAuthenticatorType").unwrap_or("client-secret") {
        "client-secret" => Ok(match secret_in {
            SecretTransport::Basic => ClientMethod::ClientSecretBasic,
            SecretTransport::Post => ClientMethod::ClientSecretPost,
        }),
        "client-jwt" => Ok(ClientMethod::PrivateKeyJwt),
        "client-secret-jwt" => Ok(ClientMethod::ClientSecretJwt),
        "client-x509" => {
            Err("it proves itself by a client certificate of TLS, which Keyplane does not take"
                .to_owned())
        }
        other => Err(format!("Keyplane does not support {other}")),
    }
}

/// The audiences that its mappers add to each token.
fn audiences(client: &Value) -> Vec<String> {
    let mappers = items(client, "protocolMappers").iter();
    let mappers = mappers.filter(|one| text(one, "protocolMapper") == Some("oidc-audience-mapper"));
    let configs = mappers.filter_map(|one| one.get("config"));
    configs
        .filter_map(|config| {
            text(config, "included.custom.audience")
                .or_else(|| text(config, "included.client.audience"))
        })
        .map(str::to_owned)
        .collect()
}

fn take_keys(client: &mut OldClient, attributes: &Value) {
    if let Some(jwks) = text(attributes, "jwks.string") {
        let jwks: Value = serde_json::from_str(jwks).unwrap_or_default();
        for jwk in keys_of(&jwks) {
            match of_jwk(jwk) {
                Ok(key) => client.keys.push(key),
                Err(why) => client.notes.push(format!("{} not imported: {why}", name_of(jwk))),
            }
        }
    }
    if let Some(body) = text(attributes, "jwt.credential.certificate") {
        client
            .keys
            .push(of_certificate(body, text(attributes, "jwt.credential.kid").map(str::to_owned)));
    }

    if client.keys.is_empty() {
        client.notes.push(match text(attributes, "jwks.url") {
            Some(_) => {
                "keys not imported: they are behind its JWKS URL, which is not fetched; import them \
                 with keyplane key import"
                    .to_owned()
            }
            None => "has no key that can be imported: import one before it moves".to_owned(),
        });
    }
}

fn take_secret(client: &mut OldClient, value: &Value) {
    match text(value, "secret") {
        None => client.notes.push("has no secret".to_owned()),
        Some(MASK) => client.notes.push(
            "secret not imported: the export hides it, as the console's partial export does; use \
             kc.sh export"
                .to_owned(),
        ),
        Some(vault) if vault.starts_with("${vault.") => client.notes.push(
            "secret not imported: it is in a vault; import it with keyplane secret import"
                .to_owned(),
        ),
        Some(secret) => client
            .secrets
            .push(OldSecret { material: OldSecretMaterial::Text(secret.into()), expires_at: None }),
    }
}

/// The keys with which the realm signed tokens.
fn take_realm_keys(import: &mut Import, realm: &Value) {
    let components = realm.get("components").unwrap_or(&Value::Null);
    for provider in items(components, KEY_PROVIDERS) {
        let name = text(provider, "name").unwrap_or("a key").to_owned();
        let config = provider.get("config").unwrap_or(&Value::Null);
        let first = |member| texts(config, member).into_iter().next();
        if first("keyUse").is_some_and(|purpose| !purpose.eq_ignore_ascii_case("sig"))
            || text(provider, "providerId").is_some_and(|id| id.ends_with("-enc-generated"))
        {
            import.leave_out(format!("key provider {name}"), "its key is for encryption");
            continue;
        }
        match first("certificate") {
            Some(body) => {
                let kid = first("kid").map(str::to_owned).or_else(|| keycloak_kid(body));
                import.signing_keys.push(of_certificate(body, kid));
            }
            None => import.leave_out(
                format!("key provider {name}"),
                "the export has no certificate of its key: give the realm's JWKS with --jwks",
            ),
        }
    }
}
