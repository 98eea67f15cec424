"""The outbox.json of a Mastodon account archive, with actor.json beside it for the name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.readers import fields, jsonfile, mastodon
from pipeline.readers.document import Document, Place
from pipeline.readers.head import Head
from pipeline.records import Post

NAME = "Mastodon account archive (outbox.json)"
PUBLIC = ("https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public")
OTHER = "neither a post nor a boost, left out"
_ACTOR = re.compile(r"https?://([^/\s]+)/(?:@|users/|ap/users/|u/)?([^/\s]+)/?")
Activity = dict[str, Any]


def sniff(head: Head) -> bool:
    """Return whether the first object is a collection of activities."""
    return isinstance(head.record.get("orderedItems"), list)


def read(document: Document) -> Iterator[Post]:
    """Yield the account's own posts, and its boosts as reposts without text.

    Raises: InputError with file and line for an activity without an actor.
    """
    name = _display_name(document)
    for place, outbox in jsonfile.values(document):
        for item in fields.list_of(outbox, "orderedItems"):
            activity = fields.dict_of(item)
            note = fields.dict_of(activity, "object")
            if activity.get("type") == "Announce":
                yield _boost(place, activity, name)
            elif activity.get("type") == "Create" and isinstance(note.get("content"), str):
                yield _post(place, activity, note, name)
            else:
                place.count("activity", OTHER)


def _post(place: Place, activity: Activity, note: Activity, name: str | None) -> Post:
    languages = list(fields.dict_of(note, "contentMap"))
    if note.get("summary"):
        place.count("post", mastodon.WARNED)
    return fields.make(
        place,
        id=fields.text_of(note.get("id")),
        handle=_handle(place, activity),
        name=name,
        text=mastodon.content(note["content"]),
        created_at=fields.moment(place, note.get("published") or activity.get("published")),
        url=fields.text_of(note.get("url")) or fields.text_of(note.get("id")),
        reply_to=fields.text_of(note.get("inReplyTo")),
        lang=languages[0] if len(languages) == 1 else None,
        is_private=_is_private({**activity, **note}),
        warning=fields.text_of(note.get("summary")),
    )


def _boost(place: Place, activity: Activity, name: str | None) -> Post:
    boosted = activity.get("object")
    original = boosted if isinstance(boosted, str) else fields.dict_of(boosted).get("id")
    return fields.make(
        place,
        id=fields.text_of(activity.get("id")),
        handle=_handle(place, activity),
        name=name,
        text="",
        created_at=fields.moment(place, activity.get("published")),
        repost_of=fields.text_of(original),
        is_private=_is_private(activity),
    )


def _handle(place: Place, activity: Activity) -> str:
    match = _ACTOR.fullmatch(str(activity.get("actor")))
    if not match:
        raise place.error("an activity without actor.")
    return f"{match[2]}@{match[1]}"


def _is_private(activity: Activity) -> bool:
    named = [activity.get(key) for key in ("to", "cc")]
    people = [one for value in named for one in (value if isinstance(value, list) else [value])]
    return not any(one in PUBLIC for one in people if isinstance(one, str))


def _display_name(document: Document) -> str | None:
    other = document.beside("actor.json")
    actors = jsonfile.values(other) if other else iter(())
    return next((fields.text_of(fields.dict_of(actor).get("name")) for _, actor in actors), None)
