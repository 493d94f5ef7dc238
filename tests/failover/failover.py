"""Fails a Patroni cluster over under traffic. See `run`."""

import argparse
import json
import random
import shutil
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

from cluster import NODES, Cluster

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "outage"))
from measure import ROOT, Replica  # noqa: E402
from net import Client, free_port  # noqa: E402
from tenant import Tenant, basic  # noqa: E402

#: How much longer than Patroni a stretch of 503 may be, in seconds.
MARGIN = 2.0
#: Requests a second, over all threads.
RATE = 200
THREADS = 16
#: Between two fail-overs, in seconds.
QUIET = 6.0


class Traffic:
    """Mixed requests to both replicas, each answer judged against what was answered before."""

    def __init__(self, tenant: Tenant, ports: list[int]):
        self.tenant, self.ports, self.ended = tenant, ports, threading.Event()
        self.lock = threading.Lock()
        self.answers, self.wrong = [], []
        #: Names of applications whose creation was answered, and tokens whose revocation was.
        self.created, self.revoked = set(), []
        self.threads = [threading.Thread(target=self.run, args=[n]) for n in range(THREADS)]
        for thread in self.threads:
            thread.start()

    def run(self, number: int):
        dice = random.Random(number)
        clients = [Client(port) for port in self.ports]
        kinds = [
            self.check,
            self.check,
            self.check,
            self.introspect,
            self.document,
            self.token,
            self.assertion,
            self.revoked_token,
            self.create,
            self.revoke,
        ]
        while not self.ended.is_set():
            begin = time.monotonic()
            dice.choice(kinds)(dice.choice(clients), dice)
            time.sleep(max(0, THREADS / RATE - (time.monotonic() - begin)))

    def send(self, client: Client, kind: str, good: set[int], request) -> tuple[int, bytes]:
        begin = time.monotonic()
        status, body, _ = client.send(*request)
        with self.lock:
            self.answers.append((kind, begin, time.monotonic(), status))
            if status not in good | {503}:
                self.wrong.append((kind, status, body[:200]))
        return status, body

    def check(self, client, _):
        bearer = {"Authorization": f"Bearer {self.tenant.seen}"}
        self.send(client, "check", {200}, ("GET", "/p/acme/apis/orders/verify", None, bearer))

    def introspect(self, client, _):
        status, body = self.send(
            client, "introspect", {200}, self.tenant.kinds()["introspect opaque"]()
        )
        if status == 200 and not json.loads(body)["active"]:
            self.wrong.append(("introspect", "inactive", b""))

    def document(self, client, _):
        self.send(client, "JWKS", {200}, self.tenant.kinds()["JWKS"]())

    def token(self, client, _):
        self.send(client, "token", {200}, self.tenant.kinds()["token, secret"]())

    def assertion(self, client, _):
        # Spent twice: the second time it must be refused, if the first was answered.
        request = self.tenant.kinds()["token, jti"]()
        if self.send(client, "token, jti", {200}, request)[0] == 200:
            self.send(client, "token, jti again", {401}, request)

    def revoke(self, client, _):
        tenant = self.tenant
        status, body = self.send(client, "token", {200}, tenant.kinds()["token, secret"]())
        if status != 200:
            return
        token = json.loads(body)["access_token"]
        form = urllib.parse.urlencode({"token": token})
        request = ("POST", "/p/acme/oauth/revoke", form, basic(tenant.basic, tenant.secret))
        if self.send(client, "revoke", {200}, request)[0] == 200:
            with self.lock:
                self.revoked.append(token)

    def revoked_token(self, client, dice):
        with self.lock:
            if not self.revoked:
                return
            token = dice.choice(self.revoked[-200:])
        self.ask_about(client, token)

    def ask_about(self, client, token):
        form = urllib.parse.urlencode({"token": token})
        about = basic(self.tenant.basic, self.tenant.secret)
        request = ("POST", "/p/acme/oauth/introspect", form, about)
        status, body = self.send(client, "introspect revoked", {200}, request)
        if status == 200 and json.loads(body)["active"]:
            self.wrong.append(("introspect revoked", "active", b""))
        return status

    def create(self, client, dice):
        name = f"app-{dice.getrandbits(64):016x}"
        query = "mutation ($i: CreateApplicationInput!)"
        query += " { createApplication(input: $i) { application { id } } }"
        settings = {"projectId": self.tenant.project, "name": name, "type": "SERVICE"}
        body = json.dumps({"query": query, "variables": {"i": settings}})
        headers = {"Authorization": f"Bearer {self.tenant.root.token()}"}
        headers |= {"Content-Type": "application/json"}
        status, body = self.send(client, "mutation", {200}, ("POST", "/graphql", body, headers))
        if status == 200 and "errors" not in json.loads(body):
            with self.lock:
                self.created.add(name)
        elif status == 200:
            self.wrong.append(("mutation", "errors", body[:300]))

    def end(self):
        self.ended.set()
        for thread in self.threads:
            thread.join()

    def lost(self) -> list[str]:
        """What was answered and is not there."""
        found, after = set(), None
        query = """query ($p: ID!, $after: String) { project: node(id: $p) { ... on Project {
            applications(first: 100, after: $after) { nodes { name }
            pageInfo { hasNextPage endCursor } } } } }"""
        while True:
            page = self.tenant.root.ask(query, p=self.tenant.project, after=after)
            page = page["project"]["applications"]
            found |= {node["name"] for node in page["nodes"]}
            if not page["pageInfo"]["hasNextPage"]:
                break
            after = page["pageInfo"]["endCursor"]
        before = len(self.wrong)
        for token in self.revoked:
            assert self.ask_about(Client(self.ports[0]), token) == 200
        return sorted(self.created - found) + [str(one) for one in self.wrong[before:]]


