"""The audit log, verified by the program of docs/operations.md."""

import re
import sqlite3
import subprocess
import sys

import pytest

from keyplane import ROOT
from tenant import Application

CHANGES = {
    "an action": "UPDATE audit_event SET action = 'project.delete' WHERE sequence = 2",
    "an actor": "UPDATE audit_event SET actor_kid = 'other' WHERE sequence = 3",
    "a place in the chain": "UPDATE audit_event SET sequence = sequence + 1000 WHERE sequence > 2",
    "an event less": "DELETE FROM audit_event WHERE sequence = 2",
}


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    """The program of the page, in a file."""
    page = (ROOT / "docs" / "operations.md").read_text()
    [code] = re.findall(r"^```python\n(.*?)^```$", page, flags=re.DOTALL | re.MULTILINE)
    file = tmp_path_factory.mktemp("audit") / "verify_audit.py"
    file.write_text(code)
    return file


@pytest.fixture(scope="module")
def events(root, shared_project):
    """Events of several kinds, one of them with characters beyond ASCII."""
    name = 'Zahlung "€" \\ 支付 😀'
    application = Application.create(root, shared_project, "CLIENT_SECRET_POST", name=name)
    application.update(description="two lines: <&> and\u00e9")


def verify(program, database):
    return subprocess.run([sys.executable, program, database], capture_output=True, text=True)


def test_every_event_of_a_running_server_fits(server, program, events):
    verified = verify(program, server.data / "keyplane.db")
    assert verified.returncode == 0, verified.stderr
    count, chains = map(int, re.findall(r"\d+", verified.stdout))
    assert count >= 6 and chains >= 2, verified.stdout


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_behind_the_servers_back_is_found(server, program, events, tmp_path, change):
    with (
        sqlite3.connect(server.data / "keyplane.db") as origin,
        sqlite3.connect(tmp_path / "copy.db") as copy,
    ):
        origin.backup(copy)
        copy.execute(CHANGES[change])
    verified = verify(program, tmp_path / "copy.db")
    assert verified.returncode == 1
    assert "does not fit" in verified.stderr
