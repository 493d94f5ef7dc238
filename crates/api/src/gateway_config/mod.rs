//! Configurations of gateways that let only requests admitted by Keyplane reach an API: one
//! template per gateway, in `templates/gateway`.

mod origin;

use askama::Template;
use async_graphql::Enum;
use keyplane_control::{Error, ProtectedResource, PublicUrl};

use self::origin::Origin;
use crate::identity_header::{IdentityHeader, spellings};

/// Gateway product that can ask Keyplane about each request to an API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum Gateway {
    /// nginx, with `auth_request`.
    Nginx,
    /// Caddy, with `forward_auth`.
    Caddy,
    /// Traefik, with `ForwardAuth`.
    Traefik,
    /// Envoy, with `ext_authz`.
    Envoy,
}

/// The authorities that Debian, Ubuntu, Alpine and the gateways' own images trust.
const CERTIFICATES: &str = "/etc/ssl/certs/ca-certificates.crt";

/// Request targets that two servers may read differently before their query: empty and dot
/// segments (`..;` too, which servlet containers take for `..`), backslashes, encoded slashes,
/// backslashes, dots and zero bytes, and `#`, where the path ends for nginx. One text for PCRE
/// (nginx) and RE2 (Caddy), without anything that either file's own quoting would change.
const TRICKS: &str = r"(?i)^[^?]*(//|\x5c|%2f|%5c|%2e|%00|#|/[.][.]?([/;?]|$))";

#[derive(Template)]
#[template(path = "gateway/nginx.conf", escape = "none")]
struct Nginx<'a> {
    site: &'a Site<'a>,
    spellings: &'a [String],
}

#[derive(Template)]
#[template(path = "gateway/Caddyfile", escape = "none")]
struct Caddy<'a> {
    site: &'a Site<'a>,
}

#[derive(Template)]
#[template(path = "gateway/traefik.yaml", escape = "none")]
struct Traefik<'a> {
    site: &'a Site<'a>,
}

#[derive(Template)]
#[template(path = "gateway/envoy.yaml", escape = "none")]
struct Envoy<'a> {
    site: &'a Site<'a>,
}

/// The values in the templates for an API behind a gateway. No text has a special meaning in any of
/// the files.
struct Site<'a> {
    /// The project's slug.
    project: &'a str,
    /// The API's name.
    api: &'a str,
    /// Prefix of the names in the file. It differs between APIs, because neither part contains an
    /// underscore.
    name: String,
    /// Address of Keyplane.
    keyplane: Origin,
    /// Path of the gateway check at Keyplane.
    verify: String,
    /// The API's resource metadata document; `None` if it has none, or one at a path that cannot be
    /// written in every file.
    metadata: Option<Metadata>,
    /// Address of the API.
    upstream: Origin,
    headers: [IdentityHeader; 4],
    certificates: &'static str,
    tricks: &'static str,
}

/// Where a resource metadata document is.
struct Metadata {
    /// Path at which clients of the API ask for it.
    path: String,
    /// Path at Keyplane.
    at_keyplane: String,
}

impl Metadata {
    /// Paths of plain characters alone, of which none has a meaning in a configuration, and that the
    /// gateways let through.
    fn of(site: &GatewaySite<'_>) -> Option<Self> {
        let path = ProtectedResource::of(site.identifier)?.metadata_path();
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/.-_~:@+,".contains(&byte);
        let is_read_in_one_way = path.split('/').skip(1).all(|one| !matches!(one, "." | ".."));
        if !path.bytes().all(is_plain) || !is_read_in_one_way || path.contains("//") {
            return None;
        }
        let endpoint = site.public_url.resource_metadata_endpoint(site.project, site.api);
        let at_keyplane = endpoint.trim_start_matches(site.public_url.as_str()).to_owned();
        Some(Self { path, at_keyplane })
    }
}

impl Site<'_> {
    /// Envoy's upstreams, by the suffixes of their names.
    fn clusters(&self) -> [(&'static str, &Origin); 2] {
        [("check", &self.keyplane), ("upstream", &self.upstream)]
    }
}

/// An API that is to be behind a gateway.
pub(crate) struct GatewaySite<'a> {
    /// Public URL of Keyplane.
    pub(crate) public_url: &'a PublicUrl,
    /// Slug of the API's project.
    pub(crate) project: &'a str,
    /// Name of the API.
    pub(crate) api: &'a str,
    /// Identifier of the API.
    pub(crate) identifier: &'a str,
    /// Origin of the API itself: `http://HOST[:PORT]` or `https://HOST[:PORT]`.
    pub(crate) upstream: &'a str,
}

impl GatewaySite<'_> {
    /// A complete configuration of a gateway in front of the API.
    pub(crate) fn config(&self, gateway: Gateway) -> Result<String, Error> {
        let Self { public_url, project, api, upstream, .. } = *self;
        let upstream = Origin::parse(upstream).ok_or_else(|| {
            Error::argument(
                "upstream",
                "must be http:// or https://, a host name or address, maybe a port, and nothing \
                 behind",
            )
        })?;

        let keyplane = Origin::parse(public_url.as_str()).ok_or_else(|| {
            Error::PreconditionFailed(format!(
                "the host of the public URL {public_url} is none that gateways take"
            ))
        })?;

        let endpoint = public_url.verify_endpoint(project, api);
        let verify = endpoint.trim_start_matches(public_url.as_str()).to_owned();
        let site = Site {
            project,
            api,
            name: format!("{project}_{api}"),
            keyplane,
            verify,
            metadata: Metadata::of(self),
            upstream,
            headers: IdentityHeader::ALL,
            certificates: CERTIFICATES,
            tricks: TRICKS,
        };
        write(gateway, &site)
    }
}

fn write(gateway: Gateway, site: &Site<'_>) -> Result<String, Error> {
    let text = match gateway {
        Gateway::Nginx => Nginx { site, spellings: &spellings() }.render(),
        Gateway::Caddy => Caddy { site }.render(),
        Gateway::Traefik => Traefik { site }.render(),
        Gateway::Envoy => Envoy { site }.render(),
    };
    // Rendering removes the newline at the end of a template.
    text.map(|text| text + "\n")
        .map_err(|error| Error::Internal(format!("gateway configuration: {error}")))
}
