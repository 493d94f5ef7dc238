//! `application`.

use serde_json::{Value, json};

use super::{
    impact,
    input::{Input, names, texts},
    list::{Argument, List, Parent},
    output::{Column, Form, column, text},
    secret_file::SecretSink,
    session::{Noun, Session},
    sure::{is_sure, is_sure_by_name},
};
use crate::{
    admin_api::printable,
    cli::{
        ApplicationChange, ApplicationCommand, ApplicationCreate, ApplicationList, ApplicationName,
        ApplicationSettings, ApplicationUpdate, LabelText, MethodWord, name_of,
    },
    failure::Failure,
    moments::Span,
};

const DETAILS: &[Column] = &[
    text("Name", "/name"),
    text("Client ID", "/clientId"),
    column("Client ID aliases", "/clientIdAliases", Form::Items),
    text("External ID", "/externalId"),
    text("Description", "/description"),
    text("Owner", "/owner"),
    column("Labels", "/labels", Form::Labels),
    column("Type", "/type", Form::Word),
    column("Authentication", "/authMethod", Form::Word),
    column("Enabled", "/enabled", Form::Boolean),
    column("Access tokens", "/accessTokenFormat", Form::Word),
    column("Token lifetime", "/accessTokenLifetimeSeconds", Form::Seconds),
    text("Tokens a minute", "/tokensPerMinute"),
    column("Any subject", "/allowAnySubject", Form::Boolean),
    column("Token endpoint as audience", "/allowTokenEndpointAudience", Form::Boolean),
    column("Other audiences of assertions", "/assertionAudiences", Form::Items),
    column("Copied claims", "/allowedClaims", Form::Items),
    column("Grants of trusted issuers", "/federatedGrants", Form::Words),
    text("Default API", "/defaultApi/name"),
    column("Client secrets", "/clientSecrets", Form::Ids),
    column("Created", "/createdAt", Form::Time),
    column("Updated", "/updatedAt", Form::Time),
];

const APPLICATION: Noun = Noun {
    type_name: "Application",
    one: "application",
    many: "applications",
    fields: "id clientId clientIdAliases externalId name description owner labels { key value } type authMethod enabled \
             accessTokenFormat accessTokenLifetimeSeconds tokensPerMinute allowAnySubject \
             allowTokenEndpointAudience assertionAudiences allowedClaims federatedGrants federatedClaim \
             defaultApi { id name } clientSecrets { id name createdAt expiresAt lastUsedAt } \
             createdAt updatedAt project { id slug }",
    columns: &[
        text("Name", "/name"),
        column("Type", "/type", Form::Word),
        column("Authentication", "/authMethod", Form::Word),
        column("Enabled", "/enabled", Form::Boolean),
        column("Labels", "/labels", Form::Labels),
        column("Created", "/createdAt", Form::Time),
        text("Client ID", "/clientId"),
    ],
    details: DETAILS,
};

/// Runs a command.
pub(super) async fn run(command: ApplicationCommand) -> Result<(), Failure> {
    match command {
        ApplicationCommand::List(args) => list(args).await,
        ApplicationCommand::Show(args) => show(args).await,
        ApplicationCommand::Create(args) => create(args).await,
        ApplicationCommand::Update(args) => update(args).await,
        ApplicationCommand::Enable(args) => enable(args).await,
        ApplicationCommand::Disable(args) => disable(args).await,
        ApplicationCommand::RevokeTokens(args) => revoke_tokens(args).await,
        ApplicationCommand::Delete(args) => delete(args).await,
    }
}

async fn list(args: ApplicationList) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let project = session.project().await?;
    let labels =
        Argument { name: "labels", kind: "[LabelInput!]", value: labels(args.labels).into() };
    let list = List {
        many: APPLICATION.many,
        selection: APPLICATION.fields,
        of: Parent::Project(&project.slug),
        field: "applications",
        arguments: vec![Argument::text("search", args.search), labels],
    };
    let items = session.list(list, args.list.limit).await?;
    session.print_list(&APPLICATION, &items)
}

async fn show(args: ApplicationName) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let id = session.application(&args.application).await?;
    let found = session.node(&APPLICATION, &id).await?;
    session.print_object(&APPLICATION, &found)
}

async fn create(args: ApplicationCreate) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let has_secret =
        !args.no_secret && args.settings.auth_method.is_some_and(MethodWord::has_secret);
    let project = session.project().await?;
    let mut place =
        has_secret.then(|| SecretSink::open(&args.out, "the client secret")).transpose()?;

    let input = Input::of("projectId", project.id)
        .set("name", args.name.as_str())
        .set("type", name_of(&args.kind))
        .some("generateSecret", args.no_secret.then_some(false));
    let input = put(input, args.settings).into_map();
    let selection = format!("application {{ {} }} clientSecret", APPLICATION.fields);
    let mut payload = session.change("createApplication", input, &selection).await?;
    if let Some(place) = &mut place {
        place.keep(&mut payload, ("", "clientSecret"), session.is_json())?;
    }

    let shown = (&APPLICATION, "/application");
    let shown = place.as_ref().map_or(Some(shown), |place| place.beside(shown));
    session.print_change(&format!("created application {}", args.name), &payload, shown)
}

