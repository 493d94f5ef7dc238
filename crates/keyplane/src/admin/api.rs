//! `api`.

use serde_json::{Value, json};

use super::{
    chosen::ChosenObject,
    input::{Input, missing, texts},
    list::{List, Parent},
    output::{self, Column, Form, column, text},
    session::{Noun, Session},
    sure::is_sure,
};
use crate::{
    cli::{
        ApiChange, ApiCommand, ApiCreate, ApiGatewayConfig, ApiList, ApiName, ApiSettings,
        ApiUpdate, name_of,
    },
    failure::Failure,
    words::counted,
};

const DETAILS: &[Column] = &[
    text("Name", "/name"),
    text("ID", "/id"),
    text("External ID", "/externalId"),
    text("Identifier", "/identifier"),
    text("Description", "/description"),
    column("Scopes", "/scopes", Form::Items),
    column("Accepts", "/accepts", Form::Words),
    column("Enabled", "/enabled", Form::Boolean),
    text("Resource server", "/resourceServer/name"),
    text("Gateway check", "/verifyEndpoint"),
    text("Resource metadata", "/resourceMetadataEndpoint"),
    column("Created", "/createdAt", Form::Time),
    column("Updated", "/updatedAt", Form::Time),
];

const API: Noun = Noun {
    type_name: "Api",
    one: "API",
    many: "APIs",
    fields: "id externalId name identifier description scopes accepts enabled resourceServer { id name } \
             verifyEndpoint resourceMetadataEndpoint createdAt updatedAt project { id slug }",
    columns: &[
        text("Name", "/name"),
        text("Identifier", "/identifier"),
        column("Scopes", "/scopes", Form::Items),
        column("Enabled", "/enabled", Form::Boolean),
        column("Created", "/createdAt", Form::Time),
        text("ID", "/id"),
    ],
    details: DETAILS,
};

/// Runs a command.
pub(super) async fn run(command: ApiCommand) -> Result<(), Failure> {
    match command {
        ApiCommand::List(args) => list(args).await,
        ApiCommand::Show(args) => show(args).await,
        ApiCommand::Create(args) => create(args).await,
        ApiCommand::Update(args) => update(args).await,
        ApiCommand::Enable(args) => enable(args).await,
        ApiCommand::Disable(args) => disable(args).await,
        ApiCommand::GatewayConfig(args) => gateway_config(args).await,
        ApiCommand::Delete(args) => delete(args).await,
    }
}

async fn list(args: ApiList) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let project = session.project().await?;
    let list = List {
        many: API.many,
        selection: API.fields,
        of: Parent::Project(&project.slug),
        field: "apis",
        arguments: Vec::new(),
    };
    let items = session.list(list, args.list.limit).await?;
    session.print_list(&API, &items)
}

async fn show(args: ApiName) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let id = session.find_api(&args.api).await?;
    let found = session.node(&API, &id).await?;
    session.print_object(&API, &found)
}

async fn create(args: ApiCreate) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let project = session.project().await?;
    let input = Input::of("projectId", project.id)
        .set("name", args.name.as_str())
        .set("identifier", args.identifier);
    let input = put(&session, input, args.settings).await?;
    let selection = format!("api {{ {} }}", API.fields);
    let payload = session.change("createApi", input.into_map(), &selection).await?;
    session.print_change(&format!("created API {}", args.name), &payload, Some((&API, "/api")))
}

async fn update(args: ApiUpdate) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let api = chosen(&session, &args.api).await?;
    let consequence = if args.settings.scopes.is_empty() && !args.settings.no_scopes {
        None
    } else {
        lost_scopes(&session, &api.id, &args.settings.scopes).await?
    };

    let input = put(&session, api.input(), args.settings).await?;
    if let Some(consequence) = consequence
        && !is_sure(args.sure, &consequence)?
    {
        return Ok(());
    }
    api.update(input).await
}

/// What the API loses if these scopes replace its scopes; `None` if that is nothing.
async fn lost_scopes(
    session: &Session,
    id: &str,
    wanted: &[String],
) -> Result<Option<String>, Failure> {
    let query = "query($id: ID!) { node(id: $id) { ... on Api { scopes } } }";
    let data = session.ask(query, json!({ "id": id })).await?;
    let lost = missing(&data["node"]["scopes"], wanted);
    if lost.is_empty() {
        return Ok(None);
    }

    let grants = List {
        many: "grants",
        selection: "scopes",
        of: Parent::Node("Api", id),
        field: "grants",
        arguments: Vec::new(),
    };
    let has_one = |grant: &&Value| {
        let scopes = grant["scopes"].as_array().into_iter().flatten();
        scopes.filter_map(Value::as_str).any(|scope| lost.iter().any(|one| one == scope))
    };
    let grants = session.all(grants).await?.iter().filter(has_one).count();
    let (noun, verb) = if lost.len() == 1 { ("Scope", "is") } else { ("Scopes", "are") };
    Ok(Some(format!(
        "{noun} {} {verb} removed from the API and from {}.",
        lost.join(", "),
        counted(grants, "grant")
    )))
}

async fn enable(args: ApiName) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    chosen(&session, &args.api).await?.enable().await
}

async fn disable(args: ApiChange) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let consequence = format!(
        "API {} gets no tokens, and its gateway check refuses every request, until it is enabled.",
        args.api
    );
    chosen(&session, &args.api).await?.disable(args.sure, &consequence).await
}

/// The API with this name, identifier, external ID or ID.
async fn chosen<'a>(session: &'a Session, name: &'a str) -> Result<ChosenObject<'a>, Failure> {
    Ok(ChosenObject { session, noun: &API, id: session.find_api(name).await?, name })
}

async fn gateway_config(args: ApiGatewayConfig) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let id = session.find_api(&args.api).await?;
    let query = "query($id: ID!, $gateway: Gateway!, $upstream: String!) { node(id: $id) { \
                 ... on Api { gatewayConfig(gateway: $gateway, upstream: $upstream) } } }";
    let gateway = name_of(&args.gateway);
    let variables = json!({ "id": id, "gateway": gateway, "upstream": args.upstream });
    let data = session.ask(query, variables).await?;
    if session.is_json() {
        return crate::print(&output::json(&data["node"]));
    }
    crate::print(data["node"]["gatewayConfig"].as_str().unwrap_or_default())
}

async fn delete(args: ApiChange) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let api = chosen(&session, &args.api).await?;
    let query = "query($id: ID!) { node(id: $id) { ... on Api { grants { totalCount } } } }";
    let data = session.ask(query, json!({ "id": api.id })).await?;
    let grants = data["node"]["grants"]["totalCount"].as_u64().unwrap_or(0);
    let consequence = format!(
        "API {} is deleted with {}; its gateway check refuses every request.",
        args.api,
        counted(grants, "grant")
    );
    api.delete(args.sure, &consequence).await
}

async fn put(session: &Session, input: Input, settings: ApiSettings) -> Result<Input, Failure> {
    let server = match settings.resource_server {
        None => None,
        Some(name) if name.is_empty() => Some(Value::Null),
        Some(name) => Some(session.application(&name).await?.into()),
    };
    Ok(input
        .text_or_null("externalId", settings.external_id)
        .some("description", settings.description)
        .items("scopes", texts(settings.scopes), settings.no_scopes)
        .words("accepts", &settings.accepts)
        .some("resourceServerId", server))
}
