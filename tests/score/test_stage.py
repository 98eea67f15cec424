import numpy as np
import pytest

from pipeline.records import SESSION_STEP, Question, Theme
from pipeline.score import explain, joined, stage
from pipeline.score.house import House
from pipeline.score.ranking import TASTE, score
from pipeline.score.rows import TRAITS, WIDTH, see
from pipeline.settings import ScoreSettings
from tests.conftest import WordEncoder
from tests.score.posts import FlatStyle, answer, post

QUESTION = Question(number=1, text="What does slow growth look like from the inside?")
POSTS = [
    post("A1 Slow growth is when the same readers come back and bring a friend. #SlowChat"),
    post("A1 “It takes twenty years to be an overnight success” - E. Cantor", number=2),
    post("@ana Agreed! Love that :)", number=3, handle="ben"),
    post("A1 Schreib mir an ben@example.org, wir züchten langsam", number=4, handle="ben"),
]


def scored(posts=POSTS, encoder=None):
    answers = [answer(one) for one in posts]
    return list(stage.run(posts, [QUESTION], answers, [], ScoreSettings(), encoder, FlatStyle()))


def test_lines_are_exact_slices_with_scores_and_reasons(encoder):
    texts = {one.id: one.text for one in POSTS}
    lines = scored(encoder=encoder)
    assert {line.post_id for line in lines} == {"1", "2", "3", "4"}
    assert all(line.text == texts[line.post_id][line.start : line.end] for line in lines)
    assert all(line.reasons for line in lines)


def test_no_line_is_made_of_what_is_no_answer_or_not_its_authors_own(encoder):
    said = "A1 Slow growth is when the same readers come back and bring a friend."
    own, passed_on = post(said), post(f"RT @ana: {said}", number=2, handle="ben")
    asks = post("Who of you ever grew slowly, and what did it cost?", number=3, handle="cleo")
    greets = post("Hello all, so glad to be here on this rainy evening", number=4, handle="dee")
    posts = [own, passed_on, asks, greets]
    kinds = ("answer", "answer", "question", "greeting")
    answers = [answer(one, kind=kind) for one, kind in zip(posts, kinds, strict=True)]
    found = stage.run(posts, [QUESTION], answers, [], ScoreSettings(), encoder, FlatStyle())
    assert {line.post_id for line in found} == {"1"}


def test_somebody_elses_saying_is_kept_and_scores_nothing(encoder):
    whole = next(line for line in scored(encoder=encoder) if line.post_id == "2")
    assert whole.score == 0
    assert any(reason.text == "somebody else's words" for reason in whole.reasons)


def test_a_post_whose_author_asks_not_to_be_quoted_is_kept_and_scores_nothing(encoder):
    said = post("A1 I grew a choir in a bus garage, slowly. (Please don't quote me, ever)")
    first, second = post("A1 (1/2) I grew a choir, slowly."), post("(2/2) Please don't quote me.")
    parts = [first, second.model_copy(update={"id": "5"})]  # the second says nothing else
    for posts in ([said], parts):
        lines = scored(posts, encoder)
        assert lines and all(line.score == 0 for line in lines)
        told = explain(lines[0].id, lines, posts, [QUESTION], encoder, FlatStyle())
        assert told.is_current
        for said_why in (told, *lines):
            assert "its author asks not to be quoted" in str(said_why.reasons)


def test_a_post_of_which_its_author_asks_so_in_the_next_one_scores_nothing_either(encoder):
    said = [
        post("A1 I grew a choir in a bus garage, slowly."),
        post("A1 I grew one in a cold store, and nobody ever found out.", number=2),
        post("please don't put that one in the write up", number=3),
    ]
    lines = scored(said, encoder)
    assert {line.post_id for line in lines if line.score > 0} == {"1"}
    line = max((each for each in lines if each.post_id == "2"), key=lambda each: len(each.text))
    assert "its author asks not to be quoted" in str(line.reasons)
    made = explain(line.id, lines, said, [QUESTION], encoder, FlatStyle())
    assert made.is_current and "its author asks not to be quoted" in str(made.reasons)


def test_a_line_in_another_language_with_an_address_is_kept_and_flagged(encoder):
    whole = next(line for line in scored(encoder=encoder) if line.post_id == "4")
    words = " ".join(reason.text for reason in whole.reasons)
    assert "e-mail" in words and "not in English" in words


def test_a_score_does_not_depend_on_the_other_posts(encoder):
    together = {line.id: line.score for line in scored(encoder=encoder)}
    alone = {line.id: line.score for one in POSTS for line in scored([one], encoder)}
    assert together == alone


def test_lines_are_the_same_however_many_posts_are_scored_at_once(encoder, monkeypatch):
    together = scored(encoder=encoder)
    monkeypatch.setattr(stage, "AT_ONCE", 3)
    assert scored(encoder=encoder) == together


