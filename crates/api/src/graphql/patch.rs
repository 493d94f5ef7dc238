//! Fields of an update input: absent, null or a value.

use std::str::FromStr;

use async_graphql::{ID, MaybeUndefined};
use keyplane_control::Patch;

use super::{failure::Failure, scalars::id};

/// The domain's form of a field of an update input.
pub(crate) fn patch<T: Into<U>, U>(field: MaybeUndefined<T>) -> Patch<U> {
    patch_with(field, Into::into)
}

/// Like [`patch`], with a conversion function.
pub(crate) fn patch_with<T, U>(field: MaybeUndefined<T>, turn: impl FnOnce(T) -> U) -> Patch<U> {
    match field {
        MaybeUndefined::Undefined => Patch::Keep,
        MaybeUndefined::Null => Patch::Clear,
        MaybeUndefined::Value(value) => Patch::Set(turn(value)),
    }
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
