"""The text of a Slack message as people see it, from Slack's own markup or from its blocks."""

from __future__ import annotations

import re
from typing import Any

from pipeline.readers import fields

_TOKEN = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
_UPLOAD = re.compile(
    r"<@(\w+)(?:\|[^<>]*)?> (?:uploaded|shared) a file: <[^<>]*>(?: and commented: (.+))?",
    re.DOTALL,
)
_PERMALINK = re.compile(r"https://[\w.-]+\.slack\.com/archives/\w+/p(\d{10})(\d{6})")
_ON_ITS_OWN = (  # blocks that begin a line
    "section", "rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted",
)  # fmt: skip
Message = dict[str, Any]


def written(message: Message, people: dict[str, Message]) -> str | None:
    """Return what the author wrote, or None where Slack alone tells of their upload."""
    text = message.get("text")
    upload = _UPLOAD.match(text) if isinstance(text, str) else None
    if upload and upload[1] == message.get("user"):
        text = upload[2]
        if not text:
            return None
    if isinstance(text, str) and text:
        return fields.unescaped(_TOKEN.sub(lambda token: _shown(token, people), text))
    return _of_blocks(message.get("blocks"), people)


def quoted(message: Message, channel: str) -> str | None:
    """Return the id of the message that this one shares, if any."""
    for attachment in fields.list_of(message.get("attachments")):
        match = _PERMALINK.match(str(fields.dict_of(attachment).get("from_url")))
        if match:
            return f"{channel}/{match[1]}.{match[2]}"
    return None


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
    waiting = list(reversed(fields.list_of(blocks)))
    while waiting:
        element = fields.dict_of(waiting.pop())
        kind = element.get("type")
        if kind == "user":
            pieces.append(f"@{_handle(str(element.get('user_id')), people)}")
        elif kind == "emoji":
            pieces.append(f":{element.get('name')}:")
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
        waiting += reversed(fields.list_of(element.get("elements")))
        if isinstance(element.get("text"), dict):
            waiting.append(element["text"])
    return "".join(pieces).strip("\n")
