//! Key sets against servers on this machine.

mod hostile;
mod load;
mod memory;
mod shares;
mod site;
mod waiting;

use std::{
    pin::pin,
    sync::atomic::{AtomicI64, Ordering},
    task::{Context, Poll, Waker},
};

use keyplane_auth::{Algorithm, KeySpec, PrivateKey};
use keyplane_entity::Timestamp;
use uuid::Uuid;

use self::site::Site;
use super::*;

/// A project.
const ACME: FetchShare = FetchShare(Uuid::from_u128(1));
/// Another one.
const GLOBEX: FetchShare = FetchShare(Uuid::from_u128(2));
const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;

/// Key sets with a clock that the test moves.
struct Bench {
    sets: KeySets,
    seconds: Arc<AtomicI64>,
}

impl Bench {
    fn new() -> Self {
        Self::with(Outside::new(vec!["127.0.0.1".parse().unwrap()], "0", None))
    }

    fn with(outside: Outside) -> Self {
        let seconds = Arc::new(AtomicI64::new(1_000_000));
        let clock = Arc::clone(&seconds);
        let moment = move || {
            let seconds = clock.load(Ordering::SeqCst);
            let uptime = Duration::from_secs(u64::try_from(seconds).unwrap());
            Moment { uptime, now: Timestamp::from_seconds(seconds) }
        };
        Self { sets: KeySets::new(outside, Arc::new(moment)), seconds }
    }

    fn advance(&self, seconds: i64) {
        self.seconds.fetch_add(seconds, Ordering::SeqCst);
    }

    async fn ask(
        &self,
        source: &KeySetSource,
        kid: &str,
    ) -> Result<Arc<OutsideKeySet>, KeySetUnavailable> {
        self.sets.set(ACME, source, Some(kid)).await
    }

    /// Whether the source has a key with this `kid`, by a fetch if need be.
    async fn knows(&self, source: &KeySetSource, kid: &str) -> bool {
        self.ask(source, kid).await.unwrap().has_kid(kid)
    }

    /// Whether a request for this key is answered without waiting.
    fn answers_at_once(&self, source: &KeySetSource, kid: &str) -> bool {
        at_once(self.ask(source, kid)).is_some_and(|answer| answer.unwrap().has_kid(kid))
    }

    /// Waits for the fetch that is under way, if there is one.
    async fn settle(&self, source: &KeySetSource) {
        let slot = self.sets.0.shelf.find(source).unwrap();
        if let Some(mut done) = slot.under_way() {
            while done.changed().await.is_ok() {}
        }
    }

    fn error(&self, source: &KeySetSource) -> Option<String> {
        self.sets.state(ACME, source).last_error.map(|error| error.to_string())
    }
}

/// The output of a future that does not wait; `None` if it does.
fn at_once<F: Future>(future: F) -> Option<F::Output> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}

fn new_key(algorithm: Algorithm) -> PrivateKey {
    PrivateKey::generate(KeySpec::new(algorithm, None).unwrap()).unwrap()
}

/// A JWK Set of ES256 keys with these `kid`s.
fn jwks(kids: &[&str]) -> String {
    set_of(kids.iter().map(|kid| jwk(kid)))
}

fn jwk(kid: &str) -> serde_json::Value {
    let key = new_key(Algorithm::Es256).public_key();
    serde_json::to_value(key.jwk_as(kid, Algorithm::Es256, None)).unwrap()
}

fn set_of(keys: impl IntoIterator<Item = serde_json::Value>) -> String {
    let keys: Vec<_> = keys.into_iter().collect();
    serde_json::json!({ "keys": keys }).to_string()
}

fn jwks_at(url: String) -> KeySetSource {
    KeySetSource::new(KeySetPlace::Jwks { url }, None)
}

/// A site with a set of one key, and the source.
async fn site_with(kid: &str) -> (Site, KeySetSource) {
    let site = Site::start().await;
    site.json("/jwks", &jwks(&[kid]));
    let source = jwks_at(site.url("/jwks"));
    (site, source)
}

