"""The Markdown files: what they name in the repository is there."""

import os
import re
from functools import cache
from pathlib import Path

import pytest

from keyplane import ROOT

# The pages that name files, types and tests of the source code.
ABOUT_THE_CODE = [
    "CONTRIBUTING.md",
    "docs/architecture.md",
    *sorted(str(page.relative_to(ROOT)) for page in (ROOT / "docs" / "adr").glob("*.md")),
]
FOLDERS = "crates|deploy|docs|examples|migrations|scripts|tests|web"


BUILT = {".git", ".venv", "__pycache__", "data", "dist", "node_modules", "target"}


def files(suffix: str) -> list[str]:
    """The files of the repository with this suffix, without what tools make."""
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(set(folders) - BUILT)
        paths = [Path(folder, name).relative_to(ROOT) for name in sorted(names)]
        found += [str(path) for path in paths if path.suffix == suffix]
    return found


@cache
def rust() -> str:
    return "\n".join((ROOT / file).read_text() for file in files(".rs"))


@cache
def python() -> str:
    return "\n".join((ROOT / file).read_text() for file in files(".py"))


def prose(page: str) -> str:
    """A page without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", (ROOT / page).read_text(), flags=re.DOTALL | re.MULTILINE)


def anchor(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", files(".md"))
def test_every_relative_link_leads_to_a_file_and_a_heading(page):
    missing = []
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, heading = target.partition("#")
        file = ROOT / Path(page).parent / path if path else ROOT / page
        if not file.exists():
            missing.append(target)
        elif heading:
            text = file.read_text()
            headings = map(anchor, re.findall(r"^#+ (.*)$", text, re.MULTILINE))
            if heading not in [*headings, *re.findall(r'<a id="([^"]+)">', text)]:
                missing.append(target)
    assert missing == []


@pytest.mark.parametrize("page", ABOUT_THE_CODE)
def test_every_path_in_a_page_about_the_code_exists(page):
    paths = re.findall(rf"`((?:{FOLDERS})/[^`\s]*)`", prose(page))
    assert [path for path in paths if "*" not in path and not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", ABOUT_THE_CODE)
def test_every_function_in_a_page_about_the_code_exists(page):
    """`Type::function` and the names of tests, which are sentences."""
    text, missing = prose(page), []
    for kind, name in re.findall(r"`([A-Z]\w+)::(\w+)`", text):
        # A function, a constant, or a variant on a line of its own.
        item = rf"(\b(fn|const) |^ +){name}\b"
        declared = rf"\b(struct|enum|trait|type) {kind}\b"
        if not all(re.search(known, rust(), re.MULTILINE) for known in (declared, item)):
            missing.append(f"{kind}::{name}")
    for name in re.findall(r"`([a-z]+(?:_[a-z0-9]+){4,})`", text):
        if not re.search(rf"\b(fn|def) {name}\b", rust() + python()):
            missing.append(name)
    assert missing == []


def test_every_claim_of_the_threat_model_names_a_test_that_exists():
    rows = re.findall(
        r"^\| (.+) \| (.+) \|$", (ROOT / "docs" / "threat-model.md").read_text(), re.M
    )
    claims = [(claim, tests) for claim, tests in rows if re.search(r"`(tests|crates|web)/", tests)]
    assert len(claims) > 30
    missing = []
    for claim, tests in claims:
        for path, _, name in re.findall(r"`([^`:]+)(::([^`]+))?`", tests):
            file = ROOT / path
            text = file.read_text() if file.exists() else ""
            # A test of Rust or Python by its name; a file of tests of the portal as it is.
            found = re.search(rf"\b(fn|def) {name}\b", text) if name else text
            if not found:
                missing.append(f"{claim}: {path}::{name}")
    assert missing == []

    # Under the claims, each row has its test.
    sections = (ROOT / "docs" / "threat-model.md").read_text().split("\n## ")
    about = next(one for one in sections if one.startswith("Boundaries and claims"))
    bare = [line for line in about.splitlines() if line.startswith("| ") and "`" not in line]
    assert [line for line in bare if line not in ("| claim | test |", "| --- | --- |")] == []


def test_every_module_in_a_log_level_exists():
    """A level of a module that was moved would show nothing."""
    texts = [prose(page) for page in files(".md")] + [rust()]
    levels = re.findall(r"\bkeyplane_(\w+)((?:::\w+)+)=(?:debug|info|trace)", "\n".join(texts))
    assert levels
    missing = []
    for crate, modules in levels:
        place = ROOT.joinpath("crates", crate, "src", *modules.strip(":").split("::"))
        if not (place.with_suffix(".rs").exists() or (place / "mod.rs").exists()):
            missing.append(f"keyplane_{crate}{modules}")
    assert missing == []
