//! Clients and their authentication (RFC 6749 section 2.3, RFC 7523 section 2.2).

use std::sync::Arc;

use bytes::Bytes;
use keyplane_auth::{
    AcceptedAssertion, ApplicationKey, AssertionRefusal, ClientAssertionRules, HmacKey,
    JwsAlgorithm, UnverifiedAssertion, VerifiedAssertion, digests_equal, sha256,
};
use keyplane_entity::{
    Scope, Timestamp,
    application::{self, ClientAuthMethod},
    client_secret,
    id::{ApplicationId, ClientSecretId, KeyId},
    key,
};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use secrecy::{ExposeSecret, SecretString};

use super::{
    Credentials, Endpoint, OAuthError,
    spend::{Spend, Writing},
};
use crate::{Control, Error, cache::ScopeEntry, database::sole, key as keys};

/// An application as the runtime needs it: everything parsed once.
pub(crate) struct Client {
    pub(crate) application: application::Model,
    /// ID of the application in its public form.
    #[expect(clippy::struct_field_names, reason = "the name that RFC 6749 gives it")]
    pub(crate) client_id: Bytes,
    keys: Vec<ClientKey>,
    secrets: Vec<ClientSecret>,
}

struct ClientKey {
    /// Row of the key, for its dates and kid.
    row: key::Model,
    key: ApplicationKey,
}

struct ClientSecret {
    row: client_secret::Model,
    /// The secret as a key, for `CLIENT_SECRET_JWT`.
    hmac: Option<ApplicationKey>,
}

/// An authenticated client; the `jti` of its assertion must still be spent.
pub(super) struct Proven {
    pub(super) client: Arc<Client>,
    pub(super) spend: Option<Spend>,
}

/// The refusal that reveals neither whether the client exists nor what is wrong with its secret.
fn refused() -> OAuthError {
    OAuthError::InvalidClient("unknown client, wrong secret or wrong authentication method".into())
}

impl Control {
    /// Authenticates a client by its own method.
    pub(super) async fn prove(
        &self,
        entry: &ScopeEntry,
        project: &keyplane_entity::project::Model,
        endpoint: Endpoint,
        credentials: &Credentials,
    ) -> Result<Proven, OAuthError> {
        let scope = Scope::Project(project.id);

        match credentials {
            Credentials::None { .. } => {
                Err(OAuthError::InvalidClient("the client has to prove itself".into()))
            }
            Credentials::Basic { id, secret } => {
                let method = ClientAuthMethod::ClientSecretBasic;
                self.prove_by_secret(entry, scope, id, secret, method).await
            }
            Credentials::Post { id, secret } => {
                let method = ClientAuthMethod::ClientSecretPost;
                self.prove_by_secret(entry, scope, id, secret, method).await
            }
            Credentials::Assertion { assertion, id } => {
                let proven = self
                    .prove_by_assertion(entry, &project.slug, scope, endpoint, assertion)
                    .await?;
                let own = proven.client.application.id.to_string();
                if id.as_ref().is_some_and(|id| *id != own) {
                    return Err(OAuthError::InvalidClient(
                        "client_id is not the client that the assertion names".into(),
                    ));
                }
                Ok(proven)
            }
        }
    }

    /// Like [`Self::prove`], and spends the assertion at once, with no other writes.
    pub(super) async fn prove_once(
        &self,
        entry: &ScopeEntry,
        project: &keyplane_entity::project::Model,
        endpoint: Endpoint,
        credentials: &Credentials,
    ) -> Result<Arc<Client>, OAuthError> {
        let proven = self.prove(entry, project, endpoint, credentials).await?;
        let spends = proven.spend.into_iter().collect();
        if self.inner.spender.write(Writing { spends, token: None }).await? {
            return Ok(proven.client);
        }
        Err(OAuthError::InvalidClient(AssertionRefusal::Replayed.to_string()))
    }

