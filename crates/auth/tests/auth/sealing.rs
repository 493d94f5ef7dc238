//! Sealed values open in their place, with their key, unchanged; else not.

use keyplane_auth::{MasterKey, MasterKeyFileError, MasterKeys, SealContext, SealError, sealed_by};
use proptest::prelude::*;
use secrecy::ExposeSecret as _;

use crate::support::Counting;

const HOME: SealContext<'static> = SealContext {
    table: "key",
    column: "private_key",
    row: &[1; 16],
    project: &[2; 16],
    facts: "SIGNING",
};

#[test]
fn a_sealed_value_opens_in_its_place() {
    let entropy = Counting::default();
    let master = MasterKey::generate(&entropy);
    for plaintext in [&b""[..], b"secret", &[7; 5000]] {
        let sealed = master.seal(&entropy, &HOME, plaintext).unwrap();
        assert_eq!(sealed[0], 2);
        assert_eq!(&*master.open(&HOME, &sealed).unwrap(), plaintext);
    }
}

#[test]
fn a_value_sealed_twice_looks_different() {
    let entropy = Counting::default();
    let master = MasterKey::generate(&entropy);
    let seal = || master.seal(&entropy, &HOME, b"secret").unwrap();
    assert_ne!(seal(), seal());
}

#[test]
fn a_sealed_value_does_not_open_in_another_place_or_beside_other_facts() {
    let entropy = Counting::default();
    let master = MasterKey::generate(&entropy);
    let sealed = master.seal(&entropy, &HOME, b"secret").unwrap();

    for elsewhere in [
        SealContext { table: "keys", ..HOME },
        SealContext { column: "secret", ..HOME },
        SealContext { row: &[2; 16], ..HOME },
        SealContext { project: &[1; 16], ..HOME },
        SealContext { row: HOME.project, project: HOME.row, ..HOME },
        SealContext { facts: "ADMIN", ..HOME },
        SealContext { facts: "", ..HOME },
        // The same letters, cut in another place.
        SealContext { table: "keyp", column: "rivate_key", ..HOME },
        SealContext { table: "", column: "keyprivate_key", ..HOME },
    ] {
        assert_eq!(
            master.open(&elsewhere, &sealed).unwrap_err(),
            SealError::Damaged,
            "{elsewhere:?}"
        );
    }
}

#[test]
fn one_flipped_bit_anywhere_does_not_open() {
    let entropy = Counting::default();
    let master = MasterKey::generate(&entropy);
    let sealed = master.seal(&entropy, &HOME, b"secret").unwrap();
    for at in 0..sealed.len() {
        for bit in 0..8 {
            let mut changed = sealed.clone();
            changed[at] ^= 1 << bit;
            assert!(master.open(&HOME, &changed).is_err(), "byte {at} bit {bit}");
        }
    }
}

#[test]
fn a_value_that_was_cut_or_extended_does_not_open() {
    let entropy = Counting::default();
    let master = MasterKey::generate(&entropy);
    let sealed = master.seal(&entropy, &HOME, b"secret").unwrap();
    for length in 0..sealed.len() {
        assert!(master.open(&HOME, &sealed[..length]).is_err(), "{length}");
    }
    let longer = [&sealed[..], &[0]].concat();
    assert!(master.open(&HOME, &longer).is_err());
}

#[test]
fn the_wrong_master_key_says_which_one_is_wanted() {
    let entropy = Counting::default();
    let (right, wrong) = (MasterKey::generate(&entropy), MasterKey::generate(&entropy));
    let sealed = right.seal(&entropy, &HOME, b"secret").unwrap();
    let error = wrong.open(&HOME, &sealed).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("sealed with master key {}, but the master key here is {}", right.id(), wrong.id())
    );
}

#[test]
fn a_value_under_another_name_of_the_master_key_does_not_open() {
    let entropy = Counting::default();
    let (right, wrong) = (MasterKey::generate(&entropy), MasterKey::generate(&entropy));
    let mut sealed = right.seal(&entropy, &HOME, b"secret").unwrap();
    let other = wrong.seal(&entropy, &HOME, b"secret").unwrap();
    sealed[1..17].copy_from_slice(&other[1..17]);
    assert_eq!(wrong.open(&HOME, &sealed).unwrap_err(), SealError::Damaged);
}

#[test]
fn the_master_key_file_gives_the_same_key_back() {
    let entropy = Counting::default();
    let master = MasterKey::generate(&entropy);
    let text = master.to_file_text();
    let read = MasterKey::from_file_text(text.expose_secret()).unwrap();
    assert_eq!(read.id(), master.id());
    assert_eq!(read.id().len(), 35);
    let sealed = master.seal(&entropy, &HOME, b"secret").unwrap();
    assert_eq!(&*read.open(&HOME, &sealed).unwrap(), b"secret");
    let json: serde_json::Value = serde_json::from_str(text.expose_secret()).unwrap();
    assert!(!format!("{master:?}").contains(json["key"].as_str().unwrap()));
}

