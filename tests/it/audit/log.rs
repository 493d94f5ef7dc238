//! The rows of the audit log, behind the control plane's back, and the verification of both forms.

use keyplane_auth::sha256;
use keyplane_control::{
    AuditArchive, AuditReport, AuditRule, AuditScope, AuditSelection, verify_audit_file,
};
use keyplane_entity::{audit_chain, audit_checkpoint, audit_event};
use sea_orm::{DatabaseConnection, EntityTrait, IntoActiveModel, QueryOrder};
use secrecy::SecretString;
use serde_json::json;
use uuid::Uuid;

use crate::harness::World;

/// Every event.
pub(super) const EVERYTHING: AuditSelection =
    AuditSelection { scope: AuditScope::All, from_sequence: 1 };

/// A connection of its own to a world's database.
pub(super) async fn database(world: &World) -> DatabaseConnection {
    sea_orm::Database::connect(&world.database_url).await.unwrap()
}

pub(super) async fn archive(world: &World) -> AuditArchive {
    AuditArchive::open(&SecretString::from(world.database_url.clone())).await.unwrap()
}

pub(super) async fn verified(world: &World) -> AuditReport {
    archive(world).await.verify(&EVERYTHING, None, &mut |_| {}).await.unwrap()
}

/// An export, as text.
pub(super) async fn exported(world: &World, selection: &AuditSelection) -> String {
    let mut file = Vec::new();
    archive(world).await.export(selection, world.now(), &mut file, &mut |_| {}).await.unwrap();
    String::from_utf8(file).unwrap()
}

pub(super) fn read(file: &str) -> AuditReport {
    verify_audit_file(file.as_bytes(), None, &mut |_| {}).unwrap()
}

/// The rule and the event of the first fault: of the chains, else of the file.
pub(super) fn fault(report: &AuditReport) -> Option<(AuditRule, Option<i64>)> {
    let of_chain = report.chains.iter().find_map(|chain| chain.fault.as_ref());
    let first = of_chain.or(report.fault.as_ref());
    first.map(|fault| (fault.rule, fault.sequence))
}

/// The rows of the log.
pub(super) struct Rows {
    pub(super) chains: Vec<audit_chain::Model>,
    pub(super) events: Vec<audit_event::Model>,
    pub(super) checkpoints: Vec<audit_checkpoint::Model>,
}

impl Rows {
    pub(super) async fn read(database: &DatabaseConnection) -> Self {
        let events = audit_event::Entity::find()
            .order_by_asc(audit_event::Column::ScopeId)
            .order_by_asc(audit_event::Column::Sequence);
        Self {
            chains: audit_chain::Entity::find().all(database).await.unwrap(),
            events: events.all(database).await.unwrap(),
            checkpoints: audit_checkpoint::Entity::find().all(database).await.unwrap(),
        }
    }

    /// Writes the rows in place of those that are there.
    pub(super) async fn write(&self, database: &DatabaseConnection) {
        audit_event::Entity::delete_many().exec(database).await.unwrap();
        audit_chain::Entity::delete_many().exec(database).await.unwrap();
        audit_checkpoint::Entity::delete_many().exec(database).await.unwrap();
        for event in self.events.clone() {
            let insert = audit_event::Entity::insert(event.into_active_model());
            insert.exec_without_returning(database).await.unwrap();
        }
        for chain in self.chains.clone() {
            let insert = audit_chain::Entity::insert(chain.into_active_model());
            insert.exec_without_returning(database).await.unwrap();
        }
        for checkpoint in self.checkpoints.clone() {
            let insert = audit_checkpoint::Entity::insert(checkpoint.into_active_model());
            insert.exec_without_returning(database).await.unwrap();
        }
    }

    pub(super) fn chain(&mut self, scope: Uuid) -> &mut audit_chain::Model {
        self.chains.iter_mut().find(|chain| chain.scope_id == scope).unwrap()
    }

    pub(super) fn event(&mut self, scope: Uuid, sequence: i64) -> &mut audit_event::Model {
        let is_it =
            |event: &&mut audit_event::Model| event.scope_id == scope && event.sequence == sequence;
        self.events.iter_mut().find(is_it).unwrap()
    }

    /// Computes the hashes of a chain again, as a person with access to the database can.
    pub(super) fn rehash(&mut self, scope: Uuid) {
        let mut head = String::new();
        for event in self.events.iter_mut().filter(|event| event.scope_id == scope) {
            event.previous_hash.clone_from(&head);
            event.hash = hash_of(event);
            head.clone_from(&event.hash);
        }
        self.chain(scope).hash = head;
    }
}

/// The hash of an event: SHA-256 over the JSON array of the fields, in this order; `target` only if
/// the event has it, and it together with `operator` if a person caused the event.
pub(super) fn hash_of(event: &audit_event::Model) -> String {
    let mut fields = vec![
        json!(event.scope_id.to_string()),
        json!(event.sequence),
        json!(event.id.to_string()),
        json!(event.at.0),
        json!(event.action),
        json!(sea_orm::ActiveEnum::to_value(&event.actor_type)),
        json!(event.actor_key_id.map(|id| id.to_string())),
        json!(event.actor_kid),
        json!(event.target_id),
        json!(event.changes),
        json!(event.request_id),
        json!(event.source_address),
    ];
    match (&event.operator, &event.target) {
        (None, None) => {}
        (None, Some(target)) => fields.push(json!(target)),
        (Some(operator), target) => fields.extend([json!(target), json!(operator)]),
    }
    fields.push(json!(event.previous_hash));

    let hash = sha256(serde_json::to_string(&fields).unwrap().as_bytes());
    hash.iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|half| char::from_digit(half.into(), 16))
        .collect()
}
