"""An MCP server behind a gateway with a certificate, and the programs of docs/mcp.md."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

from certificates import Authority
from keyplane import BINARY, ROOT, free_port
from proxies import Certificate, Proxy
from wire import Connection

PAGE = ROOT / "docs" / "mcp.md"
MODULES = ROOT / "tests" / "interop" / "node" / "node_modules"


def walk(*parts: str) -> str:
    """The shell blocks behind these marks."""
    blocks = dict(re.findall(r"<!-- walk: (\w+) -->\n```sh\n(.*?)^```$", text(), re.DOTALL | re.M))
    return "set -euo pipefail\n" + "\n".join(blocks[part] for part in parts)


def programs() -> dict[str, str]:
    """The files that the page shows."""
    files = re.findall(r"<!-- file: ([\w.]+) -->\n```\w+\n(.*?)^```$", text(), re.DOTALL | re.M)
    return dict(files)


def text() -> str:
    return PAGE.read_text()


class McpSite:
    """The server of the page behind nginx or Caddy, at an https URL of this machine."""

    def __init__(self, gateway: str, folder: Path, authority: Authority):
        self.gateway, self.folder, self.authority = gateway, folder, authority
        self.port, self.upstream = free_port(), free_port()
        self.url = f"https://localhost:{self.port}/mcp"
        self.proxy = self.server = None

    def serve(self, config: str):
        """Starts the MCP server, and the gateway with a configuration that Keyplane wrote."""
        chain, key = self.authority.issue(["localhost"])
        certificate = Certificate(self.folder / "chain.pem", self.folder / "chain.key")
        certificate.chain.write_bytes(chain)
        certificate.key.write_bytes(key)

        changes = {"port=3000": f"port={self.upstream}", "mcp.example.com": "localhost"}
        if self.gateway != "nginx":
            # Caddy hands on the Host of its client, port and all.
            changes["mcp.example.com"] = f"localhost:{self.port}"
        program = programs()["server.py"]
        for written, real in changes.items():
            assert written in program
            program = program.replace(written, real)
        with (self.folder / "server.log").open("w") as log:
            command = [sys.executable, "-c", program]
            self.server = subprocess.Popen(command, stdout=log, stderr=log)

        files = self.folder / "gateway"
        files.mkdir()
        self.proxy = Proxy(self.gateway, config, files, self.port, certificate)
        self.wait_until_ready()

    def wait_until_ready(self):
        for _ in range(600):
            assert self.server.poll() is None, (self.folder / "server.log").read_text()
            try:
                return Connection.open(self.upstream).peer.close()
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("the MCP server did not start")

    def run(self, script: str, folder: Path, **environment: str) -> str:
        """The output of a program or a shell script, which trusts the site's certificate."""
        done = self.attempt(["bash", "-c", script], folder, **environment)
        assert done.returncode == 0, f"{done.stdout}{done.stderr}"
        return done.stdout

    def attempt(self, command: list[str], folder: Path, **environment: str):
        trust = str(self.authority.file)
        folders = [BINARY.parent, Path(sys.executable).parent, os.environ["PATH"]]
        path = os.pathsep.join(map(str, folders))
        given = {"PATH": path, "HOME": str(folder), "SSL_CERT_FILE": trust} | environment
        given["NODE_EXTRA_CA_CERTS"] = trust
        return subprocess.run(
            command, cwd=folder, env=given, capture_output=True, text=True, timeout=120
        )

    def stop(self):
        if self.proxy:
            self.proxy.stop()
        if self.server:
            self.server.kill()
            self.server.wait()
