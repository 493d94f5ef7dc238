//! A portal of three files, so that no test of the server needs npm.

use std::borrow::Cow;

use keyplane_api::PortalFile;

/// Path, media type, content, content in Brotli and in gzip (as good as: the server only carries
/// them).
type Entry = (&'static str, &'static str, &'static [u8], Option<(&'static [u8], &'static [u8])>);

const FILES: [Entry; 3] = [
    ("index.html", "text/html; charset=utf-8", b"<html>the portal</html>", None),
    ("favicon.svg", "image/svg+xml", b"<svg/>", None),
    (
        "assets/index-1a2b3c4d.js",
        "text/javascript; charset=utf-8",
        b"the portal's script",
        Some((b"in Brotli", b"in gzip")),
    ),
];

/// One of the files, in the first encoding that is taken.
pub(crate) fn file(path: &str, accepts: &dyn Fn(&str) -> bool) -> Option<PortalFile> {
    let (_, media_type, plain, small) = FILES.into_iter().find(|(name, ..)| *name == path)?;
    let (bytes, encoding) = match small {
        Some((brotli, _)) if accepts("br") => (brotli, Some("br")),
        Some((_, gzip)) if accepts("gzip") => (gzip, Some("gzip")),
        _ => (plain, None),
    };
    Some(PortalFile {
        bytes: Cow::Borrowed(bytes),
        media_type,
        encoding,
        etag: format!("\"{path} {}\"", encoding.unwrap_or_default()),
        is_immutable: path.starts_with("assets/"),
    })
}