def test_lines_come_before_later_posts_are_scored(encoder, monkeypatch):
    monkeypatch.setattr(stage, "AT_ONCE", 1)
    seen = []
    monkeypatch.setattr(joined, "fit", lambda texts, asked, _: seen.extend(texts) or [None])
    answers = [answer(one) for one in POSTS]
    settings, style = ScoreSettings(), FlatStyle()
    lines = stage.run(POSTS, [QUESTION], answers, [], settings, encoder, style)
    assert next(lines).post_id == "1" and len(seen) == 1
    assert {line.post_id for line in lines} >= {"2", "3", "4"} and len(seen) == 4


def test_a_chat_without_answers_has_no_lines(encoder):
    assert list(stage.run([], [], [], [], ScoreSettings(), encoder, FlatStyle())) == []


def test_explain_adds_up_and_names_the_nearest_better_line(encoder):
    lines = scored(encoder=encoder)
    best = max(lines, key=lambda line: line.score)
    worse = next(line for line in lines if line.post_id == "3")
    told = explain(worse.id, lines, POSTS, [QUESTION], encoder, FlatStyle())
    assert abs(sum(reason.value for reason in told.reasons) - worse.score) < 0.003
    assert told.rival is not None and told.rival.score > worse.score
    assert told.rival_reasons
    assert explain(best.id, lines, POSTS, [QUESTION], encoder, FlatStyle()).rival is None


def told_of(line, lines, encoder, **more):
    return explain(line.id, lines, POSTS, [QUESTION], encoder, FlatStyle(), **more)


def test_the_reasons_of_somebody_elses_line_add_up_to_nothing(encoder):
    lines = scored(encoder=encoder)
    whole = next(line for line in lines if line.post_id == "2" and line.score == 0)
    told = told_of(whole, lines, encoder).reasons
    assert "somebody else's words" in [reason.text for reason in told]
    assert abs(sum(reason.value for reason in told)) < 0.003


def test_the_better_line_of_the_same_post_is_named(encoder):
    said = "A1 I sweep the shop and I write down who came in. Then I wait for a year, and so on"
    one = [post(said, number=5)]
    lines = scored(one, encoder)
    ranked = sorted(lines, key=lambda line: -line.score)
    assert ranked[0].score > ranked[-1].score
    worse, best = (
        explain(line.id, lines, one, [QUESTION], encoder, FlatStyle())
        for line in (ranked[-1], ranked[0])
    )
    assert worse.better == ranked[0] and worse.rival is None
    assert best.better is None


def test_a_line_that_was_scored_with_another_taste_keeps_the_reasons_of_its_run(encoder):
    lines = scored(encoder=encoder)
    line = max(lines, key=lambda line: line.score)
    assert told_of(line, lines, encoder).is_current
    weights = np.zeros(WIDTH)
    weights[:TRAITS] = 0.5
    taste = House(weights, np.zeros(TRAITS))
    told = told_of(line, lines, encoder, house=taste)
    assert not told.is_current and told.reasons == line.reasons


def test_an_endless_sentence_is_kept_and_is_no_line(encoder):
    endless = "A1 " + " and ".join(f"I mend coat {n} by hand and by lamp" for n in range(20))
    one = [post(endless, number=6)]
    lines = scored(one, encoder)
    (whole,) = [line for line in lines if len(line.text.split()) > 100]
    assert whole.score == 0
    assert whole.reasons[-1].text == "longer than a line: 199 words"
    told = explain(whole.id, lines, one, [QUESTION], encoder, FlatStyle())
    assert told.is_current and abs(sum(reason.value for reason in told.reasons)) < 0.003
    settings = ScoreSettings(longest_words=100)
    answers = [answer(one[0])]
    found = list(stage.run(one, [QUESTION], answers, [], settings, encoder, FlatStyle()))
    assert all(line.score > 0 for line in found)


@pytest.mark.parametrize("weight", [5.0, -5.0])
def test_traits_without_weight_in_a_taste_are_not_told(weight):
    weights = np.zeros(WIDTH)
    weights[0] = weight
    found = score([see(POSTS[0].text, POSTS[0].span, ())], FlatStyle(),
                  house=House(weights, np.zeros(TRAITS)))[0]  # fmt: skip
    told = [reason for reason in found.reasons if reason.text.startswith(TASTE)]
    assert len(told) == 1
    assert abs(found.start + sum(r.value for r in found.reasons) - found.score) < 0.003
    assert [reason.text for reason in found.foremost if TASTE in reason.text] == [TASTE]


def test_a_line_knows_how_surely_its_post_is_an_answer_to_its_question_or_to_any(encoder):
    unsure = answer(POSTS[0]).model_copy(update={"confidence": 0.5, "answer_chance": 0.8})
    [line] = stage.run([POSTS[0]], [QUESTION], [unsure], [], ScoreSettings(), encoder, FlatStyle())
    assert line.placed == 0.4
    beyond = unsure.model_copy(update={"question": None})
    [line] = stage.run([POSTS[0]], [QUESTION], [beyond], [], ScoreSettings(), encoder, FlatStyle())
    assert line.placed == 0.8
    [line] = stage.run([POSTS[0]], [], [beyond], [], ScoreSettings(), encoder, FlatStyle())
    assert line.placed == 1


