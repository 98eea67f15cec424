from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.chatfile import ChatFile
from pipeline.errors import InputError
from pipeline.readers import READERS, load, plain_csv
from pipeline.readers.document import Document
from pipeline.readers.head import Head
from tests.readers.conftest import FIXTURES, Load

FORMATS = {
    "own.jsonl": "own",
    "sheet_addon.csv": "sheet_addon",
    "twarc.csv": "twarc_csv",
    "tags.csv": "tags_sheet",
    "web_exporter.csv": "web_exporter",
    "web_exporter.json": "web_exporter",
    "x_api_v2.jsonl": "x_api_v2",
    "x_api_v2_stream.jsonl": "x_api_v2",
    "x_api_v2_flat.jsonl": "x_api_v2_flat",
    "x_api_v1.jsonl": "x_api_v1",
    "x_api_v1_search.json": "x_api_v1",
    "x_archive/data/tweets.js": "x_archive",
    "twscrape.jsonl": "twscrape",
    "snscrape.jsonl": "snscrape",
    "jetstream.jsonl": "jetstream",
    "bluesky_search.json": "bluesky",
    "bluesky_thread.json": "bluesky",
    "bluesky_thread_v2.json": "bluesky",
    "bluesky_feed.json": "bluesky",
    "mastodon_timeline.json": "mastodon",
    "mastodon_context.json": "mastodon",
    "mastodon_search.json": "mastodon",
    "mastodon_history.json": "mastodon",
    "mastodon_outbox/outbox.json": "mastodon_outbox",
    "slack/ama/2024-05-02.json": "slack",
    "discord.json": "discord",
    "discord.csv": "discord_csv",
    "reddit.json": "reddit",
    "storify.html": "storify_html",
    "embeds.html": "html_embeds",
    "oembed.json": "html_embeds",
    "pasted_markdown.md": "pasted_markdown",
    "pasted_tchat.txt": "pasted_tchat",
    "whatsapp.txt": "whatsapp",
    "zoom.txt": "zoom",
    "pasted_x.txt": "pasted_x",
    "pasted_page.txt": "pasted_page",
    "pasted_embeds.txt": "pasted_embeds",
    "any.csv": "any_csv",
    "plain.csv": "plain_csv",
}
COLUMNS = {"handle": "Who", "text": "What"}


@pytest.mark.parametrize(("name", "module"), FORMATS.items())
def test_exactly_one_reader_claims_each_format(name: str, module: str) -> None:
    chat = ChatFile(columns=COLUMNS) if name == "any.csv" else ChatFile()
    head = Head(Document(name, (FIXTURES / name).read_bytes, chat))
    claims = [reader for reader in READERS if reader.sniff(head)]
    assert claims[0].__name__ == f"pipeline.readers.{module}"  # type: ignore[attr-defined]
    assert set(claims[1:]) <= {plain_csv}  # for what no other reader claims


def test_every_reader_has_a_fixture_and_a_name_of_its_own() -> None:
    modules = {reader.__name__.rsplit(".", 1)[-1] for reader in READERS}  # type: ignore[attr-defined]
    assert modules == set(FORMATS.values())
    assert len({reader.NAME for reader in READERS}) == len(READERS)


def test_the_name_of_the_file_decides_nothing(tmp_path: Path, written: Load) -> None:
    csv = (FIXTURES / "tags.csv").read_bytes()
    assert written(csv, "tweets.json").sources[0].format.startswith("TAGS")


