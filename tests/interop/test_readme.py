"""The README's walk, as written, against a server of its own."""

import re
import subprocess

from keyplane import BINARY, ROOT, Server


def walk() -> str:
    """The shell blocks between the marks, one after the other."""
    text = (ROOT / "README.md").read_text()
    part = text.split("<!-- walk: begin -->")[1].split("<!-- walk: end -->")[0]
    blocks = re.findall(r"^```sh\n(.*?)^```$", part, re.DOTALL | re.MULTILINE)
    assert len(blocks) >= 4
    return "set -euo pipefail\n" + "\n".join(blocks)


def test_the_walk_of_the_readme_ends_with_a_token_that_pyjwt_verified(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    server = Server(data)
    release = tmp_path / "target" / "release"
    release.mkdir(parents=True)
    (release / "keyplane").symlink_to(BINARY)
    script = walk().replace("http://127.0.0.1:8080", server.url)
    try:
        run = subprocess.run(
            ["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=300
        )
    finally:
        server.stop()
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()[-1].startswith("{'iss': ")
    assert '"clientId"' in run.stdout, "the key file was shown without its key"
    assert "PRIVATE KEY" not in run.stdout
