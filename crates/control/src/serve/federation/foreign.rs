//! Which JWTs are tokens of another issuer.

use keyplane_auth::{OutsideTokenFrame, UnverifiedAssertion};
use keyplane_entity::{Scope, id::ApplicationId};

use crate::{
    error::Error,
    known::{Known, ScopeEntry},
};

impl Known {
    /// Whether a text is a JWT of another issuer than an application of the project: one whose `iss`
    /// neither has the form of an application's ID nor is an alias. No trusted issuer has such an
    /// `iss`.
    pub(crate) async fn is_foreign(
        &self,
        entry: &ScopeEntry,
        scope: Scope,
        token: &str,
    ) -> Result<bool, Error> {
        let no_id = |iss: &str| (!ApplicationId::has_form(iss)).then(|| iss.to_owned());
        let issuer = match UnverifiedAssertion::parse(token) {
            Ok(assertion) => assertion.issuer().and_then(no_id),
            // It may be longer, or have a jti that is no string.
            Err(_) => OutsideTokenFrame::read(token).issuer().and_then(no_id),
        };
        match issuer {
            Some(issuer) => Ok(self.aliased(entry, scope, &issuer).await?.is_none()),
            None => Ok(false),
        }
    }
}
