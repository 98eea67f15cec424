"""Questions that one person counts in a form that is no label ("3. What ...", "Day 3: ...")."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from pipeline.cluster import asks, voices
from pipeline.cluster.asks import INVITING
from pipeline.cluster.sessions import LEAST_NUMBERS, alike
from pipeline.edges import place_in_thread
from pipeline.language import has_question_mark
from pipeline.language.words import COUNTS, WORD
from pipeline.records import Chat, Post, Question, number_of

UNITS = ("unit", "classic")  # groups of the form below
ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
# What a number counts stands before it: "Day 3", "QOTD #3", "QIII", "Frage 3"
FORM = re.compile(
    r"(?P<unit>[^\W\d_]+)?[\s.#]{0,2}(?<!\d)(?P<digits>\d{1,2})(?![\d%])"
    rf"|(?P<classic>[^\W\d_]+?)\s?(?P<roman>{'|'.join(map(str.upper, reversed(ROMANS)))})\b"
)
TOTAL = re.compile(r"\s?(?:/|of|von|de|sur)\s?\d{1,2}\b")
KEYCAP = re.compile(r"\uFE0F?\u20E3")  # of a number that stands out: words before it are no unit
STOP = re.compile(
    r"(?:\uFE0F?\u20E3|[.:;,)\]!?>|~*_–—．：）、-]|\s|\bquestion\b(?=\s*[^\w\s]))*", re.IGNORECASE
)
CLOSING = re.compile(r"[.:;)\]!?>|~*#\u20E3–—．：）、-]|\n")
OPENING = re.compile(r"[^\W\d_a-z]|[\"“‘¿¡«(]")
# "Round two! 1. What ...?" begins anew
ROUND = re.compile(
    rf"\W*(?:(?:round|part)\s(?:\d|{'|'.join(COUNTS)})|second\s(?:round|part|half))\s*[.:!,–—-]+\s+"
    r"(?=\W*\d)",
    re.IGNORECASE,
)
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
    while others speak; a number that comes again is asked again. Who begins anew with other
    questions asks those of another session."""
    held: dict[tuple[str, str], list[Item]] = defaultdict(list)
    spoken = voices.to_all(posts)
    for place, post in enumerate(posts):
        item = _read(place, post) if post.id in spoken else None
        if item is not None:
            held[voices.voice(post, chat), item.unit].append(item)
    own = voices.places(posts, chat)
    in_order = sorted(held.items())
    rounds = {who: _rounds(items, own[who[0]], LEAST_FOLLOWED) for who, items in in_order}
    best = max(filter(_asks, chain(*rounds.values())), key=_weight, default=[])
    if len(best) < LEAST_ASKED:
        rounds = {who: _rounds(items, own[who[0]], 0)[:1] for who, items in in_order}
        answered = (row for row in chain(*rounds.values()) if _is_answered(row, posts))
        best = max(answered, key=_weight, default=[])
    if not best:
        hosts = _in_turn(held)
        is_new = bool(hosts) and not chat.host
        return find(posts, chat.model_copy(update={"host": hosts})) if is_new else []
    host, rows = next((who, rows) for who, rows in rounds.items() if best in rows)
    asked = [row for row in rows if row is best or (len(row) >= LEAST_NUMBERS and _asks(row))]
    asked[-1] = [*asked[-1], *_taken_over(asked[-1], held, own, own[host[0]][-1])]
    ends = [*(row[0].place for row in asked[1:]), len(posts)]
    return [
        _question(posts, item, number_of(item.number, session), held[host], end)
        for session, (row, end) in enumerate(zip(asked, ends, strict=True), 1)
        for item in row
    ]


def _in_turn(held: Mapping[tuple[str, str], Sequence[Item]]) -> tuple[str, ...]:
    """Return who may count the same questions in turn: the hosts that ask at least two each."""
    asking: dict[str, set[str]] = defaultdict(set)
    for (who, unit), items in sorted(held.items()):
        if sum(has_question_mark(item.text) for item in items) >= LEAST_NUMBERS:
            asking[unit].add(who)
    return tuple(sorted(max(asking.values(), key=len, default=())))


def _taken_over(
    row: Sequence[Item],
    held: Mapping[tuple[str, str], Sequence[Item]],
    own: Mapping[str, list[int]],
    left: int,
) -> list[Item]:
    """Return what somebody else asks who counts on where a host left, two questions at least.

    `left` is the place of the host's last post: while the host is there, guests who count on joke.
    """
    found: list[Item] = []
    for (who, unit), items in sorted(held.items()):
        if unit != row[0].unit or row[0] in items:
            continue
        on: list[Item] = []
        for item in items:
            last = (on or row)[-1]
            is_next = item.number == last.number + 1 and item.place > max(last.place, left)
            is_apart = voices.others(own[who], last.place, item.place) >= LEAST_FOLLOWED
            if is_next and is_apart and has_question_mark(item.text):
                on.append(item)
        if len(on) >= LEAST_NUMBERS and len(on) > len(found):
            found = on
    return found


