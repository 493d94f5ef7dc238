//! `trusted-issuer`.

use std::{fs::File, io::Read as _, path::Path};

use keyplane_entity::id::TrustedIssuerId;
use serde_json::{Value, json};

use super::{
    chosen::ChosenObject,
    fault::Fault,
    find::{Candidate, pick},
    input::Input,
    list::{List, Parent},
    output::{Column, Form, column, text},
    presets,
    session::{Noun, Session},
};
use crate::{
    cli::{
        KeySourceWord, TrustedIssuerChange, TrustedIssuerCommand, TrustedIssuerCreate,
        TrustedIssuerList, TrustedIssuerName, TrustedIssuerSettings, TrustedIssuerUpdate,
    },
    failure::Failure,
    moments::{OrNever, Span},
};

/// The longest file that is read, in bytes; longer than any that the server takes.
const MAX_FILE: u64 = 256 * 1024;

const DETAILS: &[Column] = &[
    text("Name", "/name"),
    text("ID", "/id"),
    text("External ID", "/externalId"),
    text("Preset", "/preset"),
    text("Issuer", "/issuer"),
    text("Trust domain", "/trustDomain"),
    text("Audience", "/audience"),
    column("Enabled", "/enabled", Form::Boolean),
    column("Expires", "/expiresAt", Form::End),
    column("Keys from", "/keySource", Form::Word),
    text("Discovery URL", "/discoveryUrl"),
    text("JWKS URL", "/jwksUri"),
    column("Algorithms", "/algorithms", Form::Items),
    column("Single use", "/singleUse", Form::Boolean),
    column("Maximum age", "/maxAgeSeconds", Form::Seconds),
    column("Key IDs", "/keyIds", Form::Items),
    column("Keys fetched", "/fetchedAt", Form::Time),
    text("Last error", "/lastError"),
    column("Created", "/createdAt", Form::Time),
];

const ISSUER: Noun = Noun {
    type_name: "TrustedIssuer",
    one: "trusted issuer",
    many: "trusted issuers",
    fields: "id name externalId preset issuer trustDomain keySource discoveryUrl jwksUri \
             caCertificate algorithms audience allowSharedAudience sharedAudienceReason singleUse \
             maxAgeSeconds enabled expiresAt createdAt fetchedAt lastError keyIds \
             project { id slug }",
    columns: &[
        text("Name", "/name"),
        text("Issuer", "/issuer"),
        text("Trust domain", "/trustDomain"),
        column("Enabled", "/enabled", Form::Boolean),
        column("Keys fetched", "/fetchedAt", Form::Time),
        text("Last error", "/lastError"),
        text("ID", "/id"),
    ],
    details: DETAILS,
};

/// Runs a command.
pub(super) async fn run(command: TrustedIssuerCommand) -> Result<(), Failure> {
    match command {
        TrustedIssuerCommand::List(args) => list(args).await,
        TrustedIssuerCommand::Show(args) => show(args).await,
        TrustedIssuerCommand::Presets(args) => presets::list(args).await,
        TrustedIssuerCommand::Create(args) => create(*args).await,
        TrustedIssuerCommand::Update(args) => update(*args).await,
        TrustedIssuerCommand::Enable(args) => enable(args).await,
        TrustedIssuerCommand::Disable(args) => disable(args).await,
        TrustedIssuerCommand::Refresh(args) => refresh(args).await,
        TrustedIssuerCommand::Delete(args) => delete(args).await,
    }
}

/// The trusted issuers of the project that the command is about.
pub(super) async fn all(
    session: &Session,
    selection: &str,
    limit: Option<usize>,
) -> Result<(String, Vec<Value>), Failure> {
    let project = session.project().await?;
    let list = List {
        many: ISSUER.many,
        selection,
        of: Parent::Project(&project.slug),
        field: "trustedIssuers",
        arguments: Vec::new(),
    };
    let items = session.list(list, limit).await?;
    Ok((project.shown(), items))
}

/// The ID of the trusted issuer with this name, external ID, `iss` or ID.
pub(super) async fn find(session: &Session, name: &str) -> Result<String, Failure> {
    if name.parse::<TrustedIssuerId>().is_ok() {
        return Ok(name.to_owned());
    }
    let (place, found) = all(session, "id name externalId issuer", None).await?;
    let names = ["name", "externalId", "issuer"];
    let candidates: Vec<_> = found.iter().map(|object| Candidate::of(object, &names)).collect();
    Ok(pick(ISSUER.one, name, &place, &candidates)?)
}

