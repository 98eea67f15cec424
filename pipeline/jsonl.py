"""Record files: JSON Lines read with the line number at hand, written whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import jsonlines
from pydantic import ValidationError

from pipeline import drafts
from pipeline.errors import InputError, unreadable, unwritable
from pipeline.records import Record

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

R = TypeVar("R", bound=Record)
AGAIN = "Run the stage that writes it again."
# what pydantic calls an error -> what was expected
EXPECTED = {
    "string_type": "text",
    "string_too_short": "text that is not empty",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "greater_than_equal": "{ge} or more",
    "less_than_equal": "{le} or less",
    "literal_error": "{expected}",
    "tuple_type": 'a list, such as ["this", "that"]',
    "list_type": 'a list, such as ["this", "that"]',
    "dict_type": "names with values",
    "model_type": "names with values",
}


def dumps(value: Any, indent: int | None = None) -> str:
    """Return JSON with the keys in their given order and readable letters, on one line or indented.

    Lone surrogates cannot be written as UTF-8: a record that holds one is escaped as a whole.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent, allow_nan=False)
    return text


def read(path: Path, record: type[R], do: str = AGAIN) -> Iterator[R]:
    """Yield the records of a file one by one; `do` says what helps where one is damaged.

    Raises: InputError with file and line for a missing file, a line that is not JSON (cut off, not
    UTF-8), or a record with a wrong, missing or unknown field.
    """
    shared: dict[Any, Any] = {}
    for number, value in read_values(path, do):
        yield validate(value, record, where=f"{path}:{number}", shared=shared, do=do)


def read_values(path: Path, do: str = AGAIN) -> Iterator[tuple[int, Any]]:
    """Yield (line number, parsed value) for each line that is not blank.

    Raises: InputError as `read` does.
    """
    if not path.is_file():
        raise InputError("no such file.", where=path, do="Run the stage that writes it first.")
    number = 0

    def counted(stream: Iterable[bytes]) -> Iterator[bytes]:
        nonlocal number
        for number, line in enumerate(stream, 1):  # noqa: B007  (read by the caller)
            yield line

    with _opened(path) as stream:
        # by its own choice it takes whichever parser is installed; they differ about surrogates
        reader = jsonlines.Reader(counted(stream), loads=json.loads)
        while True:
            try:
                value = reader.read(skip_empty=True)
            except EOFError:
                return
            except (jsonlines.InvalidLineError, RecursionError) as error:
                raise InputError(
                    f"this line is not JSON ({_cause(error)}).",
                    where=f"{path}:{number}",
                    do=f"It may be cut off or not UTF-8. {do}",
                ) from error
            yield number, value


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise unreadable(error, path) from error


def _cause(error: Exception) -> str:
    cause = error.__cause__
    if isinstance(cause, json.JSONDecodeError):
        return cause_in_words(cause)
    return str(cause or error).split(":")[0]


def cause_in_words(error: json.JSONDecodeError) -> str:
    """Return what is wrong with JSON, and at which column of its line."""
    return f"{error.msg.removesuffix(' at')} at column {error.colno}"


def validate(
    value: Any,
    record: type[R],
    *,
    where: str,
    shared: dict[Any, Any] | None = None,
    do: str = "",
) -> R:
    """Return `value` as a record; what it has in common with others is held once, in `shared`.

    Raises: InputError that names the place, the field, what was found and what was expected.
    """
    if not isinstance(value, dict):
        raise InputError(
            f"found {type(value).__name__}, expected a JSON object with the fields of a "
            f"{record.__name__}.",
            where=where,
            do=do,
        )
    try:
        return record.model_validate(value, context=shared)
    except ValidationError as error:
        found = f"not a {record.__name__}: {problems(error)}."
        raise InputError(found, where=where, do=do) from error


def problems(error: ValidationError, noun: str = "field") -> str:
    """Return what pydantic found wrong, as one line of words; a `noun` is what bears a name."""
    found = []
    for item in error.errors()[:3]:
        place = _place(item["loc"], noun)
        if item["type"] == "missing":
            found.append(f"{place} is missing")
        elif item["type"] == "extra_forbidden":
            found.append(f"unknown {place}")
        else:
            given = repr(item["input"])
            shown = given if len(given) <= 60 else given[:57] + "..."
            found.append(f"{place} is {shown}: {_expected(item)}")
    return "; ".join(found)


def _place(parts: tuple[int | str, ...], noun: str) -> str:
    """Return how people call a place: "field 'questions'", "item 2 of field 'questions'"."""
    names = [str(part) for part in parts if isinstance(part, str)]
    items = [part + 1 for part in parts if isinstance(part, int)]
    which = f"item {items[-1]} of " if items else ""
    return f"{which}{noun} '{'.'.join(names)}'" if names else f"{which}the record"


def _expected(item: ErrorDetails) -> str:
    """Return what would have been right, in words that are no programmer's."""
    context = item.get("ctx", {})
    if item["type"] in EXPECTED:
        return f"expected {EXPECTED[item['type']].format(**context)}"
    message = item["msg"].removeprefix("Value error, ")
    return f"{message[:1].lower()}{message[1:]}"


def write(path: Path, records: Iterable[Record]) -> None:
    """Write the records as JSON Lines, atomically: the file is the old one or the new one."""
    lines = (dumps(record.model_dump(mode="json")) + "\n" for record in records)
    write_text(path, lines)


def write_text(path: Path, pieces: Iterable[str]) -> None:
    """Write text as UTF-8, atomically; what UTF-8 cannot hold is shown as "?".

    Raises: InputError when the file cannot be written: no room, no right to, a file for a folder.
    """
    try:
        _replace(path, pieces)
    except OSError as error:
        raise unwritable(error, path) from error


def _replace(path: Path, pieces: Iterable[str]) -> None:
    with drafts.file(path) as draft:
        with draft.open("w", encoding="utf-8", errors="replace", newline="\n") as stream:
            stream.writelines(pieces)
            stream.flush()
            os.fsync(stream.fileno())
        draft.chmod(0o644)
        os.replace(draft, path)
