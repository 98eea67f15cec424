"""What editors ask for becomes deeds of the history, or is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pipeline import jsonl
from pipeline.errors import InputError
from pipeline.recap import plain
from pipeline.records import Line, stable_id
from pipeline.review import applied, cutting
from pipeline.review.history import ABOUT_A_LINE, VERDICTS, Deed, anchor
from pipeline.review.reach import refuse_taken

if TYPE_CHECKING:
    from pipeline.review.desk import Desk

AGAIN = "Load the page again."


def deeds(desk: Desk, kind: str, editor: str, client: str, values: Mapping[str, Any]) -> list[Deed]:
    """Return what an editor asks for as deeds: one, or one for each of several lines that are
    accepted at once, without those that were refused meanwhile.

    Raises: InputError as `Desk.decide` does.
    """
    given = dict(values)
    if kind != "accept" or "lines" not in given:
        return [_deed(desk, kind, editor, client, given)]
    asked = [line_of(desk, line_id) for line_id in given.pop("lines")]
    sheet = desk.sheet
    out = applied.refused(desk.lines().values(), sheet.posts, desk.state, sheet.picked)
    return [
        _deed(desk, kind, editor, f"{client} {nth}", {**given, "act": client, "line": line.id})
        for nth, line in enumerate(asked, 1)
        if line.id not in out
    ]


def line_of(desk: Desk, line_id: object) -> Line:
    """Return a line of the run as it was scored.

    Raises: InputError when there is none of that id.
    """
    line = desk.sheet.by_id.get(str(line_id))
    if line is None:
        where = str(line_id)[:40]
        raise InputError("the run has no such line any more.", where=where, do=AGAIN)
    return line


def as_seen(desk: Desk, line: Line) -> dict[str, Any]:
    """Return how an editor has a line before them, as fields of a deed."""
    slot = desk.slot(line.id)
    return {
        "question": desk.lines()[line.id].question,
        "rank": slot.rank if slot else None,
        "explored": bool(slot and slot.explored),
        "model": desk.model,
    }


def _deed(desk: Desk, kind: str, editor: str, client: str, given: dict[str, Any]) -> Deed:
    line = line_of(desk, given.pop("line", None)) if kind in ABOUT_A_LINE else None
    if line is not None:
        given |= {"line": anchor(line)}
    if kind in VERDICTS and line is not None:
        given |= as_seen(desk, line)
    if kind == "edit" and line is not None:
        cutting.refuse_joined(line)
        post = desk.sheet.posts[line.post_id]
        given["pieces"] = cutting.checked(post, given.get("pieces") or ())
        refuse_taken(line, given["pieces"], desk.sheet.lines, desk.sheet.posts, desk.state)
        given["printed"] = cutting.joined(post, given["pieces"])
    if kind in ("move", "merge", "rename"):
        _check_target(desk, given)
        given |= {"held": _held(desk, given.get("theme")),
                  "into_held": _held(desk, given.get("into"))}  # fmt: skip
    if kind == "split":
        given["lines"] = tuple(anchor(line_of(desk, x)) for x in given.get("lines") or ())
        given["into"] = stable_id("theme", "own", client)
    if kind == "title":
        given["title"] = plain.one_line(str(given.get("title") or ""))
    if kind == "role" and str(given.get("person")).casefold() not in desk.sheet.people:
        raise InputError("nobody of that handle wrote in this chat.", do=AGAIN)
    whole = {"kind": kind, "editor": editor, "client": client, **given}
    return jsonl.validate(whole, Deed, where="deed")


def _check_target(desk: Desk, given: Mapping[str, Any]) -> None:
    known = desk.themes()
    for name in ("theme", "into"):
        theme = given.get(name)
        if theme is not None and theme not in known:
            raise InputError("there is no such theme any more.", do=AGAIN)


def _held(desk: Desk, theme_id: object) -> tuple[str, ...]:
    """Return the posts of a theme of the run, none of one that editors split off."""
    return next((theme.post_ids for theme in desk.sheet.themes if theme.id == theme_id), ())
