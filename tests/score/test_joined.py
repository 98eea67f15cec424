"""Lines over several posts: exact parts, no marks at the seams, read as one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import Question, Theme
from pipeline.score import explain, joined, ranking, stage
from pipeline.settings import ScoreSettings
from tests.score.posts import FlatStyle, answer
from tests.score.test_threads import said

SETTINGS = ScoreSettings()
QUESTION = Question(number=1, text="What does slow growth look like from the inside?")


def lines(*texts: str) -> list[tuple[str, ...]]:
    posts = said(*(("ana", text) for text in texts))
    return [
        tuple(post.text[start:end] for post, (start, end) in parts)
        for parts in joined.pieces(posts, SETTINGS)
    ]


def scored(posts, encoder, **more):
    answers = more.get("answers") or [answer(one) for one in posts]
    return list(stage.run(posts, [QUESTION], answers, [], SETTINGS, encoder, FlatStyle()))


@pytest.mark.parametrize(
    ("first", "second", "line"),
    [
        ("A1 A small list that (1/2) #SlowChat", "2/2: answers beats a big one. #SlowChat",
         ("A small list that", "answers beats a big one.")),
        ("A1 A small list that (1/2) #SlowChat", "(2/2) answers beats a big one. #SlowChat",
         ("A small list that", "answers beats a big one.")),
        ("A1: Growth is slow when you ask ... #SlowChat", "A1: ... and slower when you listen",
         ("Growth is slow when you ask", "and slower when you listen")),
        ("A1 Growth is slow when you ask.... continues", "and slower when you listen",
         ("Growth is slow when you ask", "and slower when you listen")),
        ("A1 Growth is slow when you ask. continued...", "Cont'd: slower when you listen",
         ("Growth is slow when you ask.", "slower when you listen")),
        ("Growth is slow when you ask 1/n", "2/n and slower when you listen",
         ("Growth is slow when you ask", "and slower when you listen")),
        ("My problem is stopping the ideas, (cont)", "@ana (cont) not having them :)",
         ("My problem is stopping the ideas,", "not having them :)")),
    ],
)  # fmt: skip
def test_only_the_marks_at_the_seam_are_left_out(first: str, second: str, line: tuple[str, ...]):
    assert line in lines(first, second)


def test_a_line_goes_through_the_seam_and_leaves_nothing_out_there():
    found = lines(
        "One first thing. Another thing here. A third thing, 1/2",
        "and its end. After that more. And more still. 2/2",
    )
    whole = "One first thing. Another thing here. A third thing,"
    assert (whole, "and its end.") in found
    assert ("A third thing,", "and its end.") in found
    assert all(one.endswith("A third thing,") and two.startswith("and its") for one, two in found)


def test_a_post_between_two_others_is_whole():
    found = lines("Ask them first, 1/3", "Then write. Then wait, 2/3", "and then ask again. 3/3")
    assert found == [("Ask them first,", "Then write. Then wait,", "and then ask again.")]


def test_a_post_between_two_others_is_whole_behind_a_label_of_its_own():
    found = lines(
        "A1 Ask them first, 1/3", "A1 Then write, then wait, 2/3", "A1 and ask again. 3/3"
    )
    assert found == [("Ask them first,", "Then write, then wait,", "and ask again.")]


def test_a_joined_line_is_no_longer_than_any_other():
    long = "word " * 40
    assert lines(f"{long} and then, 1/2", f"{long} and so. 2/2") == []


def test_no_joined_line_leaves_one_mark_of_a_quotation():
    found = lines(
        'My gran said "Ask them first. Then write to them." So we always do, 1/2',
        'and we say "We will wait. Then we ask." Nobody complains. 2/2',
    )
    assert ("So we always do,", 'and we say "We will wait. Then we ask."') in found
    assert all(part.count('"') in (0, 2) for parts in found for part in parts)


def test_a_joined_line_comes_with_and_without_the_smiley_at_its_end():
    found = lines("We ask them first, 1/2", "and then we wait for years 😂 2/2")
    assert {parts[1] for parts in found} == {
        "and then we wait for years 😂", "and then we wait for years",
    }  # fmt: skip


def test_no_more_than_a_few_posts_make_one_line(encoder):
    words = ("We ask them first", "and then we write", "and then we wait", "and then they come")
    posts = said(*(("ana", f"{text} {n}/4") for n, text in enumerate(words, 1)))
    found = [line.post_ids for line in scored(posts, encoder)]
    assert max(map(len, found)) == joined.MOST_POSTS
    assert {("0", "1"), ("1", "2", "3"), ("2", "3"), ("3",)} <= set(found)


def test_a_post_of_nothing_but_marks_joins_nothing():
    assert lines("...", "... and so it goes on") == []


def test_the_cut_end_of_a_truncated_last_post_is_left_out():
    posts = said(("ana", "Ask them first, 1/2"), ("ana", "and they answer. The rest told the 2/2"))
    posts[1] = posts[1].model_copy(update={"is_truncated": True})
    ends = [post.text[start:end] for _, (post, (start, end)) in joined.pieces(posts, SETTINGS)]
    assert ends == ["and they answer."]
    posts[1] = posts[1].model_copy(update={"text": "and they ans", "body": (0, 12)})
    assert joined.pieces(posts, SETTINGS) == []


def test_the_ranker_reads_one_text_with_what_each_part_holds():
    posts = said(
        ("ana", "A1 Try #baking with @ben, it 1/2 #SlowChat"),
        ("ana", "@ana 2/2 teaches #waiting. Bye"),
    )  # fmt: skip
    parts = joined.pieces(posts, SETTINGS)[-1]
    sight = joined.sight(parts)
    assert sight.line == "Try #baking with @ben, it teaches #waiting."
    assert sight.held("hashtag") == ["#baking", "#waiting"] and sight.held("mention") == ["@ben"]
    assert sight.text.endswith("Bye")  # what follows stands around it
    held = [(e.text, sight.text[e.start : e.end]) for e in sight.entities]
    assert all(text == there for text, there in held)


@given(
    first=st.text(alphabet="abc .…/12,#é😀\n", max_size=60),
    second=st.text(alphabet="abc .…/12,#é😀\n(cont)", max_size=60),
)
def test_parts_are_slices_of_what_is_said_whatever_it_is(first: str, second: str):
    posts = said(("ana", first), ("ana", second))
    for parts in joined.pieces(posts, SETTINGS):
        for post, (start, end) in parts:
            assert post.span[0] <= start < end <= post.span[1]
        assert joined.sight(parts).line == " ".join(p.text[s:e] for p, (s, e) in parts)


def test_a_joined_line_is_scored_beside_those_of_its_posts(encoder):
    posts = said(("ana", "A1 A small list that ... #SlowChat"), ("ana", "... answers beats a big."))
    found = scored(posts, encoder)
    line = next(line for line in found if line.joined)
    assert (line.post_id, line.text, line.said) == (
        "0", "A small list that", "A small list that [...] answers beats a big.",
    )  # fmt: skip
    assert line.post_ids == ("0", "1")
    assert posts[1].text[line.joined[0].start : line.joined[0].end] == line.joined[0].text
    assert len({one.id for one in found}) == len(found)
    assert line.reasons[0].text.startswith("joined: 2 posts, it breaks off with dots")
    assert "joined" in line.model_dump() and "joined" not in found[0].model_dump()


def test_a_joined_line_is_placed_as_its_surest_post(encoder):
    posts = said(("ana", "A1 A small list that ..."), ("ana", "... answers beats a big one."))
    sure, unsure = (answer(one) for one in posts)
    answers = [sure, unsure.model_copy(update={"confidence": 0.4})]
    found = scored(posts, encoder, answers=answers)
    assert {line.placed for line in found if line.joined} == {1.0}


def test_a_part_without_a_label_is_joined_to_where_the_first_stands(encoder):
    posts = said(("ana", "A1 A small list that (1/2)"), ("ana", "(2/2) answers beats a big one."))
    answers = [answer(posts[0]), answer(posts[1], 2)]
    themes = [Theme(id="t", question=2, keywords=("list",), post_ids=("1",), voices=1, medoid="1")]
    found = list(stage.run(posts, [QUESTION], answers, themes, SETTINGS, encoder, FlatStyle()))
    line = next(line for line in found if line.joined)
    assert (line.question, line.placed, line.theme) == (1, 1.0, None)  # the theme is of another
    assert {line.question for line in found if line.post_id == "1"} == {2}


def test_lines_are_the_same_however_many_posts_are_scored_at_once(encoder, monkeypatch):
    posts = said(("ana", "A1 A small list that ..."), ("ana", "... answers beats a big one."))
    together = scored(posts, encoder)
    monkeypatch.setattr(stage, "AT_ONCE", 1)
    assert any(line.joined for line in together) and scored(posts, encoder) == together


def test_what_any_second_post_adds_is_taken_off_and_told(encoder):
    posts = said(("ana", "A1 A small list that ..."), ("ana", "... answers beats a big one."))
    line = next(line for line in scored(posts, encoder) if line.joined)
    (verdict,) = ranking.score([joined.sight(joined.parts_of(line, {p.id: p for p in posts}), 0.0)],
                               FlatStyle())  # fmt: skip
    assert line.reasons[-1].text == joined.LIFTED and line.reasons[-1].value < 0
    assert joined.settled(verdict.score, 1) == verdict.score
    twice = joined.settled(joined.settled(verdict.score, 2), 2)
    assert joined.settled(verdict.score, 3) == pytest.approx(twice)
    assert twice < joined.settled(verdict.score, 2) < verdict.score
    assert joined.settled(0.0, 2) == 0.0


def test_explain_tells_what_joins_the_posts_and_adds_up(encoder):
    posts = said(
        ("ana", "A1 A small list that ..."), ("ana", "... answers beats a big one."),
        ("ben", "A1 Slow growth is when the same readers come back and bring a friend."),
    )  # fmt: skip
    found = scored(posts, encoder)
    line = next(line for line in found if line.joined)
    told = explain(line.id, found, posts, [QUESTION], encoder, FlatStyle())
    assert told.reasons[0].text.startswith("joined: 2 posts")
    assert abs(sum(reason.value for reason in told.reasons) - line.score) < 0.003
    assert told.rival is None or told.rival.post_id == "2"  # its own posts are no rivals


TWO_ANSWERS = "A1 Small lists beat big ones. A2: Write to them each week, because, 1/2"


def test_nothing_beyond_a_further_label_is_part_of_a_joined_line() -> None:
    assert lines(TWO_ANSWERS, "2/2 they forget you.") == [
        ("Write to them each week, because,", "they forget you.")
    ]
    assert lines("A1 Ask them first, 1/2", "A1 and they answer. A2: Write each week 2/2") == [
        ("Ask them first,", "and they answer.")
    ]
    between = "A1 Then write. A2: Write each week, 2/3"
    assert lines("A1 Ask them first, 1/3", between, "A1 and then ask again. 3/3") == []


def test_a_joined_line_answers_the_question_that_the_label_in_front_of_it_names(encoder) -> None:
    posts = said(("ana", TWO_ANSWERS), ("ana", "2/2 they forget you."))
    asked = [QUESTION, Question(number=2, text="Why write?")]
    theme = Theme(id="t", question=1, keywords=(), post_ids=("1", "2"), voices=1, medoid="1")
    answers = [answer(one) for one in posts]
    found = stage.run(posts, asked, answers, [theme], SETTINGS, encoder, FlatStyle())
    [line] = [line for line in found if line.joined]
    assert (line.question, line.theme, line.placed) == (2, None, 1)