    async fn prove_by_secret(
        &self,
        entry: &ScopeEntry,
        scope: Scope,
        id: &str,
        secret: &SecretString,
        method: ClientAuthMethod,
    ) -> Result<Proven, OAuthError> {
        let digest = sha256(secret.expose_secret().as_bytes());
        let Some(client) = self.client(entry, scope, id).await? else {
            // Takes as long as for a client that exists.
            let _ = digests_equal(&digest, &[0; 32]);
            return Err(refused());
        };

        let now = self.now();
        let matches = |secret: &&ClientSecret| {
            digests_equal(&digest, &secret.row.digest) & secret.row.is_valid(now)
        };
        let found = client.secrets.iter().find(matches).map(|secret| secret.row.id);

        match found {
            Some(secret) if client.application.auth_method == method && client.is_enabled() => {
                self.inner.usage.note_secret(secret, now);
                Ok(Proven { client, spend: None })
            }
            _ => Err(refused()),
        }
    }

    async fn prove_by_assertion(
        &self,
        entry: &ScopeEntry,
        slug: &str,
        scope: Scope,
        endpoint: Endpoint,
        assertion: &SecretString,
    ) -> Result<Proven, OAuthError> {
        let refuse = |refusal: AssertionRefusal| OAuthError::InvalidClient(refusal.to_string());
        let assertion = UnverifiedAssertion::parse(assertion.expose_secret()).map_err(refuse)?;

        let client = match assertion.issuer() {
            Some(issuer) => self.client(entry, scope, issuer).await?,
            None => None,
        };
        let Some(client) = client.filter(|client| client.is_enabled()) else {
            return Err(refused());
        };

        let now = self.now();
        let keys = match client.application.auth_method {
            ClientAuthMethod::PrivateKeyJwt => client.key_pairs(assertion.kid(), now),
            ClientAuthMethod::ClientSecretJwt => client.signing_secrets(now),
            ClientAuthMethod::ClientSecretBasic | ClientAuthMethod::ClientSecretPost => {
                return Err(refused());
            }
        };

        let (used, verified) = assertion.verify_any(keys).map_err(refuse)?;
        let issuer = self.public_url().issuer(slug);
        let accepted = client.accept(verified, &issuer, endpoint, now).map_err(refuse)?;
        self.note_use(used, now);
        let spend = Spend::of(&client, &accepted);
        Ok(Proven { client, spend })
    }

    /// The application of a `client_id` in a project, in any state.
    pub(crate) async fn client(
        &self,
        entry: &ScopeEntry,
        scope: Scope,
        id: &str,
    ) -> Result<Option<Arc<Client>>, OAuthError> {
        match id.parse() {
            Ok(id) => Ok(self.client_by_id(entry, scope, id).await?),
            Err(_) => Ok(None),
        }
    }

    /// Like [`Self::client`], by the application's ID.
    pub(crate) async fn client_by_id(
        &self,
        entry: &ScopeEntry,
        scope: Scope,
        id: ApplicationId,
    ) -> Result<Option<Arc<Client>>, Error> {
        let load = || async { Ok(self.load_client(scope, id).await?.map(Arc::new)) };
        entry.clients.get(id, load).await
    }

    async fn load_client(&self, scope: Scope, id: ApplicationId) -> Result<Option<Client>, Error> {
        let Some(project) = scope.project() else { return Ok(None) };
        let (db, now) = (&self.inner.database.read, self.now());
        let _permit = self.cold_lookup().await?;
        let found = application::Entity::in_project(project).filter(application::Column::Id.eq(id));
        let Some(application) = sole(found, db).await? else { return Ok(None) };
        let keys = key::Entity::of_application(&application)
            .filter(key::in_life(now))
            .order_by_desc(key::Column::Id);
        let secrets = client_secret::Entity::in_project(project)
            .filter(client_secret::Column::ApplicationId.eq(id))
            .order_by_desc(client_secret::Column::Id);
        // Each query is a round trip, so they run concurrently.
        let (keys, secrets) = tokio::try_join!(keys.all(db), secrets.all(db))?;
        let keys = keys.into_iter().map(ClientKey::parse).collect::<Result<_, _>>()?;
        let secrets =
            secrets.into_iter().map(|row| self.parse_secret(row)).collect::<Result<_, _>>()?;
        Ok(Some(Client { client_id: id.to_string().into(), application, keys, secrets }))
    }

