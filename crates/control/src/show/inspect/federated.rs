//! Tokens of trusted issuers, as the token endpoint judges them: against every check, and every rule
//! of every federated identity of their issuer.

use std::sync::Arc;

use keyplane_auth::{
    Check, CompiledClaimRule, Expected, Found, LEEWAY_SECONDS, OutsideTokenFrame,
    OutsideTokenRules, UnverifiedOutsideToken, VerifiedOutsideToken,
};
use keyplane_entity::{
    Scope,
    application::{self, FederatedGrant},
    federated_identity,
};

use super::{Case, door::Door, handle::Inspector};
use crate::{
    error::Error,
    judge::{
        APPLICATION, Advice, Audience, EarlierUse, IdentityStanding, IssuerStanding,
        OutsideRefusal, OutsideUse, at_gateway_names, judge_application, judge_at_gateway,
        judge_replay, matching, opens,
    },
    known::{IssuerIdentities, TrustedIssuer},
    serve::{
        federation::{FederationFault, OutsideAsk, OutsideForm, first_use, rules_of},
        oauth::is_outside_spent,
    },
};

/// The checks after those of an issuer's rules, in their order.
const LATER: [&str; 3] = ["signature", "identity", APPLICATION];
/// Those that follow at the token endpoint.
const AT_TOKEN_ENDPOINT: [&str; 2] = ["wayIn", "replay"];

/// The ways in that a token is judged for, with their names.
const WAYS: [(OutsideUse, &str); 3] = [
    (OutsideUse::Client, "client authentication"),
    (OutsideUse::Grant(FederatedGrant::JwtBearer), "JWT_BEARER"),
    (OutsideUse::Grant(FederatedGrant::TokenExchange), "TOKEN_EXCHANGE"),
];

impl Inspector {
    /// Whether a trusted issuer of the place, in any state, may have issued the token.
    pub(super) async fn is_of_trusted_issuer(&self, case: &Case<'_>) -> Result<bool, Error> {
        let Ok(token) = OutsideTokenFrame::read(case.token).accept() else { return Ok(false) };
        Ok(self.outside_issuer(case, &token).await?.is_some())
    }

    /// Judges a token of a trusted issuer, for the gateway check if the request names an API.
    pub(super) async fn judge_federated(&self, case: &mut Case<'_>) -> Result<(), Error> {
        if case.door.as_ref().is_some_and(|door| !door.api.takes_outside_tokens()) {
            let issuer = self.known.public_url().issuer(&case.project()?.slug);
            let Some(Door { api, .. }) = &case.door else { return Ok(()) };
            case.report.judged(api.audience(&issuer, Audience::Outside("")).checks());
            return Ok(());
        }
        let frame = OutsideTokenFrame::read(case.token);
        case.report.judged(frame.checks());
        let Ok(token) = frame.accept() else {
            case.report.skip(["trustedIssuer"]);
            case.skip_rules();
            return Ok(());
        };

        let found = self.outside_issuer(case, &token).await?;
        let issuer = found.as_ref().map(|(issuer, _)| &issuer.row);
        case.report.judged(IssuerStanding { issuer, now: case.now }.checks());
        let Some((issuer, form)) = found else {
            case.skip_rules();
            return Ok(());
        };

        let identifier = case.door.as_ref().map(|door| door.api.identifier.clone());
        let leeway = identifier.as_ref().map_or(LEEWAY_SECONDS, |_| self.leeway_seconds);
        let ask = OutsideAsk { form, audience: identifier.as_deref(), leeway };
        if let Some(identifier) = &identifier {
            case.report.judged(judge_at_gateway(&issuer.row, &issuer.audience, identifier));
        }
        match rules_of(&issuer, ask, case.now.seconds()) {
            Some(rules) => rules.checks(&token).for_each(|check| case.report.add(&check)),
            None => case.report.skip(OutsideTokenRules::names()),
        }
        let Some(token) = self.judge_outside_signature(case, &issuer, token).await? else {
            case.skip_later(1);
            return Ok(());
        };
        self.judge_identities(case, &issuer, &token).await
    }

