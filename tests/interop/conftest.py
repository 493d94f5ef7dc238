"""Fixtures of the interop tests."""

import itertools

import pytest

from keyplane import Admin, Server

slugs = itertools.count(1)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("data"))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def root(server) -> Admin:
    """The instance admin key of the first start."""
    return Admin.of_key_file(server.key_file())


@pytest.fixture
def project(root) -> dict:
    """A new project."""
    slug = f"interop-{next(slugs)}"
    fields = "project { id slug endpoints { issuer openidConfiguration jwks } }"
    return root.mutate("createProject", fields, slug=slug, name="Interop")["project"]
