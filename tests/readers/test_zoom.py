from __future__ import annotations

import pytest

from pipeline.errors import InputError
from tests.readers.conftest import Load

OLD = """23:59:39 From  Ines  to  Everyone:\r
\tQ1: What do you mend first, and why that?\r
23:59:47 From  Ana  to  Everyone:\r
\tReplying to "Q1: What do you mend..."\r
\t\r
\tA1: "the" hinge\r
00:01:02 From  Bo  to  Everyone:\r
\tReacted to "Q1: What do you mend..." with 👍\r
00:01:05 From  Bo  To  Everyone:\r
\tReacted to "A1: "the" hinge" with ❤️\r
00:01:06 From  Bo  to  Everyone:\r
\tRemoved a ❤️ reaction from "A1: "the" hinge"\r
00:02:00 From  Ana  to  Everyone:\r
\tAnd yours?\r
00:02:00 From  Ana  to  Everyone:\r
\tAnd yours?\r
00:02:30 From  Ana  to  Everyone:\r
\tReplying to "And yours?"\r
\t\r
"""


def test_messages_keep_their_lines_and_lose_what_zoom_wrote_into_them(fixture: Load) -> None:
    posts = fixture("zoom.txt").posts
    assert [(post.handle, post.text, post.likes) for post in posts] == [
        ("Ines Duarte", "Q1: What do you mend first, and what do you leave alone?", 3),
        ("Ana Lima (she/her)", "A1: the hinge,\n\nand only then the door", None),
        ("Ana Lima (she/her)", "Can you mute Len?", None),
        ("Back to Basics", "A1: whatever squeaks. My list:✅", None),  # its only line is its own
    ]
    assert posts[1].reply_to == posts[0].id
    assert [post.is_private for post in posts] == [False, False, True, False]


def test_times_are_in_the_zone_of_the_chat_and_ids_in_none(fixture: Load) -> None:
    plain, local = fixture("zoom.txt").posts, fixture("zoom.txt", timezone="Europe/Lisbon").posts
    assert (plain[0].created_at, local[0].created_at) == (
        "2024-05-02T20:00:05Z",
        "2024-05-02T19:00:05Z",
    )
    assert [post.id for post in plain] == [post.id for post in local]


def test_replies_and_reactions_of_older_versions_find_their_post(written: Load) -> None:
    loaded = written(OLD, "chat.txt", date="2024-05-02", timezone="UTC")
    posts = loaded.posts
    assert [(post.text, post.likes) for post in posts] == [
        ("Q1: What do you mend first, and why that?", 1),
        ('A1: "the" hinge', None),
        ("And yours?", None),
        ("And yours?", None),
    ]
    assert posts[1].reply_to == posts[0].id and posts[2].id != posts[3].id
    notes = " ".join(loaded.notes)
    assert "3 messages of a reaction alone, counted as a like (chat.txt:7," in notes
    assert "1 message without words, left out (chat.txt:17)" in notes


def test_a_clock_without_a_day_gets_that_of_the_chat_and_passes_midnight(written: Load) -> None:
    dated = written(OLD, "chat.txt", date="2024-05-02").posts
    assert [dated[0].created_at, dated[2].created_at] == [
        "2024-05-02T23:59:39Z",
        "2024-05-03T00:02:00Z",
    ]
    bare = written(OLD, "chat.txt")
    assert [post.created_at for post in bare.posts] == [None] * 4
    assert any("the day is not known" in note for note in bare.notes)
    assert [post.id for post in bare.posts] == [post.id for post in dated]


def test_a_second_meeting_in_one_file_is_of_a_later_day(written: Load) -> None:
    heads = ("22:06:25", "22:06:24", "19:11:38")  # the second is only a little late
    export = "".join(f"{clock} From Ana to Everyone:\n\tAt {clock}\n" for clock in heads)
    posts = written(export, "chat.txt", date="2024-05-02").posts
    days = [post.day for post in posts]
    assert days == ["2024-05-02", "2024-05-02", "2024-05-03"]


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ("14:06:25\t From  Ana, Ohio : ", "Ana, Ohio"),
        ("14:06:25 From  Ana  to  Everyone : ", "Ana"),
        ("14:06:25 From Back to Basics to Everyone : ", "Back to Basics"),
        ("14:06:25 From Lab 3: Ana to Everyone:\n\t", "Lab 3: Ana"),
        ("14:06:25 From Ana To Everyone:\n\t", "Ana"),
        ("14:06:25 From Ana to All panelists and attendees:\n\t", "Ana"),
        ("14:06:25 From Ana to Everyone in Meeting:\n\t", "Ana"),
        ("14:06:25 From Ana to Everyone (in Meeting) : ", "Ana"),
        ("00:06:25\tAna Lima:\t", "Ana Lima"),  # with a recording in the cloud
    ],
)
def test_every_version_of_the_first_line_tells_the_author(
    written: Load, head: str, author: str
) -> None:
    text = "I talk to Bob : often"
    (post,) = written(f"{head}{text}\n", "chat.txt", date="2024-05-02").posts
    assert (post.handle, post.text, post.is_private) == (author, text, False)