def test_a_line_behind_a_further_label_answers_the_question_that_it_names() -> None:
    two = post("A1 Slow is a pace that you can keep. A2: Small worlds have short roads", number=9)
    asked = [Question(number=n, text=text) for n, text in ((1, "Why slow?"), (2, "Why small?"))]
    theme = Theme(id="t", question=1, keywords=("pace",), post_ids=("9",), voices=1, medoid="9")
    settings, encoder = ScoreSettings(), WordEncoder()
    lines = stage.run([two], asked, [answer(two)], [theme], settings, encoder, FlatStyle())
    held = {(line.text, line.question, line.theme) for line in lines}
    assert ("Slow is a pace that you can keep.", 1, "t") in held
    assert ("Small worlds have short roads", 2, None) in held
    assert {question for text, question, _ in held if "Small" in text} == {2}


def test_a_further_label_of_a_question_that_nobody_asked_changes_no_place() -> None:
    two = post("A1 Slow is a pace that you can keep. A2: Small worlds have short roads", number=9)
    asked = [Question(number=1, text="Why slow?")]
    settings, encoder = ScoreSettings(), WordEncoder()
    lines = stage.run([two], asked, [answer(two)], [], settings, encoder, FlatStyle())
    assert {line.question for line in lines} == {1}


TWO = [Question(number=n, text=text) for n, text in ((1, "Why slow?"), (2, "Why small?"))]


def places(two, placed: int, asked: list[Question] = TWO) -> set[tuple[str, int | None]]:
    settings, encoder = ScoreSettings(), WordEncoder()
    lines = stage.run([two], asked, [answer(two, placed)], [], settings, encoder, FlatStyle())
    return {(line.text, line.question) for line in lines}


def test_a_post_placed_by_its_second_label_answers_the_question_of_its_first_all_the_same() -> None:
    two = post("A1 Slow is a pace that you can keep. A2: Small worlds have short roads", number=9)
    held = {("Slow is a pace that you can keep.", 1), ("Small worlds have short roads", 2)}
    assert held <= places(two, 2)
    both = post("A1 & A2 Slow is a pace that you can keep, and small is the same", number=9)
    assert {question for _, question in places(both, 2)} == {2}


def test_labels_are_not_believed_of_a_post_that_was_placed_under_none_of_their_questions() -> None:
    two = post("A1 Slow is a pace that you can keep. A2: Small worlds have short roads", number=9)
    assert {question for _, question in places(two, 3)} == {3}


def test_a_later_session_has_its_own_questions() -> None:
    two = post("A1 Slow is a pace that you can keep. A2: Small worlds have short roads", number=9)
    asked = [*TWO, *(one.model_copy(update={"number": one.number + SESSION_STEP}) for one in TWO)]
    assert ("Small worlds have short roads", 2 + SESSION_STEP) in places(
        two, 1 + SESSION_STEP, asked
    )


def test_a_line_is_as_near_its_question_as_one_of_a_post_that_was_placed_there() -> None:
    two = post("A1 Slow is a pace that you can keep. A2: Small worlds have short roads", number=9)
    asked = [TWO[0], TWO[1].model_copy(update={"text": "Which worlds have short roads?"})]
    settings, encoder = ScoreSettings(), WordEncoder()

    def score(placed: int, asked: list[Question]) -> float:
        found = stage.run([two], asked, [answer(two, placed)], [], settings, encoder, FlatStyle())
        return next(line.score for line in found if line.text == "Small worlds have short roads")

    assert score(1, asked) == score(2, asked) != score(1, asked[:1])


def test_what_a_post_says_to_another_question_is_no_better_line_of_it(encoder) -> None:
    two = post("A1 I swept the floor. A2: Small worlds have short roads and long ones", number=9)
    lines = list(stage.run([two], TWO, [answer(two)], [], ScoreSettings(), encoder, FlatStyle()))
    low, high = sorted((max(line.score for line in lines if line.question == n), n) for n in (1, 2))
    assert low[0] < high[0]
    best = next(line for line in lines if (line.score, line.question) == low)
    assert explain(best.id, lines, [two], TWO, encoder, FlatStyle()).better is None


def test_the_name_of_the_question_under_which_a_post_stands_is_cut_of_another_it_counts():
    one = post("5 - my team and two of the night shift")
    for number, line in ((5, "my team and two of the night shift"), (6, one.text)):
        asked = [Question(number=number, text="Who reads along?")]
        placed = answer(one, SESSION_STEP + number)
        lines = stage.run([one], asked, [placed], [], ScoreSettings(), None, FlatStyle())
        assert line == max((found.text for found in lines), key=len)
