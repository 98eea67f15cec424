"""DiscordChatExporter JSON: {"guild", "channel", "messages"}, one file for each channel."""

from __future__ import annotations

import re
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
CHANNELS = "https://discord.com/channels"
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
        guild, channel = (fields.dict_of(export, name).get("id") for name in ("guild", "channel"))
        ids = None if str(guild) == DIRECT else (guild, channel)
        for item in fields.list_of(export, "messages"):
            message = fields.dict_of(item)
            author = fields.dict_of(message, "author")
            if message.get("type") in BY_PEOPLE and author.get("isBot") is not True:
                yield _post(place, message, author, ids)
            else:
                place.count("message", NOT_BY_PEOPLE)


def _post(
    place: Place, message: Message, author: Message, ids: tuple[object, object] | None
) -> Post:
    """Return a message as a post; `ids` are those of guild and channel, None of what is private."""
    handle = _handle(author)
    if not handle:
        raise place.error("a message without author.name.")
    if author["name"] == DELETED:
        place.count("message", DELETED_USER)
    reference = fields.dict_of(message, "reference")
    named = fields.text_of(reference.get("messageId"))
    is_forwarded = bool(message.get("forwardedMessage"))
    if is_forwarded:
        place.count("message", FORWARDED)
    own = fields.identifier(place, message.get("id"))
    return fields.make(
        place,
        id=own,
        handle=handle,
        name=fields.text_of(author.get("nickname")),
        text=_written(message, fields.text(place, "content", message.get("content"))),
        created_at=fields.moment(place, message.get("timestamp")),
        reply_to=named if message.get("type") == "Reply" else None,
        quotes=named if is_forwarded else None,
        likes=fields.reactions(place, message.get("reactions")),
        url=_link(*ids, own) if ids else None,
        is_private=ids is None,
        edited_at=fields.moment(place, message.get("timestampEdited")),
    )


def _link(*ids: object) -> str | None:
    """Return the address of a message by its guild, its channel and itself, None without one of
    these: members can open it."""
    numbers = [str(each) for each in ids]
    is_whole = all(number.isascii() and number.isdigit() for number in numbers)
    return f"{CHANNELS}/{'/'.join(numbers)}" if is_whole else None


def _handle(person: Message) -> str:
    """Return how an account is called, "" for one without a name."""
    name, suffix = fields.text_of(person.get("name")) or "", person.get("discriminator")
    return name if not name or suffix in NO_SUFFIX else f"{name}#{suffix}"


def _written(message: Message, text: str) -> str:
    """Return the text with the handles of whom it mentions: the exporter writes the names that they
    show ("@Stan Wróbel") or, where it is told to leave the text alone, their numbers."""
    called: dict[str, str] = {}
    for person in map(fields.dict_of, fields.list_of(message, "mentions")):
        handle, number = _handle(person), person.get("id")
        shown = fields.text_of(person.get("nickname")) or handle
        for form in (f"@{shown}", f"<@{number}>", f"<@!{number}>") if handle else ():
            called.setdefault(form, f"@{handle}")
    if not called:
        return text
    either = "|".join(map(re.escape, sorted(called, key=len, reverse=True)))
    mention = rf"(?:(?=<)|(?<!\w))(?:{either})(?:(?<=>)|(?!\w))"  # not "mail@stan.example"
    return re.sub(mention, lambda form: called[form[0]], text)
