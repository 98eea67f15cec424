"""Which way a file goes by whom its posts answer: where no clock does and no question has a number,
that tells which post is older."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.records.handles import called

CLEARLY = 2  # times as many posts on one side: chats begin before a file does, and run on after it
_LEAD = re.compile(r"\s*\.?@([\w.-]*\w)")


def sides(
    authors: Sequence[Iterable[str | None]], texts: Sequence[str], whom: Sequence[str | None]
) -> tuple[int, int]:
    """Return how many posts stand below all posts of whom they answer, and how many above all.

    Of each post `authors` holds the handle and the name, if any, of who wrote it, and `whom` whom
    it answers, where that does not begin its text.
    """
    own = [{called(each) for each in names if each} for names in authors]
    first = {who: n for n, names in reversed(list(enumerate(own))) for who in names}
    last = {who: n for n, names in enumerate(own) for who in names}
    below = above = 0
    for n, (text, told) in enumerate(zip(texts, whom, strict=True)):
        lead = _LEAD.match(text)
        who = called(told or (lead[1] if lead else ""))
        if who in first and who not in own[n]:
            below += last[who] < n
            above += first[who] > n
    return below, above
