import pytest

from pipeline.pick import stage
from pipeline.records import Label, Line, Part, Person, Post, Reason, Theme
from pipeline.settings import PickSettings


def post(number: int, text: str, handle: str, part: str | None = None) -> Post:
    label = Label(start=0, end=3, kind="A", question=1, part=part) if part else None
    return Post(
        id=str(number), handle=handle, text=text, label=label, url=f"https://x.test/{number}"
    )


def line(of: Post, score: float, start: int = 0, question: int | None = 1) -> Line:
    return Line(
        id=f"line-{of.id}-{start}", post_id=of.id, start=start, end=len(of.text),
        text=of.text[start:], question=question, theme=None, score=score, stands_alone=1.0,
        reasons=(),
    )  # fmt: skip


def run(lines: list[Line], posts: list[Post], **changes: object):
    people = [Person(handle="Guest", role="guest", why="told", posts=1, answers=1)]
    return stage.run(lines, posts, [], people, PickSettings().model_copy(update=changes))


@pytest.mark.parametrize(
    "spans",
    [
        [(6, 34), (6, 14)],  # the longer one
        [(0, 4), (6, 10)],  # of as long ones the earlier
    ],
)
def test_of_lines_of_a_post_that_are_as_good_it_is_known_which_is_picked(spans):
    one = post(1, "Well, it is slow, and that is a pace", "ana")
    best, other = (
        line(one, 0.5, start=start).model_copy(update={"end": end, "text": one.text[start:end]})
        for start, end in spans
    )
    for lines in ([best, other], [other, best]):
        assert [p.line_id for p in run(lines, [one])] == [best.id]


def test_picks_carry_credit_link_rank_and_role():
    posts = [
        post(1, "Slow is a pace you can keep", "guest"),
        post(2, "Ask who would miss it", "ana"),
    ]
    picks = run([line(posts[0], 0.5), line(posts[1], 0.6)], posts)
    assert [(p.rank, p.handle, p.role, p.url) for p in picks] == [
        (1, "guest", "guest", "https://x.test/1"),
        (2, "ana", "community", "https://x.test/2"),
    ]


def test_only_the_best_line_of_a_post_is_picked():
    one = post(1, "Well. Slow is a pace you can keep", "ana")
    picks = run([line(one, 0.4), line(one, 0.5, start=6)], [one])
    assert [p.text for p in picks] == ["Slow is a pace you can keep"]


def test_what_a_post_says_to_two_questions_is_picked_under_both_and_once_under_each():
    two = post(1, "A1 Slow is a pace you can keep. Truly. A2: Small worlds", "ana")
    first = line(two, 0.5, start=3).model_copy(update={"end": 31, "text": two.text[3:31]})
    again = line(two, 0.4, start=32).model_copy(update={"end": 38, "text": two.text[32:38]})
    second = line(two, 0.6, start=43, question=2)
    picks = run([first, again, second], [two])
    assert [(p.question, p.line_id) for p in picks] == [(1, first.id), (2, second.id)]


def test_parts_that_their_author_labelled_are_one_answer():
    posts = [
        post(1, "A1a I wrote to forty strangers first", "ana", "a"),
        post(2, "A1b Half of them wrote back to me", "ana", "b"),
        post(3, "Small worlds have short roads", "ben"),
    ]
    scores = (0.6, 0.55, 0.45)
    picks = run([line(p, s) for p, s in zip(posts, scores, strict=True)], posts, per_question=2)
    assert [p.post_id for p in picks] == ["1", "3"]


def labelled(number: int, question: int, part: str | None, handle: str = "ana") -> Post:
    made = post(number, f"A{question} I mended {'a gate' if number == 1 else 'the clock'}", handle)
    label = Label(start=0, end=2, kind="A", question=question, part=part)
    return made.model_copy(update={"label": label})


@pytest.mark.parametrize(
    ("first", "second", "are_one"),
    [
        (labelled(1, 1, "a"), labelled(2, 1, "b", "Ana"), True),  # her own name in another case
        (labelled(1, 1, "a"), labelled(2, 1, "b", "ben"), False),
        (labelled(1, 1, None), labelled(2, 1, None), False),  # two answers, each a whole one
        (labelled(1, 1, "a"), labelled(2, 2, None), False),  # the next question's, given early
        (post(1, "I mended a gate", "ana"), post(2, "The clock, too", "ana"), False),
    ],
)
def test_only_parts_of_one_answer_are_told_to_be(first, second, are_one):
    picks = run([line(first, 0.6), line(second, 0.5)], [first, second])
    told = [reason.text for reason in picks[1].reasons]
    assert ("another part of this answer is chosen" in told) is are_one


def test_posts_of_a_thread_are_one_answer():
    posts = [post(1, "I mended a gate", "ana"), post(2, "The clock, too", "ana")]
    posts = [each.model_copy(update={"thread": "t"}) for each in posts]
    told = run([line(posts[0], 0.6), line(posts[1], 0.5)], posts)[1].reasons
    assert "another part of this answer is chosen" in [reason.text for reason in told]


