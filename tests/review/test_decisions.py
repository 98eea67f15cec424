"""Decisions reach the recap and the next run: what an editor chose is printed, to the letter."""

from __future__ import annotations

import gc
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline import commands, jsonl
from pipeline.errors import InputError
from pipeline.records import Cut, Decision, Label, Line, Pick, Post, Reason
from pipeline.review import cutting, pages, sheet
from pipeline.review.applied import key_of
from pipeline.review.decisions import decided, of_run
from pipeline.review.desk import Desk
from pipeline.review.history import Deed, Event, anchor
from pipeline.review.overview import overview
from pipeline.review.queue import queue
from pipeline.review.views import item
from pipeline.runs import Run
from pipeline.settings import Settings
from tests.review import runs


def queued(desk: Desk, question: int = 1) -> list[Line]:
    with desk.fresh():
        return [slot.line for slot in desk.slots()[question]]


def printed(run: Run) -> dict[int | None, list[str]]:
    commands.recap(run, settings=Settings())
    made = json.loads((run.folder / "recap.json").read_text())
    return {q["number"]: [quote["text"] for quote in q["quotes"]] for q in made["questions"]}


COUNT = iter(range(10**6))


def do(desk: Desk, kind: str, editor: str = "Ana", **values: object) -> None:
    desk.decide(kind, editor, f"c{next(COUNT)}", values)


def test_without_a_decision_our_picks_stand(run: Run) -> None:
    assert printed(run)[1] == [p.text for p in run.picks(run.posts()) if p.question == 1]


def test_what_editors_accept_is_printed_in_their_order(run: Run, desk: Desk) -> None:
    first, second, third = queued(desk)[4:7]
    for line in (first, second):
        do(desk, "accept", line=line.id)
    do(desk, "order", line=third.id, place=1)
    assert printed(run)[1] == [third.text, first.text, second.text]
    assert printed(run)[2] == [p.text for p in run.picks(run.posts()) if p.question == 2]


def beyond(run: Run) -> Pick:
    """Put a picked line of the second question under none; return its pick."""
    posts = run.posts()
    lines, picks = run.lines(posts), run.picks(posts)
    own = next(pick for pick in picks if pick.question == 2)
    moved = own.model_copy(update={"question": None})
    run.write([moved, *(pick for pick in picks if pick is not own)], Pick)
    unasked = {"question": None, "theme": None}
    run.write(
        [one.model_copy(update=unasked) if one.id == own.line_id else one for one in lines], Line
    )
    return moved


def test_a_line_picked_beyond_the_questions_is_decided_there(run: Run) -> None:
    pick = beyond(run)
    desk = Desk(run.folder, Settings())
    with desk.fresh():
        assert [slot.line.id for slot in desk.slots()[None]] == [pick.line_id]
    other = queued(desk, 2)[0]
    do(desk, "accept", line=other.id)
    assert printed(run)[2] == [other.text]
    assert printed(run)[None] == [pick.text]  # what is accepted under its question leaves it alone
    do(desk, "reject", line=pick.line_id)
    assert None not in printed(run)


def test_a_line_picked_beyond_the_questions_is_printed_once(run: Run) -> None:
    pick = beyond(run)
    desk = Desk(run.folder, Settings())
    do(desk, "accept", line=pick.line_id)
    assert printed(run)[None] == [pick.text]
    assert pick.text not in printed(run)[2]
    assert [d.question for d in of_run(run) or []] == [None]


def test_a_rejected_pick_is_printed_nowhere(run: Run, desk: Desk) -> None:
    pick = run.picks(run.posts())[0]
    do(desk, "reject", line=pick.line_id, reason="says little")
    assert pick.text not in printed(run)[1]
    assert pick.text not in (run.folder / "recap.md").read_text()


def test_no_other_cut_of_rejected_words_is_printed_anywhere(run: Run, desk: Desk) -> None:
    lines = run.lines(run.posts())
    post_id = run.posts()[0].id  # quoted whole; its first sentence is a line of its own
    whole, short = sorted((x for x in lines if x.post_id == post_id), key=lambda x: -x.end)
    best = short.model_copy(update={"score": 0.99})
    run.write([best if line is short else line for line in lines], Line)
    do(desk, "reject", line=whole.id, reason="too personal")
    printed(run)
    assert all(
        short.text not in (run.folder / f"recap.{kind}").read_text() for kind in ("md", "json")
    )
    do(desk, "accept", line=short.id)  # unless an editor wants just that
    assert printed(run)[1] == [short.text]


