"""Lines for posts inside one big JSON object, found again by their ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.readers import jsonfile
from pipeline.readers.document import Document
from pipeline.records import Post

MISSES = 3  # ids not found before giving up: then they are not written as they are in the file


def placed(document: Document, posts: Iterable[Post]) -> Iterator[Post]:
    """Yield the posts with the line where their id stands, if a JSON object spans several lines.

    Readers know only the line where the outermost value begins.
    """
    text = document.text
    if not text.lstrip().startswith("{") or jsonfile.is_lines(text):
        yield from posts
        return
    position, line, misses = 0, 1, 0
    for post in posts:
        found = text.find(f'"{post.id}"', position) if misses < MISSES else -1
        if found < 0:
            misses += 1
        else:
            line += text.count("\n", position, found)
            position = found
        yield post.model_copy(update={"source": str(document.at(line))}) if found >= 0 else post
