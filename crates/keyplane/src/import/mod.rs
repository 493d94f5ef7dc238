//! `keyplane import`: clients of another server become applications, without a change on their side.
//!
//! The export is read and shown as a plan; nothing changes before the plan is confirmed. Each step asks
//! what is there already, so a run that was killed is finished by the next one.

mod apply;
mod args;
mod authgear;
mod hydra;
mod keycloak;
mod keys;
mod model;
mod names;
mod plan;
mod source;
mod take_over;
#[cfg(test)]
mod tests;
mod zitadel;

pub(crate) use args::ImportCommand;

use keyplane_control::Clock as _;
use url::Url;

use self::{
    apply::ImportTarget,
    args::IntoArgs,
    keys::{drop_unusable, name_of, of_jwk},
    model::{Import, Product},
    plan::ImportPlan,
    source::{keys_of, read_json},
};
use crate::{
    admin::{Session, is_sure},
    admin_api::printable,
    clock::SystemClock,
    failure::Failure,
};

/// Runs a command.
pub(crate) async fn run(command: ImportCommand) -> Result<(), Failure> {
    let (product, mut import, into) = match command {
        ImportCommand::Hydra(args) => (Product::Hydra, hydra::read(&args)?, args.into),
        ImportCommand::Keycloak(args) => (Product::Keycloak, keycloak::read(&args)?, args.into),
        ImportCommand::Zitadel(args) => (Product::Zitadel, zitadel::read(&args)?, args.into),
        ImportCommand::Authgear(args) => (Product::Authgear, authgear::read(&args)?, args.into),
    };
    take_jwks(&mut import, &into)?;
    drop_unusable(&mut import, SystemClock.now());
    let issuer = into.issuer.as_ref().map(Url::as_str);
    let plan = ImportPlan::new(product, issuer, import);

    let session = Session::open_in(&into.project);
    let target = match &session {
        Ok(session) => ImportTarget::find(session).await.map(Some),
        Err(_) => Ok(None),
    };
    // The plan is shown without a server, too; then nothing counts as being there.
    let found = target.as_ref().ok().and_then(Option::as_ref);
    let text = if into.project.call.json {
        format!("{:#}\n", plan.json())
    } else {
        printable_lines(&plan.text(|client| found.is_some_and(|target| target.has(client))))
    };
    crate::print(&text)?;

    let Some(target) = target? else { return session.map(|_| ()) };
    if !is_sure(into.sure, &target.consequence(&plan))? {
        return Ok(());
    }
    target.apply(&plan).await
}

/// Adds the keys of the old server's JWKS.
fn take_jwks(import: &mut Import, into: &IntoArgs) -> Result<(), Failure> {
    let Some(path) = &into.jwks else { return Ok(()) };
    let jwks = read_json(path)?;
    let keys = keys_of(&jwks);
    if keys.is_empty() {
        return Err(source::wrong(path, "no keys found: expected a JWKS, {\"keys\": [...]}"));
    }
    for jwk in keys {
        match of_jwk(jwk) {
            Ok(key) => import.signing_keys.push(key),
            Err(why) => import.leave_out(format!("signing {}", name_of(jwk)), why),
        }
    }
    Ok(())
}

/// The text without characters that move the cursor, line by line.
fn printable_lines(text: &str) -> String {
    text.lines().map(|line| printable(line) + "\n").collect()
}

/// Seconds of a duration as Go writes it, such as `1h30m0s`; rounded down.
fn go_duration(text: &str) -> Option<i64> {
    let (mut seconds, mut rest) = (0.0_f64, text);
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, tail) = rest.split_at(digits);
        let unit = tail.find(|c: char| c.is_ascii_digit()).unwrap_or(tail.len());
        let (unit, next) = tail.split_at(unit);
        let factor = match unit {
            "h" => 3600.0,
            "m" => 60.0,
            "s" => 1.0,
            "ms" => 0.001,
            "us" | "µs" | "ns" => 0.0,
            _ => return None,
        };
        seconds += number.parse::<f64>().ok()? * factor;
        rest = next;
    }

    #[expect(clippy::cast_possible_truncation, reason = "a float becomes the nearest integer")]
    let whole = seconds.floor() as i64;
    Some(whole)
}
