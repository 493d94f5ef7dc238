//! Texts that are no token of Keyplane, or none that an API accepts.

use keyplane_auth::{AccessTokenFrame, Check, Expected, Found, SecretKind};

use super::report::Report;
use crate::judge::Advice;

type Unknown = Check<'static, Advice>;

/// Reports what is missing for any kind of token.
pub(super) fn judge(report: &mut Report, token: &str) {
    if !token.contains('.') {
        return report.add(&unknown_text(token));
    }

    // Access tokens are the longest kind.
    let frame = AccessTokenFrame::read(token);
    report.add(&frame.form());
    if frame.form().refusal.is_some() {
        return report.skip(["kind"]);
    }
    let expected = "an admin token, an assertion or an access token";
    let detail = "An admin token has the project's slug (or keyplane) as aud, an assertion the client_id as iss, an access token at+jwt as typ.";
    report.add(&refused("kind", (expected, "none of them"), ("UNKNOWN_KIND", detail)));
}

/// Reports an admin token that is judged for an API.
pub(super) fn judge_at_door(report: &mut Report) {
    let expected = "an access token, or a JWT that an application signed";
    let detail =
        "An admin token calls the Admin API alone; ask the token endpoint for an access token.";
    report.add(&refused("kind", (expected, "an admin token"), ("WRONG_KIND", detail)));
}

/// A text without the dots of a JWT. Opaque tokens were looked up before, so it is none.
fn unknown_text(token: &str) -> Unknown {
    let expected = "an opaque access token of this project, or a JWT";
    let (found, detail) = if SecretKind::ClientSecret.has_prefix(token) {
        (
            "a client secret",
            "A client secret is no token: it authenticates its application at the token endpoint. If it was sent to a person or stored in a log, rotate it.",
        )
    } else if SecretKind::OpaqueToken.has_prefix(token)
        && !SecretKind::OpaqueToken.is_possible(token)
    {
        (
            "an opaque access token that was changed",
            "The checksum at the end of the token does not fit: a part is missing or was changed. Copy the token again.",
        )
    } else {
        (
            "neither",
            "No opaque access token with this text is active in this project: it was revoked, it ended and was swept away, or it is another issuer's. A JWT has three parts with dots between them.",
        )
    };

    refused("token", (expected, found), ("UNKNOWN_TOKEN", detail))
}

fn refused(
    name: &'static str,
    (expected, found): (&'static str, &'static str),
    (reason, detail): (&'static str, &str),
) -> Unknown {
    let refusal = Some(Advice { reason, detail: detail.to_owned() });
    Check { name, expected: Expected::Words(expected), found: Found::Text(found), refusal }
}
