//! Fields of an update input: absent, null or a value.

use std::str::FromStr;

use async_graphql::{ID, MaybeUndefined};
use keyplane_control::Patch;

use super::{failure::Failure, scalars::id};

/// The domain's form of a field of an update input.
pub(crate) fn patch<T: Into<U>, U>(field: MaybeUndefined<T>) -> Patch<U> {
    patch_with(field, Into::into)
}

/// The same for values that have no `Into`.
pub(crate) fn patch_with<T, U>(field: MaybeUndefined<T>, turn: impl FnOnce(T) -> U) -> Patch<U> {
    match field {
        MaybeUndefined::Undefined => Patch::Keep,
        MaybeUndefined::Null => Patch::Clear,
        MaybeUndefined::Value(value) => Patch::Set(turn(value)),
    }
}

/// The same for the identifier of a `noun`.
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
