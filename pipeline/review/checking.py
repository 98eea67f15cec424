"""An article held against the chat of a run, in a process of its own: whatever is pasted, it ends.

Nothing of it is kept: the process is given the text and hands back what it found.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection

from pipeline.check import Finding, check, read
from pipeline.errors import InputError
from pipeline.records import Post
from pipeline.review.marks import Compared, compared

LONGEST = 500_000  # characters of an article
SECONDS = 60.0  # the 1,850 quotes of the longest article, against 5,000 posts, take eight
IN_PARTS = "Paste the article alone, or one part of it after the other."
AT_ONCE = threading.BoundedSemaphore(2)


@dataclass(frozen=True)
class Checked:
    """A quote of an article, and where it differs from its author's words, if it does."""

    finding: Finding
    compared: Compared | None


def checked(article: str, posts: Sequence[Post], known: Sequence[str]) -> list[Checked]:
    """Return the quotes of an article in their order, each held against the posts of a chat.

    `known` is what is no quote: the words of questions.

    Raises: InputError for an article that is empty, too long, or takes too long.
    """
    if not article.strip():
        raise InputError("Nothing was pasted.", do="Paste the finished article into the box.")
    if len(article) > LONGEST:
        told = f"This has {len(article):,} characters, and {LONGEST:,} are read at most."
        raise InputError(told, do=IN_PARTS)
    if not AT_ONCE.acquire(timeout=SECONDS):
        raise InputError("Other articles are being checked.", do="Try again in a minute.")
    try:
        return _in_a_process(article, posts, known)
    finally:
        AT_ONCE.release()


def _in_a_process(article: str, posts: Sequence[Post], known: Sequence[str]) -> list[Checked]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    try:
        with suppress(BrokenPipeError):
            ours.send((article, posts, known))
        if not ours.poll(SECONDS):
            raise InputError(f"This was not read after {SECONDS:.0f} seconds.", do=IN_PARTS)
        found: list[Checked] = ours.recv()
        return found
    except (EOFError, ConnectionError) as error:
        # killed for its memory, or a bug, whose traceback stands in the terminal
        raise InputError(
            "This was not read: the process that read it ended.", do=IN_PARTS
        ) from error
    finally:
        process.kill()
        process.join()
        ours.close()


def _work(pipe: Connection) -> None:
    article, posts, known = pipe.recv()
    pipe.send([_of(finding) for finding in check(read(article), posts, known)])


def _of(finding: Finding) -> Checked:
    if finding.verdict != "changed" or finding.post is None:
        return Checked(finding, None)
    return Checked(finding, compared(finding.said, finding.post.text))
