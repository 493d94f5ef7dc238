//! A throwaway PostgreSQL with its default settings, so that commits are durable.

use std::{
    fs,
    net::{Ipv4Addr, TcpListener},
    os::unix::{
        fs::{DirBuilderExt as _, MetadataExt as _, chown},
        process::CommandExt as _,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::failure::{Doing as _, Failure, Result};

/// How long it may take to make and start a cluster.
const PATIENCE: Duration = Duration::from_mins(1);

/// Makes a cluster in $2 with the programs of $1, runs it on port $3, and ends and removes it as
/// soon as its standard input is closed: that happens also when the benchmark is killed.
const SUPERVISOR: &str = r#"
set -e
trap 'rm -rf "$2"' EXIT
"$1/initdb" --pgdata="$2/data" --username=keyplane --auth=trust --encoding=UTF8 --locale=C --no-sync >/dev/null
"$1/postgres" -D "$2/data" -p "$3" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
    -c max_connections=50 </dev/null 2>"$2/log" &
postgres=$!
while read -r _; do :; done
kill -INT "$postgres"
wait "$postgres" || true
"#;

/// A running cluster; stopped and removed on drop.
#[derive(Debug)]
pub(crate) struct Postgres {
    supervisor: Child,
    /// The URL of an empty database.
    pub url: String,
}

impl Postgres {
    /// `None` where PostgreSQL is not installed.
    pub(crate) async fn start() -> Result<Option<Self>> {
        let Some(programs) = programs() else { return Ok(None) };
        let folder = std::env::temp_dir().join(format!("keyplane-load-{}", std::process::id()));
        let making = format!("making {}", folder.display());
        fs::DirBuilder::new().mode(0o700).create(&folder).doing(making)?;
        let port = free_port()?;
        let mut command = Command::new("sh");
        command.args(["-c", SUPERVISOR, "sh"]).arg(programs).arg(&folder).arg(port.to_string());
        if let Some((uid, gid)) = unprivileged()? {
            chown(&folder, Some(uid), Some(gid)).doing("giving a folder to PostgreSQL")?;
            command.uid(uid).gid(gid);
        }
        // Its own process group: a Ctrl-C in the terminal reaches the benchmark alone.
        command.current_dir("/").process_group(0).stdin(Stdio::piped()).stdout(Stdio::null());
        let supervisor = command.spawn().doing("starting PostgreSQL")?;
        let url = format!("postgres://keyplane@127.0.0.1:{port}/postgres?sslmode=disable");
        let mut cluster = Self { supervisor, url };
        cluster.wait_until_ready(&folder.join("log")).await?;
        Ok(Some(cluster))
    }

    /// Follows the server's own log: a port that answers could be another program's.
    async fn wait_until_ready(&mut self, log: &Path) -> Result<()> {
        let begun = Instant::now();
        loop {
            let text = fs::read_to_string(log).unwrap_or_default();
            if text.contains("ready to accept connections") {
                return Ok(());
            }
            let ended = self.supervisor.try_wait().doing("asking for PostgreSQL")?;
            if ended.is_some() || text.contains("FATAL") || begun.elapsed() > PATIENCE {
                return Err(Failure::Setup(format!("PostgreSQL did not start:\n{text}")));
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // The supervisor ends PostgreSQL when its input does, and then itself.
        drop(self.supervisor.stdin.take());
        let _ = self.supervisor.wait();
    }
}

/// PostgreSQL refuses to run as root: then the user and group to run it as.
fn unprivileged() -> Result<Option<(u32, u32)>> {
    if fs::metadata("/proc/self").doing("reading /proc/self")?.uid() != 0 {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd").doing("reading /etc/passwd")?;
    let find = |name: &str| {
        let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    let found = find("postgres").or_else(|| find("nobody"));
    found.map(Some).ok_or_else(|| Failure::Setup("no user to run PostgreSQL as".into()))
}

/// The folder with `initdb` and `postgres`: on the PATH, or the newest of Debian's.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<_> = debian.map(|entry| entry.path().join("bin")).collect();
    versions.sort();
    std::env::split_paths(&path)
        .chain(versions.into_iter().rev())
        .find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
}

fn free_port() -> Result<u16> {
    let doing = "looking for a free port";
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).doing(doing)?;
    Ok(listener.local_addr().doing(doing)?.port())
}
