"""Fixtures of the interop tests."""

import pytest

from certificates import Authority
from federation import RECORDINGS, Platforms, Tenant
from keyplane import BINARY, Admin, Server
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


@pytest.fixture(scope="session")
def platforms(tmp_path_factory, authority):
    platforms = Platforms(tmp_path_factory.mktemp("platforms"), authority)
    yield platforms
    platforms.stop()


@pytest.fixture(scope="session")
def deployment(tmp_path_factory, platforms):
    """A server that may ask the local platforms for their keys."""
    data = tmp_path_factory.mktemp("federation")
    address = platforms.url.removeprefix("https://")
    server = Server(data, BINARY, "--allow-private-issuers", address)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def owner(deployment) -> Admin:
    return Admin.of_key_file(deployment.key_file())


@pytest.fixture(scope="session")
def parties(owner, platforms) -> dict[str, tuple[Tenant, str]]:
    """For each recording a project that trusts the platform, and the application's client ID."""
    found = {}
    for recording in RECORDINGS.values():
        tenant = Tenant.create(owner, new_project(owner))
        application = tenant.application(recording.name)
        tenant.tie(recording, tenant.trust(recording, platforms), application)
        found[recording.name] = (tenant, application)
    return found
