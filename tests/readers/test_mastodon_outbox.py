from __future__ import annotations

from tests.readers.conftest import Load


def test_posts_and_boosts_are_told_apart(fixture: Load) -> None:
    post, boost, _ = fixture("mastodon_outbox").posts
    assert post.text == "A1 Q&A first."
    assert (boost.text, boost.repost_of) == ("", "https://other.example/users/tomasz/statuses/7")


def test_the_handle_comes_from_the_actor_and_the_name_from_actor_json(fixture: Load) -> None:
    people = {(post.handle, post.name) for post in fixture("mastodon_outbox").posts}
    assert people == {("mira@social.example", "Mira Kessler")}


def test_posts_for_followers_are_marked(fixture: Load) -> None:
    assert [post.is_private for post in fixture("mastodon_outbox").posts] == [False, False, True]


def test_the_language_is_the_key_of_the_content(fixture: Load) -> None:
    assert fixture("mastodon_outbox").posts[0].lang == "en"
