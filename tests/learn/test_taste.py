"""A house's taste: learned where editors have one, refused where decisions show none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from pipeline import jsonl
from pipeline.errors import InputError
from pipeline.learn import decided, taste, trial
from pipeline.learn.comparisons import MOST_STANDS_FOR, compare
from pipeline.learn.decided import Decided
from pipeline.records import Chat, Decision, Line, Part, Post, Question, stable_id
from pipeline.review import decisions
from pipeline.review.desk import Desk
from pipeline.review.history import Deed, anchor
from pipeline.review.store import FILE_NAME, Store
from pipeline.runs import Run
from pipeline.score import house, joined, model, ranking, stage
from pipeline.score.fit import fit
from pipeline.score.model import CERTAIN
from pipeline.score.rows import TRAITS, WIDTH, rows
from pipeline.settings import ScoreSettings, Settings
from tests.conftest import WordEncoder
from tests.review import runs as little
from tests.score.posts import FlatStyle, answer, post, sight

ORDERS = ["Write", "Ask", "Set", "Bring", "Keep", "Plan"]
TRUTHS = ["Readers", "Trust", "Patience", "Silence", "Habit", "Weather"]
THINGS = ["one list", "a garden", "the old notes", "two friends", "a quiet room", "slow work"]


def said(chat: int, question: int, place: int) -> str:
    """Return an invented line: every second one tells what to do."""
    thing = THINGS[(chat + 2 * question + place) % 6]
    if place % 2:
        return f"{ORDERS[(question + place) % 6]} {thing} before the week begins and keep to it"
    return f"{TRUTHS[(chat + place) % 6]} is what makes {thing} worth the trouble of growing"


def decision(chat: int, question: int, place: int, verdict: str, **more: object) -> Decision:
    text = said(chat, question, place)
    fields = {
        "line_id": stable_id("line", chat, question, place),
        "post_id": f"{chat}-{question}-{place}",
        "question": question,
        "pieces": ((0, len(text)),),
        "decision": verdict,
        "rank": place + 1,
        "editor": "ana",
        "decided_at": "2026-05-04T18:00:00Z",
    }
    return Decision.model_validate({**fields, **more})


Verdict = Callable[[int, int, int], str]


def orders_liked(chat: int, question: int, place: int) -> str:
    return "accept" if place % 2 else "reject"


def truths_liked(chat: int, question: int, place: int) -> str:
    return "reject" if place % 2 else "accept"


def by_lot(chat: int, question: int, place: int) -> str:
    drawn = np.random.default_rng([chat, question, place]).random()
    return "accept" if drawn < 0.5 else "reject"


def chats(verdict: Verdict, count: int = 4, **more: object) -> list[Decided]:
    """Return the decisions on chats of four questions with six lines each."""
    found = []
    for chat in range(count):
        places = [(question, place) for question in range(1, 5) for place in range(6)]
        texts = [said(chat, question, place) for question, place in places]
        found.append(
            Decided(
                chat=f"chat{chat}",
                decisions=tuple(
                    decision(chat, q, p, verdict(chat, q, p), **more) for q, p in places
                ),
                values=rows([sight(text) for text in texts], FlatStyle()),
                queued=dict.fromkeys(range(1, 5), 30),
            )
        )
    return found


@pytest.fixture(scope="module")
def lesson() -> taste.Lesson:
    return taste.learn(chats(truths_liked), model.load())


def test_a_taste_is_learned_and_lifts_such_lines(lesson):
    assert lesson.house is not None, lesson.words
    new = rows(
        [sight("Courage is what makes a small garden worth it"), sight("Buy a small garden now")],
        FlatStyle(),
    )
    truth, order = lesson.house.log_odds(model.load(), new)
    assert truth > order


def test_the_words_say_how_often_it_is_right_and_by_what_luck(lesson):
    assert lesson.words.startswith("adopted: what was chosen is foretold with")
    assert "of 16 questions" in lesson.words


def test_decisions_by_lot_change_nothing_and_it_is_said():
    found = taste.learn(chats(by_lot), model.load())
    assert found.house is None
    assert "shipped ranker" in found.words


def test_five_decisions_are_too_few_and_it_is_said():
    one = chats(truths_liked, 1)[0]
    few = Decided(one.chat, one.decisions[:5], one.values[:5], one.queued)
    found = taste.learn([few], model.load())
    assert found.house is None
    assert found.words.startswith("too few: 5 decisions")


def test_a_taste_begins_where_the_run_does_for_lines_in_another_language_too(tmp_path):
    texts = [
        "Una biblioteca sin bibliotecario es un almacén con buenas intenciones",
        "A library without a librarian is a store room with good intentions",
    ]
    run = Run(tmp_path / "chat")
    posts = [Post(id=f"0-1-{at}", handle="ben", text=text) for at, text in enumerate(texts)]
    run.write(posts, Post)
    run.write([Chat(chat="libraries")], Chat)
    run.write([], Question)
    held = [decision(0, 1, at, "accept", pieces=((0, len(x)),)) for at, x in enumerate(texts)]
    run.write(
        [
            Line(id=d.line_id, post_id=d.post_id, start=0, end=len(text), text=text, question=1,
                 theme=None, score=0.5, stands_alone=1.0, reasons=())
            for d, text in zip(held, texts, strict=True)
        ],
        Line,
    )  # fmt: skip
    run.write(held, Decision)
    chats = decided.read([run.folder], FlatStyle(), WordEncoder())
    found = taste.Learner.of(chats, model.load()).base
    shown = ranking.score([sight(text) for text in texts], FlatStyle())
    assert ranking.sigmoid(found) == pytest.approx([verdict.score for verdict in shown])


def test_decisions_against_the_shipped_ranker_are_not_believed():
    asked = chats(truths_liked)
    values = np.vstack([one.values for one in asked])
    scores = model.load().log_odds(values, CERTAIN)
    middle = np.median(scores)
    mixed_up = []
    for number, one in enumerate(asked):
        own = scores[number * 24 : (number + 1) * 24]
        verdicts = ["reject" if score > middle else "accept" for score in own]
        told = [
            d.model_copy(update={"decision": v})
            for d, v in zip(one.decisions, verdicts, strict=True)
        ]
        mixed_up.append(Decided(one.chat, tuple(told), one.values, one.queued))
    found = taste.learn(mixed_up, model.load())
    assert found.house is None
    assert "mixed up?" in found.words


@pytest.mark.parametrize(
    ("gains", "is_adopted"),
    [
        ([0.1] * 16, True),
        ([0.9, 0.9, -0.1, -0.2, 0.1, -0.3, 0.2, -0.4], False),  # much, but it may be luck
        ([0.004] * 16, False),  # no luck, but next to nothing
    ],
)
def test_a_taste_is_adopted_where_it_gains_enough_and_not_by_luck(
    gains: list[float], is_adopted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = np.full(len(gains), 0.5)
    tried = trial.Trial(shipped, shipped + np.array(gains), taste.STRENGTHS[0], agreed=0.7)
    monkeypatch.setattr(trial, "attempt", lambda *_: tried)
    assert (taste.learn(chats(truths_liked), model.load()).house is not None) is is_adopted


def test_a_taste_is_tried_within_the_bound_in_which_it_is_used():
    asked = chats(truths_liked)
    learner = taste.Learner.of(asked, model.load())
    added = learner.scores(compare(asked), 1e-6) - learner.base
    assert house.MOST - 0.01 < np.abs(added).max() <= house.MOST + 1e-9


def test_editors_who_contradict_each_other_teach_nothing():
    both = []
    for one, other in zip(chats(truths_liked), chats(orders_liked, editor="ben"), strict=True):
        values = np.vstack([one.values, other.values])
        held = (*one.decisions, *other.decisions)
        both.append(Decided(one.chat, held, values, one.queued))
    found = taste.learn(both, model.load())
    assert len(found.known.keys) == 32  # both count
    assert found.house is None


def test_the_same_decisions_give_the_same_bytes(lesson):
    again = taste.learn(chats(truths_liked), model.load()).house
    assert again is not None and lesson.house is not None
    assert again.to_json() == lesson.house.to_json()


@pytest.mark.parametrize("size", [1e3, -1e3])
def test_a_taste_is_bounded(size):
    wild = house.House(np.full(WIDTH, size), np.zeros(TRAITS))
    values = rows([sight("Trust is slow"), sight("Buy one now!")], FlatStyle())
    assert np.abs(wild.log_odds(model.load(), values)).max() <= house.MOST
    told = wild.told(model.load(), values)
    assert told.sum(axis=1) == pytest.approx(wild.log_odds(model.load(), values))


def compared(*verdicts: str, **more: object) -> set[tuple[int, int]]:
    """Return which lines of one question go over which, by place from 0."""
    held = tuple(decision(0, 1, place, verdict) for place, verdict in enumerate(verdicts))
    values = np.zeros((len(held), WIDTH))
    found = compare([Decided("slow", held, values, {1: 30})])
    return set(zip(found.better.tolist(), found.worse.tolist(), strict=True))


def test_accepted_lines_go_over_rejected_ones_and_over_those_passed_over():
    assert compared("accept", "seen", "reject") == {(0, 1), (0, 2)}


def test_a_skip_says_nothing():
    assert compared("accept", "skip", "reject") == {(0, 2)}


def test_the_last_decided_line_is_no_word_against_those_passed_over_above_it():
    assert compared("seen", "seen", "accept") == set()
    assert compared("seen", "accept", "accept") == {(1, 0)}


def test_lines_of_one_post_are_not_compared():
    held = (decision(0, 1, 0, "accept"), decision(0, 1, 1, "reject", post_id="0-1-0"))
    assert not len(compare([Decided("slow", held, np.zeros((2, WIDTH)), {1: 30})]).better)


def test_questions_and_editors_are_not_mixed():
    held = (decision(0, 1, 0, "accept"), decision(0, 2, 1, "reject"),
            decision(0, 1, 2, "reject", editor="ben"))  # fmt: skip
    assert not len(compare([Decided("slow", held, np.zeros((3, WIDTH)), {1: 30})]).better)


def test_a_line_shown_to_explore_stands_for_those_that_were_not_shown_within_a_bound():
    held = (decision(0, 1, 0, "accept"), decision(0, 1, 1, "reject"),
            decision(0, 1, 2, "reject", explored=True))  # fmt: skip
    found = compare([Decided("slow", held, np.zeros((3, WIDTH)), {1: 30})])
    plain, explored = found.weights.tolist()
    assert explored == pytest.approx(MOST_STANDS_FOR * plain)
    assert plain + explored == pytest.approx(2)  # three lines: two independent comparisons


def test_luck_is_the_exact_chance():
    assert trial.luck(np.array([0.1, 0.2, 0.3])) == pytest.approx(1 / 8)
    assert trial.luck(np.array([0.3, -0.1])) == pytest.approx(2 / 4)
    assert trial.luck(np.zeros(4)) == 1


def test_reasons_with_a_taste_add_up_and_name_it(lesson):
    line = sight("Patience is what makes a garden worth the trouble of growing")
    plain = ranking.score([line], FlatStyle())[0]
    verdict = ranking.score([line], FlatStyle(), house=lesson.house)[0]
    total = verdict.start + sum(reason.value for reason in verdict.reasons)
    assert total == pytest.approx(verdict.score, abs=0.004)
    assert verdict.score - plain.score == pytest.approx(verdict.taste)
    assert [r.text for r in verdict.foremost].count(ranking.TASTE) == 1
    assert any(r.text.startswith(f"{ranking.TASTE}: ") for r in verdict.reasons)


@pytest.fixture
def runs(tmp_path: Path) -> list[Path]:
    """Return four run folders."""
    return written(tmp_path)


def written(place: Path) -> list[Path]:
    """Write run folders with decisions of an editor who prints what holds everywhere."""
    folders = []
    for number, one in enumerate(chats(truths_liked)):
        run = Run(place / f"chat{number}")
        texts = {d.post_id: said(number, d.question or 0, (d.rank or 1) - 1) for d in one.decisions}
        posts = [Post(id=d.post_id, handle="ben", text=texts[d.post_id]) for d in one.decisions]
        run.write(posts, Post)
        run.write([Chat(chat=one.chat)], Chat)
        run.write([Question(number=n, text="How do you go on?") for n in range(1, 5)], Question)
        run.write(
            [
                Line(id=d.line_id, post_id=d.post_id, start=0, end=len(texts[d.post_id]),
                     text=texts[d.post_id], question=d.question, theme=None, score=0.5,
                     stands_alone=1.0, reasons=())
                for d in one.decisions
            ],
            Line,
        )  # fmt: skip
        run.write(one.decisions, Decision)
        folders.append(run.folder)
    return folders


def test_training_writes_a_taste_that_the_stage_applies(runs, tmp_path):
    folder = tmp_path / "house"
    found = taste.train(runs, folder, FlatStyle(), WordEncoder())
    assert found.house is not None, found.words
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert "Adopted" in card and "| chat0 | 12 | 12 | 0 | 0 | 0 | 1 |" in card
    likes, dislikes = (line for line in card.splitlines() if line.startswith("- **Likes"))
    assert "says how things are" in likes and "gives orders" in dislikes  # as the reasons say it
    assert "_" not in likes + dislikes
    one = post("A1 Patience is what makes a garden worth the trouble. #SlowChat")
    asked = Question(number=1, text="How do you go on?")
    given = [one], [asked], [answer(one)], []
    plain = list(stage.run(*given, ScoreSettings(), WordEncoder(), FlatStyle()))
    own = list(stage.run(*given, ScoreSettings(house=str(folder)), WordEncoder(), FlatStyle()))
    assert own[0].score > plain[0].score
    assert ranking.TASTE in [reason.text for reason in own[0].reasons]
    assert ranking.TASTE not in [reason.text for reason in plain[0].reasons]


def test_when_it_was_decided_makes_no_difference(runs, tmp_path):
    taste.train(runs, tmp_path / "one", FlatStyle(), WordEncoder())
    for folder in runs:
        later = [
            d.model_copy(update={"decided_at": "2027-01-01T00:00:00Z"})
            for d in reversed(Run(folder).decisions())
        ]
        Run(folder).write(later, Decision)
    taste.train(runs[::-1], tmp_path / "two", FlatStyle(), WordEncoder())
    names = ("model.json", "manifest.json", "README.md")
    one, two = (
        [(tmp_path / held / name).read_bytes() for name in names] for held in ("one", "two")
    )
    assert one == two


def test_a_taste_that_is_not_adopted_leaves_the_old_one_and_says_why(runs, tmp_path):
    folder = tmp_path / "house"
    taste.train(runs, folder, FlatStyle(), WordEncoder())
    before = (folder / "model.json").read_bytes()
    found = taste.train(runs[:1], folder, FlatStyle(), WordEncoder())
    assert found.house is None
    assert (folder / "model.json").read_bytes() == before
    assert "Not adopted, too few" in taste.refusal(folder).read_text(encoding="utf-8")
    taste.train(runs, folder, FlatStyle(), WordEncoder())  # with the other chats again
    assert not taste.refusal(folder).exists()


def test_a_taste_made_on_top_of_another_ranker_is_refused(runs, tmp_path):
    folder = tmp_path / "house"
    taste.train(runs, folder, FlatStyle(), WordEncoder())
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["needs"]["ranker"] = "0123456789ab"
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    house.load.cache_clear()
    with pytest.raises(InputError, match=r"made for other ranker .*--decisions"):
        house.load(folder)


def test_folders_without_decisions_are_refused(runs):
    for folder in runs:
        (folder / decided.FILE).unlink()
    with pytest.raises(InputError, match="no decisions of editors"):
        decided.read(runs, FlatStyle(), WordEncoder())


def test_a_decision_about_a_post_that_is_not_there_is_refused(runs):
    strange = decision(9, 9, 9, "accept")
    jsonl.write(runs[0] / decided.FILE, [strange])
    with pytest.raises(InputError, match="is not in post 9-9-9"):
        decided.read(runs, FlatStyle(), WordEncoder())


def test_what_the_page_had_no_time_to_write_is_learned_from(tmp_path):
    run = little.make(tmp_path / "repair")
    line = run.lines(run.posts())[0]
    store = Store(run.folder / FILE_NAME)
    store.append(Deed(client="c", editor="Ana", kind="accept", line=anchor(line), question=1))
    store.close()  # the server is killed before it writes decisions.jsonl
    with pytest.raises(InputError, match="no decisions"):
        decided.read([run.folder], FlatStyle(), WordEncoder())
    decisions.refresh(run)
    assert [one.decision for one in run.decisions()] == ["accept"]
    before = (run.folder / "decisions.jsonl").stat().st_ino
    decisions.refresh(run)  # nothing new: nothing is written
    assert (run.folder / "decisions.jsonl").stat().st_ino == before


def test_what_was_set_aside_teaches_nothing(tmp_path):
    run = little.make(tmp_path / "repair")
    line = run.lines(run.posts())[0]
    little.set_aside(run, "Good night, menders", 1)
    desk = Desk(run.folder, Settings())
    for nth, one in enumerate((line, desk.sheet.lines[-1])):
        desk.decide("accept", "Ana", f"c{nth}", {"line": one.id})
    desk.close()
    assert len(run.decisions()) == 2
    (found,) = decided.read([run.folder], FlatStyle(), WordEncoder())
    assert [one.line_id for one in found.decisions] == [line.id]


def test_a_joined_line_is_learned_from_as_the_ranker_reads_it(tmp_path):
    run = little.make(tmp_path / "repair")
    line = little.join(run)
    store = Store(run.folder / FILE_NAME)
    store.append(Deed(client="c1", editor="Ana", kind="accept", line=anchor(line)))
    store.close()
    decisions.refresh(run)
    one = decided.read([run.folder], FlatStyle(), WordEncoder())[0]
    asked = [question.text for question in run.questions() if question.number == line.question]
    by_id = {post.id: post for post in run.posts()}
    parts = joined.parts_of(line, by_id)
    near = fit([" ".join(post.said for post, _ in parts)], asked, WordEncoder())[0]
    assert one.decisions[0].joined == line.joined
    assert np.allclose(one.values, rows([joined.sight(parts, near)], FlatStyle()))


def test_a_joined_line_is_not_held_against_a_post_of_its_own():
    part = Part(post_id="0-1-1", start=0, end=4, text="none")
    together = decision(0, 1, 0, "accept").model_copy(update={"joined": (part,)})
    one = Decided("chat", (together, decision(0, 1, 1, "reject")), np.zeros((2, WIDTH)), {1: 9})
    assert len(compare([one]).better) == 0
