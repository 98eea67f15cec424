"""Which post a link quotes in an export that lost its ids: the one of its author at that moment.

A sheet without ids, or with ids that a spreadsheet rounded, still has "x.com/ana/status/1790..." in
its texts, and the id of X tells when that was posted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime

from pipeline.normalize.reading import Reading
from pipeline.records import snowflake

WHOLE_MINUTE = ":00Z"  # how all times end in an export that shows no seconds
_LINK = re.compile(r"(?:twitter|x)\.com/(?P<handle>\w+)/status(?:es)?/(?P<id>\d+)", re.IGNORECASE)


def settle(found: Sequence[Reading]) -> None:
    """Name what posts quote by a link as the export names it: by author and moment, where no post
    has the id of the link and one alone was posted then."""
    known = {each.post.id for each in found}
    timed = [each for each in found if each.post.has_time]
    are_minutes = all((each.post.created_at or "").endswith(WHOLE_MINUTE) for each in timed)
    posted: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for each in timed:
        posted[each.author, each.post.created_at].append(each.post.id)
    for each in found:
        if each.quotes is None or each.quotes in known:
            continue
        links = (_LINK.search(entity.text) for entity in each.entities if entity.kind == "url")
        link = next((link for link in links if link and link["id"] == each.quotes), None)
        told = snowflake.milliseconds(each.quotes)
        if link is None or told is None:
            continue
        moment = datetime.fromtimestamp(told // 1000, UTC)
        if are_minutes:
            moment = moment.replace(second=0)
        at = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        match posted.get((link["handle"].casefold(), at)):
            case [one] if one != each.post.id:
                each.quotes = one
