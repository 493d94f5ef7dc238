//! The parameters of a token exchange (RFC 8693 section 2.1).

use keyplane_control::{OAuthError, SubjectTokenType, TokenExchange};
use secrecy::SecretString;

use super::{form::Form, missing};

/// The only type of token that an exchange gives.
pub(super) const ACCESS_TOKEN: &str = "urn:ietf:params:oauth:token-type:access_token";

/// Takes the token to exchange out of a form. What is asked for and cannot be given is refused, since
/// a client would take the answer for it.
pub(super) fn token_exchange(form: &mut Form<'_>) -> Result<TokenExchange, OAuthError> {
    let invalid = |text: &str| OAuthError::InvalidRequest(text.into());

    if form.actor_token.is_some() || form.actor_token_type.is_some() {
        return Err(invalid(
            "actor_token is not supported: the client that authenticates is the actor; leave \
             actor_token and actor_token_type out",
        ));
    }
    if form.requested_token_type.as_deref().is_some_and(|kind| kind != ACCESS_TOKEN) {
        let text = format!("the only requested_token_type here is {ACCESS_TOKEN}");
        return Err(OAuthError::InvalidRequest(text));
    }

    let token = form.subject_token.take().ok_or_else(|| missing("subject_token"))?;
    let kind = form.subject_token_type.as_deref().ok_or_else(|| missing("subject_token_type"))?;
    let subject_token_type = SubjectTokenType::named(kind).ok_or_else(|| {
        let [access, id, jwt] =
            [SubjectTokenType::AccessToken, SubjectTokenType::IdToken, SubjectTokenType::Jwt]
                .map(SubjectTokenType::name);
        OAuthError::InvalidRequest(format!("subject_token_type must be {access}, {id} or {jwt}"))
    })?;
    let subject_token = SecretString::from(token.into_owned());
    Ok(TokenExchange { subject_token, subject_token_type })
}

#[cfg(test)]
mod tests {
    use super::*;

    const JWT: &str = "subject_token_type=urn:ietf:params:oauth:token-type:jwt";

    fn read(body: &str) -> Result<TokenExchange, String> {
        let mut form = Form::parse(body.as_bytes()).expect("a form");
        token_exchange(&mut form).map_err(|error| error.to_string())
    }

    #[test]
    fn a_token_and_its_type_are_an_exchange() {
        for kind in ["access_token", "id_token", "jwt"] {
            let kind = format!("urn:ietf:params:oauth:token-type:{kind}");
            let exchange = read(&format!("subject_token=t&subject_token_type={kind}"));
            let exchange = exchange.expect("an exchange");
            assert_eq!(exchange.subject_token_type.name(), kind);
        }
        assert!(
            read(&format!("subject_token=t&{JWT}&requested_token_type={ACCESS_TOKEN}")).is_ok()
        );
    }

    #[test]
    fn what_cannot_be_given_is_refused_and_named() {
        for (body, named) in [
            (format!("subject_token=t&{JWT}&actor_token=a"), "actor_token"),
            (format!("subject_token=t&{JWT}&actor_token_type=a"), "actor_token"),
            (format!("subject_token=t&{JWT}&requested_token_type=jwt"), "requested_token_type"),
            (JWT.to_owned(), "subject_token is missing"),
            ("subject_token=t".to_owned(), "subject_token_type is missing"),
            ("subject_token=t&subject_token_type=saml2".to_owned(), "subject_token_type must be"),
        ] {
            let refused = read(&body).expect_err("a refusal");
            assert!(refused.contains(named), "{body}: {refused}");
        }
    }
}
