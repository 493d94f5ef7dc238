//! The rules of a chain: what each event, checkpoint and head must be after those before it.

use std::collections::VecDeque;

use keyplane_entity::audit_chain;
use uuid::Uuid;

use super::{
    checkpoint::CheckpointKeys,
    line::{CheckpointLine, EventLine, HeadLine},
};
use crate::error::Error;

/// How many events back a checkpoint of a stream, and a repeated event, can be compared.
const REMEMBERED: usize = 4_096;

/// The rule that a chain breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditRule {
    /// Each line is a JSON object of a known form.
    Form,
    /// Each event's number is one more than that of the event before.
    Sequence,
    /// Each event names the hash of the event before.
    PreviousHash,
    /// The hash of an event is the hash of its members.
    Hash,
    /// The recorded head of a chain is its last event.
    Head,
    /// A checkpoint is signed by a known key, and names the hash of its event.
    Checkpoint,
    /// An export is complete.
    End,
}

impl AuditRule {
    /// The rule's name in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Sequence => "sequence",
            Self::PreviousHash => "previousHash",
            Self::Hash => "hash",
            Self::Head => "head",
            Self::Checkpoint => "checkpoint",
            Self::End => "end",
        }
    }
}

/// The first fault of a chain or file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditFault {
    /// The rule that does not hold.
    pub rule: AuditRule,
    /// Number of the event in its chain; `None` if the fault is of no event.
    pub sequence: Option<i64>,
    /// What was expected and what was found.
    pub problem: String,
}

impl AuditFault {
    pub(crate) fn new(
        rule: AuditRule,
        sequence: impl Into<Option<i64>>,
        problem: impl Into<String>,
    ) -> Self {
        Self { rule, sequence: sequence.into(), problem: problem.into() }
    }
}

/// Where a chain is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChainSource {
    /// The database, or an export: each event and checkpoint stands once, in its place.
    Log,
    /// A stream, in which a delivery may be repeated, and checkpoints follow later.
    Stream,
}

/// The beginning of a text that should be a hash, for a message.
fn short(text: &str) -> String {
    text.chars().take(64).collect()
}

/// The verification of one chain, event by event. Memory is bounded, however long the chain is.
#[derive(Clone, Debug)]
pub(crate) struct ChainCheck {
    pub(crate) scope: Uuid,
    place: ChainSource,
    /// The first verified event.
    pub(crate) from: i64,
    /// The newest verified event; `from - 1` before the first.
    pub(crate) sequence: i64,
    /// Its hash. For a chain that starts in the middle, the first event says which one precedes it.
    pub(crate) hash: String,
    pub(crate) events: u64,
    pub(crate) checkpoints: u64,
    /// Checkpoints of a stream whose event is too far back to be compared.
    pub(crate) unchecked: u64,
    /// Event of the newest verified checkpoint.
    pub(crate) sealed: i64,
    /// Whether the hash before the first event is known.
    is_anchored: bool,
    /// The newest hashes.
    recent: VecDeque<String>,
}

impl ChainCheck {
    /// The verification of a chain from its event `from` on.
    pub(crate) fn new(scope: Uuid, from: i64, place: ChainSource) -> Self {
        Self {
            scope,
            place,
            from,
            sequence: from - 1,
            hash: String::new(),
            events: 0,
            checkpoints: 0,
            unchecked: 0,
            sealed: 0,
            is_anchored: from <= 1,
            recent: VecDeque::new(),
        }
    }

    /// The verification of a chain after the event of a checkpoint, with that event's hash.
    pub(crate) fn after(scope: Uuid, sequence: i64, hash: String) -> Self {
        Self { hash, is_anchored: true, ..Self::new(scope, sequence + 1, ChainSource::Log) }
    }

    /// Verifies the next event.
    pub(crate) fn event(&mut self, event: &EventLine) -> Result<Result<(), AuditFault>, Error> {
        let digest = event.digest()?;
        Ok(self.next(event, digest))
    }

    fn next(&mut self, event: &EventLine, digest: String) -> Result<(), AuditFault> {
        let fault = |rule, problem: String| Err(AuditFault::new(rule, event.sequence, problem));
        if self.repeats(event) {
            return self.repeated(event, &digest);
        }
        let expected = self.sequence.saturating_add(1);
        if event.sequence != expected {
            return fault(
                AuditRule::Sequence,
                format!("expected event {expected}, found event {}", event.sequence),
            );
        }

        if self.is_anchored && event.previous_hash != self.hash {
            return fault(
                AuditRule::PreviousHash,
                format!("expected {:?}, found {:?}", self.hash, short(&event.previous_hash)),
            );
        }
        if digest != event.hash {
            return fault(
                AuditRule::Hash,
                format!("its members give {digest}, recorded is {:?}", short(&event.hash)),
            );
        }

        self.sequence = expected;
        self.events += 1;
        self.is_anchored = true;
        let kept = match self.place {
            ChainSource::Log => 1,
            ChainSource::Stream => REMEMBERED,
        };
        while self.recent.len() >= kept {
            self.recent.pop_front();
        }
        self.recent.push_back(digest.clone());
        self.hash = digest;
        Ok(())
    }

