//! The form of the files, and its JSON Schema.

mod api;
mod application;
mod choice;
mod federation;
mod file;
mod key;
mod name;

use schemars::generate::SchemaSettings;
use serde_json::Value;

pub(super) use file::SetFile;
pub(super) use name::{FORMS, is_object_name};

/// The JSON Schema (2020-12) of a file.
pub(crate) fn schema() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.into_root_schema_for::<SetFile>();
    schema.insert("title".to_owned(), Value::from("Keyplane file set"));
    schema.to_value()
}

/// Whether a list or map has nothing in it, so that `export` leaves it out.
fn is_empty<T>(list: &T) -> bool
where
    for<'a> &'a T: IntoIterator,
{
    list.into_iter().next().is_none()
}
