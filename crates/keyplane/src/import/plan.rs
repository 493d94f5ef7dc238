//! The plan: what comes, as applications, APIs and keys of this server, and what does not.

use std::{collections::BTreeMap, fmt::Write as _};

use serde_json::{Value, json};

use super::model::{Import, LeftOut, OldClient, OldPublicKey, OldSecretMaterial, Product};
use crate::words::counted;

/// The most lines of one kind that the text shows.
const MOST_SHOWN: usize = 1_000;

/// What an import does.
pub(super) struct ImportPlan {
    pub(super) product: Product,
    pub(super) clients: Vec<OldClient>,
    /// The scopes of each API, by its identifier.
    pub(super) apis: BTreeMap<String, Vec<String>>,
    pub(super) signing_keys: Vec<OldPublicKey>,
    /// Values of `aud` that assertions for the old server have.
    pub(super) assertion_audiences: Vec<String>,
    left_out: Vec<LeftOut>,
}

impl ImportPlan {
    pub(super) fn new(product: Product, issuer: Option<&str>, import: Import) -> Self {
        let Import { mut clients, signing_keys, mut left_out } = import;
        let mut seen = std::collections::HashSet::new();
        clients.retain(|client| {
            let fault = alias_fault(&client.client_id).or_else(|| {
                (!seen.insert(client.client_id.clone())).then_some("it is there twice")
            });
            if let Some(why) = fault {
                let what = format!("client {}", client.client_id);
                left_out.push(LeftOut { what, why: why.to_owned() });
            }
            fault.is_none()
        });

        let mut apis: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for client in &mut clients {
            if client.audiences.is_empty() && !client.scopes.is_empty() {
                client.audiences.push(own_api(product));
            }
            for audience in &client.audiences {
                let scopes = apis.entry(audience.clone()).or_default();
                let new = client.scopes.iter().filter(|scope| !scopes.contains(scope));
                let new: Vec<_> = new.cloned().collect();
                scopes.extend(new);
            }
        }
        let assertion_audiences = issuer.map(|url| assertion_audiences(product, url));
        let mut assertion_audiences = assertion_audiences.unwrap_or_default();
        assertion_audiences.retain(|audience| {
            let is_api = apis.contains_key(audience);
            if is_api {
                let what = format!("assertions whose audience is {audience}");
                let why = "it is the identifier of an API, which could authenticate with a token that it \
                           receives: let the clients name the token endpoint";
                left_out.push(LeftOut { what, why: why.to_owned() });
            }
            !is_api
        });
        Self { product, clients, apis, signing_keys, assertion_audiences, left_out }
    }

    /// The plan for people. `is_there`: whether a client was imported before.
    pub(super) fn text(&self, is_there: impl Fn(&OldClient) -> bool) -> String {
        let mut text = String::new();
        let clients = counted(self.clients.len(), "client");
        let _ = writeln!(text, "{clients} to import from {}:", self.product.title());
        for client in self.clients.iter().take(MOST_SHOWN) {
            let sign = if is_there(client) { '=' } else { '+' };
            let _ = writeln!(text, "  {sign} {}", line(client));
            for note in &client.notes {
                let _ = writeln!(text, "      {note}");
            }
        }
        more(&mut text, self.clients.len());

        let _ = writeln!(text, "{} with their scopes:", counted(self.apis.len(), "API"));
        for (identifier, scopes) in self.apis.iter().take(MOST_SHOWN) {
            let _ = writeln!(text, "  + {identifier}: {}", scopes.join(" "));
        }
        let _ = writeln!(text, "{} to publish:", counted(self.signing_keys.len(), "key"));
        for key in &self.signing_keys {
            let _ = writeln!(text, "  + {}", key.shown());
        }
        if !self.assertion_audiences.is_empty() {
            let audiences = self.assertion_audiences.join(" ");
            let _ = writeln!(text, "Assertions may also have one of these as aud: {audiences}");
        }

        let _ = writeln!(text, "{} not imported:", self.left_out.len());
        for LeftOut { what, why } in self.left_out.iter().take(MOST_SHOWN) {
            let _ = writeln!(text, "  - {what}: {why}");
        }
        more(&mut text, self.left_out.len());
        text
    }
}

impl ImportPlan {
    /// The plan for programs.
    pub(super) fn json(&self) -> Value {
        let clients = self.clients.iter().map(|client| {
            json!({
                "clientId": client.client_id, "name": client.name, "type": client.kind.name(),
                "authMethod": client.method.name(), "audiences": client.audiences,
                "scopes": client.scopes, "secrets": client.secrets.len(), "keys": client.keys.len(),
                "notes": client.notes,
            })
        });
        let left_out = self.left_out.iter().map(|one| json!({ "what": one.what, "why": one.why }));
        json!({
            "clients": clients.collect::<Value>(),
            "apis": self.apis,
            "keys": self.signing_keys.iter().map(|key| json!(key.kid)).collect::<Value>(),
            "leftOut": left_out.collect::<Value>(),
        })
    }
}

fn more(text: &mut String, count: usize) {
    if count > MOST_SHOWN {
        let _ = writeln!(text, "  and {} more", count - MOST_SHOWN);
    }
}

fn line(client: &OldClient) -> String {
    let mut parts = vec![client.method.name().to_owned()];
    for secret in &client.secrets {
        parts.push(match &secret.material {
            OldSecretMaterial::Hash(_) => "secret (hash)".to_owned(),
            OldSecretMaterial::Text(_) => "secret".to_owned(),
        });
    }
    if !client.keys.is_empty() {
        parts.push(format!("keys: {}", client.keys.len()));
    }
    if !client.scopes.is_empty() {
        parts.push(format!("scopes: {}", client.scopes.join(" ")));
    }
    format!("{} ({})", client.client_id, parts.join(", "))
}

/// Why a `client_id` cannot be an alias; `None` if it can.
fn alias_fault(id: &str) -> Option<&'static str> {
    let is_visible = id.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if id.is_empty() || id.len() > 255 || !is_visible || id.trim() != id {
        return Some("its ID is not 1 to 255 printable ASCII characters (RFC 6749, appendix A)");
    }
    id.split_once('_')
        .is_some_and(|(prefix, _)| prefix.eq_ignore_ascii_case("app"))
        .then_some("its ID begins with app_, as the IDs of Keyplane do")
}

/// The API of the scopes of clients without an audience.
pub(super) fn own_api(product: Product) -> String {
    format!("urn:keyplane:import:{}", product.word())
}

/// What clients of the old server put into `aud` of their assertions.
fn assertion_audiences(product: Product, issuer: &str) -> Vec<String> {
    let bare = issuer.trim_end_matches('/');
    let endpoint = match product {
        Product::Hydra | Product::Authgear => "/oauth2/token",
        Product::Keycloak => "/protocol/openid-connect/token",
        Product::Zitadel => "/oauth/v2/token",
    };
    let mut audiences = vec![bare.to_owned(), format!("{bare}/"), format!("{bare}{endpoint}")];
    audiences.dedup();
    audiences
}
