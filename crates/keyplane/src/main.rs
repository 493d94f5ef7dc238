//! The `keyplane` binary.

mod admin;
mod admin_api;
mod admin_key;
mod as_code;
mod audit;
mod backup;
mod cli;
mod clock;
mod command_files;
mod config;
mod doctor;
mod exit;
mod failure;
mod hardening;
mod healthcheck;
mod http_client;
mod http_server;
mod import;
mod master_key;
mod metrics;
mod moments;
mod portal;
mod progress;
#[cfg(test)]
mod reference;
mod serve;
mod service_manager;
mod signals;
mod store;
mod telemetry;
mod tls;
mod token;
mod toml_file;
mod traces;
mod ttl;
mod words;

use std::{
    io::{self, Write as _},
    process::ExitCode,
    time::Duration,
};

use clap::FromArgMatches as _;
use keyplane_auth::{SystemEntropy, shown};
use keyplane_control::{Clock as _, Control, RotateMasterKey};
use tokio::runtime::Runtime;

use crate::{
    audit::AuditCommand,
    cli::{AdminKeyCommand, Cli, ClientCommand, Command, FilesCommand, MasterKeyCommand},
    clock::SystemClock,
    config::{Config, Flags},
    exit::Exit,
    failure::Failure,
    hardening::ClosedMemory,
    token::{Moment, TokenCommand},
    traces::Traces,
};

/// musl's own allocator has one lock for all threads.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How far the long commands stand back behind other processes.
const NICENESS: i32 = 10;

