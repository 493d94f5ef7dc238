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
        let issuer = match UnverifiedAssertion::parse(token) {
            Ok(assertion) => assertion.issuer().map(str::to_owned),
            // It may be longer, or have a jti that is no string.
            Err(_) => OutsideTokenFrame::read(token).issuer().map(str::to_owned),
        };
        match issuer {
            Some(issuer) if !ApplicationId::has_form(&issuer) => {
                Ok(self.aliased(entry, scope, &issuer).await?.is_none())
            }
            Some(_) | None => Ok(false),
        }
    }
}
