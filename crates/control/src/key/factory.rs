//! Where key pairs are made: on threads of their own, few at once, with a short queue.

use std::sync::Arc;

use keyplane_auth::{CertificateRequest, KeySpec, PrivateKey, self_signed_certificate};
use keyplane_entity::Timestamp;
use tokio::sync::{Semaphore, oneshot};

use crate::{Control, Error};

/// Pairs made at once for operators. One core stays with those who only ask.
const AT_ONCE: usize = 1;
/// Orders that may wait behind those in work; RSA-4096 takes about half a second.
const QUEUE: usize = 16;
/// How much a thread that makes keys yields to those that answer requests.
const NICENESS: i32 = 10;

/// Makes key pairs, a bounded number at a time.
pub(crate) struct Factory {
    places: Semaphore,
    work: Arc<Semaphore>,
    /// For what must not wait behind operators: the successor of a signing key that ends.
    urgent: Arc<Semaphore>,
}

/// What to make.
#[derive(Clone, Copy)]
pub(crate) struct Order {
    pub(crate) spec: KeySpec,
    /// The end that the certificate shall say.
    pub(crate) not_after: Option<Timestamp>,
}

/// A pair, with a certificate over it.
pub(crate) struct Made {
    pub(crate) order: Order,
    pub(crate) private: PrivateKey,
    pub(crate) certificate: Vec<u8>,
}

impl Default for Factory {
    fn default() -> Self {
        Self {
            places: Semaphore::new(AT_ONCE + QUEUE),
            work: Arc::new(Semaphore::new(AT_ONCE)),
            urgent: Arc::new(Semaphore::new(1)),
        }
    }
}

impl Control {
    /// Makes a pair for an operator: `LIMIT_EXCEEDED` when the queue is full.
    pub(crate) async fn make_key(&self, order: Order) -> Result<Made, Error> {
        let factory = &self.inner.factory;
        let _place = factory.places.try_acquire().map_err(|_| {
            Error::LimitExceeded(
                "too many keys are being generated; try again in a few seconds".into(),
            )
        })?;
        self.run(order, Arc::clone(&factory.work)).await
    }

    /// Makes a pair that a project's signing cannot do without.
    pub(crate) async fn make_urgent_key(&self, order: Order) -> Result<Made, Error> {
        self.run(order, Arc::clone(&self.inner.factory.urgent)).await
    }

    async fn run(&self, order: Order, permits: Arc<Semaphore>) -> Result<Made, Error> {
        let permit =
            permits.acquire_owned().await.map_err(|error| Error::internal("key factory", error))?;
        let entropy = Arc::clone(&self.inner.entropy);
        let not_before = self.now();
        let (answer, made) = oneshot::channel();
        let work = move || {
            yield_to_others();
            let mut serial = [0; 16];
            entropy.fill(&mut serial);
            // Nobody waits any more when the request was given up: the pair is thrown away.
            let _ = answer.send(make(order, serial, not_before));
            drop(permit);
        };
        std::thread::Builder::new()
            .name("key-factory".into())
            .spawn(work)
            .map_err(|error| Error::internal("key factory", error))?;
        made.await.map_err(|error| Error::internal("key factory", error))?
    }
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