@pytest.mark.parametrize("before", ["", "Well: "])
def test_rejected_words_stay_out_where_a_later_run_cuts_them_otherwise(
    run: Run, desk: Desk, before: str
) -> None:
    (post, *_), (whole, *lines) = run.posts(), run.lines(run.posts())
    do(desk, "reject", line=whole.id)
    text = before + post.text
    at = {"id": "line-anew", "start": len(before), "end": len(text) - 1, "text": post.text[:-1]}
    pick = next(pick for pick in run.picks(run.posts()) if pick.line_id == whole.id)
    others = [other for other in run.picks(run.posts()) if other != pick]
    given = {name: value for name, value in at.items() if name != "id"} | {"line_id": at["id"]}
    with run.rewritten() as draft:
        draft.write([post.model_copy(update={"text": text}), *run.posts()[1:]], Post)
        draft.write([whole.model_copy(update=at), *lines[1:]], Line)
        draft.write([pick.model_copy(update=given), *others], Pick)
    assert printed(run)[1] == [other.text for other in others if other.question == 1]
    with desk.fresh():
        view = overview(desk)
        assert len(view.parts[0].printed) == len(printed(run)[1])
        assert "line-anew" in view.refused
    do(desk, "accept", line="line-anew")  # unless an editor wants them by now
    assert printed(run)[1] == [post.text[:-1]]


@pytest.mark.parametrize(
    ("text", "is_out"),
    [("Yesterday we sewed.", False), ("Yesterday? Yes", True)],  # the post was edited
)
def test_of_rejected_words_only_whole_ones_are_found_again(
    tmp_path: Path, text: str, *, is_out: bool
) -> None:
    run = runs.make(tmp_path / "sewing", ["Yes"], lines=1, questions=1)
    (line,), (pick,) = run.lines(run.posts()), run.picks(run.posts())
    desk = Desk(run.folder, Settings())
    do(desk, "reject", line=line.id)
    desk.close()
    said = {"end": len(text), "text": text}
    with run.rewritten() as draft:
        draft.write([run.posts()[0].model_copy(update={"text": text})], Post)
        draft.write([line.model_copy(update=said)], Line)
        draft.write([pick.model_copy(update=said)], Pick)
    assert printed(run)[1] == ([] if is_out else [text])


def test_what_was_cut_out_of_a_printed_line_is_printed_nowhere_else(run: Run, desk: Desk) -> None:
    whole, first = (line for line in desk.sheet.lines if line.post_id == "1000")
    words = [word for word in desk.words(whole.id)[0] if word.start > first.end]

    def left() -> list[str]:  # to choose short lines and examples from
        records = (run.lines(run.posts()), run.themes(run.posts()), run.picks(run.posts()))
        made, _, _ = decided(run, run.folder, run.posts(), *records, run.people())
        return [line.id for line in made.lines if line.post_id == "1000"]

    do(desk, "edit", line=whole.id, pieces=((words[0].start, words[-1].end),))
    assert left() == [whole.id]  # it is a pick, which is printed as it was cut
    assert printed(run)[1][0] == whole.text[words[0].start :]
    with desk.fresh():
        assert overview(desk).parts[0].printed[0].id == whole.id
    run.write(run.picks(run.posts())[1:], Pick)
    assert left() == [whole.id, first.id]  # nobody has accepted the cut
    do(desk, "accept", line=whole.id)
    assert left() == [whole.id]
    do(desk, "accept", line=first.id)
    assert left() == [whole.id, first.id]
    do(desk, "undo")
    do(desk, "edit", line=whole.id, pieces=((first.start, words[-1].end),))
    assert left() == [whole.id, first.id]


def test_a_line_that_only_touches_a_rejected_one_stays(tmp_path: Path) -> None:
    run = runs.make(tmp_path / "tools", ["道具は友。時間は薬。"], lines=1, questions=1)
    (whole,) = run.lines(run.posts())
    halves = [
        whole.model_copy(update={"id": f"line-{a}", "start": a, "end": b, "text": whole.text[a:b]})
        for a, b in ((0, 5), (5, 10))
    ]
    (pick,) = run.picks(run.posts())
    kept = {name: getattr(halves[1], name) for name in ("start", "end", "text")}
    run.write(halves, Line)
    run.write([pick.model_copy(update={**kept, "line_id": halves[1].id})], Pick)
    desk = Desk(run.folder, Settings())
    do(desk, "reject", line=halves[0].id)
    assert printed(run)[1] == ["時間は薬。"]
    desk.close()


def test_where_the_editors_took_out_every_pick_the_recap_says_so(run: Run, desk: Desk) -> None:
    picks = run.picks(run.posts())
    for pick in picks:
        if pick.question == 1:
            do(desk, "reject", line=pick.line_id)
    assert printed(run)[1] == []
    words = (run.folder / "recap.md").read_text()
    assert "The editors took out what was picked; 12 answers were read." in words
    assert "reached the bar" not in words
    for pick in picks:
        do(desk, "reject", line=pick.line_id)
    printed(run)
    words = (run.folder / "recap.txt").read_text()
    assert "There is no line to print: the editors took out all that was picked." in words
    assert "reached the bar" not in words


