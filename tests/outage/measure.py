"""Measures outages of PostgreSQL. See `run`."""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from database import Postgres, Proxy
from net import Client, free_port
from tenant import Tenant

ROOT = Path(__file__).resolve().parents[2]
#: The bars, in seconds.
SLOWEST, WELL_AGAIN = 0.25, 2.0
#: How long requests run before the outage and after it.
BEFORE, AFTER = 2.0, 6.0
PAUSE = 0.1
DOCUMENTS = ("JWKS", "discovery")


class Replica:
    """A process of the server."""

    def __init__(self, binary: Path, url: str, folder: Path, public_url: str, settings: list[str]):
        self.port = free_port()
        self.data = folder / str(self.port)
        self.data.mkdir()
        environment = {k: v for k, v in os.environ.items() if not k.startswith("KEYPLANE_")}
        environment |= {
            "KEYPLANE_DATABASE_URL": url,
            "KEYPLANE_DATA_DIR": str(self.data),
            "KEYPLANE_MASTER_KEY_FILE": str(folder / "master-key.json"),
            "KEYPLANE_LISTEN": f"127.0.0.1:{self.port}",
            "KEYPLANE_PUBLIC_URL": public_url,
        } | dict(setting.split("=", 1) for setting in settings)
        self.log = self.data / "log"
        self.process = subprocess.Popen([binary], env=environment, stderr=self.log.open("w"))
        while Client(self.port).send("GET", "/readyz")[0] != 200:
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.05)

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Load:
    """Each kind of request on each replica, one after the other, until it is ended."""

    def __init__(self, tenant: Tenant, ports: list[int]):
        self.ended, self.answers = threading.Event(), []
        kinds = tenant.kinds().items()
        self.threads = [
            threading.Thread(target=self.ask, args=[kind, make, port], daemon=True)
            for kind, make in kinds
            for port in ports
        ]
        for thread in self.threads:
            thread.start()

    def ask(self, kind: str, make, port: int):
        client = Client(port)
        while not self.ended.is_set():
            method, path, body, headers = make()
            at = time.monotonic()
            status, _, took = client.send(method, path, body, headers)
            self.answers.append((kind, port, at, took, status))
            time.sleep(PAUSE)

    def end(self) -> list:
        self.ended.set()
        for thread in self.threads:
            thread.join()
        return self.answers


def measure(name: str, seconds: float, binary: Path, settings: list[str]) -> bool:
    postgres, folder = Postgres(), Path(tempfile.mkdtemp(prefix="keyplane-outage-"))
    proxy = Proxy(postgres.port)
    outages = {
        "stopped": (postgres.stop, postgres.start),
        "frozen": (
            lambda: postgres.signal_all(signal.SIGSTOP),
            lambda: postgres.signal_all(signal.SIGCONT),
        ),
        "blackholed": (proxy.cut_off, proxy.mend),
    }
    begin, end = outages[name]
    port = proxy.port if name == "blackholed" else postgres.port
    url = f"postgres://keyplane@127.0.0.1:{port}/keyplane?sslmode=disable"
    public_url = f"http://127.0.0.1:{free_port()}"
    replicas = []
    try:
        for _ in range(2):
            replicas.append(Replica(binary, url, folder, public_url, settings))
        key_file = json.loads((replicas[0].data / "admin-key.json").read_text())
        tenant = Tenant(key_file, replicas[0].port)
        load = Load(tenant, [replica.port for replica in replicas])
        time.sleep(BEFORE)
        begin()
        away = time.monotonic()
        time.sleep(seconds)
        end()
        back = time.monotonic()
        time.sleep(AFTER)
        return report(name, load.end(), away, back, seconds)
    finally:
        for replica in replicas:
            replica.stop()
        if os.environ.get("KEEP"):
            print(folder)
        else:
            shutil.rmtree(folder)
        proxy.remove()
        postgres.remove()


def report(name: str, answers: list, away: float, back: float, seconds: float) -> bool:
    """Prints a table; whether every bar is kept."""
    print(f"\n{name} for {seconds:.0f} s, two replicas")
    print(
        f"{'kind':20}{'answers':>9}{'200':>8}{'503':>8}{'other':>7}{'slowest':>10}{'before':>9}{'well':>8}"
    )
    good = True
    for kind in dict.fromkeys(answer[0] for answer in answers):
        of_kind = [answer for answer in answers if answer[0] == kind]
        quiet = max(took for _, _, at, took, _ in of_kind if at + took < away)
        # Also those that were under way when it began or ended.
        during = [one for one in of_kind if one[2] + one[3] >= away and one[2] < back]
        statuses = [status for *_, status in during]
        slowest = max(took for *_, took, _ in during)
        ok, gone = statuses.count(200), statuses.count(503)
        failed = [at + took for _, _, at, took, status in of_kind if status != 200 and at >= away]
        well = max(0.0, max(failed, default=back) - back)
        documents_failed = len(statuses) - ok if kind in DOCUMENTS else 0
        late = (
            slowest > SLOWEST or well > WELL_AGAIN or documents_failed or ok + gone < len(statuses)
        )
        # A kind in brackets shows the noise of the machine.
        late = late and not kind.startswith("(")
        good &= not late
        print(
            f"{kind:20}{len(statuses):9}{ok:8}{gone:8}{len(statuses) - ok - gone:7}"
            f"{slowest * 1000:7.0f} ms{quiet * 1000:6.0f} ms{well:6.2f} s"
            + ("  <--" if late else "")
        )
    sys.stdout.flush()
    return good


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--binary", type=Path, default=ROOT / "target/debug/keyplane")
    parser.add_argument("--only", choices=["stopped", "frozen", "blackholed"])
    parser.add_argument("--set", action="append", default=[], metavar="KEYPLANE_NAME=VALUE")
    given = parser.parse_args()
    sys.setswitchinterval(0.0005)
    names = [given.only] if given.only else ["stopped", "frozen", "blackholed"]
    results = [measure(name, given.seconds, given.binary.resolve(), given.set) for name in names]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
