"""What was set aside can be found and quoted by an editor, and comes up nowhere by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from pipeline import commands, verbs
from pipeline.records import Answer, Line
from pipeline.review.app import create
from pipeline.review.desk import Desk
from pipeline.review.guard import Keys
from pipeline.review.office import Office
from pipeline.review.overview import overview, people
from pipeline.review.views import item
from pipeline.review.window import Wanted, matching
from pipeline.runs import Run
from pipeline.settings import Settings
from tests.review import runs

FAREWELL = "Keep the glue warm. Good night, menders"


@pytest.fixture
def desk(run: Run) -> Iterator[Desk]:
    """Return the desk over a run whose last post is a greeting."""
    runs.set_aside(run, FAREWELL, 2)
    made = Desk(run.folder, Settings())
    yield made
    made.close()


def greeting(desk: Desk) -> Line:
    return desk.sheet.lines[-1]


def found(desk: Desk, **asked: str) -> list[str]:
    with desk.fresh():
        return [line.text for line, _ in matching(desk, Wanted(**asked))]


def made(run: Run) -> dict[int | None, list[tuple[str, str]]]:
    commands.recap(run, settings=Settings())
    told = json.loads((run.folder / "recap.json").read_text())
    return {
        q["number"]: [(quote["text"], quote["handle"]) for quote in q["quotes"]]
        for q in told["questions"]
    }


def summary(run: Run) -> dict[str, object]:
    commands.recap(run, settings=Settings())
    told = json.loads((run.folder / "summary.json").read_text())
    return {key: told[key] for key in ("posts", "fates", "set_aside", "lines")}


def test_a_greeting_stands_last_under_its_question_with_the_reason_why(desk: Desk) -> None:
    *_, slot = desk.slots()[2]
    shown = item(desk, slot.line, slot, {})
    assert (slot.line.text, slot.rank, slot.explored) == (FAREWELL, None, False)
    assert [reason.text for reason in shown.reasons] == ["set aside: a greeting"]
    assert (shown.score, shown.stands_alone) == (0.0, None)


def test_the_page_shows_why_and_no_score(run: Run, desk: Desk) -> None:
    page = create(Office(run.folder.parent, Settings()), Keys.of(run.folder.parent))
    with TestClient(page, base_url="http://127.0.0.1") as client:
        shown = client.get("/chat/repair?question=all&state=aside").text
    assert "set aside: a greeting" in shown and FAREWELL in shown
    assert "score 0.00" not in shown and "stands alone</li>" not in shown


def test_it_is_found_by_its_words_its_author_and_its_state(desk: Desk) -> None:
    assert found(desk, words="glue WARM") == found(desk, state="aside") == [FAREWELL]
    assert FAREWELL in found(desk, person="mender3")
    assert FAREWELL not in found(desk, state="open") + found(desk, state="explored")


def test_it_is_none_of_the_lines_that_there_are_to_decide_about(run: Run, desk: Desk) -> None:
    desk.decide("accept", "Ana", "c", {"line": greeting(desk).id})
    with desk.fresh():
        view = overview(desk)
        lines = sum(lines for _, lines, _, _ in people(desk))
    assert (view.lines, view.decided, view.new, lines) == (24, 0, 0, 24)
    office = Office(run.folder.parent, Settings())
    (listed,) = office.listed()
    office.close()
    assert (listed.lines, listed.decided, listed.accepted) == (24, 0, 1)


def test_one_that_came_later_is_not_told_of_as_new(run: Run, desk: Desk) -> None:
    desk.decide("accept", "Ana", "c", {"line": desk.sheet.lines[0].id})
    runs.set_aside(run, "Good night from me, too")
    with desk.fresh():
        assert overview(desk).new == 0
    assert found(desk, state="new") == []


def test_accepted_and_cut_it_is_printed_to_the_letter_with_credit(run: Run, desk: Desk) -> None:
    before = summary(run)
    line = greeting(desk)
    desk.decide("accept", "Ana", "c1", {"line": line.id})
    assert made(run)[2] == [(FAREWELL, "mender3")]
    pieces = ((0, len("Keep the glue warm.")),)
    desk.decide("edit", "Ana", "c2", {"line": line.id, "pieces": pieces})
    desk.decide("move", "Ana", "c3", {"line": line.id, "question": 1})
    printed = made(run)
    assert printed[1] == [("Keep the glue warm.", "mender3")]
    assert printed[2] != []  # our picks again
    after = summary(run)
    assert (before["set_aside"], after["set_aside"]) == ({"greeting": 1}, {})
    for told in (before, after):
        assert sum(told["fates"].values()) == told["posts"] == 25  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", ["reject", "skip", None])
def test_unless_it_is_accepted_nothing_changes(run: Run, desk: Desk, kind: str | None) -> None:
    before = summary(run), made(run)
    desk.saw("Ana", [line.id for line in desk.sheet.lines])
    desk.decide("skip", "Ana", "first", {"line": desk.sheet.lines[0].id})
    if kind:
        desk.decide(kind, "Ana", "second", {"line": greeting(desk).id})
    assert (summary(run), made(run)) == before


def test_who_accepts_it_has_not_passed_over_all_that_stands_above(desk: Desk) -> None:
    desk.saw("Ana", [line.id for line in desk.sheet.lines])
    desk.decide("accept", "Ana", "c", {"line": greeting(desk).id})
    with desk.fresh():
        (only,) = desk.decisions()
    assert (only.decision, only.rank, only.explored) == ("accept", None, False)


def test_in_a_theme_it_has_no_voice_until_it_is_accepted(run: Run, desk: Desk) -> None:
    def voices() -> dict[str, int]:
        held = commands.material_of(run, settings=Settings(), reviewed=run.folder)
        return {theme.id: theme.voices for theme in held.themes}

    line, theme = greeting(desk), desk.sheet.themes[0]
    before, its = voices(), {"line": line.id, "question": theme.question, "theme": theme.id}
    desk.decide("move", "Ana", "c1", its)
    assert voices() == before
    desk.decide("accept", "Ana", "c2", {"line": line.id})
    assert voices() == before | {theme.id: before[theme.id] + 1}


def test_the_report_tells_of_no_score_where_there_is_none(run: Run, desk: Desk) -> None:
    before = summary(run)["lines"]
    desk.decide("accept", "Ana", "c", {"line": greeting(desk).id})
    assert summary(run)["lines"] == before
    report = (run.folder / "report.html").read_text()
    assert "The picks score from 0." in report and "from 0.00" not in report


def test_the_files_of_the_run_know_nothing_of_it(run: Run, desk: Desk) -> None:
    desk.decide("accept", "Ana", "c", {"line": greeting(desk).id})
    assert len(run.lines(run.posts())) == 48


def test_it_is_explained_by_why_it_was_set_aside(run: Run, desk: Desk) -> None:
    line = greeting(desk)
    assert verbs.run_with(line.id, run.folder.parent).folder == run.folder
    assert verbs.explain(run, line.id, settings=Settings()) == [
        FAREWELL, "  +0.00  set aside: a greeting",
        "under Q2, sure by 0.90, an answer by 1.00: says good night",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"kind": "other", "reason": "logistics"}, "set aside: logistics"),
        ({"set_aside": "promotion", "kind": "other"}, "set aside: a promotion"),
        ({"set_aside": "another chat", "kind": "other"}, "set aside: of another chat"),
        ({"kind": "host"}, "set aside: host"),
        ({"kind": "question"}, "it asks a question"),
        ({"kind": "answer"}, "no line was found in it"),
    ],
)
def test_every_post_that_says_something_has_a_line(run: Run, how: dict[str, str], why: str) -> None:
    runs.set_aside(run, "Keep the glue warm: call 555-123-4567", None, **how)  # type: ignore[arg-type]
    desk = Desk(run.folder, Settings())
    line = greeting(desk)
    assert [reason.text for reason in line.reasons] == [why, "flag: phone number inside"]
    assert line.text == "Keep the glue warm: call 555-123-4567"
    assert desk.slots()[None][-1].line == line
    desk.close()


@pytest.mark.parametrize(
    "how",
    [
        {"set_aside": "repost"},
        {"kind": "repost"},  # its author says so, the export does not
        {"set_aside": "duplicate"},
        {"set_aside": "empty"},
        {"set_aside": "disputed author"},
        {"set_aside": "private", "is_private": True},
        {"set_aside": "truncated", "is_truncated": True},
        {"text": "💛 💛"},
        {"text": "> Slow is dear\nGood night"},
        {"text": "Good night\n\n> Slow is dear"},
        {"text": "#repair", "body": (7, 7)},
    ],
)
def test_nothing_of_ones_own_nothing_hidden_and_nothing_cut_off_has_one(
    run: Run, how: dict[str, object]
) -> None:
    runs.set_aside(run, **{"text": FAREWELL, **how})  # type: ignore[arg-type]
    desk = Desk(run.folder, Settings())
    assert not desk.sheet.aside
    desk.close()


def test_a_line_that_was_accepted_stands_though_its_post_is_a_greeting_by_now(
    run: Run, desk: Desk
) -> None:
    posts = run.posts()
    own, answers = posts[-2], run.answers(posts)
    line = next(line for line in desk.sheet.lines if line.text == own.text)
    desk.decide("accept", "Ana", "c", {"line": line.id})
    greeting = {"kind": "greeting"}
    run.write(
        [a.model_copy(update=greeting) if a.post_id == own.id else a for a in answers], Answer
    )
    run.write([one for one in run.lines(posts) if one.post_id != own.id], Line)
    with desk.fresh():
        assert (desk.gone(), [one.id for one in desk.accepted()[2]]) == ([], [line.id])
    assert made(run)[2] == [(own.text, own.handle)]
