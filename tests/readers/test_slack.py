from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline.chatfile import ChatFile
from pipeline.readers import load
from tests.readers.conftest import FIXTURES, Load, by_id

ANSWER = "ama/1714672900.000200"


def test_markup_becomes_what_people_see(fixture: Load) -> None:
    assert by_id(fixture("slack"))[ANSWER].text == (
        "A1 R&D <3 it: ask @tomasz or @nina, see the handover page, https://example.org and #ama\n"
        "*short*"
    )


def test_a_link_behind_words_is_counted(fixture: Load) -> None:
    notes = [note for note in fixture("slack").notes if "behind words" in note]
    assert len(notes) == 1
    assert notes[0].startswith("1 link behind words of a message")


def test_people_are_found_in_users_json_or_in_the_message(fixture: Load) -> None:
    posts = by_id(fixture("slack"))
    assert (posts[ANSWER].handle, posts[ANSWER].name) == ("mira", "Mira Kessler")
    late = posts["ama/1714673300.000600"]
    assert (late.handle, late.name) == ("nina", "Nina Holm")


def test_words_of_slack_and_of_bots_are_nobodys_and_counted(fixture: Load) -> None:
    loaded = fixture("slack")
    assert not any(word in p.text for p in loaded.posts for word in ("joined", "kind", "uploaded"))
    assert any("2 messages by Slack or a bot" in note for note in loaded.notes)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<@U1|ana> uploaded a file: <https://x.example/1|chart> and commented: A1 See", "A1 See"),
        (
            "<@U2> shared a file: I liked it, A1 &amp; more",
            "@U2 shared a file: I liked it, A1 & more",
        ),
        ("<@U1> shared a file: A1 it was mine", "@U1 shared a file: A1 it was mine"),
        (
            "<@U2> shared a file: <https://x.example/1|map>, A1 so do I",
            "@U2 shared a file: map, A1 so do I",
        ),
        ("<@U1> uploaded a file: <https://x.example/1|chart>", None),
    ],
)
def test_what_people_say_with_an_upload_is_theirs(
    written: Load, text: str, kept: str | None
) -> None:
    message = {"type": "message", "user": "U1", "ts": "1714672800.000100", "text": text}
    loaded = written(json.dumps([message]), "2024-05-02.json")
    assert [post.text for post in loaded.posts] == ([kept] if kept else [])
    assert any("an upload without words" in note for note in loaded.notes) == (kept is None)


def test_the_text_may_live_in_the_blocks_alone(fixture: Load) -> None:
    assert by_id(fixture("slack"))["ama/1714673000.000300"].text == "@mira well said :tada:"


@pytest.mark.parametrize(
    ("emoji", "code", "shown"),
    [
        ({"name": "tada", "unicode": "1f389"}, ":tada:", "🎉"),
        ({"name": "+1", "unicode": "1f44d-1f3fc", "skin_tone": 3}, ":+1::skin-tone-3:", "👍🏼"),
        ({"name": "wave::skin-tone-2", "unicode": "1f44b-1f3fb"}, ":wave::skin-tone-2:", "👋🏻"),
        ({"name": "flag-de", "unicode": "1f1e9-1f1ea"}, ":flag-de:", "🇩🇪"),
        ({"name": "one", "unicode": "0031-fe0f-20e3"}, ":one:", "1️⃣"),
        ({"name": "party_loaf"}, ":party_loaf:", ":party_loaf:"),  # the workspace's own
        ({"name": "odd", "unicode": "d83c-0000"}, ":odd:", ":odd:"),
    ],
)
def test_an_emoji_is_what_people_see_where_the_blocks_say_it(
    written: Load, emoji: dict[str, object], code: str, shown: str
) -> None:
    elements = [{"type": "text", "text": "A1 late "}, {"type": "emoji", **emoji}]
    blocks = [{"type": "rich_text_section", "elements": elements}]
    message = {"type": "message", "user": "U1", "ts": "1714672800.000100", "blocks": blocks}
    for more in ({"text": f"A1 late {code} :+1:"}, {}):
        loaded = written(json.dumps([{**message, **more}]), "2024-05-02.json")
        assert loaded.posts[0].text == f"A1 late {shown}" + (" :+1:" if more else "")


