"""The programs of examples/quick-start: how each is assembled, compiled and started."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from examples import EXAMPLES, LANGUAGES
from keyplane import BINARY, ROOT, TARGET

ASSEMBLER = ROOT / "tests" / "interop" / "node" / "quick_starts.js"
ENDINGS = {"bash": "sh", "python": "py", "node": "mjs", "go": "go", "rust": "rs"}


@dataclass
class Variant:
    """A program with the values of a reader."""

    name: str
    program: str
    values: dict
    # What it finds: files beside it, and variables of its environment.
    files: dict[str, str] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)


class QuickStarts:
    """Every variant in every language, ready to run in a folder of its own."""

    def __init__(self, folder: Path, variants: list[Variant]):
        self.folder = folder
        self.variants = {variant.name: variant for variant in variants}
        for language in LANGUAGES:
            (folder / language).mkdir()
        self.write(variants)
        self.compile_rust()
        self.compile_go()
        (folder / "node" / "node_modules").symlink_to(EXAMPLES / "node" / "node_modules")

    def write(self, variants: list[Variant]):
        wanted = [(language, variant) for language in LANGUAGES for variant in variants]
        request = [
            {"program": variant.program, "language": language, "values": variant.values}
            for language, variant in wanted
        ]
        answer = execute(["node", ASSEMBLER], input=json.dumps(request))
        for (language, variant), code in zip(wanted, json.loads(answer), strict=True):
            path = self.source(language, variant.name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(code)

    def source(self, language: str, name: str) -> Path:
        folder = {"go": Path(name), "rust": Path("src/bin")}.get(language, Path())
        return self.folder / language / folder / f"{name}.{ENDINGS[language]}"

    def compile_rust(self):
        folder = self.folder / "rust"
        for file in ["Cargo.toml", "Cargo.lock"]:
            shutil.copy(EXAMPLES / "rust" / file, folder)
        command = ["cargo", "build", "--locked", "--target-dir", TARGET.parent]
        # A sample without a warning: an unused import would be one.
        assert "warning" not in execute(command, cwd=folder, stderr=subprocess.STDOUT)

    def compile_go(self):
        folder = self.folder / "go"
        for file in ["go.mod", "go.sum"]:
            shutil.copy(EXAMPLES / "go" / file, folder)
        execute(["go", "build", "-o", "bin/", "./..."], cwd=folder)
        execute(["go", "vet", "./..."], cwd=folder)

    def run(self, language: str, name: str, **more) -> subprocess.CompletedProcess:
        """Runs a variant where its files are; `environment` is beyond what it finds there."""
        variant = self.variants[name]
        place = self.folder / "run" / name
        place.mkdir(parents=True, exist_ok=True)
        for file, content in variant.files.items():
            (place / file).write_text(content)
        command = {
            "bash": ["bash", self.source(language, name)],
            "python": [
                EXAMPLES / "python" / ".venv" / "bin" / "python",
                self.source(language, name),
            ],
            "node": ["node", self.source(language, name)],
            "go": [self.folder / "go" / "bin" / name],
            "rust": [TARGET / name],
        }[language]
        # What bash cannot sign with openssl, the keyplane program signs.
        path = f"{BINARY.parent}{os.pathsep}{os.environ['PATH']}"
        given = variant.environment | more.pop("environment", {})
        environment = os.environ | {"PATH": path} | given
        return attempt(command, cwd=place, env=environment, **more)


def attempt(command: list, **more) -> subprocess.CompletedProcess:
    words = [str(word) for word in command]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
    return subprocess.run(words, text=True, timeout=590, **streams)


def execute(command: list, **more) -> str:
    done = attempt(command, **more)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    return done.stdout
