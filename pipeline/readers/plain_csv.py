"""Any CSV whose columns have plain names: Username or Author, Tweet or Text, Date, Link, Likes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.errors import InputError
from pipeline.readers import any_csv
from pipeline.readers.document import Document
from pipeline.readers.head import Head
from pipeline.records import Post

NAME = "CSV with plain names of columns (Username or Author, Text or Tweet, Date, ...)"
TAKEN = "taken by the names of its columns: {} (if that is wrong, name them in a chat.toml)"
HANDLES = (  # beside one of the others, "user.name" is what somebody is called
    "handle", "userhandle", "authorhandle", "screenname", "userscreenname", "authorscreenname",
    "username", "authorusername", "userusername", "fromuser", "twitterhandle", "twitterusername",
)  # fmt: skip
AUTHORS = (  # handles or names: their values tell; a "Mention User" is whom a post names
    "author", "user", "who", "postedby", "tweetauthor", "postauthor", "messageauthor",
    "mentionauthor",
)  # fmt: skip
NAMES = (
    "name", "displayname", "fullname", "authorname", "userdisplayname", "authordisplayname",
    "participant", "sender", "speaker",
)  # fmt: skip
TEXTS = ("text", "fulltext", "tweet", "post", "content", "message", "comment", "body")
TIMES = (
    "createdat", "date", "time", "datetime", "dateandtime", "timestamp", "posted",
    "postedat", "postedon", "published", "publishedat", "sentat", "when",
)  # fmt: skip
MADE = ("created",)  # of its row, where another column says when a post was
ADDRESSED = ("to", "sentto", "recipient", "recipients")  # some messages may be private
OTHERS: dict[str, tuple[str, ...]] = {
    "id": ("idstr", "id", "aturi", "uri"),
    "url": ("permalink", "url", "link"),
    "reply_to": (
        "replyto",
        "inreplyto",
        "inreplytoid",
        "inreplytostatusidstr",
        "inreplytostatusid",
        "replytostatusid",
        "replytoid",
        "replyparenturi",
        "replyparent",
        "replytouri",
        "inreplytouri",
        "parenturi",
    ),
    "speaks_to": (
        "inreplytoscreenname",
        "inreplytousername",
        "inreplytouser",
        "inreplytohandle",
        "replytoscreenname",
        "replytousername",
        "replytouser",
        "replytohandle",
        "replyingto",
        "repliedto",
    ),
    "quotes": (
        "quotedstatusidstr",
        "quotedstatusid",
        "quotedtweetid",
        "quotedpostid",
        "quotedid",
        "quotedposturi",
        "quotedrecorduri",
        "quoteduri",
        "quoteuri",
    ),
    "repost_of": (
        "retweetedstatusidstr",
        "retweetedstatusid",
        "retweetstatusid",
        "retweetedtweetid",
        "repostedpostid",
        "retweetedid",
    ),
    "lang": ("lang", "language"),
    "likes": ("likes", "likecount", "favorites", "favourites", "favoritecount"),
    "reposts": ("reposts", "retweets", "retweetcount", "repostcount", "boosts"),
    "replies": ("replies", "replycount"),
    "kind": ("isretweet", "isrepost", "type", "entrytype", "threadentrytype"),
}
OF_WHAT = (  # in front of a name: first, since "Link" may be what a post tells of, "ID" a row's
    "tweet", "post", "status", "message", "comment", "mention", "",
)  # fmt: skip
_BETWEEN = re.compile(r"[\W_]+")
_ZONE = re.compile(  # "Date (UTC)", "created_utc", "Time (ET)"
    r"[\W_](?:utc|gmt)\W*$|\((?:local|b?st|ce?s?t|[cemp][sd]?t)\)$"
)


def sniff(head: Head) -> bool:
    """Return whether one of the first rows names who wrote, what, no two columns for when, and
    none for whom."""
    return bool(_named(head))


def read(document: Document) -> Iterator[Post]:
    """Yield one post a row.

    Raises: InputError with file and line for a time or a count that is none.
    """
    columns = _named(Head(document))
    told = ", ".join(f"{field} from '{column}'" for field, column in columns.items())
    document.findings.note(TAKEN.format(told))
    try:
        yield from any_csv.posts(document, columns, is_anybodys=True)
    except InputError as error:
        do = error.do or f"It was {TAKEN.format(told)}."
        raise InputError(error.found, where=error.where, do=do) from error


def _named(head: Head) -> dict[str, str]:
    """Return the column for each field by the first row that can be a header; empty without one.

    A title or what was asked for may stand above it, but no row with as many cells: where the own
    header of a sheet is none, "post" and "user" may be what a row says of its kind.
    """
    widest = 0
    for row in head.rows:
        width = sum(map(bool, row))
        if width > widest and (columns := _columns(row)):
            return columns
        widest = max(widest, width)
    return {}


def _columns(row: Sequence[str]) -> dict[str, str]:
    """Return the column for each field as a header names them; empty where it is none, where two
    columns may hold the text or the time, and where one says to whom a message goes."""
    named = {_BETWEEN.sub("", cell.casefold()): cell.strip() for cell in reversed(row)}
    timed = {_BETWEEN.sub("", _ZONE.sub("", cell.casefold())): cell for cell in named.values()}
    found = {"text": _all(named, TEXTS), "created_at": _all(timed, TIMES) or _all(timed, MADE)}
    handles, authors, names = (
        [named[name] for name in known if name in named] for known in (HANDLES, AUTHORS, NAMES)
    )
    found["handle"] = (handles or authors)[:1]
    others = authors + [column for column in handles[1:] if column == named.get("username")]
    found["name"] = (names or (others if handles else []))[:1]
    pairs = ([timed.get(what + part) for part in ("date", "time")] for what in OF_WHAT)
    if any(found["created_at"] == pair for pair in pairs):
        found["clock"] = [found["created_at"].pop()]
    if len(found["text"]) != 1 or len(found["created_at"]) > 1 or named.keys() & ADDRESSED:
        return {}
    if not found["handle"] and not found["name"]:
        return {}
    found |= {field: _all(named, known)[:1] for field, known in OTHERS.items()}
    return {field: columns[0] for field, columns in found.items() if columns}


def _all(named: dict[str, str], known: Sequence[str]) -> list[str]:
    """Return the columns of these names, those first that say of what ("Tweet ID", "Post Date")."""
    told = (what + name for what in OF_WHAT for name in known)
    return [named[name] for name in told if name in named]
