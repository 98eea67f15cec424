"""The moment that an id of X holds.

Source: X ids since November 2010 are milliseconds since FIRST_MILLISECOND above 22 bits (Twitter's
Snowflake).
"""

from __future__ import annotations

import re

FIRST_MILLISECOND = 1_288_834_974_657
FIRST_ID, LAST_ID = 29_700_859_247, 2**63
_ID = re.compile(r"[0-9]{11,19}")


def milliseconds(id: str | None) -> int | None:
    """Return the milliseconds after 1970 at which a post got its id, None for ids that do not hold
    them."""
    if not id or not _ID.fullmatch(id) or not FIRST_ID <= int(id) < LAST_ID:
        return None
    return (int(id) >> 22) + FIRST_MILLISECOND