    /// The trusted issuer that a token names, in any state, and how it names it.
    async fn outside_issuer(
        &self,
        case: &Case<'_>,
        token: &UnverifiedOutsideToken<'_>,
    ) -> Result<Option<(Arc<TrustedIssuer>, OutsideForm)>, Error> {
        let Some(project) = &case.place.project else { return Ok(None) };
        for form in [OutsideForm::Jwt, OutsideForm::JwtSvid] {
            let entry = &case.place.entry;
            if let Some(issuer) = self.outside.named_issuer(entry, project, token, form).await? {
                return Ok(Some((issuer, form)));
            }
        }
        Ok(None)
    }

    /// `signature`. Returns the token if a key of the issuer signed it.
    async fn judge_outside_signature(
        &self,
        case: &mut Case<'_>,
        issuer: &TrustedIssuer,
        token: UnverifiedOutsideToken<'_>,
    ) -> Result<Option<VerifiedOutsideToken>, Error> {
        let expected = Expected::Words("a key's of the issuer that fits kid and alg");
        let mut add = |found: &'static str, refusal: Option<Advice>| {
            let found = Found::Text(found);
            case.report.add(&Check { name: "signature", expected, found, refusal });
        };

        let (entry, project) = (&case.place.entry, issuer.row.project_id);
        let keys = match self.outside.keys(entry, project, issuer, token.kid()).await {
            Ok(keys) => keys,
            Err(FederationFault::Failed(error)) => return Err(error),
            Err(FederationFault::Refused(refusal)) => {
                add("not judged", Some(Advice::of(&refusal)));
                return Ok(None);
            }
            Err(FederationFault::NoKeys(_)) => {
                let detail = "The keys of the issuer are not there: see its lastError.".to_owned();
                add("no keys to judge by", Some(Advice { reason: "NO_USABLE_KEY", detail }));
                return Ok(None);
            }
        };

        let (kid, algorithm) = (token.kid().map(ToOwned::to_owned), token.algorithm());
        let fitting = keys.candidates(kid.as_deref(), algorithm.into());
        let verified = token.explain(fitting.filter_map(|key| key.verifier(algorithm)));
        match verified {
            Ok(token) => {
                add("a key's of the issuer", None);
                Ok(Some(token))
            }
            Err(refusal) => {
                add("another", Some(Advice::of(&refusal)));
                Ok(None)
            }
        }
    }

    /// Every rule of every identity, then `identity` and what follows from it.
    async fn judge_identities(
        &self,
        case: &mut Case<'_>,
        issuer: &TrustedIssuer,
        token: &VerifiedOutsideToken,
    ) -> Result<(), Error> {
        let (entry, project) = (case.place.entry.clone(), issuer.row.project_id);
        let identities = self.known.federated_identities(&entry, project, issuer.row.id).await?;
        case.report_rules(&identities, token);

        let all = identities.iter().map(|identity| (&identity.row, &*identity.rules));
        let matched = matching(all, None, token.claims(), case.now);
        case.report_match(matched.as_ref().copied());
        let Ok(identity) = matched else {
            case.skip_later(2);
            return Ok(());
        };

        let scope = Scope::Project(project);
        let client = self.known.client_by_id(&entry, scope, identity.application_id).await?;
        let application = client.as_ref().map(|client| &client.application);
        case.report.judged(judge_application(application));
        if case.door.is_some() {
            let client_id = identity.application_id.to_string();
            let audience = Audience::Outside(sole_audience(token));
            return self.judge_at_api(case, &client_id, audience, None).await;
        }
        self.judge_at_token_endpoint(case, issuer, application, token).await
    }

    /// Judges what the token endpoint asks of the application that a token stands for.
    async fn judge_at_token_endpoint(
        &self,
        case: &mut Case<'_>,
        issuer: &TrustedIssuer,
        application: Option<&application::Model>,
        token: &VerifiedOutsideToken,
    ) -> Result<(), Error> {
        let open: Vec<_> = WAYS
            .into_iter()
            .filter(|(way, _)| application.is_some_and(|application| opens(application, *way)))
            .map(|(_, name)| name.to_owned())
            .collect();
        case.report.add(&way_in(&open));
        let earlier = match application {
            Some(application) => Some(self.earlier_outside_use(issuer, application, token).await?),
            None => None,
        };

        case.report.judged(judge_replay(earlier));
        Ok(())
    }

    async fn earlier_outside_use(
        &self,
        issuer: &TrustedIssuer,
        application: &application::Model,
        token: &VerifiedOutsideToken,
    ) -> Result<EarlierUse, Error> {
        let Some(jti) = token.token_id().filter(|_| issuer.row.single_use) else {
            return Ok(EarlierUse::None);
        };
        match EarlierUse::by_age(application, first_use(token)) {
            EarlierUse::None => {
                let spent = is_outside_spent(&self.store, issuer.row.id, jti).await?;
                Ok(EarlierUse::recorded(spent))
            }
            by_age @ (EarlierUse::Recorded | EarlierUse::Lost) => Ok(by_age),
        }
    }
}

