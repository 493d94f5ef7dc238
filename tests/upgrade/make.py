"""Fills a new database with one thing of each kind and keeps it as SQL: the state of a release,
from which later releases upgrade.

    tests/interop/.venv/bin/python tests/upgrade/make.py BINARY FOLDER [POSTGRES_URL]

BINARY is a release's own program. FOLDER gets `sqlite.sql` or, with the URL of an empty database,
`postgres.sql`, beside the master key of the database and what clients held at that time.
"""

import base64
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "interop"))

from keyplane import Admin, Server
from tenant import Application

PUBLIC_URL = "https://keys.example.com"


def main(binary: Path, folder: Path, postgres: str | None):
    folder.mkdir(parents=True, exist_ok=True)
    name = "postgres" if postgres else "sqlite"
    database = ["--database-url", postgres] if postgres else []
    with tempfile.TemporaryDirectory() as data:
        server = Server(Path(data), binary, "--public-url", PUBLIC_URL, *database)
        try:
            told = fill(server)
        finally:
            server.stop()
        shutil.copy(Path(data) / "master-key.json", folder / f"{name}-master-key.json")
        sql = dump_postgres(postgres) if postgres else dump_sqlite(Path(data) / "keyplane.db")

    (folder / f"{name}.sql").write_text(sql)
    (folder / f"{name}-told.json").write_text(json.dumps(told, indent=2) + "\n")


def fill(server: Server) -> dict:
    file = server.key_file()
    root = Admin.of_key_file(file | {"endpoint": f"{server.url}/graphql"})
    fields = "project { id slug endpoints { issuer } }"
    project = root.mutate("createProject", fields, slug="shop", name="Shop")["project"]
    project["endpoints"]["issuer"] = f"{server.url}/p/shop"

    api = root.mutate(
        "createApi",
        "api { id }",
        projectId=project["id"],
        name="orders",
        identifier="https://orders.example.com",
        scopes=["read", "write"],
        accepts=["ACCESS_TOKEN", "APPLICATION_JWT"],
    )["api"]["id"]
    method = "CLIENT_SECRET_POST"
    jwts = Application.create(root, project, method, labels=[{"key": "team", "value": "red"}])
    opaque = Application.create(root, project, method, accessTokenFormat="OPAQUE")
    keyed = Application.create(root, project, "PRIVATE_KEY_JWT")
    server_of = Application.create(root, project, method, type="RESOURCE_SERVER")
    for application in (jwts, opaque, keyed):
        application.update(accessTokenLifetimeSeconds=2_419_200)
        grant = {"applicationId": application.client_id, "apiId": api, "scopes": ["read"]}
        root.mutate("grantApi", "grant { id }", **grant)
    signing = root.ask(
        "query ($id: ID!) { node(id: $id) { ... on Project {"
        " signingKeys(first: 1) { nodes { id } } } } }",
        id=project["id"],
    )["node"]["signingKeys"]["nodes"][0]["id"]
    root.mutate("rotateKey", "key { kid }", keyId=signing)

    token = token_of(jwts)
    revoked = token_of(jwts)
    told = {
        "admin": {"key": file["key"], "kid": file["keyId"], "audience": file["audience"]},
        "key": keyed.new_key("RS256"),
        "clients": {
            "secret": {"id": jwts.client_id, "secret": jwts.secret},
            "keyed": {"id": keyed.client_id},
            "resourceServer": {"id": server_of.client_id, "secret": server_of.secret},
        },
        "tokens": {"jwt": token, "opaque": token_of(opaque), "revoked": revoked},
        "jwks": json.load(urllib.request.urlopen(f"{server.url}/p/shop/.well-known/jwks.json")),
    }
    fields = {"client_id": jwts.client_id, "client_secret": jwts.secret, "token": revoked}
    urllib.request.urlopen(
        f"{server.url}/p/shop/oauth/revoke", urllib.parse.urlencode(fields).encode()
    )
    told["at"] = json.loads(decoded(token))["iat"]
    return told


def token_of(application: Application) -> str:
    fields = {
        "grant_type": "client_credentials",
        "client_id": application.client_id,
        "client_secret": application.secret,
        "resource": "https://orders.example.com",
    }
    url = f"{application.project['endpoints']['issuer']}/oauth/token"
    with urllib.request.urlopen(url, urllib.parse.urlencode(fields).encode()) as answer:
        return json.load(answer)["access_token"]


def decoded(token: str) -> bytes:
    payload = token.split(".")[1]
    return base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))


def dump_sqlite(file: Path) -> str:
    with sqlite3.connect(file) as connection:
        # A row may come before the table that it names.
        return "\n".join(["PRAGMA foreign_keys = OFF;", *connection.iterdump()]) + "\n"


def dump_postgres(url: str) -> str:
    command = ["pg_dump", "--inserts", "--no-owner", "--no-privileges", url]
    dump = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    # Lines for psql itself, and comments.
    return re.sub(r"(?m)^(\\|--).*\n|^\n", "", dump)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]), *(sys.argv[3:] or [None]))
