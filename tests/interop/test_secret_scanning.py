"""The rules of `deploy/secret-scanning` find secrets, and nothing that only looks like one."""

import json
import re
import zlib

import pytest

from keyplane import ROOT
from tenant import Application

FOLDER = ROOT / "deploy" / "secret-scanning"
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def gitleaks() -> list[str]:
    return re.findall(r"^regex = '''(.*)'''$", (FOLDER / "gitleaks.toml").read_text(), re.MULTILINE)


def trufflehog() -> list[str]:
    text = (FOLDER / "trufflehog.yaml").read_text()
    return re.findall(r"^ {6}\w+: '(.*)'$", text, re.MULTILINE)


def found(text: str) -> list[str]:
    """What the rules find; both files find the same."""
    rules = [gitleaks(), trufflehog()]
    by_file = [[found for rule in one for found in re.findall(rule, text)] for one in rules]
    assert by_file[0] == by_file[1]
    return by_file[0]


def checksum(text: str) -> str:
    number, digits = zlib.crc32(text.encode()), ""
    for _ in range(6):
        number, digit = divmod(number, 62)
        digits = DIGITS[digit] + digits
    return digits


@pytest.fixture(scope="module")
def application(root, shared_project) -> Application:
    opaque = {"accessTokenFormat": "OPAQUE"}
    return Application.create(root, shared_project, "CLIENT_SECRET_POST", **opaque)


@pytest.fixture(scope="module")
def fresh(application) -> list[str]:
    """A client secret and an opaque access token."""
    return [application.secret, application.access_token()]


def test_both_files_have_the_same_rules():
    assert gitleaks() == trufflehog()
    assert len(gitleaks()) == 4


def test_a_fresh_secret_is_found_wherever_it_stands(fresh):
    for secret in fresh:
        for place in [
            "{}",
            "SECRET={}",
            '"{}"',
            "client_secret={}&x=1",
            "Bearer {}",
            "({});",
            "{}\n",
        ]:
            assert found(place.format(secret)) == [secret], place


def test_what_only_looks_like_a_secret_is_not_found(fresh):
    for secret in fresh:
        for near in [
            secret[:-1],
            f"{secret}0",
            f"x{secret}",
            secret[1:],
            secret.upper(),
            f"{secret[:20]}-{secret[21:]}",
            secret[:5],
            secret.replace("_", "-", 1),
        ]:
            assert found(near) == [], near


def test_the_checksum_is_the_one_that_the_docs_describe(fresh):
    for secret in fresh:
        assert secret[-6:] == checksum(secret[:-6])


def test_a_secret_with_another_checksum_is_refused(application):
    other = "0" if application.secret[-1] != "0" else "1"
    changed = Application(
        application.root,
        application.project,
        application.client_id,
        application.secret[:-1] + other,
    )
    with pytest.raises(Exception, match="401"):
        changed.access_token()


def test_key_files_are_found(server, application):
    admin = server.key_file()
    key = application.new_key("ES256", "KEY_FILE")["content"]
    for text in [json.dumps(admin), json.dumps(admin, indent=2), key]:
        [private] = found(text)
        assert private.startswith("-----BEGIN ") and private.endswith("-----END")
    assert found(json.dumps({**admin, "key": "…"})) == []


def test_the_master_key_is_found(server):
    text = (server.data / "master-key.json").read_text()
    assert found(text) == [json.loads(text)["key"]]
