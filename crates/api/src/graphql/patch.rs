//! Fields of an update input: absent, null or a value.

use async_graphql::MaybeUndefined;
use keyplane_control::Patch;

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
