"""TLS of the server, as curl, Python's ssl and other libraries see it."""

import http.client
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import threading
import time
from pathlib import Path

import jwt
import pytest

from certificates import Authority
from keyplane import BINARY, Admin, Server
from tenant import Application, new_project

NAMES = ["keys.example", "localhost", "127.0.0.1"]


class Site:
    """A server whose certificate lies in files, as Kubernetes and certbot place them."""

    def __init__(self, folder: Path, authority: Authority):
        self.folder, self.authority = folder, authority
        self.live = folder / "live"
        self.made = 0
        self.place(*authority.issue(NAMES))
        data = folder / "data"
        data.mkdir()
        arguments = ["--tls-cert", self.live / "tls.crt", "--tls-key", self.live / "tls.key"]
        self.server = Server(data, BINARY, *map(str, arguments), scheme="https")
        self.port = int(self.server.url.rsplit(":", 1)[1])
        self.trust = ssl.create_default_context(cafile=authority.file)

    def place(self, chain: bytes, key: bytes):
        """Puts a pair in a folder of its own, and exchanges the link to it at once."""
        self.made += 1
        folder = self.folder / f"pair-{self.made}"
        folder.mkdir()
        (folder / "tls.crt").write_bytes(chain)
        (folder / "tls.key").write_bytes(key)
        (folder / "tls.key").chmod(0o600)
        link = self.folder / "next"
        link.symlink_to(folder)
        os.replace(link, self.live)

    def connect(self, context: ssl.SSLContext | None = None, name="keys.example") -> ssl.SSLSocket:
        stream = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        return (context or self.trust).wrap_socket(stream, server_hostname=name)

    def served(self) -> str:
        """The serial number of the certificate that a new connection gets."""
        with self.connect() as stream:
            return stream.getpeercert()["serialNumber"]

    def healthy(self) -> bool:
        """Whether a new connection gets an answer."""
        with self.connect() as stream:
            return get(stream).startswith(b"HTTP/1.1 200 ")

    def reload(self):
        self.server.process.send_signal(signal.SIGHUP)

    def log(self) -> str:
        return (self.server.data / "log").read_text()


def until(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def site(tmp_path, authority):
    site = Site(tmp_path, authority)
    yield site
    site.server.stop()


def get(stream: ssl.SSLSocket, path="/healthz") -> bytes:
    stream.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
    answer = b""
    while part := stream.recv(65536):
        answer += part
    return answer


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


def test_a_link_that_is_exchanged_is_noticed_without_a_signal(site):
    before = site.served()
    site.place(*site.authority.issue(NAMES))
    until(lambda: site.served() != before)


def test_files_that_are_replaced_one_after_the_other_are_noticed_as_a_pair(site):
    """certbot replaces the certificate first and the key afterwards."""
    before = site.served()
    chain, key = site.authority.issue(NAMES)
    folder = site.live.resolve()
    for name, text in [("tls.crt", chain), ("tls.key", key)]:
        (folder / "next").write_bytes(text)
        os.replace(folder / "next", folder / name)
    until(lambda: site.served() != before)


def test_a_pair_that_cannot_be_used_is_logged_and_the_old_one_stays(site):
    before = site.served()
    good_chain, good_key = site.authority.issue(NAMES)
    other_key = site.authority.issue(NAMES)[1]
    expired = site.authority.issue(NAMES, days=(-9, -2))

    for chain, key, told in [
        (good_chain, other_key, "does not fit the certificate"),
        (*expired, "expired at"),
        (b"", good_key, "holds no certificate"),
        (good_chain, b"", "holds no private key"),
    ]:
        site.place(chain, key)
        site.reload()
        until(lambda told=told: told in site.log())
        assert site.served() == before
        assert site.healthy()
    assert "the certificate in use stays" in site.log()

    shutil.rmtree(site.live.resolve())
    site.reload()
    until(lambda: "cannot read" in site.log())
    assert site.served() == before

    site.place(good_chain, good_key)
    site.reload()
    until(lambda: site.served() != before)


@pytest.mark.parametrize(
    "make, told",
    [
        (lambda a: (a.issue(NAMES)[0], a.issue(NAMES)[1]), "does not fit the certificate"),
        (lambda a: a.issue(NAMES, days=(-9, -2)), "expired at"),
        (lambda a: a.issue(NAMES, days=(2, 9)), "is not valid before"),
    ],
)
def test_a_start_with_a_pair_that_cannot_be_used_says_why_and_makes_no_data(
    tmp_path, authority, make, told
):
    chain, key = make(authority)
    (tmp_path / "cert.pem").write_bytes(chain)
    (tmp_path / "key.pem").write_bytes(key)
    command = [BINARY, "--listen", "127.0.0.1:0", "--data-dir", "data"]
    command += ["--tls-cert", "cert.pem", "--tls-key", "key.pem"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1
    assert told in ended.stderr.splitlines()[-1], ended.stderr
    assert not (tmp_path / "data").exists()


def test_a_certificate_that_is_replaced_under_load_fails_no_request(site):
    """Twenty replacements, kept-alive connections and new ones."""
    stop, failures, counts = threading.Event(), [], [0] * 6

    def kept_alive(worker: int):
        def connection():
            return http.client.HTTPSConnection("localhost", site.port, context=site.trust)

        kept = connection()
        while not stop.is_set():
            try:
                if worker % 2:
                    kept.close()
                    kept = connection()
                kept.request("GET", "/healthz")
                answer = kept.getresponse()
                answer.read()
                if answer.status != 200:
                    failures.append(answer.status)
                counts[worker] += 1
            except OSError as error:
                failures.append(repr(error))
                kept = connection()
        kept.close()

    threads = [threading.Thread(target=kept_alive, args=[worker]) for worker in range(len(counts))]
    for thread in threads:
        thread.start()
    try:
        seen = {site.served()}
        for _ in range(20):
            before = site.served()
            site.place(*site.authority.issue(NAMES))
            site.reload()
            until(lambda before=before: site.served() != before)
            seen.add(site.served())
    finally:
        stop.set()
        for thread in threads:
            thread.join()

    assert failures == []
    assert len(seen) == 21
    assert min(counts) > 20, counts


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


def keyplane(*arguments, **environment) -> subprocess.CompletedProcess:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("KEYPLANE_", "SSL_CERT"))}
    command = [BINARY, *map(str, arguments)]
    return subprocess.run(
        command, env=clean | environment, capture_output=True, text=True, timeout=60
    )


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
    assert told == f"keyplane: --ca-file: {empty} holds no certificate: expected PEM with BEGIN CERTIFICATE\n"

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
