//! The settings of the token commands in a TOML file.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use clap::ValueEnum as _;
use keyplane_auth::JwsAlgorithm;
use secrecy::SecretString;
use serde::{Deserialize, Deserializer, de::Error as _};
use serde_json::{Map, Value as Json};
use toml::Value;
use zeroize::Zeroizing;

use super::{
    Credential, Settings,
    fault::{FileError, Problem},
};
use crate::{
    http_client::Endpoint,
    token::{
        algorithm::algorithm,
        input,
        member::{Claim, HeaderMember, MemberError},
        outside::PresentedAs,
    },
    toml_file::{self, TomlError},
    ttl::Ttl,
};

/// The keys of a file.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SettingsFile {
    key_file: Option<PathBuf>,
    private_key_file: Option<PathBuf>,
    #[serde(deserialize_with = "secret")]
    private_key: Option<SecretString>,
    secret_file: Option<PathBuf>,
    #[serde(deserialize_with = "secret")]
    secret: Option<SecretString>,
    #[serde(deserialize_with = "jose_name")]
    algorithm: Option<JwsAlgorithm>,
    #[serde(deserialize_with = "lifetime")]
    expiry_seconds: Option<Ttl>,
    issuer: Option<String>,
    #[serde(deserialize_with = "texts")]
    audience: Vec<String>,
    subject: Option<String>,
    kid: Option<String>,
    headers: BTreeMap<String, Member>,
    claims: BTreeMap<String, Member>,
    token_file: Option<PathBuf>,
    github: bool,
    #[serde(rename = "as", deserialize_with = "presented_as")]
    presented_as: Option<PresentedAs>,
    client_id: Option<String>,
    #[serde(deserialize_with = "url")]
    token_url: Option<Endpoint>,
    issuer_url: Option<String>,
    grant_type: Option<String>,
    scope: Option<String>,
    #[serde(deserialize_with = "texts")]
    resource: Vec<String>,
    ca_file: Option<PathBuf>,
}

impl Settings {
    /// Reads the file at `path`. Warns on stderr if it contains a secret and other users can read
    /// it.
    pub(super) fn read(path: &Path) -> Result<Self, FileError> {
        let read = || {
            let settings = Self::parse(&Zeroizing::new(fs::read_to_string(path)?))?;
            if matches!(
                settings.credential,
                Some(Credential::PrivateKey(_) | Credential::Secret(_))
            ) {
                input::warn_if_open(path, &fs::metadata(path)?);
            }
            Ok(settings)
        };
        read().map_err(|problem| FileError::new(path, problem))
    }

    /// Reads the settings from a file's `text`.
    fn parse(text: &str) -> Result<Self, Problem> {
        let file: SettingsFile = toml_file::read(text)?;

        let credentials = [
            file.key_file.map(Credential::KeyFile),
            file.private_key_file.map(Credential::PrivateKeyFile),
            file.private_key.map(Credential::PrivateKey),
            file.secret_file.map(Credential::SecretFile),
            file.secret.map(Credential::Secret),
        ];
        let mut credentials = credentials.into_iter().flatten();
        let credential = credentials.next();
        if credentials.next().is_some() {
            return Err(Problem::SeveralKeys);
        }

        Ok(Self {
            credential,
            algorithm: file.algorithm,
            kid: file.kid,
            issuer: file.issuer,
            subject: file.subject,
            audiences: file.audience,
            ttl: file.expiry_seconds,
            headers: members("headers", file.headers, HeaderMember::new)?,
            claims: members("claims", file.claims, Claim::new)?,
            token_file: file.token_file,
            github: file.github,
            presented_as: file.presented_as,
            client_id: file.client_id,
            token_url: file.token_url,
            issuer_url: file.issuer_url,
            grant_type: file.grant_type,
            scope: file.scope,
            resources: file.resource,
            ca_file: file.ca_file,
        })
    }
}

fn secret<'de, D: Deserializer<'de>>(value: D) -> Result<Option<SecretString>, D::Error> {
    String::deserialize(value).map(|text| Some(text.into()))
}

fn jose_name<'de, D: Deserializer<'de>>(value: D) -> Result<Option<JwsAlgorithm>, D::Error> {
    algorithm(&String::deserialize(value)?).map(Some).map_err(D::Error::custom)
}

fn url<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Endpoint>, D::Error> {
    String::deserialize(value)?.parse().map(Some).map_err(D::Error::custom)
}

fn presented_as<'de, D: Deserializer<'de>>(value: D) -> Result<Option<PresentedAs>, D::Error> {
    let read = PresentedAs::from_str(&String::deserialize(value)?, false);
    let ways = "expected jwt-bearer, token-exchange, client-assertion or spiffe";
    read.map(Some).map_err(|_| D::Error::custom(ways))
}

fn lifetime<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Ttl>, D::Error> {
    let ttl = Value::deserialize(value)?.as_integer().and_then(Ttl::from_seconds);
    let wrong = || D::Error::custom("expected a number of seconds from 1 to 86400");
    ttl.map(Some).ok_or_else(wrong)
}

/// A text, or a list of texts.
fn texts<'de, D: Deserializer<'de>>(value: D) -> Result<Vec<String>, D::Error> {
    let texts = match Value::deserialize(value)? {
        Value::String(text) => Some(vec![text]),
        Value::Array(items) => items.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
        _ => None,
    };
    texts.ok_or_else(|| D::Error::custom("expected text or a list of texts"))
}

/// The value of a claim or a header member.
struct Member(Json);

impl<'de> Deserialize<'de> for Member {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        let value = json(&Value::deserialize(value)?);
        value.map(Self).ok_or_else(|| D::Error::custom("JSON has no such value"))
    }
}

/// The members of the table `key`, each checked by `check`.
fn members<T: Into<(String, Json)>>(
    key: &str,
    table: BTreeMap<String, Member>,
    check: impl Fn(String, Json) -> Result<T, MemberError>,
) -> Result<Map<String, Json>, TomlError> {
    let member = |(name, Member(value)): (String, Member)| {
        let key = format!("{key}.{name}");
        let checked = check(name, value).map(Into::into);
        checked.map_err(|error| TomlError::Value { key, problem: error.to_string() })
    };
    table.into_iter().map(member).collect()
}

/// The value as JSON, with dates as text; `None` if a number is infinite or NaN.
fn json(value: &Value) -> Option<Json> {
    Some(match value {
        Value::String(text) => text.as_str().into(),
        Value::Integer(number) => (*number).into(),
        Value::Float(number) => serde_json::Number::from_f64(*number)?.into(),
        Value::Boolean(flag) => (*flag).into(),
        Value::Datetime(date) => date.to_string().into(),
        Value::Array(items) => items.iter().map(json).collect::<Option<Vec<_>>>()?.into(),
        Value::Table(table) => {
            let members = table.iter().map(|(name, value)| Some((name.clone(), json(value)?)));
            members.collect::<Option<Map<_, _>>>()?.into()
        }
    })
}

#[cfg(test)]
mod tests;
