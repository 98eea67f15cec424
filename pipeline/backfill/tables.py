"""The tables over all chats: their columns, and the rows of one run folder."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pipeline.backfill.units import Unit
from pipeline.records import Answer, Line, Person, Pick, Post, Question, Reason, Theme
from pipeline.runs import Run

Kind = Literal["text", "whole", "share", "texts"]
Row = dict[str, Any]

_LINE: dict[str, Kind] = {
    "chat": "text", "hashtag": "text", "line_id": "text", "post_id": "text", "start": "whole",
    "end": "whole", "text": "text", "handle": "text", "name": "text", "role": "text",
    "created_at": "text", "url": "text", "question": "whole", "asked": "text", "theme": "text",
    "keywords": "texts", "score": "share", "stands_alone": "share", "rank": "whole",
    "joined": "texts", "joined_urls": "texts",
}  # fmt: skip
# the files lie in folders by year, which gives each table one more column
COLUMNS: dict[str, dict[str, Kind]] = {
    "chats": {
        "chat": "text", "hashtag": "text", "title": "text", "start": "text", "end": "text",
        "posts": "whole", "people": "whole", "questions": "whole", "lines": "whole",
        "picks": "whole", "set_aside": "whole", "run": "text",
    },
    "posts": {
        "chat": "text", "id": "text", "handle": "text", "name": "text", "text": "text",
        "created_at": "text", "url": "text", "question": "whole", "kind": "text",
        "set_aside": "text", "repeats": "text", "source": "text", "why": "text",
    },
    "questions": {
        "chat": "text", "number": "whole", "text": "text", "post_id": "text", "asked_at": "text",
        "handle": "text",
    },
    "people": {
        "chat": "text", "handle": "text", "name": "text", "role": "text", "why": "text",
        "posts": "whole", "answers": "whole", "lines": "whole", "picks": "whole",
    },
    "themes": {
        "chat": "text", "theme": "text", "question": "whole", "keywords": "texts",
        "voices": "whole", "posts": "whole", "medoid": "text",
    },
    "lines": _LINE,
    "picks": {**_LINE, "gain": "share", "reasons": "texts"},
    "aside": {
        "id": "text", "handle": "text", "created_at": "text", "url": "text", "text": "text",
        "source": "text", "why": "text",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Held:
    """The records of one run folder, for the rows of all tables."""

    unit: Unit
    run: Run
    whys: Mapping[str, str]

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Yield (table, row) in the order of the records; each row has all columns.

        Raises: InputError when the run folder is damaged.
        """
        posts, people = self.run.posts(), self.run.people()
        questions, themes = self.run.questions(), self.run.themes(posts)
        answers = {answer.post_id: answer for answer in self.run.answers(posts)}
        lines, picks = self.run.lines(posts), self.run.picks(posts)
        by_id = {post.id: post for post in posts}
        yield "chats", self._chat(len(people), len(questions), len(lines), len(picks))
        for post in posts:
            yield "posts", self._post(post, answers[post.id])
        for question in questions:
            yield "questions", self._question(question)
        said = Counter(by_id[line.post_id].handle.casefold() for line in lines)
        quoted = Counter(pick.handle.casefold() for pick in picks)
        for person in people:
            yield "people", self._person(person, said, quoted)
        for theme in themes:
            yield "themes", self._theme(theme)
        roles = {person.handle.casefold(): person.role for person in people}
        asked = {question.number: question.text for question in questions}
        words = {theme.id: list(theme.keywords) for theme in themes}
        ranks = {pick.line_id: pick.rank for pick in picks}
        line_of: dict[str, Row] = {}
        for line in lines:
            post = by_id[line.post_id]
            further = [by_id[part.post_id] for part in line.joined]
            row = self._line(line, post, asked, words) | _joined(line, further)
            row |= {
                "role": roles.get(post.handle.casefold(), "community"), "rank": ranks.get(line.id)
            }  # fmt: skip
            line_of[line.id] = row
            yield "lines", row
        for pick in picks:
            yield "picks", _pick(pick, line_of[pick.line_id])

    def _chat(self, people: int, questions: int, lines: int, picks: int) -> Row:
        summary = json.loads((self.run.folder / "summary.json").read_text(encoding="utf-8"))
        return {
            "chat": self.unit.name, "hashtag": self.unit.hashtag, "title": summary["title"],
            "start": self.unit.start, "end": self.unit.end, "posts": self.unit.posts,
            "people": people, "questions": questions, "lines": lines, "picks": picks,
            "set_aside": summary["fates"]["set aside"],
            "run": (Path("chats") / self.unit.place).as_posix(),
        }  # fmt: skip

    def _post(self, post: Post, answer: Answer) -> Row:
        return {
            "chat": self.unit.name, "id": post.id, "handle": post.handle, "name": post.name,
            "text": post.text, "created_at": post.created_at, "url": post.url,
            "question": answer.question, "kind": answer.kind, "set_aside": post.set_aside,
            "repeats": post.duplicate_of, "source": post.source, "why": self.whys.get(post.id),
        }  # fmt: skip

    def _question(self, question: Question) -> Row:
        return {
            "chat": self.unit.name, "number": question.number, "text": question.text,
            "post_id": question.post_id, "asked_at": question.asked_at, "handle": question.handle,
        }  # fmt: skip

    def _person(self, person: Person, lines: Counter[str], picks: Counter[str]) -> Row:
        author = person.handle.casefold()
        return {
            "chat": self.unit.name, "handle": person.handle, "name": person.name,
            "role": person.role, "why": person.why, "posts": person.posts,
            "answers": person.answers, "lines": lines[author], "picks": picks[author],
        }  # fmt: skip

    def _theme(self, theme: Theme) -> Row:
        return {
            "chat": self.unit.name, "theme": theme.id, "question": theme.question,
            "keywords": list(theme.keywords), "voices": theme.voices,
            "posts": len(theme.post_ids), "medoid": theme.medoid,
        }  # fmt: skip

    def _line(
        self, line: Line, post: Post, asked: Mapping[int, str], words: Mapping[str, list[str]]
    ) -> Row:
        return {
            "chat": self.unit.name, "hashtag": self.unit.hashtag, "line_id": line.id,
            "post_id": line.post_id, "start": line.start, "end": line.end, "text": line.text,
            "handle": post.handle, "name": post.name, "role": None,
            "created_at": post.created_at, "url": post.url, "question": line.question,
            "asked": asked.get(line.question) if line.question is not None else None,
            "theme": line.theme, "keywords": words.get(line.theme or "", []),
            "score": line.score, "stands_alone": line.stands_alone, "rank": None,
        }  # fmt: skip


def _joined(line: Line, further: Sequence[Post]) -> Row:
    return {
        "joined": [part.text for part in line.joined],
        "joined_urls": [post.url for post in further if post.url],
    }


def _pick(pick: Pick, line: Row) -> Row:
    reasons = [_in_words(reason) for reason in pick.reasons]
    return {**line, "rank": pick.rank, "gain": pick.gain, "reasons": reasons}


def _in_words(reason: Reason) -> str:
    return f"{reason.value:+.2f} {reason.text}"
