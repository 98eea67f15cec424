"""One tweet object of the X API v2, as pages and flattened files both hold it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.readers import fields, xpost
from pipeline.readers.document import Place
from pipeline.records import Post

Tweet = dict[str, Any]
Users = Mapping[str, Tweet]
ENTITIES = (("entities",), ("note_tweet", "entities"))
ORIGINAL_MISSING = "passed on, cut by X, without the original in the export"


def posts(place: Place, tweet: Tweet, users: Users, tweets: Mapping[str, Tweet]) -> Iterator[Post]:
    """Yield the post of a tweet: its last version too, and the original of a repost, if known.

    Raises: InputError with file and line for a tweet without id, text or author.
    """
    versions = [str(id) for id in fields.list_of(tweet, "edit_history_tweet_ids")]
    for version in versions:
        place.document.findings.edits[version] = versions[-1]
    reposted = _reference(tweet, "retweeted")
    original = tweets.get(reposted["id"]) if reposted else None
    if reposted and original:
        first = _post(place, original, users)
        yield fields.repost(place, first, **_given(place, tweet, users))
        yield first
    else:
        yield _post(place, tweet, users)
    last = tweets.get(versions[-1]) if versions else None
    if last and last.get("id") != tweet.get("id"):
        yield _post(place, last, users)


def _post(place: Place, tweet: Tweet, users: Users) -> Post:
    note = fields.dict_of(tweet, "note_tweet").get("text")
    if note:
        text = fields.unescaped_if_escaped(fields.text(place, "note_tweet", note))
    else:
        text = fields.unescaped(fields.text(place, "text", tweet.get("text")))
    counts = fields.dict_of(tweet, "public_metrics")
    reposted = _reference(tweet, "retweeted")
    if reposted:
        place.count("repost", ORIGINAL_MISSING)
    return fields.make(
        place,
        text=text,
        repost_of=reposted["id"] if reposted else None,
        is_truncated=not note and xpost.is_cut(text),
        links=xpost.full_links(*(fields.dict_of(tweet, *keys) for keys in ENTITIES)),
        **fields.counts(place, counts, "like_count", "retweet_count", "reply_count"),
        **_given(place, tweet, users),
    )


def _given(place: Place, tweet: Tweet, users: Users) -> dict[str, Any]:
    author = fields.dict_of(tweet, "author") or users.get(str(tweet.get("author_id")), {})
    id = fields.identifier(place, tweet.get("id"))
    handle = author.get("username") or fields.identifier(place, tweet.get("author_id"))
    if id is None or not handle:
        raise place.error(
            f"a tweet without {'id' if id is None else 'author'}.",
            do="Export with expansions=author_id.",
        )
    if not author.get("username"):
        place.count("post", xpost.NO_HANDLE)
    replied, quoted = _reference(tweet, "replied_to"), _reference(tweet, "quoted")
    return {
        "id": id,
        "handle": handle,
        "name": author.get("name"),
        "created_at": fields.moment(place, tweet.get("created_at")),
        "url": xpost.url(handle, id),
        "reply_to": replied["id"] if replied else None,
        "quotes": quoted["id"] if quoted else None,
        "lang": fields.text_of(tweet.get("lang")),
        "is_private": author.get("protected") is True,
    }


def _reference(tweet: Tweet, kind: str) -> Tweet | None:
    references = fields.list_of(tweet, "referenced_tweets")
    return next(
        (
            reference
            for reference in references
            if isinstance(reference, dict)
            and reference.get("type") == kind
            and isinstance(reference.get("id"), str)
        ),
        None,
    )
