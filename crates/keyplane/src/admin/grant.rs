//! `grant`.

use keyplane_entity::id::GrantId;
use serde_json::Value;

use super::{
    fault::Fault,
    impact,
    input::{Input, missing, texts},
    list::{List, Parent},
    output::{Column, Form, column, text},
    session::{Noun, Session},
    sure::is_sure,
};
use crate::{
    cli::{GrantCommand, GrantCreate, GrantList, GrantRevoke},
    failure::Failure,
};

const COLUMNS: &[Column] = &[
    text("Application", "/application/name"),
    text("API", "/api/name"),
    column("Scopes", "/scopes", Form::Items),
    column("Created", "/createdAt", Form::Time),
    text("ID", "/id"),
];

const GRANT: Noun = Noun {
    type_name: "Grant",
    one: "grant",
    many: "grants",
    fields: "id externalId application { id name } api { id name identifier } scopes createdAt",
    columns: COLUMNS,
    details: COLUMNS,
};

/// Runs a command.
pub(super) async fn run(command: GrantCommand) -> Result<(), Failure> {
    match command {
        GrantCommand::List(args) => list(args).await,
        GrantCommand::Create(args) => create(args).await,
        GrantCommand::Revoke(args) => revoke(args).await,
    }
}

async fn list(args: GrantList) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let limit = args.list.limit;
    let items = match (&args.application, &args.api) {
        (Some(name), _) => {
            let id = session.application(name).await?;
            grants(&session, Parent::Node("Application", &id), limit).await?
        }
        (None, Some(name)) => {
            let id = session.find_api(name).await?;
            grants(&session, Parent::Node("Api", &id), limit).await?
        }
        (None, None) => {
            let project = session.project().await?;
            grants(&session, Parent::Project(&project.slug), limit).await?
        }
    };
    session.print_list(&GRANT, &items)
}

async fn grants(
    session: &Session,
    of: Parent<'_>,
    limit: Option<usize>,
) -> Result<Vec<Value>, Failure> {
    let list = List {
        many: GRANT.many,
        selection: GRANT.fields,
        of,
        field: "grants",
        arguments: Vec::new(),
    };
    session.list(list, limit).await
}

async fn create(args: GrantCreate) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let application = session.application(&args.application).await?;
    let api = session.find_api(&args.api).await?;
    let present = of_pair(&session, &application, &api).await?.unwrap_or_default();
    let lost = missing(&present["scopes"], &args.scopes);
    if !lost.is_empty() {
        let noun = if lost.len() == 1 { "scope" } else { "scopes" };
        let consequence = format!("The grant is there, and loses the {noun} {}.", lost.join(", "));
        if !is_sure(args.sure, &consequence)? {
            return Ok(());
        }
    }

    let input = Input::of("applicationId", application)
        .set("apiId", api)
        .set("scopes", texts(args.scopes))
        .text_or_null("externalId", args.external_id);
    let selection = format!("grant {{ {} }}", GRANT.fields);
    let payload = session.change("grantApi", input.into_map(), &selection).await?;
    let verb = if present.is_null() { "created" } else { "changed" };
    let done = format!("{verb} grant of API {} to application {}", args.api, args.application);
    session.print_change(&done, &payload, Some((&GRANT, "/grant")))
}

async fn revoke(args: GrantRevoke) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let id = find(&session, &args).await?;
    let consequence = match &args.api {
        Some(api) => format!("Application {} may no longer use API {api}.", args.grant),
        None => format!("Grant {} ends.", args.grant),
    };
    let consequence = format!("{consequence} {}", impact::of(&session, &id).await?);
    if !is_sure(args.sure, &consequence)? {
        return Ok(());
    }
    let input = Input::of("grantId", id.as_str()).into_map();
    let payload = session.change("revokeGrant", input, "deletedId").await?;
    session.print_change(&format!("revoked grant {id}"), &payload, None)
}

/// The ID of the grant that the arguments name.
async fn find(session: &Session, args: &GrantRevoke) -> Result<String, Failure> {
    let Some(api) = &args.api else {
        if args.grant.parse::<GrantId>().is_ok() {
            return Ok(args.grant.clone());
        }
        let text = "a grant is named by its ID, or by an application and an API";
        return Err(Fault::Usage(text.to_owned()).into());
    };
    let application = session.application(&args.grant).await?;
    let api_id = session.find_api(api).await?;
    let found = of_pair(session, &application, &api_id).await?;
    let id = found.as_ref().and_then(|grant| grant["id"].as_str());
    let text = || format!("application {} has no grant for API {api}", args.grant);
    Ok(id.map(str::to_owned).ok_or_else(|| Fault::NotFound(text()))?)
}

/// The grant of an API to an application, both by ID.
async fn of_pair(
    session: &Session,
    application: &str,
    api: &str,
) -> Result<Option<Value>, Failure> {
    let found = grants(session, Parent::Node("Application", application), None).await?;
    Ok(found.into_iter().find(|grant| grant["api"]["id"].as_str() == Some(api)))
}
