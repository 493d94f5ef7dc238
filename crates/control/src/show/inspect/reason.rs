//! Stable names of refusals that have none elsewhere, and their explanations.

use keyplane_auth::{
    AccessTokenRefusal, AdminTokenRefusal, AssertionRefusal, Check, Found, KeyRefusal,
};

use super::report::Refusal;

/// Why an admin token's time is refused, by its guard's own name and with the distance.
pub(super) fn of_admin_token(
    check: &Check<'_, AdminTokenRefusal>,
    refusal: &AdminTokenRefusal,
) -> Refusal {
    let name = check.name;
    let detail = match (refusal, check.found) {
        (AdminTokenRefusal::NotYetValid, Found::Time(date, now)) => format!(
            "{name} lies {} s in the future: is the signer's clock ahead?",
            date.whole().saturating_sub(now)
        ),
        (AdminTokenRefusal::Expired, Found::Time(date, now)) => format!(
            "{name} passed {} s ago; sign a fresh token: is the signer's clock behind?",
            now.saturating_sub(date.whole())
        ),
        _ => refusal.to_string(),
    };
    Refusal::new(refusal.reason(), detail)
}

/// Why an assertion is refused.
pub(super) fn of_assertion(refusal: &AssertionRefusal) -> Refusal {
    let reason = match refusal {
        AssertionRefusal::Malformed(_) => "MALFORMED",
        AssertionRefusal::AlgorithmNotAllowed { .. } => "ALGORITHM_NOT_ALLOWED",
        AssertionRefusal::Key(refusal) => of_key(*refusal),
        AssertionRefusal::BadSignature | AssertionRefusal::DerSignature => "BAD_SIGNATURE",
        AssertionRefusal::WrongType => "WRONG_TYPE",
        AssertionRefusal::WrongIssuer => "WRONG_ISSUER",
        AssertionRefusal::WrongSubject => "WRONG_SUBJECT",
        AssertionRefusal::WrongAudience(..) => "WRONG_AUDIENCE",
        AssertionRefusal::NoExpiry => "MISSING_EXPIRY",
        AssertionRefusal::Expired { .. } => "EXPIRED",
        AssertionRefusal::ExpiresTooLate { .. } => "LIFETIME_TOO_LONG",
        AssertionRefusal::NotYetValid { .. } => "NOT_YET_VALID",
        AssertionRefusal::IssuedTooLongAgo { .. } => "ISSUED_TOO_LONG_AGO",
        AssertionRefusal::BadTokenId | AssertionRefusal::NoHeaderText => "BAD_TOKEN_ID",
        AssertionRefusal::Replayed => "REPLAYED",
    };
    Refusal::new(reason, refusal.to_string())
}

/// Why an access token is refused.
pub(super) fn of_access_token(refusal: &AccessTokenRefusal) -> Refusal {
    let reason = match refusal {
        AccessTokenRefusal::Malformed(_) => "MALFORMED",
        AccessTokenRefusal::WrongType => "WRONG_TYPE",
        AccessTokenRefusal::MissingKid => "MISSING_KID",
        AccessTokenRefusal::Key(refusal) => of_key(*refusal),
        AccessTokenRefusal::AlgorithmNotAllowed { .. } => "ALGORITHM_NOT_ALLOWED",
        AccessTokenRefusal::BadSignature | AccessTokenRefusal::DerSignature => "BAD_SIGNATURE",
        AccessTokenRefusal::WrongIssuer => "WRONG_ISSUER",
        AccessTokenRefusal::Expired { .. } => "EXPIRED",
        AccessTokenRefusal::NotYetValid { .. } => "NOT_YET_VALID",
    };
    Refusal::new(reason, refusal.to_string())
}

fn of_key(refusal: KeyRefusal) -> &'static str {
    match refusal {
        KeyRefusal::Unknown => "UNKNOWN_KID",
        KeyRefusal::Revoked => "KEY_REVOKED",
        KeyRefusal::Expired => "KEY_EXPIRED",
        KeyRefusal::Pending => "KEY_PENDING",
    }
}
