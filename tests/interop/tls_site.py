"""A server whose certificate lies in files, and what its clients need."""

import os
import signal
import socket
import ssl
import subprocess
import time
from pathlib import Path

from certificates import Authority
from keyplane import BINARY, Server

NAMES = ["keys.example", "localhost", "127.0.0.1"]


class Site:
    """A server whose certificate lies in files, as Kubernetes and certbot place them."""

    def __init__(self, folder: Path, authority: Authority):
        self.folder, self.authority = folder, authority
        self.live = folder / "live"
        self.made = 0
        self.place(*authority.issue(NAMES))
        data = folder / "data"
        data.mkdir()
        arguments = ["--tls-cert", self.live / "tls.crt", "--tls-key", self.live / "tls.key"]
        self.server = Server(data, BINARY, *map(str, arguments), scheme="https")
        self.port = int(self.server.url.rsplit(":", 1)[1])
        self.trust = ssl.create_default_context(cafile=authority.file)

    def place(self, chain: bytes, key: bytes):
        """Puts a pair in a folder of its own, and exchanges the link to it at once."""
        self.made += 1
        folder = self.folder / f"pair-{self.made}"
        folder.mkdir()
        (folder / "tls.crt").write_bytes(chain)
        (folder / "tls.key").write_bytes(key)
        (folder / "tls.key").chmod(0o600)
        link = self.folder / "next"
        link.symlink_to(folder)
        os.replace(link, self.live)

    def connect(self, context: ssl.SSLContext | None = None, name="keys.example") -> ssl.SSLSocket:
        stream = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        return (context or self.trust).wrap_socket(stream, server_hostname=name)

    def served(self) -> str:
        """The serial number of the certificate that a new connection gets."""
        with self.connect() as stream:
            return stream.getpeercert()["serialNumber"]

    def healthy(self) -> bool:
        """Whether a new connection gets an answer."""
        with self.connect() as stream:
            return get(stream).startswith(b"HTTP/1.1 200 ")

    def reload(self):
        self.server.process.send_signal(signal.SIGHUP)

    def log(self) -> str:
        return (self.server.data / "log").read_text()


def until(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def get(stream: ssl.SSLSocket, path="/healthz") -> bytes:
    stream.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
    answer = b""
    while part := stream.recv(65536):
        answer += part
    return answer


def keyplane(*arguments, **environment) -> subprocess.CompletedProcess:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("KEYPLANE_", "SSL_CERT"))}
    command = [BINARY, *map(str, arguments)]
    return subprocess.run(
        command, env=clean | environment, capture_output=True, text=True, timeout=60
    )
