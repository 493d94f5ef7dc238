//! Assertions, as the OAuth endpoints judge them.

use keyplane_auth::{
    ApplicationKey, AssertionRefusal as Why, ClientAssertionRules, DecodedToken,
    GrantAssertionRules, JwsAlgorithm, JwsHeader, MAX_TOKEN_BYTES, UnverifiedAssertion,
    VerifiedAssertion,
};
use keyplane_entity::{
    application::{self, ClientAuthMethod},
    key::{self, Purpose},
};
use sea_orm::EntityTrait;

use super::{
    case::{self, Case},
    fault,
    kind::claim,
    reason,
    report::Refusal,
};
use crate::{
    Control, Error, key as keys,
    oauth::{Client, Endpoint, OAuthError, Used},
};

/// An application and what its assertion may be signed with.
struct Signer<'c> {
    client: &'c Client,
    /// Its key of the assertion's `kid`.
    key: Option<key::Model>,
    takes_keys: bool,
    takes_secret: bool,
}

impl Control {
    /// Applies the checks of the endpoint that it is for; `is_grant`: of the JWT bearer grant.
    pub(super) async fn judge_assertion(
        &self,
        case: &mut Case<'_>,
        token: &DecodedToken,
        is_grant: bool,
    ) -> Result<(), Error> {
        let names = || names(is_grant);
        let Some(jws) = case.form(MAX_TOKEN_BYTES) else {
            case.report.skip(["claims", "application", "alg", "key", "signature", "keyState"]);
            case.report.skip(names());
            return Ok(());
        };
        let assertion = claims(case);
        let client = match claim(token, "iss") {
            Some(id) => {
                self.client(&case.place.entry, case.place.scope, id).await.map_err(fault)?
            }
            None => None,
        };
        case.application(client.as_deref(), is_grant);
        let Some(client) = client else {
            case.report.skip(["alg", "key", "signature", "keyState"]);
            case.report.skip(names());
            return Ok(());
        };
        let signer = signer(case, &client, is_grant);
        algorithm(case, jws.header(), &signer);
        let verified = self.check_signature(case, assertion, jws.header(), &signer).await?;
        let Some(verified) = verified else {
            case.report.skip(names());
            return Ok(());
        };
        self.check_rules(case, &client.application, &verified, is_grant)?;
        self.check_use(case, &client.application, token, is_grant).await
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
            own = ApplicationKey::Public(keys::verifying_key(key)?);
            vec![(None, &own)]
        } else if header.kid.is_none() && signer.takes_keys {
            let keys = signer.client.key_pairs(None, case.now).into_iter();
            keys.filter(|(_, key)| Some(key.algorithm()) == header.algorithm)
                .map(|(used, key)| (Some(used), key))
                .collect()
        } else {
            Vec::new()
        };
        let has_key = !candidates.is_empty();
        named_key(case, header, is_secret, has_key);
        let verified = match assertion.filter(|_| has_key) {
            Some(assertion) => assertion.verify_any(candidates),
            None => Err(Why::AlgorithmNotAllowed),
        };
        let expected = "the key's over this header and payload";
        match &verified {
            Ok(_) => case.report.add("signature", expected, "the key's", None),
            Err(why @ Why::BadSignature) => {
                let refusal = reason::of_assertion(why);
                case.report.add("signature", expected, "another", Some(refusal));
            }
            // Said before, of alg, claims or key.
            Err(_) => case.report.skip(["signature"]),
        }
        let verified = verified.ok();
        if let Some((Some(Used::Key(id)), _)) = &verified {
            case.key = key::Entity::find_by_id(*id).one(&self.inner.database.read).await?;
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
        is_grant: bool,
    ) -> Result<(), Error> {
        let issuer = self.public_url().issuer(&case.project()?.slug);
        let endpoints = [Endpoint::Token, Endpoint::Introspection, Endpoint::Revocation]
            .map(|endpoint| format!("{issuer}{}", endpoint.path()));
        let [token, introspection, revocation] = &endpoints;
        let all = [&*issuer, token, introspection, revocation];
        let client_id = application.id.to_string();
        let now = case.now.seconds();
        if is_grant {
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
            let legacy = application.allow_token_endpoint_audience;
            let audiences = if legacy { &all[..] } else { &all[..1] };
            let rules = ClientAssertionRules { client_id: &client_id, audiences, now };
            for check in rules.checks(assertion) {
                case.report.rule(&check, reason::of_assertion);
            }
        }
        Ok(())
    }

