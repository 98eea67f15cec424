"""Bluesky's Jetstream: one event a line, with DIDs for handles and other collections between."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.readers import bluesky, fields, jsonfile, times
from pipeline.readers.document import Document, Place
from pipeline.readers.findings import Findings
from pipeline.readers.head import Head
from pipeline.records import Post

NAME = "Bluesky Jetstream events (did, time_us, commit)"
POST, REPOST, PROFILE = bluesky.POST, "app.bsky.feed.repost", "app.bsky.actor.profile"
OTHER = "of another kind (like, follow, profile), left out"
DELETED = "deleted by its author later in the stream, left out"
Event = dict[str, Any]


def sniff(head: Head) -> bool:
    """Return whether the first object is an event of the stream."""
    return {"did", "time_us", "kind"} <= set(head.record)


def read(document: Document) -> Iterator[Post]:
    """Yield the posts as they stood at the end of the stream: updated, without deleted ones.

    Raises: InputError with file and line for a post without text.
    """
    handles, names = _people(document)
    posts: dict[str, Post] = {}
    for place, value in jsonfile.values(document, may_end_cut=True):
        event = fields.dict_of(value)
        commit = fields.dict_of(event, "commit")
        uri = f"at://{event.get('did')}/{commit.get('collection')}/{commit.get('rkey')}"
        if commit.get("collection") not in (POST, REPOST):
            place.count("event", OTHER)
        elif commit.get("operation") == "delete":
            if posts.pop(uri, None):
                place.count("post", DELETED)
        else:
            did = str(event.get("did"))
            if did not in handles:
                place.count("post", bluesky.UNRESOLVED)
            author = {"handle": handles.get(did, did), "name": names.get(did)}
            posts[uri] = _post(place, uri, event, author)
    for post in posts.values():
        original = posts.get(post.repost_of or "")
        said = f"RT @{original.handle}: {original.text}" if original else post.text
        yield post.model_copy(update={"text": said})


def _post(place: Place, uri: str, event: Event, author: Event) -> Post:
    commit = fields.dict_of(event, "commit")
    record = fields.dict_of(commit, "record")
    received = times.from_epoch(float(event["time_us"]) / 1e6) if _has_time(event) else None
    if commit.get("collection") == REPOST:
        subject = fields.dict_of(record, "subject").get("uri")
        given = {"text": "", "created_at": received, "repost_of": fields.text_of(subject)}
    else:
        link = bluesky.link(author["handle"], uri)
        given = {**bluesky.from_record(place, record, received), "url": link}
    return fields.make(place, id=uri, **author, **given)


def _has_time(event: Event) -> bool:
    value = event.get("time_us")
    return isinstance(value, int) and 0 <= value < fields.MAX_COUNT * 10**5


def _people(document: Document) -> tuple[dict[str, str], dict[str, str]]:
    """Return handle and display name by DID, as far as the stream itself tells them."""
    handles, names = {}, {}
    for _, value in jsonfile.values(document, may_end_cut=True, findings=Findings()):
        event = fields.dict_of(value)
        commit = fields.dict_of(event, "commit")
        handle = bluesky.handle_of(fields.dict_of(event, "identity"))
        name = fields.dict_of(commit, "record").get("displayName")
        if handle:
            handles[str(event.get("did"))] = handle
        if commit.get("collection") == PROFILE and isinstance(name, str) and name:
            names[str(event.get("did"))] = name
    return handles, names
