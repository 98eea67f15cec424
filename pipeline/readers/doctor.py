"""What an export holds and what looks wrong with it, as data, before anything is made of it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipeline.chatfile import ChatFile
from pipeline.readers import xpost
from pipeline.readers.loading import Loaded, load
from pipeline.records import Chat, Post, is_phone_number

COPIED_LENGTH = 40  # characters from which the same words by two people are no coincidence
MOJIBAKE = re.compile(
    r"â€|Ã[\x80-\xbfƒ‚„…†‡©¨¤¶¼ª«¢]|ðŸ|ï¿½|\ufffd|[A-Za-z]\?(?:s|t|re|ve|ll|d|m)\b(?!=)"
)
ESCAPED = re.compile(r"&(?:amp|lt|gt|quot|nbsp|#39|#x27);")
LOST_EMOJI = re.compile(r"(?<!\S)\?\?+(?!\S)")  # as a spreadsheet saves them outside Unicode
EMOJI = re.compile("[\U00010000-\U0010ffff]")
LEAST_LOST = 3  # posts: one or two may ask so
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ud800-\udfff]")


@dataclass(frozen=True)
class Trouble:
    """One thing that looks wrong: what it is, and the posts it is seen in (their places)."""

    what: str
    posts: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """What an export holds; `first` and `last` are times in UTC, `days` the posts of each day by
    the clock of the chat."""

    formats: tuple[str, ...]
    posts: int
    people: int
    days: dict[str, int]
    first: str | None
    last: str | None
    reposts: int
    replies: int
    troubles: tuple[Trouble, ...]
    notes: tuple[str, ...]
    hints: dict[str, tuple[str, ...]]


def examine(paths: Sequence[Path], chat: ChatFile, *, stdin: BinaryIO | None = None) -> Report:
    """Return what the exports hold and what looks wrong with them.

    Raises: InputError as `load` does.
    """
    return report(load(paths, chat, stdin=stdin), chat.clock)


def report(loaded: Loaded, timezone: str | None = None) -> Report:
    """Return what loaded posts hold and what looks wrong with them; days are of a time zone."""
    posts, chat = loaded.posts, Chat(chat="-", timezone=timezone)
    days = Counter(day for post in posts if (day := chat.day(post.created_at)))
    times = sorted(post.created_at for post in posts if post.created_at)
    return Report(
        formats=tuple(dict.fromkeys(source.format for source in loaded.sources)),
        posts=len(posts),
        people=len({post.handle.casefold() for post in posts}),
        days=dict(sorted(days.items())),
        first=times[0] if times else None,
        last=times[-1] if times else None,
        reposts=sum(map(_is_repost, posts)),
        replies=sum(post.reply_to is not None for post in posts),
        troubles=tuple(_troubles(posts)),
        notes=loaded.notes,
        hints=loaded.hints,
    )


CHECKS: dict[str, Callable[[Post], bool]] = {
    "the text is cut off: find the whole post before quoting it": lambda post: post.is_truncated,
    "not public: must not be quoted": lambda post: post.is_private,
    "no time: its question must be found without it": lambda post: post.created_at is None,
    "only the day is known: its question must be found without the time": lambda post: (
        post.created_at is not None and post.time is None
    ),
    "no text": lambda post: not post.text.strip() and post.repost_of is None,
    "letters were garbled on the way (â€™ or ? for ’): export again as UTF-8": lambda post: bool(
        MOJIBAKE.search(post.text) or MOJIBAKE.search(post.name or "")
    ),
    "&amp; or its like stands where & or another sign may have been: so a recap prints it": (
        lambda post: bool(ESCAPED.search(post.text))
    ),
    "a phone number for a handle: a recap prints it where no name stands beside it": (
        lambda post: is_phone_number(post.handle)
    ),
    "control characters or halves of emoji in the text": lambda post: bool(
        CONTROL.search(post.text)
    ),
}


def _troubles(posts: Sequence[Post]) -> Iterable[Trouble]:
    if not posts:
        yield Trouble("no post was found", ())
    for what, is_wrong in CHECKS.items():
        found = [post for post in posts if is_wrong(post)]
        if found:
            yield _trouble(what, found)
    yield from _lost_emoji(posts)
    yield from _same_words(posts)


def _lost_emoji(posts: Sequence[Post]) -> Iterable[Trouble]:
    """Yield the posts with ?? where an emoji may have stood, of an export that holds none."""
    found = [post for post in posts if LOST_EMOJI.search(post.text)]
    if len(found) >= LEAST_LOST and not any(EMOJI.search(post.text) for post in posts):
        yield _trouble("?? may stand where an emoji was: export again as UTF-8", found)


def _is_repost(post: Post) -> bool:
    return post.repost_of is not None or xpost.is_old_repost(post.text)


def _same_words(posts: Sequence[Post]) -> Iterable[Trouble]:
    """Yield the texts that stand under several handles on one day, or twice under one."""
    alike: dict[tuple[str | None, str], list[Post]] = defaultdict(list)
    for post in posts:
        words = " ".join(post.text.split())
        if words and not _is_repost(post):
            alike[post.day, words].append(post)
    several, twice = [], []
    for (_, words), group in alike.items():
        handles = {post.handle.casefold() for post in group}
        if len(handles) > 1 and len(words) >= COPIED_LENGTH:
            several += group
        elif len(handles) < len(group):
            twice += group
    if several:
        yield _trouble("the same words under several handles on one day: who wrote them?", several)
    if twice:
        yield _trouble("the same words twice by one person on one day", twice)


def _trouble(what: str, posts: Iterable[Post]) -> Trouble:
    return Trouble(what, tuple(post.source or post.id for post in posts))
