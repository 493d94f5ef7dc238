"""Three nodes of PostgreSQL with Patroni, etcd and HAProxy, on loopback."""

import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "outage"))
from database import programs  # noqa: E402
from net import free_port  # noqa: E402

NODES = ["one", "two", "three"]
#: A primary (by either name), a synchronous standby, another standby.
GOOD = (["master", "replica", "sync_standby"], ["primary", "replica", "sync_standby"])

PATRONI = """
scope: keyplane
name: {name}
restapi: {{listen: "127.0.0.1:{rest}", connect_address: "127.0.0.1:{rest}"}}
etcd3: {{host: "127.0.0.1:{etcd}"}}
bootstrap:
  dcs:
    ttl: 20
    loop_wait: 1
    retry_timeout: 5
    synchronous_mode: true
    postgresql:
      use_pg_rewind: true
      parameters: {{max_connections: 100, wal_keep_size: 128MB, fsync: "off"}}
  initdb: [{{encoding: UTF8}}, {{locale: C}}, data-checksums]
  pg_hba:
    - host all all 127.0.0.1/32 trust
    - host replication all 127.0.0.1/32 trust
postgresql:
  listen: "127.0.0.1:{port}"
  connect_address: "127.0.0.1:{port}"
  data_dir: "{folder}/{name}/data"
  bin_dir: "{bin}"
  pgpass: "{folder}/{name}/pgpass"
  authentication:
    superuser: {{username: keyplane, password: none}}
    replication: {{username: replicator, password: none}}
    rewind: {{username: rewinder, password: none}}
  parameters: {{unix_socket_directories: "{folder}/{name}"}}
"""

HAPROXY = """
global
    maxconn 500
defaults
    mode tcp
    timeout connect 2s
    timeout client 1h
    timeout server 1h
listen primary
    bind 127.0.0.1:{port}
    option httpchk OPTIONS /primary
    http-check expect status 200
    default-server inter 500ms fall 1 rise 1 on-marked-down shutdown-sessions
"""


class Cluster:
    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="keyplane-failover-"))
        self.user = {}
        if os.geteuid() == 0:
            entry = pwd.getpwnam("postgres")
            os.chown(self.folder, entry.pw_uid, entry.pw_gid)
            self.user = {"user": entry.pw_uid, "group": entry.pw_gid}
        self.etcd_port, self.port = free_port(), free_port()
        self.nodes = {name: (free_port(), free_port()) for name in NODES}
        self.processes = {}
        self.start_etcd()
        for name in NODES:
            self.start_node(name)
            if name == NODES[0]:
                self.wait_for_primary()
        self.wait_for_standbys()
        self.start_haproxy()

    def spawn(self, name: str, *command):
        log = (self.folder / f"{name}.log").open("ab")
        self.processes[name] = subprocess.Popen(
            command, cwd=self.folder, stdout=log, stderr=log, start_new_session=True, **self.user
        )

    def start_etcd(self):
        client, peer = (f"http://127.0.0.1:{port}" for port in (self.etcd_port, free_port()))
        self.spawn(
            "etcd",
            "/usr/bin/etcd",
            "--data-dir",
            self.folder / "etcd",
            "--listen-client-urls",
            client,
            "--advertise-client-urls",
            client,
            "--listen-peer-urls",
            peer,
            "--initial-advertise-peer-urls",
            peer,
            "--initial-cluster",
            f"default={peer}",
        )

    def start_node(self, name: str):
        port, rest = self.nodes[name]
        file = self.folder / f"{name}.yml"
        if not file.exists():
            subprocess.run(["mkdir", self.folder / name], check=True, **self.user)
            file.write_text(
                PATRONI.format(
                    name=name,
                    rest=rest,
                    port=port,
                    etcd=self.etcd_port,
                    folder=self.folder,
                    bin=programs(),
                )
            )
        self.spawn(name, "/usr/bin/patroni", file)

    def start_haproxy(self):
        text = HAPROXY.format(port=self.port)
        for name, (port, rest) in self.nodes.items():
            text += f"    server {name} 127.0.0.1:{port} check port {rest}\n"
        (self.folder / "haproxy.cfg").write_text(text)
        self.spawn("haproxy", "/usr/sbin/haproxy", "-f", self.folder / "haproxy.cfg")
        # Until its first check has found the standbys, it sends connections to them too.
        address = f"host=127.0.0.1 port={self.port} user=keyplane dbname=postgres"
        ask = [programs() / "psql", "-tAc", "SELECT pg_is_in_recovery()", address]
        in_a_row = 0
        while in_a_row < 6:
            answer = subprocess.run(ask, check=False, capture_output=True, text=True).stdout
            in_a_row = in_a_row + 1 if answer.strip() == "f" else 0
            time.sleep(0.1)

    def role(self, name: str) -> str:
        """`master`, `sync_standby`, `replica`, or empty where Patroni does not answer."""
        try:
            url = f"http://127.0.0.1:{self.nodes[name][1]}/patroni"
            with urllib.request.urlopen(url, timeout=1) as answer:
                status = json.load(answer)
        except urllib.error.HTTPError as error:
            status = json.load(error)
        except (OSError, ValueError):
            return ""
        if status.get("state") != "running":
            return ""
        return "sync_standby" if status.get("sync_standby") else status.get("role", "")

    def primary(self) -> str | None:
        return next((name for name in NODES if self.role(name) in ("master", "primary")), None)

    def wait_for_primary(self, other_than: str | None = None) -> str:
        while (found := self.primary()) is None or found == other_than:
            time.sleep(0.05)
        return found

    def wait_for_standbys(self):
        """Until there is a primary, a synchronous standby and another standby."""
        end = time.monotonic() + 120
        while sorted(map(self.role, NODES)) not in GOOD:
            assert time.monotonic() < end, {name: self.role(name) for name in NODES}
            time.sleep(0.2)

    def kill(self, name: str):
        """As a power cut of the node: Patroni and PostgreSQL, at once."""
        patroni = self.processes[name]
        children = Path(f"/proc/{patroni.pid}/task/{patroni.pid}/children").read_text().split()
        patroni.kill()
        patroni.wait()
        file = self.folder / name / "data" / "postmaster.pid"
        postmaster = int(file.read_text().split()[0])
        for process in {postmaster, *map(int, children)}:
            # PostgreSQL's own processes end when their parent has.
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue

    def hand_over(self, to: str):
        """A planned fail-over."""
        body = json.dumps({"leader": self.primary(), "candidate": to}).encode()
        url = f"http://127.0.0.1:{self.nodes[self.primary()][1]}/switchover"
        with urllib.request.urlopen(urllib.request.Request(url, body), timeout=60) as answer:
            answer.read()

    def remove(self):
        for process in reversed(list(self.processes.values())):
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)
