//! Admin tokens, as the guard judges them.

use keyplane_auth::{
    AdminTokenFrame, AdminTokenRefusal, Check, Expected, Found, UnverifiedAdminToken,
    VerifiedAdminToken,
};
use keyplane_entity::key::Purpose;

use super::{Case, handle::Inspector};
use crate::{
    error::Error,
    judge::{AdminStanding, max_admin_token_lifetime},
    known::{INSTANCE_AUDIENCE, stored_key},
};

impl Inspector {
    pub(super) async fn judge_admin_token(&self, case: &mut Case<'_>) -> Result<(), Error> {
        case.report.judged(AdminTokenFrame::read(case.token).checks());
        let token = UnverifiedAdminToken::parse(case.token).ok();
        let audiences = token.as_ref().map(UnverifiedAdminToken::audiences);
        let named = self.guard.scope_named_by(audiences.unwrap_or_default()).await?;

        let key = case.named_key("a key for something else", |key| key.purpose == Purpose::Admin);
        let verified = match (token.clone(), &key) {
            (Some(token), Ok(key)) => Some(token.verify(&stored_key::verifying_key(key)?)),
            (Some(_), Err(_)) | (None, _) => None,
        };

        // The guard looks a session up only once the signature holds.
        let session = match (&verified, &key) {
            (Some(Ok(_)), Ok(key)) => {
                let entry = self.known.scope_entry(case.place.scope);
                let id = token.as_ref().and_then(UnverifiedAdminToken::token_id);
                self.known.operator_session(&entry, key, id).await?
            }
            (Some(Ok(_)), Err(_)) | (Some(Err(_)) | None, _) => None,
        };
        let admits = |rule| session.as_ref().is_some_and(|one| one.admits(rule, case.now));

        let project = case.place.project.as_deref();
        let slug = project.map(|project| &*project.slug);
        let url = self.known.public_url().admin_audience(slug);
        let expected = format!("{url} or {}", slug.unwrap_or(INSTANCE_AUDIENCE));
        let standing = AdminStanding {
            named,
            expected_audience: Expected::Text(&expected),
            audiences,
            key: key.as_ref().map_err(|found| *found),
            signature: verified.as_ref().map(|verified| verified.as_ref().map(drop)),
            session: key.as_ref().ok().and_then(|key| key.operator_rule_id).map(admits),
            ..AdminStanding::new(self.known.public_url(), case.place.scope, case.now)
        };
        case.report.judged(standing.checks());

        let longest = max_admin_token_lifetime(project);
        let Some(Ok(token)) = verified else {
            case.report.skip(VerifiedAdminToken::check_names());
            return Ok(());
        };
        for check in token.checks(case.now.seconds(), longest) {
            case.report.explain(&check, |refusal| detail(&check, refusal));
        }
        Ok(())
    }
}

/// The guard's explanation; for a time, also its difference from now.
fn detail(check: &Check<'_, AdminTokenRefusal>, refusal: &AdminTokenRefusal) -> String {
    let Found::Time(date, now) = check.found else { return refusal.to_string() };
    let (name, ahead) = (check.name, date.whole().saturating_sub(now));
    if ahead > 0 {
        return format!("{name} lies {ahead} s in the future: is the signer's clock ahead?");
    }
    format!(
        "{name} passed {} s ago; sign a fresh token: is the signer's clock behind?",
        ahead.saturating_neg()
    )
}
