"""deploy/compose: valid for Docker Compose, hardened, and wired, as processes of this machine."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from keyplane import ROOT
from machine import run

COMPOSE = ROOT / "deploy" / "compose"
USER = 65532


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> Path:
    """A copy of the folder after ./prepare."""
    folder = tmp_path_factory.mktemp("compose") / "compose"
    shutil.copytree(COMPOSE, folder)
    run(folder / "prepare")
    return folder


@pytest.fixture(scope="module")
def project(prepared) -> dict:
    """The file as Docker Compose reads it."""
    program = Path(sys.executable).parent / "docker-compose"
    read = run(program, "config", "--format", "json", cwd=prepared)
    return json.loads(read)


def test_docker_compose_takes_the_file(project):
    assert sorted(project["services"]) == ["keyplane", "nginx", "postgres"]


def test_every_service_is_read_only_unprivileged_and_checked(project):
    for name, service in project["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["user"] == f"{USER}:{USER}", name
        assert service["healthcheck"]["test"], name


def test_no_secret_is_in_a_variable_and_no_file_is_open(prepared, project):
    password = (prepared / "secrets" / "postgres-password").read_text()
    assert len(password) == 48
    assert password not in json.dumps(project)
    for file in [prepared / "secrets", *(prepared / "secrets").iterdir()]:
        assert file.stat().st_mode & 0o077 == 0, file
        assert file.stat().st_uid == USER, file


def test_preparing_twice_changes_nothing(prepared):
    before = {file: file.read_bytes() for file in (prepared / "secrets").iterdir()}
    run(prepared / "prepare")
    assert {file: file.read_bytes() for file in (prepared / "secrets").iterdir()} == before


def test_only_nginx_is_published_and_the_database_has_no_way_out(project):
    services = project["services"]
    assert [name for name, service in services.items() if service.get("ports")] == ["nginx"]
    assert services["nginx"]["ports"][0]["host_ip"] == "127.0.0.1"
    assert list(services["postgres"]["networks"]) == ["back"]
    assert project["networks"]["back"]["internal"] is True


@pytest.fixture(scope="module")
def wired(prepared, project, unpacked):
    wired = Wired(prepared, project, unpacked / "keyplane")
    try:
        wired.start_all()
        yield wired
    finally:
        wired.stop()


class Wired:
    """The services as processes in one network namespace, each with the files of its container at
    their paths, its variables, its user and its command. Their names are in /etc/hosts.
    """

    def __init__(self, folder: Path, project: dict, binary: Path):
        self.folder, self.services, self.running = folder, project["services"], []
        self.binary = binary
        shutil.chown(folder.parent, USER, USER)
        for parent in folder.parents:
            if parent.stat().st_uid == 0 and parent != Path("/"):
                parent.chmod(parent.stat().st_mode | 0o111)
        # PostgreSQL asks who it is; the image answers by a library (nss_wrapper).
        users = Path("/etc/passwd").read_text()
        (folder / "passwd").write_text(f"{users}keyplane:x:{USER}:{USER}::/:/bin/false\n")
        (folder / "hosts").write_text(
            "127.0.0.1 localhost\n127.0.0.2 postgres\n127.0.0.3 keyplane\n127.0.0.4 nginx\n"
        )
        self.holder = subprocess.Popen(
            ["unshare", "--net", "--mount", "bash", "-c", "ip link set lo up; exec sleep infinity"]
        )
        while not self.inside("ip", "-brief", "link", check=False).count("UNKNOWN"):
            time.sleep(0.05)

    def start_all(self):
        self.start_postgres()
        self.start_keyplane()
        self.start_nginx()

    def inside(self, *command, check: bool = True, **options) -> str:
        enter = ("nsenter", "--target", str(self.holder.pid), "--net", "--mount")
        done = subprocess.run(
            [*enter, *map(str, command)], capture_output=True, text=True, **options
        )
        if check:
            assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def start(self, name: str, script: str, *arguments):
        """Runs a script with the variables, the files and the mounts of a service."""
        service = self.services[name]
        mounts = [
            "set -e",
            "mount --make-rprivate /",
            f"mount --bind {self.folder}/passwd /etc/passwd",
            f"mount --bind {self.folder}/hosts /etc/hosts",
        ]
        mounts.append("mount -t tmpfs -o mode=0755 tmpfs /run")
        mounts.append("mkdir -p /run/secrets")
        for secret in service.get("secrets", []):
            file = self.folder / "secrets" / secret["source"]
            mounts.append(f"touch /run/secrets/{secret['source']}")
            mounts.append(f"mount --bind {file} /run/secrets/{secret['source']}")
        for volume in service.get("volumes", []):
            mounts.append(f"mkdir -p {volume['target']}")
            mounts.append(f"mount --bind {volume['source']} {volume['target']}")
        setup = "\n".join([*mounts, script])
        environment = {
            "PATH": os.environ["PATH"] + ":/usr/sbin",
            **(service.get("environment") or {}),
        }
        enter = ("nsenter", "--target", str(self.holder.pid), "--net", "unshare", "--mount")
        command = [*enter, "bash", "-c", setup, name, *map(str, arguments)]
        with (self.folder / f"{name}.log").open("wb") as log:
            # As an engine does with the output of a container.
            os.fchown(log.fileno(), USER, USER)
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        self.running.append(process)

    def until(self, name: str, *command):
        """Waits until the health check of a service passes."""
        for _ in range(300):
            enter = ("nsenter", "--target", str(self.holder.pid), "--net", *map(str, command))
            if subprocess.run(enter, capture_output=True).returncode == 0:
                return
            assert self.running[-1].poll() is None, (self.folder / f"{name}.log").read_text()
            time.sleep(0.1)
        raise AssertionError((self.folder / f"{name}.log").read_text())

    def start_postgres(self):
        """As the entrypoint of the image: a cluster with the user and database of the variables."""
        (programs,) = list(Path("/usr/lib/postgresql").glob("*/bin"))[-1:]
        self.start(
            "postgres",
            """
            mkdir -p /var/run/postgresql && chmod 1777 /var/run/postgresql
            as="setpriv --reuid $1 --regid $1 --clear-groups --inh-caps=-all"
            install -d -o $1 -g $1 -m 0700 "$PGDATA"
            $as "$2/initdb" --username="$POSTGRES_USER" --pwfile="$POSTGRES_PASSWORD_FILE" \
                $POSTGRES_INITDB_ARGS --auth-local=trust
            echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
            $as "$2/pg_ctl" --wait start -o "-c listen_addresses=" >/dev/null
            $as "$2/createdb" --username="$POSTGRES_USER" "$POSTGRES_DB"
            $as "$2/pg_ctl" --wait --mode=fast stop >/dev/null
            exec $as "$2/postgres" -c listen_addresses=127.0.0.1,127.0.0.2
            """,
            USER,
            programs,
        )
        self.until("postgres", programs / "pg_isready", *self.health("postgres")[1:])

    def start_keyplane(self):
        environment = {"KEYPLANE_LISTEN": "0.0.0.0:8080", "KEYPLANE_DATA_DIR": "/data"}
        self.services["keyplane"]["environment"].update(environment)
        self.start(
            "keyplane",
            'cd /data; exec setpriv --reuid "$1" --regid "$1" --clear-groups "$2" serve',
            USER,
            self.binary,
        )
        self.until("keyplane", self.binary, *self.health("keyplane")[1:])

    def start_nginx(self):
        self.start(
            "nginx",
            """
            cp "$2" /run/nginx.conf
            mount -t tmpfs -o mode=1777 tmpfs /tmp
            exec setpriv --reuid "$1" --regid "$1" --clear-groups \\
                nginx -c /run/nginx.conf -g "daemon off;"
            """,
            USER,
            self.folder / "nginx.conf",
        )
        self.until("nginx", "curl", "--fail", "--silent", "http://127.0.0.1:8081/")

    def health(self, name: str) -> list[str]:
        kind, *command = self.services[name]["healthcheck"]["test"]
        assert kind == "CMD"
        return command

    def stop(self):
        for process in reversed(self.running):
            process.terminate()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
        self.holder.kill()
        self.holder.wait()


def test_a_token_comes_through_nginx_with_tls(wired):
    """With the first admin key and the certificate that ./prepare made."""
    key = wired.folder / "data" / "admin-key.json"
    assert key.stat().st_mode & 0o777 == 0o600
    assert json.loads(key.read_text())["endpoint"] == "https://localhost:8443/graphql"
    token = run(wired.binary, "token", "mint", "--key-file", key).strip()
    answer = wired.inside(
        *("curl", "--fail", "--silent", "--cacert", wired.folder / "secrets" / "tls.crt"),
        *("https://localhost:8443/graphql", "--header", f"Authorization: Bearer {token}"),
        *("--header", "Content-Type: application/json", "--data", '{"query": "{ __typename }"}'),
    )
    assert json.loads(answer) == {"data": {"__typename": "Query"}}
