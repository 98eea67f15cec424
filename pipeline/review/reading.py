"""The pages: the list, a chat, its people, its history, its pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from pipeline.recap import plain
from pipeline.review import naming, pages
from pipeline.review.context import AtDesk, Here, Reader, kept
from pipeline.review.decisions import Gone
from pipeline.review.desk import Desk
from pipeline.review.guard import Session
from pipeline.review.history import LOOKING, Event
from pipeline.review.overview import Overview, overview, people, told
from pipeline.review.views import clipped, item, places
from pipeline.review.window import Wanted, matching, wanted, window

router = APIRouter()
Query = Annotated[Wanted, Depends(wanted)]
MOST_TOLD = 500  # events of the history on one page
MOST_NEWS = 60  # changed lines that are sent at once; more is a reason to load the list again


@router.get("/")
def chats(request: Request, here: Here, session: Reader) -> Response:
    """Return the list of chats, or the chat where there is only one."""
    listed = here.office.listed()
    if len(listed) == 1 and not listed[0].trouble:
        response: Response = RedirectResponse(pages.chat(listed[0].name), 303)
    else:
        response = _page("chats", here, session, chats=listed)
    return kept(request, response, here, session)


@router.get("/chat/{name}")
def chat(
    name: str, request: Request, here: Here, session: Reader, desk: AtDesk, asked: Query,
    line: str = "",
) -> Response:  # fmt: skip
    """Return the page of a chat: the queue, or where a line stands in it, and the recap beside."""
    with desk.fresh():
        response = _page("chat", here, session, **_stretch(name, desk, asked, line))
    return kept(request, response, here, session)


@router.get("/chat/{name}/lines")
def lines(
    name: str, here: Here, session: Reader, desk: AtDesk, asked: Query, line: str = ""
) -> Response:
    """Return a stretch of the queue for the script."""
    with desk.fresh():
        return _page("_lines", here, session, **_stretch(name, desk, asked, line))


@router.get("/chat/{name}/theme")
def theme(session: Reader, desk: AtDesk, asked: Query) -> Response:
    """Return all lines that were asked for, id and words, for dividing a theme."""
    with desk.fresh():
        found = [(line.id, clipped(line.said)) for line, _ in matching(desk, asked)]
    return JSONResponse({"lines": found})


@router.get("/chat/{name}/news")
def news(
    name: str, here: Here, session: Reader, desk: AtDesk, after: int = 0, version: str = ""
) -> Response:
    """Return what changed since an event, or a version of the run: lines, the recap, the counts."""
    with desk.fresh():
        all_events = desk.events(after)
        events = [e for e in all_events if e.deed.kind not in LOOKING]
        found: dict[str, Any] = {"number": desk.state.number, "version": desk.version}
        met = (desk.by_key(event.deed.line.key) for event in all_events if event.deed.line)
        has_looked = any(line and desk.came_later(line) for line in met)
        if events or has_looked or version not in ("", desk.version):
            view = overview(desk)
            where = places(desk.accepted())
            changed = _changed(desk, events)
            shown = [line for line in changed if line in desk.lines()][:MOST_NEWS]
            found["lines"] = {
                line: _line(here, session, name, desk, line, where, view) for line in shown
            }
            found["places"] = where  # of all: what takes or leaves one moves those behind it
            values = {**here.given(session), "name": name, "desk": desk, "overview": view}
            found["title"] = plain.one_line(desk.sheet.title)
            found["recap"] = pages.render("_recap", values)
            found["counts"] = pages.render("_counts", values)
            others = [event for event in events if not _is_own(event, session)]
            found["told"] = [told(desk, event) for event in others[-3:]]
        return JSONResponse(found)


@router.get("/chat/{name}/people")
def who(name: str, request: Request, here: Here, session: Reader, desk: AtDesk) -> Response:
    """Return the page of guests and people."""
    with desk.fresh():
        toml = naming.as_chatfile(desk.sheet.chat, [*desk.sheet.people.values()])
        response = _page("people", here, session, name=name, desk=desk, people=people(desk),
                         toml=toml)  # fmt: skip
    return kept(request, response, here, session)


@router.get("/chat/{name}/history")
def history(
    name: str, request: Request, here: Here, session: Reader, desk: AtDesk, before: int = 0
) -> Response:
    """Return who decided what and when, conflicts, and decisions whose line is gone.

    `before` is an event: a stretch of those that lie before it is listed. 0: of all.
    """
    with desk.fresh():
        all_events = [e for e in reversed(desk.events()) if e.deed.kind not in LOOKING]
        older = [e for e in all_events if not before or e.number < before]
        events = older[:MOST_TOLD]
        rows = [(event, told(desk, event), event.number in desk.state.undone) for event in events]
        where = places(desk.accepted())
        conflicts = [
            item(desk, line, desk.slot(line.id), where)
            for line in desk.lines().values()
            if (standing := desk.standing(line)) and standing.is_conflict
        ]
        response = _page("history", here, session, name=name, desk=desk, rows=rows,
                         conflicts=conflicts, before=before,
                         gone=[(lost, _nearest(desk, lost)) for lost in desk.gone()],
                         older=len(older) - len(events),
                         lost=[(one.number, told(desk, one)) for one in desk.lost()])  # fmt: skip
    return kept(request, response, here, session)


def _nearest(desk: Desk, lost: Gone) -> tuple[str, str] | None:
    """Return id and words of what there is to choose in place of a line that is gone."""
    near = desk.nearest(lost.standing.anchor)
    return (near.id, clipped(near.said)) if near else None


def _is_own(event: Event, session: Session) -> bool:
    """Return whether a deed was done in this browser: another of the same name is told of it."""
    return event.deed.session == session.key


def _stretch(name: str, desk: Desk, asked: Wanted, line: str) -> dict[str, Any]:
    """Return what is shown of a chat, the stretch that has a line, if one is named; the first
    question unless anything was asked for."""
    if not asked.question:
        first = next(iter(desk.slots()), None)
        asked = replace(asked, question="none" if first is None else str(first))
    return {
        "name": name, "desk": desk, "asked": asked, "shown": window(desk, asked, line),
        "overview": overview(desk), "back": pages.chat(name) + asked.url(),
    }  # fmt: skip


def _changed(desk: Desk, events: Sequence[Event]) -> list[str]:
    targets = filter(None, map(desk.meant, events))
    keys = dict.fromkeys(target.deed.line.key for target in targets if target.deed.line)
    found = [line for key in keys if (line := desk.by_key(key)) is not None]
    near = {post_id for line in found for post_id in line.post_ids}
    picks = (desk.lines()[line_id] for line_id in desk.sheet.picked)  # may be left out with it now
    others = (pick for pick in picks if not near.isdisjoint(pick.post_ids))
    return list(dict.fromkeys(line.id for line in (*found, *others)))


def _line(here: Here, session: Session, name: str, desk: Desk, line_id: str,
          where: Mapping[str, int], view: Overview) -> str:  # fmt: skip
    shown = item(desk, desk.lines()[line_id], desk.slot(line_id), where)
    values = {**here.given(session), "name": name, "desk": desk, "overview": view, "line": shown,
              "back": pages.chat(name)}  # fmt: skip
    return pages.render("_line", values)


def _page(template: str, here: Here, session: Session, **values: Any) -> HTMLResponse:
    return HTMLResponse(pages.render(template, {**here.given(session), **values}))
