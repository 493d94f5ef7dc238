//! Generates key pairs on separate threads, a few at a time, in the order of the queue.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use keyplane_auth::{Algorithm, CertificateRequest, KeySpec, PrivateKey, self_signed_certificate};
use keyplane_entity::{Scope, Timestamp};
use tokio::sync::oneshot;

use super::queue::{Full, Queue, Waiting};
use crate::{error::Error, figures::number, known::Actor, store::Store};

/// How much a thread that makes keys yields to threads that answer requests.
const NICENESS: i32 = 10;

/// Makes key pairs, one at a time in each lane, so that other requests keep a core.
#[derive(Clone)]
pub(crate) struct Factory {
    store: Store,
    operators: Arc<Lane>,
    /// For pairs that must not wait behind operators: the successor of a signing key that ends.
    urgent: Arc<Lane>,
    /// Number of refused orders.
    refused: Arc<AtomicU64>,
}

/// The pair to make.
#[derive(Clone, Copy)]
pub(crate) struct Order {
    pub(crate) spec: KeySpec,
    /// End of the certificate.
    pub(crate) not_after: Option<Timestamp>,
}

/// A pair with its certificate.
pub(crate) struct Made {
    pub(crate) order: Order,
    pub(crate) private: PrivateKey,
    pub(crate) certificate: Vec<u8>,
}

/// Algorithm and size of a pair to make.
pub(super) fn spec(algorithm: Algorithm, rsa_bits: Option<i64>) -> Result<KeySpec, Error> {
    let bits = rsa_bits
        .map(|bits| {
            u32::try_from(bits).map_err(|_| Error::input("rsaBits", "must be 2048, 3072 or 4096"))
        })
        .transpose()?;
    KeySpec::new(algorithm, bits).map_err(|error| Error::input("rsaBits", error.to_string()))
}

/// A queue and the thread that works on it.
struct Lane {
    /// Maximum number of waiting orders of one scope; 0 for no limit.
    share: usize,
    work: Mutex<LaneWork>,
}

struct LaneWork {
    queue: Queue<Ticket>,
    /// Whether a thread takes orders from the queue.
    is_running: bool,
}

/// An order, and the channel for its pair.
struct Ticket {
    order: Order,
    answer: oneshot::Sender<Result<Made, Error>>,
}

impl Waiting for Ticket {
    fn is_abandoned(&self) -> bool {
        self.answer.is_closed()
    }
}

impl LaneWork {
    fn new(share: usize) -> Self {
        Self { queue: Queue::new(share), is_running: false }
    }
}

impl Lane {
    fn new(share: usize) -> Self {
        Self { share, work: Mutex::new(LaneWork::new(share)) }
    }

    fn work(&self) -> MutexGuard<'_, LaneWork> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next order; `None` ends the calling thread.
    fn next(&self) -> Option<Ticket> {
        let mut work = self.work();
        let next = work.queue.pop();
        work.is_running = next.is_some();
        next
    }

    /// Puts an order into the queue. Returns whether a thread must be started for it.
    fn push(&self, scope: Scope, ticket: Ticket) -> Result<bool, Full> {
        let mut work = self.work();
        work.queue.push(scope, ticket)?;
        Ok(!std::mem::replace(&mut work.is_running, true))
    }

    /// Handles a thread that cannot be started: every waiting order ends with an error, and the
    /// next order tries again.
    fn give_up(&self) {
        *self.work() = LaneWork::new(self.share);
    }
}

impl Factory {
    /// `share`: maximum number of waiting orders of one scope; 0 for no limit.
    pub(crate) fn new(store: Store, share: usize) -> Self {
        let lane = || Arc::new(Lane::new(share));
        Self { store, operators: lane(), urgent: lane(), refused: Arc::default() }
    }

    /// Number of refused orders since the start.
    pub(crate) fn refused(&self) -> u64 {
        self.refused.load(Ordering::Relaxed)
    }