async fn update(args: ApplicationUpdate) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let id = session.application(&args.application).await?;
    let default_api = match args.default_api {
        None => None,
        Some(name) if name.is_empty() => Some(Value::Null),
        Some(name) => Some(session.find_api(&name).await?.into()),
    };

    let consequence = match args.settings.auth_method {
        Some(method) => lost_secrets(&session, &id, method).await?,
        None => None,
    };
    let input = Input::of("applicationId", id.as_str())
        .some("name", args.name)
        .some("defaultApiId", default_api);
    let input = put(input, args.settings).with_a_setting()?;
    if let Some(consequence) = consequence
        && !is_sure(args.sure, &consequence)?
    {
        return Ok(());
    }
    change(&session, input, &args.application, "changed").await
}

/// What a change to this method takes away; `None` if that is nothing.
async fn lost_secrets(
    session: &Session,
    id: &str,
    method: MethodWord,
) -> Result<Option<String>, Failure> {
    let query = "query($id: ID!) { node(id: $id) { ... on Application { name authMethod \
                 clientSecrets { id } } } }";
    let data = session.ask(query, json!({ "id": id })).await?;
    let application = &data["node"];
    let secrets = application["clientSecrets"].as_array().map_or(0, Vec::len);
    if secrets == 0 || application["authMethod"] == name_of(&method) {
        return Ok(None);
    }

    let name = application["name"].as_str().map(printable).unwrap_or_default();
    let impact = impact::of(session, id).await?;
    let lost = match secrets {
        1 => format!("The client secret of application {name} is deleted."),
        several => format!("The {several} client secrets of application {name} are deleted."),
    };
    Ok(Some(format!("{lost} {impact}")))
}

async fn enable(args: ApplicationName) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let id = session.application(&args.application).await?;
    let input = Input::of("applicationId", id).set("enabled", true);
    change(&session, input, &args.application, "enabled").await
}

async fn disable(args: ApplicationChange) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let id = session.application(&args.application).await?;
    let consequence = format!(
        "Application {} cannot authenticate or use its tokens until it is enabled. {}",
        args.application,
        impact::of(&session, &id).await?
    );
    if !is_sure(args.sure, &consequence)? {
        return Ok(());
    }
    let input = Input::of("applicationId", id).set("enabled", false);
    change(&session, input, &args.application, "disabled").await
}

/// Runs `updateApplication` and prints what came of it.
async fn change(session: &Session, input: Input, name: &str, verb: &str) -> Result<(), Failure> {
    let selection = format!("application {{ {} }}", APPLICATION.fields);
    let payload = session.change("updateApplication", input.into_map(), &selection).await?;
    let done = format!("{verb} application {name}");
    session.print_change(&done, &payload, Some((&APPLICATION, "/application")))
}

async fn revoke_tokens(args: ApplicationChange) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let id = session.application(&args.application).await?;
    let consequence = format!(
        "Every access token of application {} is revoked; it can get others at once. {}",
        args.application,
        impact::of(&session, &id).await?
    );

    if !is_sure(args.sure, &consequence)? {
        return Ok(());
    }
    let input = Input::of("applicationId", id).into_map();
    let selection = format!("application {{ {} }}", APPLICATION.fields);
    let payload = session.change("revokeApplicationTokens", input, &selection).await?;
    session.print_change(
        &format!("revoked the tokens of application {}", args.application),
        &payload,
        None,
    )
}

async fn delete(args: ApplicationChange) -> Result<(), Failure> {
    let session = Session::open_in(&args.scope)?;
    let id = session.application(&args.application).await?;
    let consequence = format!(
        "Application {} is deleted with its keys, grants and federated identities. {} This cannot \
         be undone.",
        args.application,
        impact::of(&session, &id).await?
    );
    if !is_sure_by_name(args.sure, &consequence, &args.application)? {
        return Ok(());
    }
    let input = Input::of("applicationId", id).into_map();
    let payload = session.change("deleteApplication", input, "deletedId").await?;
    session.print_change(&format!("deleted application {}", args.application), &payload, None)
}

fn put(input: Input, settings: ApplicationSettings) -> Input {
    // Zero is no quota.
    let quota = settings.tokens_per_minute.map(|quota| json!((quota > 0).then_some(quota)));
    input
        .text_or_null("externalId", settings.external_id)
        .some("description", settings.description)
        .some("owner", settings.owner)
        .items("labels", labels(settings.labels), settings.no_labels)
        .word("authMethod", settings.auth_method.as_ref())
        .word("accessTokenFormat", settings.token_format.as_ref())
        .some("accessTokenLifetimeSeconds", settings.token_lifetime.map(|Span(seconds)| seconds))
        .some("tokensPerMinute", quota)
        .some("allowAnySubject", settings.allow_any_subject)
        .some("allowTokenEndpointAudience", settings.allow_token_endpoint_audience)
        .items("clientIdAliases", texts(settings.client_id_aliases), settings.no_client_id_aliases)
        .items(
            "assertionAudiences",
            texts(settings.assertion_audiences),
            settings.no_assertion_audiences,
        )
        .items("allowedClaims", texts(settings.allowed_claims), settings.no_allowed_claims)
        .items("federatedGrants", names(&settings.federated_grants), settings.no_federated_grants)
        .some("federatedClaim", settings.federated_claim)
}

fn labels(labels: Vec<LabelText>) -> Vec<Value> {
    let label = |LabelText { key, value }| json!({ "key": key, "value": value });
    labels.into_iter().map(label).collect()
}
