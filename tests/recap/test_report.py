"""The pictures say what the counts say, and can be read without being seen."""

import re
import xml.etree.ElementTree as ET
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.recap import report
from pipeline.recap.charts import heard, svg, timeline
from pipeline.records import Chat, Question, Theme
from tests.recap.chats import Records, answer, chat_of, people, post, repair_cafe


def figure(records: Records, heading: str) -> svg.Figure:
    return next(f for f in report.figures(records.material()) if f.heading == heading)


def test_every_picture_is_well_formed_and_can_be_read_out():
    figures = report.figures(repair_cafe().material())
    assert [figure.heading for figure in figures] == [
        "The chat over time",
        "What became of every post",
        "What people said",
        "Who was heard",
        "How the scores spread",
    ]
    names = set()
    for figure in figures:
        assert figure.table.rows
        assert all(len(row) == len(figure.table.head) for row in figure.table.rows)
        for panel in figure.panels:
            drawing = ET.fromstring(str(panel.drawing))
            assert drawing.get("role") == "img"
            title, description = drawing[0], drawing[1]
            assert title.text and description.text
            assert drawing.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
            names.add(title.get("id"))
    assert len(names) == sum(len(figure.panels) for figure in figures)


def test_the_report_is_one_file_without_scripts_or_addresses():
    page = repair_cafe().run()["report.html"]
    assert "<script" not in page and "http" not in page and "url(" not in page
    assert "prefers-color-scheme: dark" in page


def test_the_bars_over_time_hold_every_post_in_the_window():
    found = figure(repair_cafe(), "The chat over time")
    assert sum(int(row[1]) for row in found.table.rows) == 10
    assert found.words.startswith(
        "10 posts from 6 March 2024, 19:00, to 19:21 UTC, 2 minutes a bar"
    )
    assert [text for text in ("Q1", "Q2") if f">{text}</text>" in found.panels[0].drawing]


def test_the_bars_over_time_go_by_the_clock_of_the_chat():
    records = repair_cafe()
    records.chat = records.chat.model_copy(update={"timezone": "Asia/Kolkata"})
    found = figure(records, "The chat over time")
    assert "from 7 March 2024, 00:30, to 00:51 Asia/Kolkata, 2 minutes a bar" in found.words
    assert found.table.head[0] == "Time (Asia/Kolkata)"
    assert [row[0] for row in found.table.rows][:2] == ["00:30", "00:32"]


def test_a_night_in_which_the_clocks_are_set_is_drawn_hour_by_hour():
    records = chat_of(*["I mended a gate."] * 6, question=None)
    moments = [f"2024-11-03T0{4 + n // 2}:{5 + 30 * (n % 2):02d}:00Z" for n in range(6)]
    records.posts = [
        made.model_copy(update={"created_at": moment})
        for made, moment in zip(records.posts, moments, strict=True)
    ]
    records.chat = records.chat.model_copy(update={"timezone": "America/New_York"})
    rows = figure(records, "The chat over time").table.rows
    hours = [row[0] for row in rows if row[1] == "1"]
    assert hours == ["00:05", "00:35", "01:05", "01:35", "02:05"]


def test_posts_long_before_the_chat_are_counted_but_not_drawn():
    records = repair_cafe()
    early = post("100", "early_bird", "Tomorrow!", created_at="2024-03-01T08:00:00Z")
    records.posts.append(early)
    records.answers.append(answer(early, None, "greeting"))
    assert figure(records, "The chat over time").words.endswith("Not drawn: 1 post at other times.")


@given(st.lists(st.integers(0, 10**8), min_size=2, max_size=30))
def test_any_times_make_a_picture_of_a_readable_size(seconds):
    records = Records(Chat(chat="any"))
    for number, second in enumerate(seconds, 1):
        moment = f"{2020 + second // 31_536_000}-01-{1 + second % 28:02d}T{second % 24:02d}:00:00Z"
        records.posts.append(post(str(number), "mender", "Mend.", created_at=moment))
    found = timeline.draw(records.material())
    assert found is not None
    assert 1 <= len(found.table.rows) <= timeline.MOST_BARS + 2
    assert sum(int(row[1]) for row in found.table.rows) >= 2


