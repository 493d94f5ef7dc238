//! How exact the usage is, and how much memory it takes: many calls over many applications, in this
//! process, while the counts are written as the server writes them.
//!
//! A call is an introspection of a text that is no token: the client is authenticated, and nothing
//! is signed. See `docs/performance.md`.

use std::{
    error::Error,
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use clap::Parser;
use keyplane_auth::{SystemEntropy, sha256};
use keyplane_control::{
    Clock, Control, Credentials, IntrospectionRequest, LimitSettings, Options, OutageLimits,
    Restored,
};
use keyplane_entity::{
    Timestamp, application, client_secret,
    id::{ApplicationId, ClientSecretId, ProjectId},
    project, usage_count,
};
use sea_orm::{
    ConnectionTrait, Database, DatabaseConnection, EntityTrait, IntoActiveModel, TransactionTrait,
};
use secrecy::SecretString;
use tokio::time::sleep;
use uuid::Builder;

/// The pause between two writes, as in the server.
const FLUSH: Duration = Duration::from_secs(10);
const NOW: Timestamp = Timestamp(1_800_000_000_000);
/// Number of applications of a project; a process caches 20,000.
const PROJECT: u64 = 10_000;
const SECRET: &str = "secret";

type Failure = Box<dyn Error + Send + Sync>;

/// Counts calls and compares what the database then holds.
#[derive(Clone, Copy, Debug, Parser)]
struct Arguments {
    /// Number of calls.
    #[arg(long, default_value_t = 10_000_000)]
    calls: u64,
    /// Number of applications, each with a secret.
    #[arg(long, default_value_t = 100_000)]
    applications: u64,
}

struct FixedClock;

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        NOW
    }
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse();
    let folder = tempfile::tempdir()?;
    let (control, _) = Control::open(options(folder.path())?).await?;
    let database = open(folder.path()).await?;
    fill(&database, arguments.applications).await?;

    // The applications are read and cached first, so that the memory measured is that of the counts.
    let warm = drive(&control, arguments.applications, arguments.applications, 1).await?;
    control.flush_usage().await?;
    let before = status("VmRSS")?;
    fs::write("/proc/self/clear_refs", "5")?;

    let flusher = Flusher::start(control.clone());
    let started = Instant::now();
    let calls = drive(&control, arguments.calls, arguments.applications, 2).await?;
    let took = started.elapsed();
    let (writes, most) = flusher.stop().await?;
    let peak = status("VmHWM")?;

    let (rows, counted) = counted(&database).await?;
    let expected = warm + calls;
    let off = counted.abs_diff(expected) * 1_000_000 / expected;
    println!("calls           {expected} over {} applications", arguments.applications);
    println!("counted         {counted} in {rows} rows: off by {off} in a million");
    println!("lost            {}", control.usage_figures().lost_calls);
    println!("most in memory  {most} counts, {writes} writes");
    println!(
        "memory          {before:.1} MiB before, {peak:.1} MiB at its peak: {:.1}",
        peak - before
    );
    println!("time            {:.1} s", took.as_secs_f64());
    Ok(())
}

/// Writes the counts every ten seconds.
struct Flusher {
    ended: Arc<AtomicBool>,
    task: tokio::task::JoinHandle<Result<(u64, usize), Failure>>,
}

impl Flusher {
    fn start(control: Control) -> Self {
        let ended = Arc::new(AtomicBool::new(false));
        let end = Arc::clone(&ended);
        let task = tokio::spawn(async move {
            let (mut flushes, mut most) = (0, 0);
            while !end.load(Ordering::Acquire) {
                let until = Instant::now() + FLUSH;
                while Instant::now() < until && !end.load(Ordering::Acquire) {
                    sleep(Duration::from_millis(50)).await;
                    most = most.max(control.usage_figures().waiting);
                }
                control.flush_usage().await?;
                flushes += 1;
            }
            control.flush_usage().await?;
            Ok((flushes + 1, most))
        });
        Self { ended, task }
    }

    async fn stop(self) -> Result<(u64, usize), Failure> {
        self.ended.store(true, Ordering::Release);
        self.task.await?
    }
}

/// Makes calls from several tasks; the application changes with each call. Returns their number.
async fn drive(
    control: &Control,
    calls: u64,
    applications: u64,
    tasks: u64,
) -> Result<u64, Failure> {
    let next = Arc::new(AtomicU64::new(0));
    let mut running = Vec::new();
    for _ in 0..tasks {
        let (control, next) = (control.clone(), Arc::clone(&next));
        running.push(tokio::spawn(async move {
            loop {
                let call = next.fetch_add(1, Ordering::Relaxed);
                if call >= calls {
                    return Ok::<_, Failure>(());
                }
                let number = call % applications;
                let id = application_id(number).to_string();
                let credentials = Credentials::Post { id, secret: SECRET.into() };
                let token = SecretString::from("no.token.");
                let source = Some([10, 0, 3, 7].into());
                let request = IntrospectionRequest { credentials, token, source };
                control.tokens().introspect(&slug(number / PROJECT), &request).await?;
                if call % 64 == 0 {
                    tokio::task::yield_now().await;
                }
            }
        }));
    }
    for task in running {
        task.await??;
    }
    Ok(calls)
}