def test_a_question_without_picks_still_says_that_none_reached_the_bar(run: Run) -> None:
    run.write([pick for pick in run.picks(run.posts()) if pick.question == 2], Pick)
    desk = Desk(run.folder, Settings())
    do(desk, "reject", line=queued(desk)[0].id)
    assert printed(run)[1] == []
    assert "No line reached the bar; 12 answers were read." in (run.folder / "recap.md").read_text()
    desk.close()


def test_a_pick_that_shares_words_with_a_rejected_line_goes_on_the_page_too(run: Run) -> None:
    line = runs.join(run)
    parts = [x for x in run.lines(run.posts()) if x.post_ids == (line.joined[0].post_id,)]
    desk = Desk(run.folder, Settings())
    do(desk, "reject", line=max(parts, key=lambda x: x.end).id)
    assert line.said not in printed(run)[1]
    with desk.fresh():
        part = next(part for part in overview(desk).parts if part.number == 1)
    assert [shown.text for shown in part.printed] == printed(run)[1]
    desk.close()


def test_a_cut_in_the_middle_prints_as_left_out_and_stays_exact(run: Run, desk: Desk) -> None:
    line = queued(desk)[0]
    post = {post.id: post for post in run.posts()}[line.post_id]
    words = cutting.words(post, (line.start, line.end))
    pieces = ((words[0].start, words[1].end), (words[4].start, words[-1].end))
    do(desk, "edit", line=line.id, pieces=pieces)
    do(desk, "accept", line=line.id)
    shown = " [...] ".join(post.text[start:end] for start, end in pieces)
    assert printed(run)[1] == [shown]
    assert "[...]" in (run.folder / "recap.txt").read_text()
    decision = next(d for d in run.decisions() if d.decision == "accept")
    assert decision.pieces == pieces


def test_our_pick_that_was_cut_is_printed_as_cut_before_anybody_accepts_it(run: Run) -> None:
    pick = run.picks(run.posts())[0]
    post = {post.id: post for post in run.posts()}[pick.post_id]
    desk = Desk(run.folder, Settings())
    words = cutting.words(post, (pick.start, pick.end))
    pieces = ((words[0].start, words[2].end), (words[4].start, words[6].end))
    do(desk, "edit", line=pick.line_id, pieces=pieces)
    shown = " [...] ".join(post.text[start:end] for start, end in pieces)
    assert printed(run)[1][0] == shown
    with desk.fresh():
        assert next(p for p in overview(desk).parts if p.number == 1).printed[0].text == shown
    desk.close()


def test_a_post_of_two_accepted_lines_is_shown_once_and_both_lines_are_told(run: Run) -> None:
    line = runs.join(run, is_picked=False)
    posts = {post.id: post for post in run.posts()}
    own = [x for x in run.lines(list(posts.values())) if x.post_id == line.post_id]
    desk = Desk(run.folder, Settings())
    for each in own:  # the whole post, its first sentence, and the line that joins it to another
        do(desk, "accept", line=each.id)
    assert sorted(printed(run)[1]) == sorted(x.said for x in own)
    for kind in ("md", "txt", "html"):
        section = (run.folder / f"recap.{kind}").read_text().split("Q2")[0]
        for post_id in line.post_ids:
            assert section.count(posts[post_id].text.split(". ")[0]) == 1
    listed = Settings().model_copy(
        update={"recap": Settings().recap.model_copy(update={"style": "list"})}
    )
    commands.recap(run, settings=listed)
    for kind in ("md", "txt", "html"):
        shown = (run.folder / f"recap.{kind}").read_text().split("Q2")[0]
        for post_id in line.post_ids:
            assert shown.count(posts[post_id].text) == 1
    desk.close()


def test_what_is_flagged_is_told_of_as_long_as_its_post_is_printed_whole(
    run: Run,
) -> None:
    post, spared = run.posts()[:2]
    flag = Reason(text="flag: phone number inside", value=0.0)
    first, *_ = (line for line in run.lines(run.posts()) if line.post_id == post.id)
    start = post.text.index("Slow hands")
    second = first.model_copy(
        update={"id": "line-flagged", "start": start, "text": post.text[start:],
                "reasons": (flag,)}
    )  # fmt: skip
    opening = first.model_copy(update={"end": start - 1, "text": post.text[: start - 1]})
    other = next(line for line in run.lines(run.posts()) if line.post_id == spared.id)
    other = other.model_copy(update={"reasons": (flag,)})
    run.write([opening, second, other], Line)
    run.write([], Pick)
    desk = Desk(run.folder, Settings())
    do(desk, "accept", line=opening.id)
    do(desk, "reject", line=second.id)  # and yet its words are printed with the post
    do(desk, "reject", line=other.id)
    commands.recap(run, settings=Settings())
    recap = (run.folder / "recap.txt").read_text()
    assert second.text in recap and spared.text not in recap
    [told] = [said for said in recap.split("\n") if "Look again" in said]
    assert str(post.url) in told and str(spared.url) not in told


