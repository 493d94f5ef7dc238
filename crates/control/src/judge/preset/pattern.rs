//! Patterns of issuers, audiences and subjects.

use std::collections::BTreeMap;

/// What the placeholders of a pattern stand for.
pub(super) type Filled<'a> = BTreeMap<&'a str, &'a str>;

/// Whether the whole `text` fits `pattern`. A placeholder stands for one or more characters other
/// than `/`.
pub(super) fn fits(pattern: &str, text: &str) -> bool {
    fill(pattern, text).is_some()
}

/// What the placeholders of `pattern` stand for in `text`; `None` if it does not fit.
pub(super) fn fill<'a>(pattern: &'a str, text: &'a str) -> Option<Filled<'a>> {
    let mut filled = Filled::new();
    take(pattern, text, &mut filled).then_some(filled)
}

/// Whether the whole `text` fits `pattern`, in which the placeholders in `known` stand for the given
/// texts only.
pub(super) fn fits_with(pattern: &str, text: &str, known: &Filled<'_>) -> bool {
    let filled = known.iter().fold(pattern.to_owned(), |pattern, (name, value)| {
        pattern.replace(&format!("<{name}>"), value)
    });
    fits(&filled, text)
}

/// Whether `text` fits `pattern`; notes what the placeholders stand for.
fn take<'a>(pattern: &'a str, text: &'a str, filled: &mut Filled<'a>) -> bool {
    let Some((literal, rest)) = pattern.split_once('<') else {
        return text == pattern;
    };
    let (Some(text), Some((name, after))) = (text.strip_prefix(literal), rest.split_once('>'))
    else {
        return false;
    };

    let longest = text.find('/').unwrap_or(text.len());
    let ends = text[..longest].char_indices().map(|(at, letter)| at + letter.len_utf8());
    for end in ends {
        if take(after, &text[end..], filled) {
            filled.insert(name, &text[..end]);
            return true;
        }
    }
    false
}
