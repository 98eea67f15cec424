from __future__ import annotations

import json

from tests.readers.conftest import Load


def test_other_collections_are_left_out_and_counted(fixture: Load) -> None:
    loaded = fixture("jetstream.jsonl")
    assert [post.id.split("/")[-1] for post in loaded.posts] == ["3aaa", "3r"]
    assert any("4 events of another kind" in note for note in loaded.notes)


def test_handles_and_names_are_found_elsewhere_in_the_stream(fixture: Load) -> None:
    mira, tomasz = fixture("jetstream.jsonl").posts
    assert (mira.handle, mira.name) == ("mira.example.com", "Mira Kessler")
    assert tomasz.handle == "did:plc:tomasz"  # the stream never says


def test_a_handle_that_does_not_resolve_is_nobodys(written: Load) -> None:
    did = {"did": "did:plc:dan", "time_us": 1715713200000000}
    record = {"$type": "app.bsky.feed.post", "text": "A1 I left"}
    commit = {"operation": "create", "collection": "app.bsky.feed.post", "rkey": "3d"}
    events = [
        {**did, "kind": "identity", "identity": {"did": "did:plc:dan", "handle": "handle.invalid"}},
        {**did, "kind": "commit", "commit": {**commit, "record": record}},
    ]
    loaded = written("\n".join(map(json.dumps, events)))
    assert [post.handle for post in loaded.posts] == ["did:plc:dan"]


def test_updates_replace_and_deletions_remove(fixture: Load) -> None:
    loaded = fixture("jetstream.jsonl")
    assert loaded.posts[0].text == "A1 Last version"
    assert any("1 post deleted by its author" in note for note in loaded.notes)


def test_a_repost_points_to_its_original(fixture: Load) -> None:
    mira, tomasz = fixture("jetstream.jsonl").posts
    assert (tomasz.repost_of, tomasz.text) == (mira.id, "RT @mira.example.com: A1 Last version")
    assert tomasz.url is None  # no page shows a repost


def test_real_events_are_read(sample: Load) -> None:
    loaded = sample("formats/bluesky/jetstream/expected_v1_head60.jsonl")
    assert len(loaded.posts) == 15
    assert sum(post.repost_of is not None for post in loaded.posts) == 7
