//! Limits and places.

use super::*;

const HERE: &str = "192.0.2.1";
const THERE: &str = "192.0.2.2";

fn connections(all: usize, per_source: usize) -> Arc<Connections> {
    let exempt = vec!["10.0.0.0/8".parse().unwrap()];
    let per_source = (per_source > 0).then_some(per_source);
    Connections::new(ConnectionLimits { all, per_source, exempt })
}

fn admit(connections: &Arc<Connections>, address: &str) -> Result<Place, LimitMet> {
    connections.admit(address.parse().unwrap())
}

fn wait(place: &mut Place) -> bool {
    place.wait(&Context::from_waker(Waker::noop()))
}

#[test]
fn a_source_has_its_share_and_a_proxy_is_limited_with_all_only() {
    let connections = connections(4, 2);
    let mut held = vec![admit(&connections, HERE).unwrap(), admit(&connections, HERE).unwrap()];
    assert_eq!(admit(&connections, HERE).err(), Some(LimitMet::Source));
    assert_eq!(admit(&connections, "::ffff:192.0.2.1").err(), Some(LimitMet::Source));
    held.push(admit(&connections, "10.0.0.1").unwrap());
    held.push(admit(&connections, "10.0.0.1").unwrap());
    assert_eq!(admit(&connections, "10.0.0.1").err(), Some(LimitMet::All));
    assert_eq!(admit(&connections, THERE).err(), Some(LimitMet::All));
    drop(held);
    assert!(admit(&connections, HERE).is_ok());
    assert!(connections.lock().by_source.is_empty(), "what is closed is forgotten");
}

#[test]
fn addresses_of_one_64_are_one_source() {
    let connections = connections(9, 1);
    let _held = admit(&connections, "2001:db8:0:1::1").unwrap();
    assert_eq!(admit(&connections, "2001:db8:0:1:ffff::2").err(), Some(LimitMet::Source));
    assert!(admit(&connections, "2001:db8:0:2::1").is_ok());
}

#[test]
fn without_a_limit_of_sources_one_may_take_every_place() {
    let connections = connections(3, 0);
    let held: Vec<_> = (0..3).map(|_| admit(&connections, HERE).unwrap()).collect();
    assert_eq!(admit(&connections, HERE).err(), Some(LimitMet::All));
    drop(held);
    let [all, source] = connections.figures().limited;
    assert_eq!((all.refused, all.replaced, source.refused, source.replaced), (1, 0, 0, 0));
}

#[test]
fn a_newcomer_takes_the_place_of_the_longest_idle() {
    let connections = connections(3, 3);
    let mut held: Vec<_> = (0..3).map(|_| admit(&connections, HERE).unwrap()).collect();
    for at in [1, 0] {
        assert!(wait(&mut held[at]));
    }
    let newcomer = admit(&connections, THERE).unwrap();
    assert!(!wait(&mut held[1]), "it was idle the longest");
    assert!(!held[1].begin(), "a request that comes too late is not begun");
    assert!(wait(&mut held[0]) && held[0].begin() && held[2].begin());
    assert_eq!(admit(&connections, THERE).err(), Some(LimitMet::All));
    drop((held, newcomer));
    let table = connections.lock();
    assert!(table.open == 0 && table.idle.is_empty());
}

#[test]
fn a_source_at_its_limit_takes_only_from_itself() {
    let connections = connections(9, 1);
    let (mut here, mut there) =
        (admit(&connections, HERE).unwrap(), admit(&connections, THERE).unwrap());
    assert!(wait(&mut here));
    assert_eq!(admit(&connections, THERE).err(), Some(LimitMet::Source));
    assert!(wait(&mut there));
    let _newcomer = admit(&connections, THERE).unwrap();
    assert!(wait(&mut here) && !wait(&mut there));
}

fn shake(place: &mut Place) -> bool {
    place.wait_in_handshake(&Context::from_waker(Waker::noop()))
}

#[test]
fn a_newcomer_takes_the_place_of_a_handshake_only_if_none_is_idle() {
    let connections = connections(2, 2);
    let (mut shaking, mut idle) =
        (admit(&connections, HERE).unwrap(), admit(&connections, HERE).unwrap());
    assert!(shake(&mut shaking) && wait(&mut idle));

    let first = admit(&connections, THERE).unwrap();
    assert!(!wait(&mut idle) && shake(&mut shaking));
    drop(idle);
    let second = admit(&connections, THERE).unwrap();
    assert!(!shake(&mut shaking) && !shaking.end_handshake());
    drop((first, second, shaking));
    let table = connections.lock();
    assert!(table.open == 0 && table.handshakes.is_empty());
}

#[test]
fn waiting_handshakes_are_limited_by_source_and_in_all_and_the_longest_gives_way() {
    let connections = connections(9999, 9999);
    let shaking = |address: &str| {
        let mut place = admit(&connections, address).unwrap();
        assert!(shake(&mut place));
        place
    };
    let mut of_source: Vec<_> = (0..=MAX_HANDSHAKES_PER_SOURCE).map(|_| shaking(HERE)).collect();
    let mut of_proxy: Vec<_> = (0..MAX_HANDSHAKES).map(|_| shaking("10.0.0.1")).collect();

    // One gave way to its own source, the others to the limit of all.
    let waits = |places: &mut Vec<Place>| places.iter_mut().map(shake).collect::<Vec<_>>();
    assert!(waits(&mut of_source).iter().all(|waits| !waits), "they waited the longest");
    assert!(waits(&mut of_proxy).iter().all(|waits| *waits));
    assert!(of_proxy[0].end_handshake(), "a completed handshake is no longer counted");
    assert_eq!(connections.lock().handshakes.len(), MAX_HANDSHAKES - 1);
}
