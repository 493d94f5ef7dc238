//! Reading the files: with a bound on size, and errors that quote nothing of them.

use std::{
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
};

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::failure::Failure;

/// Maximum size of a file, in bytes.
const MAX_BYTES: u64 = 64 * 1024 * 1024;
/// Maximum number of clients in a file, which is that of the aliases of a project.
pub(super) const MAX_CLIENTS: usize = 20_000;
/// Maximum number of keys in a set.
const MAX_KEYS: usize = 100;

/// A file as the old server's tool wrote it.
pub(super) fn read_json(path: &Path) -> Result<Value, Failure> {
    parse(path, |bytes| serde_json::from_slice(bytes).map_err(|error| place_of(&error)))
}

/// The same in YAML.
pub(super) fn read_yaml<T: DeserializeOwned>(path: &Path) -> Result<T, Failure> {
    parse(path, |bytes| {
        let text = std::str::from_utf8(bytes).map_err(|_| "not valid UTF-8".to_owned())?;
        // Its own text quotes the line.
        serde_saphyr::from_str(text).map_err(|error| match error.location() {
            Some(at) => format!("not valid YAML at line {}", at.line()),
            None => "not valid YAML".to_owned(),
        })
    })
}

fn parse<T>(path: &Path, read: impl FnOnce(&[u8]) -> Result<T, String>) -> Result<T, Failure> {
    let failed = |error| Failure::In { path: PathBuf::from(path), error };
    let mut bytes = zeroize::Zeroizing::new(Vec::new());
    let file = File::open(path).map_err(failed)?;
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(wrong(path, "more than 64 MiB: export fewer clients at a time"));
    }
    read(&bytes).map_err(|problem| wrong(path, &problem))
}

fn place_of(error: &serde_json::Error) -> String {
    format!("not valid JSON at line {}, column {}", error.line(), error.column())
}

/// The error of a file that is not what the command takes.
pub(super) fn wrong(path: &Path, problem: &str) -> Failure {
    Failure::Input(format!("{}: {problem}", path.display()))
}

/// The keys of a JWKS, or of the answer that has one as `keys`.
pub(super) fn keys_of(value: &Value) -> Vec<&Value> {
    let keys = value.get("keys").and_then(Value::as_array).or_else(|| value.as_array());
    keys.into_iter().flatten().take(MAX_KEYS).collect()
}

/// A member that is a text and not empty.
pub(super) fn text<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value.get(name)?.as_str().filter(|text| !text.is_empty())
}

/// The texts of a list.
pub(super) fn texts<'v>(value: &'v Value, name: &str) -> Vec<&'v str> {
    let list = value.get(name).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str).collect()
}

/// The objects of a list.
pub(super) fn items<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A member that is a boolean, or a text that stands for one.
pub(super) fn flag(value: &Value, name: &str) -> Option<bool> {
    match value.get(name)? {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}
