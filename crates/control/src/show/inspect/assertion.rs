//! Assertions, as the OAuth endpoints and the gateway check judge them.

use keyplane_auth::{
    AlgorithmSet, ApplicationJwtRules, ApplicationKey, AssertionFrame, ClientAssertionRules,
    DecodedToken, GrantAssertionRules, UnverifiedAssertion, VerifiedAssertion,
};
use keyplane_entity::{application, key};
use sea_orm::{EntityTrait, Iterable};

use super::{
    Case,
    handle::Inspector,
    kind::{audiences, claim},
};
use crate::{
    endpoint::Endpoint,
    error::Error,
    judge::{
        self, APPLICATION, AssertedSubject, AssertionUse, Audience, EarlierUse, NamedClient,
        SignatureCase, SignsWith, SoughtKey, outcome,
    },
    known::{Client, Used, stored_key},
    serve::oauth::is_spent,
};

/// An application and what it signed.
type Signed<'a> = Option<(&'a application::Model, &'a VerifiedAssertion)>;

impl Inspector {
    /// Applies the rules of the endpoint that the assertion is for.
    pub(super) async fn judge_assertion(
        &self,
        case: &mut Case<'_>,
        decoded: &DecodedToken,
        purpose: AssertionUse,
    ) -> Result<(), Error> {
        case.report.judged(AssertionFrame::read(case.token).checks());
        let assertion = UnverifiedAssertion::parse(case.token).ok();
        let name = assertion.as_ref().and_then(UnverifiedAssertion::issuer).unwrap_or_default();
        let client = self.known.client(&case.place.entry, case.place.scope, name).await?;
        let application = client.as_ref().map(|client| &client.application);
        let standing = |case: &mut Case<'_>| match assertion {
            Some(_) => case.report.judged(judge::judge_application(application)),
            None => case.report.skip([APPLICATION]),
        };

        match purpose {
            AssertionUse::Client => {
                standing(case);
                let method = application.map(|application| application.auth_method);
                case.report.judged(judge::judge_auth_method(method));
            }
            AssertionUse::Grant => standing(case),
            // The gateway check looks at the application after the signature.
            AssertionUse::Gateway => {}
        }

        let parts = (assertion.as_ref(), client.as_deref());
        let verified = self.verify_assertion(case, parts, purpose).await?;
        let signed = application.zip(verified.as_ref());
        match purpose {
            AssertionUse::Client => self.judge_client(case, signed, name)?,
            AssertionUse::Grant => self.judge_grant(case, (signed, name), decoded).await?,
            AssertionUse::Gateway => {
                let signed = (signed, name);
                return self.judge_application_jwt(case, signed, decoded, standing).await;
            }
        }

