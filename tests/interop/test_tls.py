"""TLS of the server, as curl, Python's ssl and other libraries see it."""

import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess

import jwt
import pytest

from keyplane import BINARY, Admin, Server
from tenant import Application, new_project
from tls_site import NAMES, get, keyplane, until


@pytest.mark.parametrize("version", ["TLSv1_2", "TLSv1_3"])
def test_pythons_ssl_speaks_both_versions_of_tls_and_http_1_1_alone(site, version):
    context = ssl.create_default_context(cafile=site.authority.file)
    context.minimum_version = context.maximum_version = ssl.TLSVersion[version]
    context.set_alpn_protocols(["h2", "http/1.1"])
    with site.connect(context) as stream:
        assert stream.version() == version.replace("_", ".")
        assert stream.selected_alpn_protocol() == "http/1.1"
        assert get(stream).startswith(b"HTTP/1.1 200 ")


def test_older_versions_and_http_2_alone_are_refused(site):
    context = ssl.create_default_context(cafile=site.authority.file)
    context.set_alpn_protocols(["h2"])
    with pytest.raises(ssl.SSLError):
        site.connect(context)
    old = ["curl", "-sS", "-k", "--tlsv1.0", "--tls-max", "1.1", f"{site.server.url}/healthz"]
    assert subprocess.run(old, capture_output=True).returncode != 0


@pytest.mark.parametrize("version", ["1.2", "1.3"])
def test_curl_verifies_the_chain_and_the_name(site, version):
    def curl(host: str, *more: str) -> subprocess.CompletedProcess:
        resolve = f"{host}:{site.port}:127.0.0.1"
        url = f"https://{host}:{site.port}/readyz"
        options = ["--tls-max", version, f"--tlsv{version}", "--resolve", resolve, *more]
        return subprocess.run(["curl", "-sS", *options, url], capture_output=True, text=True)

    trusted = ["--cacert", str(site.authority.file)]
    answer = curl("keys.example", *trusted)
    assert json.loads(answer.stdout) == {"status": "ready"}, answer.stderr
    assert curl("other.example", *trusted).returncode == 60
    assert curl("keys.example").returncode == 60


@pytest.mark.parametrize(
    "kind, form",
    [
        ("RSA", "PKCS8"),
        ("RSA", "TRADITIONAL"),
        ("P-256", "TRADITIONAL"),
        ("P-384", "PKCS8"),
        ("P-384", "TRADITIONAL"),
        ("P-521", "PKCS8"),
        ("Ed25519", "PKCS8"),
    ],
)
def test_every_kind_and_form_of_key_is_served(site, kind, form):
    before = site.served()
    site.place(*site.authority.issue(NAMES, kind, form))
    site.reload()
    until(lambda: site.served() != before)


def test_http_without_tls_gets_an_answer_that_says_so(site):
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    connection.request("GET", "/healthz")
    answer = connection.getresponse()
    assert answer.status == 400
    assert "this port speaks HTTPS" in json.load(answer)["error_description"]
    connection.close()


def test_the_first_key_file_names_https(site):
    file = site.server.key_file()
    assert file["endpoint"] == f"{site.server.url}/graphql"
    assert file["audience"] == site.server.url
    assert file["endpoint"].startswith("https://")


def test_handshakes_that_never_end_hold_nobody_up(site):
    held = []
    for number in range(300):
        stream = socket.create_connection(("127.0.0.1", site.port), timeout=30)
        # Nothing, or the beginning of a ClientHello.
        stream.sendall(b"\x16\x03\x01\x40\x00\x01"[: number % 7])
        held.append(stream)
    for _ in range(10):
        assert site.healthy()
    for stream in held:
        stream.close()


