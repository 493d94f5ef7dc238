//! The public keys of files.

use std::path::Path;

use keyplane_auth::{ImportedKey, import_public_key, validate_kid};

use super::source::{Bounds, Mark, SourceNode, SourceValue, read_beside};

/// A public key of a file.
pub(super) struct FileKey {
    /// SPKI PEM.
    pub(super) pem: String,
    /// Thumbprint (RFC 7638).
    pub(super) thumbprint: String,
    /// Name of the algorithm in the Admin API.
    pub(super) algorithm: String,
    pub(super) kid: String,
}

/// Where the text of a key may stand: in the file, or in one beside it.
pub(super) struct KeyTexts<'a> {
    pub(super) file: &'a Path,
    pub(super) bounds: &'a mut Bounds,
}

/// Why a key of a file cannot be read.
pub(super) struct KeyFlaw {
    /// Place of the member that is wrong; `None`: the key as a whole.
    pub(super) mark: Option<Mark>,
    pub(super) message: String,
}

impl KeyFlaw {
    /// A flaw of a member of the key.
    fn of(node: &SourceNode, member: &str, why: &str) -> Self {
        let mark = node.get(member).map(|member| member.mark);
        Self { mark, message: format!("{member}: {why}") }
    }

    fn whole(message: &str) -> Self {
        Self { mark: None, message: format!("the key {message}") }
    }
}

/// Reads a key. No message repeats any of its text, which may be a private key by mistake.
pub(super) fn read_key(node: &SourceNode, mut texts: KeyTexts<'_>) -> Result<FileKey, KeyFlaw> {
    let text = key_text(node, &mut texts)?;
    let source = if node.get("publicKeyFile").is_some() { "publicKeyFile" } else { "publicKey" };
    let imported =
        import_public_key(&text).map_err(|error| KeyFlaw::of(node, source, &error.to_string()))?;
    let thumbprint = imported.public_key.thumbprint();

    let kid = match member_text(node, "kid") {
        Some(kid) => {
            validate_kid(kid).map_err(|error| KeyFlaw::of(node, "kid", &error.to_string()))?;
            kid.to_owned()
        }
        None => match &imported.kid {
            Ok(own) => own.clone().unwrap_or_else(|| thumbprint.clone()),
            Err(error) => {
                let why = format!("the JWK's own kid cannot be used: {error}; set kid here");
                return Err(KeyFlaw::of(node, source, &why));
            }
        },
    };

    let algorithm = algorithm(member_text(node, "algorithm"), &imported)
        .map_err(|why| KeyFlaw::of(node, "algorithm", &why))?;
    let pem = imported.public_key.spki_pem();
    Ok(FileKey { pem, thumbprint, algorithm, kid })
}

fn key_text(node: &SourceNode, texts: &mut KeyTexts<'_>) -> Result<String, KeyFlaw> {
    let inline = node.get("publicKey").map(|member| &member.node);
    let inline = inline.filter(|node| node.value != SourceValue::Null);
    match (inline, member_text(node, "publicKeyFile")) {
        (Some(_), Some(_)) => {
            Err(KeyFlaw::whole("has both publicKey and publicKeyFile: leave one out"))
        }
        (None, None) => Err(KeyFlaw::whole("has no publicKey and no publicKeyFile: add one")),
        (Some(inline), None) => Ok(match &inline.value {
            SourceValue::Text(text) => text.clone(),
            _ => inline.json().to_string(),
        }),
        (None, Some(name)) => read_beside(texts.file, name, texts.bounds)
            .map_err(|why| KeyFlaw::of(node, "publicKeyFile", &why)),
    }
}

/// The name of a key's algorithm in the Admin API: the one that the file says, else the JWK's, else
/// the one that fits.
fn algorithm(asked: Option<&str>, imported: &ImportedKey) -> Result<String, String> {
    let name = |algorithm: keyplane_auth::Algorithm| algorithm.as_str().to_uppercase();
    let usual = imported.algorithm.unwrap_or_else(|| imported.public_key.default_algorithm());
    let Some(asked) = asked else { return Ok(name(usual)) };

    let found = keyplane_auth::Algorithm::ALL.into_iter().find(|one| name(*one) == asked);
    match found {
        Some(algorithm) if !imported.public_key.supports(algorithm) => {
            Err(format!("{algorithm} does not fit this key"))
        }
        Some(algorithm) if imported.algorithm.is_some_and(|own| own != algorithm) => {
            Err(format!("is {algorithm}, and the JWK's alg is another: leave one out"))
        }
        Some(algorithm) => Ok(name(algorithm)),
        None => Err("is unknown".to_owned()),
    }
}

fn member_text<'a>(node: &'a SourceNode, name: &str) -> Option<&'a str> {
    match &node.get(name)?.node.value {
        SourceValue::Text(text) => Some(text),
        _ => None,
    }
}