def two_of_a_post(run: Run) -> tuple[Line, Line, Post]:
    """Return our pick, made the first sentence of its post, and a line of the second."""
    lines, picks = run.lines(run.posts()), run.picks(run.posts())
    post = run.posts()[0]
    whole, first = sorted((x for x in lines if x.post_id == post.id), key=lambda x: -x.end)
    place = {"start": first.end + 1, "text": post.text[first.end + 1 :]}
    second = whole.model_copy(update={"id": "line-second", **place})
    run.write([second if x is whole else x for x in lines], Line)
    update = {"line_id": first.id, "end": first.end, "text": first.text}
    run.write([p.model_copy(update=update) if p.post_id == post.id else p for p in picks], Pick)
    return first, second, post


@pytest.mark.parametrize("kind", ["accept", "reject"])
@pytest.mark.parametrize("is_accepted", [True, False])
def test_a_cut_takes_in_no_words_of_another_accepted_line_nor_rejected_ones(
    run: Run, kind: str, is_accepted: bool
) -> None:
    first, second, post = two_of_a_post(run)
    desk = Desk(run.folder, Settings())
    if is_accepted:
        do(desk, "accept", line=first.id)
    do(desk, kind, line=second.id, **({"reason": "too personal"} if kind == "reject" else {}))
    why = "is accepted: they would be printed twice" if kind == "accept" else "was rejected"
    with pytest.raises(InputError, match=f"takes in words of “{second.text}”, which {why}"):
        do(desk, "edit", line=first.id, pieces=((0, len(post.text)),))
    assert printed(run)[1].count(second.text) == (kind == "accept")
    do(desk, "edit", line=first.id, pieces=((6, first.end),))  # leaving out is always allowed
    do(desk, "edit", line=first.id, pieces=((0, first.end),))
    do(desk, "undo", undoes=next(e.number for e in desk.events() if e.deed.kind == kind
                                 and e.deed.line and e.deed.line.line_id == second.id))  # fmt: skip
    do(desk, "edit", line=first.id, pieces=((0, len(post.text)),))
    assert post.text in printed(run)[1]
    desk.close()


def test_a_pick_that_was_cut_wider_goes_when_what_it_took_in_is_rejected(run: Run) -> None:
    first, second, post = two_of_a_post(run)
    desk = Desk(run.folder, Settings())
    do(desk, "edit", line=first.id, pieces=((0, len(post.text)),))
    assert post.text in printed(run)[1]
    do(desk, "reject", line=second.id)
    assert post.text not in printed(run)[1]
    with desk.fresh():
        part = next(part for part in overview(desk).parts if part.number == 1)
    assert [shown.text for shown in part.printed] == printed(run)[1]
    desk.close()


@pytest.mark.parametrize("pieces", [((1, 9),), ((0, 5), (3, 9)), ((0, 9999),), (), ((5, 0),)])
def test_a_cut_through_a_word_is_refused(desk: Desk, pieces: tuple[tuple[int, int], ...]) -> None:
    line = queued(desk)[0]
    with pytest.raises(InputError):
        do(desk, "edit", line=line.id, pieces=pieces)
    assert desk.events() == []


def test_a_moved_line_is_printed_under_its_new_question(run: Run, desk: Desk) -> None:
    line = queued(desk)[0]
    do(desk, "move", line=line.id, question=2, theme=None)
    do(desk, "accept", line=line.id)
    assert printed(run)[2] == [line.text]


def test_the_other_cuts_of_a_passage_move_with_it(run: Run, desk: Desk) -> None:
    line = queued(desk)[0]

    def own(question: int) -> list[tuple[str, ...]]:
        slots = [slot for slot in desk.slots()[question] if slot.line.post_id == line.post_id]
        return [(slot.line.id, *(other.id for other in slot.others)) for slot in slots]

    with desk.fresh():
        before = own(1)
        assert len(before) == 1 and len(before[0]) > 1
    do(desk, "move", line=line.id, question=2, theme=None)
    with desk.fresh():
        assert (own(1), own(2)) == ([], before)
    do(desk, "undo")
    do(desk, "accept", line=before[0][1])  # chosen for itself, so it stays where it was chosen
    do(desk, "move", line=line.id, question=2, theme=None)
    with desk.fresh():
        assert (own(1), own(2)) == ([(before[0][1],)], [(line.id,)])


def test_a_cut_that_was_accepted_where_its_passage_was_moved_stays_there(
    run: Run, desk: Desk
) -> None:
    with desk.fresh():
        slot = desk.slots()[1][0]
    cut = slot.others[0]  # may head the passage once the lines are scored again
    do(desk, "move", line=slot.line.id, question=2, theme=None)
    do(desk, "accept", line=cut.id)
    assert printed(run)[2] == [cut.text]


