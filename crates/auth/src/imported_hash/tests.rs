use super::*;

const SECRET: &str = "correct horse battery";

/// Hashes of [`SECRET`] by other implementations: bcrypt, passlib, hashlib and argon2-cffi for Python.
const HASHES: [(&str, &str); 12] = [
    ("bcrypt", "$2b$04$ifXaxyapTLsw87AaBpiR9OAlHgVnG1VmdoiuAqHPZln7kzqzQwxKm"),
    ("bcrypt", "$2a$04$TNj159cVN0TqtnEwWeKRf.3ULJk8a2b3FWTfR7ooQMK6ZMU6NioQS"),
    ("pbkdf2", "$pbkdf2$1000$k7K2tjbmXIuxFkLofS9lzA$5cuCRV10nb9XBS4xh2M6IDkVLys"),
    (
        "pbkdf2",
        "$pbkdf2-sha256$1000$8R4DgHAuZQzhnPMeo/S.1w$RqVjOM15Qrlqg.k6MJM3rbLIQkwluZdzwl7QzZqSjcI",
    ),
    (
        "pbkdf2",
        "$pbkdf2-sha512$1000$uxeCsFZKKcV47z2nNMZ4rw$asXR1PjSg5vHKKII27E6q3zTARdUbfSgomeWVFWg.Gl2vGrBV4VEc4wYz1gM9fj.LwqmE4HLo0atl0Fwvr0PTQ",
    ),
    (
        "pbkdf2",
        "$pbkdf2-sha256$i=1000,l=32$AAECAwQFBgcICQoLDA0ODw$AhaeZ02AwPxykuhhDI8XvhQN8GKvmqM+qF6qvs/98I0",
    ),
    (
        "pbkdf2",
        "$pbkdf2-sha512$i=1000,l=64$AAECAwQFBgcICQoLDA0ODw$ToxFUi5y3fprZRW/V6CupR2uIDYfuy5rlsF9Z4E648lE68lw5lzmucru/HdPvmBJDSLroVh1Q2xCvjqd8NI/6Q",
    ),
    ("pbkdf2", "$pbkdf2-sha1$i=1000,l=20$AAECAwQFBgcICQoLDA0ODw$yr+bZKkEnTtGf3f18VjXM5CIxT8"),
    (
        "pbkdf2",
        "$pbkdf2-sha384$i=1000,l=48$AAECAwQFBgcICQoLDA0ODw$+cYHvzRXuzm75Ih90Vq3mw4lUtho8DecGy8ceW8krUOP+QxD9646NQi+PjlF9kwE",
    ),
    (
        "argon2",
        "$argon2id$v=19$m=256,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$tUDpM6w2br+3snNWfemWZcZ3zeGxW64q15ErcEPsAxo",
    ),
    (
        "argon2",
        "$argon2i$v=19$m=256,t=2,p=2$AAECAwQFBgcICQoLDA0ODw$BzyfYnOhaiSn+hrneiY9QB6XB1YGlEvM6VOCWtEvySY",
    ),
    (
        "argon2",
        "$argon2id$v=16$m=256,t=1,p=1$AAECAwQFBgcICQoLDA0ODw$ycqCubEIINnps921eOzUmSkqdh0vA57x16TZmMX1AfY",
    ),
];

fn read(text: &str) -> ImportedHash {
    ImportedHash::parse(text).expect(text)
}

fn verifies(text: &str, secret: &str) -> bool {
    read(text).verify(&secret.to_owned().into())
}

#[test]
fn hashes_of_other_implementations_verify_their_secret_alone() {
    for (function, text) in HASHES {
        assert_eq!(read(text).function(), function, "{text}");
        assert!(verifies(text, SECRET), "{text}");
        for other in ["correct horse batterx", "correct horse battery ", "", "x"] {
            assert!(!verifies(text, other), "{text} {other}");
        }
    }
    // $2y$ is the name that PHP gives to the same function.
    assert!(verifies(&HASHES[0].1.replace("$2b$", "$2y$"), SECRET));
}

