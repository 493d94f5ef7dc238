"""Admin tokens signed by programs that are not ours."""

import base64
import json
import subprocess
import time

import jwt
import pytest

from keyplane import BINARY, Admin

VIEWER = "{ viewer { scope key { kid } project { slug } permissions } }"
GENERATED = "key { kid } privateKey { filename mediaType content }"


def test_pyjwt_signs_with_the_key_file_of_the_first_start(root):
    viewer = root.ask(VIEWER)["viewer"]
    assert viewer["scope"] == "INSTANCE"
    assert viewer["key"]["kid"] == root.kid
    assert len(viewer["permissions"]) == 8


@pytest.mark.parametrize("form", ["PEM_PKCS8", "PEM_PKCS1"])
def test_pyjwt_signs_with_a_downloaded_pem_and_the_projects_slug_as_audience(root, project, form):
    made = root.mutate(
        "generateAdminKey",
        GENERATED,
        projectId=project["id"],
        name=f"backend {form}",
        permissions=["READ"],
        format=form,
    )
    pem, kid = made["privateKey"]["content"], made["key"]["kid"]
    viewer = Admin(root.endpoint, pem, kid, [project["slug"]]).ask(VIEWER)["viewer"]
    assert viewer["scope"] == "PROJECT"
    assert viewer["project"]["slug"] == project["slug"]


def test_pyjwt_signs_with_a_downloaded_jwk(root, project):
    made = root.mutate(
        "generateAdminKey",
        GENERATED,
        projectId=project["id"],
        name="jwk",
        permissions=["READ"],
        format="JWK",
    )
    key = jwt.PyJWK.from_json(made["privateKey"]["content"])
    admin = Admin(root.endpoint, key.key, made["key"]["kid"], project["slug"])
    assert admin.ask(VIEWER)["viewer"]["project"]["slug"] == project["slug"]


def test_a_downloaded_key_file_says_all_that_a_caller_needs(root, project):
    made = root.mutate(
        "generateAdminKey", GENERATED, projectId=project["id"], name="file", permissions=["READ"]
    )
    assert made["privateKey"]["mediaType"] == "application/json"
    file = json.loads(made["privateKey"]["content"])
    assert file["type"] == "admin"
    assert file["projectId"] == project["slug"]
    assert file["audience"] == file["endpoint"].removesuffix("/graphql") + "/p/" + project["slug"]
    assert all(isinstance(value, str) for value in file.values())
    assert Admin.of_key_file(file).ask(VIEWER)["viewer"]["key"]["kid"] == made["key"]["kid"]


def test_openssl_makes_a_key_whose_newlines_are_stripped_and_signs_with_it(root, project, tmp_path):
    private = tmp_path / "private.pem"
    run("openssl", "genrsa", "-out", private, "2048")
    public = run("openssl", "rsa", "-in", private, "-pubout").decode().replace("\n", "")
    key = root.mutate(
        "importAdminKey",
        "key { kid }",
        projectId=project["id"],
        name="shell",
        permissions=["READ"],
        publicKey=public,
        kid="from-a-shell",
    )["key"]
    header = {"alg": "RS256", "typ": "JWT", "kid": key["kid"]}
    now = int(time.time())
    message = f"{part(header)}.{part({'aud': project['slug'], 'iat': now, 'exp': now + 60})}"
    signature = run("openssl", "dgst", "-sha256", "-sign", private, input=message.encode())
    token = f"{message}.{base64url(signature)}"
    assert root.ask(VIEWER, token=token)["viewer"]["key"]["kid"] == "from-a-shell"


def test_the_command_line_mints_what_pyjwt_can_read(server, root):
    file = server.data / "admin-key.json"
    token = run(BINARY, "token", "mint", "--key-file", file, "--ttl", "2m").decode()
    assert token == token.strip() + "\n"
    token = token.strip()
    claims = jwt.decode(token, options={"verify_signature": False})
    assert claims["aud"] == server.url
    assert claims["exp"] - claims["iat"] == 120
    assert root.ask(VIEWER, token=token)["viewer"]["key"]["kid"] == root.kid


def run(*command, input: bytes | None = None) -> bytes:
    done = subprocess.run([str(word) for word in command], input=input, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def part(value: dict) -> str:
    return base64url(json.dumps(value).encode())


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
