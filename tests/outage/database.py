"""A throwaway PostgreSQL that a measurement may stop or freeze, and a proxy that cuts it off."""

import glob
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from net import free_port

SETTINGS = [
    "fsync=off",
    "max_connections=100",
    "listen_addresses=127.0.0.1",
    "log_destination=stderr",
]


def programs() -> Path:
    """The folder of PostgreSQL's programs."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    return Path(sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1])


class Postgres:
    """A cluster of its own, with a database `keyplane`."""

    def __init__(self):
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="keyplane-outage-"))
        self.data = self.folder / "data"
        self.user = {}
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root.
            entry = pwd.getpwnam("postgres")
            os.chown(self.folder, entry.pw_uid, entry.pw_gid)
            self.user = {"user": entry.pw_uid, "group": entry.pw_gid}
        self.call("initdb", "-D", self.data, "-U", "keyplane", "--auth=trust", "--no-sync")
        self.start()
        self.call("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "keyplane", "keyplane")

    def call(self, program: str, *arguments):
        command = [programs() / program, *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd="/", **self.user)

    def start(self):
        settings = [word for setting in SETTINGS for word in ("-c", setting)]
        command = [programs() / "postgres", "-D", self.data, "-p", str(self.port), *settings]
        command += ["-c", f"unix_socket_directories={self.folder}"]
        log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen(
            command, cwd="/", stderr=log, stdout=log, start_new_session=True, **self.user
        )
        ready = [programs() / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        while subprocess.run(ready, check=False).returncode != 0:
            time.sleep(0.02)

    def stop(self):
        """As a power cut: at once, with a recovery at the next start."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait()

    def signal_all(self, number: signal.Signals):
        """Signals the server and each of its processes, a session of their own each."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        for process in [self.process.pid, *map(int, children.split())]:
            os.kill(process, number)

    def remove(self):
        if self.process.poll() is None:
            self.signal_all(signal.SIGCONT)
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Proxy:
    """A TCP proxy in a process of its own. Cut off, it loses what it reads."""

    def __init__(self, target: int):
        self.port = free_port()
        script = Path(__file__).with_name("proxy.py")
        command = [sys.executable, script, str(self.port), str(target)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert self.process.stdout.readline() == b"ready\n"

    def cut_off(self):
        self.process.send_signal(signal.SIGUSR1)

    def mend(self):
        self.process.send_signal(signal.SIGUSR2)

    def remove(self):
        self.process.kill()
        self.process.wait()
