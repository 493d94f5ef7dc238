//! Keys and signatures as other programs write them: taken, or refused with the true reason.

/// A file of `fixtures`, named from the modules of this one.
macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../fixtures/", $name, ".pem"))
    };
}

mod private_keys;
mod public_jwks;
mod public_keys;
mod signatures;

use serde_json::{Value, json};

use crate::support::map;

/// The modulus of a key that `WebCrypto` made.
const N: &str = "n-WYn68zm97cH0PAr-sfnL4arEWVoBLmtWwbO5Eo3El7RuWTlmjjCNhXyT7-79y3NlJ4JGuS2ahnP6Ec91g3mJj14V6UTBg2Jb7iG7Vzw_JPEDcGfCBpxw0i5MOwAD5g5fjDSKouafW5_lUFuFsVal0LEXNkCFJaFCrQ9jFbPWzFKVSk83avsTfZRALSxPJBaIhpstGU4BULnySMx9d2RZneVAsKENLdZV-VmEuthPn2Zzd4osJAht4w6EUYyoTLqH2NWIKc41pVhOj7-Ep_oQLu4Y4QKE42XDUybekudly7eyl4iCMUi1rzExa56OVDA1d8GsWJdyUduKrn0zlkzQ";
/// The point of a key that `WebCrypto` made.
const POINT: (&str, &str) =
    ("jd08-7MZ7u13iRZ1xLDqFAUuKeyrYLmVsncY79_-FHA", "tozq5ecVlz4CV7-ZE2gd3vLL7k7gcntrXZfEFOI8gcc");

/// `base` with these members too.
fn with(base: &Value, members: Value) -> Value {
    let mut jwk = map(base.clone());
    jwk.extend(map(members));
    jwk.into()
}

fn rsa() -> Value {
    json!({ "kty": "RSA", "n": N, "e": "AQAB" })
}

fn ec() -> Value {
    json!({ "kty": "EC", "crv": "P-256", "x": POINT.0, "y": POINT.1 })
}
