"""Ports, and an HTTP client that measures."""

import http.client
import socket
import time


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Client:
    """One connection to one replica, as a load balancer keeps it."""

    def __init__(self, port: int):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def send(self, method: str, path: str, body=None, headers=None) -> tuple[int, bytes, float]:
        """Status, body, and seconds until the whole answer was read."""
        begin = time.perf_counter()
        try:
            self.connection.request(method, path, body, headers or {})
            answer = self.connection.getresponse()
            status, text = answer.status, answer.read()
        except (http.client.HTTPException, OSError):
            self.connection.close()
            status, text = 0, b""
        return status, text, time.perf_counter() - begin
