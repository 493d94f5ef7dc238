"""Fixtures of the tests of a release."""

import os
import platform
from pathlib import Path

import pytest

from keyplane import ROOT
from machine import run

TARGET = f"{platform.machine()}-unknown-linux-musl"


@pytest.fixture(scope="session")
def dist() -> Path:
    """What `./scripts/release` has made for this machine's architecture."""
    folder = Path(os.environ.get("KEYPLANE_TEST_DIST", ROOT / "target" / "dist"))
    if not (folder / "SHA256SUMS").exists():
        run(ROOT / "scripts" / "release", env={**os.environ, "TARGETS": TARGET})
    return folder


@pytest.fixture(scope="session")
def archive(dist) -> Path:
    (archive,) = dist.glob(f"keyplane-*-{TARGET}.tar.gz")
    return archive


@pytest.fixture(scope="session")
def unpacked(archive, tmp_path_factory) -> Path:
    """The folder in the archive."""
    folder = tmp_path_factory.mktemp("archive")
    run("tar", "--extract", "--file", archive, "--directory", folder)
    return folder / archive.name.removesuffix(".tar.gz")
