"""docs/mcp.md, as written: the official MCP SDKs reach a protected server behind real gateways with
nothing but its URL and a credential."""

import json
import ssl
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

import jwt
import pytest

from federation import public_jwk, signing_key
from mcp_site import MODULES, McpSite, programs, walk
from proxies import BINARIES

GATEWAYS = ["nginx", "caddy"]
# The first SDK of TypeScript, whose classes lie in files of their own: under the second's names.
FIRST_SDK = """
export { Client } from '@modelcontextprotocol/sdk/client/index.js'
export * from '@modelcontextprotocol/sdk/client/auth-extensions.js'
export { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
"""
# What a shell leaves for the next one: the variables of the page.
KEEP = """
for name in KEYPLANE_URL KEYPLANE_KEY_FILE KEYPLANE_PROJECT CLIENT_ID CLIENT_SECRET; do
    [[ ! -v $name ]] || declare -p $name
done > shell
"""
# The ending of a program, and what runs it.
SDKS = {
    "python": ("py", "python"),
    "typescript 2": ("mjs", "node"),
    "typescript 1": ("mjs", "node"),
}


class Reader:
    """Somebody who follows docs/mcp.md, with a project and a gateway of their own."""

    def __init__(self, site: McpSite, server, slug: str):
        self.site, self.folder = site, site.folder
        self.issuer = f"{server.url}/p/{slug}"
        self.changes = {
            "https://keys.example.com": server.url,
            "https://mcp.example.com/mcp": site.url,
            "KEYPLANE_PROJECT=agents": f"KEYPLANE_PROJECT={slug}",
            "project create agents": f"project create {slug}",
            "/p/agents": f"/p/{slug}",
            "--gateway nginx": f"--gateway {BINARIES[site.gateway][0].lower()}",
            "http://127.0.0.1:3000": f"http://127.0.0.1:{site.upstream}",
        }
        for name, program in programs().items():
            (self.folder / name).write_text(program)
        (self.folder / "node_modules").symlink_to(MODULES)
        (self.folder / "admin-key.json").symlink_to(server.data / "admin-key.json")
        self.sh(walk("register", "gateway"))
        site.serve((self.folder / "tools.conf").read_text())

    def sh(self, script: str) -> str:
        """Goes on with the page in the shell of the parts before."""
        for written, real in self.changes.items():
            script = script.replace(written, real)
        (self.folder / "shell").touch()
        script = f"source shell\n{script}\n{KEEP}"
        return self.site.run(script, self.folder)

    def made(self, *parts: str) -> dict[str, str]:
        """The credential that parts of the page make."""
        told = self.sh(walk(*parts) + '\necho; echo "$CLIENT_ID"; echo "${CLIENT_SECRET:-}"')
        client_id, secret = told.split("\n")[-3:-1]
        return {"CLIENT_ID": client_id, "CLIENT_SECRET": secret}

    def call(self, sdk: str, program: str, **environment: str) -> str:
        """What a program of the page prints."""
        done = self.attempt(sdk, program, **environment)
        assert done.returncode == 0, f"{done.stdout}{done.stderr}"
        return done.stdout.strip()

    def attempt(self, sdk: str, program: str, **environment: str):
        ending, runner = SDKS[sdk]
        command = [runner, f"{program}.{ending}"]
        folder = self.folder if sdk != "typescript 1" else self.first_sdk()
        return self.site.attempt(command, folder, MCP_URL=self.site.url, **environment)

    def first_sdk(self) -> Path:
        """The programs for the first SDK, in a folder beside the files of the credentials."""
        folder = self.folder / "first"
        if not folder.exists():
            folder.mkdir()
            (folder / "sdk.mjs").write_text(FIRST_SDK)
            for name, program in programs().items():
                program = program.replace("'@modelcontextprotocol/client'", "'./sdk.mjs'")
                (folder / name).write_text(program)
        for file in ("key.pem",):
            (folder / file).unlink(missing_ok=True)
            (folder / file).symlink_to(self.folder / file)
        return folder


@pytest.fixture(scope="module", params=GATEWAYS)
def reader(request, server, authority, tmp_path_factory):
    site = McpSite(request.param, tmp_path_factory.mktemp("mcp"), authority)
    try:
        yield Reader(site, server, f"agents-{GATEWAYS.index(request.param)}")
    finally:
        site.stop()


@pytest.fixture(scope="module")
def secret(reader) -> dict[str, str]:
    return reader.made("secret")


@pytest.fixture(scope="module")
def key(reader) -> dict[str, str]:
    return {"CLIENT_ID": reader.made("key")["CLIENT_ID"]}


