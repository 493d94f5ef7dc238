//! New keys: made by the server, or imported.

use std::{fs::File, io::Read as _, path::Path};

use serde_json::Value;

use super::{KEY, PRIVATE_KEY, PRIVATE_KEY_FIELDS};
use crate::{
    admin::{
        fault::Fault, find::CommandScope, input::Input, secret_file::SecretSink, session::Session,
    },
    cli::{CustodyWord, KeyCreate, KeyImport, NewKeyPurpose},
    failure::Failure,
    moments::When,
};

/// The longest public key that is read, in bytes; longer than any that the server takes.
const MAX_PUBLIC_KEY: u64 = 256 * 1024;

/// What a new key is for, with the owner that the input names.
enum Owner {
    Application(String),
    Admin(CommandScope),
    Signing(String),
}

/// Makes a key pair on the server.
pub(super) async fn create(args: KeyCreate) -> Result<(), Failure> {
    let session = Session::open_scope(&args.scope)?;
    let owner = owner(&session, &args.purpose).await?;
    let is_returned = match owner {
        Owner::Application(_) | Owner::Admin(_) => true,
        Owner::Signing(_) => args.custody == Some(CustodyWord::Holder),
    };
    if !is_returned && args.out.out.is_some() {
        let text = "the server keeps the private key of this signing key: leave out --out, or give \
                    --custody holder";
        return Err(Fault::Usage(text.to_owned()).into());
    }
    let mut place =
        is_returned.then(|| SecretSink::open(&args.out, "the private key")).transpose()?;

    let (mutation, input) = match owner {
        Owner::Application(id) => ("generateApplicationKey", Input::of("applicationId", id)),
        Owner::Admin(place) => {
            ("generateAdminKey", Input::default().some("projectId", place.project_id()))
        }
        Owner::Signing(id) => ("generateSigningKey", Input::of("projectId", id)),
    };
    let input = input
        .set("name", args.name.as_str())
        .words("permissions", &args.purpose.permissions)
        .word("algorithm", args.algorithm.as_ref())
        .some("rsaBits", args.rsa_bits)
        .word("custody", args.custody.as_ref())
        .some("activatesAt", at(&session, args.activates))
        .some("expiresAt", at(&session, args.expires))
        .word("format", args.format.as_ref())
        .some("retainPrivateKey", args.retain.then_some(true))
        .some("force", args.force.then_some(true))
        .some("reason", args.reason);
    let selection = format!("key {{ {} }} {PRIVATE_KEY_FIELDS}", KEY.fields);
    let mut payload = session.change(mutation, input.into_map(), &selection).await?;
    if let Some(place) = &mut place {
        place.keep(&mut payload, PRIVATE_KEY, session.is_json())?;
    }
    let shown = place.as_ref().map_or(Some((&KEY, "/key")), |place| place.beside((&KEY, "/key")));
    session.print_change(&format!("created key {}", args.name), &payload, shown)
}

/// Uploads a public key.
pub(super) async fn import(args: KeyImport) -> Result<(), Failure> {
    let public_key = read_public_key(&args.file)?;
    let session = Session::open_scope(&args.scope)?;
    let (mutation, input) = match owner(&session, &args.purpose).await? {
        Owner::Application(id) => ("importApplicationKey", Input::of("applicationId", id)),
        Owner::Admin(place) => {
            ("importAdminKey", Input::default().some("projectId", place.project_id()))
        }
        Owner::Signing(id) => ("importSigningKey", Input::of("projectId", id)),
    };
    let input = input
        .set("name", args.name.as_str())
        .set("publicKey", public_key)
        .words("permissions", &args.purpose.permissions)
        .word("algorithm", args.algorithm.as_ref())
        .words("additionalAlgorithms", &args.additional_algorithms)
        .some("externalId", args.external_id)
        .some("kid", args.kid)
        .some("activatesAt", at(&session, args.activates))
        .some("expiresAt", at(&session, args.expires));
    let selection = format!("key {{ {} }}", KEY.fields);

    let payload = session.change(mutation, input.into_map(), &selection).await?;
    session.print_change(&format!("imported key {}", args.name), &payload, Some((&KEY, "/key")))
}

async fn owner(session: &Session, purpose: &NewKeyPurpose) -> Result<Owner, Failure> {
    if let Some(name) = &purpose.application {
        return Ok(Owner::Application(session.application(name).await?));
    }
    let place = session.scope().await?;
    match (place, purpose.admin) {
        (place, true) => Ok(Owner::Admin(place)),
        (CommandScope::Project(project), false) => Ok(Owner::Signing(project.id)),
        (CommandScope::Instance, false) => {
            let text = "a signing key belongs to a project: give --project in place of --instance";
            Err(Fault::Usage(text.to_owned()).into())
        }
    }
}

fn at(session: &Session, when: Option<When>) -> Option<String> {
    when.map(|when| when.from(session.now).to_string())
}

/// The public key in a file or on stdin. A private key is refused: it must not leave this machine.
fn read_public_key(path: &Path) -> Result<String, Failure> {
    let mut text = String::new();
    let read = if path.as_os_str() == "-" {
        std::io::stdin().lock().take(MAX_PUBLIC_KEY).read_to_string(&mut text)
    } else {
        File::open(path).and_then(|file| file.take(MAX_PUBLIC_KEY).read_to_string(&mut text))
    };
    read.map_err(|error| Fault::In { path: path.to_owned(), error })?;
    if holds_private_key(&text) {
        drop(zeroize::Zeroizing::new(text));
        return Err(Fault::File {
            path: path.to_owned(),
            problem: "this is a private key, and the server takes the public one: write it with \
                      openssl pkey -in FILE -pubout",
        }
        .into());
    }
    Ok(text)
}

/// Whether the text has a private key in PEM or as JWK.
fn holds_private_key(text: &str) -> bool {
    let is_private = |jwk: &Value| jwk.get("d").is_some() || jwk.get("k").is_some();
    let json: Option<Value> = serde_json::from_str(text).ok();
    let of_json = json.is_some_and(|json| {
        let set = json.get("keys").unwrap_or(&json).as_array().cloned().unwrap_or_default();
        is_private(&json) || set.iter().any(is_private) || json.get("key").is_some()
    });
    of_json || text.contains("PRIVATE KEY-----")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_key_is_known_in_each_form_and_a_public_one_is_none() {
        for text in [
            "-----BEGIN PRIVATE KEY-----\n",
            "-----BEGIN RSA PRIVATE KEY-----\n",
            "-----BEGIN CERTIFICATE-----\nx\n-----BEGIN EC PRIVATE KEY-----\n",
            r#"{"kty":"OKP","x":"a","d":"b"}"#,
            r#"{"keys":[{"kty":"OKP","x":"a","d":"b"}]}"#,
            r#"[{"kty":"oct","k":"b"}]"#,
            r#"{"type":"application","keyId":"a","key":"x"}"#,
        ] {
            assert!(holds_private_key(text), "{text}");
        }
        for text in ["-----BEGIN PUBLIC KEY-----\n", r#"{"kty":"OKP","x":"a"}"#, "", "null"] {
            assert!(!holds_private_key(text), "{text}");
        }
    }
}