#[tokio::test]
async fn a_good_answer_replaces_the_set_at_once_and_operators_see_it() {
    let bench = Bench::new();
    let (site, source) = site_with("one").await;
    assert_eq!(bench.sets.state(ACME, &source), KeySetState::default());
    assert!(bench.knows(&source, "one").await);

    site.json("/jwks", &jwks(&["two", "three"]));
    bench.advance(31);
    assert!(bench.knows(&source, "two").await);
    assert!(!bench.knows(&source, "one").await, "the issuer withdrew it");
    let state = bench.sets.state(ACME, &source);
    assert_eq!(state.key_ids, ["two", "three"]);
    assert_eq!(state.fetched_at, Some(Timestamp::from_seconds(1_000_031)));
    assert_eq!((state.last_error, site.requests()), (None, 2));
}

#[tokio::test]
async fn a_fetch_takes_the_media_type_of_key_sets_and_sends_nothing_secret() {
    let bench = Bench::new();
    let (site, source) = site_with("one").await;
    assert!(bench.knows(&source, "one").await);
    let head = site.last_head().to_ascii_lowercase();
    assert!(head.contains("\r\naccept: application/json, application/jwk-set+json,"), "{head}");
    assert!(!head.contains("authorization") && !head.contains("cookie"), "{head}");
}

#[tokio::test]
async fn an_unknown_kid_starts_a_fetch_at_most_every_thirty_seconds() {
    let bench = Bench::new();
    let (site, source) = site_with("one").await;
    assert!(bench.knows(&source, "one").await);
    for passed in [0, 29] {
        bench.advance(passed);
        let refused = at_once(bench.ask(&source, "nosuch")).expect("it does not wait").unwrap();
        assert!(!refused.has_kid("nosuch"));
    }
    assert_eq!(site.requests(), 1);

    bench.advance(1);
    assert!(!bench.knows(&source, "nosuch").await);
    assert!(!bench.answers_at_once(&source, "nosuch"));
    assert_eq!(site.requests(), 2);
}

#[tokio::test]
async fn an_issuer_that_is_away_for_an_hour_keeps_its_keys_and_after_24_hours_it_does_not() {
    let bench = Bench::new();
    let (site, source) = site_with("one").await;
    assert!(bench.knows(&source, "one").await);
    site.raw("/jwks", "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n");

    for _ in 0..(24 * 60 - 1) {
        bench.advance(MINUTE);
        bench.sets.tend();
        assert!(bench.answers_at_once(&source, "one"));
        bench.settle(&source).await;
    }
    let error = "key set: the server fails with a status of 5xx";
    assert_eq!(bench.error(&source).as_deref(), Some(error));
    let figures = bench.sets.figures();
    assert_eq!(figures.oldest_failing, Some(Duration::from_hours(24) - Duration::from_mins(1)));
    assert!(bench.answers_at_once(&source, "one"));

    bench.advance(MINUTE);
    assert!(bench.ask(&source, "one").await.is_err());
    let state = bench.sets.state(ACME, &source);
    assert_eq!(state.key_ids, [""; 0]);
    assert!(state.fetched_at.is_some() && state.last_error.is_some());
    bench.sets.tend();
    assert_eq!(bench.sets.figures().kept, 0);
    assert!((200..400).contains(&site.requests()), "{}: the pauses grow", site.requests());
}

#[tokio::test]
async fn a_set_is_fetched_again_within_an_hour_or_when_its_answer_says() {
    let bench = Bench::new();
    for (headers, fresh, due) in [
        ("", 57 * MINUTE, 58 * MINUTE),
        ("cache-control: public, max-age=600\r\n", 599, 600),
        ("cache-control: max-age=0\r\n", 29, 30),
        ("cache-control: s-maxage=5, Max-Age=\"40\"\r\n", 39, 40),
        ("cache-control: max-age=9999999\r\n", 57 * MINUTE, 58 * MINUTE),
        ("cache-control: max-age=soon\r\n", 57 * MINUTE, 58 * MINUTE),
    ] {
        let site = Site::start().await;
        site.with_headers("/jwks", headers, &jwks(&["one"]));
        let source = jwks_at(site.url("/jwks"));
        assert!(bench.knows(&source, "one").await);

        bench.advance(fresh);
        bench.sets.tend();
        bench.settle(&source).await;
        assert_eq!(site.requests(), 1, "{headers}");
        bench.advance(due - fresh);
        bench.sets.tend();
        bench.settle(&source).await;
        assert_eq!(site.requests(), 2, "{headers}");
    }
}