def answers_two(run: Run, post_id: str) -> Line:
    """Let a post of a run answer Q2 behind a further label; return its line there."""
    posts, lines = run.posts(), run.lines(run.posts())
    post = next(post for post in posts if post.id == post_id)
    text = f"{post.text} A2: Lend the old lamps to whoever asks."
    start = text.index("Lend")
    line = next(x for x in lines if x.post_id == post_id).model_copy(
        update={"id": "line-second", "start": start, "end": len(text), "text": text[start:],
                "question": 2, "theme": None}
    )  # fmt: skip
    at = next(place for place, x in enumerate(lines) if x.post_id == post_id)
    with run.rewritten() as draft:
        draft.write([p.model_copy(update={"text": text}) if p is post else p for p in posts], Post)
        draft.write([*lines[:at], line, *lines[at:]], Line)
    return line


def test_a_moved_answer_leaves_what_its_post_says_to_another_question_in_its_theme(
    run: Run, desk: Desk
) -> None:
    first = queued(desk)[0]
    second = answers_two(run, first.post_id)
    with desk.fresh():
        before, into = first.theme, next(t.id for t in desk.themes().values() if t.question == 2)
        assert before is not None
        assert [slot.line.id for slot in desk.slots()[2]].count(second.id) == 1
    do(desk, "move", line=second.id, question=2, theme=into)
    with desk.fresh():
        themes = desk.themes()
        assert first.post_id in themes[before].post_ids
        assert first.post_id in themes[into].post_ids
    do(desk, "move", line=first.id, question=1, theme=None)
    with desk.fresh():
        themes = desk.themes()
        assert first.post_id not in themes[before].post_ids
        assert first.post_id in themes[into].post_ids


def test_a_line_accepted_under_the_question_of_its_post_is_printed_under_its_own(
    run: Run, desk: Desk
) -> None:
    first = queued(desk)[0]
    second = answers_two(run, first.post_id)
    lines = run.lines(run.posts())

    def placed(question: int) -> None:
        run.write([x.model_copy(update={"question": question}) if x.id == second.id else x
                   for x in lines], Line)  # fmt: skip

    placed(1)  # as a run had it that knew nothing of further labels
    do(desk, "accept", line=first.id)
    do(desk, "accept", line=second.id)
    assert printed(run)[1] == [first.text, second.text]
    placed(2)
    assert printed(run) == {1: [first.text], 2: [second.text]}
    with desk.fresh():
        assert {d.line_id: d.question for d in desk.decisions()} == {first.id: 1, second.id: 2}


def test_themes_are_renamed_merged_and_split(run: Run, desk: Desk) -> None:
    line = queued(desk)[0]
    one, two = sorted({x.theme for x in queued(desk) if x.theme})[:2]
    do(desk, "rename", theme=one, name="Tools & oil")
    do(desk, "merge", theme=two, into=one)
    do(desk, "split", lines=[line.id], name="Patience", question=1)
    with desk.fresh():
        themes = desk.themes()
        assert two not in themes
        assert themes[one].keywords == ("Tools & oil",)
        own = desk.lines()[line.id].theme
        assert own is not None and themes[own].keywords == ("Patience",)
        assert line.post_id in themes[own].post_ids
        assert line.post_id not in themes[one].post_ids
    assert "Tools & oil" in (printed(run) and (run.folder / "recap.md").read_text())


def test_a_run_made_again_keeps_every_decision_that_has_its_line(run: Run, desk: Desk) -> None:
    kept, lost = queued(desk)[:2]
    do(desk, "accept", line=kept.id)
    do(desk, "reject", line=lost.id, reason="off topic")
    lines = [line for line in run.lines(run.posts()) if line.id != lost.id]
    lines = [
        line.model_copy(update={"id": "line-of-another-kind"}) if line.id == kept.id else line
        for line in lines
    ]
    picks = [p for p in run.picks(run.posts()) if p.line_id not in (kept.id, lost.id)]
    with run.rewritten() as draft:  # as every stage does it
        draft.write(lines, Line)
        draft.write(picks, type(picks[0]))
    with desk.fresh():
        assert [line.id for line in desk.accepted()[1]] == ["line-of-another-kind"]
        gone = desk.gone()
        assert [(g.standing.anchor.text, g.still_said) for g in gone] == [(lost.text, True)]
    assert printed(run)[1] == [kept.text]
    assert [d.line_id for d in run.decisions()] == ["line-of-another-kind"]


def set_behind(run: Run, words: str) -> None:
    """Write into a run what its people put before their posts later."""
    posts, by = run.posts(), len(words)

    def on(record: Line | Pick) -> dict[str, object]:
        return {"start": record.start + by, "end": record.end + by}

    lines = [x.model_copy(update={"id": f"{x.id}-b"} | on(x)) for x in run.lines(posts)]
    picks = [x.model_copy(update={"line_id": f"{x.line_id}-b"} | on(x)) for x in run.picks(posts)]
    with run.rewritten() as draft:
        draft.write([x.model_copy(update={"text": words + x.text}) for x in posts], Post)
        draft.write(lines, Line)
        draft.write(picks, Pick)


