//! The settings of an operators' issuer: their checks.

use keyplane_auth::shown;
use keyplane_entity::operator_issuer::{self, OperatorScopes};

use crate::{
    error::Error,
    input::{self, Patch, any, within},
    outside::check_ca_certificate,
};

/// The longest client ID, in characters.
const MAX_CLIENT_ID: usize = 255;
/// The most scopes.
const MAX_SCOPES: usize = 20;
/// The shortest session, and the shortest idle time, in seconds: the life of a token.
const MIN_SECONDS: i64 = 300;
/// The longest session, in seconds: 12 hours.
const MAX_SECONDS: i64 = 43_200;
/// The scopes by default, beside `openid`.
const DEFAULT_SCOPES: [&str; 2] = ["profile", "email"];

/// Changes of the settings of an operators' issuer.
#[derive(Clone, Debug, Default)]
pub struct OperatorIssuerSettings {
    /// Display name, 1 to 100 characters.
    pub name: Patch<String>,
    /// Client ID at the provider, 1 to 255 characters.
    pub client_id: Patch<String>,
    /// Scopes to ask for beside `openid`, at most 20; cleared: `profile` and `email`.
    pub scopes: Patch<Vec<String>>,
    /// Certificate authority of the provider, as PEM; cleared: the system's.
    pub ca_certificate: Patch<String>,
    /// Longest time of a session, 300 to 43,200 seconds.
    pub session_length_seconds: Patch<i64>,
    /// Time after which a session without use ends, 300 to 43,200 seconds.
    pub idle_seconds: Patch<i64>,
    /// Whether people may sign in.
    pub enabled: Patch<bool>,
}

impl OperatorIssuerSettings {
    /// Checks the changes, and applies them.
    pub(super) fn apply(self, row: &mut operator_issuer::Model) -> Result<(), Error> {
        self.name.set("name", &mut row.name, |_, name| input::name(&name))?;
        self.client_id.set("clientId", &mut row.client_id, check_client_id)?;
        let scopes = match self.scopes {
            Patch::Clear => Patch::Set(DEFAULT_SCOPES.map(str::to_owned).to_vec()),
            Patch::Keep | Patch::Set(_) => self.scopes,
        };
        scopes.set("scopes", &mut row.scopes, check_scopes)?;
        self.ca_certificate.set_checked("caCertificate", &mut row.ca_certificate, check_ca)?;

        let seconds = |field: &str, seconds| within(field, seconds, MIN_SECONDS, MAX_SECONDS);
        self.session_length_seconds.set(
            "sessionLengthSeconds",
            &mut row.session_length_seconds,
            seconds,
        )?;
        self.idle_seconds.set("idleSeconds", &mut row.idle_seconds, seconds)?;
        self.enabled.set("enabled", &mut row.enabled, any)
    }
}

fn check_client_id(field: &str, id: String) -> Result<String, Error> {
    let is_short = !id.is_empty() && id.chars().nth(MAX_CLIENT_ID).is_none();
    if is_short && id.chars().all(|letter| letter.is_ascii_graphic() || letter == ' ') {
        return Ok(id);
    }
    Err(Error::input(field, format!("must be 1 to {MAX_CLIENT_ID} printable ASCII characters")))
}

/// The scopes, each once, without `openid`, which is always asked for.
fn check_scopes(field: &str, mut scopes: Vec<String>) -> Result<OperatorScopes, Error> {
    // RFC 6749 section 3.3.
    let is_token = |byte: u8| matches!(byte, 0x21 | 0x23..=0x5b | 0x5d..=0x7e);
    let is_scope =
        |text: &String| !text.is_empty() && text.len() <= 255 && text.bytes().all(is_token);
    if let Some(wrong) = scopes.iter().find(|scope| !is_scope(scope)) {
        return Err(Error::input(field, format!("{} is not a scope", shown(wrong))));
    }

    scopes.retain(|scope| scope != "openid");
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.len() > MAX_SCOPES {
        return Err(Error::input(field, format!("must be at most {MAX_SCOPES} scopes")));
    }
    Ok(OperatorScopes(scopes))
}

fn check_ca(field: &str, pem: String) -> Result<String, Error> {
    check_ca_certificate(&pem).map_err(|fault| Error::input(field, fault.to_string()))?;
    Ok(pem)
}
