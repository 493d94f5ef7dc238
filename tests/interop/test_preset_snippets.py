"""What the presets say to paste on a platform, run as the platform would run it."""

import os
import re
import shlex
import subprocess
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from federation import RECORDINGS, inspect
from keyplane import BINARY
from preset_pages import fill

# For each preset a recording whose tokens the platform gives.
PLATFORMS = {
    "github-actions": "github-actions",
    "gitlab-ci": "gitlab-com",
    "kubernetes": "kubernetes-eks",
    "aws": "aws",
    "google-cloud": "google-cloud",
    "azure": "azure",
    "spiffe": "spiffe",
    "circleci": "circleci",
    "buildkite": "buildkite",
    "terraform-cloud": "terraform-cloud",
}

# The shells of the platforms whose snippet is a file of YAML.
SHELL = {
    "github-actions": lambda file: file["jobs"]["deploy"]["steps"][0]["run"],
    "gitlab-ci": lambda file: "\n".join(file["deploy"]["script"]),
    "kubernetes": lambda file: file["spec"]["containers"][0]["command"][2],
    "circleci": lambda file: file["jobs"]["deploy"]["steps"][0]["run"]["command"],
    "buildkite": lambda file: file["steps"][0]["command"],
}

# Programs of the platforms: what they are called with, and what they print.
PROGRAMS = {
    "aws": (
        "aws",
        "sts get-web-identity-token --audience {audience} --signing-algorithm ES384 "
        "--duration-seconds 300 --query WebIdentityToken --output text",
        "{token}",
    ),
    "spiffe": (
        "spire-agent",
        "api fetch jwt -audience {audience} -output json",
        '[{{"svids":[{{"spiffe_id":"{subject}","svid":"{token}"}}]}},{{"bundles":{{}}}}]',
    ),
    "circleci": ("circleci", 'run oidc get --claims {{"aud": "{audience}"}}', "{token}"),
    "buildkite": (
        "buildkite-agent",
        "oidc request-token --audience {audience} --claim organization_id,pipeline_id",
        "{token}",
    ),
}

# Requests to the platforms: the path, the query, a header, and the answer.
REQUESTS = {
    "github-actions": (
        "/_apis/pipelines/token",
        {"api-version": "2.0", "audience": "{audience}"},
        ("Authorization", "bearer runtime-token"),
        '{{"count":1,"value":"{token}"}}',
    ),
    "google-cloud": (
        "/computeMetadata/v1/instance/service-accounts/default/identity",
        {"audience": "{audience}", "format": "full"},
        ("Metadata-Flavor", "Google"),
        "{token}",
    ),
    "azure": (
        "/metadata/identity/oauth2/token",
        {"api-version": "2018-02-01", "resource": "{audience}"},
        ("Metadata", "true"),
        '{{"access_token":"{token}","token_type":"Bearer"}}',
    ),
}


class Endpoint:
    """The endpoint of a platform, also as the proxy for its metadata addresses."""

    def __init__(self, path, query, header, answer):
        expected = (path, query, header[1])

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                url = urllib.parse.urlsplit(self.path)
                asked = dict(urllib.parse.parse_qsl(url.query))
                found = (url.path, asked, self.headers.get(header[0]))
                body = answer.encode() if found == expected else f"unexpected {found}".encode()
                self.send_response(200 if found == expected else 400)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def stop(self):
        self.http.shutdown()
        self.http.server_close()


def test_every_preset_has_a_platform_that_runs_its_snippet(parties):
    tenant, _ = parties["aws"]
    assert set(tenant.presets) == set(PLATFORMS)
    recorded = {recording.preset for recording in RECORDINGS.values()}
    assert recorded == set(PLATFORMS)


