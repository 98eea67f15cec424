from __future__ import annotations

import json

import pytest

from tests.readers.conftest import FIXTURES, Load

ROOT = "at://did:plc:mira/app.bsky.feed.post/3aaa"
REPLY = "at://did:plc:tomasz/app.bsky.feed.post/3bbb"
QUOTE = "at://did:plc:tomasz/app.bsky.feed.post/3ccc"


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("bluesky_search.json", [ROOT, REPLY, QUOTE]),  # without the posts quoted inside
        ("bluesky_thread.json", [ROOT, REPLY, QUOTE]),
        ("bluesky_thread_v2.json", [ROOT, REPLY]),
    ],
)
def test_search_and_both_kinds_of_thread_give_their_posts(
    fixture: Load, name: str, ids: list[str]
) -> None:
    assert [post.id for post in fixture(name).posts] == ids


def test_an_answer_may_stand_in_what_a_program_keeps_around_it(written: Load) -> None:
    answer = json.loads((FIXTURES / "bluesky_search.json").read_text(encoding="utf-8"))
    kept = {"success": True, "headers": {"content-type": "application/json"}, "data": answer}
    assert [post.id for post in written(json.dumps(kept), "a.json").posts] == [ROOT, REPLY, QUOTE]


def test_texts_are_not_escaped_and_names_may_be_missing(fixture: Load) -> None:
    root, reply, _ = fixture("bluesky_search.json").posts
    assert root.text == "A1 Q&A first & always.\nThen the handover."
    assert (root.name, reply.name) == ("Mira Kessler", None)
    assert root.url == "https://bsky.app/profile/mira.example.com/post/3aaa"


def test_gaps_and_the_wish_not_to_be_shown_are_mentioned(fixture: Load) -> None:
    notes = " ".join(fixture("bluesky_thread.json").notes)
    assert "2 posts deleted or blocked" in notes
    assert "ask not to be shown" in notes


def test_a_repost_in_a_feed_is_by_the_reposter(fixture: Load) -> None:
    repost, original, _ = fixture("bluesky_feed.json").posts
    assert (repost.handle, repost.repost_of) == ("tomasz.bsky.social", ROOT)
    assert (original.id, original.handle) == (ROOT, "mira.example.com")


def test_a_real_thread_is_read(sample: Load) -> None:
    loaded = sample("formats/bluesky/thread_view_post_with_embed_media.json")
    assert loaded.posts[0].handle == "test.marshal.dev"


def test_a_handle_that_does_not_resolve_is_nobodys(written: Load) -> None:
    views = [
        {
            "uri": f"at://did:plc:{name}/app.bsky.feed.post/3{name}",
            "author": {"did": f"did:plc:{name}", "handle": "handle.invalid"},
            "record": {"$type": "app.bsky.feed.post", "text": f"A1 {name}"},
        }
        for name in ("cid", "dan")
    ]
    by = {"did": "did:plc:eve", "handle": "handle.invalid"}
    reason = {"$type": "app.bsky.feed.defs#reasonRepost", "by": by}
    feed = {"feed": [{"post": views[0]}, {"post": views[1], "reason": reason}]}
    loaded = written(json.dumps(feed))
    assert [post.handle for post in loaded.posts] == ["did:plc:cid", "did:plc:eve", "did:plc:dan"]
    assert loaded.posts[0].url == "https://bsky.app/profile/did:plc:cid/post/3cid"
    assert "2 posts whose author's handle is not in the export" in loaded.notes[0]


def test_links_that_the_text_shows_cut_off_or_not_at_all_are_kept_in_full(written: Load) -> None:
    guide, page = "https://mend.example.com/guides/zips-and-buttons", "https://mend.example.com/why"
    gif = "https://media.tenor.com/aa/zip.gif?hh=200"
    marked = [{"features": [{"$type": "app.bsky.richtext.facet#link", "uri": guide}]}]
    records = [
        {"text": "A1 mend.example.com/guides/zip...", "facets": marked},
        {"text": "A1 Read this", "embed": {"external": {"uri": page}}},
        {"text": "A1 Both", "facets": marked, "embed": {"media": {"external": {"uri": page}}}},
        {"text": f"A1 {guide}", "facets": marked, "embed": {"external": {"uri": gif}}},
        {"text": "A1 #mend", "facets": [{"features": [{"tag": "mend"}]}, None], "embed": None},
    ]
    views = [
        {
            "uri": f"at://did:plc:ana/app.bsky.feed.post/3{n}",
            "author": {"did": "did:plc:ana", "handle": "ana.example"},
            "record": {"$type": "app.bsky.feed.post", **record},
        }
        for n, record in enumerate(records)
    ]
    loaded = written(json.dumps({"posts": views}), "search.json")
    assert [post.links for post in loaded.posts] == [(guide,), (page,), (guide, page), (), ()]
