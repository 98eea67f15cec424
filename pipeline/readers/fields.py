"""From the values of an export to the fields of a Post: ids, counts, times, errors in words."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from pipeline.errors import InputError
from pipeline.jsonl import problems
from pipeline.readers import times
from pipeline.readers.document import Document, Place
from pipeline.records import Post, stable_id

MISSING = ("", "NA", "N/A", "None", "null", "nan", "NaN")  # what exporters write for nothing
DASHES = ("-", "--", "–", "—")  # ... and sheets for an id, a count or a time that is none
MAX_COUNT = 10**12  # likes and the like: anything above is no count
COUNTS = ("likes", "reposts", "replies")
MAX_ID = 10**30  # ids of all networks have fewer digits
NO_POST = "without a post, skipped"
ZONELESS = "times have no zone: taken as UTC (say otherwise with timezone in chat.toml)"
_SCIENTIFIC = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+")
_COUNT = re.compile(r"\d{1,13}(\.0)?")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});")


def make(
    place: Place, *, clock: str | None = None, edited_at: str | None = None, **given: Any
) -> Post:
    """Return a post of this line; one without an id gets an id from who, when and what.

    Who is given by a name alone has it for a handle, too; of others a name that only says the
    handle again is left out: by that the two are told apart.

    `clock` is when by the export's own clock, where that says no zone: a zone that chat.toml names
    later must not change the ids by which editors' decisions are kept. `edited_at` is when the
    author changed it last.

    Raises: InputError with file and line for a field of the wrong type.
    """
    name = given.get("name")
    handle = given.get("handle", name)
    bare = handle.strip().removeprefix("@") if isinstance(handle, str) else handle
    if bare == "":
        raise wrong(place, "handle", handle, "expected the name of an account")
    given |= {"handle": bare, "name": None if "handle" in given and name == bare else name}
    if given.get("id") is None:
        when = clock or given.get("created_at")
        given["id"] = stable_id("post", bare, when, given.get("text"))
    try:
        post = Post(**given, source=str(place))
    except ValidationError as error:
        raise place.error(f"not a post: {problems(error)}.") from error
    if edited_at:
        place.document.findings.edited[post.id, post.text] = edited_at
    return post


def repost(place: Place, original: Post, **given: Any) -> Post:
    """Return the post of someone who passed on `original`, marked as such in its text too."""
    told = {**given, "reply_to": None, "quotes": None}  # what it answers or quotes, it does not
    text = f"RT @{original.handle}: {original.text}"
    return make(place, text=text, repost_of=original.id, **told)


def text_of(value: Any) -> str | None:
    """Return a text, or None for what exporters write when there is nothing."""
    return value if isinstance(value, str) and value not in MISSING else None


def dict_of(value: Any, *keys: str) -> dict[str, Any]:
    """Return the object that a value is, or holds under one key after the other, else {}."""
    found = _within(value, keys)
    return found if isinstance(found, dict) else {}


def list_of(value: Any, *keys: str) -> list[Any]:
    """Return the array that a value is, or holds under one key after the other, else []."""
    found = _within(value, keys)
    return found if isinstance(found, list) else []


def _within(value: Any, keys: Iterable[str]) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def unescaped(text: str) -> str:
    """Return the text with HTML entities (&amp; &lt; &#39;) undone exactly once."""
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)


def unescaped_if_escaped(text: str) -> str:
    """Return the text unescaped, unless a bare & shows that it never was escaped.

    Long posts come without entities from interfaces that escape all others.
    """
    return unescaped(text) if is_escaped(text) else text


def is_escaped(text: str) -> bool:
    """Return whether a text may be escaped for HTML: no & stands alone in it."""
    return "&" not in _ENTITY.sub("", text)


def identifier(place: Place, value: Any) -> str | None:
    """Return an id as text, or None where there is none that can be trusted.

    A spreadsheet turns long ids into 1.25E+18, which stands for many posts: those are counted.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < MAX_ID else None
    text = str(value).strip() if isinstance(value, str | float) else ""
    if _SCIENTIFIC.fullmatch(text):
        place.count("id", "rounded by a spreadsheet (1.25E+18)")
        return None
    return None if is_missing(text) else text


def count(place: Place, field: str, value: Any) -> int | None:
    """Return a count, or None where there is none.

    Raises: InputError with file and line for what is no count.
    """
    if is_missing(value):
        return None
    number = value
    if isinstance(value, str) and _COUNT.fullmatch(value.strip().replace(",", "")):
        number = int(float(value.strip().replace(",", "")))
    if isinstance(number, float) and number.is_integer():
        number = int(number)
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= MAX_COUNT:
        raise wrong(place, field, value, "expected a count such as 12")
    return number


def counts(place: Place, held: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Return likes, reposts and replies by the names that an export has for them, in this order.

    Raises: InputError with file and line for what is no count.
    """
    told = (count(place, name, held.get(name)) for name in names)
    return dict(zip(COUNTS, told, strict=False))


def reactions(place: Place, value: Any) -> int | None:
    """Return how many people reacted, in whatever way, None where nobody did.

    Raises: InputError with file and line for a reaction whose count is none.
    """
    held = map(dict_of, list_of(value))
    counts = [count(place, "count", one.get("count")) or 0 for one in held]
    return sum(counts) if counts else None


def moment(
    place: Place, value: Any, parse: Callable[[str], str] = times.from_iso, such_as: str = ""
) -> str | None:
    """Return a time in UTC, or None where there is none; `such_as` is a form that is read.

    Raises: InputError with file and line for a time that `parse` refuses.
    """
    if is_missing(value):
        return None
    if not isinstance(value, str):
        raise wrong(place, "time", value, "expected a time as text")
    try:
        return parse(value)
    except (ValueError, OverflowError) as error:
        expected = f"expected a date or time{f' such as {such_as}' if such_as else ''}"
        raise wrong(place, "time", value, expected) from error


def text(place: Place, field: str, value: Any) -> str:
    """Return the text of a post.

    Raises: InputError with file and line for what is no text.
    """
    if not isinstance(value, str):
        raise wrong(place, field, value, "expected text")
    return value


def zone(document: Document) -> str:
    """Return the zone of times that come without one, with a note where it is a guess."""
    if not document.chat.clock:
        document.findings.note(ZONELESS)
    return document.chat.timezone


def is_missing(value: Any) -> bool:
    """Return whether a value is what exporters and sheets write for none."""
    return value is None or (isinstance(value, str) and value.strip() in (*MISSING, *DASHES))


def wrong(place: Place, field: str, value: Any, expected: str) -> InputError:
    """Return the error for a field that holds what it should not."""
    shown = "an integer of many digits" if isinstance(value, int) and abs(value) > MAX_ID else ""
    shown = shown or repr(value)
    shown = shown if len(shown) <= 60 else shown[:57] + "..."
    return place.error(f"{field} is {shown}: {expected}.")
