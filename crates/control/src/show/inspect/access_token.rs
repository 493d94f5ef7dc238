//! Access tokens, as introspection and the gateway check judge them.

use bytes::Bytes;
use keyplane_auth::{
    AccessTokenClaims, AccessTokenFrame, AccessTokenRules, AccessTokenTimes, AlgorithmSet, Check,
    Expected, Found, KeyRefusal, UnverifiedAccessToken, VerifiedAccessToken,
};
use keyplane_entity::{key, opaque_token};
use serde_json::{Map, Value};

use super::{Case, handle::Inspector};
use crate::{
    error::Error,
    judge::{
        APPLICATION, Advice, Audience, Exchanged, HeaderSubject, Issued, IssuedThrough,
        SignatureCase, SoughtKey, judge_application, outcome,
    },
    known::{ChainLink, named_identity, stored_claims, stored_key},
};

impl Inspector {
    pub(super) async fn judge_access_token(&self, case: &mut Case<'_>) -> Result<(), Error> {
        let Some(token) = self.verify_access_token(case).await? else {
            case.report.skip(AccessTokenRules::names().chain([APPLICATION]));
            let standing = Issued::names().into_iter().chain(IssuedThrough::names());
            case.report.skip(standing.chain(Exchanged::names()));
            case.skip_api();
            return Ok(());
        };

        let issuer = self.known.public_url().issuer(&case.project()?.slug);
        let rules = AccessTokenRules { issuer: &issuer, now: case.now.seconds(), leeway: 0 };
        rules.fixed_checks(&token).for_each(|check| case.report.add(&check));
        self.judge_claims(case, token.claims(), true).await
    }

    /// Judges a stored opaque token and returns its claims.
    pub(super) async fn judge_opaque(
        &self,
        case: &mut Case<'_>,
        row: &opaque_token::Model,
    ) -> Result<Option<Map<String, Value>>, Error> {
        let expected = Expected::Words("an opaque access token of this project");
        let found = Found::Text("one");
        case.report.add::<Advice>(&Check { name: "token", expected, found, refusal: None });
        // Only the gateway check judges its start.
        let with_start = case.door.is_some();
        self.judge_claims(case, &stored_claims(row)?, with_start).await?;
        serde_json::from_str(&row.claims).map_err(|error| Error::internal("stored token", error))
    }

    /// Judges the frame and the signature. Returns the token if the key that it names signed it,
    /// accepted or not.
    async fn verify_access_token(
        &self,
        case: &mut Case<'_>,
    ) -> Result<Option<VerifiedAccessToken>, Error> {
        let frame = AccessTokenFrame::read(case.token);
        let token = UnverifiedAccessToken::parse(case.token).ok();
        let keys = match &case.place.project {
            Some(project) => Some(self.known.issuer_keys(&case.place.entry, project).await?),
            None => None,
        };
        let verified = token.clone().map(|token| match &keys {
            Some(keys) => keys.verify(token, case.now),
            None => Err(KeyRefusal::Unknown.into()),
        });

        let other = "a key for something else, or one that another server holds";
        let key = case.named_key(other, key::Model::is_server_signing);
        let outcome = verified.as_ref().map(outcome);
        let read = match (verified, &key, &token) {
            (Some(Ok((_, token))), _, _) => Some(token),
            (Some(Err(_)), Ok(key), Some(token)) => {
                token.clone().verify(&stored_key::verifying_key(key)?).ok()
            }
            (Some(Err(_)) | None, _, _) => None,
        };

        let algorithms = match &key {
            Ok(key) => stored_key::algorithms_of(key)?,
            Err(_) => AlgorithmSet::EMPTY,
        };
        let signature = SignatureCase {
            algorithm: token.as_ref().and_then(|token| token.header().algorithm),
            taken: &algorithms,
            key: key.as_ref().map_err(|found| *found),
            sought: SoughtKey::Issuer,
            outcome: outcome.as_ref(),
            is_signed: read.is_some(),
            now: case.now,
        };

        case.report.add(&frame.form());
        case.report.judged(signature.checks([SignatureCase::ALGORITHM]));
        case.report.judged(frame.header_checks());
        case.report.judged(signature.checks([
            SignatureCase::KEY,
            SignatureCase::SIGNATURE,
            SignatureCase::CLAIMS,
            SignatureCase::KEY_STATE,
        ]));
        Ok(read)
    }

    /// Judges the claims against the time, and what they name.
    async fn judge_claims(
        &self,
        case: &mut Case<'_>,
        claims: &AccessTokenClaims,
        with_start: bool,
    ) -> Result<(), Error> {
        // The issuer's own clock set the times, so introspection allows no leeway.
        let leeway = case.door.as_ref().map_or(0, |_| self.leeway_seconds);
        if case.door.is_some() {
            case.report.judged(HeaderSubject(&claims.sub).checks());
        }
        let (times, now) = (AccessTokenTimes::of(claims), case.now.seconds());
        if with_start {
            times.checks(now, leeway).for_each(|check| case.report.add(&check));
        } else {
            times.end_checks(now, leeway).for_each(|check| case.report.add(&check));
        }

        let (entry, project) = (case.place.entry.clone(), case.project()?.id);
        let client = self.known.client(&entry, case.place.scope, claims.client()).await?;
        let application = client.as_deref().map(|client| &client.application);
        case.report.judged(judge_application(application));
        let revoked = self.known.is_revoked(&entry, project, claims.jti).await?;
        case.report.judged(Issued { application, id: claims.jti, revoked }.checks());
        let chain = ChainLink::all(claims)?;
        let project = case.place.project.clone().ok_or(Error::NotFound("project"))?;
        let through = named_identity(claims.federated_identity.as_deref())?;
        let through = self.known.issued_through(&entry, &project, through, case.now).await?;
        case.report.judged(through.checks());
        let exchanged = self.known.exchanged(&entry, &project, &chain, case.now).await?;
        case.report.judged(exchanged.checks());

        let given = Bytes::from(claims.scope.clone().unwrap_or_default());
        let audience = claims.aud.join(" ");
        self.judge_at_api(case, claims.client(), Audience::Issued(&audience), Some(&given)).await
    }
}
