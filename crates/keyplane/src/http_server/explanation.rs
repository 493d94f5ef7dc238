//! Adds a reason to the bare status with which hyper refuses a request's head.

use super::head::{MAX_HEAD_BYTES, MAX_HEADERS};

/// A complete answer to send instead of `bare`, if `bare` is exactly one of hyper's refusals.
pub(super) fn of(bare: &[u8]) -> Option<String> {
    let head = std::str::from_utf8(bare).ok()?.strip_suffix("\r\n\r\n")?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.strip_prefix("HTTP/1.1 ")?;
    // A blank line would end one answer and begin another.
    if head.contains("\r\n\r\n") || !lines.any(|line| line == "content-length: 0") {
        return None;
    }
    let why = match status.split(' ').next()? {
        "400" => "the head of the request is not HTTP/1.1 (RFC 9112)".to_owned(),
        "414" => "the target of the request is longer than 65,534 bytes".to_owned(),
        "431" => format!(
            "the head of the request is longer than {} KiB or has more than {MAX_HEADERS} headers",
            MAX_HEAD_BYTES / 1024
        ),
        _ => return None,
    };
    Some(answer(status, &why))
}

/// An answer that closes its connection. `status` is the code and its phrase; `why` must not
/// need escaping in JSON.
pub(super) fn answer(status: &str, why: &str) -> String {
    let error = if status.starts_with('5') { "temporarily_unavailable" } else { "invalid_request" };
    let retry = if status.starts_with('5') { "retry-after: 1\r\n" } else { "" };
    let body = format!(r#"{{"error":"{error}","error_description":"{why}"}}"#);
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncache-control: no-store\r\n\
         {retry}connection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_refusal_gets_its_reason_and_nothing_else_is_touched() {
        let bare = |status: &str, length: &str| {
            format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n")
        };
        let status = "431 Request Header Fields Too Large";
        let answer = of(bare(status, "0").as_bytes()).unwrap();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}\r\n")), "{answer}");
        assert!(answer.ends_with("than 64 KiB or has more than 256 headers\"}"), "{answer}");
        for other in [
            bare(status, "7"),
            bare("200 OK", "0"),
            bare("404 Not Found", "0"),
            bare(status, "0") + "body",
            bare("200 OK", "0") + &bare(status, "0"),
            bare(status, "0") + &bare(status, "0"),
        ] {
            assert_eq!(of(other.as_bytes()), None, "{other}");
        }
    }
}
