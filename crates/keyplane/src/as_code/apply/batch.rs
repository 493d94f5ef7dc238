//! Several mutations in one request.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::operation::Operation;
use crate::{
    admin_api::{AdminApi, AdminApiError, input_type},
    as_code::object::ObjectKind,
};

/// Number of mutations that the Admin API takes in a request.
pub(super) const MAX_BATCH: usize = 5;

/// A request with up to five mutations, which the server makes in order.
pub(super) struct Batch<'a> {
    pub(super) operations: Vec<(&'a Operation, Value)>,
}

/// Why a batch was not completed.
pub(super) enum BatchFailure {
    /// The mutation at this position was refused. Those before it are done, those after it not.
    At(usize, AdminApiError),
    /// What was done is not known.
    Unknown(AdminApiError),
}

impl Batch<'_> {
    /// Sends the batch; gives the IDs of the objects, in the order of the mutations.
    pub(super) async fn send(&self, api: &AdminApi) -> Result<Vec<Option<String>>, BatchFailure> {
        let (document, variables) = self.document();
        let answer: Value = match api.run(&document, variables).await {
            Ok(answer) => answer,
            Err(error) => {
                return Err(match refused(&error) {
                    // The alias of the mutation in this request says nothing to people.
                    Some(at) if at < self.operations.len() => {
                        BatchFailure::At(at, error.without_paths())
                    }
                    _ => BatchFailure::Unknown(error),
                });
            }
        };

        let id = |(at, (operation, _)): (usize, &(&Operation, Value))| {
            let field = operation.target.0.facts().field;
            let id = answer.get(format!("m{at}"))?.get(field)?.get("id")?.as_str()?;
            Some(id.to_owned())
        };
        Ok(self.operations.iter().enumerate().map(id).collect())
    }

    /// The document and its variables. The inputs are variables, so nothing is quoted.
    fn document(&self) -> (String, Value) {
        let (mut declared, mut fields) = (String::new(), String::new());
        let mut variables = Map::new();
        for (at, (operation, input)) in self.operations.iter().enumerate() {
            let mutation = operation.mutation;
            let _ = write!(declared, "$i{at}: {}! ", input_type(mutation));
            let selection = match (operation.creates, operation.target.0) {
                (true, kind) if has_id(kind) => format!("{} {{ id }}", kind.facts().field),
                _ => "__typename".to_owned(),
            };
            let _ = write!(fields, "m{at}: {mutation}(input: $i{at}) {{ {selection} }} ");
            variables.insert(format!("i{at}"), input.clone());
        }
        (format!("mutation ({declared}) {{ {fields} }}"), Value::Object(variables))
    }
}

/// Whether other objects need the ID of one of this kind.
fn has_id(kind: ObjectKind) -> bool {
    match kind {
        ObjectKind::Project
        | ObjectKind::Application
        | ObjectKind::Api
        | ObjectKind::TrustedIssuer
        | ObjectKind::FederatedIdentity => true,
        ObjectKind::Key | ObjectKind::Grant => false,
    }
}

/// The position of the mutation that was refused.
fn refused(error: &AdminApiError) -> Option<usize> {
    error.errors().first()?.path.first()?.strip_prefix('m')?.parse().ok()
}
