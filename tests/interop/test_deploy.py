"""What the files of deploy/ set exists. `./scripts/test deploy` runs what they describe."""

import json
import os
import re
import shutil
import subprocess

import pytest
import yaml

from keyplane import BINARY, ROOT

UNIT = ROOT / "deploy" / "debian" / "keyplane.service"
COMPOSE = ROOT / "deploy" / "compose"
CHART = ROOT / "deploy" / "helm" / "keyplane"


def version() -> str:
    text = (ROOT / "Cargo.toml").read_text()
    return re.search(r'^\[workspace\.package\]\nversion = "(.+)"$', text, re.MULTILINE)[1]


def variables() -> set[str]:
    """The variables of the server, as it lists them."""
    help = subprocess.run([BINARY, "serve", "--help"], capture_output=True, text=True, check=True)
    # Switches show no variable in the help.
    return set(re.findall(r"\[env: (KEYPLANE_\w+)", help.stdout)) | {"KEYPLANE_MIGRATE"}


@pytest.mark.parametrize(
    "file",
    ["Dockerfile", "deploy/compose/compose.yaml", "deploy/helm/keyplane/templates/_helpers.tpl"],
)
def test_every_variable_of_a_container_is_a_setting(file):
    # Compose has variables of its own, in braces.
    text = re.sub(r"\$\{KEYPLANE_\w+", "", (ROOT / file).read_text())
    named = set(re.findall(r"\bKEYPLANE_[A-Z_]+\b", text))
    assert named and named <= variables()


def test_the_settings_of_the_package_are_settings(tmp_path):
    text = (ROOT / "deploy" / "debian" / "keyplane.toml").read_text()
    # The examples too.
    file = tmp_path / "keyplane.toml"
    text = re.sub(r"^# (\w+ = )", r"\1", text, flags=re.MULTILINE)
    assert "\npublic_url = " in text and "\ndatabase_url = " in text
    file.write_text(text)
    command = [BINARY, "doctor", "--json", "--config", file]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("KEYPLANE_")}
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment)
    findings = {one["check"]: one for one in json.loads(done.stdout)["findings"]}
    assert findings["configuration"]["status"] == "OK", findings


def test_the_unit_says_what_systemd_understands(tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed")
    # Its program is this build's, and its manual is not installed.
    unit = (
        UNIT.read_text().replace("/usr/bin/keyplane", str(BINARY)).replace("man:keyplane(1) ", "")
    )
    (tmp_path / "keyplane.service").write_text(unit)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / "keyplane.service"],
        capture_output=True,
        text=True,
    )
    assert [line for line in done.stderr.splitlines() if "keyplane.service" in line] == []


def test_every_released_file_names_this_version():
    chart = yaml.safe_load((CHART / "Chart.yaml").read_text())
    compose = yaml.safe_load((COMPOSE / "compose.yaml").read_text())
    assert chart["version"] == chart["appVersion"] == version()
    assert f"keyplane:{version()}" in compose["services"]["keyplane"]["image"]
    assert f"ARG VERSION={version()}\n" in (ROOT / "Dockerfile").read_text()


def test_the_schema_of_the_chart_has_exactly_its_values():
    schema = json.loads((CHART / "values.schema.json").read_text())
    values = yaml.safe_load((CHART / "values.yaml").read_text())
    # `global` is Helm's own.
    assert set(schema["properties"]) - {"global"} == set(values)
    for name, value in values.items():
        nested = schema["properties"][name].get("properties")
        assert nested is None or set(nested) == set(value), name


def test_the_archive_of_a_release_is_documented_with_its_targets():
    targets = re.search(r"TARGETS:-([^}]+)}", (ROOT / "scripts" / "release").read_text())[1].split()
    page = (ROOT / "docs" / "install.md").read_text()
    assert len(targets) == 2
    assert [target for target in targets if target not in page] == []


def test_every_container_of_the_image_checks_its_health_with_the_binary():
    assert '["/usr/bin/keyplane", "healthcheck"]' in (ROOT / "Dockerfile").read_text()
    compose = yaml.safe_load((COMPOSE / "compose.yaml").read_text())
    test = compose["services"]["keyplane"]["healthcheck"]["test"]
    assert test == ["CMD", "/usr/bin/keyplane", "healthcheck"]
