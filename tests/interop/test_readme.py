"""The README's walk, pasted into bash and into zsh, twice, against a server of its own."""

import os
import re

import jwt
import pytest

from keyplane import ROOT, Server
from walks import run

# Interactive shells: zsh then takes # for no comment, and both expand history.
SHELLS = {"bash": ["bash", "--norc", "-i", "-s"], "zsh": ["zsh", "-f", "-i", "-s"]}


def walk() -> str:
    """The shell blocks between the marks, one after the other."""
    text = (ROOT / "README.md").read_text()
    part = text.split("<!-- walk: begin -->")[1].split("<!-- walk: end -->")[0]
    blocks = re.findall(r"^```sh\n(.*?)^```$", part, re.DOTALL | re.MULTILINE)
    assert len(blocks) >= 4
    return "\n".join(blocks)


@pytest.fixture(scope="module")
def own_server(tmp_path_factory):
    data = tmp_path_factory.mktemp("walk") / "data"
    data.mkdir()
    server = Server(data)
    yield server
    server.stop()


@pytest.mark.parametrize("shell", SHELLS)
def test_the_walk_works_twice_and_leaves_no_key_that_others_can_read(own_server, shell, tmp_path):
    temporary = tmp_path / "temporary"
    temporary.mkdir(mode=0o755)
    folder = own_server.data.parent
    before = set(folder.rglob("*"))
    ending = '\nprintf "token %s\\n" "$ACCESS_TOKEN"\n'
    pasted = (
        "umask 022\nset -e\n" + walk().replace("http://127.0.0.1:8080", own_server.url) + ending
    )

    tokens = []
    for _ in range(2):
        told = run(SHELLS[shell], pasted, folder, TMPDIR=str(temporary), HOME=str(temporary))
        tokens += re.findall(r"^token (.*)$", told, re.MULTILINE)
        assert '"verified": true' in told and '"clientId"' in told
        assert "PRIVATE KEY" not in told

    issuer = f"{own_server.url}/p/acme"
    keys = jwt.PyJWKClient(f"{issuer}/.well-known/jwks.json")
    clients = set()
    for token in tokens:
        key = keys.get_signing_key_from_jwt(token)
        claims = jwt.decode(token, key, ["RS256"], audience=issuer, issuer=issuer)
        clients.add(claims["client_id"])
    assert len(clients) == 2, "each walk makes an application"

    assert set(folder.rglob("*")) - before <= set(own_server.data.rglob("*"))
    keys = list(temporary.rglob("billing.json"))
    assert len(keys) == 2
    for key in keys:
        assert "PRIVATE KEY" in key.read_text()
        assert os.stat(key).st_mode & 0o077 == 0
        assert os.stat(key.parent).st_mode & 0o077 == 0
