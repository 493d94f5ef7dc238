//! An issuer that rotates its keys while tokens arrive.

use std::sync::{
    Mutex,
    atomic::{AtomicBool, AtomicU64},
};

use keyplane_auth::SigningKey;

use super::*;

/// What every token says; only its signature matters here.
const MESSAGE: &[u8] = b"header.payload";

/// A token as a platform gives it.
#[derive(Clone)]
struct PlatformToken {
    generation: u64,
    kid: String,
    signature: Vec<u8>,
}

/// An issuer with the keys that it publishes.
struct Issuer {
    site: Site,
    token: Mutex<PlatformToken>,
}

/// A key pair that an issuer may sign with.
struct IssuerKey(PrivateKey, PlatformToken);

impl IssuerKey {
    fn new(generation: u64) -> Self {
        let key = new_key(Algorithm::Es256);
        let signing = SigningKey::new(&key, Algorithm::Es256).unwrap();
        let signature = signing.sign(MESSAGE).unwrap();
        Self(key, PlatformToken { generation, kid: format!("key-{generation}"), signature })
    }

    fn jwk(&self) -> serde_json::Value {
        let key = self.0.public_key();
        serde_json::to_value(key.jwk_as(&self.1.kid, Algorithm::Es256, None)).unwrap()
    }
}

impl Issuer {
    async fn start(key: &IssuerKey) -> Arc<Self> {
        let site = Site::start().await;
        site.json("/jwks", &set_of([key.jwk()]));
        Arc::new(Self { site, token: Mutex::new(key.1.clone()) })
    }

    fn token(&self) -> PlatformToken {
        self.token.lock().unwrap().clone()
    }

    /// Publishes `keys`, and signs with `key` from the same moment on.
    fn publish(&self, keys: &[&IssuerKey], key: &IssuerKey) {
        let mut token = self.token.lock().unwrap();
        self.site.json("/jwks", &set_of(keys.iter().map(|key| key.jwk())));
        *token = key.1.clone();
    }
}

/// Counts of what became of tokens.
#[derive(Default)]
struct LoadTally {
    /// Accepted tokens of the newest generation.
    accepted: [AtomicU64; 16],
    refused: AtomicU64,
    told_to_retry: AtomicU64,
    ends: AtomicBool,
}

/// Judges tokens until the tally ends. A token that the issuer withdrew meanwhile does not count.
async fn judge_tokens(
    sets: KeySets,
    source: KeySetSource,
    issuer: Arc<Issuer>,
    tally: Arc<LoadTally>,
) {
    while !tally.ends.load(Ordering::SeqCst) {
        let token = issuer.token();
        let algorithm = Algorithm::Es256;
        let Ok(set) = sets.set(ACME, &source, Some(&token.kid)).await else {
            tally.told_to_retry.fetch_add(1, Ordering::SeqCst);
            continue;
        };
        let holds = set
            .candidates(Some(&token.kid), algorithm.into())
            .any(|key| key.verify(algorithm, MESSAGE, &token.signature).is_ok());
        if holds {
            let generation = usize::try_from(token.generation).unwrap();
            tally.accepted[generation].fetch_add(1, Ordering::SeqCst);
        } else if issuer.token().generation == token.generation {
            tally.refused.fetch_add(1, Ordering::SeqCst);
        }
        tokio::task::yield_now().await;
    }
}

/// Rotates an issuer while eight clients show its tokens; `rotate` gets each pair of keys.
async fn rotate_under_load(
    rotate: impl AsyncFn(&Bench, &KeySetSource, &Issuer, &IssuerKey, &IssuerKey),
) -> Arc<LoadTally> {
    let bench = Bench::new();
    let tally = Arc::new(LoadTally::default());
    let mut old = IssuerKey::new(0);
    let issuer = Issuer::start(&old).await;
    let source = jwks_at(issuer.site.url("/jwks"));
    assert!(bench.knows(&source, "key-0").await);
    let clients: Vec<_> = (0..8)
        .map(|_| {
            let (sets, source) = (bench.sets.clone(), source.clone());
            tokio::spawn(judge_tokens(sets, source, Arc::clone(&issuer), Arc::clone(&tally)))
        })
        .collect();

    for generation in 1..16 {
        let new = IssuerKey::new(generation);
        rotate(&bench, &source, &issuer, &old, &new).await;
        let generation = usize::try_from(generation).unwrap();
        while tally.accepted[generation].load(Ordering::SeqCst) < 50 {
            tokio::task::yield_now().await;
        }
        old = new;
    }
    tally.ends.store(true, Ordering::SeqCst);
    for client in clients {
        client.await.unwrap();
    }
    tally
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_issuer_that_publishes_its_next_key_ahead_rotates_under_load_without_a_failure() {
    let tally = rotate_under_load(async |bench, source, issuer, old, new| {
        issuer.publish(&[old, new], old);
        bench.advance(HOUR);
        while !bench.sets.state(ACME, source).key_ids.contains(&new.1.kid) {
            bench.sets.tend();
            tokio::task::yield_now().await;
        }
        issuer.publish(&[new], new);
    })
    .await;
    let failures = [&tally.refused, &tally.told_to_retry].map(|count| count.load(Ordering::SeqCst));
    assert_eq!(failures, [0, 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_issuer_that_switches_keys_at_once_under_load_has_no_token_refused() {
    let tally = rotate_under_load(async |bench, _, issuer, _, new| {
        bench.advance(31);
        issuer.publish(&[new], new);
    })
    .await;
    assert_eq!(tally.refused.load(Ordering::SeqCst), 0);
}
