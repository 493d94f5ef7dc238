"""Certificates and keys as authorities and tools make them."""

import datetime
import ipaddress
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NOW = datetime.datetime.now(datetime.timezone.utc)
FORMATS = {
    "PKCS8": serialization.PrivateFormat.PKCS8,
    # PKCS#1 for RSA, SEC1 for elliptic curves.
    "TRADITIONAL": serialization.PrivateFormat.TraditionalOpenSSL,
}


def pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def key_of(kind: str):
    match kind:
        case "RSA":
            return rsa.generate_private_key(65537, 2048)
        case "P-256":
            return ec.generate_private_key(ec.SECP256R1())
        case "P-384":
            return ec.generate_private_key(ec.SECP384R1())
        case "P-521":
            return ec.generate_private_key(ec.SECP521R1())
        case "Ed25519":
            return ed25519.Ed25519PrivateKey.generate()


def digest(key):
    return None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256()


class Authority:
    """A root with one intermediate, which signs the certificates of servers."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.root_key, self.key = key_of("P-256"), key_of("P-256")
        self.root = self._sign("Root", self.root_key, "Root", self.root_key, ca=True)
        self.certificate = self._sign("Intermediate", self.key, "Root", self.root_key, ca=True)
        self.file = folder / "ca.pem"
        self.file.write_bytes(pem(self.root))

    def issue(self, names: list[str], kind: str = "P-256", form: str = "PKCS8", days=(-1, 30)):
        """The PEM texts of a chain and of its key."""
        key = key_of(kind)
        found = self._sign("Server", key, "Intermediate", self.key, names=names, days=days)
        private = key.private_bytes(
            serialization.Encoding.PEM, FORMATS[form], serialization.NoEncryption()
        )
        return pem(found) + pem(self.certificate), private

    def _sign(self, subject, key, issuer, issuer_key, names=(), ca=False, days=(-1, 30)):
        def name(text):
            return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

        builder = (
            x509.CertificateBuilder()
            .subject_name(name(subject))
            .issuer_name(name(issuer))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW + datetime.timedelta(days=days[0]))
            .not_valid_after(NOW + datetime.timedelta(days=days[1]))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        )
        if not ca:
            usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
            names = x509.SubjectAlternativeName([san(name) for name in names])
            builder = builder.add_extension(usage, False).add_extension(names, False)
        return builder.sign(issuer_key, digest(issuer_key))


def san(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
