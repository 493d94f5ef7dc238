//! `audit list` and `audit show`: the audit log through the Admin API.

use keyplane_entity::Timestamp;
use serde_json::{Value, json};

use super::{
    fault::Fault,
    find::CommandScope,
    input::{Input, texts},
    list::{Argument, List, Parent},
    output::{Form, column, text},
    session::{Noun, Session},
};
use crate::{
    cli::{AuditList, AuditShow},
    failure::Failure,
    moments::{Span, When},
};

const EVENT: Noun = Noun {
    type_name: "AuditEvent",
    one: "audit event",
    many: "audit events",
    fields: "id at action actorType actorKeyId actorKid operator { name subject } targetId \
             target { name slug kid identifier exists } changes requestId sourceAddress sequence \
             previousHash hash",
    columns: &[
        column("When", "/at", Form::Time),
        text("Action", "/action"),
        text("Target", "/shown/target"),
        text("Actor", "/shown/actor"),
        text("Source", "/sourceAddress"),
        text("ID", "/id"),
    ],
    details: &[
        text("ID", "/id"),
        column("When", "/at", Form::Time),
        text("Action", "/action"),
        text("Target", "/shown/target"),
        text("Target ID", "/targetId"),
        text("Actor", "/shown/actor"),
        text("Actor's key", "/actorKeyId"),
        text("Source", "/sourceAddress"),
        text("Request", "/requestId"),
        text("Changes", "/changes"),
        text("Position in the chain", "/sequence"),
        text("Hash", "/hash"),
    ],
};

/// Lists the events of a project or of the instance.
pub(crate) async fn list_audit_events(args: AuditList) -> Result<(), Failure> {
    let session = Session::open_scope(&args.scope)?;
    let place = session.place().await?;
    let before = |when: Option<When>| when.map(|when| ago(when, session.now).to_string());
    let filter = Input::default()
        .items("actions", texts(args.actions), false)
        .some("actorKeyId", args.actor)
        .some("targetId", args.target)
        .some("since", before(args.since))
        .some("until", before(args.until))
        .into_map();
    let filter = Argument { name: "filter", kind: "AuditFilter", value: Value::Object(filter) };

    let of = match &place {
        CommandScope::Instance => Parent::Instance,
        CommandScope::Project(project) => Parent::Project(&project.slug),
    };
    let list = List {
        many: EVENT.many,
        selection: EVENT.fields,
        of,
        field: "auditEvents",
        arguments: vec![filter],
    };
    let items = session.list(list, Some(args.limit)).await?;
    if session.is_json() {
        return session.print_list(&EVENT, &items);
    }
    let items: Vec<_> = items.into_iter().map(with_names).collect();
    session.print_list(&EVENT, &items)
}

/// Shows one event.
pub(crate) async fn show_audit_event(args: AuditShow) -> Result<(), Failure> {
    let session = Session::open_scope(&args.scope)?;
    let query = format!(
        "query($id: ID!) {{ node(id: $id) {{ ... on AuditEvent {{ {} }} }} }}",
        EVENT.fields
    );
    let mut data = session.ask(&query, json!({ "id": args.event })).await?;
    let event = data.get_mut("node").map(Value::take).unwrap_or_default();
    if !event.is_object() {
        let text = format!("audit event {} not found, or the key cannot see it", args.event);
        return Err(Fault::NotFound(text).into());
    }
    let event = if session.is_json() { event } else { with_names(event) };
    session.print_object(&EVENT, &event)
}

/// The event with what people call its target and its actor.
fn with_names(mut event: Value) -> Value {
    let text = |at: &str| event.pointer(at).and_then(Value::as_str).map(str::to_owned);
    let target = ["/target/name", "/target/slug", "/target/kid", "/targetId"];
    let target = target.iter().find_map(|at| text(at));
    let actor = ["/operator/name", "/actorKid"].iter().find_map(|at| text(at));
    let actor = actor.or_else(|| text("/actorType").map(|kind| kind.to_lowercase()));
    event["shown"] = json!({ "target": target, "actor": actor });
    event
}

/// The time; one that is given as a length of time is that long ago.
fn ago(when: When, now: Timestamp) -> Timestamp {
    match when {
        When::At(at) => at,
        When::In(Span(seconds)) => Timestamp::from_seconds(now.seconds()).plus_seconds(-seconds),
    }
}