@pytest.mark.parametrize("preset", PLATFORMS)
def test_a_snippet_gets_an_access_token(preset, parties, owner, tmp_path):
    recording = RECORDINGS[PLATFORMS[preset]]
    tenant, client = parties[recording.name]
    audience = tenant.audience(recording)
    values = {
        "audience": audience,
        "token": recording.token(audience),
        "subject": recording.subject,
    }
    script = fill(
        shell(preset, tenant.presets[preset]["snippet"]),
        recording.parameters
        | {
            "audience": audience,
            "token-endpoint": f"{tenant.url}/oauth/token",
            "client-id": client,
            "resource": tenant.api,
        },
    )

    assert not re.search(r"<[a-z-]+>", script), script

    with_token(preset, values, tmp_path)
    endpoint = REQUESTS.get(preset) and served(*REQUESTS[preset], values)
    environment = variables(preset, values, endpoint, tmp_path)
    script = script.replace("/var/run/secrets/keyplane", str(tmp_path)).replace(
        "/tmp/access-token", "access-token"
    )
    try:
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", script],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
    finally:
        if endpoint:
            endpoint.stop()

    assert done.returncode == 0, done.stderr
    assert done.stdout == "", "a token in the log of the job"
    told = inspect(owner, tenant, (tmp_path / "access-token").read_text().strip())
    assert told["verdict"] == "VALID"


def shell(preset: str, snippet: dict) -> str:
    """The commands of a snippet."""
    if snippet["language"] == "sh":
        return snippet["text"]
    # Placeholders are texts of YAML, too.
    return SHELL[preset](yaml.safe_load(snippet["text"]))


def with_token(preset: str, values: dict, folder: Path):
    """Places the platform's program, or the file that it mounts."""
    (folder / "bin").mkdir()
    (folder / "bin" / "keyplane").symlink_to(BINARY)
    (folder / "token").write_text(values["token"])
    if preset in PROGRAMS:
        program, arguments, answer = (part.format(**values) for part in PROGRAMS[preset])
        path = folder / "bin" / program
        wrong = '{ echo "called with $*" >&2; exit 1; }'
        path.write_text(
            f'#!/bin/sh\n[ "$*" = {shlex.quote(arguments)} ] || {wrong}\n'
            f"printf '%s\\n' {shlex.quote(answer)}\n"
        )
        path.chmod(0o755)


def served(path, query, header, answer, values: dict) -> Endpoint:
    query = {name: text.format(**values) for name, text in query.items()}
    return Endpoint(path, query, header, answer.format(**values))


def variables(preset: str, values: dict, endpoint: Endpoint | None, folder: Path) -> dict:
    """The environment that the platform gives the job."""
    environment = {"PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    match preset:
        case "github-actions":
            url = f"{endpoint.url}{REQUESTS[preset][0]}?api-version=2.0"
            environment |= {
                "ACTIONS_ID_TOKEN_REQUEST_URL": url,
                "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "runtime-token",
                "RUNNER_TEMP": str(folder),
            }
        case "google-cloud" | "azure":
            environment |= {"http_proxy": endpoint.url, "no_proxy": "127.0.0.1"}
        case "gitlab-ci":
            environment |= {"KEYPLANE_ID_TOKEN": values["token"]}
        case "terraform-cloud":
            environment |= {"TFC_WORKLOAD_IDENTITY_TOKEN": values["token"]}
    return environment


def test_the_command_requests_the_token_of_a_github_job_by_itself(parties, owner, tmp_path):
    recording = RECORDINGS["github-actions"]
    tenant, client = parties[recording.name]
    values = {"audience": tenant.url, "token": recording.token(tenant.url)}
    path, query, _, answer = REQUESTS["github-actions"]
    endpoint = served(path, query, ("Authorization", "Bearer runtime-token"), answer, values)
    environment = {"PATH": os.environ["PATH"]} | variables(
        "github-actions", values, endpoint, tmp_path
    )
    command = [BINARY, "token", "exchange", "--github", "--issuer-url", tenant.url]
    try:
        done = subprocess.run(
            [*command, "--client-id", client, "--resource", tenant.api],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
        outside = subprocess.run(command, env={}, capture_output=True, text=True, timeout=60)
    finally:
        endpoint.stop()
    assert done.returncode == 0, done.stderr
    assert inspect(owner, tenant, done.stdout.strip())["verdict"] == "VALID"
    assert outside.returncode != 0
    assert "ACTIONS_ID_TOKEN_REQUEST_URL is not set" in outside.stderr
