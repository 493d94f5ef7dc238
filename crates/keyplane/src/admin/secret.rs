//! `secret`.

use std::{
    fs::File,
    io::{self, Read as _},
    path::Path,
};

use keyplane_entity::id::ClientSecretId;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::{
    fault::Fault,
    find::{Candidate, pick},
    impact,
    input::Input,
    output::{Column, Form, column, text},
    secret_file::SecretSink,
    session::{Noun, Session},
    sure::is_sure,
};
use crate::{
    cli::{SecretCommand, SecretImport, SecretList, SecretRevoke, SecretRotate},
    failure::Failure,
    moments::{Length, Span},
};

/// The longest secret or hash that is read, in bytes; longer than any that the server takes.
const MAX_SECRET: u64 = 64 * 1024;

const COLUMNS: &[Column] = &[
    text("ID", "/id"),
    text("Name", "/name"),
    text("Form", "/shown/form"),
    column("Created", "/createdAt", Form::Time),
    column("Expires", "/expiresAt", Form::End),
    column("Last used", "/lastUsedAt", Form::Time),
];

const SECRET: Noun = Noun {
    type_name: "ClientSecret",
    one: "client secret",
    many: "client secrets",
    fields: "id name isHashOfOtherServer createdAt expiresAt lastUsedAt",
    columns: COLUMNS,
    details: COLUMNS,
};

/// Runs a command.
pub(super) async fn run(command: SecretCommand) -> Result<(), Failure> {
    match command {
        SecretCommand::List(args) => list(args).await,
        SecretCommand::Rotate(args) => rotate(args).await,
        SecretCommand::Import(args) => import(args).await,
        SecretCommand::Revoke(args) => revoke(args).await,
    }
}

async fn list(args: SecretList) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let id = session.application(&args.application).await?;
    let items = secrets(&session, &id).await?;
    if session.is_json() {
        return session.print_list(&SECRET, &items);
    }
    let items: Vec<_> = items.into_iter().map(with_form).collect();
    session.print_list(&SECRET, &items)
}

/// The client secret with what the server keeps of it, in words.
fn with_form(mut secret: Value) -> Value {
    let is_foreign = secret["isHashOfOtherServer"] == true;
    let form = if is_foreign { "hash of another server" } else { "keyplane" };
    secret["shown"] = json!({ "form": form });
    secret
}

/// The client secrets of an application.
async fn secrets(session: &Session, id: &str) -> Result<Vec<Value>, Failure> {
    let fields = SECRET.fields;
    let query = format!(
        "query($id: ID!) {{ node(id: $id) {{ ... on Application {{ clientSecrets {{ {fields} }} }} }} }}"
    );
    let mut data = session.ask(&query, json!({ "id": id })).await?;
    match data.pointer_mut("/node/clientSecrets").map(Value::take) {
        Some(Value::Array(items)) => Ok(items),
        _ => {
            Err(Fault::NotFound(format!("application {id} not found, or the key cannot see it"))
                .into())
        }
    }
}

async fn rotate(args: SecretRotate) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let id = session.application(&args.application).await?;
    let overlap = args.overlap.map_or(0, |Span(seconds)| seconds);
    let consequence = match (secrets(&session, &id).await?.is_empty(), overlap) {
        (true, _) => format!("Application {} gets its first client secret.", args.application),
        (false, 0) => format!(
            "Application {} gets a new client secret; the present ones end now. {}",
            args.application,
            impact::of(&session, &id).await?
        ),
        (false, overlap) => format!(
            "Application {} gets a new client secret; the previous one ends in {}.",
            args.application,
            Length(overlap)
        ),
    };
    if !is_sure(args.sure, &consequence)? {
        return Ok(());
    }

    let mut place = SecretSink::open(&args.out, "the client secret")?;
    let input = Input::of("applicationId", id)
        .set("overlapSeconds", overlap)
        .some("name", args.name)
        .some("expiresAt", args.expires.map(|when| when.from(session.now).to_string()));
    let selection =
        format!("clientSecret application {{ id name clientSecrets {{ {} }} }}", SECRET.fields);
    let mut payload = session.change("rotateClientSecret", input.into_map(), &selection).await?;
    place.keep(&mut payload, ("", "clientSecret"), session.is_json())?;
    session.print_change(
        &format!("rotated the client secret of application {}", args.application),
        &payload,
        None,
    )
}

/// Uploads a secret, or its hash. It is read from a file: the arguments of a command are no secret on
/// its machine.
async fn import(args: SecretImport) -> Result<(), Failure> {
    let text = read_secret(&args.file)?;
    let session = Session::open_in(&args.scope)?;
    let id = session.application(&args.application).await?;
    let input = Input::of("applicationId", id)
        .set(if args.hash { "hash" } else { "secret" }, text.expose_secret())
        .some("name", args.name)
        .some("expiresAt", args.expires.map(|when| when.from(session.now).to_string()));
    let selection = format!("clientSecret {{ {} }}", SECRET.fields);
    let payload = session.change("importClientSecret", input.into_map(), &selection).await?;
    let done = format!("imported a client secret of application {}", args.application);
    session.print_change(&done, &payload, Some((&SECRET, "/clientSecret")))
}

fn read_secret(path: &Path) -> Result<SecretString, Fault> {
    let failed = |error| Fault::In { path: path.to_owned(), error };
    let mut text = Zeroizing::new(String::new());
    let read = if path.as_os_str() == "-" {
        io::stdin().lock().take(MAX_SECRET).read_to_string(&mut text)
    } else {
        File::open(path).and_then(|file| file.take(MAX_SECRET).read_to_string(&mut text))
    };
    read.map_err(failed)?;
    let secret = text.strip_suffix('\n').unwrap_or(&text);
    Ok(SecretString::from(secret.strip_suffix('\r').unwrap_or(secret)))
}

async fn revoke(args: SecretRevoke) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let id = find(&session, &args).await?;
    let consequence = format!(
        "Client secret {} is not accepted from now on. {}",
        args.secret,
        impact::of(&session, &id).await?
    );
    if !is_sure(args.sure, &consequence)? {
        return Ok(());
    }
    let input = Input::of("clientSecretId", id).into_map();
    let selection = format!("application {{ id name clientSecrets {{ {} }} }}", SECRET.fields);
    let payload = session.change("revokeClientSecret", input, &selection).await?;
    session.print_change(&format!("revoked client secret {}", args.secret), &payload, None)
}

/// The ID of the client secret that the arguments name.
async fn find(session: &Session, args: &SecretRevoke) -> Result<String, Failure> {
    if args.secret.parse::<ClientSecretId>().is_ok() {
        return Ok(args.secret.clone());
    }
    let Some(application) = &args.application else {
        let text = "a name of a client secret needs its application: give --application";
        return Err(Fault::Usage(text.to_owned()).into());
    };
    let id = session.application(application).await?;
    let found = secrets(session, &id).await?;
    let candidates: Vec<_> = found.iter().map(|object| Candidate::of(object, &["name"])).collect();
    let place = format!(" of application {application}");
    Ok(pick(SECRET.one, &args.secret, &place, &candidates)?)
}
