//! The settings of an application as mutations take them.

use async_graphql::{InputObject, MaybeUndefined};
use keyplane_control::ApplicationSettings;

use super::{
    enums::{AccessTokenFormat, ClientAuthMethod, FederatedGrant},
    label::LabelInput,
    patch::Null,
};

/// Settings of an application that its creation and its changes share.
#[derive(InputObject)]
pub(crate) struct ApplicationSettingsInput {
    /// What the application is for, 0 to 500 characters. Null is the same as an empty text.
    description: MaybeUndefined<String>,
    /// Contact for the application, such as a team or an address, 0 to 200 characters. Null is the
    /// same as an empty text.
    owner: MaybeUndefined<String>,
    /// Labels of the application: up to 32, each key once; they replace its present labels. Null is
    /// the same as an empty list.
    labels: MaybeUndefined<Vec<LabelInput>>,
    /// Method of client authentication; `PRIVATE_KEY_JWT` in a new application. A change deletes
    /// the client secrets; a method with a secret then needs `rotateClientSecret`.
    auth_method: MaybeUndefined<ClientAuthMethod>,
    /// Format of the application's access tokens; `JWT` in a new application.
    access_token_format: MaybeUndefined<AccessTokenFormat>,
    /// Access token lifetime in seconds, 60 to 2,419,200; 1,800 in a new application.
    access_token_lifetime_seconds: MaybeUndefined<i32>,
    /// Maximum number of access tokens a minute, 1 to 1,000,000; null for no quota, as in a new
    /// application.
    tokens_per_minute: MaybeUndefined<i32>,
    /// Whether the application's grant assertions may name a `sub` other than its `client_id`;
    /// false in a new application.
    allow_any_subject: MaybeUndefined<bool>,
    /// Whether the application's assertions may name the token endpoint instead of the issuer in
    /// `aud`; false in a new application.
    allow_token_endpoint_audience: MaybeUndefined<bool>,
    /// Names of claims that are copied from a grant assertion into the access token: up to 32 names
    /// of 1 to 255 printable ASCII characters, without registered claims; none in a new application.
    allowed_claims: MaybeUndefined<Vec<String>>,
    /// Grants for which the application may send a token of a trusted issuer; none in a new
    /// application.
    federated_grants: MaybeUndefined<Vec<FederatedGrant>>,
    /// Whether an access token that was issued for a token of a trusted issuer names its `iss` and
    /// `sub` in the claim `federated`; false in a new application.
    federated_claim: MaybeUndefined<bool>,
    /// Other values of `client_id` that name the application: up to 5 of 1 to 255 printable ASCII
    /// characters, unique in the project, none that begins with `app_`; they replace its present
    /// aliases. Null is the same as an empty list.
    client_id_aliases: MaybeUndefined<Vec<String>>,
    /// Further values of `aud` that the application's assertions may have, such as the token
    /// endpoint of the server that it comes from: up to 5 of 1 to 1,024 printable ASCII characters
    /// without blanks; none in a new application. None is the identifier of an API of the project, an
    /// application's ID, an alias of this application, or a URL of another project of this server:
    /// the receiver of a token with such an audience could authenticate as the application. Null is
    /// the same as an empty list.
    assertion_audiences: MaybeUndefined<Vec<String>>,
    /// Name in files and other tools, unique among the applications of the project: 1 to 128 printable
    /// ASCII characters without blanks; null for none.
    external_id: MaybeUndefined<String>,
}

impl ApplicationSettingsInput {
    /// Converts the settings to changes of an application.
    pub(crate) fn patch(self, null: Null) -> ApplicationSettings {
        ApplicationSettings {
            description: null.patch(self.description),
            owner: null.patch(self.owner),
            labels: null.patch_list(self.labels),
            auth_method: null.patch(self.auth_method),
            access_token_format: null.patch(self.access_token_format),
            access_token_lifetime_seconds: null.patch(self.access_token_lifetime_seconds),
            tokens_per_minute: null.patch(self.tokens_per_minute),
            allow_any_subject: null.patch(self.allow_any_subject),
            allow_token_endpoint_audience: null.patch(self.allow_token_endpoint_audience),
            allowed_claims: null.patch(self.allowed_claims),
            federated_grants: null.patch_list(self.federated_grants),
            federated_claim: null.patch(self.federated_claim),
            client_id_aliases: null.patch_list(self.client_id_aliases),
            assertion_audiences: null.patch_list(self.assertion_audiences),
            external_id: null.patch(self.external_id),
            ..ApplicationSettings::default()
        }
    }
}
