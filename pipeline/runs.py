"""The folder of one run: which file holds which records, read with care and written whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pipeline import handover, jsonl
from pipeline.errors import InputError
from pipeline.records import (
    Answer,
    Chat,
    Decision,
    Line,
    Person,
    Pick,
    Post,
    Question,
    Record,
    Theme,
    Top,
    Wording,
    at_name,
)

R = TypeVar("R", bound=Record)

# file -> (its records, the command that writes it)
FILES: dict[str, tuple[type[Record], str]] = {
    "chat.json": (Chat, "normalize"),
    "posts.jsonl": (Post, "normalize"),
    "questions.jsonl": (Question, "cluster"),
    "answers.jsonl": (Answer, "cluster"),
    "people.jsonl": (Person, "cluster"),
    "themes.jsonl": (Theme, "cluster"),
    "lines.jsonl": (Line, "score"),
    "picks.jsonl": (Pick, "pick"),
    "tops.jsonl": (Top, "pick"),
    "decisions.jsonl": (Decision, "review"),
}
_FILE_OF = {record: name for name, (record, _) in FILES.items()}


@dataclass(frozen=True)
class Run:
    """One run folder, `runs/<chat>/`; a draft is one that comes in whole later.

    Only one process knows a draft: what it has read there stays at hand for the next stage.
    """

    folder: Path
    is_draft: bool = False
    _read: dict[type[Record], list[Any]] = field(default_factory=dict, compare=False, repr=False)

    def chat(self) -> Chat:
        """Return what is known about the chat.

        Raises: InputError when the folder is no run, or its chat.json is damaged.
        """
        return self._all(Chat)[0]

    def posts(self) -> list[Post]:
        """Return the posts of the run."""
        return self._all(Post)

    def questions(self) -> list[Question]:
        """Return the questions of the run."""
        return self._all(Question)

    def answers(self, posts: Sequence[Post]) -> list[Answer]:
        """Return the answers, one for each post and in their order.

        Raises: InputError when they were made for other posts.
        """
        answers = self._all(Answer)
        if [answer.post_id for answer in answers] != [post.id for post in posts]:
            raise self._mixed("answers.jsonl", "does not hold one answer for each post")
        return answers

    def people(self) -> list[Person]:
        """Return the people of the run."""
        return self._all(Person)

    def themes(self, posts: Sequence[Post]) -> list[Theme]:
        """Return the themes.

        Raises: InputError when one names a post that the run does not have.
        """
        known = {post.id for post in posts}
        themes = self._all(Theme)
        for number, theme in enumerate(themes, 1):
            unknown = sorted(set(theme.post_ids) - known)
            if unknown:
                found = f"names post {unknown[0]}, which"
                raise self._mixed(f"themes.jsonl:{number}", f"{found} is not there")
        return themes

    def lines(self, posts: Sequence[Post]) -> list[Line]:
        """Return the lines, each checked to be exactly what its post says.

        Raises: InputError when a line is not a slice of its post.
        """
        return self._slices(Line, posts)

    def picks(self, posts: Sequence[Post]) -> list[Pick]:
        """Return the picks, each checked to be exactly what its post says.

        Raises: InputError when a pick is not a slice of its post.
        """
        return self._slices(Pick, posts)

    def tops(self, posts: Sequence[Post]) -> list[Top]:
        """Return the lines of the whole chat, each checked to be exactly what its post says.

        Raises: InputError when one is not a slice of its post.
        """
        return self._slices(Top, posts)

    def decisions(self) -> list[Decision]:
        """Return what editors decided about lines, none where no editor was at work."""
        return [one for one in self.decided() if isinstance(one, Decision)]

    def decided(self) -> list[Decision | Wording]:
        """Return all that editors decided, none where no editor was at work."""
        self.settle()
        path = self.folder / _FILE_OF[Decision]
        if not path.is_file():
            return []
        again = f"Run again: {self._made_by(path.name)}"
        found: list[Decision | Wording] = []
        for number, value in jsonl.read_values(path, again):
            where = f"{path}:{number}"
            if isinstance(value, dict) and value.get("decision") in ("title", "role"):
                found.append(jsonl.validate(value, Wording, where=where, do=again))
            else:
                found.append(jsonl.validate(value, Decision, where=where, do=again))
        return found

    def write(self, records: Iterable[Record], record: type[Record]) -> Path:
        """Write records of one kind to their file, whole or not at all; return its path."""
        self.settle()
        self._read.pop(record, None)
        path = self.folder / _FILE_OF[record]
        jsonl.write(path, records)
        return path

    def refuse_mixture(
        self, lines: Sequence[Line], themes: Sequence[Theme],
        picks: Sequence[Pick] = (), people: Sequence[Person] = (),
    ) -> None:  # fmt: skip
        """Raise InputError when records of the run were made from others than those given.

        A stage that ran again leaves the files of the later ones as they were: lines in themes that
        are gone, picks of lines that are, a guest who is none any more.
        """
        known = {theme.id for theme in themes}
        for number, line in enumerate(lines, 1):
            if line.theme is not None and line.theme not in known:
                found = f"is in theme {line.theme}, which is not there"
                raise self._mixed(f"lines.jsonl:{number}", found, "themes.jsonl")
        ids = {line.id for line in lines}
        roles = {person.handle.casefold(): person.role for person in people}
        for number, pick in enumerate(picks, 1):
            where = f"picks.jsonl:{number}"
            if pick.line_id not in ids:
                found = f"picks line {pick.line_id}, which is not there"
                raise self._mixed(where, found, "lines.jsonl")
            if pick.role != roles.get(pick.handle.casefold(), pick.role):
                who = at_name(pick.handle, pick.name)
                found = f"credits {who} as {pick.role}, who has another role"
                raise self._mixed(where, found, "people.jsonl")

    def refuse_other_chat(self, posts: Sequence[Post]) -> None:
        """Raise InputError when the folder holds a run whose posts share nothing with `posts`."""
        ours = {(post.id, post.handle) for post in posts}
        theirs = self._held()
        if theirs and ours.isdisjoint(theirs):
            raise InputError(
                f"holds a run of another chat (posts: {len(theirs):,}, none of them here).",
                where=self.folder,
                do="Give this one another name with --name, or another folder with --out.",
            )

    @contextmanager
    def rewritten(self) -> Iterator[Run]:
        """Give a draft of the run, whose files come into this folder as one when all are done.

        Raises: InputError when the folder cannot be written.
        """
        if self.is_draft:
            yield self
            return
        with handover.rewritten(self.folder) as draft:
            yield Run(draft, is_draft=True)

    def settle(self) -> None:
        """Move in what a process that was killed had made ready; mostly there is nothing.

        Raises: InputError when the folder cannot be written.
        """
        if not self.is_draft:
            handover.settle(self.folder)

    def _held(self) -> set[tuple[str, str]]:
        """Return (id, handle) of the posts of the run, as far as its file can be read."""
        self.settle()
        held = self.folder / "posts.jsonl"
        found: set[tuple[str, str]] = set()
        with suppress(InputError):  # none yet, or a damaged one, which this export is to replace
            for _, value in jsonl.read_values(held):
                if isinstance(value, dict):
                    found.add((str(value.get("id")), str(value.get("handle"))))
        return found

    def _slices(self, record: type[R], posts: Sequence[Post]) -> list[R]:
        texts = {post.id: post.text for post in posts}
        found = self._all(record)
        for number, item in enumerate(found, 1):
            where = f"{_FILE_OF[record]}:{number}"
            for part in (item, *item.joined):  # type: ignore[attr-defined]
                post_id = part.post_id
                if post_id not in texts:
                    raise self._mixed(where, f"names post {post_id}, which is not there")
                if texts[post_id][part.start : part.end] != part.text:
                    raise self._mixed(where, f"is not what post {post_id} says there")
        return found

    def _made_by(self, name: str) -> str:
        """Return the command that writes a file; what is read from an export brings all along."""
        command = FILES[name][1]
        return (
            "standout run CHAT" if command == "normalize" else f"standout {command} {self.folder}"
        )

    def _mixed(self, place: str, found: str, other: str = "posts.jsonl") -> InputError:
        return InputError(
            f"{found} in {self.folder / other}: the files come from different runs.",
            where=self.folder / place,
            do=f"Run again: {self._made_by(place.partition(':')[0])}",
        )

    def _all(self, record: type[R]) -> list[R]:
        if record in self._read:
            return list(self._read[record])
        self.settle()
        name = _FILE_OF[record]
        path = self.folder / name
        if not self.folder.is_dir():
            raise InputError("no such run folder.", where=self.folder, do="Run: standout run CHAT")
        if not path.is_file():
            do = f"Run first: {self._made_by(name)}"
            raise InputError(f"{name} is missing.", where=self.folder, do=do)
        again = f"Run again: {self._made_by(name)}"
        found = list(jsonl.read(path, record, again))
        if record is Chat and len(found) != 1:
            raise InputError(f"found {len(found)} chats, expected one.", where=path, do=again)
        if self.is_draft:
            self._read[record] = list(found)
        return found
