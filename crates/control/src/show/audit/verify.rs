//! The verification of the audit log in the database.

use std::iter::Peekable;

use keyplane_auth::JwkSet;
use keyplane_entity::{audit_checkpoint, audit_event};
use uuid::Uuid;

use super::{
    archive::{AuditArchive, AuditReadError, AuditSelection},
    report::{AuditReport, ChainReport, kids},
};
use crate::{
    error::Error,
    store::audit::{self, AuditFault, ChainCheck, ChainSource, CheckpointKeys, EventLine},
};

/// How often the end of a chain is looked for while a server adds events.
const MAX_ENDS: usize = 100;

impl AuditArchive {
    /// Verifies the selected chains: that events follow each other, their hashes, the heads, and the
    /// signatures of checkpoints. `keys`: the public keys of checkpoints; those of the database if
    /// `None`. `progress` hears how many events were verified so far.
    pub async fn verify(
        &self,
        selection: &AuditSelection,
        keys: Option<&JwkSet>,
        progress: &mut (dyn FnMut(u64) + Send),
    ) -> Result<AuditReport, AuditReadError> {
        let only = self.scope(&selection.scope).await?;
        let own = self.checkpoint_keys().await?;
        let jwks = keys.unwrap_or(&own);
        let keys = CheckpointKeys::of_jwks(jwks).map_err(AuditReadError::Keys)?;

        let from = selection.from_sequence;
        let mut verify = Verification { archive: self, keys, from, progress, events: 0 };
        let mut chains = Vec::new();
        match only {
            Some(scope) => chains.push(verify.chain(scope.id()).await?),
            None => verify.every_chain(&mut chains).await?,
        }
        Ok(AuditReport { chains, kids: kids(jwks), ..AuditReport::default() })
    }
}

struct Verification<'a> {
    archive: &'a AuditArchive,
    keys: CheckpointKeys,
    from: i64,
    progress: &'a mut (dyn FnMut(u64) + Send),
    events: u64,
}

impl Verification<'_> {
    async fn every_chain(&mut self, chains: &mut Vec<ChainReport>) -> Result<(), Error> {
        let mut after = None;
        loop {
            let page = self.archive.scopes(after).await?;
            let Some(last) = page.last() else { break };
            after = Some(*last);
            for scope in page {
                chains.push(self.chain(scope).await?);
            }
        }
        for scope in audit::strays(self.archive.db()).await? {
            chains.push(self.chain(scope).await?);
        }
        Ok(())
    }

    async fn chain(&mut self, scope: Uuid) -> Result<ChainReport, Error> {
        let mut check = ChainCheck::new(scope, self.from, ChainSource::Log);
        let slug = self.archive.slug(scope).await?;
        let mut after = if self.from > 1 { self.from - 1 } else { i64::MIN };

        for _ in 0..MAX_ENDS {
            if let Err(fault) = self.read_on(&mut check, &mut after).await? {
                return Ok(ChainReport::new(check, slug, Some(fault)));
            }
            // Events that were added meanwhile are read before the end is judged.
            let db = self.archive.db();
            let head = audit::head(db, scope).await?;
            let sealed = audit::last_checkpoint(db, scope).await?.unwrap_or(0);
            let end = check.head(head.as_ref()).and_then(|()| check.reaches(sealed));
            let has_more = !audit::events(db, scope, after, i64::MAX).await?.is_empty();
            if !has_more {
                return Ok(ChainReport::new(check, slug, end.err()));
            }
        }
        Err(Error::LimitExceeded("events are added faster than they are verified".into()))
    }

    /// Verifies the events that are there after number `after`.
    async fn read_on(
        &mut self,
        check: &mut ChainCheck,
        after: &mut i64,
    ) -> Result<Result<(), AuditFault>, Error> {
        let db = self.archive.db();
        loop {
            let events = audit::events(db, check.scope, *after, i64::MAX).await?;
            let Some(last) = events.last().map(|event| event.sequence) else { return Ok(Ok(())) };
            let sealed = audit::checkpoints(db, check.scope, *after, last).await?;
            let mut sealed = sealed.into_iter().peekable();

            for event in &events {
                if let Err(fault) = self.event(check, event, &mut sealed)? {
                    return Ok(Err(fault));
                }
            }
            *after = last;
            self.events += events.len() as u64;
            (self.progress)(self.events);
        }
    }

    fn event(
        &self,
        check: &mut ChainCheck,
        event: &audit_event::Model,
        sealed: &mut Peekable<impl Iterator<Item = audit_checkpoint::Model>>,
    ) -> Result<Result<(), AuditFault>, Error> {
        if let Err(fault) = check.event(&EventLine::from(event))? {
            return Ok(Err(fault));
        }
        while let Some(row) = sealed.next_if(|row| row.sequence <= event.sequence) {
            if let Err(fault) = check.checkpoint(&row.into(), &self.keys) {
                return Ok(Err(fault));
            }
        }
        Ok(Ok(()))
    }
}
