//! Each assertion can be used once. The last step of a request spends its `jti`, by an insert that
//! fails if another request has spent it before, on any replica.
//!
//! Concurrent requests share one transaction, so that the disk is synced once for all of them.

use std::{collections::HashSet, time::Duration};

use keyplane_auth::{AcceptedAssertion, sha256};
use keyplane_entity::{
    Timestamp,
    id::{ApplicationId, TrustedIssuerId},
    opaque_token, spent_assertion,
};
use sea_orm::{ConnAcquireErr, DbErr, EntityTrait, IntoActiveModel, TryInsertResult};
use tokio::sync::{mpsc, oneshot};

use crate::{
    error::Error,
    known::Client,
    serve::federation::SingleUse,
    store::{
        Store,
        database::{Database, Purpose, Transaction},
    },
};

/// How long a spent `jti` is kept after the assertion's end, in seconds: the leeway, and one minute
/// for clock differences between replicas.
const KEEP_SECONDS: i64 = 60 + 60;
/// Maximum number of requests that share a transaction.
const BATCH: usize = 128;
/// Maximum number of requests that wait for a transaction.
const QUEUE: usize = 4096;
/// How long a request waits for its transaction.
const WAIT: Duration = Duration::from_secs(20);

/// What an assertion was sent as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SentAs {
    /// The proof of who the client is.
    ClientAuthentication,
    /// The authorization to get a token: the assertion of a grant, or a subject token.
    Grant,
}

/// A `jti` of a client, or of a trusted issuer whose tokens count once.
#[derive(Clone, Debug)]
pub(super) struct Spend {
    sent_as: SentAs,
    /// The application, or the issuer in its place: no two rows of any table share an ID.
    application_id: ApplicationId,
    digest: [u8; 32],
    until: Timestamp,
}

impl Spend {
    /// `None` for an assertion without a `jti`.
    pub(super) fn of(
        client: &Client,
        assertion: &AcceptedAssertion,
        sent_as: SentAs,
    ) -> Option<Self> {
        let jti = assertion.token_id.as_ref()?;
        Some(Self {
            sent_as,
            application_id: client.application.id,
            digest: sha256(jti.as_bytes()),
            until: Timestamp::from_seconds(assertion.expires_at.saturating_add(KEEP_SECONDS)),
        })
    }

    /// The spend of a token that counts once, over all applications, grants and endpoints.
    pub(super) fn of_outside(once: &SingleUse, sent_as: SentAs) -> Self {
        Self {
            sent_as,
            application_id: ApplicationId(once.issuer.0),
            digest: sha256(once.token_id.as_bytes()),
            until: Timestamp::from_seconds(once.ends_at.saturating_add(KEEP_SECONDS)),
        }
    }

    fn row(&self) -> spent_assertion::Model {
        spent_assertion::Model {
            application_id: self.application_id,
            digest: self.digest.to_vec(),
            expires_at: self.until,
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        (self.application_id, self.digest) == (other.application_id, other.digest)
    }

    fn id(&self) -> (ApplicationId, Vec<u8>) {
        (self.application_id, self.digest.to_vec())
    }
}

/// What a request does once, however often it is judged.
#[derive(Default)]
pub(super) struct Once {
    /// What it has spent.
    spent: Vec<Spend>,
    /// Whether it has taken a token from the quota of its application.
    pub(super) took_quota: bool,
}

/// Rows that must be written before the answer is sent.
pub(super) struct Writing {
    pub(super) spends: Vec<Spend>,
    pub(super) token: Option<opaque_token::Model>,
}

struct Job {
    writing: Writing,
    answer: oneshot::Sender<Result<Option<SentAs>, Error>>,
}

/// Writes for all requests of this process, in batches.
#[derive(Clone)]
pub(crate) struct Spender(mpsc::Sender<Job>);

impl Spender {
    /// Starts the task that writes; it ends when the last sender is dropped.
    pub(crate) fn start(database: Database) -> Self {
        let (sender, receiver) = mpsc::channel(QUEUE);
        tokio::spawn(run(database, receiver));
        Self(sender)
    }

    /// Like [`Self::write`], for a request that may have spent its assertions already, when it was
    /// judged before.
    pub(super) async fn write_once(
        &self,
        mut writing: Writing,
        once: &mut Once,
    ) -> Result<Option<SentAs>, Error> {
        writing.spends.retain(|spend| !once.spent.iter().any(|earlier| earlier.is_same(spend)));
        let spends = writing.spends.clone();
        let earlier = self.write(writing).await?;
        if earlier.is_none() {
            once.spent.extend(spends);
        }
        Ok(earlier)
    }

