//! The times in which keys with SERVER custody can sign, according to their dates.

use super::Ring;
use crate::{
    Timestamp,
    id::KeyId,
    key::{self, State},
};

/// The first moment at which no SERVER key can sign.
pub(super) struct Gap<'a> {
    pub(super) at: Timestamp,
    /// The key that signs until then.
    pub(super) last: &'a key::Model,
}

impl Ring {
    /// The earliest moment at which a key that is published at `now` may sign: after the
    /// publish-ahead, and once no verifier caches a JWKS under an earlier policy with a longer
    /// max-age.
    pub(super) fn publish_ahead(&self, now: Timestamp) -> Timestamp {
        let ahead = now.plus_seconds(self.policy.publish_ahead_seconds);
        self.policy.jwks_cached_until.map_or(ahead, |until| ahead.max(until))
    }

    /// The first moment after `now` at which no SERVER key can sign. `None`: a key can always sign,
    /// or none can even now.
    pub(super) fn gap(&self, now: Timestamp) -> Option<Gap<'_>> {
        let mut gap = None;
        let mut at = now;
        loop {
            let longest = self
                .keys
                .iter()
                .filter(|key| key.can_sign(at))
                .max_by_key(|key| (key.signs_until().unwrap_or(Timestamp::MAX), key.id));
            let Some(last) = longest else { return gap };
            at = last.signs_until()?;
            gap = Some(Gap { at, last });
        }
    }

    /// The earliest moment at which the key `id` may stop signing: other keys then sign until a
    /// successor that is published at `now` may.
    pub(super) fn earliest_retirement(&self, id: KeyId, now: Timestamp) -> Timestamp {
        let mut from = self.publish_ahead(now);
        let covers = |key: &&key::Model, from: Timestamp| {
            key.id != id
                && key.is_server_signing()
                && matches!(key.state(now), State::Pending | State::Active)
                && key.activates_at < from
                && key.signs_until().is_none_or(|end| end >= from)
        };
        while let Some(start) =
            self.keys.iter().filter(|key| covers(key, from)).map(|key| key.activates_at).min()
        {
            from = start;
        }
        from.max(now)
    }

    /// Whether the key `id`, which signed until `before` (`None`: without an end), now stops so
    /// early that a successor would sign before verifiers can know it.
    pub(super) fn stops_too_soon(
        &self,
        id: KeyId,
        before: Option<Timestamp>,
        now: Timestamp,
    ) -> bool {
        let ends =
            self.get(id).filter(|key| key.is_server_signing()).and_then(key::Model::signs_until);
        ends.is_some_and(|end| {
            before.is_none_or(|before| end < before) && end < self.earliest_retirement(id, now)
        })
    }
}
