//! Fields of an update input: absent, null or a value.

use std::str::FromStr;

use async_graphql::{ID, MaybeUndefined};
use keyplane_control::Patch;

use super::{failure::Failure, scalars::id};

/// What null means for the fields of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Null {
    /// The default, in the input of a new object.
    IsDefault,
    /// An empty value, in the input of a change.
    Clears,
}

impl Null {
    /// Converts a field to a change of a setting.
    pub(crate) fn patch<T: Into<U>, U>(self, field: MaybeUndefined<T>) -> Patch<U> {
        self.patch_with(field, Into::into)
    }

    /// Like [`Null::patch`], for a list.
    pub(crate) fn patch_list<T: Into<U>, U>(self, field: MaybeUndefined<Vec<T>>) -> Patch<Vec<U>> {
        self.patch_with(field, |items| items.into_iter().map(Into::into).collect())
    }

    fn patch_with<T, U>(self, field: MaybeUndefined<T>, turn: impl FnOnce(T) -> U) -> Patch<U> {
        match (field, self) {
            (MaybeUndefined::Undefined, _) | (MaybeUndefined::Null, Self::IsDefault) => Patch::Keep,
            (MaybeUndefined::Null, Self::Clears) => Patch::Clear,
            (MaybeUndefined::Value(value), _) => Patch::Set(turn(value)),
        }
    }
}

/// The domain's form of a field of an update input.
pub(crate) fn patch<T: Into<U>, U>(field: MaybeUndefined<T>) -> Patch<U> {
    Null::Clears.patch(field)
}

/// Like [`patch`], for the ID of a `noun`; not found if it is not one.
pub(crate) fn patch_id<T: FromStr>(
    field: &MaybeUndefined<ID>,
    noun: &'static str,
) -> Result<Patch<T>, Failure> {
    Ok(match field {
        MaybeUndefined::Undefined => Patch::Keep,
        MaybeUndefined::Null => Patch::Clear,
        MaybeUndefined::Value(value) => Patch::Set(id(value, noun)?),
    })
}