    /// Writes. If a `jti` was spent before, no token was written, and it says what the first such
    /// assertion was sent as.
    async fn write(&self, writing: Writing) -> Result<Option<SentAs>, Error> {
        if writing.spends.is_empty() && writing.token.is_none() {
            return Ok(None);
        }
        let (answer, written) = oneshot::channel();
        let gone = || Error::Internal("the writer of assertions is gone".into());
        let wait = async {
            self.0.send(Job { writing, answer }).await.map_err(|_| gone())?;
            written.await.map_err(|_| gone())?
        };
        let timeout = |_| Error::Unavailable(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout));
        // Boxed, so that a request that writes nothing does not carry it.
        Box::pin(tokio::time::timeout(WAIT, wait)).await.map_err(timeout)?
    }
}

async fn run(database: Database, mut jobs: mpsc::Receiver<Job>) {
    let mut batch = Vec::with_capacity(BATCH);
    while jobs.recv_many(&mut batch, BATCH).await > 0 {
        // Cancelled requests spend nothing.
        batch.retain(|job| !job.answer.is_closed());
        if batch.is_empty() {
            continue;
        }

        let writings: Vec<_> = batch.iter().map(|job: &Job| &job.writing).collect();
        match write(&database, &writings).await {
            Ok(outcomes) => {
                for (job, spent) in batch.drain(..).zip(outcomes) {
                    // A request that was cancelled meanwhile has still spent its assertion.
                    let _ = job.answer.send(Ok(spent));
                }
            }
            Err(error) => {
                // Each request that gets the error is logged, or counted in a flood.
                tracing::debug!(%error, "assertions could not be spent");
                for job in batch.drain(..) {
                    let _ = job.answer.send(Err(error.copied()));
                }
            }
        }
    }
}

/// Runs one transaction. Returns for each writing what the first of its assertions was sent as that
/// another request has spent; `None` if there is none.
async fn write(database: &Database, writings: &[&Writing]) -> Result<Vec<Option<SentAs>>, Error> {
    let tx = database.begin_for(Purpose::Spending).await?;
    let mut seen = HashSet::new();
    let first: Vec<&Spend> = writings
        .iter()
        .flat_map(|writing| &writing.spends)
        .filter(|spend| seen.insert(spend.id()))
        .collect();

    let mut fresh = insert(&tx, &first).await?;
    // A jti that occurs in two writings of this batch belongs to the first one.
    let outcomes: Vec<_> = writings
        .iter()
        .map(|writing| {
            // Removes every spend of the writing, including those after one that another request
            // has spent.
            let spent = writing.spends.iter().filter(|spend| !fresh.remove(&spend.id()));
            spent.fold(None, |first, spend| first.or(Some(spend.sent_as)))
        })
        .collect();

    let tokens: Vec<_> = writings
        .iter()
        .zip(&outcomes)
        .filter(|(_, spent)| spent.is_none())
        .filter_map(|(writing, _)| Some(writing.token.clone()?.into_active_model()))
        .collect();
    if !tokens.is_empty() {
        opaque_token::Entity::insert_many(tokens).exec_without_returning(&tx).await?;
    }

    database.commit(tx).await?;
    Ok(outcomes)
}

async fn insert(
    tx: &Transaction,
    spends: &[&Spend],
) -> Result<HashSet<(ApplicationId, Vec<u8>)>, Error> {
    if spends.is_empty() {
        return Ok(HashSet::new());
    }

    let mut spends = spends.to_vec();
    // All replicas use the same order, so that they cannot deadlock.
    spends.sort_unstable_by_key(|spend| spend.digest);
    let rows = spends.iter().map(|spend| spend.row().into_active_model());
    let columns = [spent_assertion::Column::ApplicationId, spent_assertion::Column::Digest];
    let inserted = spent_assertion::Entity::insert_many(rows)
        .on_conflict_do_nothing_on(columns)
        .exec_with_returning_keys(tx)
        .await?;

    Ok(match inserted {
        TryInsertResult::Inserted(fresh) => fresh.into_iter().collect(),
        TryInsertResult::Empty | TryInsertResult::Conflicted => HashSet::new(),
    })
}

/// Whether the `jti` of an application was spent, without spending it.
pub(crate) async fn is_spent(store: &Store, id: ApplicationId, jti: &str) -> Result<bool, Error> {
    let id = (id, sha256(jti.as_bytes()).to_vec());
    Ok(spent_assertion::Entity::find_by_id(id).one(store.read()).await?.is_some())
}

/// Whether the `jti` of a trusted issuer was spent, without spending it.
pub(crate) async fn is_outside_spent(
    store: &Store,
    issuer: TrustedIssuerId,
    jti: &str,
) -> Result<bool, Error> {
    is_spent(store, ApplicationId(issuer.0), jti).await
}
