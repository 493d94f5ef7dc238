//! Assertions, as the OAuth endpoints judge them.

use keyplane_auth::{
    ApplicationJwtRules, ApplicationKey, AssertionRefusal as Why, ClientAssertionRules,
    DecodedToken, GrantAssertionRules, JwsAlgorithm, JwsHeader, MAX_TOKEN_BYTES,
    UnverifiedAssertion, VerifiedAssertion,
};
use keyplane_entity::{
    api::AcceptedToken,
    application,
    key::{self, Purpose},
};
use sea_orm::EntityTrait;

use super::{
    case::{self, Case},
    door::{self, Visitor},
    handle::Inspector,
    kind::claim,
    reason,
    report::Refusal,
    signer::{self, Signer},
};
use crate::{
    error::Error,
    known::{Used, stored_key},
    serve::oauth::{Endpoint, check_subject, is_spent},
};

/// The intended use of an assertion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AssertionUse {
    /// To authenticate its application.
    Client,
    /// To be exchanged for an access token.
    Grant,
    /// To open an API.
    Gateway,
}

impl Inspector {
    /// Applies the checks of the endpoint that the assertion is for.
    pub(super) async fn judge_assertion(
        &self,
        case: &mut Case<'_>,
        token: &DecodedToken,
        purpose: AssertionUse,
    ) -> Result<(), Error> {
        let names = names(purpose, case);
        let Some(jws) = case.form(MAX_TOKEN_BYTES) else {
            case.report.skip(["claims", "application", "alg", "key", "signature", "keyState"]);
            case.report.skip(names);
            return Ok(());
        };

        let assertion = claims(case);
        let client = match claim(token, "iss") {
            Some(id) => self.known.client(&case.place.entry, case.place.scope, id).await?,
            None => None,
        };
        case.application(client.as_deref(), purpose == AssertionUse::Grant);
        let Some(client) = client else {
            case.report.skip(["alg", "key", "signature", "keyState"]);
            case.report.skip(names);
            return Ok(());
        };

        let signer = Signer::of(case, &client, purpose, jws.header())?;
        signer::algorithm(case, jws.header(), &signer);
        let verified = self.check_signature(case, assertion, jws.header(), &signer).await?;
        let Some(verified) = verified else {
            case.report.skip(names);
            return Ok(());
        };

        if purpose == AssertionUse::Gateway {
            return self.check_visit(case, &client.application, &verified, token).await;
        }
        self.check_rules(case, &client.application, &verified, purpose)?;
        self.check_use(case, &client.application, token, purpose).await
    }

    /// `key`, `signature` and `keyState`.
    async fn check_signature(
        &self,
        case: &mut Case<'_>,
        assertion: Option<UnverifiedAssertion<'_>>,
        header: &JwsHeader,
        signer: &Signer<'_>,
    ) -> Result<Option<VerifiedAssertion>, Error> {
        let is_secret = header.algorithm == Some(JwsAlgorithm::Hs256);
        let own;
        let candidates: Vec<(Option<Used>, &ApplicationKey)> = if is_secret {
            let secrets = signer.client.signing_secrets(case.now).into_iter();
            secrets.filter(|_| signer.takes_secret).map(|(used, key)| (Some(used), key)).collect()
        } else if let Some(key) = signer.key.as_ref().filter(|_| signer.takes_keys) {
            own = ApplicationKey::Public(stored_key::verifying_key(key)?);
            vec![(None, &own)]
        } else if header.kid.is_none() && signer.takes_keys {
            let keys = signer.client.key_pairs(None, case.now).into_iter();
            let takes = |key: &ApplicationKey| {
                header.algorithm.is_some_and(|one| key.algorithms().contains(one))
            };
            keys.filter(|(_, key)| takes(key)).map(|(used, key)| (Some(used), key)).collect()
        } else {
            Vec::new()
        };

        let has_key = !candidates.is_empty();
        signer::named_key(case, header, is_secret, has_key);
        let assertion = assertion.filter(|_| has_key);
        let verified = assertion.map(|assertion| assertion.verify_any(candidates));

        let expected = "the key's over this header and payload";
        match &verified {
            Some(Ok(_)) => case.report.add("signature", expected, "the key's", None),
            Some(Err(why @ (Why::BadSignature | Why::DerSignature))) => {
                let refusal = reason::of_assertion(why);
                case.report.add("signature", expected, "another", Some(refusal));
            }
            // Reported before, by alg, claims or key.
            Some(Err(_)) | None => case.report.skip(["signature"]),
        }

        let verified = verified.and_then(Result::ok);
        if let Some((Some(Used::Key(id)), _)) = &verified {
            case.key = key::Entity::find_by_id(*id).one(self.store.read()).await?;
        }
        let key = if is_secret { None } else { case.key.clone() };
        case.key_state(key.filter(|key| key.purpose == Purpose::Application).as_ref());
        Ok(verified.map(|(_, assertion)| assertion))
    }

