"""The page on which a finished article is held against the chat that it quotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from pipeline.errors import InputError
from pipeline.recap import plain
from pipeline.recap.credit import credit
from pipeline.records import Post
from pipeline.review import pages
from pipeline.review.checking import LONGEST, Checked, checked
from pipeline.review.context import AtDesk, Context, Editor, Fields, Here, Reader, kept
from pipeline.review.desk import Desk
from pipeline.review.guard import Session
from pipeline.review.marks import Parts
from pipeline.review.sheet import Sheet
from pipeline.review.views import LONGEST as LONGEST_SHOWN
from pipeline.review.views import Stretch, clipped

router = APIRouter()
MOST_SHOWN = 500  # quotes of either kind on one page


@dataclass(frozen=True)
class Credited:
    """Whom to name beside a quote, on which day it was written, and where."""

    who: str
    day: str | None
    url: str | None


@dataclass(frozen=True)
class Shown:
    """A quote as the page shows it: what differs from its author's own words is "said"."""

    said: tuple[Stretch, ...]
    own: tuple[Stretch, ...]  # none where they are the same, or nobody's
    is_whole: bool  # `own`: so that it can be copied
    told: tuple[str, ...]
    todo: tuple[str, ...]
    credit: Credited | None


@dataclass(frozen=True)
class Result:
    """What was found of an article: a sentence, what to mend, what is sound."""

    words: str
    to_mend: tuple[Shown, ...]
    sound: tuple[Shown, ...]
    unshown: int


@router.get("/chat/{name}/check")
def box(name: str, request: Request, here: Here, session: Reader, desk: AtDesk) -> Response:
    """Return the page with an empty box."""
    return kept(request, _page(name, here, session, desk), here, session)


@router.post("/chat/{name}/check")
def check(name: str, here: Here, session: Editor, desk: AtDesk, values: Fields) -> Response:
    """Return the page with what was pasted, and what was found of its quotes.

    "html" is the same as "article", with its links and block quotes, where the browser had it.
    """
    article, html = str(values.get("article", "")), str(values.get("html", ""))
    with desk.fresh():
        sheet = desk.sheet
    known = [sheet.chat.title or "", *(question.text for question in sheet.questions.values())]
    try:
        found = checked(html or article, [*sheet.posts.values()], known)
    except InputError as error:
        return _page(name, here, session, desk, article, html, status=422, trouble=str(error))
    return _page(name, here, session, desk, article, html, result=result(found, sheet))


def result(found: Sequence[Checked], sheet: Sheet) -> Result:
    """Return what the page shows of the quotes of an article."""
    sound = [one for one in found if one.finding.is_sound]
    to_mend = [one for one in found if not one.finding.is_sound]
    return Result(
        words=_counted(len(found), len(to_mend)),
        to_mend=tuple(_shown(one, sheet) for one in to_mend[:MOST_SHOWN]),
        sound=tuple(_shown(one, sheet) for one in sound[:MOST_SHOWN]),
        unshown=sum(max(0, len(many) - MOST_SHOWN) for many in (sound, to_mend)),
    )


def _counted(quotes: int, to_mend: int) -> str:
    if not quotes:
        return "No quotes of this chat were found."
    told = plain.count(quotes, "quote")
    if not to_mend:
        return f"{told}, {'all ' * (quotes > 1)}exact and rightly credited."
    return f"{told}: {quotes - to_mend:,} exact and rightly credited, {to_mend:,} to mend."


def _shown(one: Checked, sheet: Sheet) -> Shown:
    finding, both = one.finding, one.compared
    own = _stretches(both.own) if both else ()
    return Shown(
        said=_stretches(both.said) if both else (Stretch("around", clipped(finding.said)),),
        own=own,
        is_whole=both is not None and not _is_monstrous(both.own),
        told=tuple(plain.one_line(words) for words in finding.words),
        todo=tuple(_todo(one)),
        credit=_credited(finding.post, sheet) if finding.post else None,
    )


def _todo(one: Checked) -> Iterable[str]:
    finding = one.finding
    if finding.verdict == "unknown":
        yield "Say where it is from, or take it out."
    if finding.verdict == "changed":
        yield "Put the author's own words in its place, or write it without quotation marks."
    if finding.troubles:
        yield "Put the credit beside it."


def _credited(post: Post, sheet: Sheet) -> Credited:
    name = plain.called(post, sheet.people)
    day = plain.day_in_words(sheet.chat.day(post.created_at))
    return Credited(credit(plain.one_line(post.handle), name), day, plain.safe_url(post.url))


def _stretches(parts: Parts) -> tuple[Stretch, ...]:
    if _is_monstrous(parts):
        return (Stretch("around", clipped("".join(text for text, _ in parts))),)
    return tuple(
        Stretch("said" if differs else "around", plain.displayable(text)) for text, differs in parts
    )


def _is_monstrous(parts: Parts) -> bool:
    return sum(len(text) for text, _ in parts) > LONGEST_SHOWN


def _page(
    name: str, here: Context, session: Session, desk: Desk, article: str = "", html: str = "", *,
    status: int = 200, trouble: str | None = None, result: Result | None = None,
) -> Response:  # fmt: skip
    values = {
        **here.given(session), "name": name, "desk": desk, "article": article, "html": html,
        "longest": LONGEST, "trouble": trouble, "result": result,
        "back": f"{pages.chat(name)}/check",
    }  # fmt: skip
    return HTMLResponse(pages.render("check", values), status)
