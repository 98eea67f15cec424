"""Who is named beside a quote, and where its link leads."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from urllib.parse import parse_qs, urlsplit

from pipeline.records import Post, at_name, called
from pipeline.records.requests import asks_not_to_be_quoted

HANDLE = re.compile(r"(?<![\w/])@(\w[\w.-]*(?:@[\w.-]+)?)")
_WORD = re.compile(r"[^\W\d_][\w'’-]+")
_POST = re.compile(r"/(?:status(?:es)?|post|comments)/\w|/@[^/]+/\d")
_BARE = re.compile(r"(?<![\w@#/.])\w+")  # a handle without "@"
NEAR = 0.8  # how alike a misspelt name is to the right one
ARTICLES = ("the", "our", "das", "der", "die", "les", "las", "los")  # "The Rye House"
GUIDES = re.compile(r"(?:[\w.-]+\.)?google\.[a-z.]+/url\?")  # a link pasted from its documents
SHORT = 3  # letters of a first name that is told from other words


@dataclass(frozen=True)
class Beside:
    """What stands beside a quote: a credit of its own ("— Ana (@ana)"), or the sentences around."""

    credit: str
    around: Sequence[str]  # the nearest first
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class Crowd:
    """The authors of a chat, by handle and by name."""

    posts: Sequence[Post]

    @cached_property
    def handles(self) -> dict[str, str]:
        """The handles as they are written, by how others write them."""
        return {called(post.handle): post.handle for post in self.posts}

    @cached_property
    def names(self) -> dict[str, str]:
        """The handle of each name of two words or more, in small letters."""
        named = {(post.name or "").casefold(): post.handle for post in self.posts}
        return {name: handle for name, handle in named.items() if len(name.split()) > 1}

    @cached_property
    def _by_author(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for post in self.posts:
            if post.name:
                found[post.handle.casefold()].append(post.name)
        return found

    def names_of(self, post: Post) -> tuple[str, ...]:
        """Return the names of an author, that of the post first: a post may bear none, and people
        change theirs."""
        own = [post.name] if post.name else []
        return tuple(dict.fromkeys([*own, *self._by_author.get(post.handle.casefold(), ())]))

    @cached_property
    def speakers(self) -> set[str]:
        """What the authors are called where nothing else is said, in small letters."""
        names = {post.name or "" for post in self.posts}
        names |= {_first(name) for name in names}
        return {name.casefold() for name in names if name} | self.handles.keys()

    @cached_property
    def by_address(self) -> dict[str, Post]:
        """The post of each address."""
        return {place(post.url): post for post in self.posts if post.url}

    def is_somebody(self, text: str) -> bool:
        """Return whether a text is the name or handle of an author, and no more than that."""
        name = HANDLE.sub("", text).strip(" ()[]*_").casefold()
        return name in self.speakers if name else any(at in self.handles for at in _handles(text))

    def named(self, text: str) -> set[str]:
        """Return how the authors are called whose handle or whole name a text has."""
        words = {called(word) for word in _BARE.findall(text) if len(word) > SHORT}
        found = {name for name in (*_handles(text), *words) if name in self.handles}
        small = text.casefold()
        return found | {called(handle) for name, handle in self.names.items() if name in small}


def troubles(post: Post, beside: Beside, crowd: Crowd) -> list[str]:
    """Return in words what is wrong with the credit of a quote that is the words of `post`."""
    targets = {link: crowd.by_address.get(place(link)) for link in dict.fromkeys(beside.links)}
    is_linked = any(target and target.handle == post.handle for target in targets.values())
    told = _of_credit(post, beside, crowd, is_linked=is_linked)
    about = f"{beside.credit}\n{beside.around[0]}" if targets else ""  # whom links may be about
    others = crowd.named(about)
    for link, target in targets.items():
        is_others = target and target.handle != post.handle and target.called not in others
        if target and is_others and not is_linked:
            told.append(f"the link leads to a post by {at_name(target.handle, target.name)}")
        elif target is None and post.url and _POST.search(link) and _is_beside(link, post.url):
            told.append(f"the link leads to no post of this chat: {link}")
    if asks_not_to_be_quoted(post.text):
        told.append("its author asks not to be quoted")
    return told


def _of_credit(post: Post, beside: Beside, crowd: Crowd, *, is_linked: bool) -> list[str]:
    """Return what is wrong with who is named; a link to the author's post names them, too."""
    own, names = called(post.handle), crowd.names_of(post)
    words = f"these are the words of {_shown(post, names)}"
    for text in (beside.credit,) if beside.credit else beside.around:
        if namesake := _namesake(post, text):
            return [f"credited to @{namesake}: {words}"]
        handles = _handles(text)
        is_others = bool(beside.credit and handles)
        if own in handles or (_has_name(post, names, text) and not is_others):
            return []
        for name in handles:
            if name not in crowd.handles and _alike(name, own):
                return [f"@{name} is misspelt: {words}"]
        if misspelt := _misspelt(names[:1], text):
            return [f"“{misspelt}” is misspelt: {words}"]
        if _has_first_name(names, text) and not is_others:
            return []
        others = handles or sorted(crowd.named(text) - {own})
        if beside.credit and others:
            whom = ", ".join(at_name(crowd.handles.get(name, name)) for name in others)
            return [f"credited to {whom}: {words}"]
    return [] if is_linked else [f"nobody is named beside it: {words}"]