def test_one_person_under_two_spellings_of_a_handle_is_one_and_is_credited_so():
    posts = [post(1, "I mended a gate", "GUEST"), post(2, "The clock came next", "guest")]
    first, second = run([line(posts[0], 0.6), line(posts[1], 0.5)], posts)
    assert (first.role, second.role) == ("guest", "guest")
    assert "a person not heard yet" not in [reason.text for reason in second.reasons]


def test_a_pick_says_why_its_line_scored_as_it_did():
    one = post(1, "Slow is a pace you can keep", "ana")
    reasons = (Reason(text="says one thing", value=0.2), Reason(text="a contrast", value=0.1))
    pick = run([line(one, 0.5).model_copy(update={"reasons": reasons})], [one])[0]
    assert pick.reasons[-2:] == reasons and pick.reasons[0].text == "how quotable it is"


def test_a_point_counts_by_its_share_of_the_voices_of_its_own_question():
    posts = [post(n, f"Mending {what}", what) for n, what in enumerate(("zips", "clocks"), 1)]
    lines = [line(posts[0], 0.6).model_copy(update={"theme": "t1"}),
             line(posts[1], 0.6, question=2).model_copy(update={"theme": "t2"})]  # fmt: skip
    crowd = Theme(id="t3", question=2, keywords=(), post_ids=("9",), voices=30, medoid="9")
    themes = [crowd] + [
        Theme(id=f"t{n}", question=n, keywords=(), post_ids=(str(n),), voices=1, medoid=str(n))
        for n in (1, 2)
    ]
    alone, among_many = (
        {reason.text: reason.value for reason in pick.reasons}["a point not made yet"]
        for pick in stage.run(lines, posts, themes, [], PickSettings())
    )
    assert alone > 3 * among_many > 0


def test_one_part_makes_the_rest_of_an_answer_parts_of_it():
    posts = [
        post(1, "A1 I wrote to forty strangers first", "ana", None),
        post(2, "A1b Half of them wrote back to me", "ana", "b"),
        post(3, "Small worlds have short roads", "ben"),
    ]
    label = Label(start=0, end=2, kind="A", question=1, part=None)
    posts[0] = posts[0].model_copy(update={"label": label})
    scores = (0.6, 0.55, 0.45)
    picks = run([line(p, s) for p, s in zip(posts, scores, strict=True)], posts, per_question=2)
    assert [p.post_id for p in picks] == ["1", "3"]


def test_each_question_has_picks_of_its_own():
    posts = [post(1, "Slow is a pace you can keep", "ana"), post(2, "Ask who would miss it", "ben")]
    picks = run([line(posts[0], 0.5), line(posts[1], 0.6, question=2)], posts)
    assert [(p.question, p.rank) for p in picks] == [(1, 1), (2, 1)]


def test_a_question_put_to_the_chat_is_not_picked_beyond_the_questions():
    asks = post(1, "How do I tell my readers that I am slow?", "ana")
    says = post(2, "Slow is a pace you can keep, so say so", "ben")
    beyond = run([line(asks, 0.6, question=None), line(says, 0.5, question=None)], [asks, says])
    assert [p.post_id for p in beyond] == ["2"]
    quotes = post(3, 'I only ask "what would you miss?" and wait', "cem")
    picks = run([line(quotes, 0.6, question=None), line(says, 0.5)], [quotes, says])
    assert [p.question for p in picks] == [None, 1]
    answer = run([line(asks, 0.6)], [asks])
    assert [p.post_id for p in answer] == ["1"]  # an answer may well ask


HELLO = post(1, "Evening all, Basil in Rotterdam, I print maps of places that are gone", "basil")
ANSWER = post(2, "Small worlds have short roads", "ben")


def test_the_bar_is_higher_beyond_the_questions():
    picks = run([line(HELLO, 0.25, question=None), line(ANSWER, 0.15)], [HELLO, ANSWER])
    assert [(p.question, p.post_id) for p in picks] == [(1, "2")]


def test_what_is_hardly_an_answer_is_not_picked_beyond_the_questions():
    hello = line(HELLO, 0.6, question=None)
    picks = run([hello, line(ANSWER, 0.5)], [HELLO, ANSWER])
    assert [p.question for p in picks] == [None, 1]
    hello = hello.model_copy(update={"placed": 0.4})
    assert [p.question for p in run([hello, line(ANSWER, 0.5)], [HELLO, ANSWER])] == [1]
    [pick] = run([hello], [HELLO])  # nothing was asked
    assert "unsure that it is more than chatter" in [reason.text for reason in pick.reasons]


def test_where_nothing_was_asked_all_that_was_said_is_held_to_the_usual_bar():
    picks = run([line(HELLO, 0.25, question=None), line(ANSWER, 0.02, question=None)],
                [HELLO, ANSWER])  # fmt: skip
    assert [(p.question, p.post_id) for p in picks] == [(None, "1")]


