"""The audit log, verified by Keyplane and by the program of docs/audit.md: both find the same."""

import json
import re
import sqlite3
import subprocess
import sys
import time

import pytest

from keyplane import BINARY, ROOT, Admin, Server
from tenant import Application, new_project

# Statements on a copy of the database. The instance's chain has a checkpoint about its third event.
# The public key of RFC 8032, section 7.1, test 1.
OTHER_KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
INSTANCE = "scope_id = zeroblob(16)"
IN_DATABASE = {
    "a changed action": f"UPDATE audit_event SET action = 'x.y' WHERE sequence = 2 AND {INSTANCE}",
    "a changed actor": "UPDATE audit_event SET actor_kid = 'other' WHERE sequence = 3",
    "a changed name": """UPDATE audit_event SET target = '{"name":"other"}' WHERE sequence = 2""",
    "a removed name": "UPDATE audit_event SET target = NULL WHERE target IS NOT NULL",
    "a gap": "UPDATE audit_event SET sequence = sequence + 1000 WHERE sequence > 2",
    "a removed event": "DELETE FROM audit_event WHERE sequence = 2",
    "a removed first event": "DELETE FROM audit_event WHERE sequence = 1",
    "a truncated tail": f"""DELETE FROM audit_event WHERE {INSTANCE} AND sequence =
        (SELECT MAX(sequence) FROM audit_event WHERE {INSTANCE})""",
    "swapped events": """UPDATE audit_event SET sequence = 0 WHERE sequence = 1;
        UPDATE audit_event SET sequence = 1 WHERE sequence = 2;
        UPDATE audit_event SET sequence = 2 WHERE sequence = 0""",
    "a replaced head": f"UPDATE audit_chain SET hash = hash || 'x' WHERE {INSTANCE}",
    "a removed head": f"DELETE FROM audit_chain WHERE {INSTANCE}",
    "a head and tail cut off": f"""DELETE FROM audit_event WHERE {INSTANCE} AND sequence > 2;
        UPDATE audit_chain SET sequence = 2, hash =
        (SELECT hash FROM audit_event WHERE {INSTANCE} AND sequence = 2) WHERE {INSTANCE}""",
    "a forged checkpoint": """UPDATE audit_checkpoint SET jws =
        substr(jws, 1, length(jws) - 4) || 'AAAA'""",
    "a checkpoint about another event": "UPDATE audit_checkpoint SET sequence = 2",
    "another checkpoint key": f"""UPDATE audit_signing_key SET public_key =
        substr(public_key, 1, 12) || x'{OTHER_KEY}'""",
}


def change(lines: list[str], kind: str, **members) -> None:
    """Changes members of the first line of a type."""
    place = next(i for i, line in enumerate(lines) if json.loads(line)["type"] == kind)
    lines[place] = json.dumps(json.loads(lines[place]) | members)


def drop(lines: list[str], kind: str, number: int = 0) -> None:
    del lines[[i for i, line in enumerate(lines) if json.loads(line)["type"] == kind][number]]


def swap(lines: list[str]) -> None:
    lines[2], lines[1] = lines[1], lines[2]


IN_FILE = {
    "a changed time": lambda lines: change(lines, "event", at=1),
    "a changed change": lambda lines: change(lines, "event", changes='{"x":1}'),
    "a removed event": lambda lines: drop(lines, "event", 1),
    "swapped events": swap,
    "a forged checkpoint": lambda lines: change(lines, "checkpoint", jws="a.b.c"),
    "a moved checkpoint": lambda lines: change(lines, "checkpoint", sequence=1),
}
IN_EXPORT = IN_FILE | {
    "a replaced head": lambda lines: change(lines, "head", hash="0" * 64),
    "a truncated tail": lambda lines: drop(lines, "event", 2),
    "a removed head": lambda lines: drop(lines, "head"),
    "a removed checkpoint": lambda lines: drop(lines, "checkpoint"),
    "a removed end": lambda lines: drop(lines, "end"),
    "a cut": lambda lines: lines.__delitem__(slice(3, None)),
}


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    """The program of the page, in a file."""
    page = (ROOT / "docs" / "audit.md").read_text()
    [code] = re.findall(r"^```python\n(.*?)^```$", page, flags=re.DOTALL | re.MULTILINE)
    file = tmp_path_factory.mktemp("audit") / "verify_audit.py"
    file.write_text(code)
    return file


@pytest.fixture(scope="module")
def streaming(tmp_path_factory):
    """A server with a stream to a file, and events of several kinds, some beyond ASCII."""
    data = tmp_path_factory.mktemp("streaming")
    server = Server(data, BINARY, "--audit-stream", f"file:{data / 'stream.jsonl'}")
    admin = Admin.of_key_file(server.key_file())
    project = new_project(admin)
    name = 'Zahlung "€" \\ 支付 😀'
    application = Application.create(admin, project, "CLIENT_SECRET_POST", name=name)
    application.update(description="two lines: <&> and\u00e9")
    wait_for(lambda: '"type":"checkpoint"' in export(server, data / "first.jsonl").read_text())
    yield server
    server.stop()


def wait_for(condition) -> None:
    for _ in range(300):
        if condition():
            return
        time.sleep(0.1)
    pytest.fail("it did not happen in 30 s")


