//! The memory of the process: closed to core dumps and debuggers, and without keys that ended.

use std::{
    fs::File,
    io::{Read as _, Seek as _, SeekFrom},
    os::unix::fs::MetadataExt as _,
    path::Path,
    process::{Command, Stdio},
};

use keyplane_auth::{MasterKey, PrivateKey, SealContext, decode_base64url};
use keyplane_entity::id::KeyId;
use nix::sys::signal::Signal;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use sqlx::{Connection as _, Row as _, SqliteConnection};
use uuid::Uuid;

use super::process::{Keyplane, binary, data_folder, first_admin, free_address};

/// The soft and the hard limit of core dumps.
fn core_limits(server: &Keyplane) -> Vec<String> {
    let limits = server.proc("limits");
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    core.split_whitespace().skip(4).take(2).map(str::to_owned).collect()
}

#[test]
fn a_server_writes_no_core_dump_unless_the_operator_wants_one() {
    let data = data_folder();
    let server = Keyplane::start(data.path(), free_address());
    assert_eq!(core_limits(&server), ["0", "0"]);
    drop(server);

    let settings = [("KEYPLANE_CORE_DUMPS", "true")];
    let script = "ulimit -Sc 1000";
    let data = data_folder();
    let server = Keyplane::start_after(data.path(), free_address(), script, &settings);
    assert_ne!(core_limits(&server)[0], "0");
}

/// The owner of `/proc/PID/mem` while a command waits for its input: the user of the process, or root
/// if the process is not dumpable (proc(5)).
fn owner_of_memory(arguments: &[&str]) -> u32 {
    let mut command = if std::fs::metadata("/proc/self").unwrap().uid() == 0 {
        let mut other = Command::new("setpriv");
        other.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(binary());
        other
    } else {
        Command::new(binary())
    };
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();

    // It closes its memory before it reads, and sleeps in the read.
    let of_child = |name: &str| format!("/proc/{}/{name}", child.id());
    let sleeps = || {
        let status = std::fs::read_to_string(of_child("status")).unwrap();
        let name = std::fs::read_to_string(of_child("comm")).unwrap();
        name.trim() == "keyplane" && status.contains("State:\tS")
    };
    while !sleeps() {
        std::thread::yield_now();
    }
    let owner = std::fs::metadata(of_child("mem")).unwrap().uid();
    child.kill().unwrap();
    child.wait().unwrap();
    owner
}

#[test]
fn the_memory_of_a_command_that_reads_a_key_belongs_to_root_alone() {
    let owner = owner_of_memory(&["token", "mint", "--key-file", "-"]);
    assert_eq!(owner, 0, "other processes of its user could read it");
}

/// Whether the bytes are anywhere in the writable memory of a process.
fn holds(server: &Keyplane, wanted: &[u8]) -> bool {
    let mut memory = File::open(format!("/proc/{}/mem", server.id())).unwrap();
    let maps = server.proc("maps");
    let regions = maps.lines().filter(|line| line.contains(" rw") && !line.contains("[vvar"));
    regions.into_iter().any(|line| {
        let (start, end) = line.split(' ').next().unwrap().split_once('-').unwrap();
        let address = |text| u64::from_str_radix(text, 16).unwrap();
        let (start, end) = (address(start), address(end));
        let mut region = vec![0; usize::try_from(end - start).unwrap()];
        memory.seek(SeekFrom::Start(start)).unwrap();
        // A part that another thread has just unmapped holds nothing.
        memory.read_exact(&mut region).is_ok()
            && region.windows(wanted.len()).any(|window| window == wanted)
    })
}

/// The only signing key of the database: its ID, and a prime of its private half as the crypto
/// library keeps it in memory, the lowest byte first.
async fn signing_key(data: &Path) -> (String, Vec<u8>) {
    let url = format!("sqlite:{}", data.join("keyplane.db").display());
    let mut database = SqliteConnection::connect(&url).await.unwrap();
    let sql = "SELECT id, scope_id, sealed_private_key FROM key WHERE purpose = 'SIGNING'";
    let row = sqlx::query(sql).fetch_one(&mut database).await.unwrap();
    database.close().await.unwrap();

    let (id, scope): (Uuid, Uuid) = (row.get("id"), row.get("scope_id"));
    let text = std::fs::read_to_string(data.join("master-key.json")).unwrap();
    let context = SealContext {
        table: "key",
        column: "sealed_private_key",
        row: id.as_bytes(),
        project: scope.as_bytes(),
        facts: "SIGNING SERVER retained=false",
    };
    let sealed: Vec<u8> = row.get("sealed_private_key");
    let opened = MasterKey::from_file_text(&text).unwrap().open(&context, &sealed).unwrap();
    let private = PrivateKey::from_pkcs8_der(&opened).unwrap();

    let jwk = private.to_jwk("x", keyplane_auth::Algorithm::Rs256).unwrap();
    let jwk: Value = serde_json::from_str(jwk.expose_secret()).unwrap();
    let mut prime = decode_base64url(jwk["p"].as_str().unwrap()).unwrap();
    prime.reverse();
    (KeyId(id).to_string(), prime)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_private_half_of_a_revoked_signing_key_leaves_the_memory_of_the_server() {
    let (data, address) = (data_folder(), free_address());
    let server = Keyplane::start(data.path(), address);
    let admin = first_admin(data.path());
    let create =
        "mutation { createProject(input: { slug: \"acme\", name: \"n\" }) { project { id } } }";
    let project = server.data(&admin, create, &json!({}))["createProject"]["project"]["id"].clone();
    let create = "mutation ($project: ID!) { createApplication(input: { projectId: $project, name: \"n\", type: SERVICE, authMethod: CLIENT_SECRET_POST }) { application { id } clientSecret } }";
    let made = server.data(&admin, create, &json!({ "project": project }));
    let made = &made["createApplication"];
    server.signal(Signal::SIGTERM);
    server.end();

    // A process that has not made the key, and whose memory this one may read.
    let (key, prime) = signing_key(data.path()).await;
    let server = Keyplane::try_start(data.path(), address, |command| {
        command.env("KEYPLANE_CORE_DUMPS", "true");
    });
    let server = server.unwrap();
    let prime = &prime[..prime.len() / 2];
    assert!(!holds(&server, prime));
    let form = format!(
        "grant_type=client_credentials&client_id={}&client_secret={}",
        made["application"]["id"].as_str().unwrap(),
        made["clientSecret"].as_str().unwrap()
    );
    let issue = || server.post_form("/p/acme/oauth/token", &form).0;
    assert_eq!(issue(), 200);
    assert!(holds(&server, prime), "the key that signs is in memory");

    let revoke = "mutation ($key: ID!) { revokeKey(input: { keyId: $key, reason: \"test\" }) { key { id } } }";
    server.data(&admin, revoke, &json!({ "key": key }));
    assert!(!holds(&server, prime), "the revoked key is still in memory");
    assert_eq!(issue(), 200, "its successor signs");
    assert!(!holds(&server, prime));
}
