"""What the routes share: the office, the keys, who is at work."""

from __future__ import annotations

import itertools
import re
import threading
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from pipeline.review import asked, guard
from pipeline.review.desk import Desk
from pipeline.review.guard import Keys, Pace, Session
from pipeline.review.history import editor_key
from pipeline.review.office import Office

MONTH = 30 * 24 * 3600
_NUMBER = re.compile(r" \d+$")


@dataclass(frozen=True)
class Twin:
    """A name under which another browser is at work; `is_shared` where this one is, too."""

    name: str
    is_shared: bool


@dataclass
class Context:
    """One server at work."""

    office: Office
    keys: Keys
    needs_token: bool
    default_name: str
    guesses: Pace = field(default_factory=lambda: Pace(guard.GUESSES / 60, guard.GUESSES))
    _names: dict[str, str] = field(default_factory=dict)  # by session
    _acted: dict[str, str] = field(default_factory=dict)  # the session that acted first, by editor
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def given(self, session: Session) -> dict[str, Any]:
        """Return what every page is made with: who looks at it, and what it may send."""
        return {
            "session": session,
            "csrf": self.keys.csrf(session),
            "lessons": self.office.lessons,
            "twin": self.twin(session),
        }

    def meet(self, session: Session) -> None:
        """Remember the name of an editor at work."""
        with self._lock:
            self._names[session.id] = session.name

    def acts(self, session: Session) -> None:
        """Remember that an editor decides: the name stays theirs, also when they go by another."""
        with self._lock:
            self._acted.setdefault(editor_key(session.name), session.id)

    def free_name(self, wanted: str | None = None, session: Session | None = None) -> str:
        """Return a name, the default one unless another is wanted, with a number where another
        session goes by it already, or decided under it."""
        wanted = wanted or self.default_name[:36]
        taken = self._others(session).keys() | self._acted_by_others(session)
        names = (f"{wanted[:36]} {n}" for n in itertools.count(2))
        free = wanted
        while editor_key(free) in taken:
            free = next(names)
        return free

    def twin(self, session: Session) -> Twin | None:
        """Return another session's name that this one has as well, or has with a number."""
        others = self._others(session)
        for name in (session.name, _NUMBER.sub("", session.name)):
            if editor_key(name) in others:
                return Twin(others[editor_key(name)], is_shared=name == session.name)
        return None

    def _acted_by_others(self, session: Session | None) -> set[str]:
        with self._lock:
            held = list(self._acted.items())
        return {key for key, id_ in held if not session or id_ != session.id}

    def _others(self, session: Session | None) -> dict[str, str]:
        with self._lock:
            held = list(self._names.items())
        return {editor_key(name): name for id_, name in held if not session or id_ != session.id}


def context_of(request: Request) -> Context:
    """Return the server's context."""
    found: Context = request.app.state.context
    return found


# async, and so without a thread of its own for each: they only compute
async def context(request: Request) -> Context:
    """Return the server's context."""
    return context_of(request)


def keep(request: Request, response: Response, here: Context, session: Session) -> None:
    """Set the session's cookie."""
    response.set_cookie(
        asked.cookie_name(request), here.keys.seal(session), max_age=MONTH, httponly=True,
        samesite="lax", path="/", secure=request.url.scheme == "https",
    )  # fmt: skip


def kept(request: Request, response: Response, here: Context, session: Session) -> Response:
    """Return a page that a route made itself, with the cookie of a new session: FastAPI takes over
    none of a dependency into it."""
    if getattr(request.state, "new_session", None) is not None:
        keep(request, response, here, session)
    return response


async def reader(request: Request, response: Response) -> Session:
    """Return the session of who reads, a new one on loopback.

    Raises: HTTPException that leads to the door where a token is asked for.
    """
    here = context_of(request)
    session = asked.session_of(request, here.keys)
    if session is None:
        if here.needs_token:
            raise HTTPException(303, "Enter first.", {"location": "/enter"})
        session = asked.new_session(here.free_name())
        keep(request, response, here, session)
        request.state.new_session = session
    here.meet(session)
    return session


async def editor(request: Request) -> Session:
    """Return the session of who posts.

    Raises: HTTPException without a session, which a page has always got before it posts.
    """
    session = asked.session_of(request, context_of(request).keys)
    if session is None:
        raise HTTPException(403, "Load the page again: this one belongs to no session.")
    return session


async def fields(session: Editor, request: Request, values: Posted) -> dict[str, object]:
    """Return the posted fields, once it is sure that a page of this session sent them.

    Raises: HTTPException for a forged request.
    """
    given = request.headers.get("x-csrf") or str(values.pop("csrf", ""))
    if not context_of(request).keys.is_csrf(session, given):
        raise HTTPException(403, "Refused: this was not sent by a page of your session.")
    return values


def desk(name: str, request: Request) -> Desk:
    """Return the desk of a chat.

    Raises: HTTPException when no chat has that name.
    """
    found = context_of(request).office.desk(name)
    if found is None:
        raise HTTPException(404, "There is no such chat here.")
    return found


Here = Annotated[Context, Depends(context)]
Reader = Annotated[Session, Depends(reader)]
Editor = Annotated[Session, Depends(editor)]
Posted = Annotated[dict[str, object], Depends(asked.posted)]
Fields = Annotated[dict[str, object], Depends(fields)]
AtDesk = Annotated[Desk, Depends(desk)]
