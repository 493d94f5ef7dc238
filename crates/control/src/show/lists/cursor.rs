//! Positions in a list, as clients send them back.

use sea_orm::sea_query::Value;
use uuid::Uuid;

/// The position of a row in its list: what orders it, and its ID.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Cursor {
    pub(super) rank: Rank,
    pub(super) id: Uuid,
}

/// What orders a row before its ID does.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Rank {
    /// A number; 0 where the ID alone orders.
    Number(i64),
    /// The time of the last use.
    LastUse(i64),
    /// The key of the name.
    Name(String),
}

/// Kind of a rank. A cursor of one kind is none of a list that is ordered by another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum RankKind {
    Number,
    LastUse,
    Name,
}

/// First byte of a cursor with the time of a last use. No number of a list is so large that its
/// first byte is this one or the next.
const LAST_USE: u8 = b'u';
/// First byte of a cursor with a name.
const NAME: u8 = b'n';
/// Maximum length of a name in a cursor, in bytes: 100 characters.
const MAX_NAME: usize = 400;

impl Rank {
    /// The value that columns of this kind are compared with; `None` for a rank of another kind.
    pub(super) fn value(&self, kind: RankKind) -> Option<Value> {
        match (self, kind) {
            (Self::Number(rank), RankKind::Number) | (Self::LastUse(rank), RankKind::LastUse) => {
                Some((*rank).into())
            }
            (Self::Name(name), RankKind::Name) => Some(name.clone().into()),
            (Self::Number(_) | Self::LastUse(_) | Self::Name(_), _) => None,
        }
    }
}

impl Cursor {
    pub(super) fn of_id(id: Uuid) -> Self {
        Self { rank: Rank::Number(0), id }
    }

    pub(super) fn write(&self) -> String {
        let id = &self.id.as_bytes()[..];
        let bytes = match &self.rank {
            Rank::Number(rank) => [&rank.to_be_bytes()[..], id].concat(),
            Rank::LastUse(rank) => [&[LAST_USE][..], &rank.to_be_bytes(), id].concat(),
            Rank::Name(name) => [&[NAME][..], id, name.as_bytes()].concat(),
        };
        keyplane_auth::base64url(&bytes)
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        let bytes = keyplane_auth::decode_base64url(text)?;
        match *bytes.first()? {
            NAME => {
                let (id, name) = bytes.get(1..)?.split_at_checked(16)?;
                let name = std::str::from_utf8(name).ok().filter(|name| name.len() <= MAX_NAME)?;
                // PostgreSQL has no text with a zero byte.
                let name = Some(name).filter(|name| !name.contains('\0'))?;
                Some(Self { rank: Rank::Name(name.to_owned()), id: Uuid::from_slice(id).ok()? })
            }
            LAST_USE => Self::numbered(bytes.get(1..)?, Rank::LastUse),
            _ => Self::numbered(&bytes, Rank::Number),
        }
    }

    fn numbered(bytes: &[u8], rank: fn(i64) -> Rank) -> Option<Self> {
        let (number, id) = bytes.split_at_checked(8)?;
        let number = i64::from_be_bytes(number.try_into().ok()?);
        Some(Self { rank: rank(number), id: Uuid::from_slice(id).ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_and_other_text_is_refused() {
        let ranks = [
            Rank::Number(-5),
            Rank::Number(0),
            Rank::LastUse(1_700_000_000_000),
            Rank::Name(String::new()),
            // As long as a cursor with a number.
            Rank::Name("sevenby".to_owned()),
            Rank::Name("\u{e9}t\u{e9}".repeat(40)),
        ];
        for rank in ranks {
            let cursor = Cursor { rank, id: Uuid::from_u128(7) };
            assert_eq!(Cursor::read(&cursor.write()), Some(cursor));
        }

        let long = Cursor { rank: Rank::Name("a".repeat(401)), id: Uuid::from_u128(7) };
        let zero = Cursor { rank: Rank::Name("a\0".to_owned()), id: Uuid::from_u128(7) };
        for text in ["", "x", "AAAA", "bg", "dQ", "prj_01h2xcejqtf2nbrexx3vqjhp41"] {
            assert_eq!(Cursor::read(text), None, "{text}");
        }
        assert_eq!((Cursor::read(&long.write()), Cursor::read(&zero.write())), (None, None));
    }

    #[test]
    fn a_cursor_of_one_order_is_none_of_another() {
        assert!(Rank::Number(1).value(RankKind::Name).is_none());
        assert!(Rank::LastUse(1).value(RankKind::Number).is_none());
        assert!(Rank::Name(String::new()).value(RankKind::Number).is_none());
    }
}
