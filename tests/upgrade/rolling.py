"""Replaces two replicas of one release by those of another under mixed traffic, one after the
other, and says what clients saw. By hand:

    tests/interop/.venv/bin/python tests/upgrade/rolling.py OLD NEW POSTGRES_URL

OLD and NEW are programs, POSTGRES_URL names an empty database. HAProxy stands in front of the
replicas, and asks each for its readiness. Ends with 1 after an answer other than 200.
"""

import collections
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / name) for name in ("outage", "interop")]

from keyplane import free_port  # noqa: E402
from net import Client  # noqa: E402
from tenant import Tenant  # noqa: E402

#: HAProxy itself asks for it.
LEFT_OUT = {"readyz"}
#: Seconds of traffic before each replacement, and after the last.
PAUSE = 6
PROXY = """
global
    maxconn 500
defaults
    mode http
    timeout connect 1s
    timeout client 20s
    timeout server 20s
    retries 3
    option redispatch
frontend clients
    bind 127.0.0.1:{port}
    default_backend replicas
backend replicas
    http-reuse never
    option httpchk GET /readyz
    default-server check inter 200ms fall 1 rise 1
    server one 127.0.0.1:{one}
    server two 127.0.0.1:{two}
"""


class Replica:
    def __init__(self, program: str, port: int, data: Path, database: str, public_url: str):
        environment = os.environ | {"KEYPLANE_DATABASE_URL": database}
        command = [program, "--listen", f"127.0.0.1:{port}", "--data-dir", str(data)]
        log = (data / f"log-{port}").open("a")
        self.process = subprocess.Popen(
            [*command, "--public-url", public_url], env=environment, stderr=log
        )
        self.port = port

    def wait(self):
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("a replica is not ready")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)


def main(old: str, new: str, database: str):
    with tempfile.TemporaryDirectory() as folder:
        data, (port, one, two) = Path(folder), (free_port() for _ in range(3))
        url = f"http://127.0.0.1:{port}"
        start = lambda program, at: Replica(program, at, data, database, url)  # noqa: E731
        replicas = [start(old, one)]
        replicas[0].wait()
        replicas.append(start(old, two))
        replicas[1].wait()
        settings = data / "haproxy.cfg"
        settings.write_text(PROXY.format(port=port, one=one, two=two))
        proxy = subprocess.Popen(["haproxy", "-f", str(settings), "-db", "-q"])
        time.sleep(1)
        try:
            sys.exit(roll(replicas, lambda at: start(new, at), data, port))
        finally:
            proxy.terminate()
            for replica in replicas:
                replica.process.kill()


def roll(replicas: list, start, data: Path, port: int) -> int:
    tenant = Tenant(json.loads((data / "admin-key.json").read_text()), port)
    seen, stopped = collections.Counter(), threading.Event()

    def ask(name, make):
        client = Client(port)
        while not stopped.is_set():
            method, path, body, headers = make()
            try:
                status = client.send(method, path, body, headers | {"Connection": "close"})[0]
            except OSError as error:
                status = type(error).__name__
            seen[name, status] += 1
            time.sleep(0.02)

    kinds = {name: make for name, make in tenant.kinds().items() if name not in LEFT_OUT}
    threads = [threading.Thread(target=ask, args=kind) for kind in kinds.items()]
    for thread in threads:
        thread.start()
    for at, replica in enumerate(replicas):
        time.sleep(PAUSE)
        replica.stop()
        print(f"replica {at + 1} of the old release has ended", flush=True)
        replicas[at] = start(replica.port)
        replicas[at].wait()
        print(f"replica {at + 1} of the new release is ready", flush=True)
    time.sleep(PAUSE)
    stopped.set()
    for thread in threads:
        thread.join()

    wrong = 0
    for (name, status), count in sorted(seen.items(), key=str):
        print(f"{name:24} {status!s:8} {count:6}")
        wrong += 0 if status == 200 else count
    print(f"{sum(seen.values())} requests, {wrong} not answered with 200")
    return 1 if wrong else 0


if __name__ == "__main__":
    main(*sys.argv[1:4])
