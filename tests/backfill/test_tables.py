"""Rows of the tables: a line that its author spread over two posts is one row, and found whole."""

from __future__ import annotations

from collections import defaultdict
from itertools import cycle
from pathlib import Path
from typing import Any

from pipeline import commands
from pipeline.backfill.search import Found, shown
from pipeline.backfill.tables import COLUMNS, Held
from pipeline.backfill.units import Unit
from pipeline.records import Chat, Person
from pipeline.settings import Settings
from tests.review import runs


def test_a_joined_pick_has_the_words_and_addresses_of_its_further_posts(tmp_path: Path) -> None:
    run = runs.make(tmp_path / "repair")
    line = runs.join(run)
    commands.recap(run, settings=Settings())
    posts = {post.id: post for post in run.posts()}
    unit = Unit(
        name="repair", year=2024, hashtag="#RepairCafe", start=None, end=None, posts=len(posts),
        said="0", origin="0", chat=Chat(chat="repair"), why={},
    )  # fmt: skip
    rows = list(Held(unit, run, {}).rows())
    for table in ("lines", "picks"):
        row = next(r for name, r in rows if name == table and r["line_id"] == line.id)
        assert list(row) == list(COLUMNS[table])
        assert row["text"] == posts[line.post_id].text[line.start : line.end]
        assert row["joined"] == [part.text for part in line.joined]
        assert row["joined_urls"] == [posts[part.post_id].url for part in line.joined]
    plain = [row for name, row in rows if name == "lines" and row["line_id"] != line.id]
    assert plain and all(row["joined"] == row["joined_urls"] == [] for row in plain)


def test_each_table_tells_what_the_records_of_the_run_say(tmp_path: Path) -> None:
    run = runs.make(tmp_path / "repair")
    commands.recap(run, settings=Settings())
    posts = run.posts()
    # people are spelled as they are first met, posts as each export has them
    people = [
        person.model_copy(update={"handle": person.handle.title(), "role": role})
        for person, role in zip(run.people(), cycle(("guest", "community")), strict=False)
    ]
    run.write(people, Person)
    lines, picks = run.lines(posts), run.picks(posts)
    unit = Unit(
        name="repair", year=2024, hashtag="#RepairCafe", start="2024-03-06T19", end="2024-03-06T20",
        posts=len(posts), said="0", origin="0", chat=Chat(chat="repair"), why={},
    )  # fmt: skip
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for table, row in Held(unit, run, {posts[0].id: "says the tag"}).rows():
        assert list(row) == list(COLUMNS[table])
        rows[table].append(row)
    (chat,) = rows["chats"]
    assert (chat["start"], chat["end"], chat["hashtag"]) == (unit.start, unit.end, "#RepairCafe")
    assert chat["run"] == "chats/2024/repair"
    named = ("posts", "people", "questions", "lines", "picks")
    assert [chat[name] for name in named] == [len(rows[name]) for name in named]
    assert chat["set_aside"] == sum(row["set_aside"] is not None for row in rows["posts"])
    assert [row["why"] for row in rows["posts"]][:2] == ["says the tag", None]
    told = ("id", "handle", "name", "text", "created_at", "url", "set_aside", "source")
    for row, post in zip(rows["posts"], posts, strict=True):
        assert [row[name] for name in told] == [getattr(post, name) for name in told]
    placed = [(answer.question, answer.kind) for answer in run.answers(posts)]
    assert [(row["question"], row["kind"]) for row in rows["posts"]] == placed
    told = ("number", "text", "post_id", "asked_at", "handle")
    for row, question in zip(rows["questions"], run.questions(), strict=True):
        assert [row[name] for name in told] == [getattr(question, name) for name in told]
    for row, person in zip(rows["people"], people, strict=True):
        told = ("handle", "name", "role", "why", "posts", "answers")
        assert [row[name] for name in told] == [getattr(person, name) for name in told]
    assert sum(row["lines"] for row in rows["people"]) == len(lines) > 0
    assert sum(row["picks"] for row in rows["people"]) == len(picks) > 0
    assert {row["role"] for row in rows["lines"]} == {"guest", "community"}
    words = {theme.id: list(theme.keywords) for theme in run.themes(posts)}
    assert [row["keywords"] for row in rows["lines"]] == [words[str(x.theme)] for x in lines]
    for row, theme in zip(rows["themes"], run.themes(posts), strict=True):
        assert (row["theme"], row["question"], row["medoid"]) == (
            theme.id, theme.question, theme.medoid,
        )  # fmt: skip
        assert (row["voices"], row["posts"]) == (theme.voices, len(theme.post_ids))
        assert row["keywords"] == list(theme.keywords)
    asked = {question.number: question.text for question in run.questions()}
    ranks = {pick.line_id: pick.rank for pick in picks}
    roles = {person.handle.casefold(): person.role for person in people}
    for row, line in zip(rows["lines"], lines, strict=True):
        assert (row["asked"], row["rank"]) == (asked.get(line.question), ranks.get(line.id))
        assert (row["role"], row["hashtag"]) == (roles[row["handle"]], "#RepairCafe")
        assert (row["score"], row["stands_alone"]) == (line.score, line.stands_alone)
    assert [row["rank"] for row in rows["picks"]] == [pick.rank for pick in picks]
    assert all(row["reasons"][0][0] in "+-" for row in rows["picks"] if row["reasons"])


def test_a_search_shows_a_joined_line_whole_with_both_links() -> None:
    found = Found(
        matched=1, text="You do not mend a zip,", handle="inez_sews", name="Inez Sews",
        role="guest", created_at="2024-03-06T19:02:00Z", url="https://x.test/2",
        hashtag="#RepairCafe", chat="repair", title=None, question=1, asked=None, keywords=(),
        score=0.8, rank=1, line_id="line-1", post_id="2", start=3, end=25,
        run="chats/2024/repair", reasons=(), joined=("you mend the coat.",),
        joined_urls=("https://x.test/3",),
    )  # fmt: skip
    assert shown(found) == [
        "You do not mend a zip, [...] you mend the coat.",
        "    Inez Sews (@inez_sews), 2024-03-06, #RepairCafe Q1, score 0.80",
        "    https://x.test/2",
        "    continued: https://x.test/3",
    ]
