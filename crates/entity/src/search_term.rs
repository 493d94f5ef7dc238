//! The index behind every `search` argument: the texts that a row is found by, one row per term.
//!
//! A name gives one term for each of its words, reaching to the name's end, so that a prefix of
//! any word, or of several in a row, is a prefix of a term. Terms are lower-case bytes, so that
//! both databases order them alike and an index range answers a prefix.

use sea_orm::{Condition, entity::prelude::*};

use crate::Scope;

/// Maximum length of a term, in bytes.
const MAX_TERM: usize = 128;
/// Maximum number of terms from one text.
const MAX_TERMS: usize = 16;

/// Kind of the row that a term leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Kind {
    /// A project; its scope is the instance.
    Project,
    /// An application; its scope is its project.
    Application,
    /// A key; its scope is its own.
    Key,
    /// An API; its scope is its project.
    Api,
}

/// One term of one row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "search_term")]
pub struct Model {
    /// The scope in which the target is listed.
    #[sea_orm(primary_key, auto_increment = false)]
    pub scope_id: Uuid,
    /// Kind of the target.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: Kind,
    /// The lower-case term.
    #[sea_orm(primary_key, auto_increment = false)]
    pub term: Vec<u8>,
    /// ID of the row that is found.
    #[sea_orm(primary_key, auto_increment = false)]
    pub target_id: Uuid,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The terms of a row that is found by `texts` (a name, a slug, a kid): sorted, each once.
pub fn terms<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<Vec<u8>> {
    let mut terms: Vec<_> = texts.into_iter().flat_map(terms_of).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

fn terms_of(text: &str) -> Vec<Vec<u8>> {
    let text = text.trim().to_lowercase();
    let mut inside = None;
    let mut starts = Vec::new();
    for (at, letter) in text.char_indices() {
        let kind = (letter.is_whitespace(), letter.is_alphanumeric());
        // A word begins after a blank, and where letters and digits begin after other signs.
        let begins =
            !kind.0 && inside.is_none_or(|(blank, word): (bool, bool)| blank || (kind.1 && !word));
        if begins {
            starts.push(at);
        }
        inside = Some(kind);
    }
    starts.truncate(MAX_TERMS);
    starts.into_iter().map(|at| cut(&text[at..]).to_vec()).collect()
}

fn cut(text: &str) -> &[u8] {
    &text.as_bytes()[..text.len().min(MAX_TERM)]
}

/// The terms that begin with `search`, whatever characters it holds. `None` when there is
/// nothing to search for.
pub fn begins_with(search: &str) -> Option<Condition> {
    let text = search.trim().to_lowercase();
    if text.is_empty() {
        return None;
    }
    let from = cut(&text).to_vec();
    let mut to = from.clone();
    // UTF-8 holds no byte 0xFF, so the last byte can always be raised.
    if let Some(last) = to.last_mut() {
        *last = last.saturating_add(1);
    }
    Some(Condition::all().add(Column::Term.gte(from)).add(Column::Term.lt(to)))
}

/// The bytes that a term contains if it contains `search`. `None` for fewer than two bytes, which
/// nearly every term contains.
pub fn needle(search: &str) -> Option<Vec<u8>> {
    let text = search.trim().to_lowercase();
    (text.len() >= 2).then(|| cut(&text).to_vec())
}

impl Entity {
    /// The terms of one kind in one scope.
    pub fn in_scope(scope: Scope, kind: Kind) -> Select<Self> {
        Self::find().filter(Column::ScopeId.eq(scope.id())).filter(Column::Kind.eq(kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(name: &str) -> Vec<String> {
        terms([name]).into_iter().map(|term| String::from_utf8_lossy(&term).into_owned()).collect()
    }

    #[test]
    fn each_word_gives_a_term_that_reaches_to_the_end() {
        assert_eq!(
            texts("Acme  Pay-ments EU"),
            ["acme  pay-ments eu", "eu", "ments eu", "pay-ments eu"]
        );
        assert_eq!(texts("100% (beta)"), ["(beta)", "100% (beta)", "beta)"]);
        assert_eq!(texts(""), Vec::<String>::new());
    }

    #[test]
    fn a_long_text_gives_few_and_short_terms() {
        let terms = terms([&*"word ".repeat(200)]);
        assert!(terms.len() <= MAX_TERMS && terms.iter().all(|term| term.len() <= MAX_TERM));
    }
}
