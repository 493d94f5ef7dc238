//! The admin tokens of a command, signed when they are needed.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicI64, Ordering},
};

use keyplane_control::Clock as _;
use keyplane_entity::Timestamp;
use zeroize::Zeroizing;

use crate::{
    clock::SystemClock,
    token::{AdminSigner, TokenError},
};

/// Lifetime of a token in seconds. Exporting a private key needs a token of five minutes at most.
const LIFETIME: i64 = 300;
/// The lifetime that every project accepts.
const SHORTEST_LIFETIME: i64 = 60;

/// Signs tokens and keeps the current one.
#[derive(Debug)]
pub(super) struct Tokens {
    signer: AdminSigner,
    lifetime: AtomicI64,
    current: Mutex<Option<Minted>>,
}

struct Minted {
    token: Zeroizing<String>,
    /// From this second on, another token is used.
    until: i64,
}

impl std::fmt::Debug for Minted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Minted").field("until", &self.until).finish_non_exhaustive()
    }
}

impl Tokens {
    pub(super) fn new(signer: AdminSigner) -> Self {
        Self { signer, lifetime: AtomicI64::new(LIFETIME), current: Mutex::default() }
    }

    /// A token that is valid for a fifth of its lifetime at least.
    pub(super) fn current(&self) -> Result<Zeroizing<String>, TokenError> {
        self.at(SystemClock.now())
    }

    fn at(&self, now: Timestamp) -> Result<Zeroizing<String>, TokenError> {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        match &*current {
            Some(minted) if now.seconds() < minted.until => return Ok(minted.token.clone()),
            Some(_) | None => {}
        }

        let lifetime = self.lifetime.load(Ordering::Relaxed);
        let token = self.signer.mint(now, lifetime)?;
        let until = now.seconds().saturating_add(lifetime - lifetime / 5);
        *current = Some(Minted { token: token.clone(), until });
        Ok(token)
    }

    /// Signs tokens of the shortest lifetime from now on, since the server accepts no longer ones.
    /// False if it did so before.
    pub(super) fn shorten(&self) -> bool {
        let before = self.lifetime.swap(SHORTEST_LIFETIME, Ordering::Relaxed);
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = None;
        before != SHORTEST_LIFETIME
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use keyplane_auth::{AdminKeyFile, Algorithm, KeyFile, KeySpec, PrivateKey, decode_unverified};
    use secrecy::ExposeSecret as _;

    use super::*;

    const NOW: Timestamp = Timestamp(1_795_000_000_000);

    fn tokens() -> Tokens {
        let spec = KeySpec::new(Algorithm::Rs256, None).unwrap();
        let key = PrivateKey::generate(spec).unwrap();
        let file = KeyFile::Admin(AdminKeyFile {
            key_id: "kid".to_owned(),
            key: key.to_pkcs1_pem().unwrap(),
            audience: "https://keys.example".to_owned(),
            endpoint: "https://keys.example/graphql".to_owned(),
            project_id: None,
        });
        let text = file.to_json();
        Tokens::new(AdminSigner::parse(Path::new("key.json"), text.expose_secret()).unwrap())
    }

    fn lifetime(token: &str) -> i64 {
        let claims = decode_unverified(token).claims.unwrap();
        let claim = |name: &str| claims[name].as_i64().unwrap();
        claim("exp") - claim("iat")
    }

    #[test]
    fn a_token_is_used_again_and_replaced_before_it_runs_out() {
        let tokens = tokens();
        let after = |seconds: i64| Timestamp(NOW.0 + seconds * 1000);
        let first = tokens.at(NOW).unwrap();
        assert_eq!(lifetime(&first), 300);
        assert_eq!(*tokens.at(after(239)).unwrap(), *first);
        assert_ne!(*tokens.at(after(240)).unwrap(), *first);
    }

    #[test]
    fn tokens_get_shorter_once_where_the_project_asks_for_it() {
        let tokens = tokens();
        assert!(tokens.shorten());
        assert_eq!(lifetime(&tokens.at(NOW).unwrap()), 60);
        assert!(!tokens.shorten());
    }

    #[test]
    fn neither_key_nor_token_is_in_the_debug_output() {
        let tokens = tokens();
        let token = tokens.at(NOW).unwrap();
        let debug = format!("{tokens:?}");
        assert!(!debug.contains(token.as_str()) && !debug.contains("PRIVATE"), "{debug}");
    }
}
