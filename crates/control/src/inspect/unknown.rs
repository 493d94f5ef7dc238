//! Texts that are no token of Keyplane, or none that an API accepts.

use keyplane_auth::{AccessTokenFrame, Check, Expected, Found};

use super::Case;
use crate::judge::Advice;

/// Reports what is missing for any kind of token.
pub(super) fn judge(case: &mut Case<'_>) {
    if !case.token.contains('.') {
        // Opaque tokens were looked up before; this text is none.
        return refuse(
            case,
            ("token", "an opaque access token of this project, or a JWT", "neither"),
            "UNKNOWN_TOKEN",
            "No opaque access token with this text is active in this project: it was revoked, it ended and was swept away, or it is another issuer's. A JWT has three parts with dots between them.",
        );
    }

    // The longest kind of token.
    let frame = AccessTokenFrame::read(case.token);
    let form = frame.form();
    let has_form = form.refusal.is_none();
    case.report.add(&form);
    if !has_form {
        return case.report.skip(["kind"]);
    }
    refuse(
        case,
        ("kind", "an admin token, an assertion or an access token", "none of them"),
        "UNKNOWN_KIND",
        "An admin token has the project's slug (or keyplane) as aud, an assertion the client_id as iss, an access token at+jwt as typ.",
    );
}

/// Reports an admin token that is judged for an API.
pub(super) fn judge_at_door(case: &mut Case<'_>) {
    refuse(
        case,
        ("kind", "an access token, or a JWT that an application signed", "an admin token"),
        "WRONG_KIND",
        "An admin token calls the Admin API alone; ask the token endpoint for an access token.",
    );
}

fn refuse(
    case: &mut Case<'_>,
    (name, expected, found): (&'static str, &'static str, &'static str),
    reason: &'static str,
    detail: &str,
) {
    let refusal = Some(Advice { reason, detail: detail.to_owned() });
    let (expected, found) = (Expected::Words(expected), Found::Text(found));
    case.report.add(&Check { name, expected, found, refusal });
}
