"""Real gateways, each run with a configuration that Keyplane wrote."""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from keyplane import free_port
from wire import Connection

# The gateways of Debian's packages, and of the wheels in requirements.txt.
BINARIES = {
    "nginx": ("NGINX", shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")),
    "caddy of Debian": ("CADDY", "/usr/bin/caddy"),
    "caddy": ("CADDY", Path(sys.executable).parent / "caddy"),
    "traefik": ("TRAEFIK", Path(sys.executable).parent / "traefik"),
    "envoy": ("ENVOY", Path(sys.executable).parent / "envoy"),
}


@dataclass
class Certificate:
    """Files with a chain and its key, both as PEM."""

    chain: Path
    key: Path


class Proxy:
    """A gateway that runs on a port of its own; `files` keeps what it reads and writes. nginx and
    Caddy speak TLS where they get a certificate."""

    def __init__(
        self,
        name: str,
        config: str,
        files: Path,
        port: int | None = None,
        certificate: Certificate | None = None,
    ):
        self.gateway, binary = BINARIES[name]
        assert binary and Path(binary).exists(), f"{name} is not installed: see scripts/test"
        self.port, self.certificate = port or free_port(), certificate
        self.log = (files / "log").open("w+")
        place = getattr(self, self.gateway.lower())
        arguments = place(config, files)
        environment = {**os.environ, "HOME": str(files), "XDG_DATA_HOME": str(files)}
        self.process = subprocess.Popen(
            [binary, *arguments], cwd=files, env=environment, stdout=self.log, stderr=self.log
        )
        self.wait_until_ready()

    def nginx(self, config: str, files: Path) -> list[str]:
        listen = "listen 127.0.0.1:{};"
        if self.certificate:
            chain, key = self.certificate.chain, self.certificate.key
            listen = (
                f"listen 127.0.0.1:{{}} ssl; ssl_certificate {chain}; ssl_certificate_key {key};"
            )
        (files / "site.conf").write_text(self.moved(config, "listen 80;", listen))
        # Workers of another user could not reach the folder of the test.
        user = "user root;" if os.getuid() == 0 else ""
        paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        temporary = " ".join(f"{path}_temp_path {files}/{path};" for path in paths)
        (files / "nginx.conf").write_text(
            f"{user} daemon off; pid {files}/pid; error_log stderr; events {{}}"
            f" http {{ access_log off; {temporary} include site.conf; }}"
        )
        return ["-e", "stderr", "-p", str(files), "-c", str(files / "nginx.conf")]

    def caddy(self, config: str, files: Path) -> list[str]:
        listen = "\n:{} {{\n\tbind 127.0.0.1"
        if self.certificate:
            listen += f"\n\ttls {self.certificate.chain} {self.certificate.key}"
        config = self.moved(config, "\n:80 {", listen)
        (files / "Caddyfile").write_text("{\n\tadmin off\n}\n" + config)
        return ["run", "--config", "Caddyfile"]

    def traefik(self, config: str, files: Path) -> list[str]:
        (files / "dynamic.yaml").write_text(config)
        return [
            f"--entryPoints.web.address=127.0.0.1:{self.port}",
            "--providers.file.filename=dynamic.yaml",
            "--global.checkNewVersion=false",
            "--global.sendAnonymousUsage=false",
        ]

    def envoy(self, config: str, files: Path) -> list[str]:
        listen = "{{ address: 127.0.0.1, port_value: {} }}"
        config = self.moved(config, "{ address: 0.0.0.0, port_value: 80 }", listen)
        (files / "envoy.yaml").write_text(config)
        flags = ["--use-dynamic-base-id", "--concurrency", "1", "--log-level", "warning"]
        return ["-c", "envoy.yaml", *flags]

    def moved(self, config: str, listen: str, other: str) -> str:
        """The configuration as it is, but for where it listens."""
        assert config.count(listen) == 1, config
        return config.replace(listen, other.format(self.port)).replace("@PORT@", str(self.port))

    def wait_until_ready(self):
        for _ in range(600):
            if self.process.poll() is not None:
                break
            try:
                with Connection.open(self.port) as connection:
                    answer = connection.send("/")
                # Traefik listens before it has read its configuration, and knows no route then.
                if answer and answer.status != 404:
                    return
            except OSError:
                pass
            time.sleep(0.05)
        raise RuntimeError(f"it did not start:\n{self.said()}")

    def said(self) -> str:
        self.log.seek(0)
        return self.log.read()

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(timeout=30)
        finally:
            self.process.kill()
            self.process.wait()
            self.log.close()
