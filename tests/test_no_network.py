"""Tests reach this machine only; that a run needs no network shows in `test_main_job.py`."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading

import pytest

from tests.conftest import offline

ELSEWHERE = "192.0.2.1"  # kept for documents: nobody has it


@pytest.mark.parametrize(
    "go",
    [
        lambda: socket.create_connection((ELSEWHERE, 80), timeout=1),
        lambda: socket.getaddrinfo("example.org", 443),
        lambda: socket.gethostbyname("example.org"),
        lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"hello", (ELSEWHERE, 53)),
        lambda: socket.socket(socket.AF_INET6).connect(("2001:db8::1", 80)),
    ],
)
def test_no_test_leaves_this_machine(go) -> None:
    with pytest.raises(offline.NoNetwork):
        go()
    assert offline.refused.pop()  # else this test would fail at its end, as any other would


def test_neither_does_a_process_that_a_test_starts() -> None:
    words = f"import socket; socket.create_connection(('{ELSEWHERE}', 80), timeout=1)"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True)
    assert done.returncode == 1
    assert "no network in tests: socket." in done.stderr


def test_loopback_stays_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=lambda: server.accept()[0].close()).start()
        with socket.create_connection(server.getsockname(), timeout=5) as client:
            assert client.recv(1) == b""