def _rounds(items: Sequence[Item], own: Sequence[int], least: int) -> list[list[Item]]:
    """Return the rows of items that count on from 0 or 1, each item after so many posts by others
    at `least`; `own` are the places of all posts of their author.

    Another row begins where its first number comes again in other words, and the one before does
    not go on any more.
    """
    rows: list[list[Item]] = []
    for item in items:
        latest = rows[-2:] if len(rows) > 1 and len(rows[-1]) < LEAST_ASKED else rows[-1:]
        goes_on = next((row for row in reversed(latest) if item.number == row[-1].number + 1), None)
        if goes_on is None:
            if item.number <= 1 and (not rows or _begins_anew(item, rows)):
                rows.append([item])
            continue
        while rows[-1] is not goes_on:
            rows.pop()
        if voices.others(own, goes_on[-1].place, item.place) < least:
            rows.pop()  # a list over several posts of one's own
        else:
            goes_on.append(item)
    return rows


def _begins_anew(item: Item, rows: Sequence[Sequence[Item]]) -> bool:
    """Return whether a first number comes again in other words, after a row of some."""
    known = (other for row in rows for other in row if other.number == item.number)
    is_row = len(rows[-1]) >= LEAST_NUMBERS
    return is_row and not any(alike(item.text, other.text) for other in known)


def _asks(row: Sequence[Item]) -> bool:
    """Return whether a row asks, if not always with a question mark: guests count answers, too."""
    asking = sum(
        has_question_mark(item.text) or INVITING.search(item.text) is not None for item in row
    )
    return asking * 2 >= len(row) and any(has_question_mark(item.text) for item in row)


def _is_answered(row: Sequence[Item], posts: Sequence[Post]) -> bool:
    """Return whether what was asked all at once is what others name by number afterwards."""
    last = row[-1].place if len(row) >= LEAST_ASKED else len(posts)
    named = {post.label.question for post in posts[last + 1 :] if post.label is not None}
    numbers = {item.number for item in row}
    is_named = len(numbers & named) > len(numbers) / 2
    return is_named and all(has_question_mark(item.text) for item in row)


def _weight(row: Sequence[Item]) -> tuple[int, int, int]:
    """Return how much speaks for a row: its length, who asks more, and who counted first."""
    return len(row), sum(has_question_mark(item.text) for item in row), -row[0].place


def _question(
    posts: Sequence[Post], item: Item, number: int, items: Sequence[Item], end: int
) -> Question:
    """Return what an item asks, with those of the `items` before `end` that ask it again."""
    post = posts[item.place]
    again = [
        posts[other.place].id
        for other in items
        if other.number == item.number and item.place < other.place < end
    ]
    found = asks.question(number, post, item.text, f"numbered {item.number} by {post.at}")
    return found.model_copy(update={"also_asked": tuple(again)})


def _read(place: int, post: Post) -> Item | None:
    """Return what a post counts at its beginning, None where it counts nothing, or goes on to the
    next numbers itself: that is a list."""
    said = post.said
    front = [cut for cut in post.cuts if cut.kind == "mark" and cut.end <= post.span[0]]
    mark = place_in_thread(post.text, front, "")
    if mark is not None:  # "(3/7) What ...?"
        return Item(place, "/" + mark[1], mark[0], said)
    said = ROUND.sub("", said, count=1) if ROUND.match(said) else said
    match = FORM.search(said, 0, REACH)
    if match is None or match.start() > MOST_BEFORE:
        return None
    before = said[: match.start()]
    total = TOTAL.match(said, match.end())
    stop = STOP.match(said, total.end() if total else match.end())
    assert stop is not None  # it may be empty
    text = said[stop.end() :]
    is_keycap = KEYCAP.match(said, match.end()) is not None
    unit = "" if is_keycap else next((match[name] for name in UNITS if match[name]), "")
    is_closed = total is not None or CLOSING.search(said[: stop.end()], match.start()) is not None
    is_apart = is_closed or (bool(unit) and OPENING.match(text) is not None)
    is_bare = bool(unit) or is_keycap or not WORD.search(before)
    is_late = has_question_mark(before) or len(WORD.findall(before)) > MOST_WORDS
    if not is_apart or not is_bare or is_late:
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
