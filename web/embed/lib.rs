//! The portal's files, embedded into the binary; `build.rs` makes them.
//!
//! A file that the build compresses is embedded in its encodings only, which keeps the binary small. For a
//! client that takes none of them the file is unpacked once and kept.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    fmt::Write as _,
    io::Read as _,
    sync::{OnceLock, PoisonError, RwLock},
};

use flate2::read::GzDecoder;
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "$OUT_DIR/portal"]
struct Files;

/// The encodings of embedded files, the smallest first: the content coding (RFC 9110 section 8.4.1)
/// and the suffix of the file's name.
const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// One file, ready to be served.
#[derive(Clone, Debug)]
pub struct Asset {
    /// The file's bytes, in `encoding`.
    pub bytes: Cow<'static, [u8]>,
    /// The media type, for `Content-Type`.
    pub media_type: &'static str,
    /// The value for `Content-Encoding`; `None` if the bytes are not encoded.
    pub encoding: Option<&'static str>,
    /// A strong entity tag with its quotes (RFC 9110 section 8.8.3); differs for each encoding.
    pub etag: String,
    /// Whether the file's name changes with its content, so that caches may keep it indefinitely.
    pub is_immutable: bool,
}

/// The file at `path`, relative to the portal's root and without a leading slash, in the smallest
/// encoding that `accepts` allows. `None` if there is no such file.
pub fn asset(path: &str, accepts: impl Fn(&str) -> bool) -> Option<Asset> {
    if ENCODINGS.iter().any(|(_, suffix)| path.ends_with(suffix)) {
        return None;
    }
    let encoded = ENCODINGS
        .iter()
        .filter(|(coding, _)| accepts(coding))
        .find_map(|(coding, suffix)| Some((Files::get(&format!("{path}{suffix}"))?, *coding)));

    let encoding = encoded.as_ref().map(|(_, coding)| *coding);
    let (bytes, etag) = match encoded {
        Some((file, _)) => {
            let etag = etag(&hash(&file)[..16]);
            (file.data, etag)
        }
        None => unencoded(path)?,
    };
    Some(Asset {
        bytes,
        media_type: media_type(path),
        encoding,
        etag,
        is_immutable: path.starts_with("assets/"),
    })
}

/// The file without an encoding, and its entity tag.
fn unencoded(path: &str) -> Option<(Cow<'static, [u8]>, String)> {
    if let Some(file) = Files::get(path) {
        let etag = etag(&hash(&file)[..16]);
        return Some((file.data, etag));
    }

    let packed = Files::get(&format!("{path}.gz"))?;
    // The other half of the hash: the tag differs from the tag of the packed file.
    let etag = etag(&hash(&packed)[16..]);
    Some((Cow::Borrowed(unpacked(path, &packed)?), etag))
}

/// The content of an embedded `.gz`. There is a fixed number of these files, so what is kept is bounded.
fn unpacked(path: &str, packed: &EmbeddedFile) -> Option<&'static [u8]> {
    static KEPT: OnceLock<RwLock<BTreeMap<String, &'static [u8]>>> = OnceLock::new();
    let kept = KEPT.get_or_init(RwLock::default);
    if let Some(bytes) = kept.read().unwrap_or_else(PoisonError::into_inner).get(path) {
        return Some(bytes);
    }

    let mut kept = kept.write().unwrap_or_else(PoisonError::into_inner);
    if let Some(bytes) = kept.get(path) {
        return Some(bytes);
    }
    let mut bytes = Vec::new();
    GzDecoder::new(&*packed.data).read_to_end(&mut bytes).ok()?;
    let bytes: &'static [u8] = bytes.leak();
    kept.insert(path.to_owned(), bytes);
    Some(bytes)
}

fn hash(file: &EmbeddedFile) -> [u8; 32] {
    file.metadata.sha256_hash()
}

fn etag(hash: &[u8]) -> String {
    let mut tag = String::with_capacity(34);
    tag.push('"');
    for byte in hash {
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
        Some("ttf") => "font/ttf",
        Some("txt") => "text/plain; charset=utf-8",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(path: &str) -> Option<Asset> {
        asset(path, |_| false)
    }

    #[test]
    fn the_first_page_is_there_with_its_type_and_a_strong_tag() {
        let page = plain("index.html").expect("the first page");
        assert_eq!(page.media_type, "text/html; charset=utf-8");
        assert!(!page.is_immutable, "a new build must be found");
        assert!(page.etag.starts_with('"') && page.etag.ends_with('"') && page.etag.len() == 34);
        assert_eq!(page.etag, plain("index.html").expect("the first page").etag);
    }

    #[test]
    fn what_is_not_embedded_is_not_served() {
        for path in ["", "missing.js", "../Cargo.toml", "/index.html", ".sources"] {
            assert!(plain(path).is_none(), "{path}");
        }
    }

    #[test]
    fn a_compressed_file_is_served_for_its_original_only_and_where_it_is_taken() {
        for path in Files::iter().filter(|path| path.ends_with(".br")) {
            assert!(plain(&path).is_none(), "{path}");
            let original = path.trim_end_matches(".br");
            let full = plain(original).expect("the file itself");
            let small = asset(original, |_| true).expect("the file, compressed");
            assert_eq!((full.encoding, small.encoding), (None, Some("br")), "{path}");
            assert!(Files::get(original).is_none(), "{path}: embedded twice");
            assert!(full.bytes.len() > small.bytes.len(), "{path}");
            assert_eq!(plain(original).expect("the file again").bytes, full.bytes, "{path}");
            assert_eq!(full.media_type, small.media_type);
            assert_ne!(full.etag, small.etag, "{path}");
            let gzip = asset(original, |coding| coding == "gzip").expect("the file, for gzip");
            assert_eq!(gzip.encoding, Some("gzip"), "{path}");
            assert_ne!(full.etag, gzip.etag, "{path}");
        }
    }
}
