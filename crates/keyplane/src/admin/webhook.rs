//! `webhook`.

use keyplane_entity::id::WebhookId;
use serde_json::{Value, json};

use super::{
    chosen::ChosenObject,
    find::{Candidate, CommandScope, pick},
    input::{Input, texts},
    list::{List, Parent},
    output::{Column, Form, column, text},
    secret_file::SecretSink,
    session::{Noun, Session},
    sure::is_sure,
};
use crate::{
    cli::{
        WebhookChange, WebhookCommand, WebhookCreate, WebhookDeliveries, WebhookList, WebhookName,
        WebhookRedeliver, WebhookRotateSecret, WebhookUpdate,
    },
    failure::Failure,
    moments::{Length, Span},
    words::counted,
};

/// The overlap of a rotation without `--overlap`, in seconds.
const DEFAULT_OVERLAP: i64 = 86_400;

const DETAILS: &[Column] = &[
    text("URL", "/url"),
    text("ID", "/id"),
    text("Project", "/project/slug"),
    column("Event types", "/eventTypes", Form::Items),
    column("Enabled", "/enabled", Form::Boolean),
    text("Waiting events", "/backlog"),
    column("Last delivery", "/lastDeliveryAt", Form::Time),
    text("Last error", "/lastError"),
    column("Next attempt", "/nextAttemptAt", Form::Time),
    column("Public keys", "/publicKeys", Form::Items),
    column("Created", "/createdAt", Form::Time),
];

const WEBHOOK: Noun = Noun {
    type_name: "Webhook",
    one: "webhook",
    many: "webhooks",
    fields: "id url eventTypes enabled createdAt lastDeliveryAt lastError nextAttemptAt backlog \
             publicKeys project { id slug }",
    columns: &[
        text("URL", "/url"),
        column("Event types", "/eventTypes", Form::Items),
        column("Enabled", "/enabled", Form::Boolean),
        text("Waiting", "/backlog"),
        column("Last delivery", "/lastDeliveryAt", Form::Time),
        text("Last error", "/lastError"),
        text("ID", "/id"),
    ],
    details: DETAILS,
};

const DELIVERY_COLUMNS: &[Column] = &[
    text("Event", "/event/id"),
    text("Action", "/event/action"),
    column("When", "/event/at", Form::Time),
    column("Delivered", "/deliveredAt", Form::Time),
    text("Attempts", "/attemptCount"),
    text("Last answer", "/attempts/0/status"),
    text("Last error", "/attempts/0/error"),
];

const DELIVERY: Noun = Noun {
    type_name: "WebhookDelivery",
    one: "delivery",
    many: "deliveries",
    fields: "event { id action at } deliveredAt attemptCount attempts { at durationMs status error }",
    columns: DELIVERY_COLUMNS,
    details: DELIVERY_COLUMNS,
};

/// Runs a command.
pub(super) async fn run(command: WebhookCommand) -> Result<(), Failure> {
    match command {
        WebhookCommand::List(args) => list(args).await,
        WebhookCommand::Show(args) => show(args).await,
        WebhookCommand::Create(args) => create(args).await,
        WebhookCommand::Update(args) => update(args).await,
        WebhookCommand::Enable(args) => enable(args).await,
        WebhookCommand::Disable(args) => disable(args).await,
        WebhookCommand::RotateSecret(args) => rotate_secret(args).await,
        WebhookCommand::Test(args) => test(args).await,
        WebhookCommand::Deliveries(args) => deliveries(args).await,
        WebhookCommand::Redeliver(args) => redeliver(args).await,
        WebhookCommand::Delete(args) => delete(args).await,
    }
}

async fn all(
    session: &Session,
    place: &CommandScope,
    selection: &str,
    limit: Option<usize>,
) -> Result<Vec<Value>, Failure> {
    let list = List {
        many: WEBHOOK.many,
        selection,
        of: place.parent(),
        field: "webhooks",
        arguments: Vec::new(),
    };
    session.list(list, limit).await
}

/// The ID of the webhook with this URL or ID.
async fn find(session: &Session, name: &str) -> Result<String, Failure> {
    if name.parse::<WebhookId>().is_ok() {
        return Ok(name.to_owned());
    }
    let place = session.scope().await?;
    let found = all(session, &place, "id url", None).await?;
    let candidates: Vec<_> = found.iter().map(|object| Candidate::of(object, &["url"])).collect();
    Ok(pick(WEBHOOK.one, name, &place.shown(), &candidates)?)
}

async fn list(args: WebhookList) -> Result<(), Failure> {
    let session = Session::open_scope(&args.scope)?;
    let place = session.scope().await?;
    let items = all(&session, &place, WEBHOOK.fields, args.list.limit).await?;
    session.print_list(&WEBHOOK, &items)
}

