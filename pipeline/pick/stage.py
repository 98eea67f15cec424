"""The stage: scored lines to the picks of every question."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from pipeline.pick import shortlist
from pipeline.pick.credit import credited
from pipeline.pick.shortlist import Candidate
from pipeline.records import Line, Person, Pick, Post, Theme, answer_apart
from pipeline.settings import PickSettings


@dataclass(frozen=True)
class Company:
    """What a line is chosen beside: the chat's posts by id, its people by handle in lower case, the
    share of voices of each theme, and the answers of which their author labelled parts."""

    posts: Mapping[str, Post]
    people: Mapping[str, Person]
    shares: Mapping[str, float]
    in_parts: Set[str]

    @classmethod
    def of(
        cls, posts: Sequence[Post], themes: Sequence[Theme], people: Sequence[Person]
    ) -> Company:
        """Return the company of a chat's lines."""
        return cls(
            posts={post.id: post for post in posts},
            people={person.handle.casefold(): person for person in people},
            shares=_shares(themes),
            in_parts={_key(post) for post in posts if post.label is not None and post.label.part},
        )

    def candidate(self, line: Line) -> Candidate:
        """Return a line with what the choice looks at."""
        post = self.posts[line.post_id]
        author = post.handle.casefold()
        return Candidate(
            line=line,
            author=author,
            role=self.people[author].role if author in self.people else "community",
            thread=_answer_of(post, self.in_parts),
            theme_share=self.shares.get(line.theme or "", 0.0),
            words=shortlist.words(line.said),
        )


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
    answers nothing (11 of 14 on the graded chats). What one post says to two questions may be
    picked under both.
    """
    company = Company.of(posts, themes, people)
    quoted: dict[str, list[Line]] = defaultdict(list)

    def is_free(line: Line) -> bool:  # a joined line and the rest of its posts may lie apart
        beside = (other for post_id in line.post_ids for other in quoted.get(post_id, ()))
        return all(answer_apart(line, other) for other in beside)

    def pick(found: Sequence[Line], settings: PickSettings) -> Iterator[Pick]:
        candidates = [
            company.candidate(line) for line in shortlist.best_of_each_post(found) if is_free(line)
        ]
        for rank, chosen in enumerate(shortlist.choose(candidates, settings), 1):
            line = chosen.line
            for post_id in line.post_ids:
                quoted[post_id].append(line)
            yield Pick(
                **credited(line, company.posts[line.post_id], company.people),
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
    """Return each theme's share of the voices of its question."""
    heard: Counter[int | None] = Counter()
    for theme in themes:
        heard[theme.question] += theme.voices
    return {t.id: t.voices / heard[t.question] for t in themes if heard[t.question]}
