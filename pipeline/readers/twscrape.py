"""twscrape JSON Lines: as snscrape, with `id_str` and a blank in the date."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.readers import snscrape
from pipeline.readers.document import Document
from pipeline.readers.head import Head
from pipeline.records import Post

NAME = "twscrape JSON Lines (id_str, date, rawContent, user)"


def sniff(head: Head) -> bool:
    """Return whether the first object is a tweet as twscrape writes it: with `id_str`."""
    return snscrape.is_scraped(head.record) and "id_str" in head.record


def read(document: Document) -> Iterator[Post]:
    """Yield the posts, and what they repost as posts of their own.

    Raises: InputError with file and line for a tweet without id, text or author.
    """
    return snscrape.read(document)
