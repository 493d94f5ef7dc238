"""Rounds of SIGKILL under load. See `kills`."""

import argparse
import http.server
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

from database import Postgres
from net import Client, free_port
from tenant import FORM, JSON, Tenant, basic

ROOT = Path(__file__).resolve().parents[2]
#: How long after the start of a round the server is killed, in seconds.
EARLIEST, LATEST = 0.1, 1.0
#: Values that a re-wrap finds, besides those of the rounds.
SEALED = 400
ROTATE = ("master-key", "rotate", "--yes-all-replicas-have-it", "--to")
TOKEN, INTROSPECT = "/p/acme/oauth/token", "/p/acme/oauth/introspect"


class Receiver:
    """Accepts every delivery, and remembers what the events were about."""

    def __init__(self):
        self.targets, receiver = set(), self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                event = json.loads(self.rfile.read(int(self.headers["content-length"])))
                receiver.targets.add(event["data"]["targetId"])
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        self.host = f"127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


class Server:
    """One server that is killed and started again on the same data."""

    def __init__(self, binary: Path, folder: Path, settings: dict):
        self.binary, self.folder, self.port = binary, folder, free_port()
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("KEYPLANE_")}
        self.environment |= {
            "KEYPLANE_DATA_DIR": str(folder),
            "KEYPLANE_LISTEN": f"127.0.0.1:{self.port}",
            "KEYPLANE_PUBLIC_URL": f"http://127.0.0.1:{self.port}",
        } | settings
        self.start()

    def start(self):
        log = (self.folder / "log").open("a")
        self.process = subprocess.Popen([self.binary], env=self.environment, stderr=log)
        while Client(self.port).send("GET", "/readyz")[0] != 200:
            assert self.process.poll() is None, (self.folder / "log").read_text()[-2000:]
            time.sleep(0.02)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def run(self, *arguments, check=True) -> subprocess.CompletedProcess:
        command = [self.binary, *arguments]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=check, timeout=120
        )

    def new_master_key(self) -> str:
        """Adds a master key; returns its ID."""
        added = self.run("master-key", "add", check=False)
        return re.findall(r"mk_[0-9a-f]+", added.stdout + added.stderr)[0]


class Answered:
    """What the server has answered, and so must keep."""

    def __init__(self):
        self.applications, self.opaque, self.spent, self.revoked = [], [], [], []
        #: Tokens whose revocation was asked for; without an answer, they may be revoked or not.
        self.doubtful = set()


def operate(tenant: Tenant, port: int, answered: Answered, ended: threading.Event, number: int):
    """Creates applications with keys, one after the other."""
    client = Client(port)
    at = 0
    query = """mutation ($i: CreateApplicationInput!) {
        createApplication(input: $i) { application { id } } }"""
    while not ended.is_set():
        at += 1
        name = f"round {number} {threading.get_ident()} {at}"
        made = {"projectId": tenant.project, "name": name, "type": "SERVICE"}
        body = json.dumps({"query": query, "variables": {"i": made}})
        headers = JSON | {"Authorization": f"Bearer {tenant.root.token()}"}
        status, text, _ = client.send("POST", "/graphql", body, headers)
        if status == 200 and "errors" not in (answer := json.loads(text)):
            answered.applications.append(answer["data"]["createApplication"]["application"]["id"])


def serve(tenant: Tenant, port: int, answered: Answered, ended: threading.Event):
    """Issues opaque tokens, spends assertions and revokes tokens."""
    client, quote = Client(port), urllib.parse.urlencode
    kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    while not ended.is_set():
        grant = quote({"grant_type": "client_credentials"})
        opaque = basic(tenant.opaque, tenant.opaque_secret)
        status, text, _ = client.send("POST", TOKEN, grant, opaque)
        if status == 200:
            token = json.loads(text)["access_token"]
            answered.opaque.append(token)
            if random.random() < 0.3:
                form = quote({"token": token})
                answered.doubtful.add(token)
                if client.send("POST", "/p/acme/oauth/revoke", form, opaque)[0] == 200:
                    answered.revoked.append(token)

        assertion = tenant.assertion()
        form = {"grant_type": "client_credentials", "client_assertion_type": kind}
        form = quote(form | {"client_assertion": assertion})
        if client.send("POST", TOKEN, form, FORM)[0] == 200:
            answered.spent.append(form)


def rewrap(server: Server, ended: threading.Event):
    """Seals everything under a new master key; killed too when the round ends."""
    command = [server.binary, *ROTATE, server.new_master_key()]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, env=server.environment, **quiet)
    ended.wait()
    process.kill()
    process.wait()


