"""Rows of the tables: a line that its author spread over two posts is one row, and found whole."""

from __future__ import annotations

from pathlib import Path

from pipeline import commands
from pipeline.backfill.search import Found, shown
from pipeline.backfill.tables import COLUMNS, Held
from pipeline.backfill.units import Unit
from pipeline.records import Chat
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
