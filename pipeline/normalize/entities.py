"""Mentions, hashtags, links and cashtags in the text of a post, with code point offsets."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.normalize import urls
from pipeline.records import Entity, EntityKind

LONGEST_NAME = 30  # Mastodon's limit; X allows 15 today and 20 in old posts
LONGEST_LIST = 25  # X: the name of a list behind its owner's handle
MAIL_CUE_REACH = 40  # how far before an address the word "email" still makes it one

_MENTION = regex.compile(
    rf"(?:(?<![a-z0-9_!#$%&*@＠])|(?<=(?<![a-z0-9_@＠])rt))"
    rf"[@＠](?P<name>[a-z0-9_]{{1,{LONGEST_NAME}}}+)(?![a-z0-9_])",
    regex.IGNORECASE,
)
_NOT_AFTER_MENTION = regex.compile(r"[@＠\p{M}]|://|(?![a-z])\p{Latin}", regex.IGNORECASE)
_ENDS = ("", " ", "\n", ":", ",", "!", "?", ")")  # behind these no server and no domain follows
_LIST = regex.compile(rf"/[a-z][a-z0-9_-]{{0,{LONGEST_LIST - 1}}}+", regex.IGNORECASE)
_ACCOUNT = regex.compile(r"[a-z0-9_]++(?:[.-]++[a-z0-9_]++)*+@", regex.IGNORECASE)
_EXAMPLE_HOST = regex.compile(  # RFC 2606 keeps these out of every list of real domains
    r"(?:[a-z0-9-]+\.)++(?:example|test|invalid|localhost)(?![a-z0-9-])", regex.IGNORECASE
)
_MAIL_CUE = regex.compile(r"\be?-?mails?\b(?:\W+\w+){0,3}\W*$", regex.IGNORECASE)
# with two labels only these: in "thanks @ana.it was fun" a blank is missing
_TLDS_OF_SHORT_HANDLES = ("com", "org", "net", "edu", "gov", "app", "dev", "blog", "social")

_MARKS = r"_\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003"
_TAG_CHARACTER = rf"[\p{{L}}\p{{M}}\p{{Nd}}{_MARKS}\u0f0b\u0f0c\u00b7]"
_HASHTAG = regex.compile(
    rf"(?:(?<!{_TAG_CHARACTER}|&)|(?<=[\ufe0e\ufe0f\u20e3]))"
    rf"[#＃](?![\ufe0f\u20e3])(?P<name>(?:(?!(?i:{urls.PICTURE})){_TAG_CHARACTER})++)(?!://|[#＃])"
)
_LETTER = regex.compile(r"[\p{L}\p{M}]")
_CASHTAG = regex.compile(
    r"(?<!\S)\$[a-z]{1,6}+(?:[._][a-z]{1,2}+)?(?![\p{L}\p{M}\p{N}])", regex.IGNORECASE
)


def extract(text: str) -> list[Entity]:
    """Return the entities of a post, by start, none overlapping; linear in its length.

    A mention may carry a list (`@ana/teachers`), a server (`@ana@chaos.example`, Fediverse) or a
    domain (`@ana.bsky.social`, Bluesky); `handle` gives the account alone. What looks like
    `@ana@school.example` right after the word "email" is an address and no mention.

    Source: the conformance cases of twitter-text, extract.yml.
    """
    found: list[tuple[int, int, EntityKind]] = [
        (start, end, "url") for start, end in urls.find(text)
    ]
    if "@" in text or "＠" in text:
        found += ((start, end, "mention") for start, end in _mentions(text))
    if "#" in text or "＃" in text:
        tags = _at_marks(_HASHTAG, text, "#", "＃")
        found += ((*match.span(), "hashtag") for match in tags if _has_letter(match))
    if "$" in text:
        found += ((*match.span(), "cashtag") for match in _CASHTAG.finditer(text))
    entities: list[Entity] = []
    free = 0
    for start, end, kind in sorted(found):
        if start >= free:
            entities.append(Entity(kind=kind, text=text[start:end], start=start, end=end))
            free = end
    return entities


def handle(mention: Entity) -> str:
    """Return the account that a mention names: no mark and no list, but server or domain."""
    return mention.text[1:].partition("/")[0]


def reply_to(text: str) -> str | None:
    """Return the handle that a post is addressed to: the mention at its very start, if any."""
    first = next(iter(extract(text)), None)
    if first is None or first.kind != "mention" or text[: first.start].strip():
        return None
    return handle(first)


def _at_marks(
    pattern: regex.Pattern[str], text: str, mark: str, wide: str
) -> Iterator[regex.Match[str]]:
    """Yield the matches of a pattern that begins with one of two marks: only there it is tried."""
    if wide in text:
        yield from pattern.finditer(text)
        return
    at = text.find(mark)
    while at >= 0:
        match = pattern.match(text, at)
        if match is not None:
            yield match
        at = text.find(mark, match.end() if match is not None else at + 1)


def _has_letter(match: regex.Match[str]) -> bool:
    return _LETTER.search(match["name"]) is not None


def _mentions(text: str) -> Iterator[tuple[int, int]]:
    for match in _at_marks(_MENTION, text, "@", "＠"):
        start, name, end = match.start(), match.start("name"), match.end()
        is_bare = text[end : end + 1] in _ENDS
        host = None if is_bare else _account_end(text, start, name) or _domain_end(text, name)
        if host is not None:
            yield start, host
        elif not _NOT_AFTER_MENTION.match(text, end):
            listed = _LIST.match(text, end)
            yield start, listed.end() if listed else end


def _account_end(text: str, start: int, name: int) -> int | None:
    account = _ACCOUNT.match(text, name)
    if account is None or _MAIL_CUE.search(text, max(0, start - MAIL_CUE_REACH), start):
        return None
    example = _EXAMPLE_HOST.match(text, account.end())
    return example.end() if example else urls.host_end(text, account.end(), is_bare=True)


def _domain_end(text: str, name: int) -> int | None:
    end = urls.host_end(text, name, is_bare=True)
    if end is None:
        return None
    *labels, tld = text[name:end].lower().split(".")
    return end if len(labels) > 1 or tld in _TLDS_OF_SHORT_HANDLES else None
