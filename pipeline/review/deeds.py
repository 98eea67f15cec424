"""What editors do: each request becomes an event, or is refused with the reason."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from pipeline.errors import InputError
from pipeline.recap import plain
from pipeline.review import asked, pages
from pipeline.review.context import AtDesk, Context, Editor, Fields, Here, Posted, keep
from pipeline.review.guard import Session
from pipeline.review.history import editor_key
from pipeline.review.overview import told_of

router = APIRouter()
MOST_SEEN = 100
LONGEST = 80  # characters of one word that are shown
THEMES = ("theme", "into")
KNOWN = frozenset(
    {"line", "reason", "place", "pieces", "question", "theme", "into", "name", "lines", "undoes",
     "knew", "title", "person", "role"}
)  # fmt: skip


@router.post("/chat/{name}/decide")
def decide(request: Request, here: Here, session: Editor, desk: AtDesk, values: Fields) -> Response:
    """Write down what an editor did; a form is led back to its page."""
    here.acts(session)
    kind, client = str(values.get("kind", "")), str(values.get("client") or secrets.token_hex(12))
    events = desk.decide(kind, session.name, client, _deed(values), session.key)
    if not is_script(request):
        line = str(values.get("line", ""))
        back = back_to(values) + (f"#{line}" if line.startswith("line-") else "")
        return RedirectResponse(back, 303)
    if not events:
        return JSONResponse({"number": None, "line": None, "count": 0})
    target = desk.meant(events[0])
    found = desk.by_key(target.deed.line.key) if target and target.deed.line else None
    about = told_of(desk, target) if target else ""
    about += f" and {len(events) - 1} more" if len(events) > 1 else ""
    told = {"line": found.id if found else None, "about": about, "count": len(events)}
    return JSONResponse({"number": events[0].number, **told})  # the line as the run has it now


@router.post("/chat/{name}/seen")
def seen(session: Editor, desk: AtDesk, values: Fields) -> Response:
    """Write down which lines an editor had before them."""
    lines = values.get("lines")
    desk.saw(session.name, [str(x) for x in lines[:MOST_SEEN]] if isinstance(lines, list) else [])
    return Response(status_code=204)


@router.get("/chat/{name}/words")
def words(desk: AtDesk, session: Editor, line: str) -> Response:
    """Return the words around a line, for cutting it anew."""
    with desk.fresh():
        try:
            found, pieces = desk.words(line)
        except InputError as error:
            raise HTTPException(422, str(error)) from error
    shown = [
        [w.start, w.end, plain.displayable(plain.shortened(w.text, LONGEST)), w.after]
        for w in found
    ]
    return JSONResponse({"words": shown, "pieces": pieces})


@router.post("/name")
def rename(request: Request, here: Here, session: Editor, values: Fields) -> Response:
    """Change the name under which somebody works, to one that is free unless it is to be shared."""
    response = RedirectResponse(back_to(values), 303)
    named = _named(here, session, values.get("name"), is_shared=bool(values.get("shared")))
    here.meet(named)
    keep(request, response, here, named)
    return response


@router.get("/enter")
def door(here: Here) -> Response:
    """Ask for the token."""
    return HTMLResponse(pages.render("enter", {"wrong": False, "name": here.free_name()}))


@router.post("/enter")
def enter(request: Request, here: Here, values: Posted) -> Response:
    """Let in who knows the token."""
    address = request.client.host if request.client else "?"
    if not here.guesses.allows(address):
        raise HTTPException(429, "Too many tries: wait a minute.", {"retry-after": "60"})
    name = str(values.get("name", ""))
    if not here.keys.is_token(str(values.get("token", ""))):
        return HTMLResponse(pages.render("enter", {"wrong": True, "name": name[:40]}), 403)
    response = RedirectResponse("/", 303)
    session = asked.session_of(request, here.keys) or asked.new_session(here.free_name())
    keep(request, response, here, _named(here, session, name))
    return response


def _named(here: Context, session: Session, name: object, *, is_shared: bool = False) -> Session:
    """Return a session under another name: one that is free unless it is shared, or its own."""
    named = asked.renamed(session, str(name or ""))
    if is_shared or editor_key(named.name) == editor_key(session.name):
        return named
    return asked.renamed(session, here.free_name(named.name, session))


def _deed(values: dict[str, Any]) -> dict[str, Any]:
    found = {
        key: value for key, value in values.items() if key in KNOWN and value not in ("", None)
    }
    if not all(isinstance(found.get(key, ""), str) for key in THEMES):
        raise HTTPException(422, "Expected the id of a theme.")
    if "pieces" in found:
        found["pieces"] = tuple(_piece(piece) for piece in _list(found["pieces"]))
    if "lines" in found:
        found["lines"] = tuple(str(x) for x in _list(found["lines"]))
    return found


def _piece(value: Any) -> tuple[int, int]:
    match value:
        case [int(start), int(end)]:
            return start, end
    raise HTTPException(422, "Expected a piece such as [0, 12].")


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise HTTPException(422, "Expected a list.")
    return value


def is_script(request: Request) -> bool:
    """Whether our script asks, and not a form."""
    return "application/json" in request.headers.get("accept", "")


def back_to(values: dict[str, Any]) -> str:
    """Return the page to go back to: one of ours, whatever the form says."""
    parts = urlsplit(str(values.get("back") or "/"))
    is_ours = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    safe = is_ours and not parts.path.startswith("//") and "\\" not in parts.path
    return (parts.path + (f"?{parts.query}" if parts.query else "")) if safe else "/"
