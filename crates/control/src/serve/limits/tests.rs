use std::sync::atomic::AtomicI64;

use keyplane_entity::{
    Timestamp,
    application::{ApplicationType, Model},
    id::ProjectId,
};
use uuid::Uuid;

use super::*;

#[derive(Default)]
struct Hand(AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::Relaxed))
    }
}

impl Hand {
    fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1000, Ordering::Relaxed);
    }
}

fn limits(failures_per_source: u32, failures_per_client: u32) -> (Limits, Arc<Hand>) {
    let clock = Arc::new(Hand::default());
    let settings =
        LimitSettings { failures_per_source, failures_per_client, ..LimitSettings::default() };
    (Limits::new(Arc::clone(&clock) as Arc<dyn Clock>, settings), clock)
}

fn address(text: &str) -> IpAddr {
    text.parse().unwrap()
}

fn client(number: u128) -> ApplicationId {
    ApplicationId(Uuid::from_u128(number))
}

const NOBODY: Blamed = Blamed::Named(None);

#[test]
fn a_source_has_a_minutes_failures_at_once_and_then_its_share_of_each_minute() {
    let (limits, clock) = limits(6, 0);
    let here = Some(address("192.0.2.1"));
    let failed = || limits.failed(here, NOBODY);
    assert_eq!([(); 6].map(|()| failed()), [None; 6]);
    assert_eq!(failed(), Some(RetryAfter(10)));
    assert_eq!(limits.failed(Some(address("192.0.2.2")), NOBODY), None, "each source has its own");
    clock.advance(9);
    assert_eq!(failed(), Some(RetryAfter(1)));
    clock.advance(1);
    assert_eq!((failed(), failed()), (None, Some(RetryAfter(10))));
    assert_eq!(limits.counts(0).failures_of_source, 3);
    assert_eq!(limits.failed(None, NOBODY), None, "without a socket there is no source");
}

#[test]
fn a_client_has_a_budget_at_each_source_and_what_is_beyond_it_does_not_count_for_the_source() {
    let (limits, _) = limits(5, 2);
    let (here, there) = (Some(address("192.0.2.1")), Some(address("192.0.2.2")));
    let failed = |source, number| limits.failed(source, Blamed::Named(Some(client(number))));
    for _ in 0..10 {
        failed(here, 1);
    }
    assert!(failed(here, 1).is_some());
    assert_eq!([failed(here, 2), failed(here, 2)], [None; 2], "3 of 5 failures are left");
    assert_eq!([failed(there, 1), failed(there, 1)], [None; 2]);
    assert_eq!(failed(here, 3), None);
    assert!(failed(here, 4).is_some(), "the source has used up its own");
}

#[test]
fn what_a_client_proved_counts_for_this_client_alone() {
    let (limits, _) = limits(1, 3);
    let here = Some(address("192.0.2.1"));
    assert_eq!(
        [limits.failed(here, NOBODY), limits.failed(here, NOBODY)],
        [None, Some(RetryAfter(60))]
    );
    let failed = || limits.failed(here, Blamed::Proven(client(1)));
    assert_eq!([failed(), failed(), failed()], [None; 3], "a used-up source does not matter");
    assert!(failed().is_some());
}

#[test]
fn signatures_of_a_used_up_source_take_turns_and_those_of_others_never_wait() {
    let (limits, clock) = limits(1, 0);
    let (here, there) = (Some(address("2001:db8::1")), Some(address("2001:db8:0:1::1")));
    let turn = |source| limits.turn(source, || None);
    assert!(turn(here).unwrap().is_none());
    limits.failed(here, NOBODY);
    assert!(turn(here).unwrap().is_none(), "the budget is used up by the next failure");
    limits.failed(here, NOBODY);

    let mut held = Vec::new();
    while let Ok(Some(turn)) = turn(here) {
        held.push(turn);
    }
    assert!(!held.is_empty());
    assert_eq!(turn(Some(address("2001:db8::2"))).err(), Some(RetryAfter(1)), "the same /64");
    assert!(turn(there).unwrap().is_none());
    held.pop();
    assert!(turn(here).unwrap().is_some());
    clock.advance(60);
    assert!(turn(here).unwrap().is_none());
    assert_eq!(limits.counts(0).unverified, 2);
}

#[test]
fn signatures_in_the_name_of_a_used_up_client_take_turns_at_this_source() {
    let (limits, _) = limits(0, 1);
    let (here, there) = (Some(address("192.0.2.1")), Some(address("192.0.2.2")));
    for _ in 0..2 {
        limits.failed(here, Blamed::Named(Some(client(1))));
    }
    assert!(limits.turn(here, || Some(client(1))).unwrap().is_some());
    assert!(limits.turn(here, || Some(client(2))).unwrap().is_none());
    assert!(limits.turn(there, || Some(client(1))).unwrap().is_none());
}

#[test]
fn without_limits_nothing_is_refused() {
    let (limits, _) = limits(0, 0);
    for _ in 0..1000 {
        assert_eq!(limits.failed(Some(address("192.0.2.1")), Blamed::Named(Some(client(1)))), None);
    }
    assert!(limits.turn(Some(address("192.0.2.1")), || Some(client(1))).unwrap().is_none());
    assert_eq!(limits.counts(0), LimitCounts::default());
}

#[test]
fn an_application_has_its_quota_and_a_changed_quota_starts_full() {
    let (limits, clock) = limits(0, 0);
    let mut application =
        Model::new(client(1), ProjectId(Uuid::nil()), ApplicationType::Service, Timestamp(0));
    assert_eq!([(); 9].map(|()| limits.take_token(&application)), [Ok(()); 9]);
    application.tokens_per_minute = Some(3);
    assert_eq!([(); 3].map(|()| limits.take_token(&application)), [Ok(()); 3]);
    assert_eq!(limits.take_token(&application), Err(RetryAfter(20)));
    let other = Model { id: client(2), ..application.clone() };
    assert_eq!(limits.take_token(&other), Ok(()));
    clock.advance(20);
    assert_eq!(limits.take_token(&application), Ok(()));
    assert_eq!(limits.take_token(&application), Err(RetryAfter(20)));
    application.tokens_per_minute = Some(1);
    assert_eq!(limits.take_token(&application), Ok(()));
    assert_eq!(limits.take_token(&application), Err(RetryAfter(60)));
    assert_eq!(limits.counts(0).quota, 3);
}
