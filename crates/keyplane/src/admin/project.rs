//! `project`.

use serde_json::{Value, json};

use super::{
    input::Input,
    list::{Argument, List, Parent},
    output::{Column, Form, column, text},
    session::{Noun, Session},
    sure::is_sure_by_name,
};
use crate::{
    cli::{
        ProjectCommand, ProjectCreate, ProjectDelete, ProjectList, ProjectName, ProjectSettings,
        ProjectUpdate,
    },
    failure::Failure,
    moments::{OrNever, Span},
    words::counted,
};

const DETAILS: &[Column] = &[
    text("Slug", "/slug"),
    text("Name", "/name"),
    text("ID", "/id"),
    text("Description", "/description"),
    text("Issuer", "/endpoints/issuer"),
    text("JWKS", "/endpoints/jwks"),
    text("Token endpoint", "/endpoints/token"),
    text("Login", "/authorizationEndpoint"),
    column("Accepts audience parameter", "/acceptAudienceParameter", Form::Boolean),
    text("Signing algorithm", "/keyPolicy/signingAlgorithm"),
    column("Rotation period", "/keyPolicy/rotationPeriodSeconds", Form::Seconds),
    column("Publish-ahead", "/keyPolicy/publishAheadSeconds", Form::Seconds),
    column("Longest admin token", "/keyPolicy/maxAdminTokenLifetimeSeconds", Form::Seconds),
    text("Signs with", "/currentSigningKey/kid"),
    column("Next rotation", "/nextRotationAt", Form::Time),
    column("Created", "/createdAt", Form::Time),
    column("Updated", "/updatedAt", Form::Time),
];

const PROJECT: Noun = Noun {
    type_name: "Project",
    one: "project",
    many: "projects",
    fields: "id slug name description createdAt updatedAt authorizationEndpoint \
             acceptAudienceParameter \
             endpoints { issuer openidConfiguration jwks token introspection revocation graphql } \
             keyPolicy { signingAlgorithm rsaBits rotationPeriodSeconds publishAheadSeconds \
             jwksMaxAgeSeconds maxAdminTokenLifetimeSeconds } \
             currentSigningKey { id kid } nextRotationAt",
    columns: &[
        text("Slug", "/slug"),
        text("Name", "/name"),
        text("Signs with", "/currentSigningKey/kid"),
        column("Next rotation", "/nextRotationAt", Form::Time),
        column("Created", "/createdAt", Form::Time),
        text("ID", "/id"),
    ],
    details: DETAILS,
};

/// Runs a command.
pub(super) async fn run(command: ProjectCommand) -> Result<(), Failure> {
    match command {
        ProjectCommand::List(args) => list(args).await,
        ProjectCommand::Show(args) => show(args).await,
        ProjectCommand::Create(args) => create(args).await,
        ProjectCommand::Update(args) => update(args).await,
        ProjectCommand::Delete(args) => delete(args).await,
    }
}

async fn list(args: ProjectList) -> Result<(), Failure> {
    let session = Session::open(&args.call)?;
    let list = List {
        many: PROJECT.many,
        selection: PROJECT.fields,
        of: Parent::Instance,
        field: "projects",
        arguments: vec![Argument::text("search", args.search)],
    };
    let items = session.list(list, args.list.limit).await?;
    session.print_list(&PROJECT, &items)
}

async fn show(args: ProjectName) -> Result<(), Failure> {
    let session = Session::open(&args.call)?;
    let project = match &args.project {
        Some(name) => session.project_called(name).await?,
        None => session.project().await?,
    };
    let found = session.node(&PROJECT, &project.id).await?;
    session.print_object(&PROJECT, &found)
}

async fn create(args: ProjectCreate) -> Result<(), Failure> {
    let session = Session::open(&args.call)?;
    let name = args.name.unwrap_or_else(|| args.slug.clone());
    let input = Input::of("slug", args.slug.as_str()).set("name", name);
    let input = put(input, args.settings).into_map();
    let selection = format!("project {{ {} }}", PROJECT.fields);
    let payload = session.change("createProject", input, &selection).await?;

    let done = format!("created project {}", args.slug);
    session.print_change(&done, &payload, Some((&PROJECT, "/project")))
}

async fn update(args: ProjectUpdate) -> Result<(), Failure> {
    let session = Session::open(&args.call)?;
    let project = session.project_called(&args.project).await?;
    let input = Input::of("projectId", project.id)
        .some("name", args.name)
        .text_or_null("authorizationEndpoint", args.authorization_endpoint);
    let input = put(input, args.settings).with_a_setting()?.into_map();
    let selection = format!("project {{ {} }}", PROJECT.fields);
    let payload = session.change("updateProject", input, &selection).await?;

    let done = format!("changed project {}", project.slug);
    session.print_change(&done, &payload, Some((&PROJECT, "/project")))
}

fn put(input: Input, settings: ProjectSettings) -> Input {
    let seconds = |span: Option<Span>| span.map(|Span(seconds)| seconds);
    let period = settings.rotation_period.map(|OrNever(span)| json!(seconds(span)));
    let policy = Input::default()
        .word("signingAlgorithm", settings.signing_algorithm.as_ref())
        .some("rsaBits", settings.rsa_bits)
        .some("rotationPeriodSeconds", period)
        .some("publishAheadSeconds", seconds(settings.publish_ahead))
        .some("jwksMaxAgeSeconds", seconds(settings.jwks_max_age))
        .some("maxAdminTokenLifetimeSeconds", seconds(settings.max_admin_token_lifetime));

    let policy = (!policy.is_empty()).then(|| Value::Object(policy.into_map()));
    input
        .some("description", settings.description)
        .some("acceptAudienceParameter", settings.accept_audience_parameter)
        .some("keyPolicy", policy)
}

async fn delete(args: ProjectDelete) -> Result<(), Failure> {
    let session = Session::open(&args.call)?;
    let project = session.project_called(&args.project).await?;
    let query = "query($slug: String!) { project(slug: $slug) { applications { totalCount } \
                 apis { totalCount } keys { totalCount } } }";
    let data = session.ask(query, json!({ "slug": project.slug })).await?;
    let count = |list: &str| data["project"][list]["totalCount"].as_u64().unwrap_or(0);
    let consequence = format!(
        "Project {} is deleted with {}, {} and {}. Its slug is never free again. This cannot be \
         undone.",
        project.slug,
        counted(count("applications"), "application"),
        counted(count("apis"), "API"),
        counted(count("keys"), "key"),
    );
    if !is_sure_by_name(args.sure, &consequence, &project.slug)? {
        return Ok(());
    }

    let input = Input::of("projectId", project.id).set("confirmSlug", project.slug.as_str());
    let payload = session.change("deleteProject", input.into_map(), "deletedId").await?;
    session.print_change(&format!("deleted project {}", project.slug), &payload, None)
}