def test_blocks_keep_their_lines_links_and_names(written: Load) -> None:
    def said(*elements: dict[str, str]) -> dict[str, object]:
        return {"type": "rich_text_section", "elements": list(elements)}

    def word(text: str) -> dict[str, str]:
        return {"type": "text", "text": text}

    channel = {"type": "channel", "channel_id": "C7"}
    everyone = {"type": "broadcast", "range": "here"}
    link = {"type": "link", "url": "https://example.org"}
    ask = said(word("A1 ask in "), channel)
    who = said(everyone, word(" or "), {"type": "user", "user_id": "U9"})
    listed = [said(word("see "), link), said(word("the guide "), {**link, "text": "in short"})]
    blocks = [
        {"type": "rich_text", "elements": [ask, who]},
        {"type": "rich_text_list", "elements": listed},
        {"type": "rich_text_quote", "elements": [word("walk it")]},
        {"type": "rich_text_preformatted", "elements": [word("walk()")]},
        {"type": "section", "text": {"type": "mrkdwn", "text": "that is all"}},
    ]
    message = {"type": "message", "user": "U1", "ts": "1714672800.000100", "blocks": blocks}
    loaded = written(json.dumps([message]), "2024-05-02.json")
    lines = [line for line in loaded.posts[0].text.split("\n") if line]
    assert lines == [
        "A1 ask in #C7",
        "@here or @U9",
        "see https://example.org",
        "the guide in short",
        "walk it",
        "walk()",
        "that is all",
    ]


def test_names_in_markup_are_those_that_slack_wrote_there(written: Load) -> None:
    text = "A1 <@U2|ben> in <#C7> or <#C7|maps>: <!here>, <!subteam^S1|@cooks>, <!date^1^x|May>"
    message = {"type": "message", "user": "U1", "ts": "1714672800.000100", "text": text}
    loaded = written(json.dumps([message]), "2024-05-02.json")
    assert loaded.posts[0].text == "A1 @ben in #C7 or #maps: @here, @cooks, May"
    assert loaded.posts[0].handle == "U1"
    assert any("whose author is not in users.json" in note for note in loaded.notes)


def test_a_shared_message_is_a_quote(fixture: Load) -> None:
    assert by_id(fixture("slack"))["ama/1714673300.000600"].quotes == ANSWER


def test_private_channels_are_marked(fixture: Load) -> None:
    private = [post.id for post in fixture("slack").posts if post.is_private]
    assert private == ["hosts-only/1714671000.000100"]


def test_what_an_export_holds_beside_its_channels_is_no_file_of_an_unknown_format(
    tmp_path: Path,
) -> None:
    folder = shutil.copytree(FIXTURES / "slack", tmp_path / "export")
    for name in ("integration_logs.json", "canvases.json"):
        (folder / name).write_text('[{"service": "42", "title": "Kettle"}]')
    (folder / "diary.json").write_text('[{"service": "42", "title": "Kettle"}]')
    notes = [note for note in load([folder], ChatFile()).notes if "not read" in note]
    assert len(notes) == 1
    assert "1 file not read" in notes[0]
    assert "diary.json" in notes[0]


def test_the_zip_reads_as_the_folder_does(tmp_path: Path, fixture: Load) -> None:
    packed = shutil.make_archive(str(tmp_path / "export"), "zip", FIXTURES / "slack")
    zipped = load([Path(packed)], ChatFile())
    assert by_id(zipped).keys() == by_id(fixture("slack")).keys()


def test_a_real_export_is_read(sample: Load) -> None:
    loaded = sample("formats/slack_export/testarchive.zip")
    assert len(loaded.posts) == 49
    assert len({post.handle for post in loaded.posts}) == 4
    assert not any(post.handle.startswith("U0") for post in loaded.posts)
