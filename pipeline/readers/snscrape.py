"""snscrape JSON Lines: integer ids, `date`, `rawContent` (older: `content`), `user.username`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.readers import fields, jsonfile, xpost
from pipeline.readers.document import Document, Place
from pipeline.readers.head import Head
from pipeline.records import Post

NAME = "snscrape JSON Lines (id, date, rawContent, user)"
Tweet = dict[str, Any]


def is_scraped(record: Tweet) -> bool:
    """Return whether an object is a scraped tweet, by snscrape or by twscrape."""
    has_text = "rawContent" in record or "content" in record
    return has_text and "date" in record and "username" in fields.dict_of(record, "user")


def sniff(head: Head) -> bool:
    """Return whether the first object is a tweet as snscrape writes it: without `id_str`."""
    return is_scraped(head.record) and "id_str" not in head.record


def read(document: Document) -> Iterator[Post]:
    """Yield the posts, and what they repost as posts of their own.

    Raises: InputError with file and line for a tweet without id, text or author.
    """
    for place, tweet in jsonfile.values(document):
        if is_scraped(fields.dict_of(tweet)):
            yield from posts(place, tweet)
        else:
            place.count("line", fields.NO_POST)


def posts(place: Place, tweet: Tweet) -> Iterator[Post]:
    """Yield the post of a scraped tweet, and the original where it is a repost."""
    original = fields.dict_of(tweet, "retweetedTweet")
    if not is_scraped(original):
        yield _post(place, tweet)
        return
    first = _post(place, original)
    yield fields.repost(place, first, **_given(place, tweet))
    yield first


def _post(place: Place, tweet: Tweet) -> Post:
    raw = tweet.get("rawContent") or tweet.get("content") or ""
    text = fields.unescaped_if_escaped(fields.text(place, "rawContent", raw))
    return fields.make(
        place,
        text=text,
        is_truncated=xpost.is_cut(text),
        **fields.counts(place, tweet, "likeCount", "retweetCount", "replyCount"),
        **_given(place, tweet),
    )


def _given(place: Place, tweet: Tweet) -> dict[str, Any]:
    user = fields.dict_of(tweet, "user")
    id = _id(place, tweet, "id")
    handle = user.get("username")
    if id is None or not isinstance(handle, str):
        raise place.error(f"a tweet without {'id' if id is None else 'username of its author'}.")
    versions = fields.list_of(tweet, "editControl", "edit_tweet_ids")
    for version in versions:
        place.document.findings.edits[str(version)] = str(versions[-1])
    return {
        "id": id,
        "handle": handle,
        "name": user.get("displayname"),
        "created_at": fields.moment(place, tweet.get("date")),
        "url": fields.text_of(tweet.get("url")) or xpost.url(handle, id),
        "reply_to": _id(place, tweet, "inReplyToTweetId"),
        "quotes": _id(place, fields.dict_of(tweet, "quotedTweet"), "id"),
        "lang": fields.text_of(tweet.get("lang")),
        "is_private": user.get("protected") is True,
    }


def _id(place: Place, tweet: Tweet, key: str) -> str | None:
    # twscrape adds the id as text under id_str or inReplyToTweetIdStr, snscrape under "id.str"
    spelled = (tweet.get(f"{key}{ending}") for ending in ("_str", "Str", ".str"))
    value = next((text for text in spelled if text), tweet.get(key))
    return fields.identifier(place, value)
