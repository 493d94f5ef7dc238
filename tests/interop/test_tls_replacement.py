"""Certificates that are replaced while the server runs."""

import http.client
import os
import shutil
import subprocess
import threading

import pytest

from keyplane import BINARY
from tls_site import NAMES, until


def test_a_link_that_is_exchanged_is_noticed_without_a_signal(site):
    before = site.served()
    site.place(*site.authority.issue(NAMES))
    until(lambda: site.served() != before)


def test_files_that_are_replaced_one_after_the_other_are_noticed_as_a_pair(site):
    """certbot replaces the certificate first and the key afterwards."""
    before = site.served()
    chain, key = site.authority.issue(NAMES)
    folder = site.live.resolve()
    for name, text in [("tls.crt", chain), ("tls.key", key)]:
        (folder / "next").write_bytes(text)
        os.replace(folder / "next", folder / name)
    until(lambda: site.served() != before)


def test_a_pair_that_cannot_be_used_is_logged_and_the_old_one_stays(site):
    before = site.served()
    good_chain, good_key = site.authority.issue(NAMES)
    other_key = site.authority.issue(NAMES)[1]
    expired = site.authority.issue(NAMES, days=(-9, -2))

    for chain, key, told in [
        (good_chain, other_key, "does not fit the certificate"),
        (*expired, "expired at"),
        (b"", good_key, "holds no certificate"),
        (good_chain, b"", "holds no private key"),
    ]:
        site.place(chain, key)
        site.reload()
        until(lambda told=told: told in site.log())
        assert site.served() == before
        assert site.healthy()
    assert "the certificate in use stays" in site.log()

    shutil.rmtree(site.live.resolve())
    site.reload()
    until(lambda: "cannot read" in site.log())
    assert site.served() == before

    site.place(good_chain, good_key)
    site.reload()
    until(lambda: site.served() != before)


@pytest.mark.parametrize(
    "make, told",
    [
        (lambda a: (a.issue(NAMES)[0], a.issue(NAMES)[1]), "does not fit the certificate"),
        (lambda a: a.issue(NAMES, days=(-9, -2)), "expired at"),
        (lambda a: a.issue(NAMES, days=(2, 9)), "is not valid before"),
    ],
)
def test_a_start_with_a_pair_that_cannot_be_used_says_why_and_makes_no_data(
    tmp_path, authority, make, told
):
    chain, key = make(authority)
    (tmp_path / "cert.pem").write_bytes(chain)
    (tmp_path / "key.pem").write_bytes(key)
    command = [BINARY, "--listen", "127.0.0.1:0", "--data-dir", "data"]
    command += ["--tls-cert", "cert.pem", "--tls-key", "key.pem"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1
    assert told in ended.stderr.splitlines()[-1], ended.stderr
    assert not (tmp_path / "data").exists()


def test_a_certificate_that_is_replaced_under_load_fails_no_request(site):
    """Twenty replacements, kept-alive connections and new ones."""
    stop, failures, counts = threading.Event(), [], [0] * 6

    def kept_alive(worker: int):
        def connection():
            return http.client.HTTPSConnection("localhost", site.port, context=site.trust)

        kept = connection()
        while not stop.is_set():
            try:
                if worker % 2:
                    kept.close()
                    kept = connection()
                kept.request("GET", "/healthz")
                answer = kept.getresponse()
                answer.read()
                if answer.status != 200:
                    failures.append(answer.status)
                counts[worker] += 1
            except OSError as error:
                failures.append(repr(error))
                kept = connection()
        kept.close()

    threads = [threading.Thread(target=kept_alive, args=[worker]) for worker in range(len(counts))]
    for thread in threads:
        thread.start()
    try:
        seen = {site.served()}
        for _ in range(20):
            before = site.served()
            site.place(*site.authority.issue(NAMES))
            site.reload()
            until(lambda before=before: site.served() != before)
            seen.add(site.served())
    finally:
        stop.set()
        for thread in threads:
            thread.join()

    assert failures == []
    assert len(seen) == 21
    assert min(counts) > 20, counts
