//! SPIFFE IDs (the SPIFFE ID specification, section 2).

/// The longest SPIFFE ID, in bytes.
const MAX_BYTES: usize = 2048;
/// The longest trust domain, in bytes.
const MAX_TRUST_DOMAIN_BYTES: usize = 255;

/// The SPIFFE ID of a workload: `spiffe://`, a trust domain and a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpiffeId<'a> {
    trust_domain: &'a str,
}

impl<'a> SpiffeId<'a> {
    /// Parses an ID; `None` if it is not a workload's ID in its only valid form. It has no port,
    /// query, fragment, percent-encoding, empty or relative segment, so it is compared by bytes.
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        if text.len() > MAX_BYTES {
            return None;
        }
        let (trust_domain, path) = text.strip_prefix("spiffe://")?.split_once('/')?;
        let is_valid = is_trust_domain(trust_domain) && path.split('/').all(is_segment);
        is_valid.then_some(Self { trust_domain })
    }

    /// The trust domain.
    #[must_use]
    pub fn trust_domain(self) -> &'a str {
        self.trust_domain
    }
}

/// Whether a text is a trust domain: 1 to 255 of `a-z`, `0-9`, `.`, `-` and `_`.
#[must_use]
pub fn is_trust_domain(text: &str) -> bool {
    let is_sign = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_');
    (1..=MAX_TRUST_DOMAIN_BYTES).contains(&text.len()) && text.bytes().all(is_sign)
}

fn is_segment(text: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    !matches!(text, "" | "." | "..") && text.bytes().all(is_sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spiffe_id_has_a_trust_domain_and_a_path_and_one_form() {
        let id =
            SpiffeId::parse("spiffe://example.org/ns/shop/sa/web_1.2").map(SpiffeId::trust_domain);

        assert_eq!(id, Some("example.org"));
        for text in [
            "",
            "spiffe://",
            "spiffe://example.org",
            "spiffe://example.org/",
            "spiffe:///ns",
            "spiffe://example.org/ns/",
            "spiffe://example.org//ns",
            "spiffe://example.org/./ns",
            "spiffe://example.org/../ns",
            "spiffe://Example.org/ns",
            "spiffe://example.org:443/ns",
            "spiffe://me@example.org/ns",
            "spiffe://example.org/n%73",
            "spiffe://example.org/ns?x",
            "spiffe://example.org/ns#x",
            "spiffe://example.org/né",
            "spiffe://exаmple.org/ns",
            "SPIFFE://example.org/ns",
            " spiffe://example.org/ns",
            "https://example.org/ns",
        ] {
            assert_eq!(SpiffeId::parse(text), None, "{text}");
        }
        let long = format!("spiffe://example.org/{}", "a".repeat(MAX_BYTES));
        assert_eq!(SpiffeId::parse(&long), None);
        assert!(!is_trust_domain(&"a".repeat(256)));
    }
}
