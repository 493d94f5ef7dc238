//! The portal's files, embedded into the binary.

use std::{borrow::Cow, fmt::Write as _};

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "placeholder"]
struct Files;

/// One file, ready to be served.
#[derive(Clone, Debug)]
pub struct Asset {
    /// The file's bytes.
    pub bytes: Cow<'static, [u8]>,
    /// Its media type, for `Content-Type`.
    pub media_type: &'static str,
    /// A strong entity tag with its quotes (RFC 9110 section 8.8.3).
    pub etag: String,
}

/// The file at `path`, relative to the portal's root and without a leading slash. `None` where
/// there is no such file.
pub fn asset(path: &str) -> Option<Asset> {
    let file = Files::get(path)?;
    Some(Asset {
        media_type: media_type(path),
        etag: etag(&file.metadata.sha256_hash()),
        bytes: file.data,
    })
}

fn etag(hash: &[u8; 32]) -> String {
    let mut tag = String::with_capacity(34);
    tag.push('"');
    for byte in &hash[..16] {
        // Writing to a string cannot fail.
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push('"');
    tag
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("ico") => "image/x-icon",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("txt") => "text/plain; charset=utf-8",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_page_is_there_with_its_type_and_a_strong_tag() {
        let page = asset("index.html").expect("the first page");
        assert_eq!(page.media_type, "text/html; charset=utf-8");
        assert!(page.etag.starts_with('"') && page.etag.ends_with('"') && page.etag.len() == 34);
        assert_eq!(page.etag, asset("index.html").expect("the first page").etag);
    }

    #[test]
    fn what_is_not_embedded_is_not_served() {
        for path in ["", "missing.js", "../Cargo.toml", "/index.html"] {
            assert!(asset(path).is_none(), "{path}");
        }
    }
}
