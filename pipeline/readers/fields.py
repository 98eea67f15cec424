"""From the values of an export to the fields of a Post: ids, counts, times, errors in words."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from pipeline.errors import InputError
from pipeline.jsonl import problems
from pipeline.readers.document import Document
from pipeline.records import Post, stable_id

MISSING = ("", "NA", "N/A", "None", "null", "nan", "NaN")  # what exporters write for nothing
MAX_COUNT = 10**12  # likes and the like: anything above is no count
ZONELESS = "times have no zone: taken as UTC (say otherwise with timezone in chat.toml)"
_SCIENTIFIC = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+")
_COUNT = re.compile(r"\d{1,13}(\.0)?")


def make(document: Document, line: int, **fields: Any) -> Post:
    """Return a post of this line; one without an id gets an id from who, when and what.

    Raises: InputError with file and line for a field of the wrong type.
    """
    handle, text = fields.get("handle"), fields.get("text")
    if fields.get("id") is None:
        fields["id"] = stable_id("post", handle, fields.get("created_at"), text)
    try:
        return Post(**fields, source=document.at(line))
    except ValidationError as error:
        raise InputError(f"not a post: {problems(error)}.", where=document.at(line)) from error


def text_of(value: Any) -> str | None:
    """Return a text, or None for what exporters write when there is nothing."""
    return value if isinstance(value, str) and value not in MISSING else None


def unescaped(text: str) -> str:
    """Return the text with HTML entities (&amp; &lt; &#39;) undone exactly once."""
    return html.unescape(text)


def identifier(document: Document, line: int, value: Any) -> str | None:
    """Return an id as text, or None where there is none that can be trusted.

    A spreadsheet turns long ids into 1.25E+18, which stands for many posts: those are counted.
    """
    if isinstance(value, bool | float):
        value = f"{value}"
    if isinstance(value, int):
        return str(value) if abs(value) < 10**30 else None
    text = (text_of(value) or "").strip()
    if _SCIENTIFIC.fullmatch(text):
        document.findings.count("id", "rounded by a spreadsheet (1.25E+18)", document.at(line))
        return None
    return text or None


def count(document: Document, line: int, field: str, value: Any) -> int | None:
    """Return a count, or None where there is none.

    Raises: InputError with file and line for what is no count.
    """
    if value is None or (isinstance(value, str) and value.strip() in MISSING):
        return None
    number = value
    if isinstance(value, str) and _COUNT.fullmatch(value.strip().replace(",", "")):
        number = int(float(value.strip().replace(",", "")))
    if isinstance(number, float) and number.is_integer():
        number = int(number)
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= MAX_COUNT:
        raise wrong(document, line, field, value, "expected a count such as 12")
    return number


def moment(
    document: Document, line: int, value: Any, parse: Callable[[str], str | None]
) -> str | None:
    """Return a time in UTC, or None where there is none.

    Raises: InputError with file and line for a time that `parse` refuses.
    """
    text = text_of(value)
    if text is None and value not in (None, *MISSING):
        raise wrong(document, line, "time", value, "expected a time as text")
    try:
        return parse(text) if text else None
    except (ValueError, OverflowError) as error:
        raise wrong(document, line, "time", value, str(error)) from error


def zone(document: Document) -> str:
    """Return the zone of times that come without one, with a note where it is a guess."""
    if "timezone" not in document.chat.model_fields_set:
        document.findings.note(ZONELESS)
    return document.chat.timezone


def wrong(document: Document, line: int, field: str, value: Any, expected: str) -> InputError:
    """Return the error for a field that holds what it should not."""
    shown = repr(value)
    shown = shown if len(shown) <= 60 else shown[:57] + "..."
    return InputError(f"{field} is {shown}: {expected}.", where=document.at(line))
