"""The server behind `standout review`: bound before it says so, gone at Ctrl-C."""

from __future__ import annotations

import errno
import os
import socket
import threading
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.errors import InputError
from pipeline.review import guard, office
from pipeline.settings import Settings

OTHER_PORT = "Name another port with --port, or end the other server."
SECONDS_TO_END = 3  # for answers that are on their way at Ctrl-C


def review(
    chats: Sequence[str],
    *,
    runs: Path,
    host: str,
    port: int,
    settings: Settings,
    browse: bool,
    say: Callable[[str], None],
) -> None:
    """Serve the page until Ctrl-C; `say` hears the address, and the token where one is asked for.

    Raises: InputError for a run that is not there, or an address that cannot be had.
    """
    folders = office.chosen(chats, runs) if chats else None
    with _bound(host, port) as listening:
        import uvicorn

        from pipeline.review import app

        keys = guard.Keys.of(runs)
        made = app.create(office.Office(runs, settings, folders), keys, host=host)
        bound = listening.getsockname()[1]
        address = f"http://{_shown(host)}:{bound}/"
        say(f"The page is at {address} (Ctrl-C ends it).")
        if not guard.is_loopback(host):
            say(f"Others need this token: {keys.token}")
            say("What is sent is not encrypted: use it in a network that you trust.")
        if keys.unkept:
            say(f"{runs} cannot be written ({keys.unkept}): sign-ins end with the page.")
        if browse:
            threading.Timer(0.5, webbrowser.open, [address]).start()
        config = uvicorn.Config(
            made, log_level="warning", access_log=False, lifespan="on", server_header=False,
            timeout_graceful_shutdown=SECONDS_TO_END,
        )  # fmt: skip
        try:
            uvicorn.Server(config).run(sockets=[listening])
        except KeyboardInterrupt:  # uvicorn has ended everything before it passes this on
            say("")


def _bound(host: str, port: int) -> socket.socket:
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        made = socket.socket(family, kind)
        try:
            if os.name == "posix":  # elsewhere it would let two servers share a port
                made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            made.bind(address)
            made.listen(128)
        except OSError:
            made.close()
            raise
    except (OSError, OverflowError) as error:
        number = getattr(error, "errno", None)
        found = "is in use" if number == errno.EADDRINUSE else f"cannot be had: {_cause(error)}"
        is_unknown = isinstance(error, socket.gaierror) or number == errno.EADDRNOTAVAIL
        do = "Name another host with --host." if is_unknown else OTHER_PORT
        raise InputError(f"the address {found}.", where=f"{host}:{port}", do=do) from error
    return made


def _cause(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
