//! Root fields of mutations. Each has one input and one payload; the use cases decide.

mod admin_key;
mod apis;
mod application;
mod application_key;
mod client_secret;
mod federated_identity;
mod key;
mod key_payloads;
mod operator_issuer;
mod operator_rule;
mod operator_session;
mod project;
mod signing_key;
mod trusted_issuer;
mod webhook;

use async_graphql::MergedObject;

use self::{
    admin_key::AdminKeyMutation, apis::ApiMutation, application::ApplicationMutation,
    application_key::ApplicationKeyMutation, client_secret::ClientSecretMutation,
    federated_identity::FederatedIdentityMutation, key::KeyMutation,
    operator_issuer::OperatorIssuerMutation, operator_rule::OperatorRuleMutation,
    operator_session::OperatorSessionMutation, project::ProjectMutation,
    signing_key::SigningKeyMutation, trusted_issuer::TrustedIssuerMutation,
    webhook::WebhookMutation,
};

/// Root of all mutations. A request has at most five; they run in order, each in its own
/// transaction.
#[derive(Default, MergedObject)]
pub(crate) struct Mutation(
    ProjectMutation,
    ApplicationMutation,
    ClientSecretMutation,
    ApiMutation,
    AdminKeyMutation,
    ApplicationKeyMutation,
    SigningKeyMutation,
    KeyMutation,
    TrustedIssuerMutation,
    FederatedIdentityMutation,
    WebhookMutation,
    OperatorIssuerMutation,
    OperatorRuleMutation,
    OperatorSessionMutation,
);
