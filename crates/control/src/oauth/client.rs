//! Clients and their authentication (RFC 6749 section 2.3, RFC 7523 section 2.2).

use std::sync::Arc;

use bytes::Bytes;
use keyplane_auth::{
    ApplicationKey, AssertionRefusal, ClientAssertionRules, HmacKey, JwsAlgorithm, KeyRefusal,
    UnverifiedAssertion, digests_equal, sha256,
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
    Credentials, OAuthError,
    spend::{Spend, Writing},
};
use crate::{
    Control, Endpoint, Error,
    cache::ScopeEntry,
    database::sole,
    judge::{self, ApplicationRefusal, AssertionUse, SignsWith, admit},
    key as keys,
};

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

/// The application that a look-up found, if it is enabled.
pub(crate) fn enabled<E: From<Error>>(
    client: Option<Arc<Client>>,
    refuse: impl Fn(ApplicationRefusal) -> E,
) -> Result<Arc<Client>, E> {
    let application = client.as_ref().map(|client| &client.application);
    admit(judge::judge_application(application), &refuse)?;
    client.ok_or_else(|| refuse(ApplicationRefusal::Unknown))
}

fn refuse(refusal: AssertionRefusal) -> OAuthError {
    OAuthError::InvalidClient(refusal.to_string())
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
        let fresh = self.inner.spender.write(Writing { spends, token: None }).await?;
        admit(judge::judge_replay(Some(!fresh)), refuse)?;
        Ok(proven.client)
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

        // Every refusal is the same, and is given after the digests were compared.
        let client = enabled(Some(client), |_| refused())?;
        let is_method = client.application.auth_method == method;
        let secret = found.filter(|_| is_method).ok_or_else(refused)?;
        self.inner.usage.note_secret(secret, now);
        Ok(Proven { client, spend: None })
    }

    async fn prove_by_assertion(
        &self,
        entry: &ScopeEntry,
        slug: &str,
        scope: Scope,
        endpoint: Endpoint,
        assertion: &SecretString,
    ) -> Result<Proven, OAuthError> {
        let assertion = UnverifiedAssertion::parse(assertion.expose_secret()).map_err(refuse)?;

        let client = match assertion.issuer() {
            Some(issuer) => self.client(entry, scope, issuer).await?,
            None => None,
        };
        let client = enabled(client, |_| refused())?;
        let application = &client.application;
        admit(judge::judge_auth_method(Some(application.auth_method)), |_| refused())?;

        let now = self.now();
        let signers = client.signers(AssertionUse::Client, assertion.kid(), now);
        let (used, verified) = assertion.verify_any(signers).map_err(refuse)?;
        let issuer = self.public_url().issuer(slug);
        let called = [Endpoint::Token, endpoint];
        let accept = |rules: ClientAssertionRules<'_>| rules.accept(verified);
        let accepted = judge::with_client_rules(application, &issuer, called, now, accept);
        let accepted = accepted.map_err(refuse)?;
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
    ) -> Result<Option<Arc<Client>>, Error> {
        match id.parse() {
            Ok(id) => self.client_by_id(entry, scope, id).await,
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

impl ClientKey {
    fn is_accepted(&self, now: Timestamp) -> bool {
        judge::key_refusal(self.row.state(now)).is_none()
    }
}

impl Client {
    /// Whether a key is one of the application.
    pub(crate) fn owns(&self, key: &key::Model) -> bool {
        key.application_id == Some(self.application.id)
    }

    /// The keys and secrets that may have signed an assertion for a use: those accepted now and, of
    /// the keys, only the one with the `kid` that the assertion names.
    pub(crate) fn signers(
        &self,
        purpose: AssertionUse,
        kid: Option<&str>,
        now: Timestamp,
    ) -> Vec<(Used, &ApplicationKey)> {
        let with = SignsWith::of(purpose, self.application.auth_method);
        let keys = self.keys.iter().filter(|key| {
            with.keys && key.is_accepted(now) && kid.is_none_or(|kid| kid == key.row.kid)
        });
        let secrets = self.secrets.iter().filter(|secret| with.secrets && secret.row.is_valid(now));

        let keys = keys.map(|key| (Used::Key(key.row.id), &key.key));
        let secrets =
            secrets.filter_map(|secret| Some((Used::Secret(secret.row.id), secret.hmac.as_ref()?)));
        keys.chain(secrets).collect()
    }

    /// Refuses what was signed with a key or a secret by `algorithm` unless it is accepted now.
    pub(crate) fn accept(
        &self,
        used: Used,
        algorithm: JwsAlgorithm,
        now: Timestamp,
    ) -> Result<(), KeyRefusal> {
        let accepts = match used {
            Used::Key(id) => self.keys.iter().any(|key| {
                let takes = key.key.algorithms().contains(algorithm);
                key.row.id == id && takes && key.is_accepted(now)
            }),
            Used::Secret(id) => {
                let mut secrets = self.secrets.iter().filter(|secret| secret.hmac.is_some());
                secrets.any(|secret| secret.row.id == id && secret.row.is_valid(now))
            }
        };
        if accepts { Ok(()) } else { Err(KeyRefusal::Unknown) }
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
