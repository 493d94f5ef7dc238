//! A token under inspection, and the checks that several kinds of tokens share.

use keyplane_auth::{AccessTokenClaims, Jws, JwsHeader};
use keyplane_entity::{
    Timestamp,
    application::ApplicationType,
    key::{self, State},
};

use super::{
    door::Door,
    place::Place,
    report::{Refusal, Report},
};
use crate::{error::Error, known::Client};

/// A token, the scope in which it is judged, and the results so far.
pub(super) struct Case<'a> {
    pub(super) token: &'a str,
    pub(super) place: Place,
    /// The API whose gateway check judges the token, if any.
    pub(super) door: Option<Door>,
    pub(super) now: Timestamp,
    /// The key of the token's `kid`; without a `kid`, the key that verifies the signature.
    pub(super) key: Option<key::Model>,
    pub(super) report: Report,
}

/// The text shown for an absent value.
pub(super) const ABSENT: &str = "absent";

impl<'a> Case<'a> {
    /// `form`: whether it is a JWT of at most `most` bytes.
    pub(super) fn form(&mut self, most: usize) -> Option<Jws<'a>> {
        let parsed = Jws::parse(self.token);
        let found = format!("{} bytes", self.token.len());
        let refusal = match &parsed {
            _ if self.token.len() > most => {
                Some(Refusal::new("MALFORMED", "The token is too long: leave claims out."))
            }
            Ok(_) => None,
            Err(error) => Some(Refusal::new(
                "MALFORMED",
                format!("{error}; copy the token whole, and check the program that made it."),
            )),
        };
        let holds = refusal.is_none();
        let expected = format!(
            "three parts of base64url without padding, a JSON header without crit, at most {most} bytes"
        );
        self.report.add("form", expected, found, refusal);
        parsed.ok().filter(|_| holds)
    }

    /// `keyState`: whether what the key signed is accepted. Needs no valid signature: an actor that
    /// may inspect tokens may also see the key.
    pub(super) fn key_state(&mut self, key: Option<&key::Model>) {
        let Some(key) = key else { return self.report.skip(["keyState"]) };
        let (found, refusal) = match key.state(self.now) {
            State::Active => ("ACTIVE", None),
            State::Retiring => ("RETIRING", None),
            State::Revoked => ("REVOKED", Some(("KEY_REVOKED", "Sign with another key."))),
            State::Expired => {
                ("EXPIRED", Some(("KEY_EXPIRED", "Sign with its successor or another key.")))
            }
            State::Pending => {
                ("PENDING", Some(("KEY_PENDING", "Sign with another key until it is active.")))
            }
        };
        let refusal = refusal.map(|(reason, detail)| Refusal::new(reason, detail));
        self.report.add("keyState", "ACTIVE or RETIRING", found, refusal);
    }

    /// `application`: whether it exists and is enabled; with `needs_service`, whether it may also
    /// obtain tokens.
    pub(super) fn application(&mut self, client: Option<&Client>, needs_service: bool) {
        let expected = if needs_service {
            "an enabled application of the project, of type SERVICE"
        } else {
            "an enabled application of the project"
        };

        let (found, refusal) = match client.map(|client| &client.application) {
            None => (
                "none",
                Some(Refusal::new(
                    "UNKNOWN_APPLICATION",
                    "No application of this project has that client_id: it was deleted, or it is another project's.",
                )),
            ),
            Some(application) if !application.enabled => {
                ("disabled", Some(Refusal::new("APPLICATION_DISABLED", "Enable the application.")))
            }
            Some(application)
                if needs_service && application.r#type != ApplicationType::Service =>
            {
                (
                    "RESOURCE_SERVER",
                    Some(Refusal::new(
                        "UNAUTHORIZED_CLIENT",
                        "Only applications of type SERVICE obtain tokens: use another application.",
                    )),
                )
            }
            Some(_) => ("enabled", None),
        };

        self.report.add("application", expected, found, refusal);
    }

    /// `generation`: whether all tokens of the application were revoked after this one was issued.
    pub(super) fn generation(&mut self, client: Option<&Client>, claims: &AccessTokenClaims) {
        let Some(client) = client else { return self.report.skip(["generation"]) };
        let (least, found) = (client.application.token_generation, claims.jti.generation);
        let refusal = (found < least).then(|| {
            Refusal::new(
                "APPLICATION_TOKENS_REVOKED",
                "The application's tokens were revoked after it was issued: obtain another.",
            )
        });
        self.report.add("generation", format!("at least {least}"), found, refusal);
    }

    /// The project of the place; an error for the instance.
    pub(super) fn project(&self) -> Result<&keyplane_entity::project::Model, Error> {
        self.place.project.as_deref().ok_or(Error::NotFound("project"))
    }
}

/// `alg` as the header states it.
pub(super) fn algorithm(header: &JwsHeader) -> String {
    header.algorithm.map_or_else(|| "absent or unknown".to_owned(), |one| one.to_string())
}

/// A text of the token, or [`ABSENT`].
pub(super) fn or_absent(text: Option<&str>) -> &str {
    text.unwrap_or(ABSENT)
}