def test_the_token_commands_and_other_libraries_trust_a_ca_file(site, tmp_path):
    file = site.server.key_file()
    root = Admin(file["endpoint"], file["key"], file["keyId"], [file["audience"]])
    root.trust = site.trust
    project = new_project(root)
    made = Application.create(root, project, "PRIVATE_KEY_JWT").new_key(form="KEY_FILE")
    key_file = tmp_path / "key.json"
    key_file.write_text(made["content"])
    key_file.chmod(0o600)

    ca_file = site.authority.file
    exchange = ["token", "exchange", "--key-file", key_file]
    refused = keyplane(*exchange)
    assert refused.returncode == 1 and "no answer from https://" in refused.stderr
    token = keyplane(*exchange, "--ca-file", ca_file)
    assert token.returncode == 0, token.stderr
    assert keyplane(*exchange, SSL_CERT_FILE=str(ca_file)).returncode == 0

    jwks = project["endpoints"]["jwks"]
    inspect = ["token", "inspect", token.stdout.strip(), "--jwks", jwks]
    inspected = keyplane(*inspect, "--ca-file", ca_file)
    assert json.loads(inspected.stdout)["verified"] is True, inspected.stderr
    assert keyplane(*inspect).returncode == 1

    empty = tmp_path / "empty.pem"
    empty.write_text("")
    told = keyplane(*exchange, "--ca-file", empty).stderr
    assert told == (
        f"keyplane: --ca-file: {empty} holds no certificate: expected PEM with BEGIN CERTIFICATE\n"
    )

    client = jwt.PyJWKClient(jwks, ssl_context=site.trust)
    key = client.get_signing_key_from_jwt(token.stdout.strip())
    options = {"verify_aud": False}
    claims = jwt.decode(token.stdout.strip(), key, algorithms=["RS256"], options=options)
    assert claims["iss"] == project["endpoints"]["issuer"]

    script = "fetch(process.argv[1]).then(a => a.json()).then(a => console.log(a.keys.length))"
    node = ["node", "-e", script, jwks]
    environment = os.environ | {"NODE_EXTRA_CA_CERTS": str(ca_file)}
    fetched = subprocess.run(node, env=environment, capture_output=True, text=True, timeout=60)
    assert fetched.stdout.strip() == "1", fetched.stderr


def test_the_healthcheck_and_the_doctor_know_the_certificate(site):
    listen = site.server.url.removeprefix("https://")
    pair = ["--tls-cert", site.live / "tls.crt", "--tls-key", site.live / "tls.key"]
    settings = ["--listen", listen, "--data-dir", site.server.data, *pair]
    for path in ([], ["--live"]):
        healthy = keyplane("healthcheck", *path, *settings)
        assert (healthy.returncode, healthy.stderr) == (0, "")
    plain = keyplane("healthcheck", "--listen", listen)
    assert plain.returncode == 1 and "answered 400" in plain.stderr

    def certificate(*more) -> dict:
        report = json.loads(keyplane("doctor", "--json", *settings, *more).stdout)
        return next(one for one in report["findings"] if one["check"] == "certificate")

    assert certificate()["status"] == "OK"
    other = certificate("--public-url", "https://other.example")
    assert other["status"] == "FAIL" and "not valid for other.example" in other["message"]
    site.place(*site.authority.issue(NAMES, days=(-1, 5)))
    assert certificate()["status"] == "WARN"
    site.place(*site.authority.issue(NAMES, days=(-9, -2)))
    assert certificate()["status"] == "FAIL"


def test_a_self_signed_certificate_outlives_restarts_and_can_be_trusted_by_its_file(tmp_path):
    (tmp_path / "data").mkdir()

    def fingerprint() -> str:
        server = Server(tmp_path / "data", BINARY, "--tls-self-signed", scheme="https")
        try:
            ca_file = str(tmp_path / "data" / "tls-self-signed-cert.pem")
            context = ssl.create_default_context(cafile=ca_file)
            port = int(server.url.rsplit(":", 1)[1])
            stream = socket.create_connection(("127.0.0.1", port), timeout=30)
            with context.wrap_socket(stream, server_hostname="localhost") as stream:
                assert get(stream, "/readyz").startswith(b"HTTP/1.1 200 ")
                served = stream.getpeercert(binary_form=True)
            curl = ["curl", "-sS", "--cacert", ca_file, f"{server.url}/readyz"]
            answer = subprocess.run(curl, capture_output=True, text=True, timeout=60)
            assert json.loads(answer.stdout) == {"status": "ready"}, answer.stderr
            settings = ["--listen", server.url.removeprefix("https://"), "--tls-self-signed"]
            assert keyplane("healthcheck", *settings).returncode == 0
            return served.hex()
        finally:
            server.stop()

    first = fingerprint()
    # The public URL of the first start is another port.
    shutil.rmtree(tmp_path / "kept", ignore_errors=True)
    kept = tmp_path / "kept"
    kept.mkdir()
    for file in (tmp_path / "data").glob("tls-self-signed-*"):
        shutil.copy2(file, kept)
    shutil.rmtree(tmp_path / "data")
    kept.rename(tmp_path / "data")
    assert fingerprint() == first
