"""Questions that one person counts in a form that is no label ("3. What ...", "Day 3: ...")."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.cluster import asks, voices
from pipeline.cluster.asks import INVITING
from pipeline.cluster.sessions import WORD
from pipeline.edges import place_in_thread
from pipeline.records import Chat, Post, Question

UNITS = ("unit", "classic")  # groups of the form below
ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
# What a number counts stands before it: "Day 3", "QOTD #3", "QIII", "Frage 3"
FORM = re.compile(
    r"(?P<unit>[^\W\d_]+)?[\s.#]{0,2}(?<!\d)(?P<digits>\d{1,2})(?![\d%])"
    rf"|(?P<classic>[^\W\d_]+?)\s?(?P<roman>{'|'.join(map(str.upper, reversed(ROMANS)))})\b"
)
TOTAL = re.compile(r"\s?(?:/|of|von|de|sur)\s?\d{1,2}\b")
STOP = re.compile(r"(?:\uFE0F?\u20E3|[.:;,)\]!?>|~*_–—-]|\s)*")
CLOSING = re.compile(r"[.:;)\]!?>|~*#\u20E3–—-]|\n")
OPENING = re.compile(r"[^\W\d_a-z]|[\"“‘¿¡«(]")
MOST_BEFORE = 40  # characters before the number
REACH = 200  # characters in which it ends: of scripts without blanks a whole text is one word
MOST_WORDS = 4  # the same in words
LEAST_ASKED = 3  # questions that show who the host is
LEAST_FOLLOWED = 3  # posts by others between one question and the next


class Item(NamedTuple):
    """A post that counts: where it stands, what it counts, the number, and what follows."""

    place: int
    unit: str
    number: int
    text: str


def find(posts: Sequence[Post], chat: Chat) -> list[Question]:
    """Return what somebody asks as "1. ...", "2. ...", or "Day 1: ...", "Day 2: ...", and so on,
    while others speak; a number that comes again is asked again."""
    held: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for place, post in enumerate(posts):
        item = _read(place, post) if voices.is_to_all(post) else None
        if item is not None:
            held[voices.voice(post, chat), item.unit].append(item)
    own = voices.places(posts, chat)
    rows = [_row(items, own[who], LEAST_FOLLOWED) for (who, _), items in sorted(held.items())]
    best = max(filter(_asks, rows), key=_weight, default=[])
    if len(best) < LEAST_ASKED:
        rows = [_row(items, own[who], 0) for (who, _), items in sorted(held.items())]
        best = max((row for row in rows if _is_answered(row, posts)), key=_weight, default=[])
    items = next((items for items in held.values() if best and best[0] in items), [])
    return [_question(posts, item, items) for item in best]


def _row(items: Sequence[Item], own: Sequence[int], least: int) -> list[Item]:
    """Return the items that count on from 0 or 1, each after so many posts by others at `least`;
    `own` are the places of all posts of their author."""
    row: list[Item] = []
    for item in items:
        if item.number > 1 if not row else item.number != row[-1].number + 1:
            continue
        if row and voices.others(own, row[-1].place, item.place) < least:
            row = []  # a list over several posts of one's own
            continue
        row.append(item)
    return row


def _asks(row: Sequence[Item]) -> bool:
    """Return whether a row asks, if not always with a question mark: guests count answers, too."""
    asking = sum("?" in item.text or INVITING.search(item.text) is not None for item in row)
    return asking * 2 >= len(row) and any("?" in item.text for item in row)


def _is_answered(row: Sequence[Item], posts: Sequence[Post]) -> bool:
    """Return whether what was asked all at once is what others name by number afterwards."""
    last = row[-1].place if len(row) >= LEAST_ASKED else len(posts)
    named = {post.label.question for post in posts[last + 1 :] if post.label is not None}
    numbers = {item.number for item in row}
    is_named = len(numbers & named) > len(numbers) / 2
    return is_named and all("?" in item.text for item in row)


def _weight(row: Sequence[Item]) -> tuple[int, int, int]:
    """Return how much speaks for a row: its length, who asks more, and who counted first."""
    return len(row), sum("?" in item.text for item in row), -row[0].place if row else 0


def _question(posts: Sequence[Post], item: Item, items: Sequence[Item]) -> Question:
    post = posts[item.place]
    again = [
        posts[other.place].id
        for other in items
        if other.number == item.number and other.place > item.place
    ]
    found = asks.question(item.number, post, item.text, f"numbered {item.number} by @{post.handle}")
    return found.model_copy(update={"also_asked": tuple(again)})


def _read(place: int, post: Post) -> Item | None:
    """Return what a post counts at its beginning, None where it counts nothing, or goes on to the
    next numbers itself: that is a list."""
    said = post.said
    front = [cut for cut in post.cuts if cut.kind == "mark" and cut.end <= post.span[0]]
    mark = place_in_thread(post.text, front, "")
    if mark is not None:  # "(3/7) What ...?"
        return Item(place, "/" + mark[1], mark[0], said)
    match = FORM.search(said, 0, REACH)
    if match is None or match.start() > MOST_BEFORE:
        return None
    before = said[: match.start()]
    total = TOTAL.match(said, match.end())
    stop = STOP.match(said, total.end() if total else match.end())
    assert stop is not None  # it may be empty
    text = said[stop.end() :]
    unit = next((match[name] for name in UNITS if match[name]), "")
    is_closed = total is not None or CLOSING.search(said[: stop.end()], match.start()) is not None
    is_apart = is_closed or (bool(unit) and OPENING.match(text) is not None)
    is_bare = bool(unit) or not WORD.search(before)
    if not is_apart or not is_bare or "?" in before or len(WORD.findall(before)) > MOST_WORDS:
        return None
    number = _number(match)
    if not WORD.search(text) or _counts_on(text, number):
        return None
    return Item(place, unit.casefold(), number, text)


def _counts_on(text: str, number: int) -> bool:
    """Return whether a text goes on with the next two numbers."""
    return all(re.search(rf"(?<!\w){number + k}\s?[.):]\s", text) for k in (1, 2))


def _number(match: re.Match[str]) -> int:
    digits, roman = match["digits"], match["roman"]
    return int(digits) if digits else ROMANS.index(roman.lower()) + 1
