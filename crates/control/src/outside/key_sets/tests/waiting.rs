//! Who waits for a fetch, and for how long. The tests pause tokio's clock: it moves only while
//! nothing can be done, so a wait is seen exactly.

use tokio::{
    task::{JoinHandle, yield_now},
    time::Instant,
};

use super::*;

/// Keeps the paused clock still, however long a socket takes, until it is dropped.
struct Stillness(JoinHandle<()>);

impl Stillness {
    fn begin() -> Self {
        Self(tokio::spawn(async {
            loop {
                yield_now().await;
            }
        }))
    }
}

impl Drop for Stillness {
    fn drop(&mut self) {
        self.0.abort();
    }
}

type Questioner = JoinHandle<Result<Arc<OutsideKeySet>, KeySetUnavailable>>;

/// A request of another task.
fn spawn_ask(
    bench: &Bench,
    share: FetchShare,
    source: &KeySetSource,
    kid: &'static str,
) -> Questioner {
    let (sets, source) = (bench.sets.clone(), source.clone());
    tokio::spawn(async move { sets.set(share, &source, Some(kid)).await })
}

async fn until(mut condition: impl FnMut() -> bool) {
    while !condition() {
        yield_now().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_whose_key_is_known_never_waits() {
    let bench = Bench::new();
    let still = Stillness::begin();
    let (site, source) = site_with("one").await;
    assert!(bench.knows(&source, "one").await);

    site.hold("/jwks");
    bench.advance(HOUR);
    assert!(bench.answers_at_once(&source, "one"), "it starts a fetch");
    until(|| site.requests() == 2).await;
    assert!(bench.answers_at_once(&source, "one"), "it does not wait for that fetch");

    site.json("/jwks", &jwks(&["two"]));
    site.release();
    bench.settle(&source).await;
    assert!(bench.answers_at_once(&source, "two"));
    drop(still);
}

#[tokio::test(start_paused = true)]
async fn one_request_waits_five_seconds_for_a_slow_issuer_and_the_others_200_milliseconds() {
    let bench = Bench::new();
    let still = Stillness::begin();
    let (site, source) = site_with("one").await;
    assert!(bench.knows(&source, "one").await);
    site.hold("/jwks");
    bench.advance(31);
    let begin = Instant::now();
    let first = spawn_ask(&bench, ACME, &source, "two");
    until(|| site.requests() == 2).await;
    let others: Vec<_> = (0..20).map(|_| spawn_ask(&bench, GLOBEX, &source, "two")).collect();
    until(|| Arc::strong_count(&bench.sets.0) > 21).await;
    drop(still);

    for other in others {
        let refused = other.await.unwrap().unwrap_err();
        assert_eq!(refused, KeySetUnavailable { retry_after_seconds: 1 });
    }
    assert_eq!(begin.elapsed().as_millis() / 10, 20);
    assert!(first.await.unwrap().is_err());
    assert_eq!((begin.elapsed().as_secs(), site.requests()), (5, 2));

    bench.settle(&source).await;
    let error = bench.error(&source).unwrap();
    assert!(error.ends_with("within 5 seconds"), "{error}");
    assert!(bench.answers_at_once(&source, "one"));
    let refused = at_once(bench.ask(&source, "two")).expect("it does not wait").unwrap_err();
    assert_eq!(refused, KeySetUnavailable { retry_after_seconds: 30 });
}

#[tokio::test(start_paused = true)]
async fn every_request_that_waits_gets_the_key_that_the_fetch_brings() {
    let bench = Bench::new();
    let _still = Stillness::begin();
    let (site, source) = site_with("one").await;
    site.hold("/jwks");
    let all: Vec<_> = (0..20).map(|_| spawn_ask(&bench, ACME, &source, "two")).collect();
    until(|| site.requests() == 1).await;
    site.json("/jwks", &jwks(&["two"]));
    site.release();
    for one in all {
        assert!(one.await.unwrap().unwrap().has_kid("two"));
    }
    assert_eq!(site.requests(), 1);
}

#[tokio::test(start_paused = true)]
async fn slow_issuers_of_one_project_do_not_hold_up_another_project() {
    let bench = Bench::new();
    let still = Stillness::begin();
    let (site, source) = site_with("one").await;
    site.hold("/slow");
    let slow: Vec<_> = (0..200)
        .map(|number| KeySetSource::discovery(&number.to_string(), Some(&site.url("/slow")), None))
        .collect();
    let (warmed, asked) = slow.split_at(100);
    bench.sets.warm(warmed.iter().map(|source| (ACME, source.clone())));
    let waiting: Vec<_> =
        asked.iter().map(|source| spawn_ask(&bench, ACME, source, "one")).collect();
    until(|| site.requests() == 6).await;

    let begin = Instant::now();
    let other = spawn_ask(&bench, GLOBEX, &source, "one").await.unwrap().unwrap();
    assert!(other.has_kid("one"));
    bench.sets.warm([(GLOBEX, jwks_at(site.url("/jwks?warm")))]);
    until(|| site.requests() == 8).await;
    assert_eq!(begin.elapsed(), Duration::ZERO);
    drop(still);
    for one in waiting {
        assert!(one.await.unwrap().is_err());
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_does_not_wait_for_a_background_fetch_that_has_no_turn_yet() {
    let bench = Bench::new();
    let still = Stillness::begin();
    let (site, source) = site_with("one").await;
    site.hold("/slow");
    let slow = |number: u32| jwks_at(site.url("/slow") + &"?".repeat(number as usize));
    for number in 0..2 {
        site.hold(&format!("/slow{}", "?".repeat(number)));
    }
    bench.sets.warm((0..2).map(|number| (ACME, slow(number))));
    until(|| site.requests() == 2).await;
    bench.sets.warm([(ACME, source.clone())]);
    let begin = Instant::now();
    assert!(bench.knows(&source, "one").await);
    assert_eq!((begin.elapsed(), site.requests()), (Duration::ZERO, 3));

    drop(still);
    bench.settle(&slow(0)).await;
    bench.settle(&slow(1)).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(site.requests(), 3, "the overtaken fetch is not made");
}

#[tokio::test]
async fn what_an_operator_refreshed_elsewhere_is_fetched_again_if_it_is_held() {
    let bench = Bench::new();
    let (site, source) = site_with("one").await;
    bench.sets.renew(&source);
    assert_eq!(site.requests(), 0, "nothing of it is held");
    assert!(bench.knows(&source, "one").await);

    // A moment after a fetch, the set becomes due ten seconds after it.
    site.json("/jwks", &jwks(&["two"]));
    bench.sets.renew(&source);
    bench.settle(&source).await;
    assert_eq!(bench.sets.state(ACME, &source).key_ids, ["one"]);
    bench.advance(10);
    bench.sets.tend();
    bench.settle(&source).await;
    assert_eq!(bench.sets.state(ACME, &source).key_ids, ["two"]);

    // Later, it is fetched at once.
    site.json("/jwks", &jwks(&["three"]));
    bench.advance(10);
    bench.sets.renew(&source);
    bench.settle(&source).await;
    assert_eq!(
        (bench.sets.state(ACME, &source).key_ids, site.requests()),
        (vec!["three".to_owned()], 3)
    );
}
