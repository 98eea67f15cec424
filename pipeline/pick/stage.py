"""The stage: scored lines to the picks of every question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set

from pipeline.pick import shortlist
from pipeline.pick.credit import credited
from pipeline.pick.shortlist import Candidate
from pipeline.records import Line, Person, Pick, Post, Theme
from pipeline.settings import PickSettings


def run(
    lines: Sequence[Line],
    posts: Sequence[Post],
    themes: Sequence[Theme],
    people: Sequence[Person],
    settings: PickSettings,
) -> list[Pick]:
    """Return the picks, those beyond the questions first, then question by question.

    Those of one question stand in the order in which they were chosen. What is under none has the
    bar `least_beyond`, and a line that asks is not picked there: it is mostly put to the chat, and
    answers nothing (11 of 14 on the graded chats).
    """
    by_id = {post.id: post for post in posts}
    known = {person.handle.casefold(): person for person in people}
    roles = {handle: person.role for handle, person in known.items()}
    shares = _shares(themes)
    in_parts = {_key(post) for post in posts if post.label is not None and post.label.part}
    quoted: set[str] = set()  # a joined line and the rest of its posts may lie apart

    def pick(found: Sequence[Line], settings: PickSettings) -> Iterator[Pick]:
        candidates = [
            Candidate(
                line=line,
                author=by_id[line.post_id].handle.casefold(),
                role=roles.get(by_id[line.post_id].handle.casefold(), "community"),
                thread=_answer_of(by_id[line.post_id], in_parts),
                theme_share=shares.get(line.theme or "", 0.0),
                words=shortlist.words(line.said),
            )
            for line in shortlist.best_of_each_post(found)
            if quoted.isdisjoint(line.post_ids)
        ]
        for rank, chosen in enumerate(shortlist.choose(candidates, settings), 1):
            line = chosen.line
            quoted.update(line.post_ids)
            yield Pick(
                **credited(line, by_id[line.post_id], known),
                rank=rank,
                gain=chosen.gain,
                reasons=(*chosen.reasons, *line.reasons),
            )

    groups = shortlist.by_question(lines)
    groups.pop(None, None)
    answers = [one for group in groups.values() for one in pick(group, settings)]
    least = settings.model_copy(update={"least_score": shortlist.least_beyond(lines, settings)})
    return [*pick(shortlist.beyond(lines), least), *answers]


def _answer_of(post: Post, in_parts: Set[str]) -> str:
    # parts that their author labelled (A1a, A1b; A1, A1b) are one answer, threaded or not
    key = _key(post)
    return key if key in in_parts else post.thread or post.id


def _key(post: Post) -> str:
    label = f" {post.label.kind}{post.label.question}" if post.label is not None else ""
    return f"@{post.handle.casefold()}{label}"


def _shares(themes: Sequence[Theme]) -> dict[str, float]:
    voices: dict[int | None, dict[str, int]] = defaultdict(dict)
    for theme in themes:
        voices[theme.question][theme.id] = theme.voices
    found: dict[str, float] = {}
    for members in voices.values():
        found |= shortlist.theme_shares(members)
    return found
