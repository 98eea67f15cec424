from __future__ import annotations

import pytest

from pipeline import chatfile
from pipeline.errors import InputError
from pipeline.readers import any_csv, fields
from tests.readers.conftest import Load

COLUMNS = {"handle": "Who", "text": "What", "created_at": "When", "likes": "Hearts"}


def test_columns_named_in_the_chat_file_are_read(fixture: Load) -> None:
    first, second = fixture("any.csv", columns=COLUMNS, timezone="Europe/Vienna").posts
    assert (first.handle, first.text) == ("mira_k", "A1 Write it early; read it aloud.")
    assert (first.created_at, second.created_at) == ("2024-05-31T18:05:00Z", "2024-06-01T18:06:00Z")
    assert (first.likes, second.likes) == (3, None)
    assert second.text == 'A1 Ask "why" once.'


@pytest.mark.parametrize("dash", ["-", "--", "–", "—"])
def test_a_dash_for_an_id_a_count_or_a_time_is_none(written: Load, dash: str) -> None:
    sheet = f"Who,What,When,Hearts,To\nana,A1 Early,{dash},{dash},{dash}\nbo,-,2024-05-14,1,7\n"
    ana, bo = written(sheet, "a.csv", columns={**COLUMNS, "reply_to": "To"}).posts
    assert (ana.created_at, ana.likes, ana.reply_to) == (None, None, None)
    assert (bo.text, bo.reply_to) == ("-", "7")


def test_a_dash_for_the_time_of_a_day_leaves_the_day(written: Load) -> None:
    columns = {"handle": "Who", "text": "What", "created_at": "Day", "clock": "At"}
    sheet = "Who,What,Day,At\nana,A1 Early,2024-05-14,-\nbo,A1 Late,-,-\n"
    posts = written(sheet, "a.csv", columns=columns).posts
    assert [post.created_at for post in posts] == ["2024-05-14", None]


def test_a_day_in_merged_cells_is_that_of_the_rows_below_it(written: Load) -> None:
    columns = {"handle": "Who", "text": "What", "created_at": "Day", "clock": "At"}
    sheet = (
        "Who,What,Day,At\nana,A1 Early,12/11/2024,8:01 pm\nbo,A1 Rye,,8:02 pm\ncy,A1 Oats,,\n"
        "dee,A2 Late,13/11/2024,7:40 am\nana,A2 Later,,7:45 am\n"
    )
    loaded = written(sheet, "a.csv", columns=columns)
    assert [post.created_at for post in loaded.posts] == [
        "2024-11-12T20:01:00Z", "2024-11-12T20:02:00Z", None,
        "2024-11-13T07:40:00Z", "2024-11-13T07:45:00Z",
    ]  # fmt: skip
    assert sum("day above" in note for note in loaded.notes) == 1
    with pytest.raises(InputError, match=r"a\.csv:2: time is '8:01 pm'"):
        written("Who,What,Day,At\nana,A1 Early,,8:01 pm\n", "a.csv", columns=columns)


def test_ids_are_made_from_who_when_and_what(fixture: Load) -> None:
    ids = [post.id for post in fixture("any.csv", columns=COLUMNS).posts]
    assert ids == [post.id for post in fixture("any.csv", columns=COLUMNS).posts]
    assert len(set(ids)) == 2


def test_a_zone_that_is_named_later_changes_times_and_no_id(fixture: Load) -> None:
    plain = fixture("any.csv", columns=COLUMNS).posts
    local = fixture("any.csv", columns=COLUMNS, timezone="Europe/Vienna").posts
    assert plain[0].created_at != local[0].created_at
    assert [post.id for post in plain] == [post.id for post in local]


def test_a_sheet_of_a_form_says_which_question_each_row_answers(written: Load) -> None:
    sheet = """Name,Question,Answer
Mira,Why do you wait?,A loaf that is late is better.
Tom,Which flour?,Rye.
Ines,Why do you wait?,To read the dough.
Olu,,Good night all!
"""
    columns = {"handle": "Name", "text": "Answer", "question": "Question"}
    loaded = written(sheet, "form.csv", columns=columns)
    assert [post.question for post in loaded.posts] == [1, 2, 1, None]
    assert loaded.hints["questions"] == ("Q1: Why do you wait?", "Q2: Which flour?")


