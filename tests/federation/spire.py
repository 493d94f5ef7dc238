"""A SPIRE server, its agent with a join token, one workload, and its OIDC discovery provider."""

import json
import os
import subprocess
import sys
from pathlib import Path

from programs import Authority, Program

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "outage"))
from database import Postgres  # noqa: E402
from net import free_port  # noqa: E402

TRUST_DOMAIN = "prod.example.org"
WORKLOAD = f"spiffe://{TRUST_DOMAIN}/ns/ci/builder"
OTHER_WORKLOAD = f"spiffe://{TRUST_DOMAIN}/ns/ci/deployer"
#: Asks for its first token after a rotation: the agent keeps those that it has given out.
LATE_WORKLOAD = f"spiffe://{TRUST_DOMAIN}/ns/ci/tester"

SERVER = """
server {{
  bind_address = "127.0.0.1"
  bind_port = "{port}"
  socket_path = "{folder}/server.sock"
  trust_domain = "{domain}"
  data_dir = "{folder}/server"
  log_level = "INFO"
  jwt_issuer = "{issuer}"
  default_jwt_svid_ttl = "5m"
  federation {{
    bundle_endpoint {{
      address = "127.0.0.1"
      port = {bundle}
      profile "https_web" {{
        serving_cert_file {{
          cert_file_path = "{certificate}"
          key_file_path = "{key}"
          file_sync_interval = "1h"
        }}
      }}
    }}
  }}
}}
plugins {{
  DataStore "sql" {{
    plugin_data {{
      database_type = "postgres"
      connection_string = "{database}"
    }}
  }}
  NodeAttestor "join_token" {{ plugin_data {{}} }}
  KeyManager "memory" {{ plugin_data {{}} }}
}}
"""

AGENT = """
agent {{
  server_address = "127.0.0.1"
  server_port = "{port}"
  socket_path = "{folder}/agent.sock"
  trust_bundle_path = "{folder}/bundle.pem"
  trust_domain = "{domain}"
  data_dir = "{folder}/agent"
  log_level = "INFO"
  join_token = "{token}"
}}
plugins {{
  NodeAttestor "join_token" {{ plugin_data {{}} }}
  KeyManager "memory" {{ plugin_data {{}} }}
  WorkloadAttestor "unix" {{ plugin_data {{}} }}
}}
"""

PROVIDER = """
domains = ["localhost"]
jwt_issuer = "{issuer}"
jwks_uri = "{issuer}/keys"
log_level = "info"
set_key_use = true
serving_cert_file {{
  cert_file_path = "{certificate}"
  key_file_path = "{key}"
  addr = "127.0.0.1:{provider}"
}}
server_api {{
  address = "unix://{folder}/server.sock"
  poll_interval = "1s"
}}
"""


class Spire:
    """A trust domain with three workloads, all of which this process is."""

    def __init__(self, programs: Path, folder: Path, authority: Authority):
        self.programs, self.folder = programs, folder
        self.bundle_port, self.provider_port = free_port(), free_port()
        self.ports = [self.bundle_port, self.provider_port]
        self.issuer = f"https://localhost:{self.provider_port}"
        self.bundle_url = f"https://localhost:{self.bundle_port}/"
        self.database, self.running = Postgres(), []
        certificate, key = authority.server("spire")
        self.values = {
            "folder": folder,
            "domain": TRUST_DOMAIN,
            "port": free_port(),
            "bundle": self.bundle_port,
            "provider": self.provider_port,
            "issuer": self.issuer,
            "database": self.database_url(),
            "certificate": certificate,
            "key": key,
        }

    def database_url(self) -> str:
        address = f"host=127.0.0.1 port={self.database.port} sslmode=disable"
        return f"dbname=keyplane user=keyplane {address}"

    def start(self):
        for name in ("server", "agent"):
            (self.folder / name).mkdir()
        server = self.run("spire-server", "run", "-config", self.config("server", SERVER))
        server.wait_until(lambda: self.server("healthcheck"))

        bundle = self.server("bundle show", "-format", "pem")
        (self.folder / "bundle.pem").write_text(bundle)
        made = json.loads(self.server("token generate", "-output", "json"))
        token = made["value"]
        config = self.config("agent", AGENT, token=token)
        agent = self.run("spire-agent", "run", "-config", config)
        socket = ("-socketPath", self.folder / "agent.sock")
        agent.wait_until(lambda: self.call("spire-agent", "healthcheck", *socket))

        workloads = (WORKLOAD, OTHER_WORKLOAD, LATE_WORKLOAD)
        for workload in workloads:
            self.server(
                "entry create",
                *("-parentID", f"spiffe://{TRUST_DOMAIN}/spire/agent/join_token/{token}"),
                *("-spiffeID", workload, "-selector", f"unix:uid:{os.getuid()}"),
            )
        agent.wait_until(lambda: all(self.svid("warm-up", workload) for workload in workloads))
        self.run("oidc-discovery-provider", "-config", self.config("provider", PROVIDER))

    def config(self, name: str, text: str, **more) -> Path:
        file = self.folder / f"{name}.conf"
        file.write_text(text.format(**self.values | more))
        return file

    def run(self, name: str, *arguments) -> Program:
        program = Program(self.folder, self.programs / name, *arguments)
        self.running.append(program)
        return program

    def call(self, name: str, *arguments) -> str:
        command = [self.programs / name, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def server(self, command: str, *arguments) -> str:
        """A command of the server, by its socket."""
        socket = ("-socketPath", self.folder / "server.sock")
        return self.call("spire-server", *command.split(), *socket, *arguments)

    def svid(self, audience: str, workload: str = WORKLOAD) -> str:
        """A JWT-SVID that the agent gives this process by the Workload API."""
        answer = self.call(
            "spire-agent",
            *("api", "fetch", "jwt", "-audience", audience, "-spiffeID", workload),
            *("-socketPath", self.folder / "agent.sock", "-output", "json"),
        )
        return json.loads(answer)[0]["svids"][0]["svid"]

    def rotate(self):
        """Takes the JWT authority that was prepared ahead into use."""
        prepared = json.loads(self.server("localauthority jwt prepare", "-output", "json"))
        key = prepared["prepared_authority"]["authority_id"]
        self.server("localauthority jwt activate", "-authorityID", key)

    def stop(self):
        for program in reversed(self.running):
            program.stop()
        self.database.remove()