def test_a_chat_without_times_has_no_picture_of_time():
    records = chat_of("Mend.", "Bin.")
    records.posts = [p.model_copy(update={"created_at": None}) for p in records.posts]
    assert timeline.draw(records.material()) is None


def marks(records: Records) -> list[tuple[str, int, float, float]]:
    """Return the names above the bars: words, row, and between which shares of the width."""
    found = figure(records, "The chat over time").panels[0].drawing
    named = re.findall(r'<text x="([\d.]+)%" y="(\d+)" text-anchor="(\w+)" class="mark">(.+?)<',
                       str(found))  # fmt: skip
    shown = []
    for x, row, anchor, words in named:
        width = 0.02 * len(words)  # a letter of six pixels, on a telephone
        left = float(x) / 100 - width * {"start": 0, "middle": 0.5, "end": 1}[anchor]
        shown.append((words, int(row), left, left + width))
    return shown


def asked_at(minutes: dict[int, int], **more: bool) -> Records:
    records = chat_of("Mend.", "Bin.")
    start = datetime(2024, 3, 6, 19)
    records.questions = [
        Question(number=n, text="?", asked_at=f"{start + timedelta(minutes=m):%Y-%m-%dT%H:%M:00Z}",
                 **more)
        for n, m in minutes.items()
    ]  # fmt: skip
    for number, minute in enumerate(range(0, max(minutes.values()) + 20, 7), 3):
        at = f"{start + timedelta(minutes=minute):%Y-%m-%dT%H:%M:00Z}"
        records.said(post(str(number), f"mender{number}", "Glue.", created_at=at))
    return records


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        ({1: 0, 2: 10, 1001: 40, 1002: 46, 1003: 52},
         ["session 1", "Q1", "Q2", "session 2", "Q1", "Q2", "Q3"]),
        ({1001: 20, 1002: 26, 1003: 32}, ["session 2", "Q1", "Q2", "Q3"]),
        ({1: 0, 2: 3, 3: 30}, ["Q1", "Q2", "Q3"]),
        ({n: n for n in range(1, 30)}, None),  # more than there is room for
        ({1: 0, 1001: 2, 2001: 40}, ["session 1", "Q1", "session 3", "Q1"]),
    ],
)  # fmt: skip
def test_no_name_of_a_question_stands_on_another(
    minutes: dict[int, int], said: list[str] | None
) -> None:
    found = marks(asked_at(minutes))
    assert said is None or [words for words, *_ in found] == said
    for _, row, left, right in found:
        assert all(right <= a or b <= left for _, other, a, b in found
                   if other == row and (a, b) != (left, right))  # fmt: skip


def test_segments_are_named_once_above_their_numbers() -> None:
    found = marks(asked_at({1: 0, 2: 6, 3: 12, 4: 40}, is_segment=True))
    assert [words for words, *_ in found] == ["segments", "1", "2", "3", "4"]


def test_a_question_asked_at_an_unknown_hour_is_not_marked():
    records = repair_cafe()
    records.questions = [Question(number=1, text="?", asked_at="2024-03-06")]
    assert timeline.draw(records.material()) is not None


def test_the_last_segment_is_drawn_to_its_end():
    records = chat_of("Mend.", "Bin.")
    asked = {"asked_at": "2024-03-06T19:01:00Z", "is_segment": True}
    records.questions = [Question(number=1, text="mend", **asked)]
    records.said(post("3", "mender3", "Glue.", created_at="2024-03-06T21:30:00Z"))
    assert figure(records, "The chat over time").words.startswith("3 posts from")


