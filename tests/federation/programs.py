"""Programs on loopback, each with a log, and certificates that they show."""

import datetime
import ipaddress
import subprocess
import sys
import time
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PEM, PKCS8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
UNSEALED = serialization.NoEncryption()


class Program:
    """A running program."""

    def __init__(self, folder: Path, *command):
        self.name = Path(command[0]).name
        self.log = folder / f"{self.name}.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )

    def wait_until(self, is_ready, seconds: int = 120):
        """Waits until `is_ready` gives a value without an error, and returns it."""
        end, error = time.monotonic() + seconds, None
        while time.monotonic() < end and self.process.poll() is None:
            try:
                if answer := is_ready():
                    return answer
            except (OSError, subprocess.CalledProcessError) as wrong:
                error = wrong
            time.sleep(0.2)
        tail = self.log.read_text(errors="replace")[-3000:]
        sys.exit(f"{self.name} does not work: {error}\n{tail}")

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Authority:
    """A certificate authority that only this run trusts."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "federation test CA")])
        constraints = x509.BasicConstraints(ca=True, path_length=0)
        builder = self.builder(self.name, self.key).add_extension(constraints, critical=True)
        self.certificate = builder.sign(self.key, hashes.SHA256())
        self.pem = self.certificate.public_bytes(PEM).decode()
        self.file = folder / "ca.crt"
        self.file.write_text(self.pem)

    def builder(self, name: x509.Name, key) -> x509.CertificateBuilder:
        now = datetime.datetime.now(datetime.timezone.utc)
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(hours=1))
            .not_valid_after(now + datetime.timedelta(days=1))
        )

    def server(self, name: str) -> tuple[Path, Path]:
        """The certificate and the key of a server on this machine."""
        key = ec.generate_private_key(ec.SECP256R1())
        names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        builder = self.builder(subject, key)
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        certificate = builder.sign(self.key, hashes.SHA256())

        files = self.folder / f"{name}.crt", self.folder / f"{name}.key"
        files[0].write_bytes(certificate.public_bytes(PEM))
        files[1].write_bytes(key.private_bytes(PEM, PKCS8, UNSEALED))
        return files