def rounds(server: Server, tenant: Tenant, number: int, answered: Answered):
    for at in range(number):
        ended = threading.Event()
        work = [(operate, tenant, server.port, answered, ended, at)] * 2
        work += [(serve, tenant, server.port, answered, ended)] * 2
        work += [(rewrap, server, ended)]
        threads = [threading.Thread(target=call, args=rest) for call, *rest in work]
        for thread in threads:
            thread.start()
        time.sleep(random.uniform(EARLIEST, LATEST))
        server.kill()
        ended.set()
        for thread in threads:
            thread.join()
        server.start()


def lost(server: Server, tenant: Tenant, receiver: Receiver, answered: Answered) -> dict:
    """The number of answered things that are gone, by kind."""
    client, quote = Client(server.port), urllib.parse.urlencode
    about = basic(tenant.opaque, tenant.opaque_secret)

    def is_active(token: str) -> bool:
        status, text, _ = client.send("POST", INTROSPECT, quote({"token": token}), about)
        assert status == 200, text
        return json.loads(text)["active"]

    def exists(one: str) -> bool:
        found = tenant.root.ask("query ($id: ID!) { node(id: $id) { id } }", id=one)
        return found["node"] is not None

    def is_spent(form: str) -> bool:
        return client.send("POST", TOKEN, form, FORM)[0] == 401

    made = set(answered.applications)
    until = time.monotonic() + 60
    while made - receiver.targets and time.monotonic() < until:
        time.sleep(0.2)

    sure = [token for token in answered.opaque if token not in answered.doubtful]
    return {
        "applications": sum(not exists(one) for one in made),
        "events": len(made - receiver.targets),
        "opaque tokens": sum(not is_active(token) for token in sure),
        "revocations": sum(is_active(token) for token in answered.revoked),
        "spent assertions": sum(not is_spent(form) for form in answered.spent[-200:]),
    }


def measure(binary: Path, name: str, database: str | None, count: int) -> bool:
    folder = Path(tempfile.mkdtemp(prefix="keyplane-kills-"))
    receiver = Receiver()
    settings = {"KEYPLANE_ALLOW_PRIVATE_ADDRESSES": receiver.host}
    if database:
        settings["KEYPLANE_DATABASE_URL"] = database
    server = Server(binary, folder, settings)
    try:
        key_file = json.loads((folder / "admin-key.json").read_text())
        tenant, answered = Tenant(key_file, server.port), Answered()
        tenant.root.mutate(
            "createWebhook", "webhook { id }", url=receiver.url, projectId=tenant.project
        )
        for at in range(SEALED):
            tenant.root.mutate(
                "generateApplicationKey",
                "key { id }",
                applicationId=tenant.signer,
                name=f"sealed {at}",
                algorithm="ES256",
                retainPrivateKey=True,
            )
        begin = time.monotonic()
        rounds(server, tenant, count, answered)
        took = time.monotonic() - begin

        finished = server.run(*ROTATE, last := server.new_master_key(), check=False)
        gone = lost(server, tenant, receiver, answered)
        audit = server.run("audit", "verify", check=False)
        status = server.run("master-key", "status", check=False)
        print(f"{name}: {count} rounds in {took:.0f} s")
        kept = {
            "applications": len(answered.applications),
            "opaque tokens": len(answered.opaque),
            "revocations": len(answered.revoked),
            "spent assertions": len(answered.spent),
        }
        print(f"  answered: {kept}")
        print(f"  lost: {gone}")
        print(f"  audit verify: {audit.returncode}\n{audit.stdout}{audit.stderr}")
        sealed = {
            row[0]: int(row[-1])
            for row in map(str.split, status.stdout.splitlines()[1:])
            if row and row[0].startswith("mk_") and row[-1].isdigit()
        }
        left = {key: values for key, values in sealed.items() if key != last and values}
        print(f"  values under the last master key: {sealed.get(last)}; under others: {left}")
        is_whole = not any(gone.values()) and not left and bool(sealed.get(last))
        return is_whole and audit.returncode == 0 and finished.returncode == 0
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--binary", type=Path, default=ROOT / "target/release/keyplane")
    arguments = parser.parse_args()
    binary = arguments.binary.resolve()

    is_well = measure(binary, "SQLite", None, arguments.rounds)
    postgres = Postgres()
    try:
        url = f"postgres://keyplane@127.0.0.1:{postgres.port}/keyplane"
        is_well &= measure(binary, "PostgreSQL", url, arguments.rounds)
    finally:
        postgres.remove()
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