def test_what_was_decided_about_words_holds_where_they_stand_further_on_in_their_post(
    run: Run, desk: Desk
) -> None:
    first, second, third, fourth = queued(desk)[:4]
    words, _ = desk.words(second.id)
    do(desk, "accept", line=first.id)
    do(desk, "edit", line=second.id, pieces=((words[1].start, words[3].end),))
    do(desk, "order", line=second.id, place=1)
    do(desk, "reject", line=third.id)
    theme = desk.themes()[str(queued(desk, 2)[0].theme)].id
    do(desk, "move", line=fourth.id, question=2, theme=theme)
    before, told = printed(run), [(d.line_id, d.decision) for d in run.decisions()]
    set_behind(run, "Typo mended: ")
    assert printed(run) == before
    assert [(d.line_id.removesuffix("-b"), d.decision) for d in run.decisions()] == told
    with desk.fresh():
        assert not desk.gone() and overview(desk).gone == 0
        assert desk.lines()[f"{fourth.id}-b"].question == 2
    do(desk, "undo")
    do(desk, "undo")
    do(desk, "accept", line=f"{third.id}-b")
    assert printed(run)[1][-1] == third.text
    again = Desk(run.folder, Settings())
    with again.fresh(), desk.fresh():
        assert again.state.lines == desk.state.lines
    again.close()


def test_of_the_same_words_twice_in_a_post_none_is_taken_for_what_was_accepted(
    tmp_path: Path,
) -> None:
    run = runs.make(tmp_path / "repair", ["Mend it."], lines=1, questions=1)
    (post,), (line,) = run.posts(), run.lines(run.posts())
    desk = Desk(run.folder, Settings())
    do(desk, "accept", line=line.id)
    text = f"Well. {line.text} {line.text}"
    twice = [
        line.model_copy(update={"id": f"line-{at}", "start": at, "end": at + len(line.text)})
        for at in (6, 7 + len(line.text))
    ]
    with run.rewritten() as draft:
        draft.write([post.model_copy(update={"text": text})], Post)
        draft.write(twice, Line)
        draft.write([], Pick)
    with desk.fresh():
        assert not desk.accepted() and len(desk.gone()) == 1
    desk.close()


def test_accepted_lines_that_a_later_run_lost_are_counted_beside_the_queue(
    run: Run, desk: Desk
) -> None:
    taken, refused, skipped, kept = queued(desk)[:4]
    for kind, line in (("accept", taken), ("reject", refused), ("skip", skipped), ("accept", kept)):
        do(desk, kind, line=line.id)
    with desk.fresh():
        assert overview(desk).gone == 0
    lost = {taken.id, refused.id, skipped.id}
    picks = [p for p in run.picks(run.posts()) if p.line_id not in lost]
    with run.rewritten() as draft:
        draft.write([x for x in run.lines(run.posts()) if x.id not in lost], Line)
        draft.write(picks, Pick)
    with desk.fresh():
        view = overview(desk)
        assert view.gone == 1  # of the others nothing was printed
    counts = pages.render("_counts", {"name": "repair", "overview": view})
    assert "/chat/repair/history" in counts and "no longer in this run" in counts


def edited(run: Run, post_id: str, text: str) -> None:
    """Write into a run what somebody made of their post later."""
    posts = run.posts()
    with run.rewritten() as draft:
        draft.write(
            [p.model_copy(update={"text": text}) if p.id == post_id else p for p in posts], Post
        )


def test_a_widened_cut_does_not_print_what_its_post_says_there_later(run: Run, desk: Desk) -> None:
    posts, lines = run.posts(), run.lines(run.posts())
    post = posts[0]
    whole, first = sorted((x for x in lines if x.post_id == post.id), key=lambda x: -x.end)
    run.write([x for x in lines if x is not whole], Line)
    run.write([p for p in run.picks(posts) if p.post_id != post.id], Pick)
    wide = next(w for w in cutting.words(post, (0, 9)) if w.start > first.end + 5)
    do(desk, "edit", line=first.id, pieces=((0, wide.end),))
    do(desk, "accept", line=first.id)
    assert printed(run)[1] == [post.text[: wide.end]]
    edited(run, post.id, f"{first.text} Between us, she stole it deliberately.")
    assert printed(run)[1] == [first.text]
    assert next(d for d in run.decisions() if d.decision == "accept").pieces == ((0, first.end),)
    with desk.fresh():
        assert not item(desk, first, None, {}).is_edited
        assert [(g.standing.printed, g.is_line_there) for g in desk.gone()] == [
            (post.text[: wide.end], True)
        ]
        assert overview(desk).gone == 1
    edited(run, post.id, f"{post.text[: wide.end]}ish is the word that it ends in now.")
    assert printed(run)[1] == [first.text]
    edited(run, post.id, post.text)  # it comes back with its words
    assert printed(run)[1] == [post.text[: wide.end]]


