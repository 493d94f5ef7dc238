//! What operators learn about requests: counters for a scrape, the request that a log line belongs
//! to, and a line for each token that is issued and for each call that is refused.

mod doors;
mod refusals;
mod requests;
mod scope;

pub use self::{
    doors::{Door, Reason},
    requests::RequestFigures,
    scope::RequestScope,
};
pub(crate) use self::{
    doors::{IssuedLine, Outcome, RefusedLine, claimed},
    requests::{Requests, RouteFigures, method_name, method_place},
    scope::{EnteredScope, in_request},
};

use std::{fmt, net::IpAddr};

use axum::http::{HeaderMap, StatusCode};
use keyplane_auth::Algorithm;
use keyplane_control::{Counter, GrantKind};
use tokio::time::Instant;
use tracing::Span;

use self::refusals::Refusals;

/// Makes a span part of the trace that the headers of its request name, and returns the ID of the
/// trace. The flag says whether a trusted proxy sent the headers.
pub type ContinueTrace = fn(&Span, &HeaderMap, bool) -> Option<String>;

/// The counters of one server's requests, and what its log lines need. Labels come from fixed
/// lists and from the router, never from a client.
#[derive(Default)]
pub struct Telemetry {
    pub(crate) requests: Requests,
    refused: [[Counter; Reason::ALL.len()]; Door::ALL.len()],
    checks: [Counter; CheckVerdict::ALL.len()],
    issued: [[Counter; FORMATS]; 3],
    refusals: Refusals,
    /// `None` while traces are off.
    pub(crate) continue_trace: Option<ContinueTrace>,
}

/// The kinds of tokens: one for each algorithm, and opaque ones.
const FORMATS: usize = Algorithm::ALL.len() + 1;

/// The decision of a gateway check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckVerdict {
    /// 200: the request may pass.
    Admitted,
    /// 401: there is no valid token.
    Unauthenticated,
    /// 403: the token gives no access.
    Forbidden,
    /// 429: its source was refused too often before.
    Limited,
    /// Anything else: there was no decision.
    Failed,
}

impl CheckVerdict {
    /// Every verdict.
    pub const ALL: [Self; 5] =
        [Self::Admitted, Self::Unauthenticated, Self::Forbidden, Self::Limited, Self::Failed];

    /// Its name as a label.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Admitted => "admitted",
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden => "forbidden",
            Self::Limited => "limited",
            Self::Failed => "failed",
        }
    }

    fn of(status: StatusCode) -> Self {
        match status {
            StatusCode::OK => Self::Admitted,
            StatusCode::UNAUTHORIZED => Self::Unauthenticated,
            StatusCode::FORBIDDEN => Self::Forbidden,
            StatusCode::TOO_MANY_REQUESTS => Self::Limited,
            _ => Self::Failed,
        }
    }
}

impl Telemetry {
    /// Telemetry of a server whose requests are traced by `continue_trace`.
    #[must_use]
    pub fn traced(continue_trace: ContinueTrace) -> Self {
        Self { continue_trace: Some(continue_trace), ..Self::default() }
    }

    /// The requests so far, of each combination of labels that occurred.
    pub fn requests(&self) -> Vec<RequestFigures> {
        self.requests.figures()
    }

    /// The calls that each door refused, by reason.
    pub fn refused(&self) -> impl Iterator<Item = (Door, Reason, u64)> {
        Door::ALL.into_iter().flat_map(move |door| {
            let reasons = Reason::ALL.into_iter().filter(move |reason| reason.is_of(door));
            reasons.map(move |reason| {
                (door, reason, self.refused[door as usize][reason as usize].get())
            })
        })
    }

    /// The gateway checks by verdict.
    pub fn checks(&self) -> impl Iterator<Item = (CheckVerdict, u64)> {
        CheckVerdict::ALL.into_iter().map(|verdict| (verdict, self.checks[verdict as usize].get()))
    }

    /// The issued tokens by grant and algorithm; `None` for opaque tokens.
    pub fn issued(&self) -> impl Iterator<Item = (GrantKind, Option<Algorithm>, u64)> {
        let formats = || Algorithm::ALL.into_iter().map(Some).chain([None]);
        let grants = [GrantKind::ClientCredentials, GrantKind::JwtBearer, GrantKind::TokenExchange];
        grants.into_iter().flat_map(move |grant| {
            formats().map(move |format| (grant, format, self.issued_of(grant, format).get()))
        })
    }

    /// The refusals that had no line of their own in the log.
    pub fn unlogged(&self) -> u64 {
        self.refusals.unlogged()
    }

    /// Logs how many refusals of each source had no line of their own until `now`. Call it every few
    /// seconds.
    pub fn summarise_refusals(&self, now: Instant) {
        self.refusals.summarise(now);
    }

    fn issued_of(&self, grant: GrantKind, format: Option<Algorithm>) -> &Counter {
        let place = |algorithm| Algorithm::ALL.iter().position(|one| *one == algorithm);
        let grant = match grant {
            GrantKind::ClientCredentials => 0,
            GrantKind::JwtBearer => 1,
            GrantKind::TokenExchange => 2,
        };
        &self.issued[grant][format.and_then(place).unwrap_or(FORMATS - 1)]
    }

    /// Counts a gateway check that was answered with `status`.
    pub(crate) fn count_check(&self, status: StatusCode) {
        self.checks[CheckVerdict::of(status) as usize].increment();
    }

    /// Counts and logs what a request of `now` came to.
    pub(crate) fn note(&self, outcome: &Outcome, source: Option<IpAddr>, now: Instant) {
        match outcome {
            Outcome::Issued(line) => {
                self.issued_of(line.grant, line.algorithm).increment();
                line.log(source);
            }
            Outcome::Refused(line) => {
                self.refused[line.door as usize][line.reason as usize].increment();
                if line.door.logs_each() && self.refusals.may_log(source, line.door, now) {
                    line.log(source);
                }
            }
            Outcome::Published => {}
        }
    }
}

impl fmt::Debug for Telemetry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Telemetry").finish_non_exhaustive()
    }
}