def test_an_answer_that_is_named_by_its_link_is_found(written: Load) -> None:
    sheet = """Who,What,Link,In reply to
mira,Q1: Why wait?,https://x.com/mira/status/7,
tom,It rises alone.,https://x.com/tom/status/8,https://x.com/mira/status/7
ines,So they say.,https://x.com/ines/status/9,https://x.com/olu/status/3
"""
    columns = {"handle": "Who", "text": "What", "url": "Link", "reply_to": "In reply to"}
    asks, answers, other = written(sheet, "sheet.csv", columns=columns).posts
    assert answers.reply_to == asks.id
    assert other.reply_to == "https://x.com/olu/status/3"  # not in the sheet
    other_form = "https://mobile.twitter.com/Mira/status/7/photo/1?s=20&t=Zq"
    moved = sheet.replace("https://x.com/mira/status/7\nines", f"{other_form}\nines")
    assert written(moved, "moved.csv", columns=columns).posts[1].reply_to == asks.id
    page = sheet.replace("ines/status/9", "mira/status/7")
    assert written(page, "page.csv", columns=columns).posts[1].reply_to != asks.id  # nor told apart


def test_a_column_that_is_not_there_is_named(fixture: Load) -> None:
    with pytest.raises(InputError, match=r"columns Who, What, When, Hearts.*Autor is missing"):
        fixture("any.csv", columns={"handle": "Autor", "text": "What"})


def test_text_and_handle_are_needed(fixture: Load) -> None:
    with pytest.raises(InputError, match=r"chat\.toml: no column is named for handle"):
        fixture("any.csv", columns={"text": "What"})


def test_where_nothing_tells_the_day_from_the_month_the_guess_is_said(written: Load) -> None:
    columns = {"handle": "Who", "text": "What", "created_at": "When"}
    loaded = written("Who,What,When\nana,A1 Early,04/05/2023 19:00\n", "a.csv", columns=columns)
    assert loaded.posts[0].day == "2023-04-05"
    assert any("month first" in note for note in loaded.notes)


@pytest.mark.parametrize(
    "shown",
    [
        "14/5/2024 7:00 PM",  # as spreadsheets show times
        "14/05/2024, 07:00:00 p.m.",
        "5/14/2024 7:00\u202fPM",  # newer systems put a narrow space there
        "14.05.2024 19:00",
        "14. 5. 2024, 19:00:00",
        "2024-05-14 19:00:00 UTC",
        "5/14/2024 7:00 PM GMT",
        "14-May-2024 19:00:00",  # as monitoring tools write them
        "May 14, 2024 at 7:00 pm",
        "Tue, 14 May 2024 19:00:00 GMT",
    ],
)
def test_times_are_read_as_spreadsheets_show_them(written: Load, shown: str) -> None:
    columns = {"handle": "Who", "text": "What", "created_at": "When"}
    loaded = written(f'Who,What,When\nana,A1 Early,"{shown}"\n', "a.csv", columns=columns)
    assert loaded.posts[0].created_at == "2024-05-14T19:00:00Z"


def test_midnight_is_twelve_in_the_morning(written: Load) -> None:
    columns = {"handle": "Who", "text": "What", "created_at": "When"}
    loaded = written("Who,What,When\nana,A1,5/14/2024 12:05 AM\n", "a.csv", columns=columns)
    assert loaded.posts[0].created_at == "2024-05-14T00:05:00Z"


def test_utc_in_words_is_a_zone_of_its_own(written: Load) -> None:
    columns = {"handle": "Who", "text": "What", "created_at": "When"}
    sheet = "Who,What,When\nana,A1 Early,2024-05-14 19:00:00 UTC\n"
    loaded = written(sheet, "a.csv", columns=columns, timezone="Europe/Berlin")
    assert loaded.posts[0].created_at == "2024-05-14T19:00:00Z"
    assert not any("no zone" in note for note in written(sheet, "a.csv", columns=columns).notes)


@pytest.mark.parametrize(
    ("column", "read"),
    [
        ("Date (UTC)", "19:00"),
        ("created_utc", "19:00"),
        ("Time, GMT", "19:00"),
        ("When", "17:00"),
        ("Date (UTC+2)", "17:00"),
        ("Time (GMT +02:00)", "17:00"),
    ],
)
def test_a_column_that_says_utc_alone_is_in_utc(written: Load, column: str, read: str) -> None:
    columns = {"handle": "Who", "text": "What", "created_at": column}
    sheet = f'Who,What,"{column}"\nana,A1 Early,2024-05-14 19:00\n'
    loaded = written(sheet, "a.csv", columns=columns, timezone="Europe/Berlin")
    assert loaded.posts[0].created_at == f"2024-05-14T{read}:00Z"


@pytest.mark.parametrize(
    "time", ["yesterday", "4/5/24 19:00", "5/14/2024 19:00 PM", "05.14.2024", "31-Feb-2024"]
)
def test_a_time_that_is_none_is_refused_with_a_form_that_is_read(written: Load, time: str) -> None:
    columns = {"handle": "Who", "text": "What", "created_at": "When"}
    with pytest.raises(InputError, match=r"a\.csv:2: time is .* such as 2024-05-14 19:00"):
        written(f"Who,What,When\nana,A1 Early,{time}\n", "a.csv", columns=columns)


