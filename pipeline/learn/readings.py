"""Further readings of the graded chats: how much other readers would print each post."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from pipeline import jsonl
from pipeline.records import Record

FOLDER = "readings"

Graded = Annotated[int, Field(ge=0, le=4)]


class Reading(Record):
    """What further readers made of one post, grade by grade in the order of the readers."""

    id: str
    grades: Annotated[tuple[Graded, ...], Field(min_length=1)]


def home() -> Path:
    """Return the folder of readings: inside an installed package, else of the checkout."""
    inside = Path(__file__).with_name(FOLDER)
    return inside if inside.is_dir() else Path(__file__).resolve().parents[2] / "corpora" / FOLDER


def read(name: str) -> dict[str, tuple[int, ...]]:
    """Return the further grades of a chat by post id; none where nobody read it again.

    Raises: InputError for a broken file.
    """
    file = home() / f"{name}.jsonl"
    if not file.is_file():
        return {}
    return {reading.id: reading.grades for reading in jsonl.read(file, Reading)}