def test_decisions_say_at_which_rank_a_line_was_seen(run: Run, desk: Desk) -> None:
    lines = queued(desk)
    desk.saw("Ana", [line.id for line in lines[:5]])
    do(desk, "accept", line=lines[2].id)
    do(desk, "reject", "Ben", line=lines[2].id)
    desk.write_decisions()
    found = list(jsonl.read(run.folder / "decisions.jsonl", Decision))
    ranks = {(d.editor, d.decision, d.rank) for d in found}
    # seen above what was decided; what was seen below it was not passed over yet
    assert ranks == {
        ("Ana", "seen", 1), ("Ana", "seen", 2), ("Ana", "accept", 3), ("Ben", "reject", 3),
    }  # fmt: skip
    assert found == sorted(found, key=lambda d: (d.line_id, d.editor))


def test_a_decision_says_which_ranker_had_ordered_the_lines(run: Run, desk: Desk) -> None:
    do(desk, "accept", line=queued(desk)[0].id)
    (model,) = [decision.model for decision in of_run(run) or ()]
    assert re.fullmatch(r"quotability \d+ [0-9a-f]+", model or "")


def test_one_slot_in_ten_explores_and_the_same_one_each_time(run: Run) -> None:
    big = runs.make(run.folder.parent / "big", lines=120, questions=1)
    lines = big.lines(big.posts())
    slots = queue(lines, (), seed=7, explore_every=10)
    assert [slot.rank for slot in slots if slot.explored] == list(range(10, 110, 10))
    assert slots == queue(list(reversed(lines)), (), seed=7, explore_every=10)
    assert slots != queue(lines, (), seed=8, explore_every=10)
    assert len({slot.line.id for slot in slots}) == len(slots) == 120  # nothing vanishes
    assert not any(slot.explored for slot in queue(lines, (), seed=7, explore_every=0))


def test_words_are_slices_that_together_make_the_post(run: Run) -> None:
    for post in runs.make(run.folder.parent / "odd", list(runs.HOSTILE.values())).posts():
        words = cutting.words(post, (0, 40))
        assert all(post.text[w.start : w.end] == w.text for w in words)
        assert all(a.end <= b.start for a, b in pairwise(words))
        if words:
            whole = ((words[0].start, words[-1].end),)
            assert cutting.checked(post, whole) == whole


def test_a_label_glued_to_its_word_can_be_cut_off() -> None:
    text = "A1It is the quiet hour. I take mine."
    label = Label(start=0, end=2, kind="A", question=1)
    cuts = (Cut(start=0, end=2, kind="label"),)
    post = Post(id="1", handle="ana", text=text, label=label, cuts=cuts)
    words = cutting.words(post, (2, len(text)))
    assert [word.text for word in words[:3]] == ["A1", "It", "is"]
    for pieces in (((2, 23),), ((2, 17),), ((0, 23),)):
        assert cutting.checked(post, pieces) == pieces
    assert not cutting.is_whole(post, ((3, 23),))


def test_the_page_keeps_no_event_in_memory_and_an_undo_reads_them_again(tmp_path: Path) -> None:
    run = runs.make(tmp_path / "repair")
    desk = Desk(run.folder, Settings())
    first, second = run.lines(run.posts())[:2]
    for number in range(40):
        line = (first, second)[number % 2]
        desk.decide("accept", "Ana", f"c{number}", {"line": line.id})
    desk.decide("undo", "Ana", "u1", {})
    with desk.fresh():
        gc.collect()
        kept = [one for one in gc.get_objects() if type(one) is Event and one.deed.editor == "Ana"]
        assert len(kept) == 0
        assert desk.state.number == 42 and len(desk.events()) == 42  # the first look, too
        assert {key_of(first), key_of(second)} == set(desk.state.accepted)
    assert desk.meant(desk.events(41)[0]).number == 41
    desk.close()


def test_a_joined_line_is_queued_beside_its_posts_accepted_and_printed_whole(run: Run) -> None:
    line = runs.join(run, is_picked=False)
    desk = Desk(run.folder, Settings())
    first = queued(desk)
    assert line in first
    assert set(line.post_ids) <= {x.post_id for x in first if not x.joined}
    do(desk, "accept", line=line.id)
    assert printed(run)[1] == [line.said]
    decision = next(d for d in run.decisions() if d.decision == "accept")
    assert (decision.pieces, decision.joined) == (((line.start, line.end),), line.joined)
    desk.close()


