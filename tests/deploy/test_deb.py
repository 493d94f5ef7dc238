"""The Debian package in a Debian with systemd: installed, started, upgraded, removed, purged."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from keyplane import ROOT
from machine import Machine, run

UNIT = ROOT / "deploy" / "debian" / "keyplane.service"
DATA, SETTINGS = "/var/lib/keyplane", "/etc/keyplane"
# What systemd-analyze says of the unit: 0 for a service that can do nothing, 10 without limits.
MOST_EXPOSURE = 1.3


@pytest.fixture(scope="module")
def package(dist) -> Path:
    architecture = run("dpkg", "--print-architecture").strip()
    (package,) = dist.glob(f"keyplane_*-1_{architecture}.deb")
    return package


@pytest.fixture(scope="module")
def next_package(package, tmp_path_factory) -> Path:
    """The same release with a higher revision."""
    folder = tmp_path_factory.mktemp("next")
    following = folder / package.name.replace("-1_", "-2_")
    run("dpkg-deb", "--raw-extract", package, folder / "parts")
    control = folder / "parts" / "DEBIAN" / "control"
    version = re.search(r"^Version: (.*)-1$", control.read_text(), re.MULTILINE)[1]
    control.write_text(control.read_text().replace(f"{version}-1", f"{version}-2"))
    run("dpkg-deb", "--root-owner-group", "--build", folder / "parts", following)
    return following


@pytest.fixture
def machine(tmp_path):
    machine = Machine(tmp_path)
    yield machine
    machine.stop()


def state(machine: Machine) -> str:
    return machine.run("systemctl", "is-active", "keyplane", check=False).strip()


def main_process(machine: Machine) -> str:
    return machine.run("systemctl", "show", "--property=MainPID", "--value", "keyplane").strip()


def ask(machine: Machine, query: str) -> dict:
    """The answer of the Admin API to the first admin key, from inside the machine's network."""
    key = machine.root / DATA.lstrip("/") / "admin-key.json"
    program = (
        "import json, sys; from keyplane import Admin; from pathlib import Path;"
        "admin = Admin.of_key_file(json.loads(Path(sys.argv[1]).read_text()));"
        "print(json.dumps(admin.ask(sys.argv[2])))"
    )
    network = ("nsenter", "--target", str(machine.first), "--net")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "tests" / "interop")}
    command = (*network, sys.executable, "-c", program, str(key), query)
    return json.loads(run(*command, env=environment))


def test_lintian_has_nothing_to_say(package):
    done = subprocess.run(
        ["lintian", "--allow-root", "--fail-on", "error,warning", package],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_package_holds_unit_settings_manual_and_completions(package):
    files = run("dpkg-deb", "--contents", package)
    for path in (
        "./usr/bin/keyplane",
        "./usr/lib/systemd/system/keyplane.service",
        "./etc/keyplane/keyplane.toml",
        "./usr/share/man/man1/keyplane-serve.1.gz",
        "./usr/share/bash-completion/completions/keyplane",
        "./usr/share/zsh/vendor-completions/_keyplane",
        "./usr/share/doc/keyplane/copyright",
        "./usr/share/doc/keyplane/changelog.Debian.gz",
    ):
        assert f" {path}\n" in files, path
    assert run("dpkg-deb", "--info", package, "conffiles") == f"{SETTINGS}/keyplane.toml\n"


def test_the_package_is_installed_started_upgraded_removed_and_purged(
    machine, package, next_package
):
    began = time.monotonic()
    machine.install(package)
    assert state(machine) == "active"
    machine.run("keyplane", "healthcheck", "--config", f"{SETTINGS}/keyplane.toml")
    key = machine.run("keyplane", "whoami", "--key-file", f"{DATA}/admin-key.json")
    assert "First admin key" in key
    print(f"from dpkg to a verified token: {time.monotonic() - began:.2f} s")

    secrets_are_closed(machine)
    ask(
        machine,
        'mutation { createProject(input: {slug: "kept", name: "Kept"}) { project { id } } }',
    )
    a_killed_server_comes_back(machine)

    # An upgrade restarts the server, and keeps data and settings.
    settings = machine.root / SETTINGS.lstrip("/") / "keyplane.toml"
    settings.write_text(settings.read_text() + 'log_format = "json"\n')
    key, before = kept(machine), main_process(machine)
    machine.install(next_package)
    assert state(machine) == "active"
    assert main_process(machine) != before
    assert kept(machine) == key
    assert 'log_format = "json"' in settings.read_text()
    assert ask(machine, '{ project(slug: "kept") { name } }') == {"project": {"name": "Kept"}}

    # Removed and installed again, it goes on with its data.
    machine.run("dpkg", "--remove", "keyplane")
    assert state(machine) == "inactive"
    assert not machine.exists("/usr/bin/keyplane")
    assert kept(machine) == key
    machine.install(next_package)
    assert ask(machine, '{ project(slug: "kept") { name } }') == {"project": {"name": "Kept"}}

    machine.run("dpkg", "--purge", "keyplane")
    assert state(machine) == "inactive"
    for path in (DATA, SETTINGS, "/usr/lib/systemd/system/keyplane.service"):
        assert not machine.exists(path), path
    listed = machine.run("systemctl", "list-unit-files", "keyplane*", check=False)
    assert "\n0 unit files listed" in listed


def kept(machine: Machine) -> tuple[str, str]:
    """What must never change: the master key, and the first admin key."""
    files = (f"{SETTINGS}/master-key.json", f"{DATA}/admin-key.json")
    return tuple((machine.root / file.lstrip("/")).read_text() for file in files)


def secrets_are_closed(machine: Machine):
    modes = machine.run(
        *("stat", "--format=%a %U %n", DATA, f"{DATA}/admin-key.json", f"{DATA}/keyplane.db"),
        *(SETTINGS, f"{SETTINGS}/keyplane.toml", f"{SETTINGS}/master-key.json"),
    )
    assert modes.splitlines() == [
        f"700 keyplane {DATA}",
        f"600 keyplane {DATA}/admin-key.json",
        f"600 keyplane {DATA}/keyplane.db",
        f"750 root {SETTINGS}",
        f"640 root {SETTINGS}/keyplane.toml",
        f"600 root {SETTINGS}/master-key.json",
    ]
    # The server runs as its user, without a capability and without new ones.
    status = machine.run("cat", f"/proc/{main_process(machine)}/status")
    lines = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    user = machine.run("id", "--user", "keyplane").strip()
    assert set(lines["Uid"].split()) == {user}
    assert (lines["CapEff"], lines["CapBnd"]) == ("0" * 16, "0" * 16)
    assert (lines["NoNewPrivs"], lines["Seccomp"]) == ("1", "2")
    log = machine.run("journalctl", "--unit", "keyplane", "--output=cat")
    assert "Keyplane is ready" in log
    assert "WARN" not in log and "warning" not in log, log


def a_killed_server_comes_back(machine: Machine):
    before = main_process(machine)
    machine.run("systemctl", "kill", "--signal=KILL", "keyplane")
    machine.until(lambda: state(machine) == "active" and main_process(machine) not in ("0", before))


def test_the_unit_is_valid_and_little_exposed(machine, package):
    machine.install(package)
    said = machine.run("systemd-analyze", "verify", "keyplane.service", check=False)
    assert said == ""
    report = machine.run("systemd-analyze", "security", "--no-pager", "keyplane.service")
    print(report)
    exposure = float(report.rpartition("level for keyplane.service: ")[2].split()[0])
    assert exposure <= MOST_EXPOSURE
