"""The lesson: the page starts it and tells how far it is; it runs as a process of its own."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from pipeline.review import pages
from pipeline.review.context import Fields, Here, Reader
from pipeline.review.deeds import back_to, is_script

router = APIRouter()


@router.post("/lesson")
def teach(request: Request, here: Here, session: Reader, values: Fields) -> Response:
    """Start a lesson about the decisions in all chats of the page."""
    here.office.teach()
    if is_script(request):
        return lesson(here, session)
    return RedirectResponse(f"{back_to(values)}#lesson", 303)


@router.get("/lesson")
def lesson(here: Here, session: Reader) -> Response:
    """Return how far the lesson is, for the script."""
    values = {"lessons": here.office.lessons, "csrf": here.keys.csrf(session), "back": "/"}
    return HTMLResponse(pages.render("_lesson", values))
