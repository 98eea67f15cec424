"""A Slack export: a folder for each channel, a file for each day, users.json beside them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from pipeline.readers import fields, jsonfile, slack_text, times
from pipeline.readers.document import Document, Place
from pipeline.readers.head import Head
from pipeline.records import Post

NAME = "Slack export (users.json, one folder for each channel)"
BY_PEOPLE = (None, "thread_broadcast", "me_message", "file_share")  # subtypes: all else is Slack's
NOT_BY_PEOPLE = "by Slack or a bot, left out"
UPLOAD = "of an upload without words of its author, left out"
NOBODY = "whose author is not in users.json: credited to the account number"
HIDDEN = "behind words of a message, whose address the recap cannot list"
PRIVATE_LISTS = ("groups.json", "dms.json", "mpims.json")
WITHOUT_POSTS = ("channels.json", "integration_logs.json", "canvases.json", "lists.json")
Message = dict[str, Any]


def sniff(head: Head) -> bool:
    """Return whether the first object is a message of a channel."""
    return head.record.get("type") == "message" and isinstance(head.record.get("ts"), str)


def read(document: Document) -> Iterator[Post]:
    """Yield the messages of one day in one channel that people wrote.

    Raises: InputError with file and line for a time that is none.
    """
    people = _people(document)
    for name in WITHOUT_POSTS:
        document.beside(name)  # known, so that nothing is missed
    channel = PurePosixPath(document.name).parent.name or PurePosixPath(document.name).stem
    is_private = channel in _private_channels(document)
    for place, item in jsonfile.values(document):
        message = fields.dict_of(item)
        text = slack_text.written(message, people)
        if not _is_by_person(message):
            place.count("message", NOT_BY_PEOPLE)
        elif text is None:
            place.count("message", UPLOAD)
        else:
            for _ in range(slack_text.hidden_links(message)):
                place.count("link", HIDDEN)
            yield _post(place, message, channel, text, people, is_private)


def _is_by_person(message: Message) -> bool:
    return (
        message.get("type") == "message"
        and message.get("subtype") in BY_PEOPLE
        and not message.get("hidden")
        and isinstance(message.get("user"), str)
        and isinstance(message.get("ts"), str)
        and bool(message["user"])
    )


def _post(
    place: Place,
    message: Message,
    channel: str,
    text: str,
    people: dict[str, Message],
    is_private: bool,
) -> Post:
    user = message["user"]
    person = people.get(user) or fields.dict_of(message, "user_profile")
    profile = fields.dict_of(person, "profile") or person
    handle = person.get("name") or profile.get("display_name") or user
    if handle == user:
        place.count("post", NOBODY)
    thread = message.get("thread_ts")
    changed = fields.dict_of(message, "edited").get("ts")
    return fields.make(
        place,
        id=f"{channel}/{message['ts']}",
        handle=handle,
        name=fields.text_of(profile.get("real_name")) or fields.text_of(person.get("real_name")),
        text=text,
        created_at=fields.moment(place, message["ts"], times.from_epoch),
        reply_to=f"{channel}/{thread}" if thread and thread != message["ts"] else None,
        quotes=slack_text.quoted(message, channel),
        likes=fields.reactions(place, message.get("reactions")),
        replies=fields.count(place, "reply_count", message.get("reply_count")),
        is_private=is_private,
        edited_at=fields.moment(place, changed, times.from_epoch),
    )


def _people(document: Document) -> dict[str, Message]:
    other = document.beside("users.json")
    if other is None:
        return {}
    memo = document.folder.memo
    if other.name not in memo:
        users = (fields.dict_of(user) for _, user in jsonfile.values(other))
        memo[other.name] = {str(user.get("id")): user for user in users}
    people: dict[str, Message] = memo[other.name]
    return people


def _private_channels(document: Document) -> set[str]:
    lists = [other for name in PRIVATE_LISTS if (other := document.beside(name))]
    listed = (fields.dict_of(channel) for other in lists for _, channel in jsonfile.values(other))
    return {str(channel.get(key)) for channel in listed for key in ("name", "id")}
