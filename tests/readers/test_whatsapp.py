from __future__ import annotations

import pytest

from pipeline.errors import InputError
from tests.readers.conftest import FIXTURES, Load


def _line(day: str, clock: str, words: str) -> str:
    return f"{day}, {clock} - {words}\n"


def test_messages_keep_their_lines_and_lose_what_the_exporter_added(fixture: Load) -> None:
    texts = [post.text for post in fixture("whatsapp.txt").posts]
    assert texts == [
        "*Q1* What do you do while the dough rests?",
        "A1 I write the list for tomorrow:\n\nflour, salt, patience",
        "My list is this one",
        "@Jo 🌾 that is a novel. It says: rest\xa0now",
        "🙏",
        "🙏",
        "Late A1: sleep. 19/06/2024, 20:04 - Ana: was a better night",
    ]


def test_people_are_called_as_the_telephone_calls_them(fixture: Load, written: Load) -> None:
    handles = [post.handle for post in fixture("whatsapp.txt").posts[1:4]]
    assert handles == ["+44 7700 900123", "Jo 🌾", "Len"]  # of "~ Len", who is not in its contacts
    export = _line("19/06/2024", "20:04", "~ Len: Hello") + _line("19/06/2024", "20:05", "Len: Hi")
    assert [post.handle for post in written(export, "chat.txt").posts] == ["~ Len", "Len"]


def test_what_nobody_wrote_is_counted(fixture: Load) -> None:
    notes = fixture("whatsapp.txt", timezone="Europe/Lisbon").notes
    assert notes == (
        "a chat of WhatsApp is not public: ask who wrote a line before you print it",
        "2 messages by WhatsApp, left out (whatsapp.txt:1, whatsapp.txt:2)",
        "1 message without words (a picture, a film, a voice), left out (whatsapp.txt:7)",
        "1 message deleted by who wrote it, left out (whatsapp.txt:10)",
    )


def test_times_are_in_the_zone_of_the_chat_and_ids_in_none(fixture: Load) -> None:
    plain = fixture("whatsapp.txt").posts
    local = fixture("whatsapp.txt", timezone="Europe/Lisbon").posts
    assert (plain[0].created_at, local[0].created_at) == (
        "2024-05-02T20:00:00Z",
        "2024-05-02T19:00:00Z",
    )
    assert [post.id for post in plain] == [post.id for post in local]


def test_the_same_words_twice_within_a_minute_are_two_messages(fixture: Load) -> None:
    posts = fixture("whatsapp.txt").posts
    assert posts[4].text == posts[5].text and posts[4].id != posts[5].id


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        ([("30/05/2024", "20:04"), ("02/06/2024", "20:04")], ["2024-05-30", "2024-06-02"]),
        ([("5/30/24", "8:04 PM"), ("6/2/24", "8:04 PM")], ["2024-05-30", "2024-06-02"]),
        # no number above 12: a chat of two days is likelier than one of a month
        ([("05/06/2024", "8:04 pm"), ("06/06/2024", "8:04 pm")], ["2024-06-05", "2024-06-06"]),
        ([("6/5/24", "20:04"), ("6/6/24", "20:04")], ["2024-06-05", "2024-06-06"]),
        ([("19.06.24", "20:04")], ["2024-06-19"]),
        ([("05.06.24", "20:04")], ["2024-06-05"]),
        ([("2024-06-05", "20:04")], ["2024-06-05"]),
    ],
)
def test_which_number_is_the_day_is_told_by_the_whole_file(
    written: Load, lines: list[tuple[str, str]], days: list[str]
) -> None:
    export = "".join(_line(day, clock, "Ana: Hello") for day, clock in lines)
    loaded = written(export, "chat.txt", timezone="UTC")
    assert [post.created_at for post in loaded.posts] == [f"{day}T20:04:00Z" for day in days]
    assert len(loaded.notes) == 1


@pytest.mark.parametrize(
    ("clock", "day", "first"),
    [("20:04", "2024-06-05", "day"), ("8:04\u202fPM", "2024-05-06", "month")],
)
def test_where_nothing_tells_the_day_the_guess_is_told(
    written: Load, clock: str, day: str, first: str
) -> None:
    loaded = written(_line("05/06/2024", clock, "Ana: Hello"), "chat.txt", timezone="UTC")
    assert loaded.posts[0].created_at == f"{day}T20:04:00Z"
    assert any(note.endswith(f"read with the {first} first") for note in loaded.notes)


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("Messages and calls are end-to-end encrypted. Tap to learn more.", "by WhatsApp"),
        ('Ana changed the group name from "Bread" to "Bread: slow"', "by WhatsApp"),
        ("Ana hat die Gruppe „Brot: langsam“ erstellt.", "by WhatsApp"),
        ("Ana a créé le groupe « Pain : lent »", "by WhatsApp"),
        ("Ana: <Media omitted>", "without words"),
        ("Ana: \u200eIMG-20240619-WA0001.jpg (file attached)", "without words"),
        ("Ana: terms.pdf • \u200e2 pages \u200edocument omitted", "without words"),
        ("Ana: image omitted", "without words"),
        ("Ana: null", "without words"),  # what older versions write for a picture to see once
        ("Ana: You received a view once message. You can open it once.", "without words"),
        ("Ana: location: https://maps.example/?q=1,2", "without words"),
        ("Ana: You deleted this message", "deleted by who wrote it"),
    ],
)
def test_lines_that_are_no_words_of_people(written: Load, words: str, note: str) -> None:
    export = _line("19/06/2024", "20:04", words) + _line("19/06/2024", "20:05", "Bea: Hello")
    loaded = written(export, "chat.txt")
    assert [post.handle for post in loaded.posts] == ["Bea"]
    assert any(f"1 message {note}" in told for told in loaded.notes)


