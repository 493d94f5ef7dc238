"""Every block of code in the README and in docs/: it is run, or read by the parser of its language;
and every command of keyplane that a page names exists with these flags."""

import json
import re
import subprocess
from dataclasses import dataclass
from functools import cache

import pytest
import yaml
from graphql import parse, validate

from keyplane import ROOT
from reference_pages import FOLDER, pages, schema

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10
    import tomli as tomllib

PAGES = ["README.md", *sorted(str(p.relative_to(ROOT)) for p in (ROOT / "docs").rglob("*.md"))]
# Marks that a page's own test reads, and that say why a block is not run.
RUN = re.compile(r"<!-- (walk|file|nginx|curl|gatewayConfig)\b[^>]*-->$")
BY = re.compile(r"<!-- run by: (\S+) -->$")
# The same for all blocks of a page.
ALL_BY = re.compile(r"<!-- blocks run by: (\S+) -->")
NOT_RUN = re.compile(r"<!-- not run: .{10,} -->$")
# The shells' output, and languages that only a reader reads.
SHOWN = {"text", "http", "dockerfile", "csharp"}


@dataclass
class Block:
    """A fenced block, with the text before it."""

    page: str
    language: str
    code: str
    before: str

    @property
    def mark(self) -> str:
        return self.before.rstrip().splitlines()[-1] if self.before.strip() else ""

    @property
    def is_in_a_walk(self) -> bool:
        return self.before.count("<!-- walk: begin -->") > self.before.count("<!-- walk: end -->")

    @property
    def is_a_preset(self) -> bool:
        marks = re.findall(r"<!-- preset: (\S+) -->", self.before)
        return bool(marks) and marks[-1] != "end"

    def __str__(self) -> str:
        return f"{self.page}: {self.code.strip().splitlines()[0]}"


def included(page: str, text: str) -> str:
    """A page with the files that it shows, as mdBook has them."""

    def file(found: re.Match) -> str:
        return (ROOT / page).parent.joinpath(found[1]).read_text()

    return re.sub(r"\{\{#include ([^:}]+)\}\}", file, text)


@cache
def blocks(page: str) -> list[Block]:
    text = (ROOT / page).read_text()
    found = re.finditer(r"^( *)```(\S*)\n(.*?)^\1```$", text, re.MULTILINE | re.DOTALL)
    return [
        Block(page, one[2], re.sub(f"^{one[1]}", "", one[3], flags=re.M), text[: one.start()])
        for one in found
    ]


ALL = [block for page in PAGES for block in blocks(page)]


def bash(code: str):
    done = subprocess.run(["bash", "-n"], input=code, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def graphql(code: str):
    assert validate(schema(), parse(code)) == []


READ = {
    "sh": bash,
    "graphql": graphql,
    "json": json.loads,
    "toml": tomllib.loads,
    "yaml": lambda code: list(yaml.safe_load_all(code)),
    "python": lambda code: compile(code, "page", "exec"),
}


@pytest.mark.parametrize("language", READ)
def test_every_block_is_well_formed(language):
    wrong = []
    for block in ALL:
        if block.language == language and "{{#include" not in block.code:
            try:
                READ[language](block.code)
            except Exception as error:
                wrong.append(f"{block}: {error}")
    assert wrong == []


def test_every_block_of_commands_is_run_or_says_why_not():
    bare = []
    for block in ALL:
        by = BY.search(block.mark) or ALL_BY.search(block.before)
        if by:
            assert (ROOT / by[1]).exists(), str(block)
        is_run = block.is_in_a_walk or block.is_a_preset or by or RUN.search(block.mark)
        if block.language == "sh" and not (is_run or NOT_RUN.search(block.mark)):
            bare.append(str(block))
    assert bare == []


def test_every_program_is_run_by_a_test():
    """A whole file that a page includes is one of examples/; the tests run them all."""
    bare = []
    for block in ALL:
        if block.language in READ or block.language in SHOWN:
            continue
        include = re.fullmatch(r"\{\{#include (.+)\}\}\n", block.code)
        if include:
            file = (ROOT / block.page).parent.joinpath(include[1]).resolve()
            assert file.is_relative_to(ROOT / "examples"), str(block)
            assert file.exists(), str(block)
        elif not (RUN.search(block.mark) or BY.search(block.mark) or NOT_RUN.search(block.mark)):
            bare.append(f"{block.language}: {block}")
    assert bare == []


def test_every_setting_in_a_file_of_settings_exists():
    table = (ROOT / "docs" / "configuration.md").read_text()
    known = set(re.findall(r"^\| `(\w+)` \| `KEYPLANE_", table, re.MULTILINE))
    assert len(known) > 20
    given = [
        (block.page, name)
        for block in ALL
        if block.language == "toml" and re.match(r"docs/(deployment/|configuration)", block.page)
        for name in tomllib.loads(block.code)
    ]
    assert len(given) > 10
    assert [(page, name) for page, name in given if name not in known] == []


@cache
def commands() -> dict[str, str]:
    """The section of each command in the reference, by its words."""
    text = (FOLDER / "command-line.md").read_text()
    return dict(re.findall(r"^## `(keyplane[^`]*)`\n(.*?)(?=^## |\Z)", text, re.M | re.DOTALL))


def calls(page: str) -> list[str]:
    """Commands in blocks, in indented lines and in code in the prose, continued lines joined."""
    text = included(page, (ROOT / page).read_text()).replace("\\\n", " ")
    lines = re.findall(r"^(?:.*[|(]\s*|\s*)(keyplane [a-z-][^\n]*)$", text, re.MULTILINE)
    return lines + re.findall(r"`(keyplane [a-z-][^`\n]*)`", text)


@pytest.mark.parametrize("page", [page for page in PAGES if "reference/" not in page])
def test_every_command_that_a_page_names_exists_with_its_flags(page):
    wrong = []
    for call in calls(page):
        words = re.split(r"[|;&)>]", call)[0].split()
        command = "keyplane"
        for word in words[1:]:
            if f"{command} {word}" not in commands():
                break
            command += f" {word}"
        rest = words[len(command.split()) :]
        below = any(other.startswith(f"{command} ") for other in commands())
        if below and rest and re.match(r"[a-z]", rest[0]):
            wrong.append(f"{call}: no command {command} {rest[0]}")
        flags = [word.split("=")[0].strip(",.`") for word in rest if word.startswith("--")]
        wrong += [
            f"{call}: no flag {flag}"
            for flag in flags
            if not re.search(rf"{flag}[ `]", commands()[command])
            and flag not in ("--help", "--version")
        ]
    assert wrong == []


@pytest.mark.parametrize("page", pages())
def test_the_reference_of_the_admin_api_is_what_the_schema_says(page):
    written = (FOLDER / page).read_text()
    assert written == pages()[page], f"docs/reference/{page} is stale: run `just reference`"
