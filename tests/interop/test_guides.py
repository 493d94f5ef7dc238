"""The guides of docs/, as written, against a server of their own."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jwt
import pytest

from keyplane import ROOT, Admin, Server
from proxies import Proxy
from tenant import Application, discovered, new_project
from walks import bash, marked, walk
from wire import Connection


class Reader:
    """A reader of the guides: a server, the project of the README, and a folder for keys."""

    def __init__(self, folder: Path):
        self.folder, self.keys = folder, folder / "keys"
        (folder / "data").mkdir()
        self.keys.mkdir(mode=0o700)
        self.server = Server(folder / "data")
        self.root = Admin.of_key_file(self.server.key_file())
        fields = "project { id slug endpoints { issuer } }"
        made = self.root.mutate("createProject", fields, slug="acme", name="Acme")
        self.project = made["project"]
        self.issuer = self.project["endpoints"]["issuer"]

    def application(self, method: str, **settings) -> Application:
        return Application.create(self.root, self.project, method, **settings)

    def follow(self, page: str, *names: str, change=str, **variables) -> str:
        """What the walk prints, for the holder of the first admin key."""
        script = change(walk(page, *names)).replace("http://127.0.0.1:8080", self.server.url)
        named = {
            "HOME": str(self.folder),
            "ISSUER": self.issuer,
            "KEYS": str(self.keys),
            "KEYPLANE_KEY_FILE": str(self.folder / "data" / "admin-key.json"),
            "KEYPLANE_PROJECT": "acme",
        }
        return bash(script, self.folder, **named | variables)


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    reader = Reader(tmp_path_factory.mktemp("guides"))
    yield reader
    reader.server.stop()


def answers(text: str) -> list[dict]:
    """The JSON values that a walk printed."""
    decoder, values, at = json.JSONDecoder(), [], 0
    while at < len(text.rstrip()):
        value, end = decoder.raw_decode(text, at)
        values.append(value)
        at = end + len(text[end:]) - len(text[end:].lstrip())
    return values


def with_key(reader: Reader) -> tuple[Application, str]:
    """An application with a key, and the ID of the key."""
    application = reader.application("PRIVATE_KEY_JWT")
    made = reader.root.mutate(
        "generateApplicationKey",
        "key { id } privateKey { content }",
        applicationId=application.client_id,
        name="billing-1",
    )
    file = reader.keys / "billing.json"
    file.write_text(made["privateKey"]["content"])
    return application, made["key"]["id"]


def test_the_admin_api_is_called_with_curl(reader):
    (told,) = answers(reader.follow("docs/admin-api.md", "graphql", "call"))
    assert told["viewer"]["scope"] == "INSTANCE"
    assert told["projects"]["nodes"] == [{"id": reader.project["id"], "slug": "acme"}]


def test_every_audit_event_is_listed_once_page_by_page(reader):
    for number in range(4):
        reader.root.mutate("createProject", "project { id }", slug=f"paged-{number}", name="Pages")
    counted = reader.root.ask("{ auditEvents { totalCount } }")["auditEvents"]["totalCount"]
    assert counted > 4

    def smaller(script: str) -> str:
        assert "first: 100" in script
        return script.replace("first: 100", "first: 2")

    listed = reader.follow("docs/admin-api.md", "graphql", "pages", change=smaller).splitlines()
    assert [int(line.split()[0]) for line in listed] == list(range(counted, 0, -1))


def test_the_page_lists_every_code_and_every_reason():
    page = (ROOT / "docs" / "admin-api.md").read_text()
    source = ROOT / "crates" / "api" / "src" / "graphql" / "failure.rs"
    codes = set(re.findall(r'=> "([A-Z_]+)"', source.read_text()))
    table = page.split("<!-- codes -->")[1].split("\n\n")[0]
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", table, re.MULTILINE)) == codes

    source = ROOT / "crates" / "auth" / "src" / "refusal.rs"
    reasons = set(re.findall(r'=> "([A-Z_]+)"', source.read_text()))
    table = page.split("<!-- reasons -->")[1].split("\n\n")[0]
    rows = [line.split("|")[1] for line in table.strip().splitlines()]
    assert {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)} == reasons


def test_the_page_has_the_bounds_of_the_code():
    page = (ROOT / "docs" / "admin-api.md").read_text()
    folder = ROOT / "crates" / "api" / "src" / "graphql"
    source = "".join(file.read_text() for file in sorted(folder.rglob("*.rs")))

    def bound(name: str) -> str:
        return f"{int(re.search(rf'const {name}: .* = ([0-9_]+);', source)[1]):,}"

    for row, name in {
        "depth of a document": "MAX_DEPTH",
        "items of a page": "MAX_PAGE",
        "mutations in a request": "MAX_MUTATIONS",
        "fields of a document, with its fragments spread": "MAX_FIELDS",
        "cost of a document, see below": "MAX_COST",
        "values in the variables": "MAX_VALUES",
    }.items():
        assert f"| {row} | {bound(name)} |" in page, row


def test_a_rotation_is_previewed_done_scheduled_and_used(reader):
    application, old = with_key(reader)
    secret = reader.application("CLIENT_SECRET_BASIC")
    current = """{ project(slug: "acme") { keyPolicy { rotationPeriodSeconds }
        currentSigningKey { id successor { state } } } }"""
    before = reader.root.ask(current)["project"]["currentSigningKey"]
    assert before["successor"] is None

    reader.follow(
        "docs/guides/rotate.md",
        APPLICATION=application.client_id,
        WITH_SECRET=secret.client_id,
    )
    after = reader.root.ask(current)["project"]
    assert after["currentSigningKey"]["id"] == before["id"], "it signs until the takeover"
    assert after["currentSigningKey"]["successor"]["state"] == "PENDING"
    assert after["keyPolicy"]["rotationPeriodSeconds"] == 90 * 86_400
    assert state(reader, old) == "RETIRING"
    for file in ("billing-new.json", "secret-new"):
        assert os.stat(reader.keys / file).st_mode & 0o077 == 0
    assert secret.secret not in (reader.keys / "secret-new").read_text()


def state(reader: Reader, key: str) -> str:
    query = "query ($id: ID!) { node(id: $id) { ... on Key { state } } }"
    return reader.root.ask(query, id=key)["node"]["state"]


def test_what_leaked_is_revoked_at_once(reader):
    _, key = with_key(reader)
    secret = reader.application("CLIENT_SECRET_BASIC")
    made = reader.root.mutate("generateAdminKey", "key { id }", name="lost", permissions=["READ"])
    slug = new_project(reader.root)["slug"]
    current = f'{{ project(slug: "{slug}") {{ currentSigningKey {{ id }} }} }}'
    signing = reader.root.ask(current)["project"]["currentSigningKey"]["id"]

    names = ("key", "secret", "admin", "audit")
    told = reader.follow(
        "docs/guides/leak.md",
        *names,
        KEY=key,
        WITH_SECRET=secret.client_id,
        ADMIN_KEY=made["key"]["id"],
    )
    assert secret.client_id in told or "sec_" in told
    reader.follow("docs/guides/leak.md", "signing", SIGNING_KEY=signing, KEYPLANE_PROJECT=slug)
    assert [state(reader, one) for one in (key, made["key"]["id"], signing)] == ["REVOKED"] * 3
    query = "query ($id: ID!) { node(id: $id) { ... on Application { clientSecrets { id } } } }"
    assert reader.root.ask(query, id=secret.client_id)["node"]["clientSecrets"] == []
    assert reader.root.ask(current)["project"]["currentSigningKey"]["id"] != signing


def test_a_leaked_token_is_revoked_by_its_client(reader):
    client = reader.application("CLIENT_SECRET_BASIC")
    basic = {"CLIENT_ID": client.client_id, "CLIENT_SECRET": client.secret}
    token = bash(
        'curl -sS --fail --user "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials '
        '"$ISSUER/oauth/token" | jq -r .access_token',
        reader.folder,
        ISSUER=reader.issuer,
        **basic,
    ).strip()
    query = "query ($input: InspectTokenInput!) { inspectToken(input: $input) { verdict } }"
    asked = {"projectId": reader.project["id"], "token": token}
    assert reader.root.ask(query, input=asked)["inspectToken"]["verdict"] == "VALID"
    reader.follow("docs/guides/leak.md", "token", ACCESS_TOKEN=token, **basic)
    assert reader.root.ask(query, input=asked)["inspectToken"]["verdict"] != "VALID"


def test_a_token_is_introspected_and_inspected(reader):
    post = reader.application("CLIENT_SECRET_POST")
    server = reader.application("CLIENT_SECRET_BASIC", type="RESOURCE_SERVER")
    told = reader.follow(
        "docs/guides/verify.md",
        ACCESS_TOKEN=post.access_token(),
        RESOURCE_SERVER_ID=server.client_id,
        RESOURCE_SERVER_SECRET=server.secret,
    )
    introspected, inspected = answers(told)
    assert introspected["active"] is True
    assert inspected["verified"] is True
    listed = re.findall(
        r"^\| ((?:`\w+`(?:, )?)+) \|",
        (ROOT / "docs/guides/verify.md").read_text().split("Claims of an access token")[1],
        re.MULTILINE,
    )
    documented = set(re.findall(r"\w+", "".join(listed)))
    assert set(inspected["claims"]) <= documented


def test_a_token_of_our_own_signer_verifies_with_the_published_key(reader):
    page = "docs/guides/own-signer.md"
    (reader.folder / "sign.py").write_text(marked(page, "file")["sign.py"])

    def here(script: str) -> str:
        assert "python3 sign.py" in script
        return script.replace("python3 sign.py", f"{sys.executable} sign.py")

    told = reader.follow(page, change=here)
    assert told.strip().splitlines()[-1].startswith("{'iss': ")
    assert os.stat(reader.keys / "signer.pem").st_mode & 0o077 == 0


def test_vault_gets_an_api_of_its_own(reader):
    application, _ = with_key(reader)
    reader.follow("docs/guides/vault.md", "api", APPLICATION=application.client_id)
    ask = walk("docs/guides/vault.md", "login").split(" |\n")[0]
    claims = jwt.decode(
        bash(ask, reader.folder, KEYS=str(reader.keys)).strip(),
        options={"verify_signature": False},
    )
    assert claims["aud"] == "https://vault.example.com"
    assert claims["client_id"] == application.client_id


def test_urql_calls_the_admin_api_with_tokens_that_it_signs(reader):
    """The program stands beside node_modules, since Node looks for packages from there."""
    place = ROOT / "tests" / "interop" / "node" / "urql.generated.mjs"
    place.write_text(marked("docs/admin-api.md", "file")["urql.mjs"])
    made = reader.root.mutate(
        "generateAdminKey",
        "key { kid } privateKey { content }",
        name="urql",
        permissions=["READ"],
        format="PEM_PKCS8",
    )
    settings = {
        "endpoint": reader.root.endpoint,
        "audience": reader.server.url,
        "kid": made["key"]["kid"],
        "pem": made["privateKey"]["content"],
    }
    call = f"""
        import {{ gql }} from '@urql/core'
        import {{ adminApi }} from './{place.name}'
        const client = await adminApi({json.dumps(settings)})
        const query = gql`query ($slug: String!) {{ project(slug: $slug) {{ name }} }}`
        const {{ data, error }} = await client.query(query, {{ slug: 'acme' }}).toPromise()
        if (error) throw error
        console.log(data.project.name)
    """
    try:
        done = subprocess.run(
            ["node", "--input-type=module"],
            input=call,
            cwd=place.parent,
            capture_output=True,
            text=True,
            timeout=60,
        )
    finally:
        place.unlink()
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "Acme"


def test_nginx_in_front_of_keyplane_hands_on_paths_and_addresses(reader, tmp_path):
    """The page's server without its certificate; the tests of gateways use certificates."""
    config = marked("docs/deployment/proxies.md", "nginx")["proxy"]
    for written, here in {
        "listen 443 ssl;": "listen 80;",
        "http://127.0.0.1:8080": reader.server.url,
    }.items():
        assert written in config
        config = config.replace(written, here)
    config = re.sub(r"^ *ssl_certificate.*\n", "", config, flags=re.MULTILINE)
    proxy = Proxy("nginx", config, tmp_path)
    try:
        with Connection.open(proxy.port) as connection:
            found = connection.send("/p/acme/.well-known/openid-configuration")
            odd = connection.send("/p/acme/apis/x/verify/%2e%2e/y")
    finally:
        proxy.stop()
    assert json.loads(found.body) == discovered(reader.project)
    assert odd.status == 401, "the path arrived as it was sent"


def test_the_public_part_of_keyplane_leaves_the_admin_api_inside(reader, tmp_path):
    locations = marked("docs/deployment/proxies.md", "nginx")["public"]
    config = "server {\n    listen 80;\n" + locations + "}\n"
    # A gateway that answers 404 counts as not started yet.
    for written, here in {"http://127.0.0.1:8080": reader.server.url, "404": "410"}.items():
        assert written in config
        config = config.replace(written, here)
    proxy = Proxy("nginx", config, tmp_path)
    try:
        with Connection.open(proxy.port) as connection:
            found = {
                path: connection.send(path).status
                for path in [
                    "/p/acme/.well-known/jwks.json",
                    "/.well-known/oauth-authorization-server/p/acme",
                    "/graphql",
                    "/console/",
                    "/readyz",
                ]
            }
    finally:
        proxy.stop()
    assert list(found.values()) == [200, 200, 410, 410, 410], found
