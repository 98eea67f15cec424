"""The links that people name in a chat, once each, with who shared them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from pipeline.recap import plain
from pipeline.recap.credit import Credited
from pipeline.recap.fates import Fate
from pipeline.recap.quotes import X_STATUS
from pipeline.records import Entity, Post

PICTURE = re.compile(r"(?:https?://)?pic\.(?:twitter|x)\.com/", re.IGNORECASE)
ATTACHED = re.compile(  # what X links to for a picture of the post, or for the rest of its text
    r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/(?:\w+/status/\d+/(?:photo|video)/|i/web/status/)"
)
SHORTENED = re.compile(r"https?://t\.co/\w+")
STATUS_ID = re.compile(r"\d+$")
LONGEST = 70  # characters of a link that are shown
UNSEEN = {"repost", "duplicate", "private", "disputed author"}  # their words are not the poster's
ADVERTISED = "promotion"
# Why posts were set aside that announce the chat, remind of it, ask to sign up, show it again. In
# five chats 66 of 162 links are named in these alone; of them a reader of the recap wants 11
AROUND = {"logistics", "not in the chat's time", "another chat"}


@dataclass(frozen=True)
class Sharer(Credited):
    """Somebody who shared a link, and the post in which they first did."""

    handle: str
    name: str | None
    url: str | None


@dataclass(frozen=True)
class Shared:
    """One link as it was first written, and those who shared it, in order."""

    url: str
    sharers: tuple[Sharer, ...]
    is_around: bool  # named in posts around the chat alone, in none of the talk

    @property
    def shown(self) -> str:
        """The link without its protocol, shortened where it would fill more than a line."""
        plain_url = re.sub(r"^https?://(?:www\.)?", "", self.url).rstrip("/")
        return plain.shortened(plain_url, LONGEST)

    @property
    def handles(self) -> tuple[str, ...]:
        """The handles of those who shared it."""
        return tuple(sharer.handle for sharer in self.sharers)


def shared(posts: Sequence[Post], fates: Sequence[Fate]) -> list[Shared]:
    """Return the links of posts that are no reposts, those that most people shared first.

    `fates` has one for each post. Left out: what advertisements link to, pictures, quoted posts of
    this chat, and addresses that are cut off.
    """
    known = {post.id for post in posts}
    first: dict[str, str] = {}
    people: dict[str, dict[str, Sharer]] = {}
    within: set[str] = set()
    for post, fate in zip(posts, fates, strict=True):
        if post.set_aside in UNSEEN or fate.reason == ADVERTISED:
            continue
        for url in _named(post, known):
            key = _key(url)
            first.setdefault(key, url)
            if fate.reason not in AROUND:
                within.add(key)
            handle = plain.one_line(post.handle)
            sharer = Sharer(handle, plain.name(post.name, post.handle), plain.safe_url(post.url))
            people.setdefault(key, {}).setdefault(handle.casefold(), sharer)
    order = sorted(first, key=lambda key: -len(people[key]))  # stable: first named, first
    return [Shared(first[key], tuple(people[key].values()), key not in within) for key in order]


def _named(post: Post, known: set[str]) -> Iterator[str]:
    for link in post.links:
        url = plain.safe_url(link)
        if url and not (ATTACHED.match(url) or _is_status(url, post, known)):
            yield url
    for entity in post.entities:
        url = _address(entity)
        if url and not (
            (post.links and SHORTENED.fullmatch(url))  # told in full above
            or _is_quote(entity, url, post, known)
            or _is_cut(entity, post)
        ):
            yield url


def _address(entity: Entity) -> str | None:
    if entity.kind != "url" or PICTURE.match(entity.text):
        return None
    has_protocol = re.match(r"[a-z][a-z0-9+.-]*://", entity.text, re.IGNORECASE)
    return plain.safe_url(entity.text if has_protocol else f"http://{entity.text}")


def _is_quote(entity: Entity, url: str, post: Post, known: set[str]) -> bool:
    is_last = entity.end == len(post.text.rstrip())
    if is_last and post.quotes and SHORTENED.fullmatch(url):  # where X puts what is quoted
        return True
    return _is_status(url, post, known)


def _is_status(url: str, post: Post, known: set[str]) -> bool:
    match = X_STATUS.match(url)
    number = STATUS_ID.search(match[0]) if match else None
    return number is not None and (number[0] == post.quotes or number[0] in known)


def _is_cut(entity: Entity, post: Post) -> bool:
    return post.text[entity.end : entity.end + 3].startswith(("…", "..."))


def _key(url: str) -> str:
    parts = urlsplit(url)
    host = parts.netloc.casefold().removeprefix("www.")
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = [pair for pair in pairs if not pair[0].startswith("utm_")]
    return f"{host}{parts.path.rstrip('/')}?{urlencode(sorted(query))}"