#[tokio::test]
async fn of_a_spiffe_bundle_only_jwt_svid_keys_count_and_its_hint_says_when_it_is_due() {
    let bench = Bench::new();
    let site = Site::start().await;
    let with_use = |kid: &str, usage: &str| {
        let mut key = jwk(kid);
        key["use"] = usage.into();
        key
    };
    let keys = [with_use("svid", "jwt-svid"), with_use("ca", "x509-svid"), with_use("sig", "sig")];
    let bundle = serde_json::json!({ "keys": keys, "spiffe_refresh_hint": 300 }).to_string();
    site.json("/bundle", &bundle);

    let place = KeySetPlace::SpiffeBundle { url: site.url("/bundle") };
    let source = KeySetSource::new(place, None);
    assert!(bench.knows(&source, "svid").await);
    let state = bench.sets.state(ACME, &source);
    assert_eq!(state.key_ids, ["svid"]);
    assert_eq!(state.skipped, [(keyplane_auth::SkippedKey::OtherUse, 2)]);

    bench.advance(300);
    bench.sets.tend();
    bench.settle(&source).await;
    assert_eq!(site.requests(), 2);

    // As the set of an issuer that is no SPIFFE trust domain, the same document has another key.
    let source = jwks_at(site.url("/bundle"));
    assert!(bench.knows(&source, "sig").await);
    assert_eq!(bench.sets.state(ACME, &source).key_ids, ["sig"]);
}

#[tokio::test]
async fn sources_of_issuers_are_fetched_ahead_and_let_go_a_day_after_the_last_token() {
    let bench = Bench::new();
    let (site, source) = site_with("one").await;
    bench.sets.warm([(ACME, source.clone()), (GLOBEX, source.clone())]);
    bench.settle(&source).await;
    assert_eq!(site.requests(), 1);
    assert!(bench.answers_at_once(&source, "one"));

    bench.advance(23 * HOUR);
    bench.sets.tend();
    bench.settle(&source).await;
    assert_eq!((site.requests(), bench.sets.figures().kept), (2, 1));
    bench.advance(HOUR);
    bench.sets.tend();
    assert_eq!((site.requests(), bench.sets.figures().kept), (2, 0));
    assert_eq!(bench.sets.state(ACME, &source), KeySetState::default());
}

#[tokio::test]
async fn an_operator_refreshes_a_set_at_most_every_ten_seconds() {
    let bench = Bench::new();
    let (site, source) = site_with("one").await;
    assert!(bench.knows(&source, "one").await);
    site.json("/jwks", &jwks(&["two"]));
    bench.advance(9);
    assert_eq!(bench.sets.refresh(ACME, &source).await.key_ids, ["one"]);
    bench.advance(1);
    assert_eq!(bench.sets.refresh(ACME, &source).await.key_ids, ["two"]);
    assert_eq!(site.requests(), 2);
}

#[test]
fn a_share_that_keeps_too_much_loses_its_own_oldest_sources_and_no_others() {
    let shelf = Shelf::default();
    let source = |of: &str, number: u64| jwks_at(format!("https://{of}.example/{number}"));
    let at = Duration::from_secs;
    let slot = |share, of, number| shelf.slot(share, &source(of, number), at(number));
    slot(GLOBEX, "globex", 0);
    for number in 0..1_100 {
        slot(ACME, "acme", number);
    }

    assert!(shelf.find(&source("globex", 0)).is_some());
    let kept = (0..1_100).filter(|number| shelf.find(&source("acme", *number)).is_some());
    assert!(kept.eq(100..1_100));
}

#[test]
fn two_sources_are_one_only_if_url_issuer_and_authorities_are_the_same() {
    let discovery = |url: &str, issuer: &str, ca: Option<&str>| {
        KeySetSource::discovery(issuer, Some(url), ca.map(ToOwned::to_owned))
    };
    let one = discovery("https://a.example/d", "https://a.example", None);
    assert_eq!(one, discovery("https://a.example/d", "https://a.example", None));
    for other in [
        discovery("https://a.example/e", "https://a.example", None),
        discovery("https://a.example/d", "https://a.example/", None),
        discovery("https://a.example/d", "https://a.example", Some("ca")),
        discovery("https://a.example/dh", "ttps://a.example", None),
        jwks_at("https://a.example/d".to_owned()),
        KeySetSource::new(KeySetPlace::SpiffeBundle { url: "https://a.example/d".into() }, None),
    ] {
        assert_ne!(one, other);
    }

    for issuer in ["https://a.example", "https://a.example/"] {
        let url = "https://a.example/.well-known/openid-configuration";
        assert_eq!(KeySetSource::discovery(issuer, None, None).url(), url);
    }
}
