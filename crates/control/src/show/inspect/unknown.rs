//! Texts that are no token of Keyplane, or none that an API accepts.

use super::{case::Case, report::Refusal};

/// Reports what is missing for any kind of token.
pub(super) fn judge(case: &mut Case<'_>) {
    if !case.token.contains('.') {
        // Opaque tokens were looked up before; this text is none.
        let detail = "No opaque access token with this text is active in this project: it was revoked, it ended and was swept away, or it is another issuer's. A JWT has three parts with dots between them.";
        let refusal = Refusal::new("UNKNOWN_TOKEN", detail);
        let expected = "an opaque access token of this project, or a JWT";
        return case.report.add("token", expected, "neither", Some(refusal));
    }
    if case.form(super::MAX_BYTES).is_none() {
        return case.report.skip(["kind"]);
    }
    let detail = "An admin token has the project's slug (or keyplane) as aud, an assertion the client_id as iss, an access token at+jwt as typ.";
    let refusal = Refusal::new("UNKNOWN_KIND", detail);
    let expected = "an admin token, an assertion or an access token";
    case.report.add("kind", expected, "none of them", Some(refusal));
}

/// Reports an admin token that is judged for an API.
pub(super) fn judge_at_door(case: &mut Case<'_>) {
    let detail =
        "An admin token calls the Admin API alone; ask the token endpoint for an access token.";
    let refusal = Refusal::new("WRONG_KIND", detail);
    let expected = "an access token, or a JWT that an application signed";
    case.report.add("kind", expected, "an admin token", Some(refusal));
}
