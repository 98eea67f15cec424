"""Links in the text of a post, with or without a protocol, found in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import regex

LONGEST_LABEL = 63  # RFC 1035, section 2.3.4, for a label in its ASCII form
LONGEST_HOST = 253  # the same section: 255 octets with their length bytes
LONGEST_SHORT_PATH = 40  # twitter-text: a longer path is not one that t.co hands out

PICTURE = r"pic\.(?:twitter|x)\.com/[a-z0-9]{10}"  # names are glued to these in old archives
_PROTOCOL = r"(?<![a-z0-9@＠$#＃])https?://"
_CANDIDATE = regex.compile(
    rf"(?P<picture>{PICTURE})|(?P<protocol>{_PROTOCOL})"
    rf"|(?P<bare>(?:(?!{_PROTOCOL}|{PICTURE})[\p{{Latin}}0-9_.-])++)",
    regex.IGNORECASE,
)
_NOT_BEFORE_BARE = frozenset("@＠$#＃/")
_LABEL = regex.compile(r"(?:[^\s\p{P}\p{C}$+<=>^`|~]|[_-])++")  # ✪ and ☃ are fine in a host
_BARE_LABEL = regex.compile(r"[\p{Latin}0-9_-]++")
# "my plan was modest.so I kept it": small words that are domains, too, and endings of files
_SMALL_WORD = regex.compile("am|as|at|be|by|do|in|is|it|me|my|no|so|to|us")
_FILES = frozenset({"md", "py", "rs"})
_WORD_FOLLOWS = regex.compile(r",? (?:I|\p{Ll}++)(?![\w.])")
_PUNYCODE_TLD = regex.compile(r"xn--[0-9a-z]++", regex.IGNORECASE)
_AFTER_TLD = regex.compile(r"(?![0-9a-z@+-])", regex.IGNORECASE)
_PORT = regex.compile(r"(?::[0-9]++)?")
_PLAIN = r"[\p{Latin}\p{Cyrillic}0-9!*';:=+,.$%#\[\]–_~@|&/-]"
_PATH = regex.compile(rf"(?:/(?:{_PLAIN}|\({_PLAIN}++(?:\({_PLAIN}++\){_PLAIN}*+)*+\))*+)?")
_PATH_END = regex.compile(r"[\p{Latin}\p{Cyrillic}0-9=_#/+)-]")
_QUERY = regex.compile(r"(?:\?[a-z0-9!?*'();:&=+$/%#\[\]_.,~|@-]*+)?", regex.IGNORECASE)
_QUERY_END = regex.compile(r"[a-z0-9_&=#/-]", regex.IGNORECASE)
_SHORT_PATH = regex.compile(r"/[a-z0-9]*+", regex.IGNORECASE)


@cache
def top_level_domains() -> frozenset[str]:
    """Return the names of the top-level domains in lower case, in their Unicode form.

    Source: IANA root zone, as listed in twitter-text's tld_lib.yml.
    """
    listed = files("pipeline.normalize").joinpath("tlds.txt").read_text(encoding="utf-8")
    return frozenset(listed.split())


@cache
def _longest_tld() -> int:
    return max(map(len, top_level_domains()))


def find(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of every link, in order; linear in the length of `text`."""
    position = 0
    while (dot := _next_dot(text, position)) >= 0:
        position = max(position, text.rfind(" ", position, dot) + 1)
        while position <= dot and (match := _CANDIDATE.search(text, position)):
            end = _end(text, match)
            if end is None:
                position = match.end()
            else:
                yield match.start(), end
                position = end


def _next_dot(text: str, position: int) -> int:
    """Return where the next dot stands that a domain may follow, -1 for none: most words are none.

    Every link holds one, and no link holds a blank.
    """
    dot = text.find(".", position)
    while dot >= 0 and not text[dot + 1 : dot + 2].isalpha():
        dot = text.find(".", dot + 1)
    return dot


