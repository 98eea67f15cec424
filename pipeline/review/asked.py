"""What every request goes through: its session, its form, its limits."""

from __future__ import annotations

import json
import secrets
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.review import guard
from pipeline.review.guard import Keys, Pace, Session

NAMES = 200  # fields of one form


class Doors:
    """The first thing that a request meets: what is refused here reaches no other code."""

    def __init__(self, app: ASGIApp, *, bound: str, keys: Keys) -> None:
        self._app = app
        self._bound = bound
        self._keys = keys
        self._pace = Pace(guard.PER_SECOND, guard.BURST)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a refusal, or let the request through with safe headers on its answer."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            return await refusal(scope, receive, _guarded(send))
        limited = _limited(receive, guard.most_bytes(scope["path"]))
        await self._app(scope, limited, _guarded(send))

    def _refusal(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        if not guard.is_allowed_host(headers.get("host", ""), self._bound):
            return PlainTextResponse("Refused: this server goes by another name.\n", 421)
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return PlainTextResponse("Refused: GET and POST only.\n", 405)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > guard.most_bytes(scope["path"]):
            return PlainTextResponse("Refused: too long.\n", 413)
        is_link = scope["method"] != "POST" and guard.is_followed_link(headers.get)
        if not is_link and not guard.is_same_origin(headers.get):
            return PlainTextResponse("Refused: sent by another site.\n", 403)
        session = session_of(Request(scope), self._keys)
        caller = session.id if session else (scope.get("client") or ("?", 0))[0]
        if not self._pace.allows(caller):
            wait = {"retry-after": "1"}
            return PlainTextResponse("Refused: too many requests at once.\n", 429, wait)
        return None


def _guarded(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in guard.HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return guarded


def _limited(receive: Receive, most: int) -> Receive:
    read = 0

    async def limited() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > most:  # a body that did not tell its length
            raise HTTPException(413, "Refused: too long.")
        return message

    return limited


def cookie_name(request: Request) -> str:
    """Return the name of our cookie: browsers share cookies between the ports of a machine."""
    return f"{guard.COOKIE}_{request.url.port or 80}"


def session_of(request: Request, keys: Keys) -> Session | None:
    """Return the session of a request, None where it has none of ours."""
    return keys.open(request.cookies.get(cookie_name(request), ""))


def new_session(name: str) -> Session:
    """Return a session for an editor."""
    return Session(secrets.token_hex(12), _name(name))


def renamed(session: Session, name: str) -> Session:
    """Return the same session under another name: what its open pages send still counts."""
    return Session(session.id, _name(name))


def _name(given: str) -> str:
    return " ".join(given.split())[:40] or "editor"


async def posted(request: Request) -> dict[str, Any]:
    """Return the fields that were posted, as JSON or as a form.

    Raises: HTTPException for what is neither.
    """
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            values = json.loads(await request.body())
            json.dumps(values, ensure_ascii=False).encode()  # no half of a letter
        except ClientDisconnect as error:
            raise HTTPException(400, "The page left before all was sent.") from error
        except (ValueError, RecursionError) as error:
            raise HTTPException(400, "This is not JSON.") from error
        if not isinstance(values, dict):
            raise HTTPException(400, "Expected a JSON object.")
        return values
    most = guard.most_bytes(request.url.path)
    async with request.form(max_fields=NAMES, max_files=0, max_part_size=most) as form:
        return dict(form)