def test_a_joined_line_is_not_cut_and_the_words_say_why(run: Run) -> None:
    line = runs.join(run)
    desk = Desk(run.folder, Settings())
    with pytest.raises(InputError, match="joins 2 posts and is printed whole"):
        desk.words(line.id)
    with pytest.raises(InputError, match="joins 2 posts and is printed whole"):
        do(desk, "edit", line=line.id, pieces=((0, 5),))
    assert desk.events() == []
    desk.close()


def test_a_decision_on_a_joined_line_is_none_on_its_first_post(run: Run) -> None:
    line = runs.join(run)
    desk = Desk(run.folder, Settings())
    do(desk, "reject", line=line.id)
    with desk.fresh():
        alone = next(x for x in queued(desk) if x.post_ids == (line.post_id,))
        assert desk.standing(alone) is None
    assert line.said not in printed(run)[1]
    without = [x for x in run.lines(run.posts()) if not x.joined]
    picks = [p for p in run.picks(run.posts()) if not p.joined]
    with run.rewritten() as draft:
        draft.write(without, Line)
        draft.write(picks, type(picks[0]))
    with desk.fresh():
        gone = desk.gone()
    assert [(g.standing.anchor.text, g.still_said) for g in gone] == [(line.said, True)]
    desk.close()


@pytest.mark.parametrize("nth", [0, 12], ids=["first", "second"])
def test_a_rejected_joined_line_bars_each_of_its_posts_in_a_run_that_lacks_it(
    run: Run, nth: int
) -> None:
    line = runs.join(run)
    desk = Desk(run.folder, Settings())
    looked_at = anchor(line).model_copy(update={"joined": ()})  # as versions before wrote it
    desk.store.append(Deed(client="seen", editor="Ana", kind="seen", line=looked_at))
    do(desk, "reject", line=line.id)
    desk.close()
    posts = run.posts()
    without = [x for x in run.lines(posts) if not x.joined]
    alone = next(x for x in without if x.post_id == posts[nth].id)
    pick = run.picks(posts)[1]
    said = {name: getattr(alone, name) for name in ("post_id", "start", "end", "text")}
    given = {**said, "line_id": alone.id, "handle": posts[nth].handle, "url": posts[nth].url,
             "name": posts[nth].name}  # fmt: skip
    with run.rewritten() as draft:
        draft.write(without, Line)
        draft.write([pick.model_copy(update=given)], Pick)
    assert printed(run)[1] == []


def test_what_an_editor_should_look_at_stands_before_the_reasons(tmp_path: Path) -> None:
    run = runs.make(tmp_path / "repair", ["First ask Una. (Please don't quote me in the recap)"])
    lines = run.lines(run.posts())
    flag, doubt = Reason(text="flag: phone number inside", value=0), lines[0].reasons[0]
    lines[2] = lines[2].model_copy(update={"reasons": (flag, doubt)})
    run.write(lines, Line)
    desk = Desk(run.folder, Settings())
    asks, called = item(desk, lines[0], None, {}), item(desk, lines[2], None, {})
    assert (called.flags, called.reasons) == (("phone number inside",), (doubt,))
    assert asks.flags == ("its author asks not to be quoted",)
    own = [x for x in lines if run.posts()[0].handle == desk.sheet.posts[x.post_id].handle]
    assert len({x.post_id for x in own}) > 1  # whatever else they say, too
    assert all(item(desk, x, None, {}).flags == asks.flags for x in own)
    passed_on = [post.model_copy(update={"set_aside": "repost"}) for post in run.posts()]
    run.write(passed_on, Post)  # who passes on what somebody asks does not ask for it
    assert not sheet.load(run).asking


def test_what_is_flagged_elsewhere_in_a_post_is_told_with_its_other_lines_once(run: Run) -> None:
    post = run.posts()[0]
    whole, first = (line for line in run.lines(run.posts()) if line.post_id == post.id)
    start = post.text.index("Slow hands")
    last = first.model_copy(
        update={"id": "line-last", "start": start, "end": len(post.text),
                "text": post.text[start:]}
    )  # fmt: skip
    called = Reason(text="flag: phone number inside", value=0)
    rude, ruder = (Reason(text=f"flag: strong language: '{word}'", value=0) for word in "ab")
    found = [
        whole.model_copy(update={"reasons": (called, rude)}),
        first.model_copy(update={"reasons": (rude,)}),
        last.model_copy(update={"reasons": (called, ruder)}),
    ]
    run.write([*found, *run.lines(run.posts())[2:]], Line)
    desk = Desk(run.folder, Settings())
    assert [item(desk, line, None, {}).flags for line in found] == [
        ("phone number inside", "strong language: 'a'"),
        ("strong language: 'a'", "in its post: phone number inside"),
        ("phone number inside", "strong language: 'b'"),
    ]
    assert item(desk, run.lines(run.posts())[3], None, {}).flags == ()
