//! Tokens of one kind, each refused by one check, and what the endpoints say about them.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{
    harness::World,
    inspect::support::{Acme, Inspection, inspect_at},
};

/// What the endpoints say about a token that they refuse.
#[derive(Clone, Copy)]
pub(super) enum Says<'a> {
    /// The inspector's reason.
    Reason,
    /// The inspector's detail of the check.
    Detail,
    /// A text that tells less than the inspector.
    Text(&'a str),
}

/// Tokens of one kind, and the checks that refused one of them.
pub(super) struct Walk<'w> {
    world: &'w World,
    acme: &'w Acme,
    kind: &'static str,
    /// The API and the scopes for which the tokens are inspected; null without one.
    at: Value,
    pub(super) broken: BTreeSet<String>,
}

impl<'w> Walk<'w> {
    pub(super) fn of(world: &'w World, acme: &'w Acme, kind: &'static str, at: Value) -> Self {
        Self { world, acme, kind, at, broken: BTreeSet::new() }
    }

    pub(super) async fn inspect(&self, token: &str) -> Inspection {
        inspect_at(self.world, &self.acme.reader, token, &self.at).await
    }

    /// Asserts that `check` is the first that fails, and that the endpoints refuse the token for the
    /// same reason. `door` returns what each endpoint says; nothing if it accepts the token.
    pub(super) async fn refused(
        &mut self,
        door: impl AsyncFn(String) -> Vec<String>,
        check: &str,
        token: &str,
        says: Says<'_>,
    ) {
        let found = self.inspect(token).await;
        assert_eq!(found.kind(), self.kind, "{check}: {found:?}");
        assert_eq!(found.named("FAILED").first(), Some(&check), "{found:?}");

        let expected = match says {
            Says::Reason => found.reason(),
            Says::Detail => found.text(check, "detail"),
            Says::Text(text) => text,
        };
        assert!(!expected.is_empty(), "{check}");

        for text in door(token.to_owned()).await {
            assert_eq!(text, expected, "{check}: {found:?}");
        }
        self.broken.insert(check.to_owned());
    }

    /// Asserts that a good token is accepted, and that each of its checks refused another token
    /// before. `unbreakable`: the checks that no token of this kind can fail first.
    pub(super) async fn ends(
        self,
        door: impl AsyncFn(String) -> Vec<String>,
        good: &str,
        unbreakable: &[&str],
    ) {
        let found = self.inspect(good).await;
        found.assert_valid(self.kind);
        for text in door(good.to_owned()).await {
            assert_eq!(text, "", "{found:?}");
        }

        let broken = self.broken.iter().map(String::as_str);
        let covered: BTreeSet<_> = broken.chain(unbreakable.iter().copied()).collect();
        let checks: BTreeSet<_> = found.named("PASSED").into_iter().collect();
        assert_eq!(checks, covered, "each check needs a token that it refuses");
    }
}
