from __future__ import annotations

from tests.readers.conftest import Load


def test_quotes_and_captions_of_pictures_are_posts(fixture: Load) -> None:
    quote, picture = fixture("storify.html").posts
    assert (quote.id, quote.handle, quote.name) == ("488804725421518849", "mira_k", "Mira Kessler")
    assert quote.created_at == "2014-07-14T21:58:22Z"
    assert (picture.handle, picture.text) == ("tomasz_b", "Our whiteboard after the chat #OpsChat")


def test_links_in_the_text_are_kept_and_a_status_link_is_a_quote(fixture: Load) -> None:
    quote = fixture("storify.html").posts[0]
    assert quote.text.startswith("A1 Q&A first. https://example.org/handover via twitter.com/")
    assert quote.quotes == "488804725421518000"


def test_what_the_curator_wrote_is_no_post_and_is_counted(fixture: Load) -> None:
    notes = fixture("storify.html").notes
    assert any("1 element by the curator of the story" in note for note in notes)
    assert any("1 element of the story that is no post" in note for note in notes)
