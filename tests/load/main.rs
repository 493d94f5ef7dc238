//! The benchmark: `just bench [--quick] [--only ROW] [--json FILE] [--compare FILE]`.
//!
//! Starts the release binary on loopback, fills its database, sends load over keep-alive
//! connections and prints one table. Each row has a floor, measured in the same run and in turns
//! with it, so that the ratio is reliable even on a noisy machine. See `docs/performance.md`.

mod admin;
mod bare;
mod bench;
mod compare;
mod connection;
mod cpu;
mod drive;
mod failure;
mod fill;
mod floor;
mod pair;
mod plan;
mod process;
mod report;
mod rows;
mod server;
mod summary;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};
use tokio::signal::unix::{SignalKind, signal};

use crate::{
    bare::Bare,
    bench::Bench,
    failure::{Doing as _, Failure, Result},
    plan::Plan,
    report::Report,
};

/// Measures speed and memory of the release binary beside it.
#[derive(Debug, Parser)]
struct Arguments {
    /// Two minutes; fails where a row is beyond twice its bar, twice.
    #[arg(long)]
    quick: bool,
    /// Only the rows whose name holds this text.
    #[arg(long, value_name = "ROW")]
    only: Option<String>,
    /// Writes the results as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Names what got slower since the results in this file.
    #[arg(long, value_name = "FILE")]
    compare: Option<PathBuf>,
    #[command(subcommand)]
    child: Option<Child>,
}

#[derive(Debug, Subcommand)]
enum Child {
    /// The bare server that the benchmark starts for itself.
    #[command(name = floor::SUBCOMMAND, hide = true)]
    FloorServer,
    /// Fills the data folder of a server that was started once and stopped
    Fill {
        /// The folder
        #[arg(long, value_name = "DIR")]
        data_dir: PathBuf,
        /// How many projects, with two applications and four keys each
        #[arg(long, value_name = "COUNT")]
        projects: usize,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match arguments.child {
        Some(Child::FloorServer) => runtime(floor::serve(), true).map(|()| ExitCode::SUCCESS),
        Some(Child::Fill { data_dir, projects }) => {
            runtime(fill::fill(&data_dir, projects), false).map(|()| ExitCode::SUCCESS)
        }
        None => runtime(measure(arguments), false),
    };
    outcome.unwrap_or_else(|failure| {
        eprintln!("load: {failure}");
        ExitCode::FAILURE
    })
}

/// The bare server has as many threads as the real one; the generator has one.
fn runtime<T>(work: impl Future<Output = Result<T>>, many_threads: bool) -> Result<T> {
    let mut builder = if many_threads {
        tokio::runtime::Builder::new_multi_thread()
    } else {
        tokio::runtime::Builder::new_current_thread()
    };
    builder.enable_all().build().doing("starting the runtime")?.block_on(work)
}

/// Measures until done or stopped by a signal. Both drop the children, which kills them.
async fn measure(arguments: Arguments) -> Result<ExitCode> {
    let mut terminate = signal(SignalKind::terminate()).doing("listening for signals")?;
    let stopped = || Err(Failure::Setup("stopped by a signal".into()));
    tokio::select! {
        outcome = run(arguments) => outcome,
        _ = terminate.recv() => stopped(),
        _ = tokio::signal::ctrl_c() => stopped(),
    }
}

async fn run(arguments: Arguments) -> Result<ExitCode> {
    let old = arguments.compare.as_deref().map(Report::read).transpose()?;
    if old.as_ref().is_some_and(|old| old.quick != arguments.quick) {
        return Err(Failure::Setup(
            "compare a quick run with a quick run, a full one with a full one".into(),
        ));
    }

    let plan = if arguments.quick { Plan::QUICK } else { Plan::FULL };
    let bare = Bare::new()?;
    let mut report = Report::new(plan.quick, plan.projects, bare.costs()?)?;
    let bench = Bench::new(plan, bare, arguments.only);

    report.rows = rows::measure(&bench).await?;
    if let Some(times) = plan.tolerance() {
        measure_again(&mut report, bench, times).await?;
    }

    println!("{}", report.table());
    if let Some(path) = &arguments.json {
        report.write(path)?;
    }

    if let Some(old) = &old {
        let slower = compare::slower(old, &report);
        for sentence in &slower {
            println!("slower: {sentence}");
        }
        if slower.is_empty() {
            println!("nothing got slower since {}", old.measured_at);
        }
    }
    Ok(verdict(&report, plan))
}

/// Measures rows beyond `times` times their bar a second time, and uses that result: other programs
/// on the machine can only make a row slower.
async fn measure_again(report: &mut Report, mut bench: Bench, times: f64) -> Result<()> {
    let beyond: Vec<_> = report.beyond(times).map(|row| row.name.clone()).collect();
    for name in beyond {
        println!("once more, since it was beyond {times} times its bar: {name}");
        bench = bench.only(name.clone());
        let rows = rows::measure(&bench).await?;
        rows.into_iter().filter(|row| row.name == name).for_each(|row| report.replace(row));
    }
    Ok(())
}

fn verdict(report: &Report, plan: Plan) -> ExitCode {
    let Some(times) = plan.tolerance() else { return ExitCode::SUCCESS };
    let mut code = ExitCode::SUCCESS;
    for row in report.beyond(times) {
        println!("failed: {} is beyond {times} times its bar", row.name);
        code = ExitCode::FAILURE;
    }
    code
}
