"""JSON values of a document with their lines: JSON Lines, one value, or several on end."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

from pipeline.errors import InputError
from pipeline.readers.document import Document
from pipeline.readers.findings import Findings

NOT_JSON = "not JSON, skipped"
OPENERS = ("{", "[")
_BLANK = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


def looks_like_json(text: str) -> bool:
    """Return whether a text begins as a JSON object or array."""
    return text.lstrip().startswith(OPENERS)


def values(
    document: Document, *, strict: bool = False, findings: Findings | None = None
) -> Iterator[tuple[int, Any]]:
    """Yield (line, value) for each JSON value of a document.

    A line of JSON Lines that is not JSON is counted as skipped, in the findings of the document
    if no others are given; `strict` makes it an error.

    Raises: InputError with file and line for JSON that is cut off or broken.
    """
    if is_lines(document.text):
        yield from _lines(document, strict, findings or document.findings)
    else:
        yield from _whole(document)


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
        return first.startswith("{") and len(first) > 1 and second.startswith("{")
    return True


def _lines(document: Document, strict: bool, findings: Findings) -> Iterator[tuple[int, Any]]:
    broken: tuple[int, str, str] | None = None
    for number, line in enumerate(StringIO(document.text, newline="\n"), 1):
        if not line.strip():
            continue
        if broken:
            findings.count("line", NOT_JSON, document.at(broken[0]))
            broken = None
        try:
            value = _loads(line)
        except ValueError as error:
            broken = (number, str(error), line.strip())
            if strict:
                raise _not_json(document, number, str(error)) from error
            continue
        yield number, value
    if broken and broken[2].startswith(OPENERS):
        raise _not_json(document, broken[0], f"the last line is cut off: {broken[1]}")
    if broken:
        findings.count("line", NOT_JSON, document.at(broken[0]))


def _whole(document: Document) -> Iterator[tuple[int, Any]]:
    text = document.text
    position, line = 0, 1
    while True:
        start = _BLANK.match(text, position).end()  # type: ignore[union-attr]  # always matches
        line += text.count("\n", position, start)
        if start >= len(text):
            return
        try:
            value, position = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError) as error:
            inside = error.pos if isinstance(error, json.JSONDecodeError) else start
            number = line + text.count("\n", start, inside)
            raise _not_json(document, number, _cause(error)) from error
        yield line, value
        line += text.count("\n", start, position)


def _loads(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(_cause(error)) from error


def _cause(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at column {error.colno}"
    if isinstance(error, RecursionError):
        return "nested too deep"
    return str(error).split(";")[0]


def _not_json(document: Document, line: int, cause: str) -> InputError:
    return InputError(
        f"not JSON ({cause}).",
        where=document.at(line),
        do="The file may be cut off: export or download it again.",
    )