def keyplane(server: Server, *arguments) -> subprocess.CompletedProcess:
    command = [BINARY, "audit", *arguments]
    return subprocess.run(command, cwd=server.data, capture_output=True, text=True)


def export(server: Server, file, *arguments):
    file.unlink(missing_ok=True)
    done = keyplane(server, "export", "--data-dir", server.data, "--to", file, *arguments)
    assert done.returncode == 0, done.stderr
    return file


def verdicts(server: Server, program, file) -> tuple[int, int]:
    """The exit codes of both verifiers, and that each says what does not fit."""
    is_database = file.suffix == ".db"
    source = ["--database-url", f"sqlite:{file}"] if is_database else ["--from", file]
    own = keyplane(server, "verify", *source)
    other = subprocess.run([sys.executable, program, file], capture_output=True, text=True)
    for done in (own, other):
        assert (done.returncode == 0) != ("does not fit" in done.stderr), done.stderr
    return own.returncode, other.returncode


def copy_of(server: Server, path):
    with (
        sqlite3.connect(server.data / "keyplane.db") as origin,
        sqlite3.connect(path) as copy,
    ):
        origin.backup(copy)
    return path


def test_every_event_of_a_running_server_fits(streaming, program, tmp_path):
    database = streaming.data / "keyplane.db"
    assert verdicts(streaming, program, database) == (0, 0)
    assert verdicts(streaming, program, export(streaming, tmp_path / "all.jsonl")) == (0, 0)
    done = subprocess.run([sys.executable, program, database], capture_output=True, text=True)
    count, chains, checkpoints = map(int, re.findall(r"\d+", done.stdout))
    assert count >= 7 and chains == 2 and checkpoints >= 1, done.stdout


@pytest.mark.parametrize("name", IN_DATABASE)
def test_a_change_behind_the_servers_back_is_found(streaming, program, tmp_path, name):
    path = copy_of(streaming, tmp_path / "copy.db")
    with sqlite3.connect(path) as copy:
        copy.executescript(IN_DATABASE[name])
    assert verdicts(streaming, program, path) == (1, 1)


@pytest.mark.parametrize("name", IN_EXPORT)
def test_a_change_of_an_export_is_found(streaming, program, tmp_path, name):
    file = export(streaming, tmp_path / "export.jsonl")
    lines = file.read_text().splitlines()
    IN_EXPORT[name](lines)
    file.write_text("".join(f"{line}\n" for line in lines))
    assert verdicts(streaming, program, file) == (1, 1)


def test_an_export_of_one_chain_from_its_middle_fits(streaming, program, tmp_path):
    file = export(streaming, tmp_path / "part.jsonl", "--instance", "--from-sequence", "2")
    assert verdicts(streaming, program, file) == (0, 0)


@pytest.fixture
def stream(streaming, tmp_path):
    """What the stream has delivered, once all is delivered."""
    source, everything = streaming.data / "stream.jsonl", streaming.data / "everything.jsonl"

    def delivered() -> bool:
        wanted = export(streaming, everything).read_text().splitlines()
        lines = source.read_text().splitlines() if source.exists() else []
        kept = {line for line in wanted if json.loads(line)["type"] in ("event", "checkpoint")}
        return kept <= set(lines)

    wait_for(delivered)
    file = tmp_path / "stream.jsonl"
    file.write_text(source.read_text())
    return file


def test_what_the_stream_delivers_fits(streaming, program, stream):
    assert verdicts(streaming, program, stream) == (0, 0)


def test_what_the_stream_delivers_twice_fits_too(streaming, program, stream):
    stream.write_text(stream.read_text() * 2)
    assert verdicts(streaming, program, stream) == (0, 0)


@pytest.mark.parametrize("name", IN_FILE)
def test_a_change_of_the_stream_is_found(streaming, program, stream, name):
    lines = stream.read_text().splitlines()
    IN_FILE[name](lines)
    stream.write_text("".join(f"{line}\n" for line in lines))
    assert verdicts(streaming, program, stream) == (1, 1)


def test_checkpoint_keys_that_were_kept_elsewhere_count(streaming, tmp_path):
    file, keys = export(streaming, tmp_path / "all.jsonl"), tmp_path / "keys.json"
    keys.write_text(keyplane(streaming, "checkpoint-key", "--data-dir", streaming.data).stdout)
    arguments = ["verify", "--from", file, "--checkpoint-keys", keys]
    assert keyplane(streaming, *arguments).returncode == 0
    [key] = json.loads(keys.read_text())["keys"]
    keys.write_text(json.dumps({"keys": [key | {"kid": "other"}]}))
    assert "is not known" in keyplane(streaming, *arguments).stderr


def test_the_result_of_a_verification_is_json_on_request(streaming):
    done = keyplane(streaming, "verify", "--json", "--data-dir", streaming.data)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["holds"] is True and found["chains"][0]["scope"] == "instance"


def test_an_export_is_private_and_replaces_no_file(streaming, tmp_path):
    file = export(streaming, tmp_path / "all.jsonl")
    assert file.stat().st_mode & 0o777 == 0o600
    again = keyplane(streaming, "export", "--data-dir", streaming.data, "--to", file)
    assert again.returncode == 1 and "is not overwritten" in again.stderr
    assert sorted(tmp_path.iterdir()) == [file], "no draft stays"