impl Case<'_> {
    /// Skips the rules of an issuer, and all that follows.
    fn skip_rules(&mut self) {
        if self.door.is_some() {
            self.report.skip(at_gateway_names());
        }
        self.report.skip(OutsideTokenRules::names());
        self.skip_later(0);
    }

    /// Skips what follows the rules of an issuer, but for the first `judged` checks.
    fn skip_later(&mut self, judged: usize) {
        self.report.skip(LATER.into_iter().skip(judged));
        match self.door {
            Some(_) => self.skip_api(),
            None => self.report.skip(AT_TOKEN_ENDPOINT),
        }
    }

    /// The standing and each rule of every identity. None of them decides by itself.
    fn report_rules(&mut self, identities: &IssuerIdentities, token: &VerifiedOutsideToken) {
        for identity in identities.iter() {
            let row = &identity.row;
            let standing = IdentityStanding { identity: Some(row), now: self.now };
            for check in standing.checks().filter_map(|(_, check)| check) {
                self.report.aside(&check, |refusal| format!("{}: {refusal}", row.name));
            }
            for rule in &identity.rules {
                let check = rule.judge(token.claims());
                let detail = rule_detail(row, rule, &check.found);
                self.report.aside(&check, |_| detail);
            }
        }
    }

    fn report_match(&mut self, matched: Result<&federated_identity::Model, &OutsideRefusal>) {
        let (found, refusal) = match matched {
            Ok(identity) => (Found::Text(&identity.name), None),
            Err(refusal @ OutsideRefusal::SeveralApplications) => {
                (Found::Text("those of several applications"), Some(refusal.clone()))
            }
            Err(refusal) => (Found::Text("none"), Some(refusal.clone())),
        };
        let expected = Expected::Words("an identity whose rules all hold, of one application");
        self.report.add(&Check { name: "identity", expected, found, refusal });
    }
}

/// The `aud` of a token, if it is one.
fn sole_audience(token: &VerifiedOutsideToken) -> &str {
    let audience = token.claims().get("aud");
    let one = audience.and_then(|aud| match aud.as_array().map(Vec::as_slice) {
        Some([one]) => one.as_str(),
        Some(_) => None,
        None => aud.as_str(),
    });
    one.unwrap_or_default()
}

/// What a rule found and expected, such as "deploy: `repository_id` is 42, expected 17".
fn rule_detail(
    identity: &federated_identity::Model,
    rule: &CompiledClaimRule,
    found: &Found<'_>,
) -> String {
    format!("{}: `{}` is {found}, expected {rule}", identity.name, rule.rule().claim)
}

/// `wayIn`: the application opens at least one way in.
fn way_in(open: &[String]) -> Check<'_, OutsideRefusal> {
    Check {
        name: "wayIn",
        expected: Expected::Words("authMethod FEDERATED_JWT, or a grant in federatedGrants"),
        found: Found::Texts(open),
        refusal: open.is_empty().then_some(OutsideRefusal::NoWayIn),
    }
}
