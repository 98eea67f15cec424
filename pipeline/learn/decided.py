"""The decisions of editors in run folders, each with its line as the ranker sees it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.encoder import Encoder
from pipeline.errors import InputError
from pipeline.records import Decision, Post
from pipeline.runs import Run
from pipeline.score import foreign, joined
from pipeline.score.joined import Piece
from pipeline.score.rows import rows
from pipeline.score.style import Style
from pipeline.score.traits import Floats

FILE = "decisions.jsonl"
REMEDY = "Accept and reject lines first: standout review"


@dataclass(frozen=True)
class Decided:
    """The decisions on one chat, each with the row (WIDTH,) of its line; `values` are (n, WIDTH).

    Those on posts of which the ranking knows no line teach nothing, and are left out.

    `queued` tells how many posts stood in the queue of each question, `foreign` the places of
    decisions on lines in another language than English.
    """

    chat: str
    decisions: tuple[Decision, ...]
    values: Floats
    queued: Mapping[int | None, int]
    foreign: frozenset[int] = frozenset()


def read(folders: Sequence[Path], style: Style, encoder: Encoder) -> list[Decided]:
    """Return the decisions in run folders, sorted by chat; folders without any are passed over.

    Raises: InputError when a folder is no run, when none has decisions, or when a decision is about
    a post that its run does not have.
    """
    runs = [Run(folder) for folder in sorted(set(folders))]
    found = [_decided(run, style, encoder) for run in runs if (run.folder / FILE).is_file()]
    known = sorted((one for one in found if one.decisions), key=lambda one: one.chat)
    if not known:
        where = ", ".join(str(run.folder) for run in runs)
        raise InputError("no decisions of editors.", where=where or "--decisions", do=REMEDY)
    return known


def digest(chats: Sequence[Decided]) -> str:
    """Return the SHA-256 of what was decided about which line by whom; when it was is left out."""
    told = [
        (chat.chat, chat.queued.get(one.question, 0), one.model_dump(exclude={"decided_at"}))
        for chat in chats
        for one in chat.decisions
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode("utf-8")).hexdigest()


def _decided(run: Run, style: Style, encoder: Encoder) -> Decided:
    posts = run.posts()
    by_id = {post.id: post for post in posts}
    lines = run.lines(posts)
    decisions = sorted(run.decisions(), key=lambda d: (d.post_id, d.pieces, d.line_id, d.editor))
    for one in decisions:
        ends = {part.post_id: part.end for part in one.joined}
        if one.pieces:
            ends[one.post_id] = one.pieces[-1][1]
        if one.post_id not in ends or any(
            post_id not in by_id or end > len(by_id[post_id].text) for post_id, end in ends.items()
        ):
            raise InputError(
                f"line {one.line_id} is not in post {one.post_id} of this run.",
                where=run.folder / FILE,
                do="Open the run once more: standout review",
            )
    lined = {post_id for line in lines for post_id in line.post_ids}
    decisions = [one for one in decisions if one.post_id in lined]
    asked = {question.number: question.text for question in run.questions()}
    held = [(_parts(one, by_id), one.question) for one in decisions]
    sights = joined.sights(held, asked, encoder)
    queued = Counter(question for _, question in {(line.post_id, line.question) for line in lines})
    other = frozenset(at for at, sight in enumerate(sights) if foreign.is_foreign(sight.line))
    return Decided(run.chat().chat, tuple(decisions), rows(sights, style), queued, other)


def _parts(one: Decision, by_id: Mapping[str, Post]) -> list[Piece]:
    return [
        (by_id[one.post_id], (one.pieces[0][0], one.pieces[-1][1])),
        *((by_id[part.post_id], (part.start, part.end)) for part in one.joined),
    ]
