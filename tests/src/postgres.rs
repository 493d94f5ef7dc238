//! A throwaway PostgreSQL cluster that ends with the process that started it.

use std::{
    fs,
    io::{self, Error, Read as _},
    net::{Ipv4Addr, TcpListener},
    os::unix::{
        fs::{DirBuilderExt as _, MetadataExt as _, chown},
        process::CommandExt as _,
    },
    path::{Path, PathBuf},
    process::{self, Child, Command, Stdio},
    thread::sleep,
    time::Duration,
};

/// How often the log is read before the start counts as failed: for a minute.
const PATIENCE: u32 = 1200;
const POLL: Duration = Duration::from_millis(50);

/// Makes a cluster in $2 with the programs of $1, runs it on port $3 with the options after it, and
/// ends and removes it as soon as its standard input is closed: that happens also when the process
/// that holds the other end is killed.
const SUPERVISOR: &str = r#"
set -e
programs="$1" folder="$2" port="$3"
shift 3
trap 'rm -rf "$folder"' EXIT
"$programs/initdb" --pgdata="$folder/data" --username=keyplane --auth=trust --encoding=UTF8 --locale=C --no-sync 2>&1
"$programs/postgres" -D "$folder/data" -p "$port" -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories= "$@" </dev/null >"$folder/log" 2>&1 &
postgres=$!
while read -r _; do :; done
kill -QUIT "$postgres" 2>/dev/null || cat "$folder/log"
wait "$postgres" || true
"#;

/// A running cluster; ended and removed on drop, or with this process.
#[derive(Debug)]
pub struct Postgres {
    supervisor: Child,
    /// `host:port`.
    pub address: String,
}

impl Postgres {
    /// The superuser, who needs no password.
    pub const USER: &str = "keyplane";

    /// Starts a cluster with these settings, each `NAME=VALUE`. `None` if PostgreSQL is not
    /// installed: its programs are searched on the PATH and in Debian's folders.
    pub fn start(settings: &[&str]) -> io::Result<Option<Self>> {
        let Some(programs) = programs() else { return Ok(None) };
        let mut started = Self::start_on(free_port()?, &programs, settings);
        // Another program may take the port before PostgreSQL does.
        for _ in 0..2 {
            if started.is_err() {
                started = Self::start_on(free_port()?, &programs, settings);
            }
        }
        started.map(Some)
    }

    fn start_on(port: u16, programs: &Path, settings: &[&str]) -> io::Result<Self> {
        let name = format!("keyplane-postgres-{}-{port}", process::id());
        let folder = std::env::temp_dir().join(name);
        fs::DirBuilder::new().mode(0o700).create(&folder)?;

        let mut command = Command::new("sh");
        command.args(["-c", SUPERVISOR, "sh"]).arg(programs).arg(&folder).arg(port.to_string());
        command.args(settings.iter().flat_map(|setting| ["-c", setting]));
        if let Some((uid, gid)) = unprivileged()? {
            chown(&folder, Some(uid), Some(gid))?;
            command.uid(uid).gid(gid);
        }

        // Its own process group: a Ctrl-C in the terminal reaches this process alone, and the
        // supervisor then cleans up in its own time.
        command.current_dir("/").process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut cluster =
            Self { supervisor: command.spawn()?, address: format!("127.0.0.1:{port}") };
        if cluster.is_ready(&folder.join("log"))? {
            return Ok(cluster);
        }

        drop(cluster.supervisor.stdin.take());
        let mut text = String::new();
        if let Some(mut output) = cluster.supervisor.stdout.take() {
            output.read_to_string(&mut text)?;
        }
        Err(Error::other(format!("PostgreSQL on port {port} did not start:\n{text}")))
    }

    /// Follows the server's own log: a port that answers could be another program's.
    fn is_ready(&mut self, log: &Path) -> io::Result<bool> {
        for _ in 0..PATIENCE {
            let text = fs::read_to_string(log).unwrap_or_default();
            if text.contains("ready to accept connections") {
                return Ok(true);
            }
            if text.contains("FATAL") || self.supervisor.try_wait()?.is_some() {
                return Ok(false);
            }
            sleep(POLL);
        }
        Ok(false)
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
fn unprivileged() -> io::Result<Option<(u32, u32)>> {
    if fs::metadata("/proc/self")?.uid() != 0 {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd")?;
    let find = |name: &str| {
        let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    Ok(find("postgres").or_else(|| find("nobody")).or(Some((65_534, 65_534))))
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

fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
