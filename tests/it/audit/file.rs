//! The verification of a file alone: what was done to its lines.

use keyplane_control::{AuditRule, verify_audit_file};
use serde_json::{Value, json};

use super::log::{EVERYTHING, exported, fault, read};
use crate::harness::on_both;

fn lines(file: &str) -> Vec<String> {
    file.lines().map(str::to_owned).collect()
}

fn joined(lines: &[String]) -> String {
    lines.join("\n") + "\n"
}

/// The place of the first line of a type.
fn place(lines: &[String], of_type: &str) -> usize {
    let kind = format!(r#"{{"type":"{of_type}""#);
    lines.iter().position(|line| line.starts_with(&kind)).unwrap()
}

fn changed(line: &str, name: &str, value: Value) -> String {
    let mut object: Value = serde_json::from_str(line).unwrap();
    object[name] = value;
    object.to_string()
}

on_both! {
    async fn each_change_of_an_export_is_found(world: World) {
        let project = world.project("acme").await;
        world.application(&project, "service").await;
        world.control.checkpoints().write_due().await.unwrap();
        let good = lines(&exported(&world, &EVERYTHING).await);
        assert!(read(&joined(&good)).holds());
        let first = place(&good, "event");
        let rule = |change: &dyn Fn(&mut Vec<String>)| {
            let mut lines = good.clone();
            change(&mut lines);
            fault(&read(&joined(&lines))).map(|(rule, _)| rule)
        };

        assert_eq!(rule(&|lines| lines[first] = changed(&lines[first], "at", json!(1))), Some(AuditRule::Hash));
        assert_eq!(rule(&|lines| lines.swap(first, first + 1)), Some(AuditRule::Sequence));
        assert_eq!(rule(&|lines| drop(lines.remove(first + 1))), Some(AuditRule::Sequence));
        assert_eq!(rule(&|lines| drop(lines.remove(place(lines, "checkpoint")))), Some(AuditRule::End));
        assert_eq!(rule(&|lines| drop(lines.remove(place(lines, "head")))), Some(AuditRule::End));
        assert_eq!(rule(&|lines| drop(lines.pop())), Some(AuditRule::End));
        assert_eq!(rule(&|lines| lines.truncate(first + 2)), Some(AuditRule::End));
        assert_eq!(rule(&|lines| lines.push(lines[first].clone())), Some(AuditRule::End));
        assert_eq!(rule(&|lines| drop(lines.remove(0))), Some(AuditRule::Form));
        assert_eq!(rule(&|lines| lines.insert(first, "{}".into())), Some(AuditRule::Form));
        assert_eq!(rule(&|lines| lines.insert(first, lines[first].clone())), Some(AuditRule::Sequence));
        let unknown = &|lines: &mut Vec<String>| lines[first] = changed(&lines[first], "note", json!("x"));
        assert_eq!(rule(unknown), Some(AuditRule::Form), "a member that no hash covers");
        let head = place(&good, "head");
        assert_eq!(rule(&|lines| lines[head] = changed(&lines[head], "hash", json!("0"))), Some(AuditRule::Head));
        let at = place(&good, "checkpoint");
        let jws = |lines: &mut Vec<String>| lines[at] = changed(&lines[at], "jws", json!("a.b.c"));
        assert_eq!(rule(&jws), Some(AuditRule::Checkpoint));
        assert_eq!(fault(&read("")), Some((AuditRule::Form, None)));
        let cut = joined(&good);
        assert_eq!(fault(&read(cut.trim_end())), Some((AuditRule::Form, None)));
    }

    async fn keys_that_were_kept_elsewhere_replace_those_of_the_file(world: World) {
        world.project("acme").await;
        world.control.checkpoints().write_due().await.unwrap();
        let file = exported(&world, &EVERYTHING).await;
        let own = world.control.checkpoints().public_keys().await.unwrap();
        let verify = |keys| verify_audit_file(file.as_bytes(), Some(keys), &mut |_| {}).unwrap();
        assert!(verify(&own).holds());
        let other = keyplane_auth::JwkSet { keys: vec![] };
        assert!(matches!(fault(&verify(&other)), Some((AuditRule::Checkpoint, _))));
    }
}
