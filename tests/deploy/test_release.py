"""What scripts/release makes: archives, checksums, lists of what is inside."""

import json
import re
import subprocess
import tarfile
from pathlib import Path

import pytest

from keyplane import ROOT
from machine import run

MEGABYTES = 1_000_000


def test_every_file_has_its_checksum(dist):
    named = {line.split()[1] for line in (dist / "SHA256SUMS").read_text().splitlines()}
    # Cargo keeps a hidden file there.
    made = {path.name for path in dist.glob("[!.]*") if path.is_file()} - {"SHA256SUMS"}
    assert named == made
    run("sha256sum", "--check", "--quiet", "SHA256SUMS", cwd=dist)


def test_a_binary_has_at_most_40_mb_and_needs_no_library(dist):
    archives = sorted(dist.glob("keyplane-*-linux-musl.tar.gz"))
    assert archives
    for archive in archives:
        with tarfile.open(archive) as files:
            name = f"{archive.name.removesuffix('.tar.gz')}/keyplane"
            binary = files.extractfile(name).read()
        assert len(binary) <= 40 * MEGABYTES, (archive.name, len(binary))
        # An ELF file without the segment that names a dynamic loader (PT_INTERP).
        assert binary[:4] == b"\x7fELF"
        start, size, count = (
            int.from_bytes(binary[at : at + length], "little")
            for at, length in ((32, 8), (54, 2), (56, 2))
        )
        kinds = [
            int.from_bytes(binary[start + size * at : start + size * at + 4], "little")
            for at in range(count)
        ]
        assert 1 in kinds and 3 not in kinds, archive.name


def test_a_binary_holds_no_folder_of_the_machine_that_built_it(unpacked):
    binary = (unpacked / "keyplane").read_bytes()
    for folder in (ROOT, Path.home() / ".cargo", Path.home() / ".rustup"):
        assert f"{folder}/".encode() not in binary, folder
    # Where the paths of messages begin instead.
    assert b"/cargo/registry/src/" in binary


def test_the_archive_holds_licences_manual_and_completions(unpacked):
    for file in ("LICENSE-APACHE", "LICENSE-MIT", "README.md", "schema.graphql"):
        assert (unpacked / file).read_text() == (ROOT / file).read_text()

    run("bash", "-n", unpacked / "completions" / "keyplane.bash")
    assert (unpacked / "completions" / "_keyplane").read_text().startswith("#compdef keyplane")
    assert "complete -c keyplane" in (unpacked / "completions" / "keyplane.fish").read_text()


def commands(binary, *path: str) -> list[tuple[str, ...]]:
    """Every command of the binary, as `--help` lists them; at the top, in groups."""
    listed = run(binary, *path, "--help")
    if path:
        listed = listed.partition("Commands:\n")[2].partition("\n\n")[0]
    names = [name for name in re.findall(r"^  ([a-z-]+) ", listed, re.MULTILINE) if name != "help"]
    found = [(*path, name) for name in names]
    return found + [deeper for name in found for deeper in commands(binary, *name)]


def test_every_command_has_a_page_of_the_manual(unpacked):
    pages = {path.name for path in (unpacked / "man").iterdir()}
    expected = {"-".join(("keyplane", *path)) + ".1" for path in commands(unpacked / "keyplane")}
    assert len(expected) > 20
    assert expected | {"keyplane.1"} == pages
    assert "\n.SH OPTIONS\n" in (unpacked / "man" / "keyplane-serve.1").read_text()


def test_bash_completes_a_command_and_a_flag(unpacked):
    script = unpacked / "completions" / "keyplane.bash"
    for words, expected in (
        ("keyplane healthc", "healthcheck"),
        ("keyplane serve --publ", "--public-url"),
    ):
        complete = (
            f'source "{script}"; COMP_WORDS=({words}); COMP_CWORD=$(({len(words.split())} - 1)); '
            f"_keyplane keyplane {words.split()[-1]} {words.split()[-2]}; echo ${{COMPREPLY[@]}}"
        )
        assert expected in run("bash", "-c", complete).split()


def test_the_lists_of_what_is_inside_name_crates_and_packages(dist):
    crates = json.loads(next(dist.glob("keyplane-*[0-9].cdx.json")).read_text())
    portal = json.loads(next(dist.glob("keyplane-*-portal.cdx.json")).read_text())
    for bom, names in ((crates, {"aws-lc-rs", "rustls", "sqlx"}), (portal, {"react", "graphql"})):
        assert bom["bomFormat"] == "CycloneDX"
        found = {component["name"]: component for component in bom["components"]}
        assert names <= set(found)
        assert all(found[name]["version"] and found[name]["licenses"] for name in names)
        assert str(ROOT) not in json.dumps(bom)


@pytest.mark.parametrize(
    "file", ["scripts/release", "deploy/compose/prepare", "deploy/debian/postinst"]
)
def test_the_scripts_pass_shellcheck(file):
    checked = subprocess.run(["shellcheck", ROOT / file], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout
