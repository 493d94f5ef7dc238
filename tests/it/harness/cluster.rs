//! A PostgreSQL for the tests: the one that `KEYPLANE_TEST_POSTGRES_URL` names, or a throwaway
//! cluster that ends with this process.

use std::fs;
use std::io::Read;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::thread::sleep;
use std::time::Duration;

/// Whether `KEYPLANE_TEST_SKIP_POSTGRES=1` excludes the tests on PostgreSQL.
pub(crate) fn left_out() -> bool {
    let out = std::env::var("KEYPLANE_TEST_SKIP_POSTGRES").is_ok_and(|value| value == "1");
    if out {
        eprintln!("left out: KEYPLANE_TEST_SKIP_POSTGRES=1");
    }
    out
}

/// The PostgreSQL server with the test databases.
pub(crate) struct Cluster {
    /// `host:port`, for a wire in front of it.
    pub(crate) address: String,
    /// `user[:password]`, as a URL has it.
    user: String,
    /// The supervisor of a throwaway cluster. Its input stays open as long as this process lives.
    _supervisor: Option<Child>,
}

impl Cluster {
    /// The one cluster of this process, started on first use.
    pub(crate) fn get() -> &'static Self {
        static CLUSTER: OnceLock<Cluster> = OnceLock::new();
        CLUSTER.get_or_init(|| match std::env::var("KEYPLANE_TEST_POSTGRES_URL") {
            Ok(url) => Self::existing(&url),
            Err(_) => Self::start(),
        })
    }

    /// The URL of one of its databases.
    pub(crate) fn url(&self, database: &str) -> String {
        self.url_through(&self.address, database)
    }

    /// The URL of a database, through another address.
    pub(crate) fn url_through(&self, address: &str, database: &str) -> String {
        format!("postgres://{}@{address}/{database}?sslmode=disable", self.user)
    }

    fn existing(url: &str) -> Self {
        let rest = url
            .strip_prefix("postgres://")
            .or_else(|| url.strip_prefix("postgresql://"))
            .expect("KEYPLANE_TEST_POSTGRES_URL has the form postgres://user:password@host:port");
        let (user, place) = rest.split_once('@').expect("KEYPLANE_TEST_POSTGRES_URL names a user");
        let host = place.split(['/', '?']).next().unwrap();
        let address = if host.contains(':') { host.to_owned() } else { format!("{host}:5432") };
        Self { address, user: user.to_owned(), _supervisor: None }
    }

    fn start() -> Self {
        let programs = programs().expect(
            "no PostgreSQL programs (initdb, postgres) on PATH or in /usr/lib/postgresql: install \
             the package postgresql, name a server in KEYPLANE_TEST_POSTGRES_URL, or leave \
             PostgreSQL out with KEYPLANE_TEST_SKIP_POSTGRES=1",
        );
        // Another program may take the port before PostgreSQL starts.
        for _ in 0..3 {
            if let Some(cluster) = Self::start_on(free_port(), &programs) {
                return cluster;
            }
        }
        panic!("the throwaway PostgreSQL cluster did not start in three attempts");
    }

    fn start_on(port: u16, programs: &Path) -> Option<Self> {
        let folder =
            tempfile::Builder::new().prefix("keyplane-postgres-").tempdir().unwrap().keep();

        let mut command = Command::new("sh");
        command.args(["-c", SUPERVISOR, "sh"]).arg(programs).arg(&folder).arg(port.to_string());
        if let Some((uid, gid)) = unprivileged() {
            chown(&folder, Some(uid), Some(gid)).unwrap();
            command.uid(uid).gid(gid);
        }

        // Its own process group: a Ctrl-C in the terminal reaches this process alone, and the
        // supervisor then cleans up in its own time.
        let supervisor = command.current_dir("/").process_group(0).stdin(Stdio::piped());
        let mut supervisor = supervisor.stdout(Stdio::piped()).spawn().unwrap();
        let mut log = supervisor.stdout.take().unwrap();

        if wait_until_ready(&mut supervisor, &folder.join("log")) {
            return Some(Self {
                address: format!("127.0.0.1:{port}"),
                user: "keyplane".to_owned(),
                _supervisor: Some(supervisor),
            });
        }

        drop(supervisor.stdin.take());
        let mut text = String::new();
        let _ = log.read_to_string(&mut text);
        eprintln!("PostgreSQL on port {port} did not start:\n{text}");
        None
    }
}

/// Makes a cluster in $2 with the programs of $1, runs it on port $3, and ends and removes it as
/// soon as its standard input is closed: that happens also when the test process is killed.
const SUPERVISOR: &str = r#"
set -e
trap 'rm -rf "$2"' EXIT
"$1/initdb" --pgdata="$2/data" --username=keyplane --auth=trust --encoding=UTF8 --locale=C --no-sync 2>&1
"$1/postgres" -D "$2/data" -p "$3" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 \
    -c shared_buffers=32MB -c autovacuum=off -c log_destination=stderr </dev/null >"$2/log" 2>&1 &
postgres=$!
while read -r _; do :; done
kill -QUIT "$postgres" 2>/dev/null || cat "$2/log"
wait "$postgres" || true
"#;

/// Follows the server's own log: a port that answers could be another program's.
fn wait_until_ready(supervisor: &mut Child, log: &Path) -> bool {
    for _ in 0..600 {
        let text = fs::read_to_string(log).unwrap_or_default();
        if text.contains("ready to accept connections") {
            return true;
        }
        if text.contains("FATAL") || supervisor.try_wait().unwrap().is_some() {
            return false;
        }
        sleep(Duration::from_millis(50));
    }
    false
}

/// PostgreSQL refuses to run as root: then the user and group to run it as.
fn unprivileged() -> Option<(u32, u32)> {
    let root = fs::metadata("/proc/self").unwrap().uid() == 0;
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let find = |name: &str| {
        let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    root.then(|| find("postgres").or_else(|| find("nobody")).unwrap_or((65_534, 65_534)))
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

fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}