@pytest.mark.parametrize(
    "text",
    [
        "the form is on the table (file attached)",
        "I wrote <sighs omitted> twice",
        "Answer: no",
        "image omitted, said the telephone",
        "Null",
        "You received a view once message?",
        "location: the barn",
    ],
)
def test_words_that_only_look_like_the_exporters_stay(written: Load, text: str) -> None:
    assert written(_line("19/06/2024", "20:04", f"Ana: {text}"), "chat.txt").posts[0].text == text


def test_what_a_telephone_of_another_language_added_is_cut_where_it_is_marked(
    written: Load,
) -> None:
    words = "Ana: Mehl, Salz, Geduld \u200e<Diese Nachricht wurde bearbeitet.>"
    loaded = written(
        _line("19.06.24", "20:04", words)
        + _line("19.06.24", "20:05", "Bo: \u200e<Anhang: 01-PHOTO.jpg>"),
        "chat.txt",
    )
    assert [post.text for post in loaded.posts] == ["Mehl, Salz, Geduld"]


@pytest.mark.parametrize(
    ("moment", "omitted"),
    [
        ("19/06/2024 20:04 - ", "<Mídia oculta>"),
        ("19-06-2024 20:04 - ", "<Media weggelaten>"),
        ("19/06/2024 à 20:04 - ", "<Médias omis>"),
        ("19.6.2024 klo 20.04 - ", "<Media jätettiin pois>"),
        ("19/06/24 20.04 - ", "<Media tidak disertakan>"),
        ("19.06.24, 20:04 - ", "IMG-20240619-WA0001.jpg (Datei angehängt)"),
        ("[19/06/2024 20:04:00] ", "<Multimedia omitido>"),
        ("19/6/24, 8:04\u202fp.\u00a0m. - ", "<Multimedia omitido>"),
    ],
)
def test_a_telephone_of_another_language_is_read_and_told(
    written: Load, moment: str, omitted: str
) -> None:
    export = f"{moment}Ana: Pão, sal\n{moment}Bo: {omitted}\n{moment}Bo: {omitted} <3\n"
    loaded = written(export, "chat.txt", timezone="UTC")
    assert [(post.created_at, post.text) for post in loaded.posts] == [
        ("2024-06-19T20:04:00Z", "Pão, sal"),
        ("2024-06-19T20:04:00Z", f"{omitted} <3"),  # words of somebody's own stand beside it
    ]
    assert any("the telephone was not set to English" in note for note in loaded.notes)
    assert any("1 message without words" in note for note in loaded.notes)


def test_where_whatsapp_speaks_english_words_in_brackets_are_somebodys(written: Load) -> None:
    notice = "Messages and calls are end-to-end encrypted. Tap to learn more."
    export = _line("19/06/2024", "20:04", notice) + _line("19/06/2024", "20:05", "Bo: <mic drop>")
    loaded = written(export, "chat.txt")
    assert [post.text for post in loaded.posts] == ["<mic drop>"]
    assert not any("English" in note for note in loaded.notes)


def test_the_days_of_a_list_begin_no_message(written: Load) -> None:
    words = "Our plan:\n20/06/2024 20:00 - Kneading: with Bo\n21/06/2024 20:00 - Baking"
    loaded = written(_line("19/06/2024", "20:04", f"Ana: {words}"), "chat.txt")
    assert [(post.handle, post.text) for post in loaded.posts] == [("Ana", words)]


def test_a_log_that_names_its_people_in_another_way_is_none(written: Load) -> None:
    with pytest.raises(InputError, match="unknown format"):
        written("[2024-06-19 20:04:51] <ana> hello\n[2024-06-19 20:05:51] <bo> hi\n", "chat.txt")


def test_a_caption_is_its_authors(written: Load) -> None:
    export = _line("19/06/2024", "20:04", "Ana: IMG-1.jpg (file attached)\nThe oven at five")
    assert written(export, "chat.txt").posts[0].text == "The oven at five"


def test_dotted_dates_in_brackets_are_no_json(written: Load) -> None:
    loaded = written("[19.06.24, 20:04:51] Ana: Hello\n", "chat.txt")
    assert loaded.posts[0].created_at == "2024-06-19T20:04:51Z"


def test_a_day_that_is_none_is_named_with_its_line(written: Load) -> None:
    export = (FIXTURES / "whatsapp.txt").read_text("utf-8").replace("03/05/2024", "03/25/2024")
    export = export.replace("02/05/2024", "22/05/2024")
    with pytest.raises(InputError, match=r"chat\.txt:13: time is '03/25/2024 07:10:00'"):
        written(export, "chat.txt")
