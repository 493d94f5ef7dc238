//! The names in files.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// What a text of each pattern is, in words.
pub(crate) const FORMS: &[(&str, &str)] = &[
    (SetName::PATTERN, SetName::FORM),
    (ProjectSlug::PATTERN, ProjectSlug::FORM),
    (ObjectName::PATTERN, ObjectName::FORM),
    (ObjectReference::PATTERN, ObjectReference::FORM),
    (LabelKey::PATTERN, LabelKey::FORM),
];

macro_rules! names {
    ($($(#[doc = $doc:literal])+ $name:ident: $pattern:literal, $form:literal;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub(crate) struct $name(pub(crate) String);

        impl $name {
            const PATTERN: &str = $pattern;
            const FORM: &str = $form;
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let description = concat!($($doc),+).trim();
                json_schema!({ "type": "string", "description": description, "pattern": Self::PATTERN })
            }
        }
    )+};
}

names! {
    /// Name of a file set. An object of the set has it in its `externalId`, before a slash.
    SetName: "^[a-z0-9]([a-z0-9-]{0,18}[a-z0-9])?$",
        "1 to 20 lower-case letters, digits and inner hyphens";
    /// Slug of a project.
    ProjectSlug: "^[a-z0-9][a-z0-9-]{1,30}[a-z0-9]$",
        "3 to 32 lower-case letters, digits and inner hyphens";
    /// Name of an object in its set. Its `externalId` on the server is the name of the set, a slash
    /// and this name.
    ObjectName: "^[A-Za-z0-9]([A-Za-z0-9._-]{0,30}[A-Za-z0-9])?$",
        "1 to 32 letters, digits and inner dots, underscores and hyphens";
    /// Name of an object of this set, or with the name of another set and a slash before it, one of
    /// that set.
    ObjectReference: "^([a-z0-9]([a-z0-9-]{0,18}[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,30}[A-Za-z0-9])?$",
        "the name of an object, or SET/NAME for one of another set";
    /// Key of a label.
    LabelKey: "^[a-z0-9._/-]{1,63}$",
        "1 to 63 lower-case letters, digits, dots, underscores, slashes and hyphens";
}

/// Whether a text has the form of the name of an object.
pub(crate) fn is_object_name(text: &str) -> bool {
    has_form(text, 32, "._-", |byte| byte.is_ascii_alphanumeric())
}

/// Whether a text has the form of the name of a set.
pub(super) fn is_set_name(text: &str) -> bool {
    has_form(text, 20, "-", |byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

fn has_form(text: &str, most: usize, inner: &str, is_outer: impl Fn(u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    let is_known = |byte: &u8| is_outer(*byte) || inner.as_bytes().contains(byte);
    (1..=most).contains(&bytes.len())
        && bytes.iter().all(is_known)
        && [bytes.first(), bytes.last()].into_iter().flatten().all(|byte| is_outer(*byte))
}
