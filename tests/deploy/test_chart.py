"""deploy/helm/keyplane as Helm renders it and Kubernetes checks it."""

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import kubernetes_validate
import pytest
import yaml

from keyplane import ROOT
from machine import run

CHART = ROOT / "deploy" / "helm" / "keyplane"
HELM = ROOT / "target" / "tools" / "bin" / "helm"
GOLDEN = Path(__file__).parent / "chart"
CASES = sorted(path.name.removesuffix("-values.yaml") for path in (CHART / "ci").iterdir())
PLURALS = {
    "ConfigMap": "configmaps",
    "Deployment": "deployments",
    "Ingress": "ingresses",
    "Job": "jobs",
    "NetworkPolicy": "networkpolicies",
    "PersistentVolumeClaim": "persistentvolumeclaims",
    "PodDisruptionBudget": "poddisruptionbudgets",
    "Service": "services",
    "ServiceAccount": "serviceaccounts",
}
KUBERNETES = ("1.30", "1.34")


def rendered(case: str, *options) -> str:
    values = CHART / "ci" / f"{case}-values.yaml"
    version = ("--kube-version", "1.34.0")
    return run(HELM, "template", "keys", CHART, "--values", values, *version, *options)


def objects(text: str) -> list[dict]:
    return [one for one in yaml.safe_load_all(text) if one]


def refusal(*options) -> str:
    base = ("--values", CHART / "ci" / "postgresql-values.yaml", "--kube-version", "1.34.0")
    done = subprocess.run(
        [HELM, "template", "keys", CHART, *base, *options], capture_output=True, text=True
    )
    assert done.returncode != 0
    return done.stderr


@pytest.mark.parametrize("case", CASES)
def test_helm_lint_has_nothing_to_say(case):
    values = CHART / "ci" / f"{case}-values.yaml"
    run(HELM, "lint", "--strict", "--quiet", CHART, "--values", values)


@pytest.mark.parametrize("case", CASES)
def test_the_rendered_chart_is_the_reviewed_one(case):
    """After a change that is meant, `python test_chart.py` writes the files again."""
    assert rendered(case) == (GOLDEN / f"{case}.yaml").read_text()


@pytest.mark.parametrize("version", KUBERNETES)
@pytest.mark.parametrize("case", CASES)
def test_kubernetes_knows_every_field(case, version):
    for one in objects(rendered(case)):
        if one["apiVersion"].startswith("monitoring.coreos.com/"):
            continue
        kubernetes_validate.validate(one, version, strict=True)


@pytest.mark.parametrize("case", CASES)
def test_every_container_is_confined(case):
    """What the restricted Pod Security Standard asks for, and a root that cannot be written."""
    pods = [
        one["spec"]["template"]["spec"]
        for one in objects(rendered(case))
        if one["kind"] in ("Deployment", "Job")
    ]
    assert pods
    for pod in pods:
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert pod["automountServiceAccountToken"] is False
        for container in pod["containers"]:
            confined = container["securityContext"]
            assert confined["allowPrivilegeEscalation"] is False
            assert confined["capabilities"] == {"drop": ["ALL"]}
            assert confined["readOnlyRootFilesystem"] is True


def test_sqlite_has_one_server_at_a_time_and_a_volume_that_stays():
    found = {one["kind"]: one for one in objects(rendered("sqlite"))}
    assert found["Deployment"]["spec"]["replicas"] == 1
    assert found["Deployment"]["spec"]["strategy"] == {"type": "Recreate"}
    volume = found["PersistentVolumeClaim"]
    assert volume["metadata"]["annotations"] == {"helm.sh/resource-policy": "keep"}
    assert "Job" not in found and "PodDisruptionBudget" not in found


def test_no_secret_is_written_into_an_object():
    text = rendered("everything")
    assert not [one for one in objects(text) if one["kind"] == "Secret"]
    assert "postgres://" not in text


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--set", "publicUrl=keys.example.com"], "publicUrl"),
        (["--set", "publicUrl=https://keys.example.com/path"], "publicUrl"),
        (["--set", "database.existingSecret="], "existingSecret"),
        (["--set", "masterKey.existingSecret="], "existingSecret"),
        (["--set", "settings.database_url=postgres://keyplane:secret@db/keyplane"], "settings"),
        (["--set", "replicas=3"], "replicas"),
        (["--set", "database.type=mysql"], "type"),
        (["--set", "ingress.enabled=true,ingress.host=keys.example.com"], "trusted_proxies"),
    ],
)
def test_values_that_cannot_work_are_refused(options, reason):
    assert reason in refusal(*options)


@pytest.mark.parametrize("case", CASES)
def test_keyplane_takes_the_settings_of_the_chart(case, unpacked, tmp_path):
    """The server reads the rendered file: a setting that it does not know would end its start."""
    (config,) = [one for one in objects(rendered(case)) if one["kind"] == "ConfigMap"]
    file = tmp_path / "keyplane.toml"
    file.write_text(config["data"]["keyplane.toml"])
    command = [unpacked / "keyplane", "doctor", "--json", "--config", file, "--data-dir", tmp_path]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("KEYPLANE_")}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    findings = json.loads(done.stdout)["findings"]
    (configuration,) = [one for one in findings if one["check"] == "configuration"]
    assert configuration["status"] == "OK", configuration


@pytest.fixture(scope="module")
def kubernetes(tmp_path_factory):
    """A real kube-apiserver, if `tests/federation/build target/federation` has built one."""
    programs = Path(os.environ.get("KEYPLANE_TEST_KUBERNETES", ROOT / "target/federation/bin"))
    if not (programs / "kube-apiserver").exists():
        pytest.skip("kube-apiserver is not built")
    sys.path.insert(0, str(ROOT / "tests" / "federation"))
    from kubernetes import Kubernetes
    from programs import Authority

    folder = tmp_path_factory.mktemp("kubernetes")
    cluster = Kubernetes(programs, folder, Authority(folder))
    try:
        cluster.start()
        restricted = {"pod-security.kubernetes.io/warn": "restricted"}
        cluster.apply("namespaces", {"metadata": {"name": "keys", "labels": restricted}})
        yield cluster
    finally:
        cluster.stop()


# Connections that the server refuses while it starts.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("case", CASES)
def test_a_kube_apiserver_takes_every_object(kubernetes, case):
    """It decodes strictly, fills defaults, validates, and warns of what pods may not do."""
    for one in objects(rendered(case, "--namespace", "keys")):
        group, kind = one["apiVersion"], PLURALS.get(one["kind"])
        if kind is None:
            assert one["kind"] == "ServiceMonitor"
            continue
        root = "/api/v1" if group == "v1" else f"/apis/{group}"
        query = "dryRun=All&fieldValidation=Strict"
        request = urllib.request.Request(
            f"{kubernetes.issuer}{root}/namespaces/keys/{kind}?{query}",
            json.dumps(one).encode(),
            {
                "Authorization": f"Bearer {kubernetes.admin}",
                "Content-Type": "application/json",
            },
        )
        with urllib.request.urlopen(request, context=kubernetes.trust) as answer:
            # Of the restricted Pod Security Standard, among others.
            assert answer.headers.get_all("Warning") is None
            assert json.load(answer)["metadata"]["name"] == one["metadata"]["name"]


if __name__ == "__main__":
    # Writes what the tests compare with.
    GOLDEN.mkdir(exist_ok=True)
    for name in sys.argv[1:] or CASES:
        (GOLDEN / f"{name}.yaml").write_text(rendered(name))
