//! `key rotate`: first what would happen, then the question, then the rotation.

use serde_json::{Value, json};

use super::{KEY, PRIVATE_KEY, PRIVATE_KEY_FIELDS};
use crate::{
    admin::{
        fault::Fault,
        input::Input,
        output::{self, Column, Form, column},
        secret_file::SecretSink,
        session::Session,
        sure::is_sure,
    },
    admin_api::printable,
    cli::KeyRotate,
    failure::Failure,
    moments::Span,
};

const PREVIEW: &[Column] = &[
    column("Successor published", "/successorPublishedAt", Form::Time),
    column("Successor activates", "/successorActivatesAt", Form::Time),
    column("This key retires", "/retiresAt", Form::Time),
    column("This key expires", "/expiresAt", Form::Time),
];

const QUERY: &str = "query($id: ID!, $activatesAt: DateTime, $overlapSeconds: Int, $force: Boolean!) \
                     { node(id: $id) { ... on Key { purpose custody rotationPreview(activatesAt: \
                     $activatesAt, overlapSeconds: $overlapSeconds, force: $force) { \
                     successorPublishedAt successorActivatesAt retiresAt expiresAt refusal } } } }";

/// Rotates a key.
pub(super) async fn rotate(args: KeyRotate) -> Result<(), Failure> {
    let session = Session::open_scope(&args.scope)?;
    let id = session.active_key(&args.key).await?;
    let activates_at = args.activates.map(|when| when.from(session.now).to_string());
    let overlap = args.overlap.map(|Span(seconds)| seconds);
    let variables = json!({
        "id": id, "activatesAt": activates_at, "overlapSeconds": overlap, "force": args.force,
    });
    let data = session.ask(QUERY, variables).await?;
    let key = &data["node"];
    if !confirm_preview(&session, &args, key)? {
        return Ok(());
    }

    // Of other keys, custody SERVER says that the private key is retained; it is returned, too.
    let signs_here = key["purpose"] == "SIGNING" && key["custody"] == "SERVER";
    let is_returned = !signs_here;
    let mut place = is_returned
        .then(|| SecretSink::open(&args.out, "the private key of the successor"))
        .transpose()?;
    let input = Input::of("keyId", id)
        .some("name", args.name)
        .some("expiresAt", args.expires.map(|when| when.from(session.now).to_string()))
        .some("activatesAt", activates_at)
        .some("overlapSeconds", overlap)
        .some("force", args.force.then_some(true))
        .some("reason", args.reason)
        .word("format", args.format.as_ref());
    let fields = KEY.fields;
    let selection = format!("key {{ {fields} }} previous {{ {fields} }} {PRIVATE_KEY_FIELDS}");
    let mut payload = session.change("rotateKey", input.into_map(), &selection).await?;
    if let Some(place) = &mut place {
        place.keep(&mut payload, PRIVATE_KEY, session.is_json())?;
    }
    let shown = place.as_ref().map_or(Some((&KEY, "/key")), |place| place.beside((&KEY, "/key")));
    session.print_change(&format!("rotated key {}", args.key), &payload, shown)
}

/// Shows what a rotation would do and asks. An error if the server would refuse it.
fn confirm_preview(session: &Session, args: &KeyRotate, key: &Value) -> Result<bool, Failure> {
    let preview = &key["rotationPreview"];
    if preview.is_null() {
        let text = format!("key {} not found, or the key of this call cannot see it", args.key);
        return Err(Fault::NotFound(text).into());
    }
    if let Some(refusal) = preview["refusal"].as_str() {
        let refusal = printable(refusal);
        return Err(Fault::Conflict(format!("this key cannot be rotated: {refusal}")).into());
    }
    let times = output::page(PREVIEW, preview, session.now);
    let consequence = format!("Key {} gets a successor.\n{}", args.key, times.trim_end());
    is_sure(args.sure, &consequence)
}
