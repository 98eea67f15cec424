"""Words passed on by hand: "RT @x: ...", "x: RT y: ...", '"..." via @x'; else repost_of tells."""

from __future__ import annotations

import regex

_HANDLE = r"(?P<handle>\w{1,30}+(?:@[\w-]+(?:\.[\w-]+)+)?+)"
# From here on the words are somebody else's, wherever in a post it stands
_ANYWHERE = regex.compile(
    rf"(?<!\w)(?i:RT|MT|QT)\s?:?\s*@{_HANDLE}:(?=\s|$)"
    rf"|(?<=\p{{Ll}})(?:RT|MT)\s@{_HANDLE}:(?=\s|$)"  # "#chatRT @x: ...": lost its line break
    rf"|(?<!\w)(?P<bare>(?:RT|MT)\s?:?\s*@){_HANDLE}(?!['’]s)"  # without a colon, see _is_verb
    rf"|(?<!\w)(?:RT|MT)\s+(?!(?i:please|pls|plz|this|if|now):){_HANDLE}:(?=\s|$)"  # lost the @
    rf"|(?<!\w)Retweeted\s[^\n]{{1,50}}?\(@{_HANDLE}\):"
    rf"|[\"“]@{_HANDLE}:(?=\s)",
)
# What ends the author's own words before a mark without a colon, if no capital follows
_BORDER = regex.compile(
    r"(?r)(?:[.!?…»”)\]|~<>\n\p{So}\p{Sk}\ufe0f]|\S\"|//|(?<!\w)#\w+|https?://\S+)\s*[\"“(]?$"
)
_CAPITAL = regex.compile(r"\s+[\"“]?\p{Lu}")
_LOOK_BACK = 100  # characters: room for a link
# So only where nothing of the author's own stands before: in a sentence they mean something else
_IN_FRONT = regex.compile(
    rf"(?:(?<!\p{{L}})(?i:rt|mt|qt)|(?<=\p{{Ll}})(?:RT|MT))\s?:?\s*@{_HANDLE}"
    r"|(?:RT|MT)\s?:(?=\s)|RT\s+(?=https?://)"  # one that lost the name
    rf"|(?i:via|ht|h/t)\s@{_HANDLE}(?=\s?:|\s*[\"“])"
)
# A saying with its source behind it and nothing added: "..." via @x, "..." - @x
_QUOTATION = regex.compile(
    rf"[\"“](?P<said>[^\"“”]+)[\"”]\s*(?:[-–—~(]+\s*(?:(?i:via|by|from)\s)?|(?i:via|by)\s)@{_HANDLE}"
)
# What is nobody's words: links, names, tags, a label, the name of the bot that passes a post on
_NOT_WORDS = regex.compile(
    r"https?://\S+|pic\.(?:twitter|x)\.com/\S+|[@#]\w+(?:@[\w.-]+)?|^\W*[AaQq]\d{1,2}[a-h]?\b|^\w{2,30}:\s"
)
_SAID = regex.compile(r"[\p{L}\p{N}]")


def read(text: str) -> tuple[str | None, int]:
    """Return the handle that a manual repost names, and where somebody else's words begin.

    The handle is "" where a repost names none, None for what is no repost: a comment before the
    mark ("Ditto! RT @x: ...") makes the post its author's own, up to that mark. Without a comment,
    and in what is no repost, the end is that of the text.
    """
    if "@" in text and (quotation := _QUOTATION.search(text)):
        around = text[: quotation.start()], text[quotation.end() :]
        if not any(map(_says_something, around)):
            return quotation["handle"], len(text)
    # every mark holds one of these
    mark = _mark(text) if "@" in text or "RT" in text or "MT" in text else None
    if mark is None:
        return None, len(text)
    if _says_something(text[: mark.start()]):
        return None, int(mark.start())
    return mark.groupdict().get("handle") or "", len(text)


def repost_mark(text: str) -> str | None:
    """Return the handle that `read` tells."""
    return read(text)[0]


def _mark(text: str) -> regex.Match[str] | None:
    found = next((mark for mark in _ANYWHERE.finditer(text) if not _is_verb(text, mark)), None)
    before = found.start() if found else len(text)
    front = _IN_FRONT.search(text, 0, before)
    if front is not None and not _says_something(text[: front.start()]):
        return front
    return found


def _is_verb(text: str, mark: regex.Match[str]) -> bool:
    """Return whether "RT @ana" is in a sentence: "never just RT @ana", with no border before it.

    "So true RT @ana Slow is smooth" has none either, but a capital goes on behind the name.
    """
    if mark["bare"] is None:
        return False
    reach = max(0, mark.start() - _LOOK_BACK)
    is_apart = _BORDER.search(text, reach, mark.start()) or _CAPITAL.match(text, mark.end())
    return not is_apart


def _says_something(before: str) -> bool:
    return _SAID.search(_NOT_WORDS.sub(" ", before)) is not None
