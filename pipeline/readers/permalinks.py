"""Who wrote a post, as its own address tells: x.com/ana/status/1, rye.example/@ana/1."""

from __future__ import annotations

import re
from collections.abc import Sequence

_X = re.compile(
    r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/(?!i/)(?P<who>\w{1,15})/status/(?P<id>\d+)"
)
_MASTODON = re.compile(r"https?://(?P<server>[\w.-]+)/@(?P<who>[\w.-]+(?:@[\w.-]+)?)/\d{15,}")
_BLUESKY = re.compile(r"https?://bsky\.app/profile/(?P<who>(?!did:)[\w.-]+)/post/\w")


def handles(named: Sequence[tuple[str, str | None]]) -> dict[str, str]:
    """Return the handle of each name; `named` is each post's author by name, with its address.

    Empty unless each post has an address of its own that tells who wrote it, with one handle for
    each name and one name for each handle, and somebody wrote twice: else they may be links to what
    the posts speak of.
    """
    found = {(name, who(address or "")) for name, address in named}
    told = dict(found)
    is_own = len({address for _, address in named}) == len(named) > len(told)
    is_plain = len(told) == len(found) == len({handle.casefold() for handle in told.values()})
    return told if is_own and is_plain and all(told.values()) else {}


def number(address: str | None) -> str | None:
    """Return the id of a post of X that its address tells, or None."""
    match = _X.match(address or "")
    return match["id"] if match else None


def who(address: str) -> str:
    """Return the handle of who wrote a post as its address tells, "" where it does not."""
    for form in (_X, _BLUESKY, _MASTODON):
        if match := form.match(address):
            server = match.groupdict().get("server")
            is_whole = server is None or "@" in match["who"]
            return match["who"] if is_whole else f"{match['who']}@{server}"
    return ""
