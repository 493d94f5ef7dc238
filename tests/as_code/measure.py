"""How long plan and apply take for 2,000 applications, each with a public key and a grant.

By hand, with the packages of tests/interop: python tests/as_code/measure.py target/quick/keyplane
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "interop"))

from cryptography.hazmat.primitives.asymmetric import ec  # noqa: E402
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat  # noqa: E402

from keyplane import Server  # noqa: E402

COUNT = 2_000


def public_key() -> str:
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def write(file: Path):
    """A set of one project."""
    lines = ["set: many", "projects:", "  acme:", "    keyPolicy: { signingAlgorithm: ES256 }"]
    lines += ["    apis:", "      orders: { identifier: 'urn:orders', scopes: [read] }"]
    lines += ["    applications:"]
    for number in range(COUNT):
        lines += [f"      a{number}:", "        type: SERVICE", "        keys:"]
        lines += ["          - name: main", "            publicKey: |"]
        lines += [f"              {line}" for line in public_key().splitlines()]
    lines += ["    grants:"]
    for number in range(COUNT):
        lines += [f"      - {{ application: a{number}, api: orders, scopes: [read] }}"]
    file.write_text("\n".join(lines) + "\n")


def timed(command: list, folder: Path, expected: int) -> float:
    started = time.monotonic()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == expected, done.stderr[-2000:] + done.stdout[-2000:]
    took = time.monotonic() - started
    name = " ".join(map(str, command[1:3]))
    print(f"{name:12} exit {done.returncode}: {took:6.2f} s", flush=True)
    return took


def main(binary: Path):
    with tempfile.TemporaryDirectory(prefix="keyplane-as-code-") as folder:
        data = Path(folder)
        write(data / "many.yaml")
        server = Server(data, binary)
        try:
            connection = ["--key-file", "admin-key.json"]
            plan = [binary, "plan", "many.yaml", *connection]
            apply = [binary, "apply", "many.yaml", "--yes", *connection]
            timed(plan, data, 2)

            killed = subprocess.Popen(apply, cwd=data, stdout=subprocess.DEVNULL)
            time.sleep(float(sys.argv[2]) if len(sys.argv) > 2 else 5)
            killed.kill()
            killed.wait()
            rest = [*plan, "--json"]
            rest = subprocess.run(rest, cwd=data, capture_output=True, text=True).stdout
            print(f"killed; still to do: {json.loads(rest)['summary']}", flush=True)

            timed(apply, data, 0)
            timed(plan, data, 0)
            timed([*plan, "--prune"], data, 0)
        finally:
            server.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
