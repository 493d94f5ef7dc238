//! A process of the binary, and a small HTTP client for it.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    thread::sleep,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use keyplane_auth::{KeyFile, PrivateKey};
use keyplane_entity::Timestamp;
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness::Caller;

/// How long a process may take to start or stop on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_mins(3);

/// The binary that was built beside these tests.
pub(super) fn binary() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let binary = tests.parent().unwrap().parent().unwrap().join("keyplane");
    assert!(binary.exists(), "{} is missing: cargo build -p keyplane", binary.display());
    binary
}

/// The real time, as the binary reads it.
#[expect(clippy::disallowed_methods, reason = "the binary itself reads the real clock")]
pub(super) fn now() -> Timestamp {
    let passed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    Timestamp(i64::try_from(passed.as_millis()).unwrap())
}

/// A command of the binary with a clean environment.
pub(super) fn command(data: &Path) -> Command {
    let mut command = Command::new(binary());
    for (name, _) in std::env::vars_os().filter(|(name, _)| is_ours(name)) {
        command.env_remove(name);
    }
    command.current_dir(data).env("KEYPLANE_DATA_DIR", data);
    command
}

fn is_ours(name: &OsString) -> bool {
    name.to_string_lossy().starts_with("KEYPLANE_")
}

/// A data folder that outlives the processes on it.
pub(super) fn data_folder() -> TempDir {
    tempfile::Builder::new().prefix("keyplane-binary-").tempdir().unwrap()
}

pub(super) fn free_address() -> SocketAddr {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap()
}

/// A running server; killed on drop.
pub(super) struct Keyplane {
    child: Child,
    pub(super) address: SocketAddr,
    log: PathBuf,
}

impl Keyplane {
    /// Starts a server with its defaults in `data`, on `address`.
    pub(super) fn start(data: &Path, address: SocketAddr) -> Self {
        Self::try_start(data, address, |_| {}).unwrap_or_else(|log| panic!("no start:\n{log}"))
    }

    /// Starts a server with further settings. The error is its output if it ends before it is
    /// ready.
    pub(super) fn try_start(
        data: &Path,
        address: SocketAddr,
        settings: impl FnOnce(&mut Command),
    ) -> Result<Self, String> {
        let mut command = command(data);
        command.env("KEYPLANE_LISTEN", address.to_string());
        settings(&mut command);
        Self::run(command, data, address)
    }

    /// Starts a server whose files can have at most `blocks` blocks of 512 bytes. The signal of a
    /// longer write is ignored, so that the write fails as on a full disk.
    pub(super) fn start_limited(data: &Path, address: SocketAddr, blocks: u32) -> Self {
        Self::start_after(data, address, &format!("trap '' XFSZ; ulimit -f {blocks}"), &[])
    }

    /// Starts a server from a shell that runs `script` first, such as `ulimit -n 1024`, with
    /// further settings.
    pub(super) fn start_after(
        data: &Path,
        address: SocketAddr,
        script: &str,
        settings: &[(&str, &str)],
    ) -> Self {
        let mut limited = Command::new("sh");
        limited.args(["-c", &format!("{script}; exec \"$1\""), "sh"]).arg(binary());
        for (name, value) in command(data).get_envs() {
            match value {
                Some(value) => limited.env(name, value),
                None => limited.env_remove(name),
            };
        }
        limited.current_dir(data).env("KEYPLANE_LISTEN", address.to_string());
        limited.envs(settings.iter().copied());
        Self::run(limited, data, address).unwrap_or_else(|log| panic!("no start:\n{log}"))
    }

    fn run(mut command: Command, data: &Path, address: SocketAddr) -> Result<Self, String> {
        let log = data.join(format!("log-{}", address.port()));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(File::create(&log).unwrap());
        let mut server = Self { child: command.spawn().unwrap(), address, log };
        server.wait_until_ready().map(|()| server)
    }

    fn wait_until_ready(&mut self) -> Result<(), String> {
        for _ in 0..PATIENCE.as_millis() / 20 {
            if self.child.try_wait().unwrap().is_some() {
                return Err(self.said());
            }
            if try_send(self.address, "GET", "/readyz", "", "")
                .is_ok_and(|(status, _)| status == 200)
            {
                return Ok(());
            }
            sleep(Duration::from_millis(20));
        }
        Err(format!("not ready in time:\n{}", self.said()))
    }

    /// Its process id.
    pub(super) fn id(&self) -> u32 {
        self.child.id()
    }

    /// The output on standard error.
    pub(super) fn said(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }

    pub(super) fn signal(&self, signal: Signal) {
        kill(Pid::from_raw(i32::try_from(self.child.id()).unwrap()), signal).unwrap();
    }

    /// The contents of `/proc/PID/name`.
    pub(super) fn proc(&self, name: &str) -> String {
        fs::read_to_string(format!("/proc/{}/{name}", self.child.id())).unwrap()
    }

