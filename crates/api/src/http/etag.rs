//! Conditional requests (RFC 9110 section 13).

use axum::http::{HeaderMap, header::IF_NONE_MATCH};

/// Whether `If-None-Match` lists `etag` (with its quotes), so that the response is 304. Uses the
/// weak comparison (RFC 9110 section 13.1.2).
pub(crate) fn none_match_names(headers: &HeaderMap, etag: &str) -> bool {
    headers.get_all(IF_NONE_MATCH).iter().any(|value| names(value.as_bytes(), etag.as_bytes()))
}

fn names(mut list: &[u8], etag: &[u8]) -> bool {
    if list.trim_ascii() == b"*" {
        return true;
    }
    // A tag may contain commas, so the list is parsed tag by tag.
    loop {
        list = list.trim_ascii_start();
        list = list.strip_prefix(b"W/").unwrap_or(list);
        let Some(end) = closing_quote(list) else { return false };
        if &list[..=end] == etag {
            return true;
        }
        list = list[end + 1..].trim_ascii_start();
        match list.strip_prefix(b",") {
            Some(rest) => list = rest,
            None => return false,
        }
    }
}

fn closing_quote(list: &[u8]) -> Option<usize> {
    let inner = list.strip_prefix(b"\"")?;
    inner.iter().position(|&byte| byte == b'"').map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_found_alone_weak_and_in_a_list() {
        for list in [r#""a""#, r#"W/"a""#, r#""b", "a""#, r#" "b" , W/"a" "#, "*", r#""x,y","a""#] {
            assert!(names(list.as_bytes(), br#""a""#), "{list}");
        }
    }

    #[test]
    fn other_tags_and_malformed_lists_do_not_match() {
        for list in ["", "a", r#""b""#, r#""a"#, r#""ab""#, r#""b" "a""#, r#"w/"a""#, r#""x,"a""#] {
            assert!(!names(list.as_bytes(), br#""a""#), "{list}");
        }
    }
}