    /// The number of orders that wait in each lane, by the lane's name.
    pub(crate) fn waiting(&self) -> [(&'static str, u64); 2] {
        [("operators", &self.operators), ("urgent", &self.urgent)]
            .map(|(name, lane)| (name, number(lane.work().queue.len())))
    }

    /// Makes a pair for an operator; `LIMIT_EXCEEDED` if the actor's scope already has the maximum
    /// number of waiting orders.
    pub(crate) async fn make(&self, actor: &Actor, order: Order) -> Result<Made, Error> {
        self.order(&self.operators, actor.scope(), order).await
    }

    /// Makes a pair that a project needs to keep signing; the same limit applies.
    pub(crate) async fn make_urgently(&self, actor: &Actor, order: Order) -> Result<Made, Error> {
        self.order(&self.urgent, actor.scope(), order).await
    }

    async fn order(&self, lane: &Arc<Lane>, scope: Scope, order: Order) -> Result<Made, Error> {
        let (answer, made) = oneshot::channel();
        let pushed = lane.push(scope, Ticket { order, answer });
        let starts = pushed.map_err(|full| {
            self.refused.fetch_add(1, Ordering::Relaxed);
            refuse(full)
        })?;
        if starts {
            self.start(lane)?;
        }
        made.await.map_err(|error| Error::internal("key factory", error))?
    }

    fn start(&self, lane: &Arc<Lane>) -> Result<(), Error> {
        let (store, own) = (self.store.clone(), Arc::clone(lane));
        let work = move || {
            yield_to_others();
            while let Some(ticket) = own.next() {
                let made = catch_unwind(AssertUnwindSafe(|| made(&store, ticket.order)));
                let failed =
                    |_| Err(Error::Internal("key factory: a key could not be made".into()));
                // The caller may be gone meanwhile; the pair is then discarded.
                let _ = ticket.answer.send(made.unwrap_or_else(failed));
            }
        };
        let started = std::thread::Builder::new().name("key-factory".into()).spawn(work);
        started.map(drop).map_err(|error| {
            lane.give_up();
            Error::internal("key factory", error)
        })
    }
}

fn made(store: &Store, order: Order) -> Result<Made, Error> {
    let mut serial = [0; 16];
    store.entropy().fill(&mut serial);
    make(order, serial, store.now())
}

fn refuse(full: Full) -> Error {
    let whose = match full {
        Full::Share => {
            "too many key pairs of this project, or of the instance, are waiting to be generated"
        }
        Full::All => "too many key pairs of all projects are waiting to be generated",
    };
    Error::LimitExceeded(format!("{whose}; try again in a few seconds"))
}

/// On Linux a thread has a priority of its own. Elsewhere, or when refused, it stays as it is.
fn yield_to_others() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, NICENESS);
}

fn make(order: Order, serial: [u8; 16], not_before: Timestamp) -> Result<Made, Error> {
    let private =
        PrivateKey::generate(order.spec).map_err(|error| Error::internal("key", error))?;
    let kid = private.public_key().thumbprint();
    let request = CertificateRequest {
        kid: &kid,
        issuer_name: "Keyplane",
        serial,
        not_before: not_before.seconds(),
        not_after: order.not_after.map(Timestamp::seconds),
    };
    let certificate = self_signed_certificate(&private, order.spec.algorithm, &request)
        .map_err(|error| Error::internal("certificate", error))?;
    Ok(Made { order, private, certificate })
}

#[cfg(test)]
mod tests {
    use keyplane_auth::Algorithm;

    use super::*;

    fn ticket() -> (Ticket, oneshot::Receiver<Result<Made, Error>>) {
        let (answer, made) = oneshot::channel();
        let spec = KeySpec::new(Algorithm::Es256, None).unwrap();
        (Ticket { order: Order { spec, not_after: None }, answer }, made)
    }

    #[test]
    fn where_no_thread_can_be_started_every_order_that_waits_ends_and_the_next_one_tries_again() {
        let lane = Lane::new(16);
        let [(first, mut one), (second, mut two), (third, _three)] = [ticket(), ticket(), ticket()];
        assert_eq!(lane.push(Scope::Instance, first), Ok(true));
        assert_eq!(lane.push(Scope::Instance, second), Ok(false));
        lane.give_up();
        for made in [&mut one, &mut two] {
            assert!(matches!(made.try_recv(), Err(oneshot::error::TryRecvError::Closed)));
        }
        assert_eq!(lane.push(Scope::Instance, third), Ok(true));
    }
}
