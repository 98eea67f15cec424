"""How a person is shown whom the export names by a handle, or by what stands in its place."""

from __future__ import annotations

import re

# X, Threads, Slack; dotted on Bluesky; name@server on Mastodon; name#1234 on Discord of old
_HANDLE = re.compile(r"[\w.-]+(?:@[\w.-]+(?::\d+)?|#\d+)?")
_UNSEEN = r"\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069"  # WhatsApp writes them around numbers
_NUMBER = re.compile(rf"[{_UNSEEN}\s]*\+?[\d\s().\-\u2010-\u2015{_UNSEEN}]+")
# What people put around their names: "Dr. Ana Ruiz (she/her)", "Ana Ruiz - Mill Lane", "Ana | Host"
_BESIDE = re.compile(
    r"^(?:(?:dr|prof|professor|mrs?|ms|mx|rev)\b\.?\s*)+|(?:[,(|\[/]|\s[-–—:]\s).*$",
    re.IGNORECASE,
)
_FEWEST_ABROAD, _FEWEST = 7, 9  # digits of a phone number, with + and the country or without


def at_name(handle: str, name: str | None = None) -> str:
    """Return "@ana_bakes" for a handle, and what is none as it is: what can be none ("Temi A."),
    and all that is the `name` itself, in an export that knows people by names alone."""
    can_be = name != handle and _HANDLE.fullmatch(handle) and not is_phone_number(handle)
    return f"@{handle}" if can_be else handle


def called(handle: str) -> str:
    """Return a handle as others write it: in small letters, without the server of Mastodon; of a
    name in its place ("Ana Ruiz") what stands for it in "@AnaRuiz"."""
    return "".join(handle.partition("@")[0].split()).casefold()


def name_alone(name: str) -> str:
    """Return the name of a person without titles, pronouns, trades and places around it."""
    return _BESIDE.sub("", name).strip()


def is_phone_number(handle: str) -> bool:
    """Return whether a phone number stands in place of a handle; digits alone are one behind 0."""
    if not _NUMBER.fullmatch(handle) or (handle.isdigit() and not handle.startswith("0")):
        return False
    digits = sum(letter.isdigit() for letter in handle)
    return digits >= (_FEWEST_ABROAD if "+" in handle else _FEWEST)
