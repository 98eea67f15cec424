"""The tables over all chats: their columns, and the rows of one run folder."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pipeline.backfill.units import Unit
from pipeline.records import Reason
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
        summary = json.loads((self.run.folder / "summary.json").read_text(encoding="utf-8"))
        yield self._row(
            "chats", vars(self.unit), title=summary["title"], people=len(people),
            questions=len(questions), lines=len(lines), picks=len(picks),
            set_aside=summary["fates"]["set aside"],
            run=(Path("chats") / self.unit.place).as_posix(),
        )  # fmt: skip
        for post in posts:
            answer = answers[post.id]
            yield self._row(
                "posts", vars(post) | {"question": answer.question}, kind=answer.kind,
                repeats=post.duplicate_of, why=self.whys.get(post.id),
            )  # fmt: skip
        for question in questions:
            yield self._row("questions", vars(question))
        said = Counter(by_id[line.post_id].handle.casefold() for line in lines)
        quoted = Counter(pick.handle.casefold() for pick in picks)
        for person in people:
            author = person.handle.casefold()
            yield self._row("people", vars(person), lines=said[author], picks=quoted[author])
        words = {theme.id: list(theme.keywords) for theme in themes}
        for theme in themes:
            told = {"theme": theme.id, "keywords": words[theme.id], "posts": len(theme.post_ids)}
            yield self._row("themes", vars(theme) | told)
        roles = {person.handle.casefold(): person.role for person in people}
        asked = {question.number: question.text for question in questions}
        ranks = {pick.line_id: pick.rank for pick in picks}
        line_of: dict[str, Row] = {}
        for line in lines:
            post = by_id[line.post_id]
            further = [by_id[part.post_id] for part in line.joined]
            table, line_of[line.id] = self._row(
                "lines", vars(line) | {"joined": [part.text for part in line.joined]},
                line_id=line.id, handle=post.handle, name=post.name,
                role=roles.get(post.handle.casefold(), "community"), created_at=post.created_at,
                url=post.url, asked=asked.get(line.question) if line.question is not None else None,
                keywords=words.get(line.theme or "", []), rank=ranks.get(line.id),
                joined_urls=[one.url for one in further if one.url],
            )  # fmt: skip
            yield table, line_of[line.id]
        for pick in picks:
            reasons = [_in_words(reason) for reason in pick.reasons]
            told = {"rank": pick.rank, "gain": pick.gain, "reasons": reasons}
            yield self._row("picks", line_of[pick.line_id] | told)

    def _row(self, table: str, values: Mapping[str, Any], **more: Any) -> tuple[str, Row]:
        known = {**values, **more, "chat": self.unit.name, "hashtag": self.unit.hashtag}
        return table, {name: known[name] for name in COLUMNS[table]}


def _in_words(reason: Reason) -> str:
    return f"{reason.value:+.2f} {reason.text}"
