//! `key`.

mod create;
mod find;
mod rotate;

use clap::ValueEnum;
use serde_json::json;

use super::{
    fault::Fault,
    find::CommandScope,
    impact,
    input::{Input, names},
    list::{Argument, List, Parent},
    output::{Column, Form, column, text},
    secret_file::SecretSink,
    session::{Noun, Session},
    sure::is_sure,
};
use crate::{
    cli::{KeyCommand, KeyExport, KeyList, KeyName, KeyRevoke, KeyUpdate},
    failure::Failure,
    moments::{OrNever, Span},
};

const DETAILS: &[Column] = &[
    text("kid", "/kid"),
    text("Name", "/name"),
    text("ID", "/id"),
    text("External ID", "/externalId"),
    column("Purpose", "/purpose", Form::Word),
    text("Application", "/application/name"),
    text("Project", "/project/slug"),
    column("Permissions", "/permissions", Form::Words),
    column("State", "/state", Form::Word),
    text("Algorithm", "/algorithm"),
    column("Further algorithms", "/additionalAlgorithms", Form::Items),
    column("Private key", "/custody", Form::Word),
    column("Origin", "/origin", Form::Word),
    column("Private key retained", "/privateKeyRetained", Form::Boolean),
    text("Thumbprint", "/thumbprint"),
    text("Replaces", "/predecessor/kid"),
    text("Replaced by", "/successor/kid"),
    column("Created", "/createdAt", Form::Time),
    column("Activates", "/activatesAt", Form::Time),
    column("Retires", "/retiresAt", Form::Time),
    column("Expires", "/expiresAt", Form::End),
    column("Revoked", "/revokedAt", Form::Time),
    column("Last used", "/lastUsedAt", Form::Time),
];

const KEY: Noun = Noun {
    type_name: "Key",
    one: "key",
    many: "keys",
    fields: "id kid externalId name purpose algorithm additionalAlgorithms state custody origin \
             privateKeyRetained thumbprint createdByKid createdAt activatesAt retiresAt expiresAt \
             revokedAt lastUsedAt permissions operatorRuleId predecessor { id kid } \
             successor { id kid } project { id slug } application { id name }",
    columns: &[
        text("kid", "/kid"),
        text("Name", "/name"),
        column("Purpose", "/purpose", Form::Word),
        text("Application", "/application/name"),
        column("State", "/state", Form::Word),
        text("Algorithm", "/algorithm"),
        column("Expires", "/expiresAt", Form::End),
        column("Last used", "/lastUsedAt", Form::Time),
        text("ID", "/id"),
    ],
    details: DETAILS,
};

/// The private key in a payload.
const PRIVATE_KEY: (&str, &str) = ("/privateKey", "content");
/// What is read of a private key.
const PRIVATE_KEY_FIELDS: &str = "privateKey { filename mediaType content }";

/// Runs a command.
pub(super) async fn run(command: KeyCommand) -> Result<(), Failure> {
    match command {
        KeyCommand::List(args) => list(args).await,
        KeyCommand::Show(args) => show(args).await,
        KeyCommand::Create(args) => create::create(*args).await,
        KeyCommand::Import(args) => create::import(*args).await,
        KeyCommand::Update(args) => update(args).await,
        KeyCommand::Rotate(args) => rotate::rotate(args).await,
        KeyCommand::Revoke(args) => revoke(args).await,
        KeyCommand::Export(args) => export(args).await,
    }
}

async fn list(args: KeyList) -> Result<(), Failure> {
    let session = Session::open_scope(&args.scope)?;
    let limit = args.list.limit;
    let states = words("states", "[KeyState!]", &args.states);
    let items = if let Some(name) = &args.application {
        let id = session.application(name).await?;
        session.list(keys(Parent::Node("Application", &id), "keys", vec![states]), limit).await?
    } else {
        let place = session.scope().await?;
        let (field, arguments) = in_place(args, &place, states)?;
        session.list(keys(place.parent(), field, arguments), limit).await?
    };
    session.print_list(&KEY, &items)
}

