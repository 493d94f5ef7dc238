//! Success responses of the OAuth endpoints.

use axum::{body::Body, http::StatusCode, response::Response};
use keyplane_auth::AccessTokenClaims;
use keyplane_control::{GrantKind, Introspection, IssuedToken};
use secrecy::ExposeSecret as _;
use serde::Serialize;

use super::exchange::ACCESS_TOKEN;
use crate::{
    http::refusal::{NO_STORE, json},
    telemetry::{IssuedLine, Outcome},
};

/// Response of the token endpoint (RFC 6749 section 5.1).
#[derive(Serialize)]
struct TokenBody<'a> {
    access_token: &'a str,
    /// Of a token exchange (RFC 8693 section 2.2.1).
    #[serde(skip_serializing_if = "Option::is_none")]
    issued_token_type: Option<&'static str>,
    token_type: &'static str,
    expires_in: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<&'a str>,
}

/// Response of the introspection endpoint (RFC 7662 section 2.2).
#[derive(Serialize)]
struct ActiveBody<'a> {
    active: bool,
    token_type: &'static str,
    #[serde(flatten)]
    claims: &'a AccessTokenClaims,
}

/// A token was issued by a grant.
pub(super) fn issued(token: IssuedToken, grant: GrantKind) -> Response {
    let issued_token_type = match grant {
        GrantKind::TokenExchange => Some(ACCESS_TOKEN),
        GrantKind::ClientCredentials | GrantKind::JwtBearer => None,
    };
    let mut response = respond(&TokenBody {
        access_token: token.access_token.expose_secret(),
        issued_token_type,
        token_type: "Bearer",
        expires_in: token.expires_in,
        scope: token.scope.as_deref(),
    });

    let (kid, algorithm) = token.signed_with.unzip();
    let origin = token.origin;
    let line = IssuedLine { client_id: token.client_id, grant, algorithm, kid, origin };
    response.extensions_mut().insert(Outcome::Issued(line));
    response
}

/// The members of an introspection response that describe a token.
pub(super) fn introspected(introspection: &Introspection) -> Response {
    match introspection {
        Introspection::Inactive => json(StatusCode::OK, r#"{"active":false}"#),
        Introspection::Active(claims) => {
            respond(&ActiveBody { active: true, token_type: "Bearer", claims })
        }
    }
}

/// The token is revoked: 200, without a body (RFC 7009 section 2.2).
pub(super) fn revoked() -> Response {
    let mut response = Response::new(Body::empty());
    response.headers_mut().insert(axum::http::header::CACHE_CONTROL, NO_STORE);
    response
}

fn respond(body: &impl Serialize) -> Response {
    let mut text = Vec::with_capacity(1536);
    match serde_json::to_writer(&mut text, body) {
        Ok(()) => json(StatusCode::OK, text),
        Err(error) => {
            super::refusal::internal(format_args!("an answer could not be written: {error}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;
    use keyplane_entity::id::ApplicationId;
    use serde_json::{Value, json};
    use uuid::Uuid;

    use super::*;

    async fn read(response: Response) -> Value {
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "application/json");
        assert_eq!(response.headers()["cache-control"], "no-store");
        let body = response.into_body().collect().await.expect("a body").to_bytes();
        serde_json::from_slice(&body).expect("JSON")
    }

    #[tokio::test]
    async fn a_token_answer_has_scope_only_where_there_is_one() {
        let token = |scope: Option<&str>| IssuedToken {
            access_token: "t".into(),
            expires_in: 60,
            scope: scope.map(Into::into),
            client_id: ApplicationId(Uuid::nil()),
            signed_with: None,
            origin: None,
        };
        let bare = json!({ "access_token": "t", "token_type": "Bearer", "expires_in": 60 });
        let grant = GrantKind::ClientCredentials;
        assert_eq!(read(issued(token(None), grant)).await, bare);
        assert_eq!(read(issued(token(Some("a b")), grant)).await["scope"], "a b");
        let exchanged = read(issued(token(None), GrantKind::TokenExchange)).await;
        assert_eq!(exchanged["issued_token_type"], ACCESS_TOKEN);
    }

    #[tokio::test]
    async fn an_active_token_is_shown_with_its_claims_and_copied_claims() {
        let claims = json!({
            "iss": "i", "sub": "s", "aud": "i", "client_id": "c", "iat": 1, "exp": 2,
            "jti": "A".repeat(32), "tenant": { "id": 7 },
        });
        let Ok(parsed) = serde_json::from_value::<AccessTokenClaims>(claims.clone()) else {
            panic!("claims: {claims}");
        };
        let told = read(introspected(&Introspection::Active(Box::new(parsed.clone())))).await;
        assert_eq!(told["active"], true);
        assert_eq!(told["token_type"], "Bearer");
        assert_eq!(told["aud"], "i");
        assert_eq!(told["tenant"], json!({ "id": 7 }));
        let two = AccessTokenClaims { aud: vec!["a".into(), "b".into()], ..parsed };
        let told = read(introspected(&Introspection::Active(Box::new(two)))).await;
        assert_eq!(told["aud"], json!(["a", "b"]));
    }

    #[tokio::test]
    async fn an_inactive_token_tells_nothing() {
        let told = read(introspected(&Introspection::Inactive)).await;
        assert_eq!(told, json!({ "active": false }));
    }

    #[test]
    fn a_revocation_has_no_body() {
        let response = revoked();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert!(!response.headers().contains_key("content-type"));
    }
}