PARTING = post(3, "One for the road: patience is the next thing you do while you wait", "guest")


def unsure(score: float, placed: float) -> Line:
    return line(PARTING, score, question=4).model_copy(
        update={"placed": placed, "theme": "theme-1"}
    )


def test_a_line_whose_question_is_hardly_known_stands_under_it_or_nowhere():
    picks = run([unsure(0.7, 0.03), line(ANSWER, 0.5)], [PARTING, ANSWER])
    assert [(p.question, p.post_id) for p in picks] == [(1, "2")]
    picks = run([unsure(0.7, 0.3), line(ANSWER, 0.5)], [PARTING, ANSWER])
    assert [(p.question, p.post_id) for p in picks] == [(1, "2"), (4, "3")]


def test_an_answer_that_is_sixth_under_its_question_is_none_beyond_them():
    crafts = ("zips", "clocks", "boots", "harps", "kettles", "lutes")
    posts = [post(n, f"Mending {craft}", craft) for n, craft in enumerate(crafts, 1)]
    picks = run([line(p, 0.6) for p in posts], posts)
    assert [p.question for p in picks] == [1] * 5


def test_no_lines_give_no_picks():
    assert run([], []) == []


PARTS = [
    post(1, "A1 We only grow when we ask them, and", "ana"),
    post(2, "they only answer when we have waited", "ana"),
    post(3, "Small worlds have short roads", "ben"),
]


def joining(score: float) -> Line:
    first, second = PARTS[:2]
    part = Part(post_id="2", start=0, end=len(second.text), text=second.text)
    return line(first, score, start=3).model_copy(update={"id": "joined", "joined": (part,)})


def chosen(together: float, first: float, second: float, **changes: object) -> list[str]:
    scores = (first, second, 0.3)
    lines = [line(p, s) for p, s in zip(PARTS, scores, strict=True)]
    return [p.line_id for p in run([joining(together), *lines], PARTS, **changes)]


def test_two_posts_that_are_better_together_are_picked_together_and_not_apart():
    assert chosen(0.5, 0.4, 0.45) == ["joined", "line-3-0"]


def test_beside_a_joined_line_no_other_line_of_its_posts_is_picked():
    other = line(PARTS[0], 0.55, start=3).model_copy(
        update={"id": "aside", "start": 0, "end": 2, "text": PARTS[0].text[:2]}
    )
    assert [p.line_id for p in run([joining(0.6), other], PARTS)] == ["joined"]


def test_what_repeats_the_further_part_of_a_joined_line_is_not_picked_beside_it():
    echo = post(4, "They only answer when we have waited!", "cem")
    picks = run([joining(0.6), line(echo, 0.5)], [*PARTS, echo])
    assert [p.line_id for p in picks] == ["joined"]


def test_a_part_that_is_better_alone_is_picked_alone():
    assert chosen(0.4, 0.5, 0.2) == ["line-1-0", "line-3-0", "line-2-0"]
    assert chosen(0.4, 0.2, 0.5)[0] == "line-2-0"
    assert "joined" not in chosen(0.4, 0.2, 0.5)


def test_a_joined_pick_carries_its_parts():
    pick = run([joining(0.5)], PARTS)[0]
    assert pick.text == "We only grow when we ask them, and"  # a slice of its first post
    assert (
        pick.said == "We only grow when we ask them, and [...] they only answer when we have waited"
    )
    assert [part.post_id for part in pick.joined] == ["2"]


def test_a_joined_line_that_asks_is_not_picked_beyond_the_questions():
    asks = joining(0.6).joined[0].model_copy(update={"text": "what do they say?"})
    beyond = joining(0.6).model_copy(update={"joined": (asks,), "question": None})
    assert run([beyond], PARTS) == []


def test_parts_that_lie_under_another_question_are_not_picked_beside_the_whole():
    first, second = (line(PARTS[0], 0.2), line(PARTS[1], 0.5, question=2))
    picks = run([joining(0.6), first, second], PARTS)
    assert [p.line_id for p in picks] == ["joined"]


def test_a_pick_is_credited_with_the_name_that_its_author_bears_elsewhere():
    unnamed = post(1, "Slow is a pace you can keep", "ana_k")
    named = post(2, "Ask who would miss it", "ben").model_copy(update={"name": "Ben W."})
    people = [
        Person(
            handle="Ana_K", name="Ana Kestrel", role="community", why="told", posts=2, answers=1
        ),
        Person(handle="ben", name="Ben", role="community", why="told", posts=2, answers=1),
    ]
    lines = [line(unnamed, 0.5), line(named, 0.6)]
    picks = stage.run(lines, [unnamed, named], [], people, PickSettings())
    assert {pick.handle: pick.name for pick in picks} == {"ana_k": "Ana Kestrel", "ben": "Ben W."}