@pytest.mark.parametrize("sdk", SDKS)
def test_an_agent_gets_in_with_a_secret(reader, secret, sdk):
    told = reader.call(sdk, "with_secret", **secret)
    assert told == f"{secret['CLIENT_ID']} may read"


@pytest.mark.parametrize("sdk", SDKS)
def test_an_agent_gets_in_with_a_key(reader, key, sdk):
    assert reader.call(sdk, "with_key", **key) == f"{key['CLIENT_ID']} may read"


@pytest.mark.parametrize("sdk", SDKS)
def test_an_agent_that_knows_its_issuer_gets_in_too_and_nowhere_else(reader, key, sdk):
    told = reader.call(sdk, "with_key", ISSUER=reader.issuer, **key)
    assert told == f"{key['CLIENT_ID']} may read"
    done = reader.attempt(sdk, "with_key", ISSUER=f"{reader.issuer}-2", **key)
    assert done.returncode != 0 and " may " not in done.stdout


CLUSTER = "https://kubernetes.default.svc.cluster.local"


def pod_token(reader: Reader, account: str, audience: str | None = None) -> dict[str, str]:
    """A file with the token that a cluster gives to the pods of a service account."""
    now = int(time.time())
    claims = {
        "iss": CLUSTER,
        "sub": f"system:serviceaccount:agents:{account}",
        "aud": [audience or reader.issuer],
        "exp": now + 3600,
        "iat": now,
        "nbf": now,
        "jti": str(uuid.uuid4()),
    }
    token = jwt.encode(claims, signing_key("RS256"), "RS256", headers={"kid": "cluster-1"})
    file = reader.folder / f"{account}.token"
    file.write_text(f"{token}\n")
    return {"TOKEN_FILE": str(file)}


@pytest.fixture(scope="module")
def federated(reader) -> str:
    """The client ID of the application whose credential is a token file."""
    keys = {"keys": [public_jwk("RS256", "cluster-1")]}
    (reader.folder / "jwks.json").write_text(json.dumps(keys))
    return reader.made("federation")["CLIENT_ID"]


TOKEN_PROGRAMS = [
    ("python", "with_token_file"),
    ("typescript 2", "with_token_file"),
    ("typescript 1", "with_token_file"),
    ("typescript 2", "with_token_grant"),
    ("typescript 1", "with_token_grant"),
]


@pytest.mark.parametrize(("sdk", "program"), TOKEN_PROGRAMS)
def test_an_agent_gets_in_with_nothing_but_a_token_file(reader, federated, sdk, program):
    told = reader.call(sdk, program, **pod_token(reader, "reporter"))
    assert told == f"{federated} may read"


@pytest.mark.parametrize(("sdk", "program"), TOKEN_PROGRAMS)
def test_a_token_of_another_workload_does_not_get_in(reader, federated, sdk, program):
    done = reader.attempt(sdk, program, **pod_token(reader, "stranger"))
    assert done.returncode != 0 and " may " not in done.stdout
    assert "invalid_" in done.stderr or "Invalid" in done.stderr


def test_the_commands_that_run_the_agents_work_as_written(reader, secret):
    told = reader.sh(walk("secret", "run")).strip().split("\n")
    assert len(told) >= 2 and told[-2] == told[-1]
    assert told[-1].endswith(" may read") and told[-1].startswith("app_")


@pytest.mark.parametrize("sdk", SDKS)
def test_an_agent_with_a_wrong_secret_does_not_get_in(reader, secret, sdk):
    done = reader.attempt(sdk, "with_secret", **secret | {"CLIENT_SECRET": "x" * 43})
    assert done.returncode != 0 and " may " not in done.stdout
    assert "401" in done.stderr or "invalid_client" in done.stderr or "InvalidClient" in done.stderr


def test_the_document_and_the_challenge_agree_with_what_the_client_dialled(reader):
    trust = ssl.create_default_context(cafile=reader.site.authority.file)
    request = urllib.request.Request(reader.site.url, b"{}", {"Content-Type": "application/json"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, context=trust)
    with refused.value as answer:
        assert answer.code == 401
        challenge = answer.headers["WWW-Authenticate"]
    url = challenge.split('resource_metadata="')[1].split('"')[0]
    assert url == reader.site.url.replace("/mcp", "/.well-known/oauth-protected-resource/mcp")
    with urllib.request.urlopen(url, context=trust) as answer:
        document = json.load(answer)
    assert document["resource"] == reader.site.url
    assert document["authorization_servers"] == [reader.issuer]
