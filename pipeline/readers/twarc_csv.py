"""The CSV of twarc-csv, in which a merged retweet row carries the original's text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.readers import csvfile, fields, xpost
from pipeline.readers.document import Document, Place
from pipeline.readers.head import Head
from pipeline.records import Post

NAME = "twarc-csv CSV (id, text, author.username, referenced_tweets.retweeted.id, ...)"
NEEDED = ("id", "text", "author.username", "referenced_tweets.retweeted.id")
COUNTS = tuple(f"public_metrics.{kind}_count" for kind in ("like", "retweet", "reply"))
BREAKS = (("\\r\\n", "\n"), ("\\n", "\n"), ("\\r", "\n"))  # written as two characters each


def sniff(head: Head) -> bool:
    """Return whether one of the first rows names the columns of twarc-csv."""
    return head.has_columns(*NEEDED)


def read(document: Document) -> Iterator[Post]:
    """Yield one post a row; from a merged retweet row also the original, under its own author.

    Raises: InputError with file and line for a time or a count that is none.
    """
    for place, row in csvfile.rows(document, NEEDED, author="author.username"):
        given = _given(place, row)
        reposted = fields.identifier(place, row["referenced_tweets.retweeted.id"])
        text = with_breaks(fields.unescaped(row["text"]))
        counts = fields.counts(place, row, *COUNTS)
        author = fields.text_of(row.get("retweeted_username"))
        if reposted and not xpost.is_old_repost(text) and author:
            url = xpost.url(author, reposted)
            first = fields.make(
                place,
                id=reposted,
                handle=author,
                text=text,
                created_at=xpost.time_of(reposted),
                url=url,
                **counts,
            )
            yield fields.repost(place, first, **given)
            yield first
            continue
        if reposted and not xpost.is_old_repost(text):
            text = f"RT: {text}"
        cut = xpost.is_cut(text)
        yield fields.make(place, text=text, repost_of=reposted, is_truncated=cut, **counts, **given)


def with_breaks(text: str) -> str:
    """Return the text with the line breaks that the exporter wrote as two characters each."""
    for written, meant in BREAKS:
        text = text.replace(written, meant)
    return text


def _given(place: Place, row: csvfile.Row) -> dict[str, Any]:
    handle = row["author.username"]
    id = fields.identifier(place, row["id"])
    versions = [part.strip("[]\"' ") for part in row.get("edit_history_tweet_ids", "").split(",")]
    for version in filter(None, versions):
        place.document.findings.edits[version] = versions[-1]
    return {
        "id": id,
        "handle": handle,
        "name": fields.text_of(row.get("author.name")),
        "created_at": fields.moment(place, row.get("created_at")),
        "url": xpost.url(handle, id),
        "reply_to": fields.text_of(row.get("referenced_tweets.replied_to.id")),
        "quotes": fields.text_of(row.get("referenced_tweets.quoted.id")),
        "lang": fields.text_of(row.get("lang")),
        "is_private": row.get("author.protected", "").lower() == "true",
    }
