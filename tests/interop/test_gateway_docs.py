"""docs/gateways: the walk, as written, through the real nginx; the configurations, over TLS."""

import re
import ssl
import subprocess

import pytest

from guarded import OK, bearer
from keyplane import BINARY, ROOT
from proxies import BINARIES, Proxy
from test_gateway_check import YES
from wire import Connection, Recorder

PAGES = ROOT / "docs" / "gateways"


def walk(*parts: str) -> str:
    """The shell blocks behind these marks."""
    text = (PAGES / "README.md").read_text()
    blocks = dict(re.findall(r"<!-- walk: (\w+) -->\n```sh\n(.*?)^```$", text, re.DOTALL | re.M))
    assert list(blocks) == ["register", "key", "gateway", "call"]
    return "set -euo pipefail\n" + "\n".join(blocks[part] for part in parts)


def run(script: str, folder, environment: dict) -> str:
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_an_application_signs_its_own_tokens_with_openssl_jq_and_curl(server, tmp_path):
    upstream = Recorder(OK)
    environment = {"PATH": f"{BINARY.parent}:/usr/bin:/bin", "HOME": str(tmp_path)}
    (tmp_path / "data").symlink_to(server.data)
    addresses = {"http://127.0.0.1:3000": upstream.url}
    script = walk("register", "key", "gateway") + "\ndeclare -p KID APPLICATION > made"
    for written, real in addresses.items():
        assert written in script
        script = script.replace(written, real)
    # As often as it is pasted.
    for _ in range(2):
        run(script, tmp_path, environment)

    config = (tmp_path / "orders.conf").read_text()
    proxy = Proxy("nginx", config, tmp_path)
    try:
        call = walk("call").replace("http://127.0.0.1:80/", f"http://127.0.0.1:{proxy.port}/")
        answer = run(f"source made\n{call}", tmp_path, environment)
        assert answer.startswith("HTTP/1.1 200 OK\r\n") or answer.startswith("HTTP/1.1 200 OK\n")
        (request,) = upstream.seen
        application = re.search(r'APPLICATION="(.*)"', (tmp_path / "made").read_text())[1]
        assert request.values("X-Keyplane-Subject") == [application]
        assert request.values("X-Keyplane-Scope") == ["read"]

        with Connection.open(proxy.port) as connection:
            assert connection.send("/", bearer("a.b.c")).status == 401
        forged = call.replace("-sign billing.pem", "-sign other.pem")
        run("openssl genrsa -out other.pem 2048", tmp_path, environment)
        assert " 401 " in run(f"source made\n{forged}", tmp_path, environment).split("\n")[0]
        assert len(upstream.seen) == 1
    finally:
        proxy.stop()
        upstream.stop()


@pytest.fixture(scope="module")
def authorities(tmp_path_factory):
    """Two authorities, each with a certificate for localhost."""
    folder = tmp_path_factory.mktemp("authorities")
    for name in ("trusted", "unknown"):
        request = (
            f"openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN={name} "
            f"-addext subjectAltName=DNS:localhost -keyout {name}.key -out {name}.pem"
        )
        subprocess.run(request.split(), cwd=folder, check=True, capture_output=True)
    return folder


def documented(name: str) -> str:
    """The configuration that the page of a gateway shows."""
    page = (PAGES / f"{name.split(' ')[0]}.md").read_text()
    return page.split("<!-- gatewayConfig -->\n```")[1].split("\n", 1)[1].split("```\n")[0]


@pytest.mark.parametrize("name", BINARIES)
def test_a_gateway_believes_only_a_keyplane_with_the_right_certificate(
    authorities, monkeypatch, tmp_path, name
):
    # Go's programs read this, the others their configuration.
    trusted = str(authorities / "trusted.pem")
    monkeypatch.setenv("SSL_CERT_FILE", trusted)
    upstream = Recorder(OK)
    for authority, status in [("trusted", 200), ("unknown", 500)]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(authorities / f"{authority}.pem", authorities / f"{authority}.key")
        keyplane = Recorder(YES, context=context)
        config = documented(name).replace("http://127.0.0.1:3000", upstream.url)
        for written, real in [
            ('"127.0.0.1", port_value: 3000', f'"127.0.0.1", port_value: {upstream.port}'),
            ('"keys.example.com", port_value: 443', f'"localhost", port_value: {keyplane.port}'),
            ("keys.example.com:443", f"localhost:{keyplane.port}"),
            ("https://keys.example.com", f"https://localhost:{keyplane.port}"),
            ("keys.example.com", "localhost"),
            ("/etc/ssl/certs/ca-certificates.crt", trusted),
        ]:
            config = config.replace(written, real)
        files = tmp_path / authority
        files.mkdir()
        proxy = Proxy(name, config, files)
        before = len(upstream.seen)
        try:
            with Connection.open(proxy.port) as connection:
                answer = connection.send("/", bearer("T"))
        finally:
            proxy.stop()
            keyplane.stop()
        assert answer.status // 100 == status // 100, (authority, answer)
        assert len(upstream.seen) - before == (1 if status == 200 else 0)
        assert bool(keyplane.seen) == (status == 200), "the token went to nobody else"
    upstream.stop()
