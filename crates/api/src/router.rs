//! The routes of the server.

use std::{future::ready, sync::Arc};

use axum::{
    Router,
    extract::Request,
    routing::{any, get},
};
use keyplane_control::{
    Cidr, Control,
    paths::{APIS, ISSUERS, IssuerPath},
};

use crate::{
    gateway, graphql,
    http::{
        authorize::authorize,
        console::{self, PortalFiles},
        health,
        machines::MachineState,
        observe::{Observer, Surface},
        published, refusal,
        sources::Sources,
    },
    oauth, sign_in,
    telemetry::Telemetry,
};

/// Options of the router.
#[derive(Clone, Debug)]
pub struct ApiOptions {
    /// Proxies whose `X-Forwarded-For` is trusted; if empty, the source address is the socket's
    /// peer.
    pub trusted_proxies: Vec<Cidr>,
    /// The files under `/console/`.
    pub portal: PortalFiles,
    /// What operators learn about requests.
    pub telemetry: Arc<Telemetry>,
}

impl Default for ApiOptions {
    /// No proxies, no portal.
    fn default() -> Self {
        Self { trusted_proxies: Vec::new(), portal: |_, _| None, telemetry: Arc::default() }
    }
}

/// The router with every HTTP path of the server. Serve it with
/// `into_make_service_with_connect_info::<SocketAddr>()`, or source addresses are unknown.
pub fn router(control: Control, options: ApiOptions) -> Router {
    let ApiOptions { trusted_proxies, portal, telemetry } = options;
    let authorization = format!("{ISSUERS}{{slug}}{}", IssuerPath::Authorization.as_str());
    let check = format!("{ISSUERS}{{slug}}/{APIS}/{{*rest}}");

    let sources = Sources::new(trusted_proxies);
    let machines = MachineState { control: control.clone(), sources: sources.clone() };
    let public = Router::new()
        .merge(published::routes())
        .merge(oauth::routes().with_state(machines.clone()))
        .merge(server(portal))
        .route(&authorization, any(authorize))
        .fallback(async || refusal::not_found())
        .with_state(control.clone());
    let sign_in = sign_in::routes().with_state(machines.clone());
    let gateway = Router::new().route(&check, any(gateway::check)).with_state(machines);

    let admin = graphql::routes(control.clone()).merge(sign_in);
    let observer = Observer::new(control, sources, telemetry, graphql::internal);
    observer
        .around(Surface::Public, public)
        .merge(observer.around(Surface::Gateway, gateway))
        .merge(observer.around(Surface::Admin, admin))
}

/// The paths of the server itself, which are only read: health and the portal.
fn server(portal: PortalFiles) -> Router<Control> {
    let console = move |request: Request| ready(console::console(portal, &request));

    Router::new()
        .route("/healthz", get(async || health::healthz()))
        .route("/readyz", get(health::readyz))
        .route("/", get(async || console::to_console()))
        .route("/console", get(async || console::to_console()))
        .route("/console/", get(console))
        .route("/console/server.json", get(async |state| console::server(state)))
        .route("/console/{*path}", get(console))
        .method_not_allowed_fallback(async || refusal::method_not_allowed("GET, HEAD"))
}
