//! What is none of our tokens.

use super::{case::Case, report::Refusal};

/// Says what is missing for any kind.
pub(super) fn judge(case: &mut Case<'_>) {
    if !case.token.contains('.') {
        // Random texts are looked up before; this one was not there.
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
