//! Access tokens, as introspection judges them.

use keyplane_auth::{
    AccessTokenClaims, AccessTokenRefusal as Why, AccessTokenRules, JwsHeader,
    UnverifiedAccessToken, VerifiedAccessToken,
};
use keyplane_entity::{api::AcceptedToken, key, opaque_token};
use serde_json::{Map, Value};

use super::{
    MAX_BYTES,
    case::{self, Case},
    door::{self, Visitor},
    handle::Inspector,
    reason,
    report::Refusal,
};
use crate::{error::Error, known::stored_key};

/// The checks after the signature and the rules.
const STANDING: [&str; 3] = ["application", "generation", "revoked"];

/// The checks after the rules, including those of an API.
fn behind(case: &Case<'_>) -> Vec<&'static str> {
    let door = case.door.iter().flat_map(|_| ["aud"].into_iter().chain(door::NAMES));
    STANDING.into_iter().chain(door).collect()
}

impl Inspector {
    pub(super) async fn judge_access_token(&self, case: &mut Case<'_>) -> Result<(), Error> {
        let key = case.key.clone().filter(key::Model::is_server_signing);
        let Some(jws) = case.form(MAX_BYTES) else {
            case.report.skip(["alg", "typ", "kid", "key", "signature", "claims", "keyState"]);
            case.report.skip(AccessTokenRules::names().chain(behind(case)));
            return Ok(());
        };

        frame(case, jws.header(), key.as_ref())?;
        let verified = signature(case, key.as_ref())?;
        case.key_state(key.as_ref());
        let Some(token) = verified else {
            case.report.skip(AccessTokenRules::names().chain(behind(case)));
            return Ok(());
        };

        let issuer = self.known.public_url().issuer(&case.project()?.slug);
        let leeway = self.leeway_of(case);
        let rules = AccessTokenRules { issuer: &issuer, now: case.now.seconds(), leeway };
        for check in rules.checks(&token) {
            case.report.rule(&check, reason::of_access_token);
        }
        self.check_standing(case, &token.into_claims()).await
    }

    /// Judges a stored opaque token and returns its claims.
    pub(super) async fn judge_opaque(
        &self,
        case: &mut Case<'_>,
        row: &opaque_token::Model,
    ) -> Result<Option<Map<String, Value>>, Error> {
        let fail = |error: serde_json::Error| Error::internal("stored token", error);
        let claims: AccessTokenClaims = serde_json::from_str(&row.claims).map_err(fail)?;
        case.report.add("token", "an opaque access token of this project", "one", None);
        let (now, leeway) = (case.now.seconds(), self.leeway_of(case));
        let refusal = (claims.exp <= now - leeway)
            .then(|| reason::of_access_token(&Why::Expired { seconds_ago: now - claims.exp }));
        let (expected, found) =
            (format!("after {}", case.now.plus_seconds(-leeway)), row.expires_at);
        case.report.add("exp", expected, found, refusal);
        self.check_standing(case, &claims).await?;
        serde_json::from_str(&row.claims).map_err(fail)
    }

    /// The issuer's own clock set the times: introspection grants no leeway, the gateway check
    /// does.
    fn leeway_of(&self, case: &Case<'_>) -> i64 {
        if case.door.is_some() { self.leeway_seconds } else { 0 }
    }

    /// Checks that the application and the token are still valid, and runs the checks of the API.
    async fn check_standing(
        &self,
        case: &mut Case<'_>,
        claims: &AccessTokenClaims,
    ) -> Result<(), Error> {
        let (entry, scope) = (case.place.entry.clone(), case.place.scope);
        let client = self.known.client(&entry, scope, &claims.client_id).await?;
        case.application(client.as_deref(), false);
        case.generation(client.as_deref(), claims);
        let project = case.project()?.id;
        let revoked = self.known.is_revoked(&entry, project, claims.jti).await?;
        let refusal = revoked
            .then(|| Refusal::new("TOKEN_REVOKED", "The token was revoked: obtain another."));
        let found = if revoked { "revoked" } else { "not revoked" };
        case.report.add("revoked", "not revoked", found, refusal);
        door::check_audience(case, &claims.iss, &claims.aud);
        let scope = Some(claims.scope.as_deref().unwrap_or_default());
        let kind = AcceptedToken::AccessToken;
        self.check_door(case, Visitor { client_id: &claims.client_id, kind, scope }).await
    }
}

/// `alg`, `typ`, `kid` and `key`: what can be seen without the signature.
fn frame(case: &mut Case<'_>, header: &JwsHeader, key: Option<&key::Model>) -> Result<(), Error> {
    let (found, taken) = (header.algorithm, key.map(stored_key::algorithms_of).transpose()?);
    let holds = found.is_some_and(|found| taken.is_none_or(|taken| taken.contains(found)));
    let taken = taken.unwrap_or_default();
    let refusal =
        (!holds).then(|| reason::of_access_token(&Why::AlgorithmNotAllowed { found, taken }));
    let expected = key.map_or("that of the issuer's key", |key| &key.algorithm);
    case.report.add("alg", expected, case::algorithm(header), refusal);

    let refusal = (!header.is_of_type("at+jwt")).then(|| reason::of_access_token(&Why::WrongType));
    case.report.add("typ", "at+jwt", case::or_absent(header.typ.as_deref()), refusal);

    let refusal = header.kid.is_none().then(|| reason::of_access_token(&Why::MissingKid));
    let found = case::or_absent(header.kid.as_deref());
    case.report.add("kid", "the kid of a signing key", found, refusal);

    let found = match (key, &case.key) {
        (Some(_), _) => "a signing key of the project",
        (None, Some(key)) if key.purpose == key::Purpose::Signing => {
            "a signing key that somebody else holds"
        }
        (None, Some(_)) => "a key for something else",
        (None, None) => "none",
    };
    let refusal = key.is_none().then(|| {
        Refusal::new(
            "UNKNOWN_KID",
            "Only what this project's own keys signed is taken: is it another issuer's token, or was the project named wrongly?",
        )
    });
    case.report.add("key", "a signing key whose private half is here", found, refusal);
    Ok(())
}

/// `signature` and `claims`.
fn signature(
    case: &mut Case<'_>,
    key: Option<&key::Model>,
) -> Result<Option<VerifiedAccessToken>, Error> {
    let (Ok(token), Some(key)) = (UnverifiedAccessToken::parse(case.token), key) else {
        case.report.skip(["signature", "claims"]);
        return Ok(None);
    };

    let verified = token.verify(&stored_key::verifying_key(key)?);
    let expected = "the key's over this header and payload";
    match &verified {
        Err(Why::AlgorithmNotAllowed { .. }) => case.report.skip(["signature", "claims"]),
        Err(why @ Why::Malformed(_)) => {
            case.report.add("signature", expected, "the key's", None);
            let refusal = reason::of_access_token(why);
            case.report.add("claims", "those of an access token", "others", Some(refusal));
        }
        Err(why) => {
            let refusal = reason::of_access_token(why);
            case.report.add("signature", expected, "another", Some(refusal));
            case.report.skip(["claims"]);
        }
        Ok(_) => {
            case.report.add("signature", expected, "the key's", None);
            case.report.add("claims", "those of an access token", "those", None);
        }
    }

    Ok(verified.ok())
}