#[test]
fn bcrypt_reads_72_bytes_as_the_server_that_made_the_hash_did() {
    let hash = "$2b$04$J.M3j1hxfrnbyHVcP28y2u6zYopXV/5AahJYgK0FPS4Cf6HDCNJLa";
    let secret = format!("{}y", "x".repeat(71));
    assert!(verifies(hash, &secret));
    assert!(verifies(hash, &format!("{secret}more")));
    assert!(!verifies(hash, &"x".repeat(72)));
    assert!(!verifies(HASHES[0].1, "correct horse battery\0"));
}

#[test]
fn a_damaged_hash_is_no_hash() {
    for (_, text) in HASHES {
        let last = text.rfind('$').unwrap_or(0);
        for length in [last, last + 8] {
            let cut = &text[..length];
            assert!(ImportedHash::parse(cut).is_err(), "{cut}");
        }
        assert!(ImportedHash::parse(&format!("{text}$x")).is_err(), "{text}");
        assert!(ImportedHash::parse(&text.replacen('A', "!", 1)).is_err() || !text.contains('A'));
    }
    for text in [
        "",
        "$",
        "$$",
        "secret",
        "$2b$",
        "$1$abc$def",
        "$2x$04$abc",
        "$argon2d$v=19$m=8,t=1,p=1$a$b",
    ] {
        assert!(ImportedHash::parse(text).is_err(), "{text}");
    }

    assert!(ImportedHash::parse(&format!("$2b${}", "0".repeat(MAX_TEXT))).is_err());
}

#[test]
fn a_hash_that_costs_too_much_is_refused_with_the_limit() {
    let bcrypt = HASHES[0].1;
    let (salt, hash) = ("AAECAwQFBgcICQoLDA0ODw", "AhaeZ02AwPxykuhhDI8XvhQN8GKvmqM+qF6qvs/98I0");
    for (text, limit) in [
        (bcrypt.replace("$04$", "$15$"), "at most 14"),
        (bcrypt.replace("$04$", "$31$"), "at most 14"),
        (format!("$pbkdf2-sha256$1000001${salt}${hash}"), "1,000,000"),
        (format!("$pbkdf2-sha256$i=4294967295,l=32${salt}${hash}"), "1,000,000"),
        (format!("$argon2id$v=19$m=65537,t=1,p=1${salt}${hash}"), "65536 KiB"),
        (format!("$argon2id$v=19$m=65536,t=5,p=1${salt}${hash}"), "262144 KiB"),
        (format!("$argon2id$v=19$m=8,t=4294967295,p=1${salt}${hash}"), "262144 KiB"),
        (format!("$argon2id$v=19$m=65536,t=1,p=17${salt}${hash}"), "16 lanes"),
    ] {
        let refusal = ImportedHash::parse(&text).expect_err(&text).to_string();
        assert!(refusal.contains(limit) && refusal.contains("costs too much"), "{refusal}");
    }

    for text in [
        bcrypt.replace("$04$", "$14$"),
        format!("$pbkdf2-sha256$1000000${salt}${hash}"),
        format!("$argon2id$v=19$m=65536,t=4,p=16${salt}${hash}"),
    ] {
        assert!(ImportedHash::parse(&text).is_ok(), "{text}");
    }
}

#[test]
fn a_parameter_that_no_server_writes_is_malformed() {
    let (salt, hash) = ("AAECAwQFBgcICQoLDA0ODw", "AhaeZ02AwPxykuhhDI8XvhQN8GKvmqM+qF6qvs/98I0");
    for text in [
        format!("$pbkdf2-sha256$0${salt}${hash}"),
        format!("$pbkdf2-sha256$+5${salt}${hash}"),
        format!("$pbkdf2-sha256$i=1000,l=31${salt}${hash}"),
        format!("$pbkdf2-sha256$i=1000,l=${salt}${hash}"),
        format!("$pbkdf2-sha256$1000$${hash}"),
        format!("$pbkdf2-sha256$1000${salt}$AAAA"),
        format!("$argon2id$v=19$m=256,t=0,p=1${salt}${hash}"),
        format!("$argon2id$v=19$m=7,t=1,p=1${salt}${hash}"),
        format!("$argon2id$v=19$m=256,t=1,p=0${salt}${hash}"),
        format!("$argon2id$v=19$m=256,t=1,p=1,keyid=x${salt}${hash}"),
        HASHES[0].1.replace("$04$", "$03$"),
    ] {
        assert!(
            matches!(ImportedHash::parse(&text), Err(ImportedHashError::Malformed(_))),
            "{text}"
        );
    }
}
