//! `audit list` and `audit show`: the audit log through the Admin API.

use std::collections::{BTreeSet, HashMap};

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
    exit::Exit,
    failure::Failure,
    moments::{Span, When},
};

/// The most admin keys whose names are read for a table.
const MAX_ACTORS: usize = 20;

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
        text("Actor's kid", "/actorKid"),
        text("Actor's key ID", "/actorKeyId"),
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
    let place = session.scope().await?;
    let actor = match &args.actor {
        Some(name) => Some(actor_of(&session, name).await?),
        None => None,
    };
    let target = match &args.target {
        Some(name) => Some(target_of(&session, name).await?),
        None => None,
    };
    let before = |when: Option<When>| when.map(|when| ago(when, session.now).to_string());
    let filter = Input::default()
        .items("actions", texts(args.actions), false)
        .some("actorKeyId", actor)
        .some("targetId", target)
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
    let names = names_of_actors(&session, &items).await;
    let items: Vec<_> = items.into_iter().map(|event| with_names(event, &names)).collect();
    session.print_list(&EVENT, &items)
}

/// The ID of the admin key that an actor is named by: a key of the project or of the instance.
async fn actor_of(session: &Session, name: &str) -> Result<String, Failure> {
    match session.key(name).await {
        Err(Failure::Admin(Fault::NotFound(text))) if !session.is_instance() => {
            // A key that may not list the keys of the instance is told about the project only.
            let of_instance = session.instance_key(name).await.ok();
            Ok(of_instance.ok_or(Fault::NotFound(text))?)
        }
        found => found,
    }
}

/// The ID of the object that events are about. Beside an ID, which any object has, an application, an
/// API or a key may be named.
async fn target_of(session: &Session, name: &str) -> Result<String, Failure> {
    // Events outlive their objects, so an ID of any kind is taken as it is.
    let id = name.split_once('_').map(|(_, id)| id);
    if id.is_some_and(|id| id.len() == 26 && id.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
        return Ok(name.to_owned());
    }
    let mut found = Vec::new();
    if session.is_instance() {
        found.push(session.project_called(name).await.map(|project| project.id));
    } else {
        found.push(session.application(name).await);
        found.push(session.find_api(name).await);
    }
    found.push(session.key(name).await);

    let mut ids = Vec::new();
    for one in found {
        match one {
            Ok(id) => ids.push(id),
            Err(error) if error.exit() == Exit::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    let shown = keyplane_auth::shown(name);
    match ids.as_slice() {
        [only] => Ok(only.clone()),
        [] => {
            let text = format!(
                "\"{shown}\" not found: give the name of an application, an API or a key, or an ID"
            );
            Err(Fault::NotFound(text).into())
        }
        several => {
            let text =
                format!("\"{shown}\" is ambiguous: give the ID, one of {}", several.join(", "));
            Err(Fault::Ambiguous(text).into())
        }
    }
}

/// The names of the admin keys that caused these events, by their IDs. A key that the caller cannot
/// see has none.
async fn names_of_actors(session: &Session, events: &[Value]) -> HashMap<String, String> {
    let ids: BTreeSet<_> = events.iter().filter_map(|event| event["actorKeyId"].as_str()).collect();
    let mut names = HashMap::new();
    for id in ids.into_iter().take(MAX_ACTORS) {
        let query = "query($id: ID!) { node(id: $id) { ... on Key { name } } }";
        let Ok(data) = session.ask(query, json!({ "id": id })).await else { continue };
        if let Some(name) = data["node"]["name"].as_str().filter(|name| !name.is_empty()) {
            names.insert(id.to_owned(), name.to_owned());
        }
    }
    names
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
    if session.is_json() {
        return session.print_object(&EVENT, &event);
    }
    let names = names_of_actors(&session, std::slice::from_ref(&event)).await;
    session.print_object(&EVENT, &with_names(event, &names))
}

/// The event with what people call its target and its actor.
fn with_names(mut event: Value, names: &HashMap<String, String>) -> Value {
    let text = |at: &str| event.pointer(at).and_then(Value::as_str).map(str::to_owned);
    let target = ["/target/name", "/target/slug", "/target/kid", "/targetId"];
    let target = target.iter().find_map(|at| text(at));
    let key = text("/actorKeyId").and_then(|id| names.get(&id).cloned());
    let actor = text("/operator/name").or(key).or_else(|| text("/actorKid"));
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