#[test]
fn a_master_key_file_cannot_lie_about_its_id() {
    let entropy = Counting::default();
    let (one, other) = (MasterKey::generate(&entropy), MasterKey::generate(&entropy));
    let text = one.to_file_text();
    let text = text.expose_secret();
    assert_eq!(
        MasterKey::from_file_text(&text.replace(one.id(), other.id())).unwrap_err(),
        MasterKeyFileError::WrongId { named: other.id().to_owned(), found: one.id().to_owned() }
    );
    for damaged in ["", "{}", "null", &text.replace("master", "admin"), &text[..90]] {
        assert_eq!(MasterKey::from_file_text(damaged).unwrap_err(), MasterKeyFileError::Malformed);
    }
}

proptest! {
    #[test]
    fn no_bytes_make_opening_panic(sealed in proptest::collection::vec(any::<u8>(), 0..200)) {
        let master = MasterKey::generate(&Counting::default());
        prop_assert!(master.open(&HOME, &sealed).is_err());
    }
}

#[test]
fn a_file_with_several_keys_gives_each_of_them_back_and_marks_one_as_active() {
    let entropy = Counting::default();
    let mut keys = MasterKeys::generate(&entropy, 1_800_000_000);
    let first = keys.active().id().to_owned();
    let sealed = keys.active().seal(&entropy, &HOME, b"secret").unwrap();
    let second = keys.add(&entropy, 1_800_000_060);
    let third = keys.add(&entropy, 1_800_000_120);

    let read = |keys: &MasterKeys| {
        MasterKeys::from_file_text(keys.to_file_text().expose_secret()).unwrap()
    };
    let mut keys = read(&keys);
    let entries = |keys: &MasterKeys| -> Vec<_> {
        keys.entries().map(|entry| (entry.id, entry.created.unwrap(), entry.active)).collect()
    };
    let expected = [
        (first.clone(), 1_800_000_000, true),
        (second.clone(), 1_800_000_060, false),
        (third.clone(), 1_800_000_120, false),
    ];
    assert_eq!(entries(&keys), expected);

    assert!(keys.activate(&second) && !keys.activate("mk_0"));
    assert!(!keys.remove(&second), "the active key stays");
    assert!(keys.remove(&third) && !keys.remove(&third));
    let keys = read(&keys);
    assert_eq!(keys.active().id(), second);
    assert_eq!(sealed_by(&sealed).as_deref(), Some(&*first));
    let opened = keys.that_sealed(&sealed).unwrap().open(&HOME, &sealed).unwrap();
    assert_eq!(&*opened, b"secret");
    let text = keys.to_file_text();
    let json: serde_json::Value = serde_json::from_str(text.expose_secret()).unwrap();
    assert_eq!(json["otherKeys"][0]["created"], "2027-01-15T08:00:00Z");
    for key in [&json["key"], &json["otherKeys"][0]["key"]] {
        assert!(!format!("{keys:?}").contains(key.as_str().unwrap()));
    }
}

#[test]
fn a_file_of_an_earlier_release_is_read_and_an_earlier_release_reads_the_active_key_of_a_new_one() {
    let entropy = Counting::default();
    let old = MasterKey::generate(&entropy);
    let mut keys = MasterKeys::from_file_text(old.to_file_text().expose_secret()).unwrap();
    assert_eq!((keys.active().id(), keys.entries().count()), (old.id(), 1));
    keys.add(&entropy, 0);
    let text = keys.to_file_text();
    // What earlier releases read: these members, and no others.
    let json: serde_json::Value = serde_json::from_str(text.expose_secret()).unwrap();
    assert_eq!((&json["type"], &json["keyId"]), (&"master".into(), &old.id().into()));
    assert!(old.to_file_text().expose_secret().contains(json["key"].as_str().unwrap()));
}

#[test]
fn a_file_with_a_key_twice_or_with_a_wrong_id_among_the_others_is_refused() {
    let entropy = Counting::default();
    let mut keys = MasterKeys::generate(&entropy, 0);
    let first = keys.active().id().to_owned();
    let second = keys.add(&entropy, 0);
    let text = keys.to_file_text();
    let refused = |text: &str| MasterKeys::from_file_text(text).unwrap_err();

    let swapped = text.expose_secret().replace(&second, &first);
    let wrong = MasterKeyFileError::WrongId { named: first.clone(), found: second };
    assert_eq!(refused(&swapped), wrong);
    let mut json: serde_json::Value = serde_json::from_str(text.expose_secret()).unwrap();
    json["otherKeys"][0]["keyId"] = json["keyId"].clone();
    json["otherKeys"][0]["key"] = json["key"].clone();
    assert_eq!(refused(&json.to_string()), MasterKeyFileError::Twice(first));
}

#[test]
fn a_value_under_another_master_key_opens_with_that_key_alone_and_in_its_place_alone() {
    let entropy = Counting::default();
    let (old, new) = (MasterKey::generate(&entropy), MasterKey::generate(&entropy));
    let sealed = old.seal(&entropy, &HOME, b"secret").unwrap();
    let resealed = new.reseal(&old, &entropy, &HOME, &sealed).unwrap();
    assert_eq!(&*new.open(&HOME, &resealed).unwrap(), b"secret");
    assert!(old.open(&HOME, &resealed).is_err());

    let elsewhere = SealContext { facts: "ADMIN", ..HOME };
    assert_eq!(new.open(&elsewhere, &resealed), Err(SealError::Damaged));
    let moved = new.reseal(&old, &entropy, &elsewhere, &sealed);
    assert_eq!(moved, Err(SealError::Damaged), "what does not open is not sealed again");
}
