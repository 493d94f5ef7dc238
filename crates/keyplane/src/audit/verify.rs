//! `audit verify`.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader},
    path::Path,
};

use keyplane_auth::JwkSet;
use keyplane_control::{AuditArchive, AuditFault, AuditReport, ChainReport, verify_audit_file};

use super::{args::VerifyArgs, progress::AuditProgress, table};
use crate::{config::Config, failure::Failure};

/// Verifies the chains in the database.
pub(crate) async fn verify_database(config: &Config, args: VerifyArgs) -> Result<(), Failure> {
    let selection = args.chains.selection().map_err(Failure::Input)?;
    let keys = args.checkpoint_keys.as_deref().map(read_keys).transpose()?;
    let archive = AuditArchive::open(&config.database_url).await?;

    let mut progress = AuditProgress::new("verified");
    let mut show = |events| progress.show(events);
    let report = archive.verify(&selection, keys.as_ref(), &mut show).await;
    progress.clear();
    conclude(&report?, args.json)
}

/// Verifies an export or a file of the stream. Needs no configuration.
pub(crate) fn verify_file(path: &Path, args: &VerifyArgs) -> Result<(), Failure> {
    let keys = args.checkpoint_keys.as_deref().map(read_keys).transpose()?;
    let file: Box<dyn BufRead> = if path == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        let fail = |error| Failure::In { path: path.to_owned(), error };
        Box::new(BufReader::new(File::open(path).map_err(fail)?))
    };

    let mut progress = AuditProgress::new("verified");
    let report = verify_audit_file(file, keys.as_ref(), &mut |events| progress.show(events));
    progress.clear();
    conclude(&report?, args.json)
}

fn read_keys(path: &Path) -> Result<JwkSet, Failure> {
    let text =
        fs::read_to_string(path).map_err(|error| Failure::In { path: path.to_owned(), error })?;
    serde_json::from_str(&text).map_err(|_| {
        let path = path.display();
        Failure::Input(format!(
            "{path} is no JWK Set: take the output of keyplane audit checkpoint-key"
        ))
    })
}

/// Prints the report. A fault ends the command with exit code 1 and the first fault on stderr.
fn conclude(report: &AuditReport, json: bool) -> Result<(), Failure> {
    let text = if json { table::json(report) } else { table::text(report) };
    crate::print(&text)?;
    match first_fault(report) {
        Some(problem) => Err(Failure::Input(format!("the audit log does not fit: {problem}"))),
        None => Ok(()),
    }
}

fn first_fault(report: &AuditReport) -> Option<String> {
    let of_chain = |chain: &ChainReport| {
        let fault = chain.fault.as_ref()?;
        Some(format!("{}, {}", table::name(chain), described(fault)))
    };
    let chains = || report.chains.iter().find_map(of_chain);
    chains().or_else(|| report.fault.as_ref().map(described))
}

/// `event 5 (hash): its members give …`
fn described(fault: &AuditFault) -> String {
    let rule = fault.rule.name();
    match fault.sequence {
        Some(sequence) => format!("event {sequence} ({rule}): {}", fault.problem),
        None => format!("({rule}): {}", fault.problem),
    }
}
