//! Signatures, and the algorithms of a key.

use keyplane_auth::{
    Algorithm, ApplicationKey, AssertionRefusal, BadSignature, Jws, SigningKey, VerifyingKey,
    import_public_key,
};

use crate::support::private_key;

/// A key that Node made, and what its `sign("sha256", …)` signed: DER, its default.
const NODE: (&str, &str, &str) = (
    r#"{"kty":"EC","x":"bdqDBJazV5QQxXHDOjJ8-chc9PHdf_rtsW0BSF3VKNA","y":"3TlLQO_bZqIhrqVa_TsSMF6VHCoj0uN1S2hdtQ38ke8","crv":"P-256"}"#,
    "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.MEUCIFlyILyCd2soTZZcZPF_fmuSvlhq3j_8IlpelLYhVloZAiEAnGjPVmeZVbmTy4XiVZb84Wdfnp1x__WpdJQv1Vbh4MM",
    "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.f86kKTwK-wJsqKEc8d7fq3ZixtNYXuq6MhC14_Oc3g1Z5ns7kaYQHBVo5y5t6bYgrAPiUEmtkfp9uE6XodDd4g",
);
/// A key and a signature that openssl made.
const OPENSSL: (&str, &str) = (
    "-----BEGIN PUBLIC KEY-----
MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE1XlmiCIMITe1EzHZfSxV9TFxoHCO5ZH0
db44wQfJoqAbMeqBBAiIOvpack87tbfJyVUOoI43Qdz3u6BdF497JG0SIrZjBuK0
Lr9Awv3B34/kcLQzkAUKAxSZzUVN+UAa
-----END PUBLIC KEY-----",
    "eyJhbGciOiJFUzM4NCJ9.eyJzdWIiOiJhIn0.MGYCMQCtvJu9ldfDx7wCjLamMwOhGuZP0KQLUJUONSSi5vN7HKAIRD1Ix765HpUli9iJ81YCMQC-TXzr2EUX6yHJmBc-SOx9J5tBCChyf1oQ2JsYX8qYsH1aduvsywjkoQ7VLXYIcUA",
);

#[test]
fn an_ecdsa_signature_in_der_is_distinguished_from_a_wrong_one() {
    let key = |text, algorithm| {
        VerifyingKey::new(&import_public_key(text).unwrap().public_key, algorithm).unwrap()
    };
    let (node, openssl) = (key(NODE.0, Algorithm::Es256), key(OPENSSL.0, Algorithm::Es384));
    let judge = |token: &str, key| Jws::parse(token).unwrap().verify(key);
    assert_eq!(judge(NODE.2, &node), Ok(()));
    assert_eq!(judge(NODE.1, &node), Err(BadSignature::Der));
    assert_eq!(judge(OPENSSL.1, &openssl), Err(BadSignature::Der));
    // A text in place of a signature, a signature by another, one of another length.
    for signature in ["", "AAAA", "MEUC", &"A".repeat(86), &"MEUC".repeat(18)] {
        let token = format!("eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.{signature}");
        assert_eq!(judge(&token, &node), Err(BadSignature::Mismatch), "{signature}");
    }
    let assertion = keyplane_auth::UnverifiedAssertion::parse(NODE.1).unwrap();
    let refusal = assertion.verify(&ApplicationKey::Public(node)).unwrap_err();
    assert_eq!(refusal, AssertionRefusal::DerSignature);
    assert!(refusal.to_string().contains("r and s side by side"), "{refusal}");
}

#[test]
fn a_key_verifies_each_of_its_algorithms_and_no_other() {
    let key = private_key(Algorithm::Rs256);
    let both = [Algorithm::Rs256, Algorithm::Ps256];
    let verifying = VerifyingKey::for_all(&key.public_key(), both).unwrap();
    for algorithm in Algorithm::ALL.into_iter().filter(|algorithm| algorithm.is_rsa()) {
        let signature = SigningKey::new(&key, algorithm).unwrap().sign(b"message").unwrap();
        let holds = verifying.verify(algorithm, b"message", &signature).is_ok();
        assert_eq!(holds, both.contains(&algorithm), "{algorithm}");
        for other in both.into_iter().filter(|other| *other != algorithm) {
            assert!(verifying.verify(other, b"message", &signature).is_err(), "{other}");
        }
    }
    assert_eq!(verifying.algorithms().to_string(), "RS256, PS256");
    assert!(
        VerifyingKey::for_all(&key.public_key(), [Algorithm::Rs256, Algorithm::Es256]).is_err()
    );
    let curve = private_key(Algorithm::Es256).public_key();
    assert!(VerifyingKey::for_all(&curve, [Algorithm::Es256, Algorithm::Rs256]).is_err());
}

#[test]
fn a_refused_alg_is_named_beside_the_keys_own() {
    let taken = [Algorithm::Rs256].into_iter().collect();
    let text = |found| AssertionRefusal::AlgorithmNotAllowed { found, taken }.to_string();
    assert_eq!(
        text(Some(Algorithm::Ps256.into())),
        "the header's alg is PS256, and the application signs with RS256: use that, or add the \
         other to the key's additionalAlgorithms"
    );
    assert_eq!(
        text(Some(Algorithm::Es256.into())),
        "the header's alg is ES256, and the application signs with RS256: use that"
    );
}
