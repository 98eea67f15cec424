"""Where the leftovers of an old archive begin that were glued to the end of a post."""

from __future__ import annotations

import regex

from pipeline.graphemes import Breaks

LONGEST_JUNK = 200  # code points: a display name (50 at most), a handle, an age, the buttons
WORDS_OF_A_NAME = 3

_JUNK = regex.compile(r"@\w{1,30}·[^·\n]{1,30}?Reply\s?Retweet\s?(?:Favorite|Like)\s*$")
_SHORT_LINK = regex.compile(
    r"(?:pic\.(?:twitter|x)\.com|//t\.co)/[A-Za-z0-9]{10}(?=\S+(?: \S+){0,3}$)"
)
_NAME_WORD = regex.compile(r"(?<!\S)\p{Lu}[\p{L}\p{M}.'’,-]*\s*$")
_TOKEN = regex.compile(r"\S+$")
_GLUE = (
    regex.compile(r"^#\S*[^\s\p{Lu}](?=\p{Lu}\p{Ll}*$)|^#\S*\p{Lu}(?=\p{Lu}\p{Ll}+$)"),
    regex.compile(r"^(?!#|\S*://)\S*[\p{Ll}\p{N}\p{P}](?=\p{Lu})"),
)


def junk_start(text: str, handle: str | None = None, name: str | None = None) -> int:
    """Return where archive junk begins, or `len(text)` where there is none.

    Junk is a display name, @handle, an age and buttons: "#chatAna Ruiz@ana·2 years agoReply...".
    A known `name` says where the name begins that is glued to the author's last word; without it
    a short link, capital letters or the `handle` decide.
    """
    match = _JUNK.search(text, max(0, len(text) - LONGEST_JUNK))
    if match is None:
        return len(text)
    at = int(match.start())
    if name and text.endswith(name, 0, at):
        return Breaks(text).ceiling(at - len(name))
    start = _name_start(text, at)
    if start == at and handle and text.endswith(handle, 0, at):
        start -= len(handle)
    return Breaks(text).ceiling(start)


def _name_start(text: str, at: int) -> int:
    reach, start = max(0, at - LONGEST_JUNK), at
    if link := _SHORT_LINK.search(text, reach, at):
        return int(link.end())
    for _ in range(WORDS_OF_A_NAME):
        word = _NAME_WORD.search(text, reach, start)
        if word is None:
            break
        start = int(word.start())
    token = _TOKEN.search(text[reach:start].rstrip())
    for glue in _GLUE if token else ():
        if glued := glue.search(token.group()):
            return int(reach + token.start() + glued.end())
    return start
