from __future__ import annotations

import pickle

import pytest
from pydantic import ValidationError

from pipeline.records import Entity, Post, Span, stable_id


def test_an_id_made_once_is_made_again_and_no_two_places_share_it() -> None:
    assert stable_id("line", "1042", 7, 31) == "line-24cff1a611d8"  # decisions of editors name it
    assert stable_id("line", "1042", 73, 1) != stable_id("line", "1042", 7, 31)
    assert stable_id("post", "half \ud800").startswith("post-")


def test_a_record_cannot_be_changed_nor_end_before_it_starts() -> None:
    with pytest.raises(ValidationError, match="end 3 lies before start 4"):
        Span(start=4, end=3)
    with pytest.raises(ValidationError, match="frozen"):
        Span(start=3, end=4).start = 2  # type: ignore[misc]


def test_a_slice_holds_what_lies_within_it() -> None:
    held = [Span(start=3, end=9).holds(Span(start=a, end=b)) for a, b in [(3, 9), (2, 4), (8, 10)]]
    assert held == [True, False, False]


def test_records_alike_share_what_was_given_and_a_changed_copy_leaves_the_others_alone() -> None:
    one, other = (Post(id=number, handle="mira", text="A1: start small") for number in "12")
    assert one.model_fields_set is other.model_fields_set
    changed = one.model_copy(update={"thread": "1"})
    assert changed.model_fields_set == {"id", "handle", "text", "thread"}
    assert other.model_fields_set == one.model_fields_set == {"id", "handle", "text"}
    assert other.model_dump(exclude_unset=True) == {
        "id": "2",
        "handle": "mira",
        "text": "A1: start small",
    }


def test_a_record_comes_through_a_pickle_as_it_was() -> None:
    tag = Entity(kind="hashtag", text="#slow", start=4, end=9)
    post = Post(id="1", handle="mira", text="A1: #slow", entities=(tag,))
    again = pickle.loads(pickle.dumps(post))
    assert again == post and again.model_fields_set == post.model_fields_set
