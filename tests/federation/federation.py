"""Trades the tokens of real platforms for access tokens, and shows what is refused."""

import argparse
import base64
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

import jwt

from kubernetes import Kubernetes
from programs import Authority
from project import BEARER, SPIFFE, Answer, Project
from spire import LATE_WORKLOAD, OTHER_WORKLOAD, TRUST_DOMAIN, WORKLOAD, Spire

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "interop"))
from keyplane import BINARY, Server  # noqa: E402

#: An unknown kid starts a fetch at most this often, in seconds.
BETWEEN_FETCHES = 30


class Report:
    """What was tried, and whether it came out as expected."""

    def __init__(self):
        self.tried = self.wrong = 0

    def part(self, title: str):
        print(f"\n{title}", flush=True)

    def expect(self, what: str, expected: int, answer: Answer) -> Answer:
        self.tried += 1
        self.wrong += answer.status != expected
        verdict = "ok   " if answer.status == expected else f"WRONG, expected {expected}:"
        print(f"  {verdict} {what}: {answer}", flush=True)
        return answer

    def hold(self, what: str, holds: bool, seen):
        self.tried += 1
        self.wrong += not holds
        print(f"  {'ok   ' if holds else 'WRONG'} {what}: {seen}", flush=True)


def claims_of(token: str) -> dict:
    return jwt.decode(token, options={"verify_signature": False})


def kid_of(token: str) -> str:
    return jwt.get_unverified_header(token)["kid"]


def with_other_claims(token: str, **claims) -> str:
    """A token whose claims were changed after it was signed."""
    head, _, signature = token.split(".")
    changed = json.dumps(claims_of(token) | claims).encode()
    return f"{head}.{base64.urlsafe_b64encode(changed).rstrip(b'=').decode()}.{signature}"


def confused(token: str, public_key: bytes) -> str:
    """A token with the same claims, signed with HS256 and the issuer's public key as the secret."""
    # PyJWT refuses such a secret.
    signer = jwt.PyJWS(algorithms=["HS256"])
    signer.get_algorithm_by_name("HS256").prepare_key = lambda key: key
    kid = kid_of(token)
    body = json.dumps(claims_of(token)).encode()
    return signer.encode(body, public_key, algorithm="HS256", headers={"kid": kid, "typ": "JWT"})


def try_spire(report: Report, project: Project, spire: Spire, authority: Authority):
    report.part("SPIRE: a JWT-SVID by the Workload API as a client assertion of SPIFFE")
    client, other = project.application("spiffe-builder"), project.application("spiffe-other")
    domain = project.trust(
        "spiffe",
        trustDomain=TRUST_DOMAIN,
        keySource="JWKS_URL",
        jwksUri=spire.bundle_url,
        caCertificate=authority.pem,
    )
    project.tie(client, domain, "builder", ("sub", "EXACT", [WORKLOAD]))
    svid = spire.svid(project.issuer)
    print(f"       {jwt.get_unverified_header(svid)} {claims_of(svid)}")

    tried = report.expect("its workload", 200, project.as_assertion(svid, SPIFFE))
    access = claims_of(tried.body["access_token"])
    report.hold("the access token is the application's", access["sub"] == client, access)
    report.expect("with its client_id", 200, project.as_assertion(svid, SPIFFE, client_id=client))
    report.expect("shown again", 200, project.as_assertion(svid, SPIFFE))
    report.hold(
        "operators see its keys", len(project.state(domain)["keyIds"]) == 1, project.state(domain)
    )

    as_other = project.as_assertion(svid, SPIFFE, client_id=other)
    report.expect("as another application", 401, as_other)
    report.expect("as a JWT of jwt-bearer", 401, project.as_assertion(svid, BEARER))
    report.expect("as a JWT bearer grant", 400, project.as_bearer(svid))
    report.expect("as a subject token", 400, project.as_subject(svid))
    wrong = spire.svid("https://elsewhere.example.com")
    report.expect("for another audience", 401, project.as_assertion(wrong, SPIFFE))
    deployer = spire.svid(project.issuer, OTHER_WORKLOAD)
    report.expect("of another workload", 401, project.as_assertion(deployer, SPIFFE))
    forged = with_other_claims(deployer, sub=WORKLOAD)
    report.expect("with a changed sub", 401, project.as_assertion(forged, SPIFFE))
    late = with_other_claims(svid, exp=int(time.time()) + 86400)
    report.expect("with a changed exp", 401, project.as_assertion(late, SPIFFE))

    report.part("SPIRE: the JWT authority is rotated")
    old = kid_of(svid)
    time.sleep(BETWEEN_FETCHES + 1)
    spire.rotate()
    project.tie(client, domain, "tester", ("sub", "EXACT", [LATE_WORKLOAD]))
    svid = spire.svid(project.issuer, LATE_WORKLOAD)
    report.hold("its kid is another one", kid_of(svid) != old, kid_of(svid))
    report.expect("the new authority's first token", 200, project.as_assertion(svid, SPIFFE))