async fn show(args: WebhookName) -> Result<(), Failure> {
    let session = Session::open_scope(&args.scope)?;
    let id = find(&session, &args.webhook).await?;
    let found = session.node(&WEBHOOK, &id).await?;
    session.print_object(&WEBHOOK, &found)
}

async fn create(args: WebhookCreate) -> Result<(), Failure> {
    let session = Session::open_scope(&args.scope)?;
    let place = session.scope().await?;
    let mut secret = SecretSink::open(&args.out, "the secret of the webhook")?;
    let input = Input::of("url", args.target.as_str()).some("projectId", place.project_id()).items(
        "eventTypes",
        texts(args.event_types),
        false,
    );
    let selection = format!("secret webhook {{ {} }}", WEBHOOK.fields);
    let mut payload = session.change("createWebhook", input.into_map(), &selection).await?;
    secret.keep(&mut payload, ("", "secret"), session.is_json())?;
    let done = format!("created webhook {}", args.target);
    session.print_change(&done, &payload, secret.beside((&WEBHOOK, "/webhook")))
}

async fn update(args: WebhookUpdate) -> Result<(), Failure> {
    let session = Session::open_scope(&args.scope)?;
    let webhook = chosen(&session, &args.webhook).await?;
    let types = texts(args.event_types);
    let input = webhook.input().some("url", args.new_url);
    webhook.update(input.items("eventTypes", types, args.every_type)).await
}

async fn enable(args: WebhookName) -> Result<(), Failure> {
    let session = Session::open_scope(&args.scope)?;
    chosen(&session, &args.webhook).await?.enable().await
}

async fn disable(args: WebhookChange) -> Result<(), Failure> {
    let session = Session::open_scope(&args.scope)?;
    let consequence = format!("No events are sent to {} until it is enabled.", args.webhook);
    chosen(&session, &args.webhook).await?.disable(args.sure, &consequence).await
}

async fn test(args: WebhookName) -> Result<(), Failure> {
    let session = Session::open_scope(&args.scope)?;
    let webhook = chosen(&session, &args.webhook).await?;
    webhook.change("testWebhook", webhook.input(), "queued a test event for").await
}

async fn redeliver(args: WebhookRedeliver) -> Result<(), Failure> {
    let session = Session::open_scope(&args.scope)?;
    let webhook = chosen(&session, &args.webhook).await?;
    let input = webhook.input().set("eventId", args.event.as_str());
    let verb = format!("queued event {} again for", args.event);
    webhook.change("redeliverWebhookEvent", input, &verb).await
}

async fn chosen<'a>(session: &'a Session, name: &'a str) -> Result<ChosenObject<'a>, Failure> {
    Ok(ChosenObject { session, noun: &WEBHOOK, id: find(session, name).await?, name })
}

async fn rotate_secret(args: WebhookRotateSecret) -> Result<(), Failure> {
    let session = Session::open_scope(&args.scope)?;
    let id = find(&session, &args.webhook).await?;
    let overlap = args.overlap.map_or(DEFAULT_OVERLAP, |Span(seconds)| seconds);
    let consequence = format!(
        "Webhook {} gets a new secret and key pair; the previous ones sign for another {}.",
        args.webhook,
        Length(overlap)
    );

    if !is_sure(args.sure, &consequence)? {
        return Ok(());
    }
    let mut secret = SecretSink::open(&args.out, "the secret of the webhook")?;
    let input = Input::of("webhookId", id).set("overlapSeconds", overlap);
    let selection = format!("secret webhook {{ {} }}", WEBHOOK.fields);
    let mut payload = session.change("rotateWebhookSecret", input.into_map(), &selection).await?;
    secret.keep(&mut payload, ("", "secret"), session.is_json())?;
    let done = format!("rotated the secret of webhook {}", args.webhook);
    session.print_change(&done, &payload, secret.beside((&WEBHOOK, "/webhook")))
}

async fn deliveries(args: WebhookDeliveries) -> Result<(), Failure> {
    let session = Session::open_scope(&args.scope)?;
    let id = find(&session, &args.webhook).await?;
    let list = List {
        many: DELIVERY.many,
        selection: DELIVERY.fields,
        of: Parent::Node("Webhook", &id),
        field: "deliveries",
        arguments: Vec::new(),
    };
    let items = session.list(list, args.list.limit).await?;
    session.print_list(&DELIVERY, &items)
}

async fn delete(args: WebhookChange) -> Result<(), Failure> {
    let session = Session::open_scope(&args.scope)?;
    let webhook = chosen(&session, &args.webhook).await?;
    let query = "query($id: ID!) { node(id: $id) { ... on Webhook { backlog } } }";
    let data = session.ask(query, json!({ "id": webhook.id })).await?;
    let waiting = data["node"]["backlog"].as_u64().unwrap_or(0);
    let consequence = format!(
        "Webhook {} is deleted, and the {} that it waits to send.",
        args.webhook,
        counted(waiting, "event")
    );
    webhook.delete(args.sure, &consequence).await
}
