"""A Debian with systemd as its first process, in namespaces of its own, without a network."""

import os
import shutil
import subprocess
import time
from pathlib import Path

from keyplane import ROOT

# Made once: a minimal Debian, and what the package and its test need there.
BASE = ROOT / "target" / "deploy" / "debian"
RELEASE = "bookworm"
PACKAGES = "systemd,systemd-sysv,adduser,ca-certificates"


def make_base():
    if BASE.exists():
        return
    draft = BASE.with_name("debian.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.parent.mkdir(parents=True, exist_ok=True)
    include = f"--include={PACKAGES}"
    run("debootstrap", "--variant=minbase", include, RELEASE, draft, "http://deb.debian.org/debian")
    # Only the distribution's own units that this test needs.
    run("chroot", draft, "systemctl", "mask", "console-getty.service", "systemd-logind.service")
    draft.rename(BASE)


def run(*command, **options) -> str:
    done = subprocess.run(command, capture_output=True, text=True, **options)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


class Machine:
    """The machine, booted; `folder` gets its files and its log."""

    def __init__(self, folder: Path):
        make_base()
        self.root = folder / "machine"
        run("cp", "-a", "--reflink=auto", BASE, self.root)
        self.log = (folder / "machine.log").open("wb")
        command = (
            *("systemd-nspawn", "--boot", "--directory", self.root, "--machine", "keyplane-deploy"),
            *("--register=no", "--keep-unit", "--private-network", "--link-journal=no"),
            "--console=pipe",
        )
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log
        )
        self.first = self.until(self.find_first_process)
        self.until(lambda: self.run("systemctl", "is-system-running", check=False) != "")
        self.until(lambda: self.state() in ("running", "degraded"))

    def state(self) -> str:
        return self.run("systemctl", "is-system-running", check=False).strip()

    def find_first_process(self) -> int | None:
        """The process outside that is process 1 inside."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        for child in children.read_text().split():
            if Path(f"/proc/{child}/comm").read_text().strip() == "systemd":
                return int(child)
        return None

    def until(self, holds, seconds: float = 60):
        """Waits until `holds` gives a value that is true, and returns it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            if found := holds():
                return found
            time.sleep(0.1)
        self.log.flush()
        tail = Path(self.log.name).read_text(errors="replace")[-3000:]
        raise AssertionError(f"not within {seconds} seconds; the machine says:\n{tail}")

    def run(self, *command, check: bool = True) -> str:
        """The output of a command inside."""
        inside = ("nsenter", "--target", str(self.first), "--all", *map(str, command))
        environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"}
        environment["DEBIAN_FRONTEND"] = "noninteractive"
        done = subprocess.run(inside, capture_output=True, text=True, env=environment)
        if check:
            assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def install(self, package: Path):
        """Installs a package as `dpkg` does, with the settings that an operator changed."""
        shutil.copy(package, self.root / "root" / package.name)
        self.run("dpkg", "--force-confold", "--install", f"/root/{package.name}")

    def exists(self, path: str) -> bool:
        return os.path.lexists(self.root / path.lstrip("/"))

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(timeout=60)
        finally:
            self.process.kill()
            self.log.close()
