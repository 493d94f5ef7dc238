"""The walks of a page: its blocks of code behind marks, and the shell that runs them."""

import os
import re
import subprocess
from pathlib import Path

from keyplane import BINARY, ROOT


def marked(page: str, kind: str) -> dict[str, str]:
    """The blocks of a page behind `<!-- kind: name -->`, by name."""
    text = (ROOT / page).read_text()
    found = re.findall(rf"<!-- {kind}: ([\w.-]+) -->\n```\w+\n(.*?)^```$", text, re.DOTALL | re.M)
    assert found, f"{page} has no block behind a mark {kind}"
    return dict(found)


def walk(page: str, *names: str) -> str:
    """Blocks of a page one after the other, in the order of the page; all of them without names."""
    found = marked(page, "walk")
    assert set(names) <= set(found), f"{page}: {set(names) - set(found)}"
    return "\n".join(block for name, block in found.items() if not names or name in names)


def run(shell: list[str], script: str, folder: Path, **environment) -> str:
    """What a shell prints that has the keyplane program on its path; asserts that it succeeds."""
    path = f"{BINARY.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        shell,
        input=script,
        cwd=folder,
        env=os.environ | {"PATH": path} | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


def bash(script: str, folder: Path, **environment) -> str:
    """Runs a script up to the first command that fails."""
    return run(["bash", "-euo", "pipefail", "-s"], script, folder, **environment)
