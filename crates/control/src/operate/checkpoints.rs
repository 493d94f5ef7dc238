//! Checkpoints of the audit log: the instance signs the heads of chains, so that a chain that was
//! rewritten later does not fit a checkpoint that is kept elsewhere.

use std::{
    collections::HashSet,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use keyplane_auth::{JwkSet, KeySpec, PrivateKey, SigningKey};
use keyplane_entity::{Permission, Scope, audit_chain, audit_checkpoint, audit_signing_key};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use tokio::sync::OnceCell;
use uuid::Uuid;

use super::write::Write;
use crate::{
    error::Error,
    known::{Actor, Change, Known},
    store::audit::{
        self, AuditFault, AuditRule, ChainCheck, CheckpointKeys, Event, EventLine, Statement,
    },
};

/// The longest time without a checkpoint while events are added, in seconds.
const PERIOD_SECONDS: i64 = 3_600;
/// The most events without a checkpoint.
const EVENTS: i64 = 1_000;
/// Checkpoints of one transaction, which holds the locks of their chains.
const BATCH: u64 = 20;

/// Signs checkpoints of the audit log.
#[derive(Clone)]
pub struct Checkpoints {
    known: Known,
    state: Arc<CheckpointState>,
}

#[derive(Default)]
struct CheckpointState {
    signer: OnceCell<CheckpointSigner>,
    written: AtomicU64,
    /// Chains that do not fit; each is logged once.
    broken: Mutex<HashSet<Uuid>>,
}

/// The key that signs.
struct CheckpointSigner {
    kid: String,
    key: SigningKey,
}

impl Checkpoints {
    pub(crate) fn new(known: Known) -> Self {
        Self { known, state: Arc::default() }
    }

    /// The public keys of checkpoints as a JWK Set, oldest first; empty before the first checkpoint.
    pub async fn public_keys(&self) -> Result<JwkSet, Error> {
        Ok(audit::jwks(&audit::keys(self.known.store().read()).await?))
    }

    /// Checkpoints that this process has written.
    pub fn written(&self) -> u64 {
        self.state.written.load(Ordering::Relaxed)
    }

    /// Chains that this process does not sign, because their events do not fit.
    pub fn broken_chains(&self) -> usize {
        self.state.broken.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Signs the head of each chain that has events since its last checkpoint, at the latest an hour
    /// or 1,000 events after it. A chain whose new events do not fit is not signed: the log has an
    /// error that names the first of them.
    pub async fn write_due(&self) -> Result<(), Error> {
        self.known.store().require_clock()?;
        let mut after = None;
        loop {
            let due = self.due(after).await?;
            let Some(last) = due.last() else { return Ok(()) };
            let had_signer = self.state.signer.initialized();
            let key = self.signer().await?;
            if !had_signer {
                // A key that was made just now has an event, which the first checkpoint includes.
                continue;
            }
            after = Some(last.scope_id);

            let mut signed = Vec::with_capacity(due.len());
            for chain in &due {
                match self.verify(chain).await? {
                    Ok(()) => signed.push(self.sign(key, chain)?),
                    Err(fault) => self.report(chain.scope_id, &fault),
                }
            }
            self.insert(&signed).await?;
        }
    }

    async fn due(&self, after: Option<Uuid>) -> Result<Vec<audit_chain::Model>, Error> {
        use audit_chain::Column::{CheckpointAt, CheckpointSequence, ScopeId, Sequence};

        let long_ago = self.known.store().now().plus_seconds(-PERIOD_SECONDS);
        let news = Expr::col(Sequence).sub(Expr::col(CheckpointSequence));
        let mut due = audit_chain::Entity::find()
            .filter(news.clone().gt(0))
            .filter(CheckpointAt.lte(long_ago).or(news.gte(EVENTS)));
        if let Some(after) = after {
            due = due.filter(ScopeId.gt(after));
        }
        let due = due.order_by_asc(ScopeId).limit(BATCH);
        Ok(due.all(self.known.store().read()).await?)
    }

    /// Verifies the events of a chain since its last checkpoint, up to its head.
    async fn verify(&self, chain: &audit_chain::Model) -> Result<Result<(), AuditFault>, Error> {
        let db = self.known.store().read();
        let mut check = match self.last_statement(chain).await? {
            Ok(last) => ChainCheck::after(chain.scope_id, chain.checkpoint_sequence, last),
            Err(fault) => return Ok(Err(fault)),
        };

        loop {
            let page = audit::events(db, chain.scope_id, check.sequence, chain.sequence).await?;
            if page.is_empty() {
                return Ok(check.head(Some(chain)));
            }
            for event in &page {
                if let Err(fault) = check.event(&EventLine::from(event))? {
                    return Ok(Err(fault));
                }
            }
        }
    }

    /// The hash that the last checkpoint of a chain states; empty before the first checkpoint.
    async fn last_statement(
        &self,
        chain: &audit_chain::Model,
    ) -> Result<Result<String, AuditFault>, Error> {
        let sequence = chain.checkpoint_sequence;
        if sequence == 0 {
            return Ok(Ok(String::new()));
        }
        let db = self.known.store().read();
        let keys = CheckpointKeys::of_rows(&audit::keys(db).await?);
        let row = audit_checkpoint::Entity::find_by_id((chain.scope_id, sequence)).one(db).await?;

        let fault = |problem: String| AuditFault::new(AuditRule::Checkpoint, sequence, problem);
        let Some(row) = row else { return Ok(Err(fault("it is missing".to_owned()))) };
        Ok(match keys.verify(&row.jws) {
            Ok(said) if said.scope == chain.scope_id && said.sequence == sequence => Ok(said.hash),
            Ok(_) => Err(fault("it is about another event".to_owned())),
            Err(problem) => Err(fault(problem)),
        })
    }

    fn sign(
        &self,
        signer: &CheckpointSigner,
        chain: &audit_chain::Model,
    ) -> Result<audit_checkpoint::Model, Error> {
        let at = self.known.store().now();
        let iss = self.known.public_url().to_string();
        let statement = Statement::new(iss, at, chain.scope_id, chain.sequence, chain.hash.clone());
        Ok(audit_checkpoint::Model {
            scope_id: chain.scope_id,
            sequence: chain.sequence,
            at,
            kid: signer.kid.clone(),
            jws: statement.sign(&signer.key, &signer.kid)?,
        })
    }

    /// Writes checkpoints. One that another replica has just written stays.
    async fn insert(&self, signed: &[audit_checkpoint::Model]) -> Result<(), Error> {
        if signed.is_empty() {
            return Ok(());
        }

        let store = self.known.store();
        let tx = store.begin().await?;
        for row in signed {
            // The lock of the chain comes first, as in every transaction.
            let moved = audit_chain::Entity::update_many()
                .col_expr(audit_chain::Column::CheckpointSequence, Expr::value(row.sequence))
                .col_expr(audit_chain::Column::CheckpointAt, Expr::value(row.at))
                .filter(audit_chain::Column::ScopeId.eq(row.scope_id))
                .filter(audit_chain::Column::CheckpointSequence.lt(row.sequence))
                .exec(&tx)
                .await?;
            if moved.rows_affected == 0 {
                continue;
            }
            audit_checkpoint::Entity::insert(row.clone().into_active_model())
                .on_conflict(OnConflict::new().do_nothing().to_owned())
                .exec_without_returning(&tx)
                .await?;
        }
        store.database().commit(tx).await?;
        self.state.written.fetch_add(signed.len() as u64, Ordering::Relaxed);
        Ok(())
    }

    fn report(&self, scope: Uuid, fault: &AuditFault) {
        let mut broken = self.state.broken.lock().unwrap_or_else(PoisonError::into_inner);
        if broken.insert(scope) {
            tracing::error!(
                %scope,
                sequence = fault.sequence,
                rule = fault.rule.name(),
                problem = %fault.problem,
                "the audit log was changed outside of Keyplane: no checkpoint of this chain is \
                 signed; run keyplane audit verify"
            );
        }
    }

    /// The newest key; the first one is made here.
    async fn signer(&self) -> Result<&CheckpointSigner, Error> {
        let newest = async || {
            let newest = audit::keys(self.known.store().read()).await?.pop();
            let row = match newest {
                Some(row) => row,
                None => self.make_key().await?,
            };
            let private = self.known.sealer().unseal_checkpoint_key(&row)?;
            let key = SigningKey::new(&private, audit::ALGORITHM);
            let key = key.map_err(|error| Error::internal("checkpoint key", error))?;
            Ok(CheckpointSigner { kid: row.kid, key })
        };
        self.state.signer.get_or_try_init(newest).await
    }

    /// Makes the first key, unless another replica was quicker.
    async fn make_key(&self) -> Result<audit_signing_key::Model, Error> {
        let fail = |error| Error::internal("checkpoint key", error);
        let spec = KeySpec::new(audit::ALGORITHM, None)
            .map_err(|error| Error::internal("checkpoint key", error))?;
        let private = PrivateKey::generate(spec).map_err(fail)?;

        let (permission, scope) = (Permission::InstanceWrite, Scope::Instance);
        let mut write = Write::begin(&self.known, &Actor::system(), permission, &[scope]).await?;
        if let Some(row) = audit::keys(write.db()).await?.pop() {
            return Ok(row);
        }
        let public = private.public_key();
        let mut row = audit_signing_key::Model {
            id: self.known.store().new_id(),
            kid: public.thumbprint(),
            public_key: public.spki_der().to_vec(),
            sealed_private_key: Vec::new(),
            master_key_id: String::new(),
            created_at: write.now,
        };
        self.known.sealer().seal_checkpoint_key(write.db(), &mut row, &private).await?;

        audit_signing_key::Entity::insert(row.clone().into_active_model())
            .exec_without_returning(write.db())
            .await?;

        let event = Event::new("checkpointKey.generate", "instance").naming("kid", &*row.kid);
        write.record(scope, event.with("kid", &*row.kid)).await?;
        write.commit_only(Change::Uncached).await?;
        Ok(row)
    }
}
