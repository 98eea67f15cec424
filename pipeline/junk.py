"""Where the leftovers of programs begin at the end of a post: what an old archive glued there, and
by what a program says that it posted it."""

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

LONGEST_SIGNATURE, LONGEST_LINK = 60, 100  # code points
_PROGRAM = (  # they post for others, and their names are no words
    r"Buffer|Hootsuite|TweetDeck|Tweetbot|Twitterrific|TweetCaster|Echofon|UberSocial"
    r"|IFTTT|SocialOomph|Sprout ?Social|CoSchedule|Tchat(?:\.io)?|TweetChat|Nurph|Twubs"
    r"|(?:Twitter|X) (?:for (?:iPhone|iPad|Mac|Android(?: Tablets)?|Windows(?: Phone)?|BlackBerry"
    r"|Websites)|Web (?:App|Client)|Lite)"
)
_DEVICE = (
    r"(?:my (?:(?:Samsung|Sony|Nokia|Google|Windows|Huawei|HTC|LG|Verizon|mobile|smart|cell) ?)?"
    r"(?:iP(?:hone|ad|od)(?: touch)?|Android|BlackBerry|Galaxy|Xperia|Pixel|Kindle|phone|mobile"
    r"|tablet|device)(?: (?:device|phone|smartphone|tablet|Fire))?"
    r"|(?:Outlook|Yahoo Mail|Mail|Gmail)(?: (?:for|on) (?:iOS|Android|iPhone|Windows(?: 1\d)?))?)"
)
_SIGNATURE = regex.compile(
    rf"(?<!\w)[(\[]?(?:(?:(?i:sent|posted|tweeted)\s(?:via|with|using|from)|via)\s(?:{_PROGRAM})"
    rf"|(?i:sent)\s(?:from|via|using)\s{_DEVICE}|Get Outlook for (?:iOS|Android))[)\]]?$"
)
_BETWEEN = " \n\t-–—|~"
# "... shortcuts A3 via Buffer", "... all. Sent from my iPad"; but "I plan it all via Buffer"
_CLOSED = regex.compile(
    r"(?:[.!…][\"”’)\]]*|[\p{So}\uFE0F]|//\S+|(?<![\w&@])#?[AaQq][0-9]{1,2}[a-h]?[.:)]?)$"
)
_WORD = regex.compile(r"(?<![\w@#])(?![AaQq]\d)\p{L}{2}")


def junk_start(text: str, handle: str | None = None, name: str | None = None) -> int:
    """Return where the leftovers of programs begin, or `len(text)` where there are none.

    An archive's are a display name, @handle, an age and buttons: "#chatAna Ruiz@ana·2 years
    agoReply...". A known `name` says where the name begins that is glued to the author's last word;
    without it a short link, capital letters or the `handle` decide. A program's own are "via
    Buffer" and "Sent from my iPad", behind something that is complete without.
    """
    end = _archived(text, handle, name) if "·" in text else len(text)  # each holds this dot
    signed = text[:end].rstrip(". \n\t")
    signature = _SIGNATURE.search(signed, max(0, len(signed) - LONGEST_SIGNATURE))
    if signature is None:
        return end
    before = signed[: signature.start()].rstrip(_BETWEEN)
    is_apart = "\n" in signed[len(before) : signature.start()]
    is_closed = is_apart or _CLOSED.search(before, max(0, len(before) - LONGEST_LINK))
    return len(before) if is_closed and _WORD.search(before) else end


def _archived(text: str, handle: str | None, name: str | None) -> int:
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
