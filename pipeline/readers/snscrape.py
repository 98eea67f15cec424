"""snscrape JSON Lines: integer ids, `date`, `rawContent` (older: `content`), `user.username`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.errors import InputError
from pipeline.readers import fields, jsonfile, times, xpost
from pipeline.readers.document import Document
from pipeline.readers.head import Head
from pipeline.records import Post

NAME = "snscrape JSON Lines (id, date, rawContent, user)"
Tweet = dict[str, Any]


def is_scraped(record: Tweet) -> bool:
    """Return whether an object is a scraped tweet, by snscrape or by twscrape."""
    has_text = "rawContent" in record or "content" in record
    return has_text and "date" in record and "username" in fields.dict_of(record.get("user"))


def sniff(head: Head) -> bool:
    """Return whether the first object is a tweet as snscrape writes it: without `id_str`."""
    return is_scraped(head.record) and "id_str" not in head.record


def read(document: Document) -> Iterator[Post]:
    """Yield the posts, and what they repost as posts of their own.

    Raises: InputError with file and line for a tweet without id, text or author.
    """
    for line, tweet in jsonfile.values(document):
        if is_scraped(fields.dict_of(tweet)):
            yield from posts(document, line, tweet)
        else:
            document.findings.count("line", fields.NO_POST, document.at(line))


def posts(document: Document, line: int, tweet: Tweet) -> Iterator[Post]:
    """Yield the post of a scraped tweet, and the original where it is a repost."""
    original = fields.dict_of(tweet.get("retweetedTweet"))
    if not is_scraped(original):
        yield _post(document, line, tweet)
        return
    first = _post(document, line, original)
    yield fields.repost(document, line, first, **_given(document, line, tweet))
    yield first


def _post(document: Document, line: int, tweet: Tweet) -> Post:
    raw = tweet.get("rawContent") or tweet.get("content") or ""
    text = fields.unescaped_if_escaped(fields.text(document, line, "rawContent", raw))
    return fields.make(
        document,
        line,
        text=text,
        is_truncated=xpost.is_cut(text),
        **fields.counts(document, line, tweet, "likeCount", "retweetCount", "replyCount"),
        **_given(document, line, tweet),
    )


def _given(document: Document, line: int, tweet: Tweet) -> dict[str, Any]:
    user = fields.dict_of(tweet.get("user"))
    id = _id(document, line, tweet, "id")
    handle = user.get("username")
    if id is None or not isinstance(handle, str):
        raise InputError(
            f"a tweet without {'id' if id is None else 'username of its author'}.",
            where=document.at(line),
        )
    versions = fields.list_of(fields.dict_of(tweet.get("editControl")).get("edit_tweet_ids"))
    for version in versions:
        document.findings.edits[str(version)] = str(versions[-1])
    return {
        "id": id,
        "handle": handle,
        "name": user.get("displayname"),
        "created_at": fields.moment(document, line, tweet.get("date"), times.from_iso),
        "url": fields.text_of(tweet.get("url")) or xpost.url(handle, id),
        "reply_to": _id(document, line, tweet, "inReplyToTweetId"),
        "quotes": _id(document, line, fields.dict_of(tweet.get("quotedTweet")), "id"),
        "lang": fields.text_of(tweet.get("lang")),
        "is_private": user.get("protected") is True,
    }


def _id(document: Document, line: int, tweet: Tweet, key: str) -> str | None:
    # twscrape adds the id as text under id_str or inReplyToTweetIdStr, snscrape under "id.str"
    spelled = (tweet.get(f"{key}{ending}") for ending in ("_str", "Str", ".str"))
    value = next((text for text in spelled if text), tweet.get(key))
    return fields.identifier(document, line, value)
