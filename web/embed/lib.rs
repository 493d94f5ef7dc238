//! The portal's files, embedded into the binary; `build.rs` makes them. Text files are there compressed
//! only.

use std::{borrow::Cow, collections::HashMap, fmt::Write as _, io::Read as _, sync::LazyLock};

use flate2::read::GzDecoder;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "$OUT_DIR/portal"]
struct Files;

/// The encodings of embedded files, the smallest first: the content coding (RFC 9110 section 8.4.1)
/// and the suffix of the file's name.
const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// Suffix of the files that plain ones are made from.
const GZIP: &str = ".gz";

/// The files that are embedded compressed only, made for the first client that takes no compression,
/// some 8 MB in all. Browsers never ask for them.
static INFLATED: LazyLock<HashMap<String, Vec<u8>>> = LazyLock::new(|| {
    let names = Files::iter().filter_map(|name| name.strip_suffix(GZIP).map(str::to_owned));
    names.filter_map(|name| inflate(&name).map(|bytes| (name, bytes))).collect()
});

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
    let mut compressed = ENCODINGS.iter().filter(|(coding, _)| accepts(coding));
    let found = compressed
        .find_map(|(coding, suffix)| Some((Files::get(&format!("{path}{suffix}"))?, *coding)));
    let (bytes, hash, encoding) = match found {
        Some((file, coding)) => (file.data, file.metadata.sha256_hash(), Some(coding)),
        None => plain(path)?,
    };
    Some(Asset {
        media_type: media_type(path),
        etag: etag(&hash),
        encoding,
        bytes,
        is_immutable: path.starts_with("assets/"),
    })
}

/// The bytes of a file without an encoding, and what its tag is made of.
fn plain(path: &str) -> Option<Plain> {
    if let Some(file) = Files::get(path) {
        return Some((file.data, file.metadata.sha256_hash(), None));
    }
    // Another half of the hash, so that the tag differs from that of the compressed file.
    let mut hash = Files::get(&format!("{path}{GZIP}"))?.metadata.sha256_hash();
    hash.rotate_left(16);
    Some((Cow::Borrowed(INFLATED.get(path)?), hash, None))
}

type Plain = (Cow<'static, [u8]>, [u8; 32], Option<&'static str>);

fn inflate(path: &str) -> Option<Vec<u8>> {
    let file = Files::get(&format!("{path}{GZIP}"))?;
    let mut bytes = Vec::new();
    GzDecoder::new(&*file.data).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// A strong tag from the first half of a hash.
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
        Some("ttf") => "font/ttf",
        Some("txt") => "text/plain; charset=utf-8",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uncompressed(path: &str) -> Option<Asset> {
        asset(path, |_| false)
    }

    #[test]
    fn the_first_page_is_there_with_its_type_and_a_strong_tag() {
        let page = uncompressed("index.html").expect("the first page");
        assert_eq!(page.media_type, "text/html; charset=utf-8");
        assert!(!page.is_immutable, "a new build must be found");
        assert!(page.etag.starts_with('"') && page.etag.ends_with('"') && page.etag.len() == 34);
        assert_eq!(page.etag, uncompressed("index.html").expect("the first page").etag);
    }

    #[test]
    fn what_is_not_embedded_is_not_served() {
        for path in ["", "missing.js", "../Cargo.toml", "/index.html", ".sources"] {
            assert!(uncompressed(path).is_none(), "{path}");
        }
    }

    #[test]
    fn a_compressed_file_is_served_for_its_original_only_and_where_it_is_taken() {
        for path in Files::iter().filter(|path| path.ends_with(".br")) {
            assert!(uncompressed(&path).is_none(), "{path}");
            let original = path.trim_end_matches(".br");
            assert!(Files::get(original).is_none(), "{path} is embedded twice");
            let full = uncompressed(original).expect("the file itself");
            let small = asset(original, |_| true).expect("the file, compressed");
            assert_eq!((full.encoding, small.encoding), (None, Some("br")), "{path}");
            assert_eq!(full.media_type, small.media_type);
            let gzip = asset(original, |coding| coding == "gzip").expect("the file, for gzip");
            assert_eq!(gzip.encoding, Some("gzip"), "{path}");
            assert!(full.bytes.len() > gzip.bytes.len());
            assert!(full.etag != small.etag && full.etag != gzip.etag, "{path}");
        }
    }
}
