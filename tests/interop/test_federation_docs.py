"""docs/federation.md: its walk, its commands and its sections of presets."""

import os
import re
import subprocess

import pytest

from federation import RECORDINGS, inspect
from keyplane import BINARY, Server
from preset_pages import PAGE, QUERY, section, shown

PRESETS = sorted({recording.preset for recording in RECORDINGS.values()})


def blocks(text: str) -> str:
    """The shell blocks of a text, one after the other."""
    found = re.findall(r"^```sh\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    assert found
    return "set -euo pipefail\n" + "\n".join(found)


def bash(script: str, folder, **environment) -> subprocess.CompletedProcess:
    """Runs a script with the keyplane program on the path."""
    path = f"{BINARY.parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=os.environ | {"PATH": path} | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize("preset", PRESETS)
def test_the_page_shows_each_preset_as_the_api_gives_it(preset, root):
    presets = {one["name"]: one for one in root.ask(QUERY)["trustedIssuerPresets"]}
    assert sorted(presets) == PRESETS
    assert shown(preset) == section(presets[preset])


def test_the_walk_ends_with_the_rule_that_refuses_another_repository_as_often_as_it_runs(tmp_path):
    walk = PAGE.read_text().split("<!-- walk: begin -->")[1].split("<!-- walk: end -->")[0]
    data = tmp_path / "data"
    data.mkdir()
    server = Server(data)
    try:
        for _ in range(2):
            run = bash(blocks(walk).replace("http://127.0.0.1:8080", server.url), tmp_path)
            assert run.returncode == 0, run.stderr
    finally:
        server.stop()
    assert '"client_id"' in run.stdout, "the claims of the access token"
    reason = "acme/shop: `repository_id` is 75, expected 74"
    assert reason in run.stdout.splitlines(), run.stdout
    for file in ("platform-token", "access-token"):
        assert (tmp_path / file).read_text().strip() not in run.stdout + run.stderr


def test_the_request_by_curl_gets_an_access_token(parties, owner, tmp_path):
    recording = RECORDINGS["github-actions"]
    tenant, client = parties[recording.name]
    command = PAGE.read_text().split("<!-- curl -->")[1].split("The file must end")[0]
    (tmp_path / "platform-token").write_text(recording.token(tenant.audience(recording)))
    run = bash(
        blocks(command), tmp_path, TOKEN_ENDPOINT=f"{tenant.url}/oauth/token", CLIENT_ID=client
    )
    assert run.returncode == 0, run.stderr
    assert inspect(owner, tenant, run.stdout.strip())["verdict"] == "VALID"