def host_end(text: str, start: int, *, is_bare: bool) -> int | None:
    """Return where the host that begins at `start` ends, or None where no known domain does.

    A bare host (no protocol before it) has Latin labels only, so that a link which Japanese or
    Korean words touch on both sides is still found.
    """
    pattern = _BARE_LABEL if is_bare else _LABEL
    found, position, length = None, start, 0
    while label := pattern.match(text, position):
        name = label.group()
        length += _ascii_length(name) + 1
        dot = label.end()
        if not _is_label(name) or length > LONGEST_HOST or text[dot : dot + 1] != ".":
            break
        end = _tld_end(text, dot + 1)
        if end is not None and "_" not in name:
            found = end
        position = dot + 1
    return found


def _end(text: str, match: regex.Match[str]) -> int | None:
    if match.lastgroup == "picture":
        return int(match.end())
    is_bare = match.lastgroup == "bare"
    host_start = match.start() if is_bare else match.end()
    if is_bare and not _may_be_bare(text, match.start(), match.end()):
        return None
    host = host_end(text, host_start, is_bare=is_bare)
    if host is None:
        return None
    if is_bare and _is_no_link(text, host_start, host):
        return None
    if text[host_start:host].lower() == "t.co":
        return _short_end(text, host)
    return _tail_end(text, _PORT.match(text, host).end())


def _may_be_bare(text: str, start: int, end: int) -> bool:
    is_mail = text[end : end + 1] == "@"
    is_glued = _BARE_LABEL.match(text, end) is not None  # to a link that has its own beginning
    return not is_mail and not is_glued and text[start - 1 : start] not in _NOT_BEFORE_BARE


def _is_no_link(text: str, start: int, end: int) -> bool:
    # "so many ideas.It was great": a capital after the dot and no path make it a new sentence
    name, _, tld = text[start:end].rpartition(".")
    if text[end : end + 1] == "/":
        return False
    if tld.istitle():
        return True
    if not (name.isalpha() and name.islower()):  # a name: "Scoop.it", or more than two labels
        return False
    if tld in _FILES:
        return True
    is_inside = text[start - 1 : start].isspace() and _WORD_FOLLOWS.match(text, end) is not None
    return is_inside and _SMALL_WORD.fullmatch(tld) is not None


def _is_label(name: str) -> bool:
    if name[0] in "-_" or name[-1] in "-_" or _ascii_length(name) > LONGEST_LABEL:
        return False
    return name.isascii() or not name.lower().startswith("xn--")


def _ascii_length(name: str) -> int:
    if name.isascii() or len(name) > LONGEST_LABEL:
        return len(name)
    return len(name.encode("punycode")) + len("xn--")


def _tld_end(text: str, start: int) -> int | None:
    coded = _PUNYCODE_TLD.match(text, start)
    if coded:
        return int(coded.end()) if _AFTER_TLD.match(text, coded.end()) else None
    for end in range(min(start + _longest_tld(), len(text)), start + 1, -1):
        if text[start:end].lower() in top_level_domains() and _AFTER_TLD.match(text, end):
            return end
    return None


def _short_end(text: str, host: int) -> int | None:
    path = _SHORT_PATH.match(text, host)
    if path is None:
        return host
    if len(path.group()) - 1 > LONGEST_SHORT_PATH:
        return None
    return _query_end(text, path.end()) or int(path.end())


def _tail_end(text: str, start: int) -> int:
    raw = _PATH.match(text, start).end()
    query = _query_end(text, raw)
    return query if query is not None else _trimmed(text, start, raw, _PATH_END)


def _query_end(text: str, start: int) -> int | None:
    raw = _QUERY.match(text, start).end()
    end = _trimmed(text, start, raw, _QUERY_END)
    return end if end > start else None


def _trimmed(text: str, start: int, end: int, last: regex.Pattern[str]) -> int:
    while end > start and not last.match(text, end - 1):
        end -= 1
    return end
