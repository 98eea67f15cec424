"""Posts of one chat by several clocks: told, and set right where it is sure."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.chatfile import ChatFile
from pipeline.cluster import stage as cluster
from pipeline.normalize import stage as normalize
from pipeline.readers import Loaded, load
from pipeline.readers.doctor import report
from pipeline.records import Chat, snowflake
from pipeline.settings import ClusterSettings, NormalizeSettings

START = datetime(2024, 5, 14, 19, tzinfo=UTC)
TOLD = ("another time zone", "ids tell", "same ones")
PEOPLE = ("mira_k", "tom_x", "rye_ruth", "salt_sid", "ovenbird")
Row = dict[str, Any]


def said(minute: float, handle: str, text: str) -> Row:
    at = (START + timedelta(minutes=minute)).isoformat()
    return {"handle": handle, "text": text, "created_at": at.replace("+00:00", "Z")}


def chat(*, with_labels: bool = True) -> list[Row]:
    """An hour of bread: six questions, five answers to each, and who speaks to whom about them."""
    rows = [said(-8, "loafchat", "Kettle on, #LoafChat begins at seven")]
    for number in range(6):
        asked = 9 * number
        label = f"A{number + 1} " if with_labels else ""
        what = ("flour", "oven", "salt", "starter", "shelf", "crumb")[number]
        rows.append(said(asked, "loafchat", f"Q{number + 1}: Which {what} would you keep?"))
        for place, handle in enumerate(PEOPLE):
            words = f"{label}I would keep the {what} that my neighbour number {place} gave me"
            rows.append(said(asked + 1.5 + place, handle, words))
            other = PEOPLE[place - 1]
            rows.append(said(asked + 4 + place / 2, handle, f"@{other} that {what}? Never mine"))
    return [{"id": f"p{at}", **row} for at, row in enumerate(rows)]


def moved(rows: Iterable[Row], hours: float) -> list[Row]:
    shift = timedelta(hours=hours)
    told = [(row, datetime.fromisoformat(row["created_at"]) + shift) for row in rows]
    return [{**row, "created_at": at.isoformat().replace("+00:00", "Z")} for row, at in told]


def export(path: Path, rows: Iterable[Row]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def times(loaded: Loaded) -> dict[str, str | None]:
    return {post.id: post.created_at for post in loaded.posts}


def as_it_was(rows: Iterable[Row], hours: float = 0) -> dict[str, str | None]:
    return {row["id"]: row["created_at"] for row in moved(rows, hours)}


def told(loaded: Loaded) -> list[str]:
    return [note for note in loaded.notes if any(word in note for word in TOLD)]


@pytest.mark.parametrize("with_labels", [True, False])
@pytest.mark.parametrize("hours", [5, -7, 1, -5.5])
def test_a_file_by_another_clock_is_set_by_that_of_the_larger_one(
    tmp_path: Path, hours: float, with_labels: bool
) -> None:
    rows = chat(with_labels=with_labels)
    # without labels it hangs on who speaks to whom: all of one person's posts are in one file
    others = [
        row for at, row in enumerate(rows)
        if (at % 5 % 2 if with_labels else row["handle"] in PEOPLE[::2])
    ]  # fmt: skip
    others = others if len(others) < len(rows) / 2 else [row for row in rows if row not in others]
    export(tmp_path / "a.jsonl", [row for row in rows if row not in others])
    export(tmp_path / "b.jsonl", moved(others, hours))
    loaded = load([tmp_path], ChatFile())
    assert times(loaded) == as_it_was(rows)
    own = [post for post in loaded.posts if post.file == "b.jsonl"]
    assert {post.moved for post in own} == {round(-hours * 60)}
    assert not any(post.moved for post in loaded.posts if post.file == "a.jsonl")
    way = ("after", "back") if hours > 0 else ("before", "forward")
    assert told(loaded) == [
        f"{len(own)} posts of b.jsonl stand in another time zone, {abs(hours):g} h {way[0]} what "
        f"they answer and what answers them: set {abs(hours):g} h {way[1]}"
    ]


def test_whom_the_export_tells_beside_the_texts_tells_the_clock_too(tmp_path: Path) -> None:
    named = [(row, row["text"].removeprefix("@").partition(" ")) for row in chat(with_labels=False)]
    rows = [
        {**row, "text": rest, "speaks_to": who} if row["text"].startswith("@") else row
        for row, (who, _, rest) in named
    ]
    others = [row for row in rows if row["handle"] in PEOPLE[:3:2]]
    export(tmp_path / "a.jsonl", [row for row in rows if row not in others])
    export(tmp_path / "b.jsonl", moved(others, 5))
    assert times(load([tmp_path], ChatFile())) == as_it_was(rows)


@pytest.mark.parametrize("turned", [1, -1])
def test_so_is_what_was_put_behind_another_export_in_one_file(tmp_path: Path, turned: int) -> None:
    rows = chat()
    first, behind = rows[::2], moved(rows[1::2], -2)
    export(tmp_path / "a.jsonl", [*first[::turned], *behind[::turned]])
    loaded = load([tmp_path], ChatFile())
    assert times(loaded) == as_it_was(rows)
    assert told(loaded)[0].startswith("33 posts of a.jsonl, lines 35 to 67 stand in another time")


def sheet(path: Path, rows: list[Row], *, tool: bool, form: bool, hours: float) -> None:
    """Write a sheet in time order of which every second row came by another way."""
    ways = [(row, at % 2) for at, row in enumerate(rows)]
    ways = [(moved([row], hours)[0] if other else row, other) for row, other in ways]
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["Tool", "Tweet ID", "Username", "Tweet", "Date"])
        for row, other in sorted(ways, key=lambda way: str(way[0]["created_at"])):
            at = datetime.fromisoformat(row["created_at"])
            date = at.strftime("%m/%d/%Y %H:%M:%S" if form and other else "%Y-%m-%d %H:%M:%S")
            name = "Sheetly" if tool and other else "Grabby"
            table.writerow([name, row["id"], row["handle"], row["text"], date])


@pytest.mark.parametrize(
    ("tool", "form", "name"),
    [
        (True, False, "with 'Sheetly' under Tool"),
        (False, True, "with dates such as 05/15/2024 00:00:00"),
    ],
)
def test_so_are_the_rows_of_one_tool_or_one_form_of_dates(
    tmp_path: Path, tool: bool, form: bool, name: str
) -> None:
    rows = chat()
    sheet(tmp_path / "a.csv", rows, tool=tool, form=form, hours=5)
    loaded = load([tmp_path], ChatFile())
    assert times(loaded) == as_it_was(rows)
    assert name in told(loaded)[0]


def test_rows_of_two_tools_by_one_clock_stay(tmp_path: Path) -> None:
    rows = chat()
    sheet(tmp_path / "a.csv", rows, tool=True, form=True, hours=0)
    loaded = load([tmp_path], ChatFile())
    assert (times(loaded), told(loaded)) == (as_it_was(rows), [])


def test_posts_that_stand_in_both_files_tell_the_hours_between_them(tmp_path: Path) -> None:
    rows = [{**row, "text": row["text"].removeprefix("A")} for row in chat()]
    export(tmp_path / "a.jsonl", rows[:40])
    export(tmp_path / "b.jsonl", moved(rows[34:], 9))
    loaded = load([tmp_path], ChatFile())
    assert times(loaded) == as_it_was(rows)
    assert told(loaded) == [
        "6 posts of b.jsonl stand 9 h after the same ones in a.jsonl: all of b.jsonl is set 9 h "
        "back"
    ]


def with_ids(rows: Iterable[Row]) -> list[Row]:
    """Give posts ids of X, which hold when they were posted."""
    found = []
    for row in rows:
        at = datetime.fromisoformat(row["created_at"]).timestamp()
        found.append({**row, "id": str((int(at * 1000) - snowflake.FIRST_MILLISECOND) << 22)})
    return found


def test_ids_of_x_tell_each_post_that_stands_by_another_clock(tmp_path: Path) -> None:
    rows = [{**row, "id": f"{int(row['id']) + at}"} for at, row in enumerate(with_ids(chat()))]
    others = {row["id"] for row in rows[::3]}
    mixed = [moved([row], -4)[0] if row["id"] in others else row for row in rows]
    export(tmp_path / "a.jsonl", mixed)
    loaded = load([tmp_path], ChatFile())
    assert times(loaded) == as_it_was(rows)
    assert {post.id for post in loaded.posts if post.moved == 240} == others
    assert told(loaded) == [
        f"{len(others)} posts stand 4 h before what their ids tell of the others: set 4 h forward"
    ]


@pytest.mark.parametrize("hours", [0, -4])
def test_where_all_ids_are_as_far_from_the_times_nothing_is_moved(
    tmp_path: Path, hours: float
) -> None:
    rows = moved(
        [{**r, "id": f"{int(r['id']) + n}"} for n, r in enumerate(with_ids(chat()))], hours
    )
    export(tmp_path / "a.jsonl", rows)
    loaded = load([tmp_path], ChatFile())
    assert (times(loaded), told(loaded)) == (as_it_was(rows), [])


@pytest.mark.parametrize("days", [0, 3, 180])
def test_where_a_clock_was_put_forward_or_back_nothing_is_moved(tmp_path: Path, days: int) -> None:
    rows = [{**r, "id": f"{int(r['id']) + n}"} for n, r in enumerate(with_ids(chat()))]
    later = [{**row, "text": f"Again: {row['text']}"} for row in moved(chat(), 24 * days + 1)]
    later = [{**row, "id": f"{int(row['id']) + 100 + n}"} for n, row in enumerate(with_ids(later))]
    export(tmp_path / "a.jsonl", [*moved(rows, -5), *moved(later, -4)])
    assert not any(post.moved for post in load([tmp_path], ChatFile()).posts)


def test_where_nothing_tells_which_posts_they_are_nothing_is_moved(tmp_path: Path) -> None:
    rows = chat()
    mixed = [row if at % 7 % 2 else moved([row], -3)[0] for at, row in enumerate(rows)]
    mixed = [said(-900, "loafchat", "Tonight: #LoafChat") | {"id": "eve"}, *mixed]
    export(tmp_path / "a.jsonl", sorted(mixed, key=lambda row: str(row["created_at"])))
    loaded = load([tmp_path], ChatFile())
    assert times(loaded) == as_it_was(mixed)
    assert told(loaded)[0].startswith("some posts may stand in another time zone, about 3 h off: ")
    assert report(loaded).notes == loaded.notes  # the doctor tells it, too


def test_who_answers_hours_later_in_a_file_of_their_own_is_only_asked_about(tmp_path: Path) -> None:
    rows = chat()
    late = {row["id"] for row in rows if row["text"].startswith("A")}
    export(tmp_path / "a.jsonl", [row for row in rows if row["id"] not in late])
    export(tmp_path / "b.jsonl", moved([row for row in rows if row["id"] in late], 6))
    loaded = load([tmp_path], ChatFile())
    assert not any(post.moved for post in loaded.posts)
    assert told(loaded) == [
        "the posts of b.jsonl may stand in another time zone, 6 h after the others: only so do "
        "they follow what they answer; nothing was changed"
    ]


@pytest.mark.parametrize("parted", ["by time", "by person", "the host alone", "replies alone"])
def test_two_files_by_one_clock_stay_as_they_are(tmp_path: Path, parted: str) -> None:
    rows = chat()
    is_other = {
        "by time": lambda at, row: at > 30,
        "by person": lambda at, row: row["handle"] in PEOPLE[:2],
        "the host alone": lambda at, row: row["handle"] == "loafchat",
        "replies alone": lambda at, row: row["text"].startswith("@"),
    }[parted]
    export(tmp_path / "a.jsonl", [row for at, row in enumerate(rows) if not is_other(at, row)])
    export(tmp_path / "b.jsonl", [row for at, row in enumerate(rows) if is_other(at, row)])
    loaded = load([tmp_path], ChatFile())
    assert (times(loaded), told(loaded)) == (as_it_was(rows), [])


def test_the_ids_that_are_made_of_a_time_hang_on_the_exports_own(tmp_path: Path) -> None:
    rows = chat()
    sheet(tmp_path / "a.csv", rows, tool=True, form=False, hours=0.5)
    text = (tmp_path / "a.csv").read_text(encoding="utf-8").replace("Tweet ID", "Row")
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    ids = {post.id for post in load([tmp_path], ChatFile()).posts}
    (tmp_path / "a.csv").write_text(text.replace("Tool", "Weather"), encoding="utf-8")
    found = load([tmp_path], ChatFile())
    assert ids == {post.id for post in found.posts}
    assert not any(post.moved for post in found.posts)


def test_a_post_that_was_moved_says_so_where_its_place_is_explained(tmp_path: Path) -> None:
    from pipeline.encoder.packaged import load as encoder

    rows = chat()
    export(tmp_path / "a.jsonl", rows[::2])
    export(tmp_path / "b.jsonl", moved(rows[1::2], -3))
    loaded = load([tmp_path], ChatFile())
    posts, about = normalize.run(loaded.posts, Chat(chat="loaf"), NormalizeSettings())
    answers = cluster.run(posts, about, ClusterSettings(), encoder()).answers
    said_so = {
        a.post_id for a in answers if a.evidence[-1].startswith("its time is set 3 h forward")
    }
    assert said_so == {post.id for post in posts if post.moved == 180}
    assert len(said_so) == len(rows[1::2])


@pytest.mark.parametrize("asked", ["Question ", ""])
def test_the_chat_of_the_night_before_is_none_by_another_clock(tmp_path: Path, asked: str) -> None:
    before = [
        {**row, "id": f"b{row['id']}", "text": row["text"].replace("Q", asked).replace("I ", "We ")}
        for row in chat()[:-3]
    ]
    export(tmp_path / "a.jsonl", moved(chat(), 24))
    export(tmp_path / "b.jsonl", before)
    loaded = load([tmp_path], ChatFile())
    assert (times(loaded), told(loaded)) == (as_it_was(before) | as_it_was(chat(), 24), [])


@pytest.mark.parametrize("hours", [24, 10])
def test_who_says_the_same_in_the_next_chat_is_no_post_in_two_files(
    tmp_path: Path, hours: int
) -> None:
    greeted = [said(-20 + n, who, f"Tea is on, see you at {who}") for n, who in enumerate(PEOPLE)]
    rows = [*greeted, *chat()]
    later = [{**row, "text": row["text"].replace("eep", "eap")} for row in moved(rows, hours)]
    first, second = (
        [{**row, "id": f"{int(row['id']) + n}"} for n, row in enumerate(with_ids(each))]
        for each in (rows, later)
    )
    export(tmp_path / "a.jsonl", first)
    export(tmp_path / "b.jsonl", second)
    assert times(load([tmp_path], ChatFile())) == as_it_was([*first, *second])


def test_days_written_as_midnight_are_no_clock(tmp_path: Path) -> None:
    rows = chat()
    days = [{**r, "created_at": "2024-05-14T00:00:00Z"} for r in rows if r["text"][0] == "A"]
    export(tmp_path / "a.jsonl", [row for row in rows if row["text"][0] != "A"])
    export(tmp_path / "b.jsonl", days)
    assert not any(post.moved for post in load([tmp_path], ChatFile()).posts)


def test_the_morning_chat_whose_host_numbered_nothing_is_none_by_another_clock(
    tmp_path: Path,
) -> None:
    """Its answers name numbers that were asked ten hours later, in the evening."""
    morning = moved(chat(), -10)
    for at, row in enumerate(morning):
        row |= {
            "id": f"m{at}",
            "text": row["text"].replace("keep", "bake").replace("Never", "Ever"),
        }
        if row["handle"] == "loafchat":
            row["text"] = row["text"].split(": ", 1)[-1]
    export(tmp_path / "morning.jsonl", morning)
    export(tmp_path / "evening.jsonl", chat())
    loaded = load([tmp_path], ChatFile())
    assert times(loaded) == as_it_was([*morning, *chat()])
