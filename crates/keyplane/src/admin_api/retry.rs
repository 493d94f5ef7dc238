//! When a request is sent again.

use std::time::Duration;

use super::error::AdminApiError;

/// Requests after the first one, at most.
const MAX_RETRIES: u32 = 8;
/// The longest wait before one of them that is worth it.
const MAX_WAIT: Duration = Duration::from_secs(30);
/// The longest wait in all.
const MAX_WAITS: Duration = Duration::from_mins(1);

/// The retries of one request.
pub(super) struct Retries {
    changes: bool,
    count: u32,
    waited: Duration,
}

impl Retries {
    /// The retries of a request with this document.
    pub(super) fn of(document: &str) -> Self {
        let changes = document.trim_start().starts_with("mutation");
        Self { changes, count: 0, waited: Duration::ZERO }
    }

    /// The time after which the request is sent again; `None` if the error stays.
    pub(super) fn next(&mut self, error: &AdminApiError) -> Option<Duration> {
        // A change that may have been made is not made twice.
        let seconds = error.retry_after().filter(|_| !self.changes || !error.may_have_run())?;
        // Each retry waits longer, so that many clients do not come back together.
        let wait = Duration::from_secs(seconds.max(1)) + Duration::from_millis(250) * self.count;
        if self.count >= MAX_RETRIES || wait > MAX_WAIT || self.waited + wait > MAX_WAITS {
            return None;
        }
        self.count += 1;
        self.waited += wait;
        Some(wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::admin_api::answer::ApiError;

    fn busy(status: u16, retry_after: Option<u64>, path: &[&str]) -> AdminApiError {
        let error = ApiError {
            code: "LIMIT_EXCEEDED".to_owned(),
            reason: None,
            message: "too many".to_owned(),
            path: path.iter().map(|&name| name.to_owned()).collect(),
            fields: Vec::new(),
            request_id: None,
        };
        AdminApiError::Refused { errors: vec![error], status, retry_after }
    }

    #[test]
    fn a_request_waits_as_long_as_the_server_asks_and_gives_up_in_the_end() {
        let mut retries = Retries::of("{ viewer { scope } }");
        let waits: Vec<_> = std::iter::from_fn(|| retries.next(&busy(429, Some(1), &[]))).collect();
        assert_eq!(waits[0], Duration::from_secs(1));
        assert_eq!(waits.len(), 8);
        assert!(Retries::of("query").next(&busy(503, Some(31), &[])).is_none());
    }

    #[test]
    fn nothing_waits_where_the_server_does_not_ask_for_it() {
        assert!(Retries::of("query").next(&busy(429, None, &[])).is_none());
        assert!(Retries::of("query").next(&busy(200, Some(1), &[])).is_none());
    }

    #[test]
    fn a_change_that_may_have_been_made_is_not_sent_again() {
        let ran = busy(503, Some(1), &["createProject"]);
        assert!(Retries::of("mutation A { a }").next(&ran).is_none());
        assert!(Retries::of("{ a }").next(&ran).is_some());
        let refused = busy(503, Some(1), &[]);
        assert!(Retries::of("  mutation A { a }").next(&refused).is_some());
    }
}