@pytest.mark.parametrize(
    ("columns", "rows", "known"),
    [
        ({"name": "Who"}, "mira,Rye.", [("mira", "mira")]),  # there are no handles
        ({"handle": "Who"}, "mira,Rye.", [("mira", None)]),
        ({"handle": "Who"}, "Mira,Rye.\nTom Ek,No.", [("Mira", "Mira"), ("Tom Ek", "Tom Ek")]),
        ({"handle": "Who", "name": "Who"}, "@mira,Rye.", [("mira", "@mira")]),
        ({"handle": "Who", "name": "Who"}, "mira,Rye.", [("mira", None)]),
    ],
)
def test_a_column_of_names_is_told_from_one_of_handles(
    written: Load, columns: dict[str, str], rows: str, known: list[tuple[str, str | None]]
) -> None:
    sheet = f"Who,What\n{rows}\n"
    posts = written(sheet, "sheet.csv", columns={**columns, "text": "What"}).posts
    assert [(post.handle, post.name) for post in posts] == known


@pytest.mark.parametrize(
    ("other", "read"), [("Salt it.", "Rye & wheat <3"), ("R&D bakes.", "Rye &amp; wheat &lt;3")]
)
def test_a_sheet_that_is_escaped_for_html_is_read_as_it_was_written(
    written: Load, other: str, read: str
) -> None:
    sheet = f"Who,What\nmira,Rye &amp; wheat &lt;3\nines,{other}\n"
    loaded = written(sheet, "sheet.csv", columns={"handle": "Who", "text": "What"})
    assert [post.text for post in loaded.posts] == [read, other]
    assert any("1 post escaped for HTML" in note for note in loaded.notes) is (other == "Salt it.")


def test_a_row_whose_handle_is_a_bare_mark_has_no_author(written: Load) -> None:
    columns = {"handle": "Who", "text": "What"}
    loaded = written("Who,What\nana,A1 Early\n@,A1 Late\n", "a.csv", columns=columns)
    assert [post.handle for post in loaded.posts] == ["ana"]
    assert any("without an author" in note for note in loaded.notes)


@pytest.mark.parametrize("title", ["", "Export of our chat\n", "\nExport of our chat\n\n"])
def test_a_title_above_the_header_hides_no_semicolons(written: Load, title: str) -> None:
    columns = {"handle": "Who", "text": "What"}
    sheet = f"{title}Who;What\nana;A1 Early, late, never, always\n"
    loaded = written(sheet, "a.csv", columns=columns)
    assert loaded.posts[0].text == "A1 Early, late, never, always"


def test_a_year_before_slashes_is_read(written: Load) -> None:
    sheet = "Who,What,When\nmira_k,A1 Early.,2024/05/31 20:05\ntom_x,A1 Late.,2024/6/1 8:06 PM\n"
    columns = {"handle": "Who", "text": "What", "created_at": "When"}
    posts = written(sheet, "form.csv", columns=columns).posts
    assert [post.created_at for post in posts] == ["2024-05-31T20:05:00Z", "2024-06-01T20:06:00Z"]


def test_every_field_that_chat_toml_takes_is_read() -> None:
    read = {
        *any_csv.NEEDED,
        *fields.COUNTS,
        *any_csv.TEXTS,
        *any_csv.IDS,
        any_csv.FILED,
        any_csv.KIND,
        any_csv.WHOM,
    }
    assert {*chatfile.COLUMNS} == read | {"created_at", "clock"}


def test_every_field_may_have_a_column_and_a_handle_its_sign(written: Load) -> None:
    columns = {
        "id": "Nr", "handle": "Who", "name": "Name", "text": "What", "url": "Where", "lang": "In",
        "reply_to": "To", "quotes": "Of", "repost_of": "From", "likes": "L", "reposts": "R",
        "replies": "A",
    }  # fmt: skip
    told = ["7", " @ana ", "Ana", "A1 I rest", "https://x.example/7", "en", "1", "2", ""]
    rows = [",".join(columns.values()), ",".join([*told, '"1,204"', "2", "3"])]
    (post,) = written("\n".join(rows) + "\n", "x.csv", columns=columns).posts
    read = post.model_dump(include=set(columns))
    assert [read[field] for field in columns] == [
        "7", "ana", "Ana", "A1 I rest", "https://x.example/7", "en", "1", "2", None, 1204, 2, 3,
    ]  # fmt: skip
