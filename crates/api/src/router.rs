//! The routes of the server.

use std::{future::ready, sync::Arc};

use axum::{Router, extract::Request, http::Method, response::Response, routing::any};
use keyplane_control::Control;

use crate::{
    gateway,
    graphql::{self, endpoint},
    http::{
        authorize::authorize,
        cidr::Cidr,
        console::{self, PortalFiles},
        health,
        observe::{Observe, Surface, fault_throttle},
        published, refusal,
    },
    oauth,
};

/// Options of the router.
#[derive(Clone, Debug)]
pub struct ApiOptions {
    /// Proxies whose `X-Forwarded-For` is trusted; if empty, the source address is the socket's
    /// peer.
    pub trusted_proxies: Vec<Cidr>,
    /// The files under `/console/`.
    pub portal: PortalFiles,
}

impl Default for ApiOptions {
    /// No proxies, no portal.
    fn default() -> Self {
        Self { trusted_proxies: Vec::new(), portal: |_, _| None }
    }
}

/// The router with every HTTP path of the server. Serve it with
/// `into_make_service_with_connect_info::<SocketAddr>()`, or source addresses are unknown.
pub fn router(control: Control, options: ApiOptions) -> Router {
    let trusted_proxies: Arc<[Cidr]> = options.trusted_proxies.into();
    let faults = fault_throttle();
    let observe = |surface| Observe {
        control: control.clone(),
        trusted_proxies: Arc::clone(&trusted_proxies),
        surface,
        faults: Arc::clone(&faults),
    };
    let (observe_public, observe_admin) = (observe(Surface::Public), observe(Surface::Admin));
    let observe_gateway = observe(Surface::Gateway);

    let public = public(options.portal).with_state(control.clone()).layer(observe_public);
    let gateway = Router::new()
        .route("/p/{slug}/apis/{*rest}", any(gateway::check))
        .with_state(control.clone())
        .layer(observe_gateway);

    let endpoint =
        endpoint::Endpoint { control, schema: graphql::schema(), shares: graphql::Shares::new() };
    let admin = Router::new().route("/graphql", any(endpoint::serve)).with_state(endpoint);

    public.merge(gateway).merge(admin.layer(observe_admin))
}

fn public(portal: PortalFiles) -> Router<Control> {
    let console = move |request: Request| ready(console::console(portal, &request));

    Router::new()
        .route("/p/{slug}/.well-known/jwks.json", any(published::jwks))
        .route("/p/{slug}/.well-known/openid-configuration", any(published::discovery))
        .route("/.well-known/openid-configuration/p/{slug}", any(published::discovery))
        .route("/.well-known/oauth-authorization-server/p/{slug}", any(published::discovery))
        .route("/p/{slug}/oauth/authorize", any(authorize))
        .route("/p/{slug}/oauth/token", any(oauth::token))
        .route("/p/{slug}/oauth/introspect", any(oauth::introspect))
        .route("/p/{slug}/oauth/revoke", any(oauth::revoke))
        .route("/healthz", any(async |method| read_only(&method, ready(health::healthz())).await))
        .route(
            "/readyz",
            any(async |method, state| read_only(&method, health::readyz(state)).await),
        )
        .route("/", any(console::to_console))
        .route("/console", any(console::to_console))
        .route("/console/", any(console))
        .route(
            "/console/server.json",
            any(async |method, state| read_only(&method, ready(console::server(state))).await),
        )
        .route("/console/{*path}", any(console))
        .fallback(async || refusal::not_found())
}

/// 405 unless the method is GET or HEAD.
async fn read_only(method: &Method, answer: impl Future<Output = Response>) -> Response {
    if matches!(*method, Method::GET | Method::HEAD) {
        answer.await
    } else {
        refusal::method_not_allowed("GET, HEAD")
    }
}
