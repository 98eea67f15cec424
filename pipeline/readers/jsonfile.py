"""JSON values of a document with their lines: JSON Lines, arrays, one value or several on end."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

from pipeline import jsonl
from pipeline.errors import InputError
from pipeline.readers.document import Document, Place
from pipeline.readers.findings import Findings

NOT_JSON = "not JSON, skipped"
BYTE_ORDER_MARK = "\ufeff"
OPENERS = ("{", "[")
# "[19.06.24, 20:04:51] Ana: Hello" and "[Ana](https://...)" are text
_BEGINNING = re.compile(r"\s*(?:\{|\[\s*(?:[\[{\"\]]|null\b|-?\d+(?:\.\d+)?\s*,|\Z))")
_BLANK = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


def looks_like_json(text: str) -> bool:
    """Return whether a text begins as a JSON object or array."""
    return _BEGINNING.match(text) is not None


def values(
    document: Document,
    *,
    start: int = 0,
    strict: bool = False,
    may_end_cut: bool = False,
    findings: Findings | None = None,
) -> Iterator[tuple[Place, Any]]:
    """Yield (place, value) for each JSON value of a document, the items of an outer array singly.

    A line of JSON Lines that is not JSON is counted as skipped (in the findings of the document if
    no others are given), but the last one is an error unless it `may_end_cut`; `strict` makes any
    an error. `start` is where the JSON begins in the text; a ; may stand behind it.

    Raises: InputError with file and line for JSON that is cut off or broken.
    """
    if start == 0 and is_lines(document.text):
        found = _lines(document, strict, may_end_cut, findings or document.findings)
    else:
        found = _whole(document, start)
    for place, value in found:
        if isinstance(value, list):
            yield from ((place, item) for item in value)
        else:
            yield place, value


def is_lines(text: str) -> bool:
    """Return whether each line of a text is a JSON value of its own."""
    filled = (line.strip() for line in StringIO(text, newline="\n"))
    first = next((line for line in filled if line), "")
    second = next((line for line in filled if line), "")
    if not second:
        return False
    try:
        _loads(first)
    except ValueError:
        is_likely = first.startswith("{") and len(first) > 1 and second.startswith("{")
        return is_likely and not _spans_lines(text)
    return True


def _spans_lines(text: str) -> bool:
    """Return whether the first value goes beyond its line: records that stand a line each inside an
    object look like JSON Lines."""
    start = _after_blanks(text, 0)
    try:
        _, end = _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return False
    return "\n" in text[start:end]


def _lines(
    document: Document, strict: bool, may_end_cut: bool, findings: Findings
) -> Iterator[tuple[Place, Any]]:
    broken: tuple[Place, str, str] | None = None
    for number, line in enumerate(StringIO(document.text, newline="\n"), 1):
        if not line.strip():
            continue
        if broken:
            findings.count("line", NOT_JSON, str(broken[0]))
            broken = None
        place = document.at(number)
        try:
            value = _loads(_bare(line))
        except ValueError as error:
            if strict:
                raise _not_json(place, str(error)) from error
            broken = (place, str(error), line.strip())
            continue
        yield place, value
    if broken and broken[2].startswith(OPENERS) and not may_end_cut:
        raise _not_json(broken[0], f"the last line is cut off: {broken[1]}")
    if broken:
        findings.count("line", NOT_JSON, str(broken[0]))


def _whole(document: Document, start: int) -> Iterator[tuple[Place, Any]]:
    text = document.text
    line, seen, position, is_inside = 1, 0, start, False
    while True:
        position = _after_blanks(text, position)
        line, seen = line + text.count("\n", seen, position), position
        if not is_inside and (position >= len(text) or text[position:].strip() == ";"):
            return
        if not is_inside and text[position] == "[":
            position, is_inside = _after_blanks(text, position + 1), True
            line, seen = line + text.count("\n", seen, position), position
            if text[position : position + 1] == "]":
                position, is_inside = position + 1, False
                continue
        try:
            value, position = _DECODER.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            inside = error.pos if isinstance(error, json.JSONDecodeError) else position
            number = line + text.count("\n", seen, inside)
            raise _not_json(document.at(number), _cause(error)) from error
        yield document.at(line), value
        if not is_inside:
            continue
        position = _after_blanks(text, position)
        mark = text[position : position + 1]
        if mark not in (",", "]"):
            number = line + text.count("\n", seen, position)
            cause = "expected ',' or ']' after an item of the array"
            raise _not_json(document.at(number), cause)
        is_inside, position = mark == ",", position + 1


def _after_blanks(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match else position


def _bare(line: str) -> str:
    """Return a line without a comma behind it, or the mark where a joined file began."""
    return line.strip().removeprefix(BYTE_ORDER_MARK).removesuffix(",")


def _loads(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(_cause(error)) from error


def _cause(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return jsonl.cause_in_words(error)
    if isinstance(error, RecursionError):
        return "nested too deep"
    return str(error).split(";")[0]


def _not_json(place: Place, cause: str) -> InputError:
    return place.error(
        f"not JSON ({cause}).", do="The file may be cut off: export or download it again."
    )
