"""The archive of one X account: tweets.js with its parts, account.js and note-tweet.js beside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.errors import InputError
from pipeline.readers import fields, jsonfile, times, xpost
from pipeline.readers.document import Document, Place
from pipeline.readers.head import Head
from pipeline.records import Post

NAME = "X account archive (tweets.js with account.js)"
PREFIX_LIMIT = 200  # characters before the array: "window.YTD.tweets.part0 = "
SHARED_START = 60  # characters by which a long text is known to continue a cut one
_PREFIX = re.compile(r"\s*(?:window\.)?(?:YTD\.)?tweets?\.part\d+\s*=\s*")
_ANY_PREFIX = re.compile(r"\s*[\w.]+\s*=\s*")
_STATUS = re.compile(r"https?://(?:twitter|x)\.com/\w+/status/(\d+)")
Notes = dict[str, str]


def sniff(head: Head) -> bool:
    """Return whether the text assigns to "tweets.part0" (older archives: "tweet.part0")."""
    return bool(_PREFIX.match(head.text[:PREFIX_LIMIT]))


def read(document: Document) -> Iterator[Post]:
    """Yield the posts of the account's owner.

    Raises: InputError when account.js, which names the owner, is not beside the file, and with
    file and line for a tweet without id or text.
    """
    account = _account(document)
    notes = _notes(document)
    for place, item in _items(document):
        tweet = fields.dict_of(fields.dict_of(item).get("tweet", item))
        yield _post(place, tweet, account, notes)


def _items(document: Document) -> Iterator[tuple[Place, Any]]:
    match = _ANY_PREFIX.match(document.text[:PREFIX_LIMIT])
    return jsonfile.values(document, start=match.end() if match else 0)


def _account(document: Document) -> dict[str, Any]:
    other = document.beside("account.js")
    for _, item in _items(other) if other else ():
        account = fields.dict_of(item, "account")
        if isinstance(account.get("username"), str) and account["username"]:
            return account
    raise InputError(
        "the file does not say whose posts these are.",
        where=document.name,
        do="Give the whole archive (zip or folder): account.js names the owner.",
    )


def _notes(document: Document) -> Notes:
    """Return the long texts, by tweet id and by time: archives differ in how they are linked."""
    other = document.beside("note-tweet.js")
    if other is None:
        return {}
    notes: Notes = {}
    for place, item in _items(other):
        note = fields.dict_of(item, "noteTweet")
        core = fields.dict_of(note.get("core") or note.get("noteTweetResults"))
        if isinstance(core.get("text"), str):
            created_at = fields.moment(place, note.get("createdAt"))
            for key in filter(None, (note.get("tweetId"), note.get("noteTweetId"), created_at)):
                notes[str(key)] = core["text"]
    return notes


def _post(place: Place, tweet: dict[str, Any], account: dict[str, Any], notes: Notes) -> Post:
    id = fields.identifier(place, tweet.get("id_str") or tweet.get("id"))
    written = tweet.get("full_text") or tweet.get("text")
    text = fields.unescaped(fields.text(place, "full_text", written))
    created_at = fields.moment(place, tweet.get("created_at"), times.from_api)
    note = notes.get(str(id)) or notes.get(str(created_at))
    if note and fields.unescaped_if_escaped(note)[:SHARED_START] == text[:SHARED_START]:
        text = fields.unescaped_if_escaped(note)
    _keep_versions(place.document, tweet)
    return fields.make(
        place,
        id=id,
        handle=account["username"],
        name=fields.text_of(account.get("accountDisplayName")),
        text=text,
        created_at=created_at,
        url=xpost.url(account["username"], id),
        reply_to=fields.text_of(tweet.get("in_reply_to_status_id_str")),
        quotes=_quoted(tweet),
        lang=fields.text_of(tweet.get("lang")),
        is_truncated=xpost.is_cut(text),
        **fields.counts(place, tweet, "favorite_count", "retweet_count"),
    )


def _quoted(tweet: dict[str, Any]) -> str | None:
    for link in fields.list_of(tweet, "entities", "urls"):
        match = _STATUS.match(str(fields.dict_of(link).get("expanded_url")))
        if match:
            return match[1]
    return None


def _keep_versions(document: Document, tweet: dict[str, Any]) -> None:
    for kind in fields.dict_of(tweet, "edit_info").values():
        control = fields.dict_of(fields.dict_of(kind).get("editControlInitial", kind))
        versions = [str(id) for id in fields.list_of(control, "editTweetIds")]
        for version in versions:
            document.findings.edits[version] = versions[-1]
