//! Liveness and readiness, for process managers and load balancers.

use axum::{extract::State, http::StatusCode, response::Response};
use keyplane_control::{Control, Fault};
use serde_json::{Value, json};

use super::refusal;

/// 200 while the process responds.
pub(crate) fn healthz() -> Response {
    refusal::json(StatusCode::OK, r#"{"status":"ok"}"#)
}

/// 200 if the read and the write path work, else 503 with the one that fails.
pub(crate) async fn readyz(State(control): State<Control>) -> Response {
    let faults = control.readiness().await;
    if faults.is_empty() {
        let body = match control.degraded() {
            None => json!({ "status": "ready" }),
            Some(reason) => json!({ "status": "ready", "degraded": [reason] }),
        };
        return refusal::json(StatusCode::OK, body.to_string());
    }
    let failing: Vec<Value> = faults.iter().map(described).collect();
    let body = json!({ "status": "unavailable", "failing": failing });
    let response = refusal::json(StatusCode::SERVICE_UNAVAILABLE, body.to_string());
    refusal::with_cause(response, &body["failing"])
}

fn described(fault: &Fault) -> Value {
    json!({ "path": fault.path.as_str(), "reason": fault.reason })
}
