from __future__ import annotations

import json

import pytest

from tests.readers.conftest import Load, by_id


def test_duplicate_ids_fold_and_system_lines_and_bots_are_counted(fixture: Load) -> None:
    loaded = fixture("discord.json")
    assert [post.id for post in loaded.posts] == ["9001", "9002", "9005", "9006"]
    assert any("2 messages by Discord or a bot" in note for note in loaded.notes)


def test_the_text_is_left_as_typed(fixture: Load) -> None:
    assert by_id(fixture("discord.json"))["9002"].text == (
        "A1 **Write** it before you are tired.\nR&D agrees &amp; so do I"
    )


def test_a_forwarded_message_is_not_credited_to_who_forwards_it(fixture: Load) -> None:
    loaded = fixture("discord.json")
    assert by_id(loaded)["9006"].text == ""
    assert any("passing on a message" in note for note in loaded.notes)


def test_deleted_accounts_are_mentioned(fixture: Load) -> None:
    assert any("1 message by deleted accounts" in note for note in fixture("discord.json").notes)


@pytest.mark.parametrize(
    ("number", "handle"), [("0", "ines"), ("0000", "ines"), (None, "ines"), ("0042", "ines#0042")]
)
def test_a_number_of_zeros_is_no_part_of_a_name(
    written: Load, number: str | None, handle: str
) -> None:
    author = {"name": "ines", "discriminator": number}
    message = {"id": "1", "type": "Default", "content": "A1 I rest", "author": author}
    export = {"guild": {"id": "7"}, "channel": {}, "messages": [message]}
    (post,) = written(json.dumps(export), "ama.json").posts
    assert (post.handle, post.is_private) == (handle, False)


@pytest.mark.parametrize(
    ("guild", "channel", "link"),
    [
        ("7", "5", "https://discord.com/channels/7/5/1"),
        ("7", None, None),  # cut by whoever passed the export on
        ("Home Bakers", "5", None),
        ("0", "5", None),  # direct messages are private
    ],
)
def test_a_message_has_the_address_at_which_members_find_it(
    written: Load, guild: str, channel: str | None, link: str | None
) -> None:
    message = {"id": "1", "type": "Default", "content": "A1 I rest", "author": {"name": "ines"}}
    export = {"guild": {"id": guild}, "channel": {"id": channel}, "messages": [message]}
    (post,) = written(json.dumps(export), "ama.json").posts
    assert post.url == link


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("@Stan Wróbel ours do, too", "@stan.w ours do, too"),
        ("Ask @Stan, or @Stan Wróbel!", "Ask @stan_2, or @stan.w!"),
        ("<@11> and <@!12>, see above", "@stan.w and @stan_2, see above"),
        ("@Stanley is nobody here", "@Stanley is nobody here"),
        ("Write to mail@Stan.example, or hi<@12>", "Write to mail@Stan.example, or hi@stan_2"),
    ],
)
def test_whom_a_message_mentions_is_told_by_their_handles(
    written: Load, content: str, text: str
) -> None:
    mentions = [
        {"id": "12", "name": "stan_2", "discriminator": "0000", "nickname": "Stan"},
        {"id": "11", "name": "stan.w", "discriminator": "0000", "nickname": "Stan Wróbel"},
    ]
    author = {"name": "ines", "nickname": "Ines"}
    message = {"id": "1", "type": "Default", "content": content, "author": author}
    export = {"guild": {"id": "7"}, "channel": {}, "messages": [message | {"mentions": mentions}]}
    assert written(json.dumps(export), "ama.json").posts[0].text == text
