from __future__ import annotations

import json

import pytest

from pipeline.errors import InputError
from tests.readers.conftest import Load

POST = {"id": "1", "handle": "mira_k", "text": "A1 Write it early."}
CHATS = {
    "byod4l_curating": 400,
    "byod4l_final": 340,
    "guildchat": 294,
    "lthechat45": 468,
    "lthechat_on": 425,
    "onenoteq1": 243,
    "onenoteq2": 450,
    "polis": 641,
}


def test_all_but_id_handle_and_text_may_be_left_out_or_null(fixture: Load) -> None:
    host, guest, hello = fixture("own.jsonl").posts
    assert (host.handle, guest.handle, hello.handle) == ("OpsRoundtable", "mira_k", "jonas.dev")
    assert (guest.name, hello.created_at, guest.likes) == (None, None, 4)


def test_who_calls_the_time_otherwise_is_told_its_name(written: Load) -> None:
    given = {**POST, "time": "2024-05-14T19:02:00Z"}
    [note] = written(json.dumps(given)).notes
    assert "unread fields: time; when it was posted is read from created_at" in note
    [note] = written(json.dumps({**given, "created_at": "2024-05-14T19:02:00Z"})).notes
    assert "unread fields: time (" in note


def test_entities_that_an_author_typed_stay_as_typed(fixture: Load) -> None:
    assert "R&amp;D" in fixture("own.jsonl").posts[1].text  # our own format does not escape


def test_a_name_that_says_the_handle_again_is_no_name(written: Load) -> None:
    given = {**POST, "name": "mira_k"}
    [own] = written(json.dumps(given)).posts
    assert (own.handle, own.name) == ("mira_k", None)
    [unnamed] = written(json.dumps({**given, "handle": None})).posts
    assert (unnamed.handle, unnamed.name) == ("mira_k", "mira_k")  # known by the name alone
    [typed] = written(json.dumps({**given, "source": "Web App"})).posts
    assert (typed.handle, typed.name) == ("mira_k", None)  # as X calls what it was written with
    [again] = written(json.dumps({**given, "source": "chat.txt:4"})).posts
    assert (again.handle, again.name) == ("mira_k", "mira_k")  # as a run wrote it


def test_ids_may_be_numbers(written: Load) -> None:
    first, second = 1786090100000000001, 1786090100000000002
    lines = [{**POST, "id": first}, {**POST, "id": second, "reply_to": first, "quotes": first}]
    [one, other] = written("\n".join(map(json.dumps, lines))).posts
    assert (one.id, other.id) == (str(first), str(second))
    assert (other.reply_to, other.quotes) == (one.id, one.id)


def test_line_breaks_and_the_place_in_the_file_are_kept(fixture: Load) -> None:
    guest = fixture("own.jsonl").posts[1]
    assert "\n" in guest.text
    assert guest.source == "own.jsonl:2"
    assert guest.created_at == "2024-05-02T18:03:10Z"  # was 20:03 in +02:00


def test_fields_of_later_stages_are_passed_over_and_strange_ones_are_named(fixture: Load) -> None:
    loaded = fixture("own.jsonl")
    assert loaded.posts[1].thread is None
    assert loaded.notes == ("1 post with unread fields: mood (own.jsonl:2)",)


@pytest.mark.parametrize(("chat", "posts"), CHATS.items())
def test_real_chats_are_read_whole(sample: Load, chat: str, posts: int) -> None:
    loaded = sample(f"chats/{chat}.jsonl")
    assert len(loaded.posts) == posts
    assert len({post.id for post in loaded.posts}) == posts


def test_posts_that_an_export_files_under_questions_keep_them(sample: Load) -> None:
    loaded = sample("chats/polis.jsonl")
    assert {post.question for post in loaded.posts} == set(range(1, 9))
    assert loaded.hints["questions"][1] == "Q2: Should Canada change its electoral system?"
    assert not loaded.notes  # every field was read


@pytest.mark.parametrize("number", [-1, 1000, 2.5, [1]])
def test_what_is_no_number_of_a_question_is_named_with_its_line(
    written: Load, number: object
) -> None:
    with pytest.raises(InputError, match=r"export\.jsonl:1: not a post: .*question"):
        written(json.dumps({**POST, "question": number}))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": None}, "field 'text' is missing"),
        ({"likes": "many"}, "'likes'"),
        ({"created_at": "yesterday"}, "time is 'yesterday'"),
        ({"created_at": 1714672800}, "time is 1714672800"),
        ({"text": 7}, "'text'"),
        ({"name": ["Mira"]}, "'name'"),
        ({"id": True}, "'id'"),
        ({"reply_to": ["1"]}, "'reply_to'"),
    ],
)
def test_a_field_of_the_wrong_type_is_named_with_its_line(
    written: Load, change: dict[str, object], said: str
) -> None:
    lines = [json.dumps(POST), json.dumps({**POST, "id": "2", **change})]
    with pytest.raises(InputError, match=r"export\.jsonl:2: ") as error:
        written("\n".join(lines))
    assert said in str(error.value)


def test_a_line_that_is_not_json_stops_our_own_format(written: Load) -> None:
    lines = [json.dumps(POST), "oops", json.dumps({**POST, "id": "2"})]
    with pytest.raises(InputError, match=r"export\.jsonl:2: not JSON"):
        written("\n".join(lines))


def test_a_first_line_without_a_handle_is_named_and_not_a_strange_format(written: Load) -> None:
    lines = [json.dumps({"id": "0", "text": "A1"}), json.dumps(POST)]
    with pytest.raises(InputError, match=r"export\.jsonl:1: field 'handle' is missing"):
        written("\n".join(lines))
