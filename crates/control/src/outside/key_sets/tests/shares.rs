//! Projects that name the same source.

use super::*;

#[tokio::test]
async fn operators_see_the_fetches_since_their_own_project_asked_and_none_of_others() {
    let bench = Bench::new();
    let (site, source) = site_with("one").await;
    assert!(bench.knows(&source, "one").await);
    bench.advance(MINUTE);
    assert_eq!(bench.sets.state(GLOBEX, &source), KeySetState::default(), "it has not asked");

    // The set is there, and counts; that a fetch brought it before does not show.
    let asked = bench.sets.set(GLOBEX, &source, Some("one")).await.unwrap();
    assert!(asked.has_kid("one"));
    bench.settle(&source).await;
    let state = bench.sets.state(GLOBEX, &source);
    assert_eq!(state.fetched_at, Some(Timestamp::from_seconds(1_000_060)), "a fetch of its own");
    assert_eq!((state.key_ids, site.requests()), (vec!["one".to_owned()], 2));

    // Nor does a failure of before, nor a fetch of a moment ago.
    site.raw("/jwks", "HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n");
    bench.advance(MINUTE);
    assert!(!bench.sets.refresh(ACME, &source).await.key_ids.is_empty());
    assert!(bench.error(&source).is_some());
    let initech = FetchShare(Uuid::from_u128(3));
    assert_eq!(bench.sets.refresh(initech, &source).await, KeySetState::default());
    assert_eq!(site.requests(), 3, "the last fetch began a moment ago");
    bench.advance(30);
    bench.sets.tend();
    bench.settle(&source).await;
    let state = bench.sets.state(initech, &source);
    assert!(state.last_error.is_some() && state.fetched_at.is_none() && state.key_ids.is_empty());
    assert_eq!(site.requests(), 4);
}
