"""Each preset with its platform's recorded claims, end to end: by the command line and by curl."""

import json
import subprocess

import pytest

from certificates import key_of
from federation import KINDS, RECORDINGS, Recording, Tenant, inspect
from keyplane import BINARY
from tenant import new_project

ASSERTION = "urn:ietf:params:oauth:client-assertion-type"
FORMS = {
    "jwt-bearer": {
        "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
        "assertion": None,
    },
    "token-exchange": {
        "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
        "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
        "subject_token": None,
    },
    "client-assertion": {
        "grant_type": "client_credentials",
        "client_assertion_type": f"{ASSERTION}:jwt-bearer",
        "client_assertion": None,
    },
    "spiffe": {
        "grant_type": "client_credentials",
        "client_assertion_type": f"{ASSERTION}:jwt-spiffe",
        "client_assertion": None,
    },
}


def ways(recording: Recording) -> list[str]:
    """How the recording's tokens may be presented."""
    return ["spiffe"] if recording.is_spiffe else [way for way in FORMS if way != "spiffe"]


def by_command(tenant: Tenant, client: str, way: str, token: str, folder) -> tuple[bool, str]:
    """Whether `keyplane token exchange` succeeds, and what it prints."""
    file = folder / "platform-token"
    file.write_text(f"{token}\n")
    done = subprocess.run(
        [
            BINARY, "token", "exchange", "--as", way, "--token-file", file,
            "--issuer-url", tenant.url, "--client-id", client, "--resource", tenant.api,
        ],
        capture_output=True,
        text=True,
        timeout=60,
    )  # fmt: skip
    assert token not in done.stderr
    return done.returncode == 0, (done.stdout or done.stderr).strip()


def by_curl(tenant: Tenant, client: str, way: str, token: str) -> tuple[bool, str]:
    """The same by curl."""
    fields = {name: value or token for name, value in FORMS[way].items()}
    fields |= {"client_id": client, "resource": tenant.api}
    command = ["curl", "--silent", "--show-error", "--write-out", "\n%{http_code}"]
    for name, value in fields.items():
        command += ["--data-urlencode", f"{name}={value}"]
    done = subprocess.run(
        [*command, f"{tenant.url}/oauth/token"], capture_output=True, text=True, timeout=60
    )
    body, status = done.stdout.rsplit("\n", 1)
    answer = json.loads(body)
    if status == "200":
        return True, answer["access_token"]
    return False, f"{status} {answer['error']}: {answer.get('error_description', '')}"


@pytest.mark.parametrize("name", RECORDINGS)
def test_a_token_as_the_platform_documents_it_becomes_an_access_token(
    name, parties, owner, tmp_path
):
    recording = RECORDINGS[name]
    tenant, client = parties[name]
    for way in ways(recording):
        token = recording.token(tenant.audience(recording))
        for got in (
            by_command(tenant, client, way, token, tmp_path),
            by_curl(tenant, client, way, recording.token(tenant.audience(recording))),
        ):
            assert got[0], f"{way}: {got[1]}"
            told = inspect(owner, tenant, got[1])
            assert told["verdict"] == "VALID"
            claims = told["claims"]
            assert (claims["sub"], claims["client_id"]) == (client, client)
            assert (claims["aud"], claims["scope"]) in [
                (tenant.api, tenant.scope),
                ([tenant.api], tenant.scope),
            ]
            assert claims["exp"] - claims["iat"] <= 3600


@pytest.mark.parametrize(
    ("name", "at"),
    [(name, at) for name, one in RECORDINGS.items() for at in range(len(one.near))],
    ids=[f"{name}-{near['what']}" for name, one in RECORDINGS.items() for near in one.near],
)
def test_a_near_miss_is_refused_and_the_rule_is_named(name, at, parties, owner, tmp_path):
    recording = RECORDINGS[name]
    near = recording.near[at]
    tenant, client = parties[name]
    token = recording.token(tenant.audience(recording), near["claims"])
    for way in ways(recording):
        accepted, text = by_command(tenant, client, way, token, tmp_path)
        assert not accepted, f"{way}: {near['what']}"
        accepted, text = by_curl(tenant, client, way, token)
        assert not accepted and text.split()[0] in ("400", "401"), text

    told = inspect(owner, tenant, token)
    assert told["verdict"] == "INVALID"
    failed = [check for check in told["checks"] if check["status"] == "FAILED"]
    assert any(near["refused"] in f"{check}" for check in failed), failed


@pytest.mark.parametrize("name", RECORDINGS)
def test_another_key_another_audience_and_another_project_are_refused(
    name, parties, owner, tmp_path
):
    recording = RECORDINGS[name]
    tenant, client = parties[name]
    audience = tenant.audience(recording)
    way = ways(recording)[0]
    stranger = key_of(KINDS[recording.algorithm])
    for token in (
        recording.token(audience, key=stranger),
        recording.token("https://other.example"),
        recording.token(f"{audience}/"),
    ):
        accepted, text = by_command(tenant, client, way, token, tmp_path)
        assert not accepted, text

    other = Tenant.create(owner, new_project(owner))
    foreign = other.application("other")
    accepted, text = by_command(other, foreign, way, recording.token(other.url), tmp_path)
    assert not accepted, text