        // Nothing is spent.
        let earlier = match signed {
            Some(signed) => Some(self.earlier_use(signed, claim(decoded, "jti")).await?),
            None => None,
        };
        case.report.judged(judge::judge_replay(earlier));
        Ok(())
    }

    async fn earlier_use(
        &self,
        (application, assertion): (&application::Model, &VerifiedAssertion),
        jti: Option<&str>,
    ) -> Result<EarlierUse, Error> {
        match (EarlierUse::by_age(application, assertion.first_use()), jti) {
            (EarlierUse::None, Some(jti)) => {
                let spent = is_spent(&self.store, application.id, jti).await?;
                Ok(EarlierUse::recorded(spent))
            }
            (by_age, _) => Ok(by_age),
        }
    }

    /// `alg`, `key`, `signature` and `keyState`. Returns the assertion if a key or a secret of the
    /// application signed it, accepted or not.
    async fn verify_assertion(
        &self,
        case: &mut Case<'_>,
        (assertion, client): (Option<&UnverifiedAssertion<'_>>, Option<&Client>),
        purpose: AssertionUse,
    ) -> Result<Option<VerifiedAssertion>, Error> {
        let algorithm = assertion.map(UnverifiedAssertion::algorithm);
        let sought = SoughtKey::of(algorithm, assertion.and_then(UnverifiedAssertion::kid));
        let signed = assertion.zip(client);
        let signers =
            signed.map(|(assertion, client)| client.signers(purpose, assertion.kid(), case.now));
        let signers = signers.unwrap_or_default();
        let all = signers.iter().map(|(_, key)| key.algorithms());
        let mut taken = all.fold(AlgorithmSet::EMPTY, AlgorithmSet::union);

        let verified = signed
            .filter(|(_, client)| SignsWith::of(purpose, client.application.auth_method).signs())
            .map(|(assertion, _)| assertion.clone().verify_any(signers));
        if let Some(Ok((Used::Key(id), _))) = &verified {
            case.key = key::Entity::find_by_id(*id).one(self.store.read()).await?;
        }
        let key = case.named_key("none", |key| {
            sought.is_key() && client.is_some_and(|client| client.owns(key))
        });
        if let (true, Ok(key)) = (taken.is_empty(), &key) {
            taken = stored_key::algorithms_of(key)?;
        }

        let used =
            verified.as_ref().and_then(|verified| verified.as_ref().ok()).map(|(used, _)| *used);
        let outcome = verified.as_ref().map(outcome);
        let read = match (verified, &key, assertion) {
            (Some(Ok((_, assertion))), _, _) => Some(assertion),
            (Some(Err(_)), Ok(key), Some(assertion)) => {
                let key = ApplicationKey::Public(stored_key::verifying_key(key)?);
                assertion.clone().verify(&key).ok()
            }
            (Some(Err(_)) | None, _, _) => None,
        };
        case.report_signature(&SignatureCase {
            algorithm,
            taken: &taken,
            key: key.as_ref().map_err(|found| *found),
            sought,
            outcome: outcome.as_ref(),
            is_signed: read.is_some(),
            now: case.now,
        });
        if !sought.is_key() {
            let secret = match (used, client) {
                (Some(Used::Secret(id)), Some(client)) => client.secret(id),
                (Some(Used::Key(_) | Used::Secret(_) | Used::Identity(_)) | None, _) => None,
            };
            case.report.judged(judge::judge_secret(secret, case.now));
        }
        Ok(read)
    }

    fn judge_client(
        &self,
        case: &mut Case<'_>,
        signed: Signed<'_>,
        name: &str,
    ) -> Result<(), Error> {
        let Some((application, assertion)) = signed else {
            case.report.skip(ClientAssertionRules::names());
            return Ok(());
        };
        let issuer = self.known.public_url().issuer(&case.project()?.slug);
        let named = NamedClient { application, client_id: name };
        judge::with_client_rules(named, &issuer, Endpoint::iter(), case.now, |rules| {
            rules.checks(assertion).for_each(|check| case.report.add(&check));
        });
        Ok(())
    }

    async fn judge_grant(
        &self,
        case: &mut Case<'_>,
        (signed, name): (Signed<'_>, &str),
        decoded: &DecodedToken,
    ) -> Result<(), Error> {
        if let Some((application, assertion)) = signed {
            let issuer = self.known.public_url().issuer(&case.project()?.slug);
            let named = NamedClient { application, client_id: name };
            judge::with_grant_rules(named, &issuer, case.now, |rules| {
                rules.checks(assertion).for_each(|check| case.report.add(&check));
            });
        } else {
            case.report.skip(GrantAssertionRules::names());
        }

        let subject = claim(decoded, "sub");
        let (entry, scope) = (&case.place.entry, case.place.scope);
        let aliased = match subject {
            Some(subject) => self.known.aliased(entry, scope, subject).await?,
            None => None,
        };
        let own = signed.map(|(application, _)| (application.id, application.id.to_string()));
        let asserted = own.as_ref().map(|(id, own)| AssertedSubject {
            own,
            subject,
            is_foreign_alias: aliased.is_some_and(|other| other != *id),
        });
        case.report.judged(judge::judge_subject(asserted));
        let r#type = signed.map(|(application, _)| application.r#type);
        case.report.judged(judge::judge_type(r#type));
        Ok(())
    }

    /// The rules of the gateway check in its order, with `standing` of the application.
    async fn judge_application_jwt<'c>(
        &self,
        case: &mut Case<'c>,
        (signed, name): (Signed<'_>, &str),
        decoded: &DecodedToken,
        standing: impl FnOnce(&mut Case<'c>),
    ) -> Result<(), Error> {
        let Some((application, assertion)) = signed else {
            case.report.skip(ApplicationJwtRules::own_names());
            standing(case);
            case.skip_api();
            return Ok(());
        };

        let client_id = application.id.to_string();
        let apis = self.known.apis(&case.place.entry, application.project_id).await?;
        // Without an API in the request, any API of the project counts that `aud` names.
        let api = match &case.door {
            Some(door) => Some(door.api.identifier.clone()),
            None => {
                audiences(decoded).find(|one| apis.identified(one).is_some()).map(ToOwned::to_owned)
            }
        };
        let audiences: Vec<_> = [&*client_id].into_iter().chain(api.as_deref()).collect();
        let (now, leeway) = (case.now.seconds(), self.leeway_seconds);
        let rules = ApplicationJwtRules { client_id: name, audiences: &audiences, now, leeway };

        rules.own_checks(assertion).for_each(|check| case.report.add(&check));
        standing(case);
        let audience = rules.audience_check(assertion);
        if case.door.is_none() {
            case.report.add(&audience);
        }
        self.judge_at_api(case, &client_id, Audience::Signed(&audience), None).await
    }
}

impl Case<'_> {
    fn report_signature(&mut self, signature: &SignatureCase<'_>) {
        let frame = AssertionFrame::read(self.token);
        match frame.algorithm().filter(|check| check.refusal.is_some()) {
            Some(unsupported) => self.report.add(&unsupported),
            None => self.report.judged(signature.checks([SignatureCase::ALGORITHM])),
        }
        self.report.judged(signature.checks([SignatureCase::KEY, SignatureCase::SIGNATURE]));
        if signature.sought.is_key() {
            self.report.judged(signature.checks([SignatureCase::KEY_STATE]));
        }
    }
}
