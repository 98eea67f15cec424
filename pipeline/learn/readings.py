"""Further readings of the graded chats: how much other readers would print each post."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from pipeline import jsonl
from pipeline.learn import carried
from pipeline.records import Record

FOLDER = "readings"

Graded = Annotated[int, Field(ge=0, le=4)]


class Reading(Record):
    """What further readers made of one post, grade by grade in the order of the readers."""

    id: str
    grades: Annotated[tuple[Graded, ...], Field(min_length=1)]


def read(name: str) -> dict[str, tuple[int, ...]]:
    """Return the further grades of a chat by post id; none where nobody read it again.

    Raises: InputError for a broken file.
    """
    file = carried.home(FOLDER) / f"{name}.jsonl"
    if not file.is_file():
        return {}
    return {reading.id: reading.grades for reading in jsonl.read(file, Reading)}
