"""Configuration as code: the page as written, and the JSON Schema against another validator."""

import json
import os
import re
import subprocess

import pytest
import yaml
from jsonschema import Draft202012Validator

from keyplane import BINARY, ROOT, Server

PAGE = (ROOT / "docs" / "as-code.md").read_text()
SCHEMA = json.loads((ROOT / "docs" / "files.schema.json").read_text())


def example() -> tuple[str, str]:
    """Name and text of the file that the page shows."""
    (found,) = re.findall(r"<!-- file: (\S+) -->\n```yaml\n(.*?)^```$", PAGE, re.DOTALL | re.M)
    return found


def commands() -> str:
    """The blocks of the page that a shell runs, one after the other."""
    return "\n".join(re.findall(r"^```sh\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE))


def test_the_commands_of_the_page_end_with_a_plan_without_changes(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    server = Server(data)
    name, text = example()
    (data / name).parent.mkdir()
    (data / name).write_text(text)
    path = f"{BINARY.parent}{os.pathsep}{os.environ['PATH']}"
    try:
        run = subprocess.run(
            ["bash", "-euo", "pipefail", "-s"],
            input=commands(),
            cwd=data,
            env=os.environ | {"PATH": path},
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert run.returncode == 0, run.stderr + run.stdout
        assert "Plan: 5 to create" in run.stdout
        assert run.stdout.count("No changes") >= 4
        assert "PRIVATE KEY" not in run.stdout + run.stderr
        assert json.loads((data / "files.schema.json").read_text()) == SCHEMA
        exported = yaml.safe_load((data / "legacy.yaml").read_text())
        assert list(Draft202012Validator(SCHEMA).iter_errors(exported)) == []
    finally:
        server.stop()


def test_the_schema_is_valid_and_accepts_the_file_of_the_page():
    Draft202012Validator.check_schema(SCHEMA)
    _, text = example()
    assert list(Draft202012Validator(SCHEMA).iter_errors(yaml.safe_load(text))) == []


# A change of the page's file that the schema refuses, and where.
BAD = {
    "an unknown member": (["projects", "demo", "applications", "web", "onwer"], "me"),
    "a word that is none": (["projects", "demo", "applications", "web", "type"], "SERVICES"),
    "a number out of range": (["projects", "demo", "keyPolicy", "jwksMaxAgeSeconds"], 5),
    "a text in place of a list": (["projects", "demo", "apis", "orders", "scopes"], "read"),
    "a number in place of a text": (["projects", "demo", "applications", "web", "name"], 5),
    "a list that repeats": (["projects", "demo", "apis", "orders", "scopes"], ["read", "read"]),
    "a name out of form": (["projects", "demo", "applications", "a b"], {"type": "SERVICE"}),
    "a slug out of form": (["projects", "Acme"], {}),
    "a set out of form": (["set"], "Pay ments"),
    "an application without a type": (["projects", "demo", "applications", "b"], {}),
    "a reference out of form": (["projects", "demo", "applications", "web", "defaultApi"], "a/b/c"),
    "a rule without values": (
        ["projects", "demo", "federatedIdentities"],
        {"d": {"application": "web", "trustedIssuer": "c", "rules": [{"claim": "sub"}]}},
    ),
    "too many labels": (
        ["projects", "demo", "applications", "web", "labels"],
        {f"k{number}": "v" for number in range(33)},
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_the_schema_and_the_program_refuse_the_same(what, tmp_path):
    _, text = example()
    file = yaml.safe_load(text)
    path, value = BAD[what]
    inner = file
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    assert list(Draft202012Validator(SCHEMA).iter_errors(file)) != []

    (tmp_path / "a.yaml").write_text(yaml.safe_dump(file))
    (tmp_path / "web.pem").write_text("")
    run = subprocess.run(
        [BINARY, "plan", "a.yaml", "--key-file", "nosuch.json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 1
    assert "the files are not valid" in run.stderr
    assert "a.yaml:" in run.stderr
