//! The client secret that a client proved to hold.

use keyplane_auth::{Check, Expected, Found, Judged, KeyRefusal, judge};
use keyplane_entity::{Timestamp, client_secret};

/// `secretEnd`: the secret has not expired. Only its holder learns it, so the rule comes after the
/// proof.
pub(crate) fn judge_secret(
    secret: Option<&client_secret::Model>,
    now: Timestamp,
) -> impl Iterator<Item = Judged<'static, KeyRefusal>> {
    /// Whether the secret is valid; `None` if none was proven.
    struct Standing(Option<bool>);

    fn end(standing: &Standing, name: &'static str) -> Option<Check<'static, KeyRefusal>> {
        let is_valid = standing.0?;
        let found = Found::Text(if is_valid { "one" } else { "an expired one" });
        let expected = Expected::Words("a client secret that has not expired");
        Some(Check::new(name, expected, found, is_valid, KeyRefusal::SecretExpired))
    }

    judge([("secretEnd", end)], Standing(secret.map(|secret| secret.is_valid(now))))
}
