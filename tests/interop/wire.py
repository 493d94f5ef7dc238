"""HTTP/1.1 byte for byte: a client that sends what it is told, and a server that writes down what
it gets."""

import socket
import ssl
import threading
from dataclasses import dataclass, field

PATIENCE = 30


@dataclass
class Message:
    """A request or an answer: its first line, its headers as they stood there, its body."""

    start: str
    headers: list[tuple[str, str]]
    body: bytes = b""

    @property
    def status(self) -> int:
        return int(self.start.split(" ")[1])

    @property
    def method(self) -> str:
        return self.start.split(" ")[0]

    @property
    def target(self) -> str:
        return self.start.split(" ")[1]

    def values(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def value(self, name: str) -> str | None:
        return next(iter(self.values(name)), None)


class Connection:
    """One connection, on which messages come one after the other."""

    def __init__(self, peer: socket.socket):
        self.peer = peer
        self.peer.settimeout(PATIENCE)
        self.buffer = b""

    @classmethod
    def open(cls, port: int) -> "Connection":
        return cls(socket.create_connection(("127.0.0.1", port), PATIENCE))

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *_):
        self.peer.close()

    def send(
        self,
        target: str,
        headers: list[tuple[str, str]] = (),
        method: str = "GET",
        body: bytes = b"",
        first: list[tuple[str, str]] = (),
    ) -> Message:
        """Sends a request, `first` before Host, and reads the answer."""
        lines = [f"{method} {target} HTTP/1.1"]
        lines += [f"{key}: {value}" for key, value in first]
        lines += ["Host: api.example.com"]
        lines += [f"{key}: {value}" for key, value in headers]
        lines += [f"Content-Length: {len(body)}"] if body else []
        self.peer.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        return self.read(method == "HEAD")

    def read(self, headless: bool = False) -> Message | None:
        """The next message; None where the other side has ended."""
        while b"\r\n\r\n" not in self.buffer:
            if not self.fill():
                return None
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        start, *lines = head.decode("latin-1").split("\r\n")
        pairs = (line.split(":", 1) for line in lines)
        message = Message(start, [(key, value.strip()) for key, value in pairs])
        message.body = b"" if headless or " 101 " in start else self.body(message)
        return message

    def body(self, message: Message) -> bytes:
        if (message.value("Transfer-Encoding") or "").lower() == "chunked":
            return self.chunks()
        return self.exactly(int(message.value("Content-Length") or 0))

    def chunks(self) -> bytes:
        body = b""
        while size := int(self.line().split(b";")[0], 16):
            body += self.exactly(size)
            self.line()
        self.line()
        return body

    def line(self) -> bytes:
        while b"\r\n" not in self.buffer:
            assert self.fill(), "ended within a line"
        line, self.buffer = self.buffer.split(b"\r\n", 1)
        return line

    def exactly(self, size: int) -> bytes:
        while len(self.buffer) < size:
            assert self.fill(), "ended within a body"
        taken, self.buffer = self.buffer[:size], self.buffer[size:]
        return taken

    def fill(self) -> bool:
        try:
            more = self.peer.recv(65536)
        except ConnectionError:
            more = b""
        self.buffer += more
        return bool(more)


@dataclass
class Recorder:
    """A server that answers every request with the same, and remembers them all. Asked to upgrade,
    it does, and sends back each byte."""

    answer: bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    context: ssl.SSLContext | None = None
    seen: list[Message] = field(default_factory=list)
    connections: int = 0

    def __post_init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def accept(self):
        while True:
            try:
                peer, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.serve, args=(peer,), daemon=True).start()

    def serve(self, peer: socket.socket):
        try:
            if self.context:
                peer = self.context.wrap_socket(peer, server_side=True)
        except OSError:
            return peer.close()
        with Connection(peer) as connection:
            try:
                while request := connection.read():
                    self.seen.append(request)
                    if request.value("Upgrade") == "websocket" and b" 200 " in self.answer:
                        return self.upgrade(connection)
                    connection.peer.sendall(self.answer)
            except OSError:
                return

    @staticmethod
    def upgrade(connection: Connection):
        """The bytes are not looked at: a gateway does not either, once the upgrade is done."""
        connection.peer.sendall(
            b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"
        )
        while connection.buffer or connection.fill():
            connection.peer.sendall(connection.buffer)
            connection.buffer = b""

    def stop(self):
        self.listener.close()
