"""The text of a Slack message as people see it, from Slack's own markup or from its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.readers import fields

_TOKEN = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
_UPLOAD = re.compile(
    r"<@(\w+)(?:\|[^<>]*)?> (?:uploaded|shared) a file: <[^<>]*>(?: and commented: (.+))?",
    re.DOTALL,
)
_PERMALINK = re.compile(r"https://[\w.-]+\.slack\.com/archives/\w+/p(\d{10})(\d{6})")
_POINTS = re.compile(r"(?:(?:^|-)(?!00[01]|d[89a-f])[0-9a-f]{4,5})+")
_ON_ITS_OWN = (  # blocks that begin a line
    "section", "rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted",
)  # fmt: skip
Message = dict[str, Any]


def written(message: Message, people: dict[str, Message]) -> str | None:
    """Return what the author wrote, or None where Slack alone tells of their upload.

    Slack keeps an emoji as ":tada:"; where its blocks say which one that is, it is written so.
    """
    text = message.get("text")
    upload = _UPLOAD.match(text) if isinstance(text, str) else None
    if upload and upload[1] == message.get("user"):
        text = upload[2]
        if not text:
            return None
    if isinstance(text, str) and text:
        text = fields.unescaped(_TOKEN.sub(lambda token: _shown(token, people), text))
        found = (each for each in _elements(message.get("blocks")) if each.get("type") == "emoji")
        seen = {_code(emoji): _emoji(emoji) for emoji in found}
        for code in sorted(seen, key=len, reverse=True):  # "+1" with a tone before "+1" alone
            text = text.replace(code, seen[code])
        return text
    return _of_blocks(message.get("blocks"), people)


def quoted(message: Message, channel: str) -> str | None:
    """Return the id of the message that this one shares, if any."""
    for attachment in fields.list_of(message, "attachments"):
        match = _PERMALINK.match(str(fields.dict_of(attachment).get("from_url")))
        if match:
            return f"{channel}/{match[1]}.{match[2]}"
    return None


def hidden_links(message: Message) -> int:
    """Return how many addresses stand behind words of the author, which alone people see."""
    text = message.get("text")
    found = _TOKEN.finditer(text) if isinstance(text, str) else ()
    return sum(not link[1] and bool(link[3]) and link[3] not in link[2] for link in found)


def _shown(token: re.Match[str], people: dict[str, Message]) -> str:
    kind, target, label = token[1], token[2], token[3]
    if kind == "@":
        return f"@{label or _handle(target, people)}"
    if kind == "#":
        return f"#{label or target}"
    if kind == "!":
        return label or f"@{target.split('^')[0]}"
    return label or target


def _handle(user: str, people: dict[str, Message]) -> str:
    return str(people.get(user, {}).get("name") or user)


def _of_blocks(blocks: Any, people: dict[str, Message]) -> str:
    """Return the text of rich text blocks: newer exports may hold it there alone."""
    pieces: list[str] = []
    for element in _elements(blocks):
        kind = element.get("type")
        if kind == "user":
            pieces.append(f"@{_handle(str(element.get('user_id')), people)}")
        elif kind == "emoji":
            pieces.append(_emoji(element))
        elif kind == "broadcast":
            pieces.append(f"@{element.get('range')}")
        elif kind == "channel":
            pieces.append(f"#{element.get('channel_id')}")
        elif isinstance(element.get("text"), str):
            pieces.append(element["text"])
        elif kind == "link":
            pieces.append(str(element.get("url")))
        if kind in _ON_ITS_OWN and pieces:
            pieces.append("\n")
    return "".join(pieces).strip("\n")


def _elements(blocks: Any) -> Iterator[Message]:
    """Yield the blocks and all that stands in them, in order."""
    waiting = list(reversed(fields.list_of(blocks)))
    while waiting:
        element = fields.dict_of(waiting.pop())
        yield element
        waiting += reversed(fields.list_of(element, "elements"))
        if isinstance(element.get("text"), dict):
            waiting.append(element["text"])


def _emoji(element: Message) -> str:
    """Return an emoji as people see it, in Slack's own way where the export has no other."""
    points = str(element.get("unicode"))
    if not _POINTS.fullmatch(points):  # one of the workspace's own
        return _code(element)
    return "".join(chr(int(point, 16)) for point in points.split("-"))


def _code(emoji: Message) -> str:
    tone = emoji.get("skin_tone")
    return f":{emoji.get('name')}:" + (f":skin-tone-{tone}:" if tone else "")
