"""Posts: whose they are and when they were written, whatever the export writes."""

import time

import pytest
from pydantic import ValidationError

from pipeline.normalize import entities, labels
from pipeline.records import Cut, Label, Post, count_voices, hashtags


def post(**more: object) -> Post:
    return Post.model_validate({"id": "1", "handle": "ana", "text": "A1 Maps lie", **more})


def test_a_handle_has_no_mark_and_no_blanks() -> None:
    assert {post(handle=given).handle for given in ("ana", "@ana", " @ana ")} == {"ana"}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2024-05-14T21:02:11+02:00", "2024-05-14T19:02:11Z"),
        ("2024-05-14T23:59:59.999-01:00", "2024-05-15T00:59:59Z"),
        ("2024-05-14 19:02:11", "2024-05-14T19:02:11Z"),  # no zone: UTC
        (" 2024-05-14T19:02Z ", "2024-05-14T19:02:00Z"),
        (" 2024-05-14 ", "2024-05-14"),  # only the day
        ("0800-01-02T03:04:05Z", "0800-01-02T03:04:05Z"),
        ("", None),
    ],
)
def test_a_moment_is_kept_in_utc_to_the_second(given: str, kept: str | None) -> None:
    found = post(created_at=given)
    assert found.created_at == kept
    assert post(created_at=kept).created_at == kept
    assert found.day == (kept and kept[:10])
    assert (found.time is None) == (kept in (None, "2024-05-14"))


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process stays there")
def test_the_zone_of_the_machine_changes_no_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", "EST5")
        time.tzset()
        assert post(created_at="2024-05-14 19:02:11").created_at == "2024-05-14T19:02:11Z"
    time.tzset()


@pytest.mark.parametrize("given", ["soon", "14.05.2024", "0001-01-01T00:30:00+02:00", "2024-02-30"])
def test_what_is_no_moment_is_refused(given: str) -> None:
    with pytest.raises(ValidationError):
        post(created_at=given)


def test_a_question_of_another_session_is_under_none_of_this_number() -> None:
    assert post(question=999).question == 999
    with pytest.raises(ValidationError):
        post(question=1000)  # 1000 is question 0 of the second session


def test_what_a_post_says_is_a_slice_of_it() -> None:
    assert post().said == "A1 Maps lie"
    assert post(body=(3, 11)).said == "Maps lie"
    assert post(body=(11, 11)).said == ""


def said(text: str) -> Post:
    held = entities.extract(text)
    return post(text=text, entities=held, label=labels.parse(text, held))


@pytest.mark.parametrize(
    ("text", "is_answer", "is_question"),
    [
        ("A1 Rye keeps longest.", True, False),
        ("Q1: Which bread keeps longest?", False, True),
        ("Rye keeps longest.", False, False),
    ],
)
def test_a_post_tells_how_it_is_labelled(text: str, is_answer: bool, is_question: bool) -> None:
    made = said(text)
    assert (made.is_labelled_answer, made.is_labelled_question) == (is_answer, is_question)


def test_a_post_tells_whom_it_mentions_in_small_letters_and_order() -> None:
    text = "@Tom_X bread by @ines_b, not @TOM_X: $WHT at https://loaf.example.org #loafchat"
    assert said(text).mentions == ("tom_x", "ines_b", "tom_x")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@Ana @ben A1 Maps lie, @cho", ("ana", "ben")),
        ('."@ana, @ben: Maps lie', ("ana", "ben")),
        ("@ana@maps.example Maps lie", ("ana",)),  # as others call her
        ("＠ana Maps lie", ("ana",)),
        ("@ana and @ben Maps lie", ("ana",)),
        ("Maps, @ana, lie", ()),
        ("I, @ana, fold maps", ()),
        ("#maps @ana", ()),
    ],
)
def test_those_with_whom_a_post_begins_are_whom_it_speaks_to(
    text: str, named: tuple[str, ...]
) -> None:
    assert post(text=text, entities=tuple(entities.extract(text))).addressed == named


def test_whom_a_post_names_behind_what_it_says_it_does_not_speak_to() -> None:
    text = "Yes #maps @ana"
    cuts = (Cut(kind="hashtag", start=4, end=9), Cut(kind="mention", start=10, end=14))
    told = post(text=text, entities=tuple(entities.extract(text)), cuts=cuts)
    assert (told.opening, told.addressed) == (text, ())


@pytest.mark.parametrize(
    ("text", "more", "whom"),
    [
        ("Maps lie", {"speaks_to": "Ben"}, ("ben",)),
        ("A1 Maps lie, @cem", {"speaks_to": "ben"}, ("ben",)),
        ("@cem Maps lie", {"speaks_to": "ben"}, ("cem",)),  # what it says itself counts
        (".@cem Maps lie", {"speaks_to": "ben"}, ("cem",)),
        ("Maps lie", {"speaks_to": "Ana"}, ()),  # goes on with her own thread
        ("Maps lie", {"speaks_to": "ben", "set_aside": "repost"}, ()),  # another's words
        ("Maps lie", {"speaks_to": ""}, ()),
        ("Maps lie", {}, ()),
    ],
)
def test_whom_it_answers_by_its_export_alone_it_speaks_to(
    text: str, more: dict[str, object], whom: tuple[str, ...]
) -> None:
    one = post(text=text, entities=tuple(entities.extract(text)), **more)
    assert one.addressed == whom
    assert one.starts_with_name is bool(whom)
    assert one.mentions[: len(whom)] == whom


def test_a_post_without_anybody_beside_its_text_is_written_as_ever() -> None:
    assert "speaks_to" not in post().model_dump()
    assert post(speaks_to="@ben").model_dump()["speaks_to"] == "ben"


def test_the_hashtag_of_a_label_is_none_that_a_post_stands_under() -> None:
    text = "#A1 Maps lie #Maps #MAPS"
    held = entities.extract(text)
    assert hashtags(held) == {"#a1", "#maps"}
    assert hashtags(held, labels.parse(text, held)) == {"#maps"}


@pytest.mark.parametrize(
    ("text", "letter"), [("#T2: Who?", "T"), ("r2) du sel", "R"), ("Answer 2: salt", "A")]
)
def test_the_letter_of_a_label_is_told_as_it_stands_there(text: str, letter: str) -> None:
    label = Label(kind="A", question=2, start=0, end=text.index(" "))
    if text.startswith("Answer"):
        label = label.model_copy(update={"end": 9})
    assert post(text=text, label=label).letter == letter


def test_without_a_label_there_is_no_letter() -> None:
    assert post(text="T2: Who?").letter == ""


def test_who_only_passes_on_is_no_voice_and_nobody_is_two():
    own, again = post(id="1", handle="Mira_K"), post(id="2", handle="mira_k")
    passed_on = post(id="3", handle="tom_x", set_aside="repost")
    other = post(id="4", handle="ines_b", set_aside="duplicate")
    assert count_voices([own, again, passed_on, other]) == 2
