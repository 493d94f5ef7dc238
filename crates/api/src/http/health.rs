//! Liveness and readiness, for process managers and load balancers.

use axum::{extract::State, http::StatusCode, response::Response};
use keyplane_control::{Control, Fault};
use serde_json::{Value, json};

use super::refusal;

/// 200 while the process responds.
pub(crate) fn healthz() -> Response {
    refusal::json(StatusCode::OK, r#"{"status":"ok"}"#)
}

/// 200 if the read and the write path work, else 503 with the one that fails. In the grace of an
/// outage it is 200 too: checks are answered, and a load balancer must not take them away.
pub(crate) async fn readyz(State(control): State<Control>) -> Response {
    let faults = control.readiness().await;
    let is_ready = faults.is_empty() || control.outage().grace_left.is_some();

    let mut body = json!({ "status": if is_ready { "ready" } else { "unavailable" } });
    if !faults.is_empty() {
        body["failing"] = faults.iter().map(described).collect();
    }
    let degraded = control.degraded();
    if !degraded.is_empty() {
        body["degraded"] = json!(degraded);
    }

    if is_ready {
        return refusal::json(StatusCode::OK, body.to_string());
    }
    let response = refusal::json(StatusCode::SERVICE_UNAVAILABLE, body.to_string());
    refusal::with_cause(response, &body["failing"])
}

fn described(fault: &Fault) -> Value {
    json!({ "path": fault.path.as_str(), "reason": fault.reason })
}
