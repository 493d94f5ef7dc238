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
    serve, ask = blocks()
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
        while True:
            place = folder if folder.exists() else tmp_path
            made = subprocess.run(["bash", "-ec", ask], cwd=place, capture_output=True, text=True)
            if made.returncode == 0:
                break
            assert server.poll() is None and time.monotonic() < began + 60, made.stderr
            time.sleep(0.05)
    finally:
        stop(server)
    assert "First admin key" in made.stdout
    print(f"from the archive to a verified token: {time.monotonic() - began:.2f} s")


def stop(server: subprocess.Popen):
    """Ends the shell's server, and the shell with it."""
    os.killpg(server.pid, signal.SIGTERM)
    server.wait(timeout=30)
