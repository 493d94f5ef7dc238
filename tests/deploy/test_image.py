"""The container image: built on a stand-in of the base image, and started on a read-only root."""

import json
import os
import shutil
import signal
import subprocess
import time

import pytest

from conftest import TARGET
from keyplane import ROOT
from machine import run

DOCKERFILE = ROOT / "Dockerfile"
BASE = "gcr.io/distroless/static-debian12:nonroot"
USER = 65532


def test_the_dockerfile_passes_hadolint():
    done = subprocess.run(["hadolint", DOCKERFILE], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def buildah(tmp_path_factory):
    """buildah with storage of its own."""
    folder = tmp_path_factory.mktemp("buildah")

    def buildah(*command) -> str:
        options = (
            "--root",
            folder / "root",
            "--runroot",
            folder / "run",
            "--storage-driver",
            "vfs",
        )
        return run("buildah", *options, *command, cwd=ROOT)

    yield buildah
    buildah("rm", "--all")
    buildah("rmi", "--all", "--force")


@pytest.fixture(scope="module")
def image(dist, buildah) -> dict:
    """The configuration and the files of the image."""
    stand_in_for_distroless(buildah)
    context = dist / "image"
    if not context.exists():
        run(ROOT / "scripts" / "release", "image", env={**os.environ, "TARGETS": TARGET})
    buildah(
        *("build", "--isolation", "chroot", "--format", "docker", "--pull-never"),
        *("--build-context", f"build={context}", "--build-arg", "TARGETARCH=amd64"),
        *("--tag", "keyplane:test", "."),
    )
    inspected = json.loads(buildah("inspect", "--type", "image", "keyplane:test"))
    container = buildah("from", "--pull-never", "keyplane:test").strip()
    return {**inspected["Docker"]["config"], "root": buildah("mount", container).strip()}


def stand_in_for_distroless(buildah):
    """What distroless/static holds: users, certificates and an empty /tmp; no shell, no library."""
    container = buildah("from", "scratch").strip()
    root = buildah("mount", container).strip()
    os.makedirs(f"{root}/etc/ssl/certs")
    os.makedirs(f"{root}/tmp")
    os.chmod(f"{root}/tmp", 0o1777)
    shutil.copy("/etc/ssl/certs/ca-certificates.crt", f"{root}/etc/ssl/certs/")
    with open(f"{root}/etc/passwd", "w") as users:
        users.write(
            f"root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:{USER}:{USER}::/home/nonroot:/sbin/nologin\n"
        )
    buildah("commit", container, BASE)


def test_the_image_runs_as_an_ordinary_user_and_checks_its_health(image):
    assert image["User"] == f"{USER}:{USER}"
    assert image["Entrypoint"] == ["/usr/bin/keyplane"] and image["Cmd"] == ["serve"]
    assert image["Healthcheck"]["Test"] == ["CMD", "/usr/bin/keyplane", "healthcheck"]
    assert list(image["Volumes"]) == ["/data"]
    assert image["Labels"]["org.opencontainers.image.licenses"] == "Apache-2.0 OR MIT"


def test_the_image_holds_no_shell_and_a_private_data_folder(image):
    root = image["root"]
    programs = [
        name for folder in ("bin", "usr/bin", "sbin", "usr/sbin") for name in listed(root, folder)
    ]
    assert programs == ["keyplane"]
    data = os.stat(f"{root}/data")
    assert (data.st_uid, data.st_gid, data.st_mode & 0o777) == (USER, USER, 0o700)


def listed(root: str, folder: str) -> list[str]:
    return os.listdir(f"{root}/{folder}") if os.path.isdir(f"{root}/{folder}") else []


def test_the_server_starts_on_a_read_only_root_and_is_healthy(image, tmp_path):
    """As an engine starts it: with the user, variables and command of the image, and a volume."""
    began, data = time.monotonic(), tmp_path / "data"
    data.mkdir(mode=0o700)
    os.chown(data, USER, USER)
    container = Container(image, data)
    try:
        container.wait_until_healthy()
        key = container.run("/usr/bin/keyplane", "whoami", "--key-file", "/data/admin-key.json")
        print(f"from start to a verified token: {time.monotonic() - began:.2f} s")
        assert "First admin key" in key
        assert os.stat(data / "keyplane.db").st_uid == USER
    finally:
        container.stop()


def variables(image: dict) -> dict:
    return dict(pair.split("=", 1) for pair in image["Env"])


class Container:
    """The image's command in namespaces of its own, on a root that cannot be written."""

    SETUP = """
        set -e
        root=$1 data=$2 user=$3; shift 3
        mount --bind "$root" "$root"
        mount --bind "$data" "$root/data"
        mount -o remount,bind,ro "$root"
        ip link set lo up
        exec chroot --userspec="$user" "$root" "$@"
    """

    def __init__(self, image: dict, data):
        self.image = image
        environment = {**variables(image), "PATH": os.environ["PATH"]}
        setup = ("bash", "-c", self.SETUP, "setup", image["root"], data, image["User"])
        self.process = subprocess.Popen(
            ["unshare", "--mount", "--net", "--pid", "--ipc", "--fork", "--kill-child", *setup]
            + image["Entrypoint"]
            + image["Cmd"],
            env=environment,
        )

    def first(self) -> str:
        """The process outside that is process 1 inside."""
        with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children") as children:
            (first,) = children.read().split()
        return first

    def run(self, *command) -> str:
        enter = ("nsenter", "--target", self.first(), "--mount", "--net", "--pid", "--ipc")
        where = ("chroot", f"--userspec={self.image['User']}", self.image["root"])
        environment = {**variables(self.image), "PATH": os.environ["PATH"]}
        return run(*enter, *where, *command, env=environment)

    def wait_until_healthy(self):
        for _ in range(300):
            assert self.process.poll() is None
            try:
                return self.run(*self.image["Healthcheck"]["Test"][1:])
            except (AssertionError, ValueError, OSError):
                time.sleep(0.1)
        raise AssertionError("not healthy within 30 seconds")

    def stop(self):
        os.kill(int(self.first()), signal.SIGTERM)
        assert self.process.wait(timeout=30) == 0