    /// `otherApplication`, of grants, and `replay`: what the database knows. Nothing is spent.
    async fn check_use(
        &self,
        case: &mut Case<'_>,
        application: &application::Model,
        token: &DecodedToken,
        is_grant: bool,
    ) -> Result<(), Error> {
        if is_grant {
            let (own, subject) = (application.id.to_string(), claim(token, "sub"));
            let checked = match subject {
                Some(subject) => self.check_subject(case.project()?, &own, subject).await,
                None => Ok(()),
            };
            let refusal = match checked {
                Ok(()) => None,
                Err(OAuthError::Failed(error)) => return Err(error),
                Err(_) => Some(Refusal::new(
                    "WRONG_SUBJECT",
                    "sub is another application: it has to sign its own assertions.",
                )),
            };
            let found = case::or_absent(subject);
            case.report.add(
                "otherApplication",
                "a sub that is no other application",
                found,
                refusal,
            );
        }
        let spent = match claim(token, "jti") {
            Some(jti) => self.is_spent(application.id, jti).await?,
            None => false,
        };
        let refusal = spent.then(|| reason::of_assertion(&Why::Replayed));
        let found = if spent { "used" } else { "not used" };
        case.report.add("replay", "a jti that was not used before", found, refusal);
        Ok(())
    }
}

/// The checks behind the signature.
fn names(is_grant: bool) -> Vec<&'static str> {
    if is_grant {
        GrantAssertionRules::names().chain(["otherApplication", "replay"]).collect()
    } else {
        ClientAssertionRules::names().chain(["replay"]).collect()
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
        // The algorithm, which has a check of its own.
        Err(_) => case.report.skip(["claims"]),
    }
    None
}

/// What may have signed it; of client assertions `authMethod`, too.
fn signer<'c>(case: &mut Case<'_>, client: &'c Client, is_grant: bool) -> Signer<'c> {
    let key = case.key.clone().filter(|key| key.application_id == Some(client.application.id));
    let (method, name) = match client.application.auth_method {
        method @ ClientAuthMethod::PrivateKeyJwt => (method, "PRIVATE_KEY_JWT"),
        method @ ClientAuthMethod::ClientSecretBasic => (method, "CLIENT_SECRET_BASIC"),
        method @ ClientAuthMethod::ClientSecretPost => (method, "CLIENT_SECRET_POST"),
        method @ ClientAuthMethod::ClientSecretJwt => (method, "CLIENT_SECRET_JWT"),
    };
    let takes_keys = is_grant || method == ClientAuthMethod::PrivateKeyJwt;
    let takes_secret = is_grant || method == ClientAuthMethod::ClientSecretJwt;
    if !is_grant {
        let refusal = (!takes_keys && !takes_secret).then(|| {
            Refusal::new(
                "WRONG_AUTH_METHOD",
                "The application authenticates with its secret itself: send that, or change the application's method.",
            )
        });
        case.report.add("authMethod", "PRIVATE_KEY_JWT or CLIENT_SECRET_JWT", name, refusal);
    }
    Signer { client, key, takes_keys, takes_secret }
}

fn algorithm(case: &mut Case<'_>, header: &JwsHeader, signer: &Signer<'_>) {
    let expected = match (&signer.key, signer.takes_keys, signer.takes_secret) {
        (_, false, false) => return case.report.skip(["alg"]),
        (_, false, true) => "HS256".to_owned(),
        (Some(key), true, false) => key.algorithm.clone(),
        (Some(key), true, true) => format!("{}, or HS256 with a client secret", key.algorithm),
        (None, true, false) => "that of the application's key".to_owned(),
        (None, true, true) => {
            "that of the application's key, or HS256 with a client secret".to_owned()
        }
    };
    let holds = match (header.algorithm, &signer.key) {
        (None, _) => false,
        (Some(JwsAlgorithm::Hs256), _) => signer.takes_secret,
        (Some(_), None) => signer.takes_keys,
        (Some(one), Some(key)) => signer.takes_keys && one.as_str() == key.algorithm,
    };
    let refusal = (!holds).then(|| reason::of_assertion(&Why::AlgorithmNotAllowed));
    case.report.add("alg", expected, case::algorithm(header), refusal);
}

/// `key`: whether the application has one that it may be signed with.
fn named_key(case: &mut Case<'_>, header: &JwsHeader, is_secret: bool, has_key: bool) {
    let (expected, reason, detail) = if is_secret {
        (
            "a client secret that signs",
            "NO_USABLE_KEY",
            "The application has no secret that signs: its method must be CLIENT_SECRET_JWT.",
        )
    } else if header.kid.is_some() {
        (
            "a key of the application with this kid",
            "UNKNOWN_KID",
            "Compare the kid with the application's keys: is it another application's, or was its key never imported?",
        )
    } else {
        (
            "a key of the application with this alg",
            "NO_USABLE_KEY",
            "Without kid the application's accepted keys are tried, and none has this alg: name the kid.",
        )
    };
    let refusal = (!has_key).then(|| Refusal::new(reason, detail));
    let found = if has_key { "one" } else { "none" };
    case.report.add("key", expected, found, refusal);
}
