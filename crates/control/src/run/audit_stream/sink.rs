//! The places that take a delivery.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;
use secrecy::{ExposeSecret as _, SecretString};

use super::target::{AuditStreamOptions, AuditStreamTarget};
use crate::outside::{AllowedAddress, Outside, OutsideFault, OutsideRequest, TraceParent};

/// The longest bearer token, in bytes.
const MAX_TOKEN: u64 = 16 * 1024;

/// A place that takes deliveries.
#[derive(Debug)]
pub(crate) enum AuditSink {
    File(Arc<FileSink>),
    Http(Box<HttpSink>),
}

/// Why a delivery was not taken. No text holds bytes of an answer or of the URL.
#[derive(Debug, thiserror::Error)]
pub(super) enum SinkFault {
    #[error("{0}")]
    File(io::Error),
    #[error("the token file cannot be used: {0}")]
    Token(io::Error),
    #[error("{0}")]
    Outside(#[from] OutsideFault),
    #[error("the endpoint answered with status {0}")]
    Status(u16),
}

#[derive(Debug)]
pub(crate) struct FileSink {
    path: PathBuf,
    /// The header that this process wrote last.
    header: Mutex<String>,
}

#[derive(Debug)]
pub(crate) struct HttpSink {
    url: String,
    token_file: Option<PathBuf>,
    outside: Outside,
}

impl AuditSink {
    pub(crate) fn new(
        options: AuditStreamOptions,
        mut allowed: Vec<AllowedAddress>,
        version: &str,
        trace_parent: Option<TraceParent>,
    ) -> Self {
        allowed.extend(options.target.own_address());
        match options.target {
            AuditStreamTarget::File(path) => {
                Self::File(Arc::new(FileSink { path, header: Mutex::default() }))
            }
            AuditStreamTarget::Http(url) => Self::Http(Box::new(HttpSink {
                url: url.to_string(),
                token_file: options.token_file,
                outside: Outside::new(allowed, version, trace_parent),
            })),
        }
    }

    /// Delivers lines. Once it has returned, they are on the disk, or the endpoint has confirmed
    /// them. `header`: the line that says what the lines are.
    pub(super) async fn deliver(&self, header: String, lines: String) -> Result<(), SinkFault> {
        match self {
            Self::File(file) => {
                let file = Arc::clone(file);
                run_blocking(move || file.append(&header, &lines)).await.map_err(SinkFault::File)
            }
            Self::Http(http) => http.post(header + &lines).await,
        }
    }
}

async fn run_blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}

impl FileSink {
    /// Appends lines to the file and syncs it. The file is opened each time, so that one that was
    /// moved away by a log rotation is followed by a new one.
    fn append(&self, header: &str, lines: &str) -> io::Result<()> {
        let mut options = OpenOptions::new();
        let mut file = options.read(true).append(true).create(true).mode(0o600).open(&self.path)?;
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            return Err(io::Error::other("expected a regular file"));
        }

        let mut last = self.header.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = metadata.len() == 0;
        let mut text = String::with_capacity(header.len() + lines.len() + 1);
        if !is_new && !ends_with_newline(&mut file)? {
            // A write that a crash cut off. Its lines are delivered again.
            text.push('\n');
        }
        if is_new || *last != header {
            text.push_str(header);
        }
        text.push_str(lines);

        file.write_all(text.as_bytes())?;
        file.sync_data()?;
        if is_new {
            sync_folder(&self.path)?;
        }
        header.clone_into(&mut last);
        Ok(())
    }
}

fn ends_with_newline(file: &mut File) -> io::Result<bool> {
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

impl HttpSink {
    async fn post(&self, body: String) -> Result<(), SinkFault> {
        let mut headers = vec![("content-type", "application/x-ndjson".to_owned())];
        if let Some(path) = self.token_file.clone() {
            let token = run_blocking(move || read_token(&path)).await.map_err(SinkFault::Token)?;
            headers.push(("authorization", format!("Bearer {}", token.expose_secret())));
        }

        let post = OutsideRequest::post(&self.url, Bytes::from(body));
        let request = OutsideRequest { headers: &headers, ..post };
        let answer = self.outside.send(request).await?;
        match answer.status {
            200..=299 => Ok(()),
            status => Err(SinkFault::Status(status)),
        }
    }
}

/// The token in a file, without white space around it.
fn read_token(path: &Path) -> io::Result<SecretString> {
    if fs::metadata(path)?.len() > MAX_TOKEN {
        return Err(io::Error::other("it is longer than 16 KiB"));
    }
    let text = SecretString::from(fs::read_to_string(path)?);
    let token = text.expose_secret().trim();
    if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(io::Error::other("expected one token of visible ASCII characters"));
    }
    Ok(token.into())
}
