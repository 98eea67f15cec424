"""The address of a post: who wrote it, as x.com/ana/status/1 or rye.example/@ana/1 tell, and what
it is where an export gives its id alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pipeline.readers import bluesky, xpost

_X = re.compile(
    r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/(?!i/)(?P<who>\w{1,15})/status/(?P<id>\d+)"
)
_MASTODON = re.compile(r"https?://(?P<server>[\w.-]+)/@(?P<who>[\w.-]+(?:@[\w.-]+)?)/\d{15,}")
_RECORD = re.compile(rf"at://(?P<did>did:[\w:.-]+)/{re.escape(bluesky.POST)}/\w+")
_X_HANDLE = re.compile(r"\w{1,15}")
_BLUESKY_HANDLE = re.compile(r"[\w-]+(?:\.[\w-]+)+")
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


def of_id(handle: str, id: str | None, created_at: str | None) -> str | None:
    """Return the address of a post by its id, None unless the id tells its network: the record of a
    post on Bluesky, or an id that X made on the day of the post, by whatever zone."""
    if record := _RECORD.fullmatch(id or ""):
        whose = handle if _BLUESKY_HANDLE.fullmatch(handle) else record["did"]
        return bluesky.link(whose, record[0])
    told = xpost.time_of(id)
    if not (told and created_at and _X_HANDLE.fullmatch(handle)):
        return None
    made, posted = (date.fromisoformat(moment[:10]) for moment in (told, created_at))
    return xpost.url(handle, id) if abs(made - posted).days <= 1 else None


def who(address: str) -> str:
    """Return the handle of who wrote a post as its address tells, "" where it does not."""
    for form in (_X, _BLUESKY, _MASTODON):
        if match := form.match(address):
            server = match.groupdict().get("server")
            is_whole = server is None or "@" in match["who"]
            return match["who"] if is_whole else f"{match['who']}@{server}"
    return ""
