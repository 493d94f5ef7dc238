//! Which paths a source file names.

/// A file's text without its comments and without what its string and character literals say.
pub(super) fn code_of(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let skipped = skipped(rest, code.chars().next_back());
        if skipped > 0 {
            code.push(' ');
            rest = &rest[skipped..];
        } else {
            code.push(letter);
            rest = &rest[letter.len_utf8()..];
        }
    }
    code
}

/// The length of the comment or literal that `rest` starts with; 0 for other code. `before`: the
/// letter before it.
fn skipped(rest: &str, before: Option<char>) -> usize {
    let until = |end: &str, from: usize| {
        rest[from..].find(end).map_or(rest.len(), |at| from + at + end.len())
    };

    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return until("*/", 2);
    }

    let is_word = before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    let raw = rest.strip_prefix('r').filter(|_| !is_word || before == Some('b'));
    if let Some(raw) = raw {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            return until(&format!("\"{}", "#".repeat(hashes)), hashes + 2);
        }
    }

    if rest.starts_with('"') {
        return quoted(rest, '"');
    }
    // A lifetime has no second quote.
    let mut after = rest.chars().skip(1);
    let is_letter = match (rest.starts_with('\''), after.next()) {
        (true, Some('\\')) => true,
        (true, Some(_)) => after.next() == Some('\''),
        (true, None) | (false, _) => false,
    };
    if is_letter { quoted(rest, '\'') } else { 0 }
}

/// The length of a literal in quotes, in which a backslash escapes the next letter.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The paths of the `use` items, each with whether it is public, and the code without them.
pub(super) fn imports(code: &str) -> (Vec<(bool, String)>, String) {
    let (mut found, mut others) = (Vec::new(), String::new());
    let mut rest = code;
    while let Some(at) = rest.find("use ") {
        let line = rest[..at].rsplit('\n').next().unwrap_or_default().trim();
        let is_item = line.is_empty() || line.starts_with("pub");
        let Some(end) = rest[at..].find(';').filter(|_| is_item) else {
            others.push_str(&rest[..at + 4]);
            rest = &rest[at + 4..];
            continue;
        };

        let body: String = rest[at + 4..at + end].split_whitespace().collect();
        flatten("", &body, &mut |path| found.push((line.starts_with("pub"), path)));
        others.push_str(&rest[..at]);
        rest = &rest[at + end..];
    }
    others.push_str(rest);
    (found, others)
}

/// The paths of the crate that code names without importing them.
pub(super) fn inline_paths(code: &str) -> Vec<String> {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
    let after = code.split("crate::").skip(1);
    let tails = after.map(|tail| tail.split(|letter| !is_part(letter)).next().unwrap_or_default());
    tails.map(|tail| format!("crate::{}", tail.trim_end_matches(':'))).collect()
}

/// Calls `each` with every path of a `use` tree without blanks.
fn flatten(prefix: &str, tree: &str, each: &mut impl FnMut(String)) {
    let Some(open) = tree.find('{') else {
        return each(format!("{prefix}{tree}").trim_end_matches("::self").to_owned());
    };
    let prefix = format!("{prefix}{}", &tree[..open]);
    let (mut depth, mut start) = (0, open + 1);
    for (at, letter) in tree.char_indices().skip(open + 1) {
        match letter {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                if start < at {
                    flatten(&prefix, &tree[start..at], each);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// The full path of an import inside the crate; `None` for one of another crate.
pub(super) fn absolute(module: &str, path: &str) -> Option<String> {
    let mut parts: Vec<_> = path.split("::").collect();
    let mut base: Vec<_> = module.split("::").filter(|part| !part.is_empty()).collect();

    match *parts.first()? {
        "crate" => base.clear(),
        "self" => {}
        "super" => {
            while parts.get(1) == Some(&"super") {
                parts.remove(0);
                base.pop();
            }
            base.pop();
        }
        // A child module, as in `pub use rotate::RotateKey`.
        first if first.chars().all(|letter| letter.is_lowercase() || letter == '_') => {
            base.push(first);
        }
        _ => return None,
    }

    base.extend(parts.into_iter().skip(1));
    Some(base.join("::"))
}

#[test]
fn paths_are_read_in_code_but_not_in_comments_and_literals() {
    let text = r##"
// use crate::a; crate::b
/* crate::c */ use crate::d::{E, f::G};
fn h<'a>(text: &'a str) -> crate::i::J {
    use crate::k::L;
    let _ = ("crate::m \" crate::n", r#"crate::" o"#, '"', b'\'', "crate::p");
    $crate::q::r(text)
}
#[cfg(test)]
mod tests {}
"##;
    let code = code_of(text);
    let (items, rest) = imports(&code);

    let items: Vec<_> = items.iter().map(|(_, path)| &**path).collect();
    assert_eq!(items, ["crate::d::E", "crate::d::f::G", "crate::k::L"]);
    assert_eq!(inline_paths(&rest), ["crate::i::J", "crate::q::r"]);
    assert!(code.contains("\n#[cfg(test)]\nmod tests"));
}
