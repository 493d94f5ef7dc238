//! The `keyplane` binary.

mod admin_key;
mod cli;
mod clock;
mod config;
mod failure;
mod http_server;
mod metrics;
mod portal;
mod serve;
mod signals;
mod store;
mod telemetry;
mod token;
mod toml_file;
mod traces;
mod ttl;

use std::{
    io::{self, Write as _},
    process::ExitCode,
    time::Duration,
};

use clap::Parser as _;
use keyplane_auth::{SystemEntropy, shown};
use keyplane_control::{Clock as _, Control};
use tokio::runtime::Runtime;

use crate::{
    cli::{AdminKeyCommand, Cli, Command},
    clock::SystemClock,
    config::{Config, Flags},
    failure::Failure,
    token::{Moment, TokenCommand},
    traces::Traces,
};

fn main() -> ExitCode {
    // An invalid command line ends the process here with exit code 2.
    let cli = Cli::try_parse().unwrap_or_else(|error| refuse(&error));
    match run(cli.command.unwrap_or(Command::Serve(cli.serve))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("keyplane: {}", failure.line());
            ExitCode::FAILURE
        }
    }
}

/// Ends the process with clap's error text, without keys that were passed in the wrong place.
fn refuse(error: &clap::Error) -> ! {
    if !error.use_stderr() {
        error.exit();
    }
    for line in error.render().to_string().lines() {
        eprintln!("{}", shown(line));
    }
    std::process::exit(error.exit_code())
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Serve(flags) => {
            let (config, traces) = configure(flags)?;
            let served = block_on(serve::serve(config, traces.as_ref()));
            traces.into_iter().for_each(Traces::stop);
            served
        }
        Command::Migrate(flags) => {
            let (config, _) = configure(flags)?;
            block_on(async { Ok(Control::migrate(&config.database_url).await?) })?;
            eprintln!("keyplane: the database is up to date");
            Ok(())
        }
        Command::Schema => print(&keyplane_api::sdl()),
        Command::AdminKey(AdminKeyCommand::Create(args)) => {
            let (config, _) = configure(args.settings)?;
            block_on(admin_key::create(&config, &args.name, args.out))
        }
        Command::Token(command) => run_token(*command),
    }
}

fn run_token(command: TokenCommand) -> Result<(), Failure> {
    let moment = Moment { now: SystemClock.now(), entropy: &SystemEntropy };
    match command {
        TokenCommand::Mint(args) => print_line(&token::mint_token(args, moment)?),
        TokenCommand::Exchange(args) => print_line(&token::exchange_token(args, moment)?),
        TokenCommand::Inspect(args) => {
            let inspection = token::inspect_token(args, moment.now)?;
            print_line(&inspection.text)?;
            if let Some(notice) = inspection.notice {
                eprintln!("keyplane: {notice}");
            }
            inspection.failure.map_or(Ok(()), |failure| Err(failure.into()))
        }
    }
}

/// Reads the configuration, starts logging and, for a server, traces.
fn configure<const SERVE: bool>(flags: Flags<SERVE>) -> Result<(Config, Option<Traces>), Failure> {
    let config = Config::load(flags)?;
    let traces = if SERVE { Traces::start(&config)? } else { None };
    telemetry::init(config.log_format, config.log_level.clone(), traces.as_ref());
    if !config.unknown_variables.is_empty() {
        let names = config.unknown_variables.join(", ");
        tracing::warn!("ignored in the environment, no settings of Keyplane: {names}");
    }
    Ok((config, traces))
}

/// Runs `work` on one thread for each available core.
fn block_on(work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let runtime = Runtime::new().map_err(Failure::Runtime)?;
    let result = runtime.block_on(work);
    // Do not wait for key generation whose request has ended.
    runtime.shutdown_timeout(Duration::from_secs(1));
    result
}

fn print_line(text: &str) -> Result<(), Failure> {
    print(&format!("{text}\n"))
}

fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    written.map_err(Failure::Stdout)
}
