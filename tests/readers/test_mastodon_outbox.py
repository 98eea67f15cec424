from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.errors import InputError
from tests.readers.conftest import Load

PUBLIC = "https://www.w3.org/ns/activitystreams#Public"


def test_posts_and_boosts_are_told_apart(fixture: Load) -> None:
    post, boost, _ = fixture("mastodon_outbox").posts
    assert post.text == "A1 Q&A first."
    assert (boost.text, boost.repost_of) == ("", "https://other.example/users/tomasz/statuses/7")


def outbox(*notes: dict[str, Any], actor: str = "https://social.example/users/mira") -> str:
    said = {"id": "https://social.example/statuses/9", "content": "<p>A1 Begin.</p>"}
    made = [
        {"type": "Create", "actor": actor, "to": [PUBLIC], "object": {**said, **note}}
        for note in notes
    ]
    return json.dumps({"orderedItems": made})


def test_what_is_no_post_and_what_stands_behind_a_warning_is_counted(written: Load) -> None:
    held = json.loads(outbox({"summary": "long talk"}))
    held["orderedItems"] += [{"type": "Like", "object": {"content": "<p>A1 No.</p>"}}]
    loaded = written(json.dumps(held), "outbox.json")
    assert [(post.text, post.warning) for post in loaded.posts] == [("A1 Begin.", "long talk")]
    assert any("1 activity neither a post nor a boost" in note for note in loaded.notes)
    assert any("1 post behind a content warning" in note for note in loaded.notes)


@pytest.mark.parametrize(
    ("note", "is_private"),
    [
        ({}, False),  # as the activity says
        ({"to": ["https://social.example/users/mira/followers"], "cc": []}, True),
        ({"to": [], "cc": PUBLIC}, False),
        ({"to": "as:Public"}, False),
        ({"to": ["Public"]}, False),
        ({"to": [{}]}, True),
    ],
)
def test_who_may_read_a_post_is_told_by_to_and_cc(
    written: Load, note: dict[str, Any], is_private: bool
) -> None:
    assert written(outbox(note), "outbox.json").posts[0].is_private == is_private


@pytest.mark.parametrize("place", ["@mira", "users/mira", "ap/users/mira", "u/mira/", "mira"])
def test_the_address_of_the_actor_names_account_and_server(written: Load, place: str) -> None:
    loaded = written(outbox({}, actor=f"https://social.example/{place}"), "outbox.json")
    assert loaded.posts[0].handle == "mira@social.example"


def test_an_activity_of_nobody_is_refused(written: Load) -> None:
    with pytest.raises(InputError, match=r"outbox\.json:1: an activity without actor"):
        written(outbox({}, actor="mira"), "outbox.json")


def test_where_two_languages_are_named_neither_is_said(written: Load) -> None:
    note = {"contentMap": {"en": "<p>A1 Begin.</p>", "de": "<p>A1 Anfangen.</p>"}}
    assert written(outbox(note), "outbox.json").posts[0].lang is None


def test_a_post_without_an_address_of_its_own_is_found_by_its_id(written: Load) -> None:
    assert written(outbox({}), "outbox.json").posts[0].url == "https://social.example/statuses/9"
