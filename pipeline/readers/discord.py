"""DiscordChatExporter JSON: {"guild", "channel", "messages"}, one file for each channel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.readers import fields, jsonfile
from pipeline.readers.document import Document, Place
from pipeline.readers.head import Head
from pipeline.records import Post

NAME = "DiscordChatExporter JSON (guild, channel, messages)"
BY_PEOPLE = ("Default", "Reply")
NOT_BY_PEOPLE = "by Discord or a bot, left out"
DELETED = "Deleted User"
DELETED_USER = "by deleted accounts, which cannot be told apart"
FORWARDED = "passing on a message of someone the export does not name"
NO_SUFFIX = (None, "", "0", "0000")  # discriminators of accounts that have none
DIRECT = "0"  # guild of direct messages
Message = dict[str, Any]


def sniff(head: Head) -> bool:
    """Return whether the first object is an export of a channel."""
    return {"guild", "channel", "messages"} <= set(head.record)


def read(document: Document) -> Iterator[Post]:
    """Yield the messages of a channel that people wrote.

    Raises: InputError with file and line for a message without author or text.
    """
    for place, export in jsonfile.values(document):
        export = fields.dict_of(export)
        is_private = str(fields.dict_of(export, "guild").get("id")) == DIRECT
        for item in fields.list_of(export, "messages"):
            message = fields.dict_of(item)
            author = fields.dict_of(message, "author")
            if message.get("type") in BY_PEOPLE and author.get("isBot") is not True:
                yield _post(place, message, author, is_private)
            else:
                place.count("message", NOT_BY_PEOPLE)


def _post(place: Place, message: Message, author: Message, is_private: bool) -> Post:
    name, suffix = author.get("name"), author.get("discriminator")
    if not isinstance(name, str) or not name:
        raise place.error("a message without author.name.")
    if name == DELETED:
        place.count("message", DELETED_USER)
    reference = fields.dict_of(message, "reference")
    named = fields.text_of(reference.get("messageId"))
    is_forwarded = bool(message.get("forwardedMessage"))
    if is_forwarded:
        place.count("message", FORWARDED)
    return fields.make(
        place,
        id=fields.identifier(place, message.get("id")),
        handle=name if suffix in NO_SUFFIX else f"{name}#{suffix}",
        name=fields.text_of(author.get("nickname")),
        text=fields.text(place, "content", message.get("content")),
        created_at=fields.moment(place, message.get("timestamp")),
        reply_to=named if message.get("type") == "Reply" else None,
        quotes=named if is_forwarded else None,
        likes=fields.reactions(place, message.get("reactions")),
        is_private=is_private,
        edited_at=fields.moment(place, message.get("timestampEdited")),
    )
