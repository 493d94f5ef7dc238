use std::{fs::Permissions, os::unix::fs::PermissionsExt as _};

use super::*;

struct Home(PathBuf);

impl Home {
    /// `name` must be unique to the test.
    fn new(name: &str) -> (Self, ContextsFile) {
        let folder =
            std::env::temp_dir().join(format!("keyplane-contexts-{}-{name}", std::process::id()));
        let file = ContextsFile { folder: folder.join("keyplane") };
        (Self(folder), file)
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn context(url: &str) -> Context {
    Context {
        url: url.to_owned(),
        key_file: "/keys/admin.json".into(),
        ca_file: None,
        project: Some("acme".to_owned()),
    }
}

fn add(file: &ContextsFile, name: &str) {
    let url = format!("https://{name}.example");
    let change = |contexts: &mut Contexts| {
        contexts.contexts.insert(name.to_owned(), context(&url));
        contexts.current = Some(name.to_owned());
        Ok(())
    };
    file.edit(change).unwrap();
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn what_is_stored_is_read_again_and_only_its_user_can_open_it() {
    let (_home, file) = Home::new("stored");
    assert_eq!(file.read().unwrap(), Contexts::default());
    add(&file, "staging");
    add(&file, "prod");

    let contexts = file.read().unwrap();
    assert_eq!(contexts.current().unwrap().0, "prod");
    assert_eq!(contexts.get("staging").unwrap(), &context("https://staging.example"));
    assert_eq!(mode(&file.path()), 0o600);
    assert_eq!(mode(&file.folder), 0o700);
    assert_eq!(mode(&file.copy_key("prod", "{}").unwrap()), 0o600);
    assert_eq!(mode(&file.folder.join(KEYS)), 0o700);
}

#[test]
fn a_file_that_others_can_change_is_refused_with_the_command_that_mends_it() {
    let (_home, file) = Home::new("exposed");
    add(&file, "prod");
    fs::set_permissions(file.path(), Permissions::from_mode(0o620)).unwrap();
    let error = file.read().unwrap_err().to_string();
    assert!(error.contains(&format!("chmod go-w {}", file.path().display())), "{error}");
    fs::set_permissions(file.path(), Permissions::from_mode(0o600)).unwrap();
    fs::set_permissions(&file.folder, Permissions::from_mode(0o770)).unwrap();
    assert!(matches!(file.edit(|_| Ok(())), Err(ContextError::Exposed { mode: 0o770, .. })));
}

#[test]
fn an_unknown_context_is_refused_with_the_known_ones() {
    let (_home, file) = Home::new("unknown");
    let nothing = file.read().unwrap();
    assert!(nothing.current().unwrap_err().to_string().contains("keyplane login"));
    add(&file, "prod");
    let error = file.read().unwrap().get("prot").unwrap_err().to_string();
    assert_eq!(error, "no context is called \"prot\"; the contexts are prod");
}

#[test]
fn a_name_is_never_a_path() {
    for name in ["prod", "eu-1.prod_2", &"a".repeat(64)] {
        check_name(name).unwrap();
    }
    for name in ["", ".", "..", "../x", "a/b", "-a", ".a", "a b", "ä", &"a".repeat(65)] {
        assert!(matches!(check_name(name), Err(ContextError::Name(_))), "{name:?}");
    }
}

#[test]
fn an_error_in_the_file_names_the_key_and_no_value() {
    let (_home, file) = Home::new("malformed");
    add(&file, "prod");
    fs::write(file.path(), "[contexts.prod]\nurl = \"u\"\nkey_file = \"k\"\nkey = \"hunter2\"\n")
        .unwrap();
    let error = file.read().unwrap_err().to_string();
    assert!(error.contains("unknown key") && !error.contains("hunter2"), "{error}");
}
