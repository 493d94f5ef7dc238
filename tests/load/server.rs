//! The program under test: the release binary with its own data folder.

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::{
    admin::get,
    connection::Connection,
    failure::{Doing as _, Failure, Result},
    pair::Target,
    process::Process,
};

/// The public URL; fixed, so that a data folder can be served on any port.
pub(crate) const PUBLIC_URL: &str = "https://keys.example.com";

/// The log in the data folder.
const LOG: &str = "server.log";

/// How long a start may take before it counts as failed.
const PATIENCE: Duration = Duration::from_mins(1);

/// A data folder, and the program that serves it.
#[derive(Clone, Debug)]
pub(crate) struct Deployment {
    program: PathBuf,
    /// Database, keys and log.
    pub data: PathBuf,
    /// The URL of the database, if it is not in the data folder.
    database_url: Option<String>,
    /// The log level, if not the default.
    log_level: Option<&'static str>,
}

/// A running server.
#[derive(Debug)]
pub(crate) struct Server {
    /// Its process.
    pub process: Process,
    /// Where it listens.
    pub address: SocketAddr,
    /// Time from the start to the first 200 of `/readyz`.
    pub ready_after: Duration,
}

impl Deployment {
    /// An empty data folder beside the programs, in `load-data/`.
    pub(crate) fn new(name: &str) -> Result<Self> {
        let own = std::env::current_exe().doing("finding the benchmark's own program")?;
        let folder = own.parent().unwrap_or(Path::new("."));
        let program = folder.join("keyplane");
        if !program.exists() {
            let program = program.display();
            return Err(Failure::Setup(format!(
                "{program} is missing: cargo build --release -p keyplane"
            )));
        }
        let data = folder.join("load-data").join(format!("{}-{name}", std::process::id()));
        fs::create_dir_all(&data).doing(format!("making {}", data.display()))?;
        Ok(Self { program, data, database_url: None, log_level: None })
    }

    /// The same with a database outside the folder.
    pub(crate) fn with_database(mut self, url: &str) -> Self {
        self.database_url = Some(url.to_owned());
        self
    }

    /// The same with another log level.
    pub(crate) fn with_log_level(mut self, level: &'static str) -> Self {
        self.log_level = Some(level);
        self
    }

    /// All that the servers have logged so far.
    pub(crate) fn log(&self) -> Result<String> {
        let path = self.data.join(LOG);
        fs::read_to_string(&path).doing(format!("reading {}", path.display()))
    }

    /// Starts the server and waits until it is ready.
    pub(crate) async fn start(&self) -> Result<Server> {
        let address = free_address()?;
        let path = self.data.join(LOG);
        let log = fs::OpenOptions::new().create(true).append(true).open(&path);
        let log = log.doing(format!("opening {}", path.display()))?;

        let mut command = Command::new(&self.program);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("KEYPLANE_") {
                command.env_remove(name);
            }
        }

        // The peak of its memory can be reset by its own user only if it is dumpable.
        command.env("KEYPLANE_CORE_DUMPS", "true");
        command.args(["serve", "--listen", &address.to_string(), "--public-url", PUBLIC_URL]);
        command.arg("--data-dir").arg(&self.data);
        command.args(self.database_url.iter().flat_map(|url| ["--database-url", url]));
        command.args(self.log_level.iter().flat_map(|level| ["--log-level", level]));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);

        let begun = Instant::now();
        let mut process = Process::spawn(&mut command)?;
        while !is_ready(address).await {
            if let Some(status) = process.ended()? {
                let log = self.log().unwrap_or_default();
                return Err(Failure::Answer(format!("the server ended ({status}):\n{log}")));
            }
            if begun.elapsed() > PATIENCE {
                return Err(Failure::Answer("the server does not become ready".into()));
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Ok(Server { process, address, ready_after: begun.elapsed() })
    }
}

impl Server {
    /// The target of the load.
    pub(crate) fn target(&self) -> Target<'_> {
        Target { process: &self.process, address: self.address }
    }
}

impl Drop for Deployment {
    fn drop(&mut self) {
        // Leftovers are in the target folder, which git ignores.
        let _ = fs::remove_dir_all(&self.data);
    }
}

async fn is_ready(address: SocketAddr) -> bool {
    let Ok(mut connection) = Connection::open(address).await else { return false };
    let Ok(request) = get("/readyz", None) else { return false };
    connection.exchange(&request).await.is_ok_and(|answer| answer.status() == 200)
}

fn free_address() -> Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).doing("looking for a free port")?;
    listener.local_addr().doing("looking for a free port")
}
