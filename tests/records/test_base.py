from __future__ import annotations

import pickle

from pipeline.records import Entity, Post


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