    fn check_rules(
        &self,
        case: &mut Case<'_>,
        application: &application::Model,
        assertion: &VerifiedAssertion,
        purpose: AssertionUse,
    ) -> Result<(), Error> {
        let issuer = self.known.public_url().issuer(&case.project()?.slug);
        let endpoints = [Endpoint::Token, Endpoint::Introspection, Endpoint::Revocation]
            .map(|endpoint| format!("{issuer}{}", endpoint.path()));
        let [token, introspection, revocation] = &endpoints;
        let all = [&*issuer, token, introspection, revocation];
        let client_id = application.id.to_string();
        let now = case.now.seconds();

        if purpose == AssertionUse::Grant {
            let rules = GrantAssertionRules {
                client_id: &client_id,
                audiences: &all[..2],
                allow_any_subject: application.allow_any_subject,
                now,
            };
            for check in rules.checks(assertion) {
                case.report.rule(&check, reason::of_assertion);
            }
        } else {
            let count = if application.allow_token_endpoint_audience { all.len() } else { 1 };
            let (audiences, refused_endpoints) = all.split_at(count);
            let rules =
                ClientAssertionRules { client_id: &client_id, audiences, refused_endpoints, now };
            for check in rules.checks(assertion) {
                case.report.rule(&check, reason::of_assertion);
            }
        }
        Ok(())
    }

    /// The rules of the gateway check, and the checks of the API. The gateway check spends no
    /// `jti`.
    async fn check_visit(
        &self,
        case: &mut Case<'_>,
        application: &application::Model,
        assertion: &VerifiedAssertion,
        token: &DecodedToken,
    ) -> Result<(), Error> {
        let client_id = application.id.to_string();
        let apis = self.known.apis(&case.place.entry, application.project_id).await?;
        let audiences = door::audiences_of(case, &client_id, &apis, token);
        let audiences: Vec<_> = audiences.iter().map(String::as_str).collect();

        let rules = ApplicationJwtRules {
            client_id: &client_id,
            audiences: &audiences,
            now: case.now.seconds(),
            leeway: self.leeway_seconds,
        };
        for check in rules.checks(assertion) {
            case.report.rule(&check, reason::of_assertion);
        }

        let kind = AcceptedToken::ApplicationJwt;
        self.check_door(case, Visitor { client_id: &client_id, kind, scope: None }).await
    }

    /// `otherApplication`, of grants, and `replay`: what the database knows. Nothing is spent.
    async fn check_use(
        &self,
        case: &mut Case<'_>,
        application: &application::Model,
        token: &DecodedToken,
        purpose: AssertionUse,
    ) -> Result<(), Error> {
        if purpose == AssertionUse::Grant {
            let (own, subject) = (application.id.to_string(), claim(token, "sub"));
            let refused = subject.is_some_and(|subject| check_subject(&own, subject).is_err());
            let refusal = refused.then(|| {
                Refusal::new(
                    "WRONG_SUBJECT",
                    "sub has the form of an application's ID: it must be the client's own ID or \
                     another text.",
                )
            });
            let found = case::or_absent(subject);
            case.report.add(
                "otherApplication",
                "the client's own ID, or a text without the form of an application's ID",
                found,
                refusal,
            );
        }

        let spent = match claim(token, "jti") {
            Some(jti) => is_spent(&self.store, application.id, jti).await?,
            None => false,
        };
        let refusal = spent.then(|| reason::of_assertion(&Why::Replayed));
        let found = if spent { "used" } else { "not used" };
        case.report.add("replay", "a jti that was not used before", found, refusal);
        Ok(())
    }
}

/// The checks after the signature.
fn names(purpose: AssertionUse, case: &Case<'_>) -> Vec<&'static str> {
    match purpose {
        AssertionUse::Client => ClientAssertionRules::names().chain(["replay"]).collect(),
        AssertionUse::Grant => {
            GrantAssertionRules::names().chain(["otherApplication", "replay"]).collect()
        }
        AssertionUse::Gateway => {
            let door = case.door.iter().flat_map(|_| door::NAMES);
            ApplicationJwtRules::names().chain(door).collect()
        }
    }
}

/// `claims`: whether they have the registered types.
fn claims<'t>(case: &mut Case<'t>) -> Option<UnverifiedAssertion<'t>> {
    let expected = "JSON in which the registered claims have their types";
    match UnverifiedAssertion::parse(case.token) {
        Ok(assertion) => {
            case.report.add("claims", expected, "of that form", None);
            return Some(assertion);
        }
        Err(why @ Why::Malformed(_)) => {
            let refusal = reason::of_assertion(&why);
            case.report.add("claims", expected, "of another form", Some(refusal));
        }
        // A problem of the algorithm, which has its own check.
        Err(_) => case.report.skip(["claims"]),
    }
    None
}
