//! Admin tokens, as the guard judges them.

use keyplane_auth::{
    AdminTokenRefusal as Why, Algorithm, Jws, MAX_TOKEN_BYTES, UnverifiedAdminToken,
    VerifiedAdminToken,
};
use keyplane_entity::key::{self, Purpose};

use super::{
    case::{self, Case},
    handle::Inspector,
    reason,
    report::Refusal,
};
use crate::{
    error::Error,
    known::{INSTANCE_AUDIENCE, MAX_LIFETIME_SECONDS, stored_key, wrong_audience},
    serve::guard::AuthenticateError,
};

impl Inspector {
    /// Applies the guard's checks in the guard's order, so that the first refusal is its reason.
    pub(super) async fn judge_admin_token(&self, case: &mut Case<'_>) -> Result<(), Error> {
        let key = case.key.clone().filter(|key| key.purpose == Purpose::Admin);
        let parsed = if let Some(jws) = case.form(MAX_TOKEN_BYTES) {
            frame(case, &jws)
        } else {
            case.report.skip(["alg", "kid", "claims"]);
            None
        };

        match &parsed {
            Some(token) => self.check_audience(case, token).await?,
            None => case.report.skip(["aud"]),
        }

        named_key(case, key.as_ref());
        let verified = signature(case, parsed, key.as_ref())?;
        case.key_state(key.as_ref());
        let Some(token) = verified else {
            case.report.skip(VerifiedAdminToken::check_names());
            return Ok(());
        };

        let project = case.place.project.as_ref();
        let longest =
            project.map_or(MAX_LIFETIME_SECONDS, |one| one.max_admin_token_lifetime_seconds);
        for check in token.checks(case.now.seconds(), longest) {
            case.report.rule(&check, |refusal| reason::of_admin_token(&check, refusal));
        }
        Ok(())
    }

    async fn check_audience(
        &self,
        case: &mut Case<'_>,
        token: &UnverifiedAdminToken<'_>,
    ) -> Result<(), Error> {
        let scope = match self.guard.scope_of_token(token).await {
            Ok(scope) => Some(scope),
            Err(AuthenticateError::Refused(_)) => None,
            Err(AuthenticateError::Failed(error)) => return Err(error),
        };

        let project = case.place.project.as_ref();
        let slug = project.map(|project| &*project.slug);
        let url = self.known.public_url().admin_audience(slug);
        let expected = format!("{url} or {}", slug.unwrap_or(INSTANCE_AUDIENCE));
        let found = match token.audiences() {
            [] => case::ABSENT.to_owned(),
            some => some.join(", "),
        };

        let refusal = (scope != Some(case.place.scope))
            .then(|| explain(&wrong_audience(self.known.public_url())));
        case.report.add("aud", expected, found, refusal);
        Ok(())
    }
}

fn explain(why: &Why) -> Refusal {
    Refusal::new(why.reason(), why.to_string())
}

/// `alg`, `kid` and `claims`: what can be seen without a key.
fn frame<'t>(case: &mut Case<'t>, jws: &Jws<'t>) -> Option<UnverifiedAdminToken<'t>> {
    let header = jws.header();
    let is_rs256 = header.algorithm == Some(Algorithm::Rs256.into());
    let refusal = (!is_rs256).then(|| explain(&Why::AlgorithmNotAllowed(header.algorithm)));
    case.report.add("alg", "RS256", case::algorithm(header), refusal);

    let refusal = header.kid.is_none().then(|| explain(&Why::MissingKid));
    let found = case::or_absent(header.kid.as_deref());
    case.report.add("kid", "the kid of an admin key", found, refusal);

    let expected = "JSON with exp a number, nbf and iat numbers or absent";
    match UnverifiedAdminToken::parse(case.token) {
        Ok(token) => {
            case.report.add("claims", expected, "of that form", None);
            return Some(token);
        }
        Err(why @ Why::Malformed(_)) => {
            case.report.add("claims", expected, "of another form", Some(explain(&why)));
        }
        // A problem of alg or kid, which was added above.
        Err(_) => case.report.skip(["claims"]),
    }
    None
}

/// `key`: whether the kid names an admin key of this scope.
fn named_key(case: &mut Case<'_>, key: Option<&key::Model>) {
    let found = match (key, &case.key) {
        (Some(_), _) => "an admin key",
        (None, Some(_)) => "a key for something else",
        (None, None) => "none",
    };
    let refusal = key.is_none().then(|| explain(&Why::UnknownKid));
    case.report.add("key", "an admin key of the scope that aud names", found, refusal);
}

fn signature(
    case: &mut Case<'_>,
    token: Option<UnverifiedAdminToken<'_>>,
    key: Option<&key::Model>,
) -> Result<Option<VerifiedAdminToken>, Error> {
    let (Some(token), Some(key)) = (token, key) else {
        case.report.skip(["signature"]);
        return Ok(None);
    };
    let verified = token.verify(&stored_key::verifying_key(key)?);
    let found = if verified.is_ok() { "the key's" } else { "another" };
    let refusal = verified.as_ref().err().map(explain);
    case.report.add("signature", "the key's over this header and payload", found, refusal);
    Ok(verified.ok())
}
