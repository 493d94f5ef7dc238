//! Input in error messages. Input in the wrong place may be a private key or a secret.

/// The longest run of base64 characters that is shown. Typical names are shorter; a line of a PEM
/// file, a client secret and the private member of an EC JWK are longer.
pub const MAX_SHOWN_WORD: usize = 40;
/// The longest text that is shown, in bytes.
const MAX_SHOWN: usize = 500;
/// Replaces omitted text.
const LEFT_OUT: &str = "…";

/// The form of an input that an error message may repeat: without runs of more than
/// [`MAX_SHOWN_WORD`] base64 characters, and cut off after 500 bytes.
pub fn shown(text: &str) -> String {
    let is_sign = |letter: char| letter.is_ascii_alphanumeric() || "+/=_-".contains(letter);
    let mut shown = String::with_capacity(text.len().min(MAX_SHOWN));
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = is_sign(first);
        let end = rest.find(|letter| is_sign(letter) != is_word).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        shown.push_str(if is_word && run.len() > MAX_SHOWN_WORD { LEFT_OUT } else { run });
        if shown.len() > MAX_SHOWN {
            let end = (0..=MAX_SHOWN).rev().find(|at| shown.is_char_boundary(*at));
            shown.truncate(end.unwrap_or_default());
            shown.push_str(LEFT_OUT);
            return shown;
        }
        rest = after;
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_key_is_left_out_and_a_name_is_not() {
        let line = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";
        assert_eq!(shown(&format!("a \"{line}\", b")), "a \"…\", b");
        assert_eq!(shown(line), "…");
        for text in ["", "orders:read", "é".repeat(100).as_str(), &"a".repeat(40)] {
            assert_eq!(shown(text), text);
        }
        assert!(shown(&"word ".repeat(1000)).len() < 510);
        assert!(shown(&"é".repeat(1000)).ends_with('…'));
    }
}
