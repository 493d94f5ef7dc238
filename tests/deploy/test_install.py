"""docs/install.md: the commands of the archive, as they are written, in an empty folder."""

import os
import re
import signal
import subprocess
import time

from conftest import TARGET
from keyplane import ROOT, free_port

PAGE = ROOT / "docs" / "install.md"
MARK = "<!-- run by: tests/deploy/test_install.py -->\n"


def blocks() -> list[str]:
    found = re.findall(rf"{re.escape(MARK)}```sh\n(.*?)```\n", PAGE.read_text(), re.DOTALL)
    # For this machine, and on a port that is free.
    return [block.replace("x86_64-unknown-linux-musl", TARGET) for block in found]


def test_the_archive_gives_a_token_in_an_empty_folder(archive, tmp_path):
    (tmp_path / archive.name).symlink_to(archive)
    serve, mint = blocks()
    listen = f"127.0.0.1:{free_port()}"
    began = time.monotonic()
    server = subprocess.Popen(
        ["bash", "-ec", serve.replace("keyplane serve", f"keyplane serve --listen {listen}")],
        cwd=tmp_path,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        folder = tmp_path / archive.name.removesuffix(".tar.gz")
        while not (folder / "data" / "admin-key.json").exists():
            assert server.poll() is None
            assert time.monotonic() < began + 60
            time.sleep(0.05)
        made = subprocess.run(
            ["bash", "-ec", mint], cwd=folder, capture_output=True, text=True, check=True
        )
    finally:
        stop(server)
    assert made.stdout.strip().count(".") == 2
    print(f"from the archive to a token: {time.monotonic() - began:.2f} s")


def stop(server: subprocess.Popen):
    """Ends the shell's server, and the shell with it."""
    os.killpg(server.pid, signal.SIGTERM)
    server.wait(timeout=30)
