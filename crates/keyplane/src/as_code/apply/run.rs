//! Makes the mutations, phase by phase.

use std::collections::{HashMap, VecDeque};

use serde_json::{Value, json};

use super::{
    batch::{Batch, BatchFailure, MAX_BATCH},
    operation::{Operation, Target, operations},
    outcome::ApplyOutcome,
};
use crate::{
    admin_api::{AdminApi, AdminApiError},
    as_code::{object::ObjectKind, plan::ChangePlan, remote::Actual},
    progress::Progress,
};

/// Number of refused mutations after which the rest is not tried.
const MAX_FAILURES: usize = 20;

/// Carries a plan out. What fails is in the outcome, and the rest goes on; an error means that the
/// server cannot be asked any more. Either way the next apply goes on from what was done.
pub(crate) async fn carry_out(
    api: &AdminApi,
    plan: &ChangePlan,
    actual: &Actual,
) -> Result<ApplyOutcome, AdminApiError> {
    let operations = operations(plan);
    let mut run = Run {
        api,
        ids: known_ids(actual),
        outcome: ApplyOutcome::default(),
        progress: Progress::new("changes made"),
        total: operations.len() as u64,
    };

    let phases = operations.chunk_by(|one, next| one.phase == next.phase);
    for phase in phases {
        let result = run.phase(phase).await;
        if result.is_err() {
            run.progress.end();
        }
        result?;
    }
    run.progress.end();
    Ok(run.outcome)
}

fn known_ids(actual: &Actual) -> HashMap<Target, String> {
    let mut ids = HashMap::new();
    for (slug, project) in &actual.projects {
        ids.insert((ObjectKind::Project, slug.clone(), slug.clone()), project.id.clone());
        for object in &project.objects {
            if let Some(external_id) = &object.external_id {
                let target = (object.kind, slug.clone(), external_id.clone());
                ids.insert(target, object.id.clone());
            }
        }
    }
    ids
}

struct Run<'a> {
    api: &'a AdminApi,
    ids: HashMap<Target, String>,
    outcome: ApplyOutcome,
    progress: Progress,
    total: u64,
}

impl Run<'_> {
    async fn phase(&mut self, phase: &[Operation]) -> Result<(), AdminApiError> {
        let mut waiting: VecDeque<&Operation> = phase.iter().collect();
        while !waiting.is_empty() {
            if self.outcome.failures.len() >= MAX_FAILURES {
                self.outcome.untried += waiting.len();
                return Ok(());
            }

            let batch = self.next_batch(&mut waiting);
            if batch.operations.is_empty() {
                continue;
            }
            match batch.send(self.api).await {
                Ok(ids) => {
                    for ((operation, _), id) in batch.operations.iter().zip(ids) {
                        self.made(operation, id);
                    }
                }
                Err(BatchFailure::At(at, error)) => {
                    self.refused(&batch, at, &error, &mut waiting).await?;
                }
                Err(BatchFailure::Unknown(error)) => return Err(error),
            }
            self.progress.show(self.outcome.done as u64, self.total);
        }
        Ok(())
    }

    /// Up to five operations that can be sent now.
    fn next_batch<'o>(&mut self, waiting: &mut VecDeque<&'o Operation>) -> Batch<'o> {
        let mut batch = Batch { operations: Vec::new() };
        while batch.operations.len() < MAX_BATCH
            && let Some(operation) = waiting.pop_front()
        {
            match operation.input(|target| self.ids.get(target).cloned()) {
                Ok(input) => batch.operations.push((operation, input)),
                Err(missing) => self.outcome.skip(operation, &missing),
            }
        }
        batch
    }

    fn made(&mut self, operation: &Operation, id: Option<String>) {
        self.outcome.succeed(operation);
        // An object that was taken into the set is known by its new name from now on.
        if let Some(id) = id.or_else(|| operation.id.clone()) {
            self.ids.insert(operation.target.clone(), id);
        }
    }

    /// One mutation of a batch was refused: those before it are done, and their answers are lost with
    /// the whole answer; those after it are sent again.
    async fn refused<'o>(
        &mut self,
        batch: &Batch<'o>,
        at: usize,
        error: &AdminApiError,
        waiting: &mut VecDeque<&'o Operation>,
    ) -> Result<(), AdminApiError> {
        let operations = || batch.operations.iter().map(|(operation, _)| *operation);
        operations().skip(at + 1).rev().for_each(|operation| waiting.push_front(operation));
        self.outcome.fail(batch.operations[at].0, &error.to_string());
        for done in operations().take(at) {
            let id = if done.creates { self.look_up(&done.target).await? } else { None };
            self.made(done, id);
        }
        Ok(())
    }

    /// The ID of an object that was made.
    async fn look_up(&self, target: &Target) -> Result<Option<String>, AdminApiError> {
        let (kind, project, external_id) = target;
        let list = match kind {
            ObjectKind::Application => "applications",
            ObjectKind::Api => "apis",
            ObjectKind::TrustedIssuer => "trustedIssuers",
            ObjectKind::FederatedIdentity => "federatedIdentities",
            ObjectKind::Project => {
                let query = "query ($slug: String!) { project(slug: $slug) { id } }";
                let found: Value = self.api.run(query, json!({ "slug": project })).await?;
                return Ok(text(found.pointer("/project/id")));
            }
            ObjectKind::Key | ObjectKind::Grant => return Ok(None),
        };
        let query = format!(
            "query ($slug: String!, $id: String!) {{ project(slug: $slug) {{
                list: {list}(externalId: $id) {{ nodes {{ id }} }} }} }}"
        );

        let variables = json!({ "slug": project, "id": external_id });
        let found: Value = self.api.run(&query, variables).await?;
        Ok(text(found.pointer("/project/list/nodes/0/id")))
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    value.and_then(Value::as_str).map(str::to_owned)
}
