"""Reposts made by hand: "RT @x: ...", "MT @x ...", "x: RT y: ..."; native ones carry repost_of."""

from __future__ import annotations

import re

# The mark stands at the start, perhaps after a comment of a few words or the name that a bot adds.
MARK = re.compile(
    r"^\W{0,3}(?:(?P<comment>[^\n]{0,60}?)\s)?(?P<mark>RT|MT|HT)\b:?\s*@?(?P<handle>\w{2,30})\s?:?",
)
BOT_MARK = re.compile(r"^\w{2,30}:\s(?:RT|MT)\s@?(?P<handle>\w{2,30}):")
LABELLED_MARK = re.compile(r"^\W*(?:RT|MT)\s*:")


def repost_mark(text: str) -> str | None:
    """Return the handle that a manual repost names, "" where it names none, None for no repost.

    A comment before the mark makes the post its author's own words: then the answer is None.
    """
    bot = BOT_MARK.match(text)
    if bot:
        return bot["handle"]
    if LABELLED_MARK.match(text):
        return ""
    match = MARK.match(text)
    if match and not (match["comment"] or "").strip(' "“”\'.:>#@'):
        return match["handle"]
    return None
