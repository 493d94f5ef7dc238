//! The keys and secrets that may sign an assertion.

use keyplane_auth::{
    AlgorithmSet, ApplicationKey, AssertionRefusal as Why, JwsAlgorithm, JwsHeader,
};
use keyplane_entity::{application::ClientAuthMethod, key};

use super::{
    assertion::AssertionUse,
    case::{self, Case},
    reason,
    report::Refusal,
};
use crate::{
    error::Error,
    known::{Client, stored_key},
};

/// An application, and the keys and secrets that may sign its assertion.
pub(super) struct Signer<'c> {
    pub(super) client: &'c Client,
    /// Application's key with the assertion's `kid`.
    pub(super) key: Option<key::Model>,
    pub(super) takes_keys: bool,
    pub(super) takes_secret: bool,
    /// Algorithms of the keys that may have signed the assertion.
    of_keys: AlgorithmSet,
    /// Algorithms of the secrets that may have signed the assertion.
    of_secrets: AlgorithmSet,
}

impl<'c> Signer<'c> {
    /// The keys and secrets that may have signed the assertion. Adds the check `authMethod` for
    /// client assertions.
    pub(super) fn of(
        case: &mut Case<'_>,
        client: &'c Client,
        purpose: AssertionUse,
        header: &JwsHeader,
    ) -> Result<Self, Error> {
        let key = case.key.clone().filter(|key| key.application_id == Some(client.application.id));
        let (method, name) = match client.application.auth_method {
            method @ ClientAuthMethod::PrivateKeyJwt => (method, "PRIVATE_KEY_JWT"),
            method @ ClientAuthMethod::ClientSecretBasic => (method, "CLIENT_SECRET_BASIC"),
            method @ ClientAuthMethod::ClientSecretPost => (method, "CLIENT_SECRET_POST"),
            method @ ClientAuthMethod::ClientSecretJwt => (method, "CLIENT_SECRET_JWT"),
        };

        let is_client = purpose == AssertionUse::Client;
        let takes_keys = !is_client || method == ClientAuthMethod::PrivateKeyJwt;
        let takes_secret = !is_client || method == ClientAuthMethod::ClientSecretJwt;
        if is_client {
            let refusal = (!takes_keys && !takes_secret).then(|| {
            Refusal::new(
                "WRONG_AUTH_METHOD",
                "The application authenticates with its secret itself: send that, or change the application's method.",
            )
        });
            case.report.add("authMethod", "PRIVATE_KEY_JWT or CLIENT_SECRET_JWT", name, refusal);
        }

        let of_keys = match &key {
            Some(key) if takes_keys => stored_key::algorithms_of(key)?,
            None if takes_keys && header.kid.is_none() => {
                union(client.key_pairs(None, case.now).into_iter().map(|(_, key)| key))
            }
            Some(_) | None => AlgorithmSet::default(),
        };
        let secrets = client.signing_secrets(case.now).into_iter().filter(|_| takes_secret);
        let of_secrets = union(secrets.map(|(_, key)| key));
        Ok(Self { client, key, takes_keys, takes_secret, of_keys, of_secrets })
    }
}

fn union<'k>(keys: impl Iterator<Item = &'k ApplicationKey>) -> AlgorithmSet {
    keys.fold(AlgorithmSet::default(), |all, key| all.union(key.algorithms()))
}

/// `alg`: whether a permitted key or secret has this algorithm.
pub(super) fn algorithm(case: &mut Case<'_>, header: &JwsHeader, signer: &Signer<'_>) {
    let with_secret = if signer.takes_secret { ", or HS256 with a client secret" } else { "" };
    let expected = match (&signer.key, signer.takes_keys, signer.takes_secret) {
        (_, false, false) => return case.report.skip(["alg"]),
        (_, false, true) => "HS256".to_owned(),
        (Some(_), true, _) => format!("{}{with_secret}", signer.of_keys),
        (None, true, _) => format!("that of the application's key{with_secret}"),
    };
    let found = header.algorithm;
    let holds = match (found, &signer.key) {
        (None, _) => false,
        (Some(JwsAlgorithm::Hs256), _) => signer.takes_secret,
        (Some(_), None) => signer.takes_keys,
        (Some(found), Some(_)) => signer.of_keys.contains(found),
    };
    let taken = signer.of_keys.union(signer.of_secrets);
    let refusal =
        (!holds).then(|| reason::of_assertion(&Why::AlgorithmNotAllowed { found, taken }));
    case.report.add("alg", expected, case::algorithm(header), refusal);
}

/// `key`: whether the application has a key or secret that may have signed the assertion.
pub(super) fn named_key(case: &mut Case<'_>, header: &JwsHeader, is_secret: bool, has_key: bool) {
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
