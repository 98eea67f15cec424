"""Closes the network: a process reaches this machine only, and says so where it tries to go beyond.

Holds in the processes that tests start, too: see `sitecustomize.py` beside it and conftest.py.
"""

from __future__ import annotations

import os
import socket
import sys
from typing import Any

HERE = {"", "localhost", "0.0.0.0", "::", "::1", "ip6-localhost", socket.gethostname()}
LOOKED_UP = {
    "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo",
}  # fmt: skip
SENT = {"socket.connect", "socket.sendto", "socket.sendmsg"}
refused: list[str] = []  # what this process tried


class NoNetwork(OSError):
    """A way off this machine, which tests do not go."""


def is_here(address: Any) -> bool:
    """Return whether an address of a socket, or a name, is this machine's own."""
    host = address[0] if isinstance(address, tuple) and address else address
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host is None or not isinstance(host, str):
        return True
    return host in HERE or host.startswith("127.") or host.startswith("/") or host[:1] == "\0"


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if event in LOOKED_UP:
        address = args[0]
    elif event in SENT:
        address = args[1]
    else:
        return
    if not is_here(address):
        refused.append(f"{event} {address}")
        os.write(2, f"no network in tests: {event} {address}\n".encode())
        raise NoNetwork(f"no network in tests: {event} {address}")


sys.addaudithook(_watch)
