//! Tokens of a trusted issuer in the model.

use serde_json::json;

use super::{
    facts::{Made, Token},
    runner::Run,
    steps::Which,
};
use crate::{
    gateway::outside::{Platform, identify, trust},
    harness::World,
};

/// A trusted issuer and the identities that stand on it.
#[derive(Clone, Debug)]
pub(super) struct Issuer {
    pub(super) enabled: bool,
    pub(super) single_use: bool,
    /// Which of the platform's keys it has.
    pub(super) key: Which,
    /// By application: whether its identity is enabled, and the workload that it names.
    pub(super) identities: [(bool, Which); 2],
}

impl Issuer {
    /// The only application that a token of a workload stands for, signed with this key.
    pub(super) fn application(&self, key: Which, workload: Which) -> Option<Which> {
        if !self.enabled || self.single_use || self.key != key {
            return None;
        }
        match self.identities.map(|(enabled, named)| enabled && named == workload) {
            [true, false] => Some(0),
            [false, true] => Some(1),
            [true, true] | [false, false] => None,
        }
    }
}

/// The IDs of the issuer and its identities in the control plane, and the keys of the platform.
pub(super) struct Trust {
    pub(super) issuer: String,
    pub(super) identities: Vec<String>,
    pub(super) platforms: [Platform; 2],
}

impl Trust {
    /// Trusts a platform, whose workload `n` stands for application `n`.
    pub(super) async fn made(world: &World, project: &str, apps: &[(String, String)]) -> Self {
        let platforms = [Platform::new("zero"), Platform::new("one")];
        let issuer = trust(world, project, &platforms[0], json!({})).await;
        let mut identities = vec![];
        for (number, (app, _)) in apps.iter().enumerate() {
            identities.push(identify(world, app, &issuer, &number.to_string()).await);
        }
        Self { issuer, identities, platforms }
    }
}

impl Run<'_> {
    pub(super) fn sign_outside(&mut self, workload: Which, key: Which, seconds: i64, aud: Which) {
        let ends = self.now() + seconds;
        let claims = json!({
            "aud": format!("urn:api{aud}"), "exp": ends, "repository_id": workload.to_string(),
            "jti": self.facts.tokens.len().to_string(),
        });
        let text = self.ids.trust.platforms[key].token(self.world, claims);
        let made = Made::Outside { key, workload, aud };
        self.facts.tokens.push(Token { text, app: 0, ends, made });
    }

    pub(super) async fn change_issuer(&mut self, enabled: bool, single_use: bool, key: Which) {
        let input = json!({
            "trustedIssuerId": self.ids.trust.issuer, "enabled": enabled, "singleUse": single_use,
            "jwks": self.ids.trust.platforms[key].jwks(),
        });
        self.mutate("updateTrustedIssuer", input, "trustedIssuer { id }").await;
        let identities = self.facts.issuer.identities;
        self.facts.issuer = Issuer { enabled, single_use, key, identities };
    }

    pub(super) async fn change_identity(&mut self, app: Which, enabled: bool, workload: Which) {
        let value = workload.to_string();
        let rules = json!([
            { "claim": "sub", "match": "EXACT", "values": ["repo:acme/app"] },
            { "claim": "repository_id", "match": "EXACT", "values": [value] },
        ]);
        let id = &self.ids.trust.identities[app];
        let input = json!({ "federatedIdentityId": id, "enabled": enabled, "rules": rules });
        self.mutate("updateFederatedIdentity", input, "federatedIdentity { id }").await;
        self.facts.issuer.identities[app] = (enabled, workload);
    }
}
