//! Sign-out.

use keyplane_entity::operator_session::SessionEnd;
use url::Url;

use super::handle::SignIn;
use crate::{
    error::Error,
    known::{OperatorStanding, RequestContext},
};

impl SignIn {
    /// Ends the session that a cookie names. Returns the provider's page that ends its own session
    /// (OpenID Connect RP-Initiated Logout 1.0); `None` if it has none, or if the provider cannot be
    /// asked.
    pub async fn sign_out(
        &self,
        cookie: &str,
        context: RequestContext,
    ) -> Result<Option<String>, Error> {
        let Some(session) = self.session_of(cookie).await? else { return Ok(None) };
        let standing = OperatorStanding::load(self.known.store().read(), session).await?;
        let (issuer, source) = (standing.issuer.clone(), context.source_address);
        self.end(standing, SessionEnd::SignedOut, context).await?;

        let Some(issuer) = issuer.filter(|issuer| issuer.enabled) else { return Ok(None) };
        let Ok(provider) = self.provider(&issuer, source).await else { return Ok(None) };
        let page = provider.end_session_endpoint.as_deref().and_then(|url| Url::parse(url).ok());
        Ok(page.map(|mut page| {
            // No ID token is kept for `id_token_hint`, so the provider may ask the person.
            page.query_pairs_mut()
                .append_pair("client_id", &issuer.client_id)
                .append_pair("post_logout_redirect_uri", &self.post_logout_uri());
            page.into()
        }))
    }

    /// The page that a provider sends the browser to after it has ended its session.
    fn post_logout_uri(&self) -> String {
        format!("{}/console/", self.known.public_url())
    }
}