fn main() -> ExitCode {
    let memory = ClosedMemory::close();
    // An invalid command line ends the process here with exit code 2.
    let parsed = cli::command().try_get_matches().and_then(|found| Cli::from_arg_matches(&found));
    let cli = parsed.unwrap_or_else(|error| refuse(&error));
    match run(cli.command.unwrap_or(Command::Serve(cli.serve)), memory) {
        Ok(()) => Exit::Done.into(),
        Err(failure) => {
            let exit = failure.exit();
            // The plan says what differs; scripts read the code.
            if exit != Exit::Differs {
                eprintln!("keyplane: {}", failure.line());
            }
            exit.into()
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
    // The code of a wrong command line would say to a script that the plan has changes.
    let is_plan = cli::names_plan(std::env::args_os());
    std::process::exit(if is_plan { 1 } else { error.exit_code() })
}

fn run(command: Command, memory: ClosedMemory) -> Result<(), Failure> {
    match command {
        Command::Serve(flags) => {
            let (config, traces) = configure_traced(flags, memory)?;
            let served = block_on(serve::serve(config, traces.as_ref()));
            traces.into_iter().for_each(Traces::stop);
            served
        }
        Command::Migrate(flags) => {
            let config = configure(flags, memory)?;
            block_on(async { Ok(Control::migrate(&config.database_url).await?) })?;
            eprintln!("keyplane: the database is up to date");
            Ok(())
        }
        Command::Healthcheck(args) => {
            memory.settle(false);
            healthcheck::ask(&Config::load(args.settings)?, args.live)
        }
        Command::Doctor(args) => {
            memory.settle(false);
            block_on(doctor::examine(Config::load(args.settings), args.json))
        }
        Command::Schema(args) if args.files => print(&format!("{:#}\n", as_code::schema())),
        Command::Schema(_) => print(&keyplane_api::sdl()),
        Command::AdminKey(AdminKeyCommand::Create(args)) => {
            let config = configure(args.settings, memory)?;
            block_on(admin_key::create(&config, &args.name, args.out))
        }
        Command::Audit(command) => run_audit(command, memory),
        Command::MasterKey(command) => run_master_key(command, memory),
        Command::Backup(args) => {
            let config = configure(args.settings, memory)?;
            block_on(backup::create(&config, &args.to, args.include_master_key))
        }
        Command::Restore(args) => {
            let config = configure(args.settings, memory)?;
            block_on(backup::restore(&config, &args.from))
        }
        Command::Client(command) => {
            memory.settle(false);
            run_client(*command)
        }
    }
}

fn run_client(command: ClientCommand) -> Result<(), Failure> {
    match command {
        ClientCommand::Plan(args) => block_on(as_code::plan_files(args)),
        ClientCommand::Apply(args) => block_on(as_code::apply_files(args)),
        ClientCommand::Export(args) => block_on(as_code::export_files(args)),
        ClientCommand::Admin(command) => block_on(admin::run(command)),
        ClientCommand::Import(command) => block_on(import::run(*command)),
        ClientCommand::Token(command) => run_token(*command),
        ClientCommand::Files(command) => run_files(command),
    }
}

fn run_audit(command: AuditCommand, memory: ClosedMemory) -> Result<(), Failure> {
    match command {
        AuditCommand::List(args) => {
            memory.settle(false);
            block_on(admin::list_audit_events(*args))
        }
        AuditCommand::Show(args) => {
            memory.settle(false);
            block_on(admin::show_audit_event(*args))
        }
        AuditCommand::Export(args) => {
            let (config, args) = (configure(args.settings, memory)?, args.what);
            block_on(audit::export(&config, args))
        }
        AuditCommand::Verify(args) => {
            if let Some(file) = &args.what.from {
                memory.settle(false);
                return audit::verify_file(file, &args.what);
            }
            let config = configure(args.settings, memory)?;
            block_on(audit::verify_database(&config, args.what))
        }
        AuditCommand::CheckpointKey(flags) => {
            let config = configure(flags, memory)?;
            block_on(audit::checkpoint_key(&config))
        }
    }
}

fn run_master_key(command: MasterKeyCommand, memory: ClosedMemory) -> Result<(), Failure> {
    match command {
        MasterKeyCommand::Generate { to } => {
            memory.settle(false);
            print_line(&master_key::generate(&to)?)
        }
        MasterKeyCommand::Add(flags) => print_line(&master_key::add(&configure(flags, memory)?)?),
        MasterKeyCommand::Rotate(args) => {
            let config = configure(args.settings, memory)?;
            // A server on this machine goes first. Where that is not allowed, they are equals.
            let _ = rustix::process::nice(NICENESS);
            let request =
                RotateMasterKey { to: args.to, trust_servers: args.yes_all_replicas_have_it };
            block_on(master_key::rotate(&config, request))
        }
        MasterKeyCommand::Status(args) => {
            let config = configure(args.settings, memory)?;
            block_on(async { print(&master_key::status(&config, args.json).await?) })
        }
        MasterKeyCommand::Remove(args) => {
            let config = configure(args.settings, memory)?;
            block_on(master_key::remove(&config, &args.id))
        }
    }
}

fn run_files(command: FilesCommand) -> Result<(), Failure> {
    match command {
        FilesCommand::Completions { shell } => print(&command_files::completions(shell)),
        FilesCommand::Man { folder } => command_files::write_manual(&folder),
    }
}

fn run_token(command: TokenCommand) -> Result<(), Failure> {
    let moment = Moment { now: SystemClock.now(), entropy: &SystemEntropy };
    match command {
        TokenCommand::Mint(args) => print_line(&token::mint_token(args, moment)?),
        TokenCommand::Exchange(args) => print_line(&token::exchange_token(*args, moment)?),
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

/// As [`configure_traced`], for a command that is not traced.
fn configure<const SERVE: bool>(
    flags: Flags<SERVE>,
    memory: ClosedMemory,
) -> Result<Config, Failure> {
    configure_traced(flags, memory).map(|(config, _)| config)
}

/// Reads the configuration, settles whether the memory may be dumped, and starts logging and, for
/// a server, traces.
fn configure_traced<const SERVE: bool>(
    flags: Flags<SERVE>,
    memory: ClosedMemory,
) -> Result<(Config, Option<Traces>), Failure> {
    let config = Config::load(flags)?;
    memory.settle(config.core_dumps);
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
