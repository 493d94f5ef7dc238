//! What systemd is told of the server (`sd_notify(3)`), where it has started it with `Type=notify`.

use std::{env, ffi::OsStr, io};

/// Variable with the socket of the service manager.
const SOCKET: &str = "NOTIFY_SOCKET";

/// What a service manager waits for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Milestone {
    /// Clients are answered.
    Ready,
    /// A signal ends the server; requests in flight finish.
    Stopping,
}

impl Milestone {
    fn message(self) -> &'static [u8] {
        match self {
            Self::Ready => b"READY=1",
            Self::Stopping => b"STOPPING=1",
        }
    }
}

/// Tells the service manager. Does nothing where none has left its socket in the environment; one
/// that cannot be told is a warning, since the server works all the same.
pub(crate) fn tell(milestone: Milestone) {
    let Some(socket) = env::var_os(SOCKET).filter(|name| !name.is_empty()) else { return };
    if let Err(error) = send(&socket, milestone.message()) {
        tracing::warn!(%error, "the service manager cannot be told that the server has started or stops");
    }
}

/// Sends a message to a socket in the file system, or to an abstract one, whose name begins with `@`.
#[cfg(target_os = "linux")]
fn send(socket: &OsStr, message: &[u8]) -> io::Result<()> {
    use std::os::{
        linux::net::SocketAddrExt as _,
        unix::{
            ffi::OsStrExt as _,
            net::{SocketAddr, UnixDatagram},
        },
    };

    let address = match socket.as_bytes() {
        [b'@', name @ ..] => SocketAddr::from_abstract_name(name)?,
        _ => SocketAddr::from_pathname(socket)?,
    };
    UnixDatagram::unbound()?.send_to_addr(message, &address).map(drop)
}

/// systemd is Linux's.
#[cfg(not(target_os = "linux"))]
fn send(_socket: &OsStr, _message: &[u8]) -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::os::{
        linux::net::SocketAddrExt as _,
        unix::net::{SocketAddr, UnixDatagram},
    };

    use super::*;

    #[test]
    fn a_socket_in_the_file_system_and_an_abstract_one_get_the_message() {
        let name = format!("keyplane-notify-{}", std::process::id());
        let path = env::temp_dir().join(&name);
        let abstract_address = SocketAddr::from_abstract_name(&name).unwrap();
        let cases = [
            (path.clone().into_os_string(), UnixDatagram::bind(&path).unwrap()),
            (format!("@{name}").into(), UnixDatagram::bind_addr(&abstract_address).unwrap()),
        ];
        for (socket, manager) in cases {
            send(&socket, Milestone::Ready.message()).unwrap();
            let mut message = [0; 16];
            let length = manager.recv(&mut message).unwrap();
            assert_eq!(&message[..length], b"READY=1");
        }
        std::fs::remove_file(path).unwrap();
    }
}
