"""A kube-apiserver with etcd, and the tokens that kubelets project into pods."""

import json
import secrets
import ssl
import sys
import urllib.error
import urllib.request
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from programs import PEM, PKCS8, UNSEALED, Authority, Program

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "outage"))
from net import free_port  # noqa: E402

SPKI = serialization.PublicFormat.SubjectPublicKeyInfo


class Kubernetes:
    """A cluster without nodes: what a kubelet asks for its pods, this process asks for."""

    def __init__(self, programs: Path, folder: Path, authority: Authority):
        self.programs, self.folder, self.running = programs, folder, []
        self.certificate, self.key = authority.server("kube-apiserver")
        self.port, self.etcd = free_port(), free_port()
        self.ports = [self.port]
        self.issuer = f"https://localhost:{self.port}"
        self.admin = secrets.token_hex(16)
        self.trust = ssl.create_default_context(cafile=authority.file)

        signer = rsa.generate_private_key(65537, 2048)
        (folder / "sa.key").write_bytes(signer.private_bytes(PEM, PKCS8, UNSEALED))
        (folder / "sa.pub").write_bytes(signer.public_key().public_bytes(PEM, SPKI))
        (folder / "tokens.csv").write_text(f"{self.admin},admin,admin,system:masters\n")

    def start(self):
        peer = f"http://127.0.0.1:{free_port()}"
        url = f"http://127.0.0.1:{self.etcd}"
        etcd = Program(
            self.folder,
            self.programs / "server",
            *("--data-dir", self.folder / "etcd", "--unsafe-no-fsync"),
            *("--listen-client-urls", url, "--advertise-client-urls", url),
            *("--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer),
            *("--initial-cluster", f"default={peer}"),
        )
        self.running.append(etcd)
        etcd.wait_until(lambda: urllib.request.urlopen(f"{url}/health").read())

        self.run_apiserver()
        self.apply("namespaces", {"metadata": {"name": "ci"}})
        for name in ("builder", "deployer"):
            self.apply("namespaces/ci/serviceaccounts", {"metadata": {"name": name}})
        self.apply("namespaces/default/serviceaccounts", {"metadata": {"name": "builder"}})
        self.make_pod("builder-pod", "builder")
        self.publish_keys()

    def run_apiserver(self):
        server = Program(
            self.folder,
            self.programs / "kube-apiserver",
            *("--etcd-servers", f"http://127.0.0.1:{self.etcd}"),
            *("--bind-address", "127.0.0.1", "--secure-port", str(self.port)),
            *("--tls-cert-file", self.certificate, "--tls-private-key-file", self.key),
            *(
                "--cert-dir",
                self.folder / "certificates",
                "--service-cluster-ip-range",
                "10.0.0.0/24",
            ),
            *("--service-account-issuer", self.issuer),
            *("--service-account-signing-key-file", self.folder / "sa.key"),
            *("--service-account-key-file", self.folder / "sa.pub"),
            *("--token-auth-file", self.folder / "tokens.csv", "--authorization-mode", "RBAC"),
        )
        self.running.append(server)
        server.wait_until(lambda: self.ask("GET", "/readyz"))

    def ask(self, method: str, path: str, body: dict | None = None) -> bytes:
        request = urllib.request.Request(
            self.issuer + path,
            json.dumps(body).encode() if body else None,
            {"Authorization": f"Bearer {self.admin}", "Content-Type": "application/json"},
            method=method,
        )
        with urllib.request.urlopen(request, context=self.trust) as answer:
            return answer.read()

    def apply(self, path: str, body: dict, api: str = "/api/v1") -> dict:
        return json.loads(self.ask("POST", f"{api}/{path}", body))

    def make_pod(self, name: str, account: str):
        container = {"name": "main", "image": "example.org/builder"}
        spec = {"serviceAccountName": account, "containers": [container]}
        pod = self.apply("namespaces/ci/pods", {"metadata": {"name": name}, "spec": spec})
        self.pod = {"kind": "Pod", "apiVersion": "v1", "name": name, "uid": pod["metadata"]["uid"]}

    def publish_keys(self):
        """Lets anyone read discovery and keys, as a cluster does whose tokens others accept."""
        role = {
            "apiGroup": "rbac.authorization.k8s.io",
            "kind": "ClusterRole",
            "name": "system:service-account-issuer-discovery",
        }
        group = {
            "apiGroup": "rbac.authorization.k8s.io",
            "kind": "Group",
            "name": "system:unauthenticated",
        }
        binding = {"metadata": {"name": "issuer-discovery"}, "roleRef": role, "subjects": [group]}
        self.apply("clusterrolebindings", binding, "/apis/rbac.authorization.k8s.io/v1")

    def token(self, audience: str | None, account: str = "builder", namespace: str = "ci") -> str:
        """What a projected volume of a pod holds: a TokenRequest that is bound to the pod."""
        spec = {"expirationSeconds": 3600}
        if audience:
            spec["audiences"] = [audience]
        if (account, namespace) == ("builder", "ci"):
            spec["boundObjectRef"] = self.pod
        path = f"namespaces/{namespace}/serviceaccounts/{account}/token"
        return self.apply(path, {"spec": spec})["status"]["token"]

    def stop_apiserver(self):
        self.running.pop().stop()

    def stop(self):
        for program in reversed(self.running):
            program.stop()