def _shown(post: Post, names: Sequence[str]) -> str:
    name = next(iter(names), None)
    at = at_name(post.handle, name)
    return f"{name} ({at})" if name and name != at else at


def _handles(text: str) -> list[str]:
    return [called(handle) for handle in _whole_handles(text)]


def _whole_handles(text: str) -> list[str]:
    return [match[1].rstrip(".-") for match in HANDLE.finditer(text)]


def _namesake(post: Post, text: str) -> str | None:
    """Return a handle as the author's, but of another server, where theirs is not named, too."""
    alike = [handle for handle in _whole_handles(text) if called(handle) == post.called]
    others = [handle for handle in alike if "@" in handle and "@" in post.handle]
    is_named = any(handle.casefold() == post.handle.casefold() for handle in others)
    return None if is_named or len(others) < len(alike) or not others else others[0]


def _has_name(post: Post, names: Sequence[str], text: str) -> bool:
    if any(name.casefold() in text.casefold() for name in names):
        return True
    own = called(post.handle)
    return len(own) > SHORT and own in map(called, _BARE.findall(text))


def _has_first_name(names: Sequence[str], text: str) -> bool:
    firsts = {_first(name) for name in names} - {""}
    return not firsts.isdisjoint(_words(text))


def _first(name: str) -> str:
    """Return the first of a name's words, "" where it is not told from other words."""
    words = [word for word in _words(name) if word.casefold() not in ARTICLES]
    first = words[0] if words else ""
    return first if len(first) >= SHORT and first[0].isupper() else ""


def _misspelt(names: Sequence[str], text: str) -> str | None:
    """Return a word with a capital that is nearly one of the author's name, but not quite."""
    own = [word for name in names for word in _words(name) if len(word) > SHORT]
    for word in _words(text):
        if word[0].isupper() and word not in own and any(_alike(word, name) for name in own):
            return word
    return None


def _words(text: str) -> list[str]:
    """Return the words of a text as names are compared: "Nan's" and "James'" without their end."""
    return [re.sub(r"['’]s?$", "", word) for word in _WORD.findall(text)]


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.casefold(), other.casefold(), False).ratio() >= NEAR


def place(address: str | None) -> str:
    """Return an address as others may write it: without its scheme, "www." and what is asked."""
    try:
        parts = urlsplit(address or "")
        if GUIDES.match(f"{parts.netloc}{parts.path}?"):
            asked = parse_qs(parts.query)
            parts = urlsplit(next(iter(asked.get("q") or asked.get("url") or [""])))
    except ValueError:
        return address or ""
    host = re.sub(r"^(?:www|mobile|m)\.", "", (parts.hostname or "").casefold())
    host = "x.com" if host == "twitter.com" else host
    path = parts.path.rstrip("/")
    number = re.search(r"/status(?:es)?/(\d+)", path) if host == "x.com" else None
    return f"{host}/{number[1]}" if number else f"{host}{path}"


def _is_beside(link: str, url: str) -> bool:
    """Return whether a link leads to where the posts of the chat lie."""
    return place(link).partition("/")[0] == place(url).partition("/")[0]
