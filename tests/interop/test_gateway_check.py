"""What a gateway asks, and what it makes of answers that are no yes: another server stands where
Keyplane would."""

import pytest

from guarded import OK, Guarded, bearer
from keyplane import Admin, Server
from proxies import BINARIES
from wire import Connection, Recorder

YES = (
    b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Keyplane-Subject: alice\r\n"
    b"X-Keyplane-Client-Id: app_1\r\nX-Keyplane-Scope: read\r\nX-Keyplane-Token-Id: 7\r\n\r\n"
)


@pytest.fixture(scope="module", params=BINARIES)
def asked(request, server, root, tmp_path_factory):
    """An API whose gateway asks a recorder; gives both."""
    check = Recorder(YES)
    # Two forms of the same address, for Envoy names host and port apart.
    port = server.url.rpartition(":")[2]
    moved = [(f":{port}", f":{check.port}")]
    if BINARIES[request.param][0] == "ENVOY":
        moved.append((f"port_value: {port}", f"port_value: {check.port}"))
    guarded = Guarded(root, request.param, tmp_path_factory.mktemp("gateway"), moved)
    yield guarded, check
    guarded.stop()
    check.stop()


def path_of(guarded: Guarded) -> str:
    return "/" + guarded.api["verifyEndpoint"].split("/", 3)[3]


def test_the_check_gets_the_token_and_neither_body_nor_cookies_nor_query(asked):
    guarded, check = asked
    private = [("Cookie", "session=1"), ("X-Api-Key", "secret"), ("X-Keyplane-Subject", "eve")]
    answer = guarded.send("T", "/a/b?scope=x", private, method="POST", body=b"private")
    assert answer.status == 200
    (question,) = check.seen[-1:]
    assert question.target == path_of(guarded)
    assert question.method == ("POST" if guarded.proxy.gateway == "ENVOY" else "GET")
    assert question.values("Authorization") == ["Bearer T"]
    assert question.body == b""
    assert question.value("Content-Length") in (None, "0")
    names = {name.lower() for name, _ in question.headers}
    assert not names & {"cookie", "transfer-encoding", "x-keyplane-subject"}
    if guarded.proxy.gateway != "CADDY":  # which hands on the client's other headers
        assert "x-api-key" not in names


def test_a_question_for_the_metadata_says_nothing_of_its_client(asked):
    guarded, check = asked
    private = [("Cookie", "session=1"), ("X-Keyplane-Subject", "eve"), ("If-None-Match", '"x"')]
    target = "/.well-known/oauth-protected-resource/orders"
    before = len(guarded.upstream.seen)
    assert guarded.send("T", target, private).status == 200
    (question,) = check.seen[-1:]
    assert question.target == path_of(guarded).removesuffix("verify") + "oauth-protected-resource"
    assert question.value("If-None-Match") == '"x"'
    assert question.value("Host").split(":")[0] == "127.0.0.1"
    names = {name.lower() for name, _ in question.headers}
    assert not names & {"authorization", "cookie", "upgrade"}
    assert len(guarded.upstream.seen) == before


def test_the_check_is_not_asked_to_upgrade(asked):
    guarded, check = asked
    upgrade = [("Connection", "Upgrade"), ("Upgrade", "websocket")]
    assert guarded.send("T", headers=upgrade).status == 101
    assert check.seen[-1].values("Upgrade") == []
    assert guarded.last().values("Upgrade") == ["websocket"]


def test_the_path_that_is_asked_about_is_never_the_clients(asked):
    guarded, check = asked
    for target in ("/../../other/verify", "/x/..%2f..%2fscopes/a/verify", "/?scope=write", "//x"):
        before = len(check.seen)
        guarded.send("T", target)
        targets = {question.target for question in check.seen[before:]}
        assert targets <= {path_of(guarded)}, target


@pytest.mark.parametrize(
    "status",
    [
        "401 Unauthorized",
        "403 Forbidden",
        "302 Found",
        "404 Not Found",
        "429 Too Many Requests",
        "500 Internal Server Error",
        "503 Service Unavailable",
    ],
)
def test_no_other_answer_lets_a_request_pass(asked, status):
    guarded, check = asked
    before = len(guarded.upstream.seen)
    check.answer = (
        f"HTTP/1.1 {status}\r\nContent-Length: 2\r\nContent-Type: application/json\r\n"
        'WWW-Authenticate: Bearer error="why"\r\nLocation: /elsewhere\r\n\r\n{}'
    ).encode()
    try:
        answer = guarded.send("T", method="POST", body=b"body")
    finally:
        check.answer = YES
    assert len(guarded.upstream.seen) == before
    code = int(status[:3])
    if code in (401, 403):
        assert answer.status == code
        assert answer.values("WWW-Authenticate") == ['Bearer error="why"']
    else:
        assert answer.status >= 300
        assert answer.status >= 500 or code < 500


def test_a_yes_without_names_leaves_no_room_for_the_clients(asked):
    guarded, check = asked
    check.answer = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    made_up = [("X-Keyplane-Subject", "eve"), ("x_keyplane_subject", "eve")]
    try:
        assert guarded.send("T", headers=made_up).status == 200
    finally:
        check.answer = YES
    names = [name for name, value in guarded.last().headers if value == "eve"]
    assert names == []


def test_an_upstreams_own_refusal_is_handed_on_as_it_is(asked):
    guarded, _ = asked
    guarded.upstream.answer = (
        b'HTTP/1.1 403 Forbidden\r\nContent-Length: 3\r\nWWW-Authenticate: Own realm="x"\r\n\r\nown'
    )
    try:
        answer = guarded.send("T")
    finally:
        guarded.upstream.answer = OK
    assert (answer.status, answer.body) == (403, b"own")
    assert answer.values("WWW-Authenticate") == ['Own realm="x"']


def test_the_connection_to_the_check_is_kept(asked):
    guarded, check = asked
    guarded.send("T")
    before = check.connections
    with Connection.open(guarded.proxy.port) as connection:
        for _ in range(5):
            assert connection.send("/", bearer("T")).status == 200
    assert check.connections <= before + 1


def test_without_keyplane_nothing_passes(tmp_path):
    (tmp_path / "data").mkdir()
    server = Server(tmp_path / "data")
    root = Admin.of_key_file(server.key_file())
    sites = []
    try:
        for number, name in enumerate(BINARIES):
            files = tmp_path / str(number)
            files.mkdir()
            sites.append(Guarded(root, name, files))
        tokens = [site.caller().own_token() for site in sites]
        for site, token in zip(sites, tokens, strict=True):
            assert site.passes(token)
        server.stop()
        for site, token in zip(sites, tokens, strict=True):
            before = len(site.upstream.seen)
            for sent in (token, token, None):
                assert site.send(sent, method="POST", body=b"body").status >= 500, site.name
            assert len(site.upstream.seen) == before, site.name
    finally:
        for site in sites:
            site.stop()
        server.process.kill()
