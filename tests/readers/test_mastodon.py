from __future__ import annotations

import json

import pytest

from tests.readers.conftest import Load, by_id

TEXT = "A1 Q&A first &amp; always.\nThen the handover.\n\n#opschat https://example.org/very/long"


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("mastodon_timeline.json", {"101", "102", "103", "104"}),
        ("mastodon_context.json", {"101", "105"}),
        ("mastodon_search.json", {"101"}),
    ],
)
def test_timelines_threads_and_searches_give_their_posts(
    fixture: Load, name: str, ids: set[str]
) -> None:
    assert set(by_id(fixture(name))) == ids


def test_html_becomes_the_text_that_people_see(fixture: Load) -> None:
    assert by_id(fixture("mastodon_timeline.json"))["101"].text == TEXT


def test_a_quote_drops_the_line_that_the_server_wrote(fixture: Load) -> None:
    post = by_id(fixture("mastodon_timeline.json"))["102"]
    assert (post.text, post.quotes) == ("This, all of it", "101")
    assert (post.handle, post.name) == ("tomasz@other.example", None)


def test_a_boost_is_by_the_booster(fixture: Load) -> None:
    posts = by_id(fixture("mastodon_timeline.json"))
    assert (posts["103"].handle, posts["103"].repost_of) == ("ines", "101")
    assert posts["103"].text == f"RT @mira: {TEXT}"
    assert posts["101"].handle == "mira"


def test_posts_that_are_not_public_are_marked(fixture: Load) -> None:
    loaded = fixture("mastodon_timeline.json")
    assert [post.id for post in loaded.posts if post.is_private] == ["104"]
    assert any("behind a content warning" in note for note in loaded.notes)


def test_of_an_edit_history_the_last_version_counts(fixture: Load) -> None:
    assert [post.text for post in fixture("mastodon_history.json").posts] == ["Last version"]


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("hashtag_tl_2", ["#hoot (hashtag toot)"]),
        ("status_post_with_quote_1", ["yoooooooo"]),
        ("status_reblog_unreblog_1", ["RT @mastodonpy_test: Toot!", "Toot!"]),
        (
            "status_edit_4",
            ["the best editor? why, of course it is the KDE Advanced Text Editor, Kate"],
        ),
        ("status_context_1", []),
    ],
)
def test_real_answers_of_a_server_are_read(sample: Load, name: str, texts: list[str]) -> None:
    assert [post.text for post in sample(f"formats/mastodon_api_v1/{name}.json").posts] == texts


def test_what_a_post_quotes_within_keeps_its_marks(written: Load) -> None:
    html = (
        "<p>A1</p><blockquote><p>Slow is dear</p><p>and<br>late</p>"
        "<blockquote>Who says?</blockquote></blockquote><p>So is bread.</p>"
    )
    status = {
        "id": "1",
        "content": html,
        "account": {"acct": "mira", "display_name": ""},
        "created_at": "2024-05-14T19:00:00Z",
        "url": "https://one.example/@mira/1",
    }
    [post] = written(json.dumps([status])).posts
    quoted = "> Slow is dear\n>\n> and\n> late\n>\n> > Who says?"
    assert post.text == f"A1\n\n{quoted}\n\nSo is bread."


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("Mira :crumb: Kestrel :rye:", "Mira Kestrel"),
        (":crumb:", None),
        ("Mira :oat:", "Mira :oat:"),  # no picture of the server's
    ],
)
def test_pictures_in_a_name_are_no_part_of_it(written: Load, shown: str, name: str | None) -> None:
    pictures = [
        {"shortcode": "crumb", "url": "https://one.example/crumb.png"},
        {"shortcode": "rye"},
    ]
    status = {
        "id": "1",
        "content": "<p>A1 Rye :crumb:</p>",
        "account": {"acct": "mira", "display_name": shown, "emojis": pictures},
        "created_at": "2024-05-14T19:00:00Z",
    }
    [post] = written(json.dumps([status])).posts
    assert (post.name, post.text) == (name, "A1 Rye :crumb:")
