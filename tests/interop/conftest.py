"""Fixtures of the interop tests."""

import pytest

from certificates import Authority
from keyplane import Admin, Server
from tenant import new_project
from tls_site import Site


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
    return new_project(root)


@pytest.fixture(scope="module")
def shared_project(root) -> dict:
    """A project for all the tests of a module."""
    return new_project(root)


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def site(tmp_path, authority):
    site = Site(tmp_path, authority)
    yield site
    site.server.stop()