def test_a_first_message_that_ends_in_a_colon_swallows_none_of_the_others(written: Load) -> None:
    export = (
        "14:06:25 From Ana : Three rules:\n"
        "14:06:30 From Bo : I agree\n"
        "14:06:35 From Cy to Bo(Privately) : Do you?\n"
    )
    posts = written(export, "chat.txt", date="2024-05-02").posts
    assert [(post.handle, post.text, post.is_private) for post in posts] == [
        ("Ana", "Three rules:", False),
        ("Bo", "I agree", False),
        ("Cy", "Do you?", True),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "14:06:25\t From  Ana  to  Bob(Privately) : ",
        "14:06:25 From Ana to Bob (Direct Message) : ",
        "14:06:25 From  Ana  to  Bob : ",
        "14:06:25 From Ana to Hosts and panelists:\n\t",
        "2024-05-02 14:06:25 From Ana to Bob (direct message):\n\t",
    ],
)
def test_what_is_not_sent_to_everyone_is_private(written: Load, head: str) -> None:
    (post,) = written(f"{head}no to Everyone : x\n", "chat.txt", date="2024-05-02").posts
    assert (post.handle, post.text, post.is_private) == ("Ana", "no to Everyone : x", True)


def test_a_clock_that_is_none_is_named_with_its_line(written: Load) -> None:
    with pytest.raises(InputError, match=r"chat\.txt:1: time is '2024-05-02T25:00:00'"):
        written("25:00:00 From Ana to Everyone:\n\tHello\n", "chat.txt", date="2024-05-02")
    with pytest.raises(InputError, match=r"chat\.txt:1: time is '2024-05-02T22:75:00'"):
        written("From Ana to Everyone:  10:75 PM\nHello\n", "chat.txt", date="2024-05-02")


@pytest.mark.parametrize(
    ("heads", "times"),
    [
        (("to Everyone:  02:42 PM\n", "to Everyone:  12:03 AM\n"), ("14:42", "00:03")),
        (("to Everyone 02:42 PM\n", "to Everyone 03:04 PM\n"), ("14:42", "15:04")),
        (("to Everyone: (14:42)\n", "to Everyone: (15:04)\n"), ("14:42", "15:04")),
        (("to Everyone 02:42 PM: ", "to Everyone 03:04 PM: "), ("14:42", "15:04")),
    ],
)
def test_what_was_copied_out_of_the_window_is_read(
    written: Load, heads: tuple[str, str], times: tuple[str, str]
) -> None:
    chat = (
        f"From Ana Lima {heads[0]}A1: the hinge\nat 9:30 PM\nFrom Bo to Me:  (Privately) 02:59 PM\n"
        f"Shh\nFrom Me {heads[1]}A1: whatever squeaks\n"
    )
    loaded = written(chat, "chat.txt", date="2024-05-02", timezone="UTC")
    first, whispered, mine = loaded.posts
    assert (first.handle, first.text) == ("Ana Lima", "A1: the hinge\nat 9:30 PM")
    assert (whispered.handle, whispered.is_private) == ("Bo", True)
    assert (mine.handle, mine.text, mine.is_private) == ("Me", "A1: whatever squeaks", False)
    assert [str(post.created_at)[11:16] for post in (first, mine)] == [*times]
    assert any(note.startswith('1 message by "Me"') for note in loaded.notes)


def test_blanks_that_were_copied_with_the_first_message_hide_none(written: Load) -> None:
    chat = "\n  From Ana to Everyone 10:01 AM\nHello\nFrom Bo to Everyone 10:02 AM\nHi\n"
    posts = written(chat, "chat.txt", date="2024-05-02").posts
    assert [(post.handle, post.text) for post in posts] == [("Ana", "Hello"), ("Bo", "Hi")]
