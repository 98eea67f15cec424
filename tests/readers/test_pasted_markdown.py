from __future__ import annotations

from tests.readers.conftest import Load


def test_a_markdown_transcript_gives_ids_times_and_whole_texts(fixture: Load) -> None:
    host, guest = fixture("pasted_markdown.md").posts
    assert (host.id, host.created_at) == ("1786088820000000001", "2024-05-02T18:00:00Z")
    assert guest.name == "Mira Kessler (https://example.social/@mira)"
    assert guest.text == "A1 Write it [the handover] early.\nThen read it aloud. #OpsChat"


def test_a_heading_without_a_post_and_links_cut_out_are_mentioned(fixture: Load) -> None:
    notes = " ".join(fixture("pasted_markdown.md").notes)
    assert "1 heading without a post below it" in notes
    assert "links were cut out" in notes


def test_the_real_transcript_is_read(sample: Load) -> None:
    loaded = sample("formats/pasted_text/markdown_transcript_2023-03.head60.md")
    assert len(loaded.posts) == 9
    assert loaded.posts[2].text.startswith("@JeffHicks The #PSTweetChat sounds like")