def longest_stretch(answers: list, kind: str, begin: float, end: float) -> float:
    """The longest time without a good answer of a kind, of those that ended in the time given."""
    good = [
        at for of, _, at, status in answers if of == kind and status != 503 and begin <= at <= end
    ]
    return max((b - a for a, b in zip([begin, *good], [*good, end], strict=False)), default=0)


def fail_over(cluster: Cluster, number: int) -> tuple[str, float, float]:
    """Kills the primary, or hands it over. Returns how, when, and how long Patroni took."""
    old = cluster.primary()
    begin = time.monotonic()
    if number % 2:
        target = next(name for name in NODES if cluster.role(name) == "sync_standby")
        begin = time.monotonic()
        cluster.hand_over(target)
        cluster.wait_for_primary(other_than=old)
        return "handed over", begin, time.monotonic() - begin
    cluster.kill(old)
    cluster.wait_for_primary(other_than=old)
    took = time.monotonic() - begin
    time.sleep(QUIET)
    cluster.start_node(old)
    return "killed", begin, took


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--failovers", type=int, default=10)
    parser.add_argument("--binary", type=Path, default=ROOT / "target/debug/keyplane")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="keyplane-failover-"))
    cluster, replicas = Cluster(), []
    try:
        cluster_url = f"postgres://keyplane@127.0.0.1:{cluster.port}/postgres?sslmode=disable"
        public_url = f"http://127.0.0.1:{free_port()}"
        for _ in range(2):
            replicas.append(Replica(given.binary.resolve(), cluster_url, folder, public_url, []))
        key_file = json.loads((replicas[0].data / "admin-key.json").read_text())
        tenant = Tenant(key_file, replicas[0].port)
        traffic = Traffic(tenant, [replica.port for replica in replicas])
        time.sleep(QUIET)

        good, marks = True, []
        for number in range(given.failovers):
            how, begin, took = fail_over(cluster, number)
            cluster.wait_for_standbys()
            time.sleep(QUIET)
            marks.append((how, begin, took, time.monotonic()))
        traffic.end()
        for how, begin, took, end in marks:
            kinds = ["check", "introspect", "token", "mutation"]
            longest = {kind: longest_stretch(traffic.answers, kind, begin, end) for kind in kinds}
            documents = [
                one for one in traffic.answers if one[0] == "JWKS" and begin <= one[2] <= end
            ]
            failed = sum(status != 200 for *_, status in documents)
            late = max(longest.values()) > took + MARGIN or failed
            good &= not late
            texts = ", ".join(f"{kind} {seconds:.1f} s" for kind, seconds in longest.items())
            print(
                f"{how:12} Patroni {took:5.1f} s; longest without an answer: {texts};"
                f" JWKS failed {failed} of {len(documents)}" + ("  <--" if late else "")
            )

        lost, seconds = traffic.lost(), marks[-1][3] - marks[0][1]
        slowest = max(end - begin for _, begin, end, _ in traffic.answers)
        print(
            f"{len(traffic.answers)} answers, {len(traffic.answers) / seconds:.0f} a second,"
            f" slowest {slowest * 1000:.0f} ms; {len(traffic.created)} mutations and"
            f" {len(traffic.revoked)} revocations answered, lost: {len(lost)} {lost[:3]};"
            f" wrong answers: {len(traffic.wrong)} {traffic.wrong[:3]}"
        )
        sys.exit(0 if good and not lost and not traffic.wrong else 1)
    finally:
        if "traffic" in locals():
            traffic.end()
        for replica in replicas:
            replica.stop()
        cluster.remove()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
