//! The stream to a file: in order, at least once, whatever happens to the file or the process.

use std::{fs, path::Path};

use keyplane_control::{AuditStream, AuditStreamOptions, AuditStreamTarget};
use serde_json::Value;
use tempfile::TempDir;

use super::log::{read, verified};
use crate::harness::{World, on_both};

fn folder() -> TempDir {
    tempfile::Builder::new().prefix("keyplane-stream-").tempdir().unwrap()
}

/// A replica of a world with a stream to this file.
async fn streaming(world: &World, path: &Path) -> World {
    let target = AuditStreamTarget::File(path.to_owned());
    world.replica_with_stream(AuditStreamOptions { target, token_file: None }).await
}

fn stream(world: &World) -> &AuditStream {
    world.control.audit_stream().unwrap()
}

async fn deliver(world: &World) {
    while stream(world).deliver_next().await.unwrap() {}
}

/// The delivered events as (scope, sequence).
fn events(file: &str) -> Vec<(String, i64)> {
    let lines = file.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    lines
        .filter(|line| line["type"] == "event")
        .map(|line| {
            (line["scope"].as_str().unwrap().to_owned(), line["sequence"].as_i64().unwrap())
        })
        .collect()
}

on_both! {
    async fn every_event_and_checkpoint_arrives_once_and_in_order(world: World) {
        let folder = folder();
        let path = folder.path().join("audit.jsonl");
        let streaming = streaming(&world, &path).await;
        let project = world.project("acme").await;
        let all = stream(&streaming).status().await.unwrap().pending;
        deliver(&streaming).await;
        world.application(&project, "service").await;
        world.control.checkpoints().write_due().await.unwrap();
        deliver(&streaming).await;

        let text = fs::read_to_string(&path).unwrap();
        let report = read(&text);
        assert!(report.holds(), "{report:?}");
        let log = verified(&world).await;
        for (delivered, kept) in report.chains.iter().zip(&log.chains) {
            assert_eq!((delivered.events, &delivered.hash), (kept.events, &kept.hash));
            assert_eq!((delivered.checkpoints, delivered.unchecked), (1, 0));
        }
        let status = stream(&streaming).status().await.unwrap();
        assert_eq!((status.pending, status.failed), (0, 0));
        // Those before the project's, the application's, and that of the checkpoint key.
        assert_eq!(status.delivered, all + 2);
        assert_eq!(mode(&path), 0o600);
    }

    async fn a_file_that_was_moved_away_is_followed_by_a_new_one(world: World) {
        let folder = folder();
        let path = folder.path().join("audit.jsonl");
        let streaming = streaming(&world, &path).await;
        deliver(&streaming).await;
        let moved = folder.path().join("audit.jsonl.1");
        fs::rename(&path, &moved).unwrap();
        world.project("acme").await;
        deliver(&streaming).await;

        let (old, new) = (fs::read_to_string(&moved).unwrap(), fs::read_to_string(&path).unwrap());
        assert!(read(&old).holds() && read(&new).holds());
        assert!(read(&(old + &new)).holds(), "one after the other");
    }

    async fn lines_that_a_crash_cut_off_are_delivered_again(world: World) {
        let folder = folder();
        let path = folder.path().join("audit.jsonl");
        let streaming = streaming(&world, &path).await;
        deliver(&streaming).await;
        let mut text = fs::read_to_string(&path).unwrap();
        text.push_str(r#"{"type":"event","scope":"0000"#);
        fs::write(&path, &text).unwrap();
        world.project("acme").await;
        deliver(&streaming).await;
        let report = read(&fs::read_to_string(&path).unwrap());
        assert!(report.holds(), "{report:?}");
        assert_eq!(report.torn_lines, 1);
    }

    async fn a_delivery_whose_position_was_lost_is_repeated(world: World) {
        let folder = folder();
        let path = folder.path().join("audit.jsonl");
        let streaming = streaming(&world, &path).await;
        deliver(&streaming).await;
        let once = fs::read_to_string(&path).unwrap();
        world.sql("DELETE FROM audit_stream_position").await;
        deliver(&streaming).await;
        let twice = fs::read_to_string(&path).unwrap();
        assert_eq!(events(&twice).len(), 2 * events(&once).len());
        assert!(read(&twice).holds());
        let forged = twice.replacen("adminKey.create", "adminKey.delete", 1);
        assert!(!read(&forged).holds());
    }

    async fn nothing_is_lost_while_the_file_cannot_be_written(world: World) {
        let folder = folder();
        let path = folder.path().join("later").join("audit.jsonl");
        let streaming = streaming(&world, &path).await;
        world.project("acme").await;
        let pending = stream(&streaming).status().await.unwrap().pending;
        assert!(stream(&streaming).deliver_next().await.is_err());
        let status = stream(&streaming).status().await.unwrap();
        assert_eq!((status.delivered, status.failed, status.pending), (0, 1, pending));
        fs::create_dir(folder.path().join("later")).unwrap();
        deliver(&streaming).await;
        assert_eq!(events(&fs::read_to_string(&path).unwrap()).len() as u64, pending);
    }

    async fn one_replica_delivers_until_its_lease_ends(world: World) {
        let folder = folder();
        let (a, b) = (folder.path().join("a.jsonl"), folder.path().join("b.jsonl"));
        let (first, second) = (streaming(&world, &a).await, streaming(&world, &b).await);
        deliver(&first).await;
        let project = world.project("acme").await;
        assert!(!stream(&second).deliver_next().await.unwrap(), "the other one has the lease");
        deliver(&first).await;
        world.application(&project, "service").await;
        world.clock.advance(31);
        deliver(&second).await;
        assert!(!stream(&first).deliver_next().await.unwrap());
        let (a, b) = (fs::read_to_string(&a).unwrap(), fs::read_to_string(&b).unwrap());
        assert_eq!(events(&b).len(), 1, "{b}");
        assert!(read(&(a + &b)).holds());
    }
}

fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}