/// The rows of the database, and the calls of the applications that they count.
async fn counted(database: &DatabaseConnection) -> Result<(u64, u64), Failure> {
    let rows = usage_count::Entity::find().all(database).await?;
    let calls = rows.iter().filter(|row| row.subject_id.as_bytes()[6] & 0x0f == 1);
    let calls: i64 = calls.map(|row| row.calls).sum();
    Ok((u64::try_from(rows.len())?, u64::try_from(calls)?))
}

fn application_id(number: u64) -> ApplicationId {
    ApplicationId(id(1, number))
}

fn project_id(number: u64) -> ProjectId {
    ProjectId(id(0, number))
}

fn slug(number: u64) -> String {
    format!("usage-{number}")
}

/// An ID whose first random byte says what it is of.
fn id(kind: u8, number: u64) -> uuid::Uuid {
    let mut random = [0; 10];
    random[0] = kind;
    random[2..].copy_from_slice(&number.to_be_bytes());
    Builder::from_unix_timestamp_millis(1_700_000_000_000, &random).into_uuid()
}

async fn fill(database: &DatabaseConnection, applications: u64) -> Result<(), Failure> {
    for number in 0..applications.div_ceil(PROJECT) {
        let project = project::Model::new(project_id(number), slug(number), NOW);
        let project = project.into_active_model();
        project::Entity::insert(project).exec_without_returning(database).await?;
    }

    let numbers: Vec<_> = (0..applications).collect();
    for some in numbers.chunks(1000) {
        let tx = database.begin().await?;
        let service = application::ApplicationType::Service;
        let rows = some.iter().map(|&number| application::Model {
            name: "usage".to_owned(),
            auth_method: application::ClientAuthMethod::ClientSecretPost,
            ..application::Model::new(
                application_id(number),
                project_id(number / PROJECT),
                service,
                NOW,
            )
        });
        let rows = rows.map(application::Model::into_active_model);
        application::Entity::insert_many(rows).exec_without_returning(&tx).await?;

        let secrets = some.iter().map(|&number| client_secret::Model {
            id: ClientSecretId(id(2, number)),
            project_id: project_id(number / PROJECT),
            application_id: application_id(number),
            name: String::new(),
            form: client_secret::SecretForm::Sha256,
            digest: sha256(SECRET.as_bytes()).to_vec(),
            sealed_secret: None,
            master_key_id: None,
            created_at: NOW,
            expires_at: None,
        });
        let secrets = secrets.map(client_secret::Model::into_active_model);
        client_secret::Entity::insert_many(secrets).exec_without_returning(&tx).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn open(data: &Path) -> Result<DatabaseConnection, Failure> {
    let database = Database::connect(url(data)).await?;
    database.execute_unprepared("PRAGMA synchronous = OFF").await?;
    Ok(database)
}

fn url(data: &Path) -> String {
    format!("sqlite:{}", data.join("keyplane.db").display())
}

fn options(data: &Path) -> Result<Options, Failure> {
    Ok(Options {
        database_url: SecretString::from(url(data)),
        data_dir: data.to_owned(),
        master_key_file: data.join("master-key.json"),
        public_url: Some("http://127.0.0.1:8080".parse()?),
        change_public_url: false,
        bootstrap_admin_public_key_file: None,
        migrate: true,
        database_connections: keyplane_control::MIN_DATABASE_CONNECTIONS,
        serves: true,
        gateway_leeway_seconds: 30,
        limits: LimitSettings::default(),
        outage_limits: OutageLimits::default(),
        allow_private_addresses: vec![],
        audit_stream: None,
        trace_parent: None,
        restored: Restored::Undecided,
        version: env!("CARGO_PKG_VERSION"),
        clock: Arc::new(FixedClock),
        real_time: false,
        entropy: Arc::new(SystemEntropy),
    })
}

/// A field of the kernel's status of this process, in mebibytes.
fn status(field: &str) -> Result<f64, Failure> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with(field)).ok_or("no such field")?;
    let kibibytes: f64 = line.split_whitespace().nth(1).ok_or("no value")?.parse()?;
    Ok(kibibytes / 1024.0)
}