    fn parse_secret(&self, row: client_secret::Model) -> Result<ClientSecret, Error> {
        let hmac = match &row.sealed_secret {
            None => None,
            Some(sealed) => {
                let secret = self.unseal_secret(&row, sealed)?;
                Some(ApplicationKey::Secret(HmacKey::new(&secret)))
            }
        };
        Ok(ClientSecret { row, hmac })
    }
}

/// Which of a client's keys an assertion was signed with.
#[derive(Clone, Copy)]
pub(crate) enum Used {
    Key(KeyId),
    Secret(ClientSecretId),
}

impl ClientKey {
    fn parse(mut row: key::Model) -> Result<Self, Error> {
        let key = keys::verifying_key(&row)?;
        // From here on, only the dates and names of the row are needed.
        row.public_key = Vec::new();
        row.certificate = None;
        row.sealed_private_key = None;
        Ok(Self { row, key: ApplicationKey::Public(key) })
    }
}

impl Client {
    /// Whether the application is enabled.
    pub(crate) fn is_enabled(&self) -> bool {
        self.application.enabled
    }

    /// The key pairs that may have signed an assertion: those accepted now and, if the assertion
    /// names a `kid`, only the one with that `kid`.
    pub(crate) fn key_pairs(
        &self,
        kid: Option<&str>,
        now: Timestamp,
    ) -> Vec<(Used, &ApplicationKey)> {
        self.keys
            .iter()
            .filter(|key| key.row.is_accepted(now) && kid.is_none_or(|kid| kid == key.row.kid))
            .map(|key| (Used::Key(key.row.id), &key.key))
            .collect()
    }

    /// Whether what was signed with a key or a secret by `algorithm` is accepted now.
    pub(crate) fn accepts(&self, used: Used, algorithm: JwsAlgorithm, now: Timestamp) -> bool {
        match used {
            Used::Key(id) => self.keys.iter().any(|key| {
                let takes = key.key.algorithms().contains(algorithm);
                key.row.id == id && takes && key.row.is_accepted(now)
            }),
            Used::Secret(id) => {
                let mut secrets = self.secrets.iter().filter(|secret| secret.hmac.is_some());
                secrets.any(|secret| secret.row.id == id && secret.row.is_valid(now))
            }
        }
    }

    /// The secrets that may have signed an assertion.
    pub(crate) fn signing_secrets(&self, now: Timestamp) -> Vec<(Used, &ApplicationKey)> {
        let valid = self.secrets.iter().filter(|secret| secret.row.is_valid(now));
        valid
            .filter_map(|secret| Some((Used::Secret(secret.row.id), secret.hmac.as_ref()?)))
            .collect()
    }

    fn accept(
        &self,
        assertion: VerifiedAssertion,
        issuer: &str,
        endpoint: Endpoint,
        now: Timestamp,
    ) -> Result<AcceptedAssertion, AssertionRefusal> {
        let token = format!("{issuer}{}", Endpoint::Token.path());
        let called = format!("{issuer}{}", endpoint.path());
        let all = [issuer, &token, &called];
        // RFC 7523bis: only the issuer, unless the application allows the endpoint.
        let count = if self.application.allow_token_endpoint_audience { all.len() } else { 1 };
        let (audiences, refused_endpoints) = all.split_at(count);
        let client_id = self.application.id.to_string();
        let now = now.seconds();
        ClientAssertionRules { client_id: &client_id, audiences, refused_endpoints, now }
            .accept(assertion)
    }
}

impl Control {
    /// Notes which key or secret was used.
    pub(crate) fn note_use(&self, used: Used, now: Timestamp) {
        match used {
            Used::Key(key) => self.inner.usage.note(key, now),
            Used::Secret(secret) => self.inner.usage.note_secret(secret, now),
        }
    }
}