async fn list(args: TrustedIssuerList) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let (_, items) = all(&session, ISSUER.fields, args.list.limit).await?;
    session.print_list(&ISSUER, &items)
}

async fn show(args: TrustedIssuerName) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let id = find(&session, &args.issuer).await?;
    let found = session.node(&ISSUER, &id).await?;
    session.print_object(&ISSUER, &found)
}

async fn create(args: TrustedIssuerCreate) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let project = session.project().await?;
    let issuer = match (args.issuer, &args.trust_domain, &args.preset) {
        (None, None, Some(preset)) => Some(presets::issuer_of(&session, preset).await?),
        (issuer, ..) => issuer,
    };
    // The option with the keys says where they are.
    let key_source = args.key_source.or(match &args.settings {
        TrustedIssuerSettings { jwks: Some(_), .. } => Some(KeySourceWord::Jwks),
        TrustedIssuerSettings { jwks_uri: Some(_), .. } => Some(KeySourceWord::JwksUrl),
        _ => None,
    });
    let input = Input::of("projectId", project.id)
        .set("name", args.name.as_str())
        .some("issuer", issuer)
        .some("trustDomain", args.trust_domain)
        .some("preset", args.preset)
        .word("keySource", key_source.as_ref());
    let input = put(&session, input, args.settings)?;
    let selection = format!("trustedIssuer {{ {} }}", ISSUER.fields);
    let payload = session.change("createTrustedIssuer", input.into_map(), &selection).await?;
    let done = format!("created trusted issuer {}", args.name);
    session.print_change(&done, &payload, Some((&ISSUER, "/trustedIssuer")))
}

async fn update(args: TrustedIssuerUpdate) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let issuer = chosen(&session, &args.issuer).await?;
    let input = issuer.input().some("name", args.name);
    issuer.update(put(&session, input, args.settings)?).await
}

async fn enable(args: TrustedIssuerName) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    chosen(&session, &args.issuer).await?.enable().await
}

async fn disable(args: TrustedIssuerChange) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let consequence = format!(
        "No token of {} is accepted; access tokens that were issued for them are inactive at once.",
        args.issuer
    );
    chosen(&session, &args.issuer).await?.disable(args.sure, &consequence).await
}

async fn refresh(args: TrustedIssuerName) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let issuer = chosen(&session, &args.issuer).await?;
    issuer.change("refreshTrustedIssuer", issuer.input(), "fetched the keys of").await
}

async fn chosen<'a>(session: &'a Session, name: &'a str) -> Result<ChosenObject<'a>, Failure> {
    Ok(ChosenObject { session, noun: &ISSUER, id: find(session, name).await?, name })
}

async fn delete(args: TrustedIssuerChange) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let consequence = format!("Trusted issuer {} is deleted.", args.issuer);
    chosen(&session, &args.issuer).await?.delete(args.sure, &consequence).await
}

fn put(session: &Session, input: Input, settings: TrustedIssuerSettings) -> Result<Input, Failure> {
    let jwks = settings.jwks.as_deref().map(read_json).transpose()?;
    let certificate = settings.issuer_ca.as_deref().map(read_text).transpose()?;
    let end = settings
        .expires
        .map(|OrNever(when)| json!(when.map(|when| when.from(session.now).to_string())));
    Ok(input
        .text_or_null("externalId", settings.external_id)
        .text_or_null("discoveryUrl", settings.discovery_url)
        .some("jwksUri", settings.jwks_uri)
        .some("jwks", jwks)
        .some("caCertificate", certificate)
        .words("algorithms", &settings.algorithms)
        .text_or_null("audience", settings.audience)
        .some("allowSharedAudience", settings.allow_shared_audience)
        .some("reason", settings.reason)
        .some("singleUse", settings.single_use)
        .some("maxAgeSeconds", settings.max_age.map(|Span(seconds)| seconds))
        .some("expiresAt", end))
}

fn read_text(path: &Path) -> Result<String, Fault> {
    let mut text = String::new();
    let read = if path.as_os_str() == "-" {
        std::io::stdin().lock().take(MAX_FILE).read_to_string(&mut text)
    } else {
        File::open(path).and_then(|file| file.take(MAX_FILE).read_to_string(&mut text))
    };
    read.map(|_| text).map_err(|error| Fault::In { path: path.to_owned(), error })
}

fn read_json(path: &Path) -> Result<Value, Fault> {
    let problem = "expected a JWK Set or a SPIFFE bundle, which are JSON";
    let wrong = |_| Fault::File { path: path.to_owned(), problem };
    serde_json::from_str(&read_text(path)?).map_err(wrong)
}
