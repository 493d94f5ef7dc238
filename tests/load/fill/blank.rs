//! Rows with the defaults of the use cases.

use keyplane_auth::Algorithm;
use keyplane_entity::{
    Timestamp, application,
    id::{ApplicationId, KeyId, ProjectId},
    key,
};

/// An application that signs.
pub(super) fn application(
    id: ApplicationId,
    project_id: ProjectId,
    name: String,
    at: Timestamp,
) -> application::Model {
    let service = application::ApplicationType::Service;
    application::Model { name, ..application::Model::new(id, project_id, service, at) }
}

/// A key of an application, without the fields that differ between keys.
pub(super) fn blank_key(
    id: KeyId,
    project: ProjectId,
    algorithm: Algorithm,
    at: Timestamp,
) -> key::Model {
    key::Model {
        id,
        scope_id: project.0,
        application_id: None,
        purpose: key::Purpose::Application,
        kid: String::new(),
        name: String::new(),
        algorithm: algorithm.as_str().to_owned(),
        additional_algorithms: String::new(),
        public_key: Vec::new(),
        thumbprint: String::new(),
        certificate: None,
        custody: key::Custody::Holder,
        origin: key::Origin::Generated,
        sealed_private_key: None,
        master_key_id: None,
        private_key_retained: false,
        permissions: None,
        created_by_kid: None,
        predecessor_id: None,
        created_at: at,
        activates_at: at,
        retires_at: None,
        expires_at: None,
        not_after: None,
        revoked_at: None,
        max_token_lifetime_seconds: 0,
        deleted_at: None,
        operator_rule_id: None,
        external_id: None,
    }
}
