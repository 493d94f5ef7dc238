//! Passes the embedded portal files to the crate that serves them.

use keyplane_api::PortalFile;

/// The file at `path`: see [`keyplane_web::asset`].
pub(crate) fn file(path: &str, accepts: &dyn Fn(&str) -> bool) -> Option<PortalFile> {
    let keyplane_web::Asset { bytes, media_type, encoding, etag, is_immutable } =
        keyplane_web::asset(path, accepts)?;
    Some(PortalFile { bytes, media_type, encoding, etag, is_immutable })
}
