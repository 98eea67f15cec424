"""Who may ask: sessions, the token, forged requests, the Host header, sizes and rates."""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import json
import os
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline import drafts
from pipeline.errors import InputError
from pipeline.records import stable_id

KEY_BYTES = 32
KEY_FILE = ".review.key"
COOKIE = "standout"
MOST_BYTES = 64_000  # of one request's body; the longest deed has some thousand
ARTICLE_BYTES = 10_000_000  # of one with an article, twice: each character may take nine
PER_SECOND, BURST = 60.0, 240.0  # requests of one session: beyond any hand, below any flood
GUESSES = 5.0  # tokens that one address may try a minute
CALLERS = 4096  # whose pace is remembered
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@dataclass(frozen=True)
class Session:
    """One browser at work: a random id and the name of its editor."""

    id: str
    name: str

    @property
    def key(self) -> str:
        """What the history knows it by: the id itself is for its cookie only."""
        return stable_id("session", self.id)


class Keys:
    """Seals and opens sessions with a key that lies beside the runs, readable by its owner only.

    A page that was open before the server was started again stays signed in. Whoever deletes the
    file signs everybody out. Where it cannot be kept (`unkept` says why), that happens at the end.
    """

    def __init__(self, secret: bytes, unkept: str | None = None) -> None:
        self._secret = secret
        self.unkept = unkept

    @classmethod
    def of(cls, runs: Path) -> Keys:
        """Return the keys of a folder of runs, made on first use.

        Raises: InputError when the file cannot be read, or there can be no such folder.
        """
        path = runs / KEY_FILE
        try:
            secret = path.read_bytes() if path.is_file() else b""
        except OSError as error:
            raise InputError(f"cannot be used: {error.strerror}.", where=path) from error
        if len(secret) >= KEY_BYTES:  # else none yet, or one that was never written to its end
            return cls(secret)
        try:
            return cls(_made(path))
        except OSError as error:
            if runs.is_dir():  # what lies there can be read all the same
                return cls(secrets.token_bytes(KEY_BYTES), error.strerror or str(error))
            raise InputError(f"cannot be used: {error.strerror}.", where=path) from error

    @property
    def token(self) -> str:
        """What an editor at another machine is asked for."""
        return self._digest("token")[:24]

    def is_token(self, given: str) -> bool:
        """Whether somebody knows the token."""
        return hmac.compare_digest(given.strip().encode(), self.token.encode())

    def seal(self, session: Session) -> str:
        """Return a session as the value of a cookie."""
        body = base64.urlsafe_b64encode(json.dumps([session.id, session.name]).encode()).decode()
        return f"{body}.{self._digest('session', body)}"

    def open(self, cookie: str) -> Session | None:
        """Return the session of a cookie that we sealed, None for any other."""
        body, _, seal = cookie.partition(".")
        if not hmac.compare_digest(seal.encode(), self._digest("session", body).encode()):
            return None
        id_, name = json.loads(base64.urlsafe_b64decode(body))
        return Session(str(id_), str(name))

    def csrf(self, session: Session) -> str:
        """Return what a page of this session sends with all that it posts."""
        return self._digest("csrf", session.id)[:32]

    def is_csrf(self, session: Session, given: str) -> bool:
        """Whether a request was written by a page of this session."""
        return hmac.compare_digest(given.encode(), self.csrf(session).encode())

    def _digest(self, *parts: str) -> str:
        return hmac.new(self._secret, "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_allowed_host(header: str, bound: str) -> bool:
    """Whether a Host header names this server, so that no other name was pointed at it.

    On loopback only its names are; else also bare addresses, which nobody can rebind, and the name
    that the server was given.
    """
    host = _host(header)
    if is_loopback(host):
        return True
    if is_loopback(bound):
        return False
    if host == bound.casefold():
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def most_bytes(path: str) -> int:
    """Return how long the body of a request to a page may be."""
    return ARTICLE_BYTES if path.endswith("/check") else MOST_BYTES


def is_same_origin(headers: Callable[[str], str | None]) -> bool:
    """Whether the browser says that a request comes from our own page, or says nothing."""
    site, origin, host = headers("sec-fetch-site"), headers("origin"), headers("host")
    if site not in (None, "same-origin", "none"):
        return False
    return origin is None or origin in (f"http://{host}", f"https://{host}")


def is_followed_link(headers: Callable[[str], str | None]) -> bool:
    """Whether the browser says that somebody came here by a link: no page asked behind them."""
    return headers("sec-fetch-mode") == "navigate" and headers("sec-fetch-dest") == "document"


def _host(header: str) -> str:
    header = header.strip().casefold()
    if header.startswith("["):
        host, _, rest = header[1:].partition("]")
        return host if not rest or rest.startswith(":") else header
    return header.rpartition(":")[0] if header.count(":") == 1 else header


class Pace:
    """How fast each caller may ask: a bucket that fills with time."""

    def __init__(
        self, per_second: float, burst: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.per_second = per_second
        self.burst = burst
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, caller: str) -> bool:
        """Whether the caller may ask once more now; this counts as asking."""
        now = self._clock()
        left, since = self._buckets.pop(caller, (self.burst, now))
        left = min(self.burst, left + (now - since) * self.per_second)
        allowed = left >= 1
        self._buckets[caller] = (left - 1 if allowed else left, now)
        if len(self._buckets) > CALLERS:
            self._buckets.popitem(last=False)
        return allowed


def _made(path: Path) -> bytes:
    """Write a new key, whole, and return the one that is there then."""
    with drafts.file(path) as draft:
        draft.write_bytes(secrets.token_bytes(KEY_BYTES))
        os.replace(draft, path)
    return path.read_bytes()
