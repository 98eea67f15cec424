"""What leaves the page: the recap to copy or download, the decisions, the report's pictures."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.exceptions import HTTPException

from pipeline import jsonl
from pipeline.recap import plain
from pipeline.review import pages, pictures
from pipeline.review.context import AtDesk, Fields, Here, Reader
from pipeline.review.deeds import back_to, is_script
from pipeline.review.desk import Desk

router = APIRouter()
Style = Literal["embeds", "list"]  # as recap.style
FILES = ("recap.md", "recap.html", "recap.txt", "recap.json", "report.html", "decisions.jsonl")


@router.get("/chat/{name}/files/{file}")
def download(
    name: str, file: str, session: Reader, desk: AtDesk, style: Style | None = None,
    notes: bool = True,
) -> Response:  # fmt: skip
    """Return a file of the recap as it is now, in the run's style or another.

    To be saved it has the notes for the editor, to be pasted it goes without them.
    """
    if file not in FILES:
        raise HTTPException(404, f"There is no such file; there are {', '.join(FILES)}.")
    if file == "decisions.jsonl":
        with desk.fresh():
            content = "".join(
                jsonl.dumps(d.model_dump(mode="json")) + "\n" for d in desk.decisions()
            )
    else:
        content = _files(desk, style, notes)[file]
    # plain text whatever it is: a browser must not take a page full of others' words for ours
    response = PlainTextResponse(content.encode("utf-8", "replace"))
    response.headers["content-disposition"] = f'attachment; filename="{file}"'
    return response


@router.get("/chat/{name}/notes")
def notes(session: Reader, desk: AtDesk) -> Response:
    """Return what an editor should know before the recap is published, as a list."""
    from pipeline import commands
    from pipeline.recap import uncertain

    held = commands.material_of(desk.run, settings=desk.settings, reviewed=desk.run.folder)
    return HTMLResponse(pages.render("_notes", {"notes": uncertain.sentences(held)}))


@router.get("/chat/{name}/points")
def points(name: str, session: Reader, desk: AtDesk) -> Response:
    """Return what the recap says by theme and its closing line, as a list with ways to both."""
    from pipeline import commands
    from pipeline.recap import choice, sections

    settings = desk.settings
    held = commands.material_of(desk.run, settings=settings, reviewed=desk.run.folder)
    made = sections.of_chat(held, settings.recap, settings.pick.short)
    values = {"name": name, "sections": made, "takeaway": choice.takeaway(held)}
    return HTMLResponse(pages.render("_points", values))


@router.post("/chat/{name}/write")
def write(request: Request, desk: AtDesk, values: Fields) -> Response:
    """Write the recap into the run's folder, as `standout recap` does."""
    from pipeline import commands

    desk.write_decisions()
    kept: list[str] = []
    commands.recap(desk.run, settings=desk.settings, tell=kept.append)
    if is_script(request):
        told = {"written": str(desk.run.folder), "kept": "; ".join(kept)}
        return JSONResponse({name: plain.displayable(words) for name, words in told.items()})
    return RedirectResponse(back_to(values), 303)


@router.get("/chat/{name}/report")
def report(name: str, request: Request, here: Here, session: Reader, desk: AtDesk) -> Response:
    """Return the pictures of the report, each bar a way into the queue."""
    base = pages.chat(name)
    with desk.fresh():
        figures = pictures.figures(desk, base)
    values = {**here.given(session), "name": name, "desk": desk, "figures": figures}
    return HTMLResponse(pages.render("report", values))


def _files(desk: Desk, style: Style | None, notes: bool) -> dict[str, str]:
    from pipeline import commands

    recap = desk.settings.recap.model_copy(update={"style": style} if style else {})
    settings = desk.settings.model_copy(update={"recap": recap})
    return commands.recap_files(desk.run, settings=settings, reviewed=desk.run.folder, notes=notes)
