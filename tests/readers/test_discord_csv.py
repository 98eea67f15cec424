from __future__ import annotations

from tests.readers.conftest import Load


def test_who_when_and_what_are_read_without_a_chat_toml(fixture: Load) -> None:
    host, mira = fixture("discord.csv").posts[:2]
    assert (host.handle, host.created_at) == ("opsroundtable", "2024-05-02T18:05:00Z")
    assert mira.handle == "mira#1234"
    assert mira.text == "A1 **Write** it before you are tired.\nR&D agrees, and so do I"


def test_what_discord_wrote_is_counted_and_what_the_csv_lacks_is_told(fixture: Load) -> None:
    loaded = fixture("discord.csv")
    assert [post.handle for post in loaded.posts][2:] == ["Deleted User", "mira#1234"]
    assert loaded.notes == (
        "a CSV of DiscordChatExporter does not tell who replies to whom: its JSON does",
        "1 message by Discord or a bot, left out (discord.csv:5)",
        "1 message by deleted accounts, which cannot be told apart (discord.csv:6)",
    )


def test_a_zone_that_is_named_later_changes_neither_times_nor_ids(fixture: Load) -> None:
    assert fixture("discord.csv").posts == fixture("discord.csv", timezone="Asia/Tokyo").posts
