//! Durations of requests by route, method and status.

use std::{
    array,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
    time::Duration,
};

use axum::http::{Method, StatusCode};
use keyplane_control::{Distribution, Histogram};

/// The methods with a name of their own; any other one is [`OTHER`], as in OpenTelemetry's semantic
/// conventions.
const METHODS: [Method; 7] = [
    Method::GET,
    Method::POST,
    Method::HEAD,
    Method::OPTIONS,
    Method::PUT,
    Method::PATCH,
    Method::DELETE,
];
const OTHER: &str = "_OTHER";

/// The statuses that the server answers with. Any other one is counted as the 500 that it would be.
const STATUSES: [StatusCode; 19] = [
    StatusCode::OK,
    StatusCode::NO_CONTENT,
    StatusCode::MOVED_PERMANENTLY,
    StatusCode::FOUND,
    StatusCode::SEE_OTHER,
    StatusCode::NOT_MODIFIED,
    StatusCode::TEMPORARY_REDIRECT,
    StatusCode::PERMANENT_REDIRECT,
    StatusCode::BAD_REQUEST,
    StatusCode::UNAUTHORIZED,
    StatusCode::FORBIDDEN,
    StatusCode::NOT_FOUND,
    StatusCode::METHOD_NOT_ALLOWED,
    StatusCode::REQUEST_TIMEOUT,
    StatusCode::PAYLOAD_TOO_LARGE,
    StatusCode::UNSUPPORTED_MEDIA_TYPE,
    StatusCode::TOO_MANY_REQUESTS,
    StatusCode::SERVICE_UNAVAILABLE,
    StatusCode::INTERNAL_SERVER_ERROR,
];

/// The durations of requests with one combination of labels.
#[derive(Clone, Debug)]
pub struct RequestFigures {
    /// Path pattern of the route; empty if no route matched.
    pub route: Arc<str>,
    /// Method of the request.
    pub method: &'static str,
    /// Status of the answer.
    pub status: u16,
    /// Time from the request's head to the answer's head.
    pub durations: Distribution,
}

/// The requests of every route.
#[derive(Default)]
pub(crate) struct Requests {
    /// Grows only while routes are seen for the first time, so it stays as short as the router's
    /// list.
    routes: Mutex<Vec<Arc<RouteFigures>>>,
}

/// The requests of one route.
pub(crate) struct RouteFigures {
    pub(crate) pattern: Arc<str>,
    /// By method and status; a combination that has not occurred takes no memory.
    cells: [[OnceLock<Box<Histogram>>; STATUSES.len()]; METHODS.len() + 1],
}

impl Requests {
    /// The requests of the route with a pattern, for the lifetime of the server.
    pub(crate) fn of(&self, pattern: &str) -> Arc<RouteFigures> {
        let mut routes = self.routes();
        if let Some(known) = routes.iter().find(|route| *route.pattern == *pattern) {
            return Arc::clone(known);
        }
        let cells = array::from_fn(|_| array::from_fn(|_| OnceLock::new()));
        let route = Arc::new(RouteFigures { pattern: pattern.into(), cells });
        routes.push(Arc::clone(&route));
        route
    }

    pub(super) fn figures(&self) -> Vec<RequestFigures> {
        self.routes().iter().flat_map(|route| route.figures()).collect()
    }

    fn routes(&self) -> MutexGuard<'_, Vec<Arc<RouteFigures>>> {
        self.routes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl RouteFigures {
    /// Counts one request.
    pub(crate) fn record(&self, method: usize, status: StatusCode, duration: Duration) {
        let status = STATUSES.iter().position(|known| *known == status);
        let cell = &self.cells[method][status.unwrap_or(STATUSES.len() - 1)];
        cell.get_or_init(Box::default).record(duration);
    }

    fn figures(&self) -> Vec<RequestFigures> {
        let of_method = |(method, cells): (usize, &[OnceLock<Box<Histogram>>; STATUSES.len()])| {
            let seen = cells.iter().zip(STATUSES).filter_map(move |(cell, status)| {
                let durations = cell.get()?.read();
                let (route, method) = (Arc::clone(&self.pattern), method_name(method));
                Some(RequestFigures { route, method, status: status.as_u16(), durations })
            });
            seen.collect::<Vec<_>>()
        };
        self.cells.iter().enumerate().flat_map(of_method).collect()
    }
}

/// The place of a method among [`METHODS`].
pub(crate) fn method_place(method: &Method) -> usize {
    METHODS.iter().position(|known| known == method).unwrap_or(METHODS.len())
}

/// The name of the method at a place.
pub(crate) fn method_name(place: usize) -> &'static str {
    const NAMES: [&str; METHODS.len()] =
        ["GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"];
    NAMES.get(place).unwrap_or(&OTHER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_that_clients_invent_share_a_name() {
        for method in METHODS {
            assert_eq!(method_name(method_place(&method)), method.as_str());
        }
        for invented in ["BREW", "get", "X"] {
            let method = Method::from_bytes(invented.as_bytes()).unwrap();
            assert_eq!(method_name(method_place(&method)), OTHER);
        }
    }

    #[test]
    fn each_combination_of_labels_is_one_series() {
        let requests = Requests::default();
        for (pattern, method, status) in [
            ("/a", Method::GET, StatusCode::OK),
            ("/a", Method::GET, StatusCode::OK),
            ("/a", Method::GET, StatusCode::NOT_FOUND),
            ("/b", Method::GET, StatusCode::OK),
            ("/b", Method::TRACE, StatusCode::IM_A_TEAPOT),
        ] {
            let route = requests.of(pattern);
            route.record(method_place(&method), status, Duration::from_millis(1));
        }

        let seen: Vec<_> = requests
            .figures()
            .iter()
            .map(|one| {
                format!("{} {} {} {}", one.method, one.route, one.status, one.durations.count())
            })
            .collect();
        assert_eq!(seen, ["GET /a 200 2", "GET /a 404 1", "GET /b 200 1", "_OTHER /b 500 1"]);
    }
}