def try_provider(report: Report, project: Project, spire: Spire, authority: Authority):
    report.part("SPIRE: the same token as a JWT of its OIDC discovery provider")
    client = project.application("oidc-builder")
    issuer = project.trust("spire-oidc", issuer=spire.issuer, caCertificate=authority.pem)
    project.tie(client, issuer, "builder", ("sub", "EXACT", [WORKLOAD]))
    svid = spire.svid(project.issuer)
    report.expect("as a client assertion", 200, project.as_assertion(svid, BEARER))
    report.expect("as a JWT bearer grant", 200, project.as_bearer(svid))
    report.expect("as a subject token", 200, project.as_subject(svid))
    deployer = spire.svid(project.issuer, OTHER_WORKLOAD)
    report.expect("of another workload", 401, project.as_assertion(deployer, BEARER))


def try_kubernetes(report: Report, project: Project, cluster: Kubernetes, authority: Authority):
    report.part("kube-apiserver: a token that is bound to a pod, as a kubelet projects it")
    client, other = project.application("pod-builder"), project.application("pod-other")
    issuer = project.trust("cluster", issuer=cluster.issuer, caCertificate=authority.pem)
    subject = "system:serviceaccount:ci:builder"
    rules = [("sub", "EXACT", [subject]), ("/kubernetes.io/namespace", "EXACT", ["ci"])]
    project.tie(client, issuer, "builder", *rules)
    token = cluster.token(project.issuer)
    print(f"       {jwt.get_unverified_header(token)} {claims_of(token)}")

    tried = report.expect("as a client assertion", 200, project.as_assertion(token))
    access = claims_of(tried.body["access_token"])
    report.hold("the access token is the application's", access["sub"] == client, access)
    report.expect("as a JWT bearer grant", 200, project.as_bearer(token))
    report.expect(
        "as a JWT bearer grant with client_id", 200, project.as_bearer(token, client_id=client)
    )
    report.expect("as a subject token", 200, project.as_subject(token))
    report.expect("as a subject token for a scope", 200, project.as_subject(token, scope="read"))
    report.expect("for a scope that is not granted", 400, project.as_subject(token, scope="write"))

    report.expect("as another application", 401, project.as_assertion(token, client_id=other))
    report.expect("as a JWT-SVID", 401, project.as_assertion(token, SPIFFE))
    deployer = cluster.token(project.issuer, "deployer")
    public_key = (cluster.folder / "sa.pub").read_bytes()
    for what, wrong in [
        ("for the API server's audience", cluster.token(None)),
        ("for another audience", cluster.token("https://elsewhere.example.com")),
        ("of another service account", deployer),
        ("of another namespace", cluster.token(project.issuer, "builder", "default")),
        ("with a changed sub", with_other_claims(deployer, sub=subject)),
        ("with a changed aud", with_other_claims(cluster.token(None), aud=[project.issuer])),
        ("signed with its public key by HS256", confused(token, public_key)),
    ]:
        report.expect(what, 401, project.as_assertion(wrong))
        report.expect(f"{what}, as a grant", 400, project.as_bearer(wrong))

    report.part("kube-apiserver: it is away")
    cluster.stop_apiserver()
    report.expect("its keys count on", 200, project.as_assertion(token))
    state = project.state(issuer)
    report.hold("operators see its keys", len(state["keyIds"]) == 1, state)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--tools", type=Path, required=True)
    arguments.add_argument("--binary", type=Path, default=BINARY)
    arguments.add_argument("--only", choices=["spire", "kubernetes"])
    arguments = arguments.parse_args()
    programs, report = arguments.tools / "bin", Report()

    folder = Path(tempfile.mkdtemp(prefix="keyplane-federation-"))
    folders = [folder / name for name in ("spire", "kubernetes", "keyplane")]
    for one in folders:
        one.mkdir()
    authority, running = Authority(folder), []
    try:
        spire = kubernetes = None
        if arguments.only != "kubernetes":
            spire = Spire(programs, folders[0], authority)
            running.append(spire)
            spire.start()
        if arguments.only != "spire":
            kubernetes = Kubernetes(programs, folders[1], authority)
            running.append(kubernetes)
            kubernetes.start()

        ports = [port for platform in running for port in platform.ports]
        allowed = ",".join(f"localhost:{port}" for port in ports)
        server = Server(folders[2], arguments.binary.resolve(), "--allow-private-issuers", allowed)
        running.append(server)
        project = Project(server)
        if kubernetes:
            try_kubernetes(report, project, kubernetes, authority)
        if spire:
            try_spire(report, project, spire, authority)
            try_provider(report, project, spire, authority)
    finally:
        for one in reversed(running):
            one.stop()
        shutil.rmtree(folder)
    print(f"\n{report.tried} tried, {report.wrong} wrong")
    sys.exit(report.wrong > 0)


if __name__ == "__main__":
    main()
