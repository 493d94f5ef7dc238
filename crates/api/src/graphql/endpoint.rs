//! The endpoint of the Admin API: from an HTTP request to the schema and back.

use async_graphql::{Request, Response as Executed};
use async_graphql_axum::GraphQLRequest;
use axum::{
    extract::State,
    middleware::from_fn_with_state,
    response::Response,
    routing::{Router, post},
};
use keyplane_control::{Actor, Control, paths::GRAPHQL};
use tracing::Instrument as _;

use super::{
    access::Access,
    admission::{Visitor, admit},
    batches::Batches,
    failure,
    media::AnswerType,
    refusal::{self, Refusal},
    reply,
    shares::Visit,
    state::AdminState,
};
use crate::{
    http::caller::Caller,
    telemetry::{RequestScope, in_request},
};

/// The routes of the Admin API. GET, uploads and batches, which the library's extractor would
/// accept, are refused before it.
pub(crate) fn routes(control: Control) -> Router {
    let state = AdminState::new(control);
    let endpoint = post(serve).route_layer(from_fn_with_state(state.clone(), admit));
    Router::new()
        .route(GRAPHQL, endpoint)
        .method_not_allowed_fallback(async || Refusal::Method)
        .with_state(state)
}

/// Answers a request. Its actor is judged again if the query had to wait for its turn.
async fn serve(
    State(state): State<AdminState>,
    caller: Caller,
    wanted: AnswerType,
    Visitor { actor, mut visit }: Visitor,
    request: GraphQLRequest<Refusal>,
) -> Result<Response, Refusal> {
    let control = state.control.clone();
    let acting = actor.clone();
    let executed = execute(state, &caller, actor, request.into_inner(), &mut visit).await?;
    if let Some(reason) = failure::refusal_reason(&executed.errors) {
        control.guard().note_refused(&acting, reason);
    }

    let refused = failure::refused(&executed.errors);
    let response = visit.keep(reply::respond(executed, wanted, &caller.request_id)).await?;
    Ok(match refused {
        Some(reason) => refusal::noted(response, reason, acting.kid().map(str::to_owned)),
        None => response,
    })
}

async fn execute(
    state: AdminState,
    caller: &Caller,
    actor: Actor,
    mut request: Request,
    visit: &mut Visit,
) -> Result<Executed, Refusal> {
    let name = request.operation_name.as_deref();
    let document = match state.documents.read(&request.query, name, &request.variables) {
        Ok(document) => document,
        Err(error) => return Ok(Executed::from_errors(vec![error])),
    };
    request.set_parsed_query(document.parsed);

    let batches = Batches::default();
    if document.is_mutation {
        let AdminState { control, schema, .. } = state;
        let request = request.data(Access::new(control, actor, batches.clone()));
        return Ok(
            run_to_the_end(async move { batches.drive(schema.execute(request)).await }).await
        );
    }

    let has_waited = visit.take_turn().await?;
    let actor = if has_waited { state.reauthenticate(actor, caller).await? } else { actor };
    let request = request.data(Access::new(state.control, actor, batches.clone()));
    Ok(batches.drive(state.schema.execute(request)).await)
}

/// Runs a mutation to its end even if the client disconnects: the steps after the commit must not
/// be cancelled.
async fn run_to_the_end(execution: impl Future<Output = Executed> + Send + 'static) -> Executed {
    let execution = in_request(RequestScope::current(), execution.in_current_span());
    match tokio::spawn(execution).await {
        Ok(executed) => executed,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => Executed::from_errors(vec![async_graphql::ServerError::new(
                "the server is shutting down",
                None,
            )]),
        },
    }
}
