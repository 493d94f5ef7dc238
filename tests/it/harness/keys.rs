//! Key pairs for tests. RSA pairs take 60 ms and more to make, so a process makes each once.

use std::{
    collections::HashMap,
    sync::{Mutex, OnceLock},
};

use keyplane_auth::{Algorithm, KeySpec, PrivateKey};

/// The RSA-2048 pair of a name; the same one throughout the process.
pub(crate) fn rsa_key(name: &'static str) -> PrivateKey {
    static KEYS: OnceLock<Mutex<HashMap<&'static str, PrivateKey>>> = OnceLock::new();
    let mut keys = KEYS.get_or_init(Mutex::default).lock().unwrap();
    keys.entry(name).or_insert_with(|| generate(Algorithm::Rs256)).clone()
}

/// A new P-256 pair: cheap, for tests that need many different keys.
pub(crate) fn ec_key() -> PrivateKey {
    generate(Algorithm::Es256)
}

fn generate(algorithm: Algorithm) -> PrivateKey {
    PrivateKey::generate(KeySpec::new(algorithm, None).unwrap()).unwrap()
}
