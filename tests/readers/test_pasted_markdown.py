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


def test_words_under_a_heading_go_to_no_other_author(written: Load) -> None:
    entry = (
        "### {}\n\n*2024-05-14 19:00:00Z*\n> [A1 {}](https://x.example/status/179046377632016{})\n"
    )
    text = (
        entry.format("[@ana](https://x.com/ana) <Ana Lima>", "I stopped counting", "3584")
        + entry.format("[@a_handle_of_seventeen](https://x.com/x) <Bea>", "I never began", "3999")
        + entry.format("[@jo.example.social](https://bsky.app) <Jo>", "I rest", "4000")
        + entry.format("Somebody whose handle is missing", "I left", "4001")
    )
    loaded = written(text, "script.md")
    assert [(post.handle, post.text) for post in loaded.posts] == [
        ("ana", "A1 I stopped counting"),
        ("a_handle_of_seventeen", "A1 I never began"),
        ("jo.example.social", "A1 I rest"),
    ]
    assert "1 heading that names no author" in loaded.notes[0]