fn keys<'a>(of: Parent<'a>, field: &'static str, arguments: Vec<Argument>) -> List<'a> {
    List { many: KEY.many, selection: KEY.fields, of, field, arguments }
}

fn words<E: ValueEnum>(name: &'static str, kind: &'static str, words: &[E]) -> Argument {
    Argument { name, kind, value: names(words).into() }
}

/// The list of the keys of a project or of the instance, with its arguments.
fn in_place(
    args: KeyList,
    place: &CommandScope,
    states: Argument,
) -> Result<(&'static str, Vec<Argument>), Fault> {
    match (place, args.expiring) {
        (_, Some(Span(seconds))) => {
            let days = seconds.saturating_add(86_399) / 86_400;
            let within = Argument { name: "withinDays", kind: "Int!", value: json!(days) };
            Ok(("expiringKeys", vec![within]))
        }
        (CommandScope::Instance, None) => {
            if args.search.is_some() || !args.purposes.is_empty() {
                let text = "--search and --purpose are for the keys of a project; the instance has \
                            admin keys only";
                return Err(Fault::Usage(text.to_owned()));
            }
            Ok(("adminKeys", vec![states]))
        }
        (CommandScope::Project(_), None) => {
            let purposes = words("purposes", "[KeyPurpose!]", &args.purposes);
            Ok(("keys", vec![states, purposes, Argument::text("search", args.search)]))
        }
    }
}

async fn show(args: KeyName) -> Result<(), Failure> {
    let session = Session::open_scope(&args.scope)?;
    let id = session.key(&args.key).await?;
    let found = session.node(&KEY, &id).await?;
    session.print_object(&KEY, &found)
}

async fn update(args: KeyUpdate) -> Result<(), Failure> {
    let session = Session::open_scope(&args.scope)?;
    let id = session.key(&args.key).await?;
    let end = args
        .expires
        .map(|OrNever(when)| json!(when.map(|when| when.from(session.now).to_string())));
    let input = Input::of("keyId", id)
        .some("name", args.name)
        .text_or_null("externalId", args.external_id)
        .some("expiresAt", end)
        .words("permissions", &args.permissions)
        .items(
            "additionalAlgorithms",
            names(&args.additional_algorithms),
            args.no_additional_algorithms,
        )
        .some("force", args.force.then_some(true))
        .some("reason", args.reason)
        .with_a_setting()?;
    let selection = format!("key {{ {} }}", KEY.fields);
    let payload = session.change("updateKey", input.into_map(), &selection).await?;
    session.print_change(&format!("changed key {}", args.key), &payload, Some((&KEY, "/key")))
}

async fn revoke(args: KeyRevoke) -> Result<(), Failure> {
    let session = Session::open_scope(&args.scope)?;
    let id = session.key(&args.key).await?;
    let tokens = if args.revoke_tokens {
        " Every access token of its application is revoked, too."
    } else {
        ""
    };
    let consequence = format!(
        "Key {} is revoked at once and cannot be restored. {}{tokens}",
        args.key,
        impact::of(&session, &id).await?
    );

    if !is_sure(args.sure, &consequence)? {
        return Ok(());
    }
    let input =
        Input::of("keyId", id).set("reason", args.reason).set("revokeTokens", args.revoke_tokens);
    let selection = format!("key {{ {} }}", KEY.fields);
    let payload = session.change("revokeKey", input.into_map(), &selection).await?;
    session.print_change(&format!("revoked key {}", args.key), &payload, Some((&KEY, "/key")))
}

async fn export(args: KeyExport) -> Result<(), Failure> {
    let session = Session::open_scope(&args.scope)?;
    let id = session.key(&args.key).await?;
    let mut place = SecretSink::open(&args.out, "the private key")?;
    let input = Input::of("keyId", id).word("format", args.format.as_ref());
    let mut payload =
        session.change("exportPrivateKey", input.into_map(), PRIVATE_KEY_FIELDS).await?;
    place.keep(&mut payload, PRIVATE_KEY, session.is_json())?;
    session.print_change(&format!("exported the private key of {}", args.key), &payload, None)
}
