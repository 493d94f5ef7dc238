//! What an assertion may be signed with.

use keyplane_auth::{AssertionRefusal as Why, JwsAlgorithm, JwsHeader};
use keyplane_entity::{application::ClientAuthMethod, key};

use super::{
    assertion::AssertionUse,
    case::{self, Case},
    reason,
    report::Refusal,
};
use crate::oauth::Client;

/// An application and what its assertion may be signed with.
pub(super) struct Signer<'c> {
    pub(super) client: &'c Client,
    /// Its key of the assertion's `kid`.
    pub(super) key: Option<key::Model>,
    pub(super) takes_keys: bool,
    pub(super) takes_secret: bool,
}

impl<'c> Signer<'c> {
    /// What may have signed it; of client assertions `authMethod`, too.
    pub(super) fn of(case: &mut Case<'_>, client: &'c Client, purpose: AssertionUse) -> Self {
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
        Self { client, key, takes_keys, takes_secret }
    }
}

/// `alg`: whether it is that of what may have signed it.
pub(super) fn algorithm(case: &mut Case<'_>, header: &JwsHeader, signer: &Signer<'_>) {
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
