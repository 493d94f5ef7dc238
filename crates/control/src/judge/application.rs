//! The application that a token names.

use std::fmt;

use keyplane_auth::{Check, Expected, Found, Judged, Refusal, Rule, judge};
use keyplane_entity::application;

/// Why the application of a token is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ApplicationRefusal {
    /// The project has no such application.
    Unknown,
    Disabled,
}

impl Refusal for ApplicationRefusal {
    fn reason(&self) -> &'static str {
        match self {
            Self::Unknown => "UNKNOWN_APPLICATION",
            Self::Disabled => "APPLICATION_DISABLED",
        }
    }
}

impl fmt::Display for ApplicationRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unknown => {
                "No application of this project has that client_id: it was deleted, or it is another project's."
            }
            Self::Disabled => "Enable the application.",
        })
    }
}

/// The name of the rule about the application.
pub(crate) const APPLICATION: &str = "application";

type ApplicationCheck<'a> = Option<Check<'a, ApplicationRefusal>>;

/// The application that a look-up found.
struct NamedApplication<'a>(Option<&'a application::Model>);

impl NamedApplication<'_> {
    const RULES: [Rule<Self, ApplicationCheck<'static>>; 1] = [(APPLICATION, Self::application)];

    fn application(&self, name: &'static str) -> ApplicationCheck<'static> {
        let (found, refusal) = match self.0.map(|application| application.enabled) {
            None => ("none", Some(ApplicationRefusal::Unknown)),
            Some(false) => ("disabled", Some(ApplicationRefusal::Disabled)),
            Some(true) => ("enabled", None),
        };
        let expected = Expected::Words("an enabled application of the project");
        Some(Check { name, expected, found: Found::Text(found), refusal })
    }
}

/// `application`: the application exists and is enabled.
pub(crate) fn judge_application(
    application: Option<&application::Model>,
) -> impl Iterator<Item = Judged<'static, ApplicationRefusal>> {
    judge(NamedApplication::RULES, NamedApplication(application))
}