@pytest.mark.parametrize(
    ("content", "seen", "advice"),
    [
        ("Just some prose about the chat.", "text that begins 'Just some prose", "tchat.io paste"),
        (
            "Dear all,\n\nour notes.\nAna,\n",
            "text that begins 'Dear all,",
            "tchat.io paste",
        ),
        ("Dear all, our notes\nAna, and Tom\n", "text that begins 'Dear all,", "tchat.io paste"),
        (
            "(14/05/2024 19:02:11) Mira: Evening, all\n(14/05/2024 19:02:40) Tom: Hello, you\n",
            r"text that begins '\(14/05/2024 19",
            "tchat.io paste",
        ),
        ("[14-May 19:02:11] Mira: Evening\n", r"text that begins '\[14-May", "tchat.io paste"),
        ("[Mira](https://example.com/@mira): Hello", r"text that begins '\[Mira", "tchat.io paste"),
        ('{"speaker": "mira", "words": "hello"}', "JSON with the keys speaker", "Slack export"),
        ("[1, 2, 3]", r"JSON with the keys \(none\)", "Slack export"),
        ("speaker,words\nmira,hello\n", "the columns speaker, words", "columns = {"),
        ("\x00\x01\x02binary", r"text that begins '\\x00", "tchat.io paste"),
    ],
)
def test_an_unknown_format_says_what_was_seen_and_what_of_its_kind_can_be_read(
    written: Load, content: str, seen: str, advice: str
) -> None:
    with pytest.raises(InputError, match=f"unknown format: {seen}") as error:
        written(content)
    kinds = ("tchat.io paste", "Slack export", "columns = {")
    assert [kind for kind in kinds if kind in str(error.value)] == [advice]
    assert str(error.value).count("saved as CSV") == (advice != "columns = {")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("mark", [",", ";"])
def test_a_sheet_with_the_names_of_our_fields_is_no_broken_one_of_a_program(
    written: Load, mark: str
) -> None:
    sheet = f"id{mark}handle{mark}text\n1{mark}ana{mark}A1 I stopped\n"
    assert [(post.id, post.handle) for post in written(sheet, "x.csv").posts] == [("1", "ana")]


def test_a_sheet_without_names_of_columns_is_told_so_and_not_printed_whole(written: Load) -> None:
    words = "I stopped counting when the counting took longer than the baking itself"
    with pytest.raises(InputError, match=r"Its first row should name the columns\.") as error:
        written(f"17,ana,{words}\n18,tom,{words}\n", "x.csv")
    assert words not in str(error.value) and "I stopped counting" in str(error.value)


TITLED = "Our chat of 12 May,,,\nplease do NOT sort,,,\n,,,\n"


def test_a_title_above_the_header_is_not_told_as_its_columns(written: Load) -> None:
    with pytest.raises(InputError, match=r"the columns No, Who said it, Words, Notes\. Say"):
        written(f"{TITLED}No,Who said it,Words,Notes\n1,ana,A1 I stopped,\n", "x.csv")


def test_of_two_sheets_that_nobody_knows_the_larger_is_told(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(
        f"{TITLED}Who,Role,Since,Seen\nana,host,2019,yes\n", "utf-8"
    )
    (tmp_path / "posts.csv").write_text("Who said it,Words\n" + "ana,A1 I stopped\n" * 20, "utf-8")
    with pytest.raises(InputError, match=r"posts\.csv: unknown format: .* Who said it, Words"):
        load([tmp_path], ChatFile())


def test_a_csv_that_lacks_a_column_says_which(written: Load) -> None:
    with pytest.raises(InputError, match=r"columns id_str, text, created_at.*from_user is missing"):
        written("id_str,text,created_at\n1,A1,Thu May 02 18:05:00 +0000 2024\n", "x.csv")


@pytest.mark.parametrize("header", ["Speaker no.,Words,Hearts", "user,text,post"])
def test_a_sheet_like_no_format_is_told_how_to_name_its_columns(written: Load, header: str) -> None:
    with pytest.raises(InputError, match=rf"columns {header.replace(',', ', ')}") as error:
        written(f"{header}\nana,A1 I stopped counting,3\n", "part2.csv")
    assert 'chat.toml beside it which column holds what: columns = { handle = "' in str(error.value)
    assert "clock (the time of the day), url (of the post), name, reply_to (" in str(error.value)
    assert "Slack export" not in str(error.value)


def test_columns_that_chat_toml_writes_otherwise_are_named(written: Load) -> None:
    said = r"columns who, what.*Expected Who, What \(chat\.toml\): Who, What are missing"
    with pytest.raises(InputError, match=said):
        written("who,what\nana,A1 I stopped\n", "x.csv", columns=COLUMNS)


@pytest.mark.parametrize(
    "content",
    ['{"id": "1", "handle": "mira_k", "te', '[{"id": "1", "handle": "m", "text": ""}, {"id"'],
)
def test_json_cut_off_in_the_middle_is_named_with_its_line(written: Load, content: str) -> None:
    with pytest.raises(InputError, match=r"export\.jsonl:1: not JSON .*cut off"):
        written(content)