    /// Waits until the log contains `text`.
    pub(super) fn wait_until_said(&self, text: &str) {
        for _ in 0..PATIENCE.as_millis() / 20 {
            if self.said().contains(text) {
                return;
            }
            sleep(Duration::from_millis(20));
        }
        panic!("it never said {text:?}:\n{}", self.said());
    }

    /// Waits until the process ends.
    pub(super) fn end(mut self) -> ExitStatus {
        for _ in 0..PATIENCE.as_millis() / 20 {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            sleep(Duration::from_millis(20));
        }
        panic!("it did not end:\n{}", self.said());
    }

    /// `kill -9`, and waits until it is gone.
    pub(super) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// A line of `/proc/PID/status` such as `VmRSS`, in KiB.
    pub(super) fn memory(&self, line: &str) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let found = status.lines().find_map(|text| text.strip_prefix(line)?.strip_prefix(':'));
        found.unwrap().trim().trim_end_matches(" kB").parse().unwrap()
    }

    /// Resets the peak of its resident memory, `VmHWM`, to the current value (proc(5)).
    pub(super) fn forget_peak(&self) {
        fs::write(format!("/proc/{}/clear_refs", self.child.id()), "5").unwrap();
    }

    pub(super) fn get(&self, path: &str) -> (u16, String) {
        try_send(self.address, "GET", path, "", "").unwrap()
    }

    /// As `get`, with further headers, each with its line break.
    pub(super) fn get_with(&self, path: &str, headers: &str) -> (u16, String) {
        try_send(self.address, "GET", path, headers, "").unwrap()
    }

    /// The status of a request with any method.
    pub(super) fn send(&self, method: &str, path: &str) -> u16 {
        try_send(self.address, method, path, "", "").unwrap().0
    }

    /// The status and the lines of the answer's head, after a GET with further headers.
    pub(super) fn head_of(&self, path: &str, headers: &str) -> (u16, Vec<String>) {
        let (status, head, _) = exchange(self.address, "GET", path, headers, "").unwrap();
        (status, head.lines().map(str::to_owned).collect())
    }

    /// Posts a form to an endpoint; returns the status and the answer.
    pub(super) fn post_form(&self, path: &str, form: &str) -> (u16, Value) {
        let headers = "Content-Type: application/x-www-form-urlencoded\r\n";
        let (status, body) = try_send(self.address, "POST", path, headers, form).unwrap();
        (status, serde_json::from_str(&body).unwrap())
    }

    /// Posts a form to an endpoint whose answer has no body; returns the status.
    pub(super) fn post_form_status(&self, path: &str, form: &str) -> u16 {
        let headers = "Content-Type: application/x-www-form-urlencoded\r\n";
        try_send(self.address, "POST", path, headers, form).unwrap().0
    }

    /// Sends a GraphQL request; returns the status and the answer.
    pub(super) fn ask(&self, caller: &Caller, query: &str, variables: &Value) -> (u16, Value) {
        let headers = format!(
            "Authorization: Bearer {}\r\nContent-Type: application/json\r\n",
            caller.token(now())
        );
        let body = json!({ "query": query, "variables": variables }).to_string();
        let (status, body) = try_send(self.address, "POST", "/graphql", &headers, &body).unwrap();
        (status, serde_json::from_str(&body).unwrap())
    }

    /// The data of an answer without errors.
    pub(super) fn data(&self, caller: &Caller, query: &str, variables: &Value) -> Value {
        let (_, answer) = self.ask(caller, query, variables);
        assert!(answer.get("errors").is_none(), "{answer}");
        answer["data"].clone()
    }
}

impl Drop for Keyplane {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The holder of the key that a first start wrote.
pub(super) fn first_admin(data: &Path) -> Caller {
    let text = fs::read_to_string(data.join("admin-key.json")).unwrap();
    let Ok(KeyFile::Admin(file)) = KeyFile::parse(&text) else { panic!("no admin key file") };
    let key = PrivateKey::from_pem(file.key.expose_secret()).unwrap();
    Caller::with_kid(&key, &file.key_id, &file.audience)
}

/// One GET from any listener; returns the status and the body.
pub(super) fn get_from(address: SocketAddr, path: &str) -> (u16, String) {
    try_send(address, "GET", path, "", "").unwrap()
}

/// Sends one request on its own connection; returns the status and the body.
fn try_send(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &str,
    body: &str,
) -> std::io::Result<(u16, String)> {
    let (status, _, body) = exchange(address, method, path, headers, body)?;
    Ok((status, body))
}

/// Sends one request on its own connection; returns the status, the head and the body.
fn exchange(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &str,
    body: &str,
) -> std::io::Result<(u16, String, String)> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;

    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{headers}Content-Length: {}\r\n\r\n{body}",
        body.len()
    )?;

    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    let unfinished = || std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
    Ok((status.ok_or_else(unfinished)?, head.to_owned(), body.to_owned()))
}
