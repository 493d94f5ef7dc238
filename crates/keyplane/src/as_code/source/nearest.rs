//! The name that was probably meant.

/// The known name that is nearest to `name`, if one is near.
pub(super) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // A longer text is no slip of the fingers, and comparing it takes time.
    if name.len() > 64 {
        return None;
    }
    let lower = name.to_lowercase();
    let distances =
        known.map(|one| (strsim::damerau_levenshtein(&lower, &one.to_lowercase()), one));
    let (distance, found) = distances.min_by_key(|(distance, _)| *distance)?;
    (distance <= 1 + name.len() / 4).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_the_name_and_another_word_does_not() {
        let known = ["description", "accessTokenFormat", "owner"];
        let nearest = |name| nearest(name, known.into_iter());
        assert_eq!(nearest("descripton"), Some("description"));
        assert_eq!(nearest("access_token_format"), Some("accessTokenFormat"));
        assert_eq!(nearest("onwer"), Some("owner"));
        assert_eq!(nearest("secret"), None);
        assert_eq!(nearest(&"x".repeat(1000)), None);
    }
}
