"""Answers from the catalogue: lines by their words, or the best of some years."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date as day
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from pipeline.errors import InputError
from pipeline.extras import needed
from pipeline.recap import credit, plain
from pipeline.records import LEFT_OUT, Record, question_name
from pipeline.searchwords import fold, words

FILE_NAME = "catalogue.duckdb"
Within = Literal["picks", "lines", "answers"]
PER_PERSON = 2  # lines of one person among the best of all
MOST = 2**31  # lines: as many as there are, and a number that the database takes
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


Texts = Annotated[tuple[str, ...], BeforeValidator(lambda texts: texts or ())]


class Found(Record):
    """A line of the archive: the words asked for that it holds, and all that credits it.

    A line that was not picked has no rank; an answer as a whole has no line, and so no score.
    """

    matched: int
    text: str
    handle: str
    name: str | None
    role: str
    created_at: str | None
    url: str | None
    hashtag: str | None
    chat: str
    title: str | None
    question: int | None
    asked: str | None
    keywords: Texts
    score: float | None
    rank: int | None
    line_id: str | None
    post_id: str
    start: int
    end: int
    run: str
    reasons: Texts
    joined: Texts  # what follows in further posts of its author
    joined_urls: Texts


@dataclass(frozen=True)
class Wanted:
    """What is searched for; `since` and `until` are years, months or days, both included.

    `within` says where: every line ever picked, every line that was scored, or every answer whole.
    """

    words: tuple[str, ...] = ()
    person: str | None = None
    hashtag: str | None = None
    theme: str | None = None
    year: int | None = None
    since: str | None = None
    until: str | None = None
    best: int = 10
    per_person: int | None = None
    within: Within = "picks"

    @property
    def asked(self) -> dict[tuple[str, bool], None]:
        """The folded words in order, each once, and whether it stands for all that begin so.

        Raises: InputError when what was given holds no word.
        """
        found = [(word, written.endswith("*")) for written in self.words for word in words(written)]
        if self.words and not found:
            raise InputError(
                f"found '{' '.join(self.words)}', expected a word.", where="WORD", do="Name one."
            )
        return dict.fromkeys(found)

    @property
    def limit(self) -> int:
        """How many lines of one person are shown."""
        if self.per_person is not None:
            return self.per_person
        return PER_PERSON if not self.words and self.person is None else self.best


def search(folder: Path, wanted: Wanted) -> list[Found]:
    """Return the lines, those with most of the words first, then by score.

    A word with * at its end stands for all words that begin so. The same words by the same person
    are shown once.

    Raises: InputError when there is no catalogue, or a date is none.
    """
    _refuse_no_time(wanted)
    if wanted.within != "picks":
        from pipeline.backfill import everything

        return everything.search(folder, wanted)
    query, values = _query(wanted)
    with opened(folder) as database:
        return [Found(**row) for row in rows_of(database, query, values)]


def rows_of(database: Any, query: str, values: Sequence[Any]) -> list[dict[str, Any]]:
    """Return what a query finds, each row by the names of its columns."""
    cursor = database.execute(query, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@contextmanager
def opened(folder: Path) -> Iterator[Any]:
    """Give the catalogue of a folder, or of its own file, to be read.

    Raises: InputError when there is none, or what is asked of it cannot be read.
    """
    duckdb = needed("duckdb", extra="archive", what="standout search")
    file = folder / FILE_NAME if folder.is_dir() else folder
    if not file.is_file():
        raise InputError(
            "no catalogue here.", where=folder, do="Run: standout backfill ARCHIVE --out DIR"
        )
    try:
        with duckdb.connect(str(file), read_only=True) as database:
            yield database
    except duckdb.Error as error:
        raise InputError(
            f"cannot be read: {' '.join(str(error).split())}.",
            where=file,
            do="Run: standout backfill again.",
        ) from error


def _query(wanted: Wanted) -> tuple[str, list[Any]]:
    values: list[Any] = []
    asked = wanted.asked
    hits = "SELECT number, 0 AS matched FROM picks"
    if asked:
        parts = []
        for at, (word, is_beginning) in enumerate(asked):
            test = "starts_with(word, ?)" if is_beginning else "word = ?"
            parts.append(f"SELECT DISTINCT number, {at} AS asked FROM words WHERE {test}")
            values.append(word)
        hits = (
            f"SELECT number, count(*) AS matched FROM ({' UNION ALL '.join(parts)}) GROUP BY number"
        )
    passed, told = tests(
        wanted, person="found_by.person", hashtag="found_by.hashtag", theme="found_by.theme",
        created_at="picks.created_at",
    )  # fmt: skip
    if wanted.year is not None:
        passed.append("picks.year = ?")
        told.append(wanted.year)
    values += [*told, min(wanted.limit, MOST), min(wanted.best, MOST)]
    order = "matched DESC, score DESC, created_at DESC, number"
    return (
        f"""
        WITH hits AS ({hits}),
        those AS (
            SELECT hits.matched, picks.*, chats.title, chats.run,
                found_by.author, found_by.said
            FROM hits JOIN picks USING (number) JOIN found_by USING (number)
            JOIN chats ON chats.chat = picks.chat AND chats.year = picks.year
            WHERE {" AND ".join(passed)}
        ),
        once AS (
            SELECT * FROM those
            QUALIFY row_number() OVER (PARTITION BY author, said ORDER BY {order}) = 1
        ),
        few AS (
            SELECT * FROM once
            QUALIFY row_number() OVER (PARTITION BY author ORDER BY {order}) <= ?
        )
        SELECT {", ".join(f'"{name}"' for name in Found.model_fields)}
        FROM few ORDER BY {order} LIMIT ?
        """,
        values,
    )


def tests(
    wanted: Wanted, *, person: str, hashtag: str, theme: str, created_at: str
) -> tuple[list[str], list[Any]]:
    """Return what a row has to pass as SQL, at least one test, and the values for its marks.

    What it is found by stands where the other arguments say, folded.

    Raises: InputError when a date is none, or what was given holds no word.
    """
    found: list[tuple[str, Any]] = []
    if wanted.since is not None:
        found.append((f"{created_at} >= ?", date(wanted.since, "--since")))
    if wanted.until is not None:
        until = date(wanted.until, "--until")
        found.append((f"substr({created_at}, 1, {len(until)}) <= ?", until))
    for word in _parts(wanted.person, _names, "--person"):
        found.append((f"contains({person}, ?)", f" {word} "))
    for word in _parts(wanted.hashtag, _names, "--hashtag"):
        found.append((f"{hashtag} = ?", word))
    for word in _parts(wanted.theme, words, "--theme"):
        found.append((f"contains({theme}, ?)", f" {word} "))
    return ["true", *(test for test, _ in found)], [value for _, value in found]


def _parts(text: str | None, of: Callable[[str], list[str]], option: str) -> list[str]:
    """Return what a text asks for; an empty one, of a script perhaps, would let all pass."""
    parts = of(text) if text is not None else []
    if text is not None and not parts:
        raise InputError(f"found '{text}', expected a word.", where=option, do="Name one.")
    return parts


def _names(text: str) -> list[str]:
    return fold(text).replace("@", " ").replace("#", " ").split()


def date(text: str, option: str) -> str:
    """Return a year, month or day as it was given.

    Raises: InputError for anything else.
    """
    written = text.strip()
    expected = "expected 2018, 2018-06 or 2018-06-30"
    if not DATE.fullmatch(written):
        raise InputError(f"found '{text}', {expected}.", where=option)
    year, month, of_month = [*map(int, written.split("-")), 1, 1][:3]
    try:
        day(year, month, of_month)
    except ValueError as error:
        raise InputError(f"found '{text}', which is no date; {expected}.", where=option) from error
    return written


def _refuse_no_time(wanted: Wanted) -> None:
    """Raise InputError for a beginning that is after the end."""
    if wanted.since is None or wanted.until is None:
        return
    since, until = date(wanted.since, "--since"), date(wanted.until, "--until")
    if since[: len(until)] > until:
        raise InputError(f"found '{since}', which is after --until {until}.", where="--since")


def shown(found: Found) -> list[str]:
    """Return a line as it is printed: the words, who said them when and where, the link."""
    who = credit.credit(found.handle, plain.name(found.name, found.handle))
    day = (found.created_at or "")[:10] or "no date"
    where = " ".join(filter(None, [found.hashtag, _asked(found)]))
    score = f"score {found.score:.2f}" if found.score is not None else None
    credited = ", ".join(filter(None, [who, day, where, score]))
    place = found.url or f"{found.run}, post {found.post_id}"
    said = LEFT_OUT.join([found.text, *found.joined])
    places = [place, *(f"continued: {url}" for url in found.joined_urls)]
    return [*said.splitlines(), f"    {credited}", *(f"    {where}" for where in places)]


def _asked(found: Found) -> str | None:
    return question_name(found.question) if found.question is not None else None
