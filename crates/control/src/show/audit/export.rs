//! The export of the audit log as JSON Lines.

use std::io::Write;

use keyplane_entity::{Timestamp, audit_event};
use uuid::Uuid;

use super::archive::{AuditArchive, AuditReadError, AuditSelection};
use crate::{
    error::Error,
    store::audit::{self, EndLine, ExportLine, HeadLine, Line},
};

/// What an export holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AuditTotals {
    /// Chains.
    pub chains: u64,
    /// Events.
    pub events: u64,
    /// Signed checkpoints.
    pub checkpoints: u64,
}

/// An event as a line of an export, without a line break.
pub fn audit_export_line(event: &audit_event::Model) -> Result<String, Error> {
    let text = Line::from(event).text()?;
    Ok(text.trim_end().to_owned())
}

/// The writer of an export, and how far it is.
struct Export<'a> {
    archive: &'a AuditArchive,
    out: &'a mut (dyn Write + Send),
    progress: &'a mut (dyn FnMut(u64) + Send),
    from: i64,
    totals: AuditTotals,
}

impl AuditArchive {
    /// Writes the selected events with everything that their verification needs, one JSON object a
    /// line. Each chain is exported up to the head that it has when its turn comes: events are never
    /// changed, so this is a snapshot without a long transaction. `progress` hears how many events
    /// were written so far.
    pub async fn export(
        &self,
        selection: &AuditSelection,
        now: Timestamp,
        out: &mut (dyn Write + Send),
        progress: &mut (dyn FnMut(u64) + Send),
    ) -> Result<AuditTotals, AuditReadError> {
        let only = self.scope(&selection.scope).await?;
        let first = Line::Export(ExportLine {
            version: 1,
            public_url: self.public_url().await?,
            at: now.0,
            checkpoint_keys: self.checkpoint_keys().await?,
        });
        out.write_all(first.text()?.as_bytes())?;

        let (from, totals) = (selection.from_sequence, AuditTotals::default());
        let mut export = Export { archive: self, out, progress, from, totals };
        match only {
            Some(scope) => export.chain(scope.id()).await?,
            None => export.every_chain().await?,
        }

        let AuditTotals { chains, events, checkpoints } = export.totals;
        let end = Line::End(EndLine { chains, events, checkpoints });
        export.write(&end)?;
        export.out.flush()?;
        Ok(export.totals)
    }
}

impl Export<'_> {
    async fn every_chain(&mut self) -> Result<(), AuditReadError> {
        let mut after = None;
        loop {
            let page = self.archive.scopes(after).await?;
            let Some(last) = page.last() else { break };
            after = Some(*last);
            for scope in page {
                self.chain(scope).await?;
            }
        }
        // What stands without a head is exported too; its verification says so.
        for scope in audit::strays(self.archive.db()).await? {
            self.chain(scope).await?;
        }
        Ok(())
    }

    async fn chain(&mut self, scope: Uuid) -> Result<(), AuditReadError> {
        let db = self.archive.db();
        // Checkpoints first: a head that is read later lies behind none of them.
        let sealed_up_to = audit::last_checkpoint(db, scope).await?.unwrap_or(0);
        let head = audit::head(db, scope).await?;
        let up_to = head.as_ref().map_or(i64::MAX, |head| head.sequence);
        let mut after = if self.from > 1 { self.from - 1 } else { i64::MIN };
        loop {
            let events = audit::events(db, scope, after, up_to).await?;
            let Some(last) = events.last() else { break };
            let last = last.sequence;
            let mut sealed =
                audit::checkpoints(db, scope, after, last).await?.into_iter().peekable();
            for event in &events {
                self.write(&Line::from(event))?;
                self.totals.events += 1;
                while let Some(row) = sealed.next_if(|row| row.sequence <= event.sequence) {
                    self.write(&Line::Checkpoint(row.into()))?;
                    self.totals.checkpoints += 1;
                }
            }
            after = last;
            (self.progress)(self.totals.events);
        }
        // Checkpoints whose events are gone; the verification says so.
        for row in audit::checkpoints(db, scope, after, sealed_up_to).await? {
            self.write(&Line::Checkpoint(row.into()))?;
            self.totals.checkpoints += 1;
        }

        let from = self.from.max(1);
        let slug = self.archive.slug(scope).await?;
        let (sequence, hash) = head.map(|head| (head.sequence, head.hash)).unwrap_or_default();
        self.write(&Line::Head(HeadLine { scope, slug, from, sequence, hash }))?;
        self.totals.chains += 1;
        Ok(())
    }

    fn write(&mut self, line: &Line) -> Result<(), AuditReadError> {
        let text = line.text().map_err(|error: Error| AuditReadError::Store(error))?;
        Ok(self.out.write_all(text.as_bytes())?)
    }
}
