//! Where a new private key or secret goes: a file of its own, or stdout if that is asked for.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::PathBuf,
};

use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;

use super::fault::Fault;
use crate::{cli::OutArgs, failure::Failure};

/// A place for a secret. It is made before the secret is, so that no secret is lost to a file that
/// cannot be written. A file without a secret is removed on drop.
#[derive(Debug)]
pub(super) enum SecretSink {
    Stdout,
    New { path: PathBuf, file: File, written: bool },
}

impl SecretSink {
    /// The place that `--out` names; an error without one. `what` is the secret.
    pub(super) fn open(out: &OutArgs, what: &str) -> Result<Self, Failure> {
        let Some(path) = &out.out else {
            return Err(Fault::Usage(format!(
                "{what} is shown only once: give --out FILE, a new file, or --out - for stdout"
            ))
            .into());
        };
        if path.as_os_str() == "-" {
            return Ok(Self::Stdout);
        }
        let opened = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
        let file = opened.map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => Failure::OutExists(path.clone()),
            _ => Failure::Out { path: path.clone(), error },
        })?;
        Ok(Self::New { path: path.clone(), file, written: false })
    }

    /// What is printed beside the secret: nothing beside one on stdout, which a script reads.
    pub(super) fn beside<T>(&self, shown: T) -> Option<T> {
        match self {
            Self::Stdout => None,
            Self::New { .. } => Some(shown),
        }
    }

    /// Takes the secret out of a payload and writes it. In the payload, null stands in its place,
    /// and the path of the file beside it, in a member that ends with `File`. `parent` and `member`
    /// say where the secret is.
    pub(super) fn keep(
        &mut self,
        payload: &mut Value,
        (parent, member): (&'static str, &'static str),
        is_json: bool,
    ) -> Result<(), Failure> {
        let object = payload.pointer_mut(parent).and_then(Value::as_object_mut);
        let object = object.ok_or(Fault::Answer(member))?;
        let Some(Value::String(secret)) = object.get_mut(member).map(Value::take) else {
            return Err(Fault::Answer(member).into());
        };
        let secret = SecretString::from(secret);

        match self {
            // Programs get it in its place.
            Self::Stdout if is_json => {
                object.insert(member.to_owned(), secret.expose_secret().into());
                Ok(())
            }
            Self::Stdout => crate::print(&ended(&secret)),
            Self::New { path, file, written } => {
                write(file, &secret).map_err(|error| Failure::Out { path: path.clone(), error })?;
                *written = true;
                object.insert(format!("{member}File"), path.display().to_string().into());
                eprintln!("keyplane: wrote {}, which only you can read", path.display());
                Ok(())
            }
        }
    }
}

impl Drop for SecretSink {
    fn drop(&mut self) {
        if let Self::New { path, written: false, .. } = self {
            // The command reports its own error; the file is empty.
            let _ = fs::remove_file(path);
        }
    }
}

fn write(file: &mut File, secret: &SecretString) -> io::Result<()> {
    file.write_all(ended(secret).as_bytes())?;
    file.sync_all()
}

/// The secret with a line break at its end.
fn ended(secret: &SecretString) -> zeroize::Zeroizing<String> {
    let text = secret.expose_secret();
    let end = if text.ends_with('\n') { "" } else { "\n" };
    zeroize::Zeroizing::new(format!("{text}{end}"))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use serde_json::json;

    use super::*;

    fn out(name: &str) -> (PathBuf, OutArgs) {
        let name = format!("keyplane-secret-{}-{name}", std::process::id());
        let path = std::env::temp_dir().join(name);
        (path.clone(), OutArgs { out: Some(path) })
    }

    #[test]
    fn a_secret_goes_to_a_new_file_of_its_user_and_out_of_the_payload() {
        let (path, out) = out("kept");
        let mut payload = json!({"privateKey": {"filename": "a", "content": "hunter2"}});
        let mut place = SecretSink::open(&out, "a key").unwrap();
        place.keep(&mut payload, ("/privateKey", "content"), true).unwrap();
        drop(place);

        assert_eq!(fs::read_to_string(&path).unwrap(), "hunter2\n");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(!payload.to_string().contains("hunter2"), "{payload}");
        assert_eq!(payload["privateKey"]["contentFile"], path.display().to_string());
        assert!(SecretSink::open(&out, "a key").is_err(), "an existing file stays");
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn a_file_without_a_secret_is_removed() {
        let (path, out) = out("empty");
        let mut place = SecretSink::open(&out, "a key").unwrap();
        assert!(place.keep(&mut json!({}), ("/privateKey", "content"), false).is_err());
        drop(place);
        assert!(!path.exists());
    }

    #[test]
    fn without_a_place_the_error_says_how_to_give_one() {
        let error = SecretSink::open(&OutArgs { out: None }, "the key").unwrap_err();
        assert!(error.line().contains("--out"), "{}", error.line());
    }
}
