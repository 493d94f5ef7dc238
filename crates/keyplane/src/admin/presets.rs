//! The platforms whose settings are known.

use serde_json::json;

use super::{
    fault::Fault,
    output::{self, Column, Form, column, text},
    session::Session,
};
use crate::{cli::CallArgs, failure::Failure};

const COLUMNS: &[Column] = &[
    text("Name", "/name"),
    text("Platform", "/title"),
    text("Issuer", "/issuers/0/issuer"),
    column("Identifying claims", "/identifyingClaims", Form::Items),
];

/// `trusted-issuer presets`.
pub(super) async fn list(call: CallArgs) -> Result<(), Failure> {
    let session = Session::open(&call)?;
    let query = "{ trustedIssuerPresets { name title issuers { title issuer trustDomain recognized \
                 keySource } algorithms audience maxAgeSeconds singleUse identifyingClaims prefixes \
                 rules { claim match values optional reason } notes documentation } }";
    let data = session.ask(query, json!({})).await?;
    if session.is_json() {
        return crate::print(&output::json(&data["trustedIssuerPresets"]));
    }
    let items = data["trustedIssuerPresets"].as_array().cloned().unwrap_or_default();
    crate::print(&output::table(COLUMNS, &items, session.now))
}

/// The one issuer of a preset. Most platforms have several, or one for each tenant.
pub(super) async fn issuer_of(session: &Session, preset: &str) -> Result<String, Failure> {
    let query = "{ trustedIssuerPresets { name issuers { issuer } } }";
    let data = session.ask(query, json!({})).await?;
    let presets = data["trustedIssuerPresets"].as_array().into_iter().flatten();
    let found = { presets }.find(|one| one["name"].as_str() == Some(preset));
    let Some(found) = found else {
        let name = keyplane_auth::shown(preset);
        let text =
            format!("preset \"{name}\" not found; keyplane trusted-issuer presets lists them");
        return Err(Fault::NotFound(text).into());
    };

    let issuers = found["issuers"].as_array().map(Vec::as_slice).unwrap_or_default();
    // A placeholder stands between angle brackets.
    let is_fixed = |issuer: &&str| !issuer.contains('<');
    let only = match issuers {
        [only] => only["issuer"].as_str().filter(is_fixed),
        _ => None,
    };
    let text = || {
        format!(
            "preset {preset} has no issuer of its own: give --issuer or --trust-domain; keyplane \
             trusted-issuer presets shows its form"
        )
    };
    Ok(only.map(str::to_owned).ok_or_else(|| Fault::Usage(text()))?)
}