    /// Whether a stream delivers an event again.
    fn repeats(&self, event: &EventLine) -> bool {
        match self.place {
            ChainSource::Log => false,
            ChainSource::Stream => event.sequence <= self.sequence && event.sequence >= self.from,
        }
    }

    fn repeated(&self, event: &EventLine, digest: &str) -> Result<(), AuditFault> {
        let known = self.hash_of(event.sequence);
        if digest == event.hash && known.is_none_or(|known| known == digest) {
            return Ok(());
        }
        Err(AuditFault::new(
            AuditRule::Hash,
            event.sequence,
            "it is delivered again with another hash",
        ))
    }

    /// The hash of an event that was verified a short while ago.
    fn hash_of(&self, sequence: i64) -> Option<&String> {
        let back = usize::try_from(self.sequence.checked_sub(sequence)?).ok()?;
        self.recent
            .len()
            .checked_sub(back.saturating_add(1))
            .and_then(|place| self.recent.get(place))
    }

    /// Verifies a checkpoint after its event: in a log directly after it.
    pub(crate) fn checkpoint(
        &mut self,
        line: &CheckpointLine,
        keys: &CheckpointKeys,
    ) -> Result<(), AuditFault> {
        let fault =
            |problem: String| AuditFault::new(AuditRule::Checkpoint, line.sequence, problem);
        let statement = keys.verify(&line.jws).map_err(fault)?;
        if statement.scope != self.scope || statement.sequence != line.sequence {
            return Err(fault(format!(
                "it is about event {} of {}",
                statement.sequence, statement.scope
            )));
        }
        self.reaches(line.sequence)?;

        let Some(hash) = self.hash_of(line.sequence) else {
            return match self.place {
                ChainSource::Log if line.sequence >= self.from => {
                    Err(fault("it does not follow its event".to_owned()))
                }
                ChainSource::Log | ChainSource::Stream => {
                    self.unchecked += 1;
                    Ok(())
                }
            };
        };
        if *hash != statement.hash {
            return Err(fault(format!(
                "it names the hash {:?}, its event has {hash}",
                short(&statement.hash)
            )));
        }
        self.checkpoints += 1;
        self.sealed = self.sealed.max(line.sequence);
        Ok(())
    }

    /// Refuses a chain that ends before the event of a checkpoint.
    pub(crate) fn reaches(&self, sequence: i64) -> Result<(), AuditFault> {
        if sequence <= self.sequence {
            return Ok(());
        }
        let last = self.sequence;
        let problem =
            format!("a checkpoint names event {sequence}, but the chain ends at event {last}");
        Err(AuditFault::new(AuditRule::Checkpoint, last.saturating_add(1), problem))
    }

    /// Compares the last event with the row of the chain's head.
    pub(crate) fn head(&self, head: Option<&audit_chain::Model>) -> Result<(), AuditFault> {
        match head {
            Some(head) => self.ends_at(head.sequence, &head.hash),
            None => Err(AuditFault::new(AuditRule::Head, None, "the chain has no head")),
        }
    }

    /// Compares the chain with the head in an export.
    pub(crate) fn head_line(&self, head: &HeadLine) -> Result<(), AuditFault> {
        if head.from != self.from {
            let problem = format!("it says that the chain starts at event {}", head.from);
            return Err(AuditFault::new(AuditRule::Head, None, problem));
        }
        if !self.is_anchored && head.sequence == self.sequence {
            return Ok(());
        }
        self.ends_at(head.sequence, &head.hash)
    }

    fn ends_at(&self, sequence: i64, hash: &str) -> Result<(), AuditFault> {
        if sequence != self.sequence {
            return Err(AuditFault::new(
                AuditRule::Head,
                self.sequence.min(sequence).saturating_add(1),
                format!("the head is event {sequence}, the last event is {}", self.sequence),
            ));
        }
        if hash != self.hash {
            let problem =
                format!("the head has the hash {:?}, its event {:?}", short(hash), self.hash);
            return Err(AuditFault::new(AuditRule::Head, sequence, problem));
        }
        Ok(())
    }
}
