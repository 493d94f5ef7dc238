//! The origin of a request: only the portal of this server may use a browser's cookies.

use axum::http::{HeaderMap, StatusCode, header::ORIGIN};
use axum::response::Response;
use keyplane_control::PublicUrl;

use crate::http::refusal;

/// Refuses a request that another page than the portal's makes. A browser sends `Origin` with each
/// `POST`, and no page can forge it or `Sec-Fetch-Site`.
pub(super) fn require_own(headers: &HeaderMap, server: &PublicUrl) -> Result<(), Box<Response>> {
    let mut origins = headers.get_all(ORIGIN).iter();
    let is_own = match (origins.next(), origins.next()) {
        (Some(origin), None) => origin.as_bytes() == server.as_str().as_bytes(),
        (Some(_), Some(_)) | (None, _) => false,
    };
    let mut sites = headers.get_all("sec-fetch-site").iter();
    let is_same_site = sites.all(|site| site.as_bytes() == b"same-origin");
    if is_own && is_same_site {
        return Ok(());
    }
    Err(Box::new(refusal::refuse(
        StatusCode::FORBIDDEN,
        "wrong_origin",
        "only the portal at the public URL of this server may do this: open it there",
    )))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn only_the_portal_of_this_server_is_let_through() {
        let server: PublicUrl = "https://keys.example.com".parse().expect("a URL");
        let check = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.append(*name, HeaderValue::from_static(value));
            }
            require_own(&headers, &server).is_ok()
        };

        let own = ("origin", "https://keys.example.com");
        assert!(check(&[own]));
        assert!(check(&[own, ("sec-fetch-site", "same-origin")]));
        for bad in [
            &[][..],
            &[("origin", "null")],
            &[("origin", "https://evil.example")],
            &[("origin", "https://keys.example.com.evil.example")],
            &[("origin", "http://keys.example.com")],
            &[("origin", "https://keys.example.com/")],
            &[own, own],
            &[own, ("sec-fetch-site", "same-site")],
            &[own, ("sec-fetch-site", "cross-site")],
            &[own, ("sec-fetch-site", "none")],
        ] {
            assert!(!check(bad), "{bad:?}");
        }
    }
}
