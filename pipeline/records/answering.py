"""Which way a file goes by whom its posts answer: where no clock does and no question has a number,
that tells which post is older."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.records.handles import called

CLEARLY = 2  # times as many people on one side: chats begin before a file does, and run on after it
_LEAD = re.compile(r"\s*\.?@([\w.-]*\w)")


def sides(
    authors: Sequence[Iterable[str | None]], texts: Sequence[str], whom: Sequence[str | None]
) -> tuple[int, int]:
    """Return below all posts of how many people one stands that answers them, and above all of how
    many: a guest to whom all write beforehand counts once.

    Of each post `authors` holds the handle and the name, if any, of who wrote it, and `whom` whom
    it answers, where that does not begin its text.
    """
    own = [{called(each) for each in names if each} for names in authors]
    first = {who: n for n, names in reversed(list(enumerate(own))) for who in names}
    last = {who: n for n, names in enumerate(own) for who in names}
    below: set[str] = set()
    above: set[str] = set()
    for n, (text, told) in enumerate(zip(texts, whom, strict=True)):
        lead = _LEAD.match(text)
        who = called(told or (lead[1] if lead else ""))
        if who in first and who not in own[n]:
            if last[who] < n:
                below.add(who)
            elif first[who] > n:
                above.add(who)
    return len(below), len(above)
