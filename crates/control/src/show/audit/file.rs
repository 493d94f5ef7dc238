//! The verification of an export, or of what the stream delivered.

use std::{
    collections::HashMap,
    io::{BufRead, Read as _},
};

use keyplane_auth::JwkSet;
use keyplane_entity::slug;
use uuid::Uuid;

use super::{
    archive::AuditReadError,
    report::{AuditReport, ChainReport, kids},
};
use crate::store::audit::{
    AuditFault, AuditRule, ChainCheck, ChainSource, CheckpointKeys, CheckpointLine, EndLine,
    EventLine, HeadLine, Line,
};

/// The longest line, in bytes.
const MAX_LINE: u64 = 16 * 1024 * 1024;

/// Verifies an export, or a file of the stream, without a database. `keys`: the public keys of
/// checkpoints; those in the file if `None`. `progress` hears how many events were read so far.
pub fn verify_audit_file(
    mut file: impl BufRead,
    keys: Option<&JwkSet>,
    progress: &mut dyn FnMut(u64),
) -> Result<AuditReport, AuditReadError> {
    let mut reading = Reading::new(keys)?;
    let mut line = Vec::new();
    for number in 1_u64.. {
        line.clear();
        file.by_ref().take(MAX_LINE).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            break;
        }
        let complete = line.pop_if(|last| *last == b'\n').is_some();
        if let Err(fault) = reading.line(&line, complete, number)? {
            reading.report.fault = Some(fault);
            break;
        }
        if number.is_multiple_of(1_000) {
            progress(reading.events);
        }
    }

    progress(reading.events);
    Ok(reading.finish())
}

struct Reading {
    keys: CheckpointKeys,
    /// Whether the keys were given, so that those in the file do not count.
    has_own_keys: bool,
    /// `None` before the first line.
    place: Option<ChainSource>,
    open: HashMap<Uuid, OpenChain>,
    /// The order in which the chains began.
    order: Vec<Uuid>,
    end: Option<EndLine>,
    events: u64,
    checkpoints: u64,
    report: AuditReport,
}

struct OpenChain {
    check: ChainCheck,
    slug: Option<String>,
    fault: Option<AuditFault>,
    has_head: bool,
}

fn broken(rule: AuditRule, problem: impl Into<String>) -> AuditFault {
    AuditFault::new(rule, None, problem)
}

impl Reading {
    fn new(own: Option<&JwkSet>) -> Result<Self, AuditReadError> {
        let none = JwkSet { keys: Vec::new() };
        let set = own.unwrap_or(&none);
        Ok(Self {
            keys: CheckpointKeys::of_jwks(set).map_err(AuditReadError::Keys)?,
            has_own_keys: own.is_some(),
            place: None,
            open: HashMap::new(),
            order: Vec::new(),
            end: None,
            events: 0,
            checkpoints: 0,
            report: AuditReport { kids: kids(set), ..AuditReport::default() },
        })
    }

    /// Reads one line. The error is a fault of the file, which ends the verification.
    fn line(
        &mut self,
        text: &[u8],
        complete: bool,
        number: u64,
    ) -> Result<Result<(), AuditFault>, AuditReadError> {
        if self.end.is_some() {
            let problem = format!("line {number} follows the end of the export");
            return Ok(Err(broken(AuditRule::End, problem)));
        }

        let line = match serde_json::from_slice::<Line>(text) {
            Ok(line) if complete => line,
            Ok(_) | Err(_) if self.place == Some(ChainSource::Stream) => {
                self.report.torn_lines += 1;
                return Ok(Ok(()));
            }
            Ok(_) => return Ok(Err(broken(AuditRule::Form, format!("line {number} is cut off")))),
            Err(error) => {
                let problem = format!("line {number}: {}", shown(&error));
                return Ok(Err(broken(AuditRule::Form, problem)));
            }
        };
        self.read(line, number)
    }

    fn read(&mut self, line: Line, number: u64) -> Result<Result<(), AuditFault>, AuditReadError> {
        let expected = match (&line, self.place) {
            (Line::Export(_), None) | (Line::Stream(_), None | Some(ChainSource::Stream)) => true,
            (Line::Export(_) | Line::Stream(_), Some(_)) => false,
            (Line::Event(_) | Line::Checkpoint(_), place) => place.is_some(),
            (Line::Head(_) | Line::End(_), place) => place == Some(ChainSource::Log),
        };
        if !expected {
            let problem =
                format!("line {number} is out of place: the first line says what follows");
            return Ok(Err(broken(AuditRule::Form, problem)));
        }

        match line {
            Line::Export(line) => {
                return Ok(self.begin(ChainSource::Log, line.version, &line.checkpoint_keys));
            }
            Line::Stream(line) => {
                return Ok(self.begin(ChainSource::Stream, line.version, &line.checkpoint_keys));
            }
            Line::Event(line) => return Ok(self.event(&line)?),
            Line::Checkpoint(line) => self.checkpoint(&line),
            Line::Head(line) => self.head(&line),
            Line::End(line) => self.end = Some(line),
        }
        Ok(Ok(()))
    }

