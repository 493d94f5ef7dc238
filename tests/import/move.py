"""Moves the clients of a real Hydra to a real Keyplane, behind the same URL, while they call."""

import argparse
import json
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from callers import Callers
from hydra import HASHERS, Hydra

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "interop"))
from keyplane import BINARY, Admin, Server, free_port  # noqa: E402

NGINX = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
worker_processes 1;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        proxy_set_header Host $http_host;
        location = /oauth2/token {{ proxy_pass {upstream}{token}; }}
        location = /.well-known/jwks.json {{ proxy_pass {upstream}{jwks}; }}
    }}
}}
"""


class Front:
    """The URL that callers know: nginx in front of one server or the other."""

    def __init__(self, folder: Path):
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None

    def lead_to(self, upstream: str, token: str, jwks: str):
        config = self.folder / "nginx.conf"
        config.write_text(
            NGINX.format(
                folder=self.folder, port=self.port, upstream=upstream, token=token, jwks=jwks
            )
        )
        if self.process:
            # nginx finishes what it has begun with the old configuration.
            return self.process.send_signal(signal.SIGHUP)
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        self.process = subprocess.Popen([program, "-p", self.folder, "-c", config])

    def stop(self):
        if self.process:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(timeout=30)


class Move:
    def __init__(self, arguments: argparse.Namespace, folder: Path):
        self.arguments, self.folder = arguments, folder
        self.front = Front(folder)
        self.hydra = Hydra(arguments.tools / "bin" / "hydra", self.front.url, folder / "hydra.log")
        self.server = None

    def run(self):
        callers = self.register()
        hydra = f"http://127.0.0.1:{self.hydra.public}"
        self.front.lead_to(hydra, "/oauth2/token", "/.well-known/jwks.json")
        live = Callers(self.front.url, callers)
        self.wait_for_front(live, callers[0])
        live.start()
        try:
            self.until(live, "at Hydra", lambda: len(live.last) == len(callers))
            old_kids, before = set(live.calls), dict(live.last)
            report(live, "before the move")
            files = self.hydra.export(self.folder)
            self.server = Server(self.data(), self.arguments.binary)
            admin = Admin.of_key_file(self.server.key_file())
            admin.mutate("createProject", "project { id }", slug="acme", name="Acme")
            self.import_all(files, admin, len(callers))

            began, issuer = time.monotonic(), "/p/acme"
            self.front.lead_to(
                self.server.url, f"{issuer}/oauth/token", f"{issuer}/.well-known/jwks.json"
            )

            def all_have_moved() -> bool:
                clients = {client for client, kid in live.by_client if kid not in old_kids}
                return len(clients) == len(callers)

            def each_called_again() -> bool:
                calls = sum(count for kid, count in live.calls.items() if kid not in old_kids)
                return calls > 5 * len(callers)

            self.until(live, "at Keyplane", all_have_moved)
            pending = self.pending(admin)
            self.until(live, "again", each_called_again)
        finally:
            live.stop()

        report(live, "in all")
        live.verifier.forget()
        for caller in callers:
            kid = live.verifier.verify(before[caller.client_id], caller)
            assert kid in old_kids
        print(f"{len(before)} tokens that Hydra signed verify at the JWKS of Keyplane")
        print(f"{pending} secrets were left with the hash of Hydra after their first use")
        # A request that was under way at the switch counts as one of the move.
        at_hydra = [text for at, text in live.failures if at < began]
        since = [text for at, text in live.failures if at >= began]
        print(f"{len(at_hydra)} calls failed at Hydra before the switch, {len(since)} since then")
        print("\n".join((at_hydra + since)[:20]))
        return 1 if since or pending else 0

    def register(self) -> list:
        """The clients: half of the secrets are hashed by each of Hydra's hashers."""
        callers, count = [], self.arguments.clients
        for at, hasher in enumerate(HASHERS):
            self.hydra.start(hasher)
            numbers = range(at * count // 2, (at + 1) * count // 2)
            callers += [self.hydra.register(number) for number in numbers]
            if hasher != HASHERS[-1]:
                self.hydra.stop()
        return callers

    def wait_for_front(self, live: Callers, caller):
        for _ in range(100):
            try:
                return live.token(caller)
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("nginx does not answer")

    def until(self, live: Callers, what: str, is_there):
        """Waits for something; fails after two minutes."""
        for _ in range(1200):
            if is_there():
                return
            time.sleep(0.1)
        print("\n".join(text for _, text in live.failures[:20]))
        raise RuntimeError(f"waited in vain: {what}")

    def data(self) -> Path:
        data = self.folder / "keyplane"
        data.mkdir()
        return data

    def import_all(self, files: dict[str, Path], admin: Admin, count: int):
        """A dry run, a run that is killed, one that ends, and one with nothing to do."""
        command = [
            self.arguments.binary, "import", "hydra", files["clients"],
            "--secrets", files["secrets"], "--jwks", files["jwks"],
            "--issuer", self.front.url, "--project", "acme",
            "--key-file", self.server.data / "admin-key.json",
        ]  # fmt: skip
        plan = subprocess.run([*command, "--dry-run"], check=True, capture_output=True, text=True)
        assert f"{count} clients to import from Hydra:" in plan.stdout, plan.stdout
        assert self.applications(admin) == 0, "a dry run changed something"

        killed = subprocess.Popen([*command, "--yes"], stdout=subprocess.DEVNULL)
        while killed.poll() is None and self.applications(admin) < count // 3:
            time.sleep(0.02)
        assert killed.poll() is None, "it ended before it could be killed"
        killed.kill()
        killed.wait()
        print(f"killed when {self.applications(admin)} of {count} applications were there")

        began = time.monotonic()
        done = subprocess.run([*command, "--yes"], check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        print(f"the next run imported the rest in {time.monotonic() - began:.1f} s")
        assert self.applications(admin) == count
        events = self.events(admin)
        again = subprocess.run([*command, "--yes"], check=True, capture_output=True, text=True)
        assert "keyplane: imported 0 clients" in again.stderr, again.stderr
        assert self.events(admin) == events, "the last run changed something"

    def applications(self, admin: Admin) -> int:
        found = admin.ask('{ project(slug: "acme") { applications { totalCount } } }')
        return found["project"]["applications"]["totalCount"]

    def events(self, admin: Admin) -> int:
        found = admin.ask('{ project(slug: "acme") { auditEvents { totalCount } } }')
        return found["project"]["auditEvents"]["totalCount"]

    def pending(self, admin: Admin) -> int:
        """How many secrets still have the hash of Hydra."""
        query = (
            'query ($after: String) { project(slug: "acme") {'
            " applications(first: 100, after: $after) {"
            " nodes { clientSecrets { isHashOfOtherServer } }"
            " pageInfo { hasNextPage endCursor } } } }"
        )
        count, after = 0, None
        while True:
            page = admin.ask(query, after=after)["project"]["applications"]
            for application in page["nodes"]:
                secrets = application["clientSecrets"]
                assert len(secrets) <= 1, "a run made a second secret"
                count += sum(secret["isHashOfOtherServer"] for secret in secrets)
            if not page["pageInfo"]["hasNextPage"]:
                return count
            after = page["pageInfo"]["endCursor"]

    def stop(self):
        self.front.stop()
        if self.server:
            self.server.stop()
        self.hydra.remove()


def report(live: Callers, when: str):
    calls, failures = sum(live.calls.values()), len(live.failures)
    kids = json.dumps(dict(live.calls))
    print(f"{when}: {calls} calls, {failures} failed, slowest {live.slowest:.2f} s, by kid {kids}")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--tools", type=Path, required=True)
    parser.add_argument("--binary", type=Path, default=BINARY)
    parser.add_argument("--clients", type=int, default=100)
    arguments = parser.parse_args()
    arguments.binary = arguments.binary.resolve()
    folder = Path(tempfile.mkdtemp(prefix="keyplane-import-"))
    folder.chmod(0o755)
    move = None
    try:
        move = Move(arguments, folder)
        return move.run()
    finally:
        if move:
            move.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