def test_points_of_one_voice_are_counted_below_the_shared_ones():
    found = figure(repair_cafe(), "What people said")
    assert "coat, zip" in found.panels[0].drawing
    assert "1 more point, one voice each" in found.panels[0].drawing
    assert found.table.rows[0] == ("Q1", "coat, zip", "2", "2")


def test_every_answer_of_a_theme_is_a_dot_and_the_quoted_ones_stand_out():
    records = repair_cafe()
    drawn = figure(records, "What people said").panels[0].drawing
    posts = [
        post_id for theme in records.themes if theme.question == 1 for post_id in theme.post_ids
    ]
    assert drawn.count("<circle") == len(posts)
    quoted = {pick.post_id for pick in records.picks}
    assert drawn.count('class="accent"') == len(quoted & set(posts)) > 0


def test_the_dot_of_a_private_post_that_repeats_another_says_neither_who_nor_what():
    records = repair_cafe()
    hidden = post("99", "cho", "Glue, all.", is_private=True, set_aside="duplicate")
    records.posts.append(hidden)
    first, *others = records.themes
    members = {"post_ids": (*first.post_ids, hidden.id)}
    records.themes = [first.model_copy(update=members), *others]
    drawn = figure(records, "What people said").panels[0].drawing
    assert "<title>a private post</title>" in drawn and "Glue" not in drawn and "@cho" not in drawn


def test_a_point_that_hundreds_make_is_drawn_in_part_and_counted_whole():
    texts = [f"Mend it, said neighbour {number}." for number in range(1, 301)]
    records = chat_of(*texts)
    ids = tuple(post.id for post in records.posts)
    records.themes = [
        Theme(id="t", question=1, keywords=("mend",), post_ids=ids, voices=300, medoid=ids[0])
    ]
    drawn = figure(records, "What people said").panels[0].drawing
    assert drawn.count("<circle") == 200 and "and 100 more" in drawn


def test_hostile_words_of_a_theme_are_text():
    records = repair_cafe()
    records.themes = [
        Theme(id="t", question=1, keywords=("<script>", "a&b"), post_ids=("4",), voices=2,
              medoid="4"),
    ]  # fmt: skip
    assert "<script>" not in records.run()["report.html"]
    assert "&lt;script&gt;, a&amp;b" in records.run()["report.html"]


def test_shares_of_posts_and_picks_stand_side_by_side():
    found = figure(repair_cafe(), "Who was heard")
    assert found.table.rows[0] == ("Guest", "1", "2", "20 %", "1", "33 %")
    assert "nobody has more than 1." in found.words
    drawn = str(found.panels[0].drawing)
    assert "1 pick<" in drawn and "1 picks" not in drawn and "2 posts<" in drawn


def test_a_figure_of_statisticians_is_explained_once() -> None:
    words = figure(repair_cafe(), "Who was heard").words
    assert words.count("Gini index") == 3
    assert words.endswith("The Gini index is 0 where all have as many, nearly 1 where one has all.")


def test_one_voice_alone_is_not_called_uneven():
    records = chat_of("Mend.")
    records.people = people(records.posts)
    assert "very evenly (Gini index 0.00)" in figure(records, "Who was heard").words


@pytest.mark.parametrize(
    ("counts", "index"),
    [([], 0), ([0, 0], 0), ([5, 5, 5], 0), ([0, 0, 0, 8], 0.75), ([1, 3], 0.25)],
)
def test_the_gini_index_is_the_known_one(counts, index):
    assert heard.gini(counts) == pytest.approx(index)


def test_the_scores_are_counted_once_each():
    rows = figure(repair_cafe(), "How the scores spread").table.rows
    assert sum(int(row[1]) for row in rows) == 4
    assert sum(int(row[2]) for row in rows) == 3


@pytest.mark.parametrize(("most", "last"), [(1, 1), (3, 3), (7, 10), (23, 30), (100, 100)])
def test_lines_across_a_picture_are_few_and_round(most, last):
    found = svg.steps(most)
    assert found[-1] == last and len(found) <= 3