    fn begin(&mut self, place: ChainSource, version: u32, keys: &JwkSet) -> Result<(), AuditFault> {
        if version != 1 {
            let problem = format!("version {version} is not known here; use a newer Keyplane");
            return Err(broken(AuditRule::Form, problem));
        }
        self.place = Some(place);
        if self.has_own_keys {
            return Ok(());
        }
        self.keys =
            CheckpointKeys::of_jwks(keys).map_err(|problem| broken(AuditRule::Form, problem))?;
        self.report.kids = kids(keys);
        Ok(())
    }

    /// The chain of a scope. A chain begins with its first line.
    fn chain(&mut self, scope: Uuid, first: i64) -> &mut OpenChain {
        let place = self.place.unwrap_or(ChainSource::Log);
        let order = &mut self.order;
        self.open.entry(scope).or_insert_with(|| {
            order.push(scope);
            let check = ChainCheck::new(scope, first.max(1), place);
            OpenChain { check, slug: None, fault: None, has_head: false }
        })
    }

    fn event(&mut self, line: &EventLine) -> Result<Result<(), AuditFault>, crate::Error> {
        self.events += 1;
        let chain = self.chain(line.scope, line.sequence);
        if chain.has_head {
            let problem = format!("event {} of {} follows its head", line.sequence, line.scope);
            return Ok(Err(broken(AuditRule::Form, problem)));
        }
        if chain.fault.is_none() {
            chain.fault = chain.check.event(line)?.err();
        }
        Ok(Ok(()))
    }

    fn checkpoint(&mut self, line: &CheckpointLine) {
        self.checkpoints += 1;
        let keys = std::mem::take(&mut self.keys);
        let chain = self.chain(line.scope, line.sequence.saturating_add(1));
        if chain.fault.is_none() {
            chain.fault = chain.check.checkpoint(line, &keys).err();
        }
        self.keys = keys;
    }

    fn head(&mut self, line: &HeadLine) {
        let chain = self.chain(line.scope, line.from);
        chain.slug = line.slug.clone().filter(|slug| slug::is_in_form(slug));
        let twice = || AuditFault::new(AuditRule::Head, None, "the chain has two heads");
        let found = if chain.has_head { Err(twice()) } else { chain.check.head_line(line) };
        chain.has_head = true;
        chain.fault = chain.fault.take().or(found.err());
    }

    fn finish(mut self) -> AuditReport {
        let is_log = self.place == Some(ChainSource::Log);
        let mut chains = Vec::with_capacity(self.order.len());
        for scope in &self.order {
            let Some(chain) = self.open.remove(scope) else { continue };
            let headless = (is_log && !chain.has_head)
                .then(|| AuditFault::new(AuditRule::End, None, "the export ends before its head"));
            chains.push(ChainReport::new(chain.check, chain.slug, chain.fault.or(headless)));
        }

        let end = match (self.place, &self.end) {
            (None, _) => Some(broken(AuditRule::Form, "the file is empty")),
            (Some(ChainSource::Stream), _) => None,
            (Some(ChainSource::Log), None) => {
                Some(broken(AuditRule::End, "the last line is missing: the export is cut off"))
            }
            (Some(ChainSource::Log), Some(end)) => self.miscounted(end, chains.len()),
        };
        let fault = self.report.fault.take().or(end);
        AuditReport { chains, fault, ..self.report }
    }

    fn miscounted(&self, end: &EndLine, chains: usize) -> Option<AuditFault> {
        let found =
            EndLine { chains: chains as u64, events: self.events, checkpoints: self.checkpoints };
        (found != *end).then(|| {
            broken(AuditRule::End, format!("the last line counts {end:?}, found were {found:?}"))
        })
    }
}

/// The fault in a line, without its content.
fn shown(error: &serde_json::Error) -> String {
    if error.is_data() {
        "it is no line of an export or a stream".to_owned()
    } else {
        "it is not JSON".to_owned()
    }
}
