//! What a provider says of itself (OpenID Connect Discovery 1.0), and how it is asked.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use keyplane_entity::{Timestamp, operator_issuer};
use serde::Deserialize;

use super::{
    handle::{SHARE, SignIn},
    problem::{SignInFault, SignInProblem as Problem},
};
use crate::outside::{
    KeySetSource, KeySetState, MAX_ANSWER, OutsideAnswer, OutsideFault, OutsideRequest,
};

/// How long what a provider says is taken from memory, in seconds.
const FRESH_SECONDS: i64 = 3_600;
/// The most kept documents.
const MAX_KEPT: usize = 64;

/// What a provider says of itself.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Provider {
    issuer: String,
    pub(super) authorization_endpoint: String,
    pub(super) token_endpoint: String,
    #[serde(default)]
    pub(super) end_session_endpoint: Option<String>,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    /// RFC 9207 section 3.
    #[serde(default)]
    pub(super) authorization_response_iss_parameter_supported: bool,
}

/// How the client authenticates at the token endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClientProof {
    /// `client_secret_basic`.
    Basic,
    /// `client_secret_post`.
    Post,
}

/// The documents that were read lately, by issuer and certificate authority.
#[derive(Default)]
pub(super) struct Providers(Mutex<HashMap<ProviderSource, (Arc<Provider>, Timestamp)>>);

/// An issuer and its certificate authority.
type ProviderSource = (String, Option<String>);

impl Provider {
    /// How the client authenticates; `None` if the provider takes no client secret.
    pub(super) fn client_proof(&self) -> Option<ClientProof> {
        let Some(methods) = &self.token_endpoint_auth_methods_supported else {
            return Some(ClientProof::Basic);
        };
        let has = |name: &str| methods.iter().any(|method| method == name);
        match (has("client_secret_basic"), has("client_secret_post")) {
            (true, _) => Some(ClientProof::Basic),
            (false, true) => Some(ClientProof::Post),
            (false, false) => None,
        }
    }
}

/// Where the keys of a provider are.
pub(crate) fn key_source(issuer: &operator_issuer::Model) -> KeySetSource {
    KeySetSource::discovery(&issuer.issuer, None, issuer.ca_certificate.clone())
}

impl SignIn {
    /// What this process knows of a provider's keys.
    pub fn key_state(&self, issuer: &operator_issuer::Model) -> KeySetState {
        self.key_sets.state(SHARE, &key_source(issuer))
    }

    /// What a provider says of itself, from memory or asked now. Each request asks for itself: it
    /// waits for no other.
    pub(super) async fn provider(
        &self,
        issuer: &operator_issuer::Model,
        source: Option<IpAddr>,
    ) -> Result<Arc<Provider>, SignInFault> {
        let now = self.known.store().now();
        let place = (issuer.issuer.clone(), issuer.ca_certificate.clone());
        if let Some(known) = self.providers.get(&place, now) {
            return Ok(known);
        }

        let base = issuer.issuer.strip_suffix('/').unwrap_or(&issuer.issuer);
        let url = format!("{base}/.well-known/openid-configuration");
        let request = OutsideRequest {
            headers: &[("accept", "application/json".to_owned())],
            most: MAX_ANSWER,
            ca_certificate: issuer.ca_certificate.as_deref(),
            ..OutsideRequest::get(&url)
        };
        let answer = self.ask(request, source, "discovery").await?;
        if answer.status != 200 {
            let cause = format!("discovery: status {}", answer.status);
            return Err(SignInFault::new(Problem::ProviderError, cause));
        }
        let provider = self.read(issuer, &answer.body)?;
        let provider = Arc::new(provider);
        self.providers.keep(place, &provider, now);
        Ok(provider)
    }

    fn read(&self, issuer: &operator_issuer::Model, body: &[u8]) -> Result<Provider, SignInFault> {
        let invalid = |cause: &str| SignInFault::new(Problem::ProviderInvalid, cause);
        let provider: Provider = serde_json::from_slice(body)
            .map_err(|_| invalid("discovery: not the document of an OpenID Provider"))?;
        if provider.issuer != issuer.issuer {
            return Err(invalid("discovery: issuer is another"));
        }
        if provider.client_proof().is_none() {
            return Err(invalid(
                "discovery: neither client_secret_basic nor client_secret_post is supported",
            ));
        }

        let ends = provider.end_session_endpoint.as_deref();
        let urls = [&*provider.authorization_endpoint, &*provider.token_endpoint];
        for url in urls.into_iter().chain(ends) {
            self.outside
                .check_url(url)
                .map_err(|fault| invalid(&format!("discovery: the URL of an endpoint {fault}")))?;
        }
        Ok(provider)
    }

    /// Sends a request to a provider, for a browser at this address.
    pub(super) async fn ask(
        &self,
        request: OutsideRequest<'_>,
        source: Option<IpAddr>,
        what: &str,
    ) -> Result<OutsideAnswer, SignInFault> {
        let _turn = self.turns.take(source).ok_or_else(|| {
            SignInFault::new(Problem::TooMany, "too many sign-ins at once, in all or of one source")
        })?;

        self.outside.send(request).await.map_err(|fault| {
            let problem = match fault {
                OutsideFault::Timeout => Problem::ProviderSlow,
                OutsideFault::TooLong | OutsideFault::Broken | OutsideFault::Url(_) => {
                    Problem::ProviderInvalid
                }
                OutsideFault::Name
                | OutsideFault::Address
                | OutsideFault::Connect
                | OutsideFault::Tls
                | OutsideFault::Certificate
                | OutsideFault::NoAuthorities => Problem::ProviderUnreachable,
            };
            SignInFault::new(problem, format!("{what}: {fault}"))
        })
    }
}

impl Providers {
    fn get(&self, place: &(String, Option<String>), now: Timestamp) -> Option<Arc<Provider>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (provider, at) = kept.get(place)?;
        let is_fresh = *at <= now && now < at.plus_seconds(FRESH_SECONDS);
        is_fresh.then(|| Arc::clone(provider))
    }

    fn keep(&self, place: (String, Option<String>), provider: &Arc<Provider>, now: Timestamp) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MAX_KEPT {
            kept.clear();
        }
        kept.insert(place, (Arc::clone(provider), now));
    }
}
