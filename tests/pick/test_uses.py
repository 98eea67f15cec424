import pytest

from pipeline.pick import stage, uses
from pipeline.pick.credit import credited
from pipeline.records import Line, Part, Person, Pick, Post, Top
from pipeline.settings import PickSettings

PEOPLE = [Person(handle="tomasz", role="guest", why="told", posts=1, answers=1)]


def said(number: int, text: str, handle: str, score: float, question: int = 1) -> tuple[Post, Line]:
    post = Post(id=str(number), handle=handle, text=text, url=f"https://x.test/{number}")
    line = Line(
        id=f"line-{number}", post_id=post.id, start=0, end=len(text), text=text,
        question=question, theme=None, score=score, stands_alone=1.0, reasons=(),
    )  # fmt: skip
    return post, line


def tops(*found: tuple[Post, Line], people: list[Person] = PEOPLE, **changes: object) -> list[Top]:
    settings = PickSettings().model_copy(update=changes)
    posts, lines = [post for post, _ in found], [line for _, line in found]
    picks = stage.run(lines, posts, [], people, settings)
    return uses.run(lines, picks, posts, people, settings)


def texts(found: list[Top], use: str) -> list[str]:
    return [top.text for top in found if top.use == use]


CHAT = [
    said(1, "Mend the zip and you keep the coat", "inez", 0.6),
    said(2, "A jar of screws is half a workshop", "tomasz", 0.5),
    said(3, "Ask the neighbours before the shop", "tomasz", 0.4),
    said(4, "Patience is a spare part that no catalogue lists, and no courier brings it, however "
            "much you pay for the express", "ben", 0.7, question=2),
]  # fmt: skip


def test_the_top_are_the_best_picks_of_all_questions():
    assert texts(tops(*CHAT, top=2), "top") == [CHAT[3][1].text, CHAT[0][1].text]


def test_the_top_has_few_lines_of_one_person():
    many = [said(n, f"I mended gate {n} with wire", "inez", 0.5, question=n) for n in range(1, 7)]
    assert len(texts(tops(*many, per_person=2), "top")) == 2


@pytest.mark.parametrize("use", ["top", "short"])
def test_what_two_people_say_in_the_same_words_is_shared_once(use):
    again = said(5, "mend the zip and  you keep the coat", "cleo", 0.55, question=2)
    found = [text for text in texts(tops(*CHAT, again), use) if "zip" in text]
    assert found == [CHAT[0][1].text]


def test_short_lines_fit_and_stand_on_one_line():
    broken = said(5, "Mend it.\nThen use it", "cleo", 0.8)
    found = texts(tops(*CHAT, broken), "short")
    assert CHAT[0][1].text in found
    assert CHAT[3][1].text not in found and broken[1].text not in found


@pytest.mark.parametrize(("stands_alone", "is_shared"), [(1.0, True), (0.45, False)])
def test_a_short_line_of_a_longer_one_stands_alone(stands_alone: float, is_shared: bool):
    post, line = said(5, "The tram is late and I read. They never ask me what it is", "cleo", 0.7)
    part = line.model_copy(
        update={"id": "line-6", "start": 29, "text": line.text[29:], "stands_alone": stands_alone}
    )
    found = texts(tops(*CHAT, (post, line), (post, part), short=40), "short")
    assert ("They never ask me what it is" in found) == is_shared


def test_a_pick_without_a_score_lets_no_weak_line_in():
    good, weak = said(1, "Mend the zip", "inez", 0.6), said(2, "I have a kettle", "ben", 0.1)
    bare = said(3, "Good night, menders", "cleo", 0.0)  # an editor accepted it
    posts, lines = zip(good, weak, bare, strict=True)
    picks = [
        Pick(**credited(line, post, {}), rank=1, gain=0.0, reasons=())
        for post, line in (good, bare)
    ]
    found = texts(uses.run(lines, picks, posts, PEOPLE, PickSettings()), "short")
    assert found == ["Mend the zip", "Good night, menders"]


def test_the_guests_best_line_that_is_not_picked_closes():
    other = said(4, "A zip costs less than a coat", "ben", 0.3, question=2)
    found = tops(*CHAT[:3], other, per_question=2)
    assert texts(found, "closing") == ["Ask the neighbours before the shop"]


def test_the_closing_line_is_of_a_post_that_is_not_quoted_already():
    post, line = said(3, "Ask the neighbours before the shop. They have the screw", "tomasz", 0.55)
    half = line.model_copy(update={"id": "line-half", "score": 0.5, "end": 35,
                                   "text": line.text[:35]})  # fmt: skip
    weak = said(5, "A kettle is a kettle", "otto", 0.2)  # a low bar
    found = tops(CHAT[0], (post, line), (post, half), weak)
    assert line.text in texts(found, "top")
    assert texts(found, "closing") == []


def test_a_guest_is_known_in_whatever_case_the_handle_is_told():
    told = PEOPLE[0].model_copy(update={"handle": "Tomasz"})
    other = said(4, "A zip costs less than a coat", "ben", 0.3, question=2)
    found = tops(*CHAT[:3], other, people=[told], per_question=2)
    assert texts(found, "closing") == [CHAT[2][1].text]


def test_of_lines_that_are_as_good_the_longer_one_stands_first():
    few = [
        said(1, "Mend the zip and keep the coat", "inez", 0.5, question=1),
        said(2, "A jar of screws is half a workshop, and more", "ben", 0.5, question=2),
        said(3, "Ask the neighbours before the shop", "cleo", 0.5, question=3),
    ]
    longest_first = sorted((line.text for _, line in few), key=len, reverse=True)
    for order in (few, few[::-1]):
        assert texts(tops(*order), "top") == longest_first
        assert texts(tops(*order), "short") == longest_first


def test_a_line_that_may_answer_something_else_does_not_close():
    post, line = said(3, "Ask the neighbours before the shop", "tomasz", 0.55)
    doubtful = post, line.model_copy(update={"placed": 0.2})
    assert texts(tops(CHAT[0], CHAT[1], doubtful, per_question=2), "closing") == []


def test_a_weak_line_of_the_guest_does_not_close():
    weak = said(3, "Ask the neighbours before the shop", "tomasz", 0.2)
    assert texts(tops(CHAT[0], CHAT[1], weak, per_question=2), "closing") == []


def test_nothing_is_good_for_any_use_where_nothing_was_picked():
    assert tops(said(1, "Hello from a rainy harbour, all", "inez", 0.02)) == []


def test_what_is_left_nothing_of_its_score_is_of_no_use_where_an_editor_accepted_such_a_line():
    barred = [said(n, f"Please don't quote me {n}", h, 0.0) for n, h in ((5, "cleo"), (6, "otto"))]
    unwilling = said(7, "Nobody is to quote me on zips", "tomasz", 0.0, question=2)
    found = [*CHAT, *barred, unwilling]
    posts, lines = [post for post, _ in found], [line for _, line in found]
    picks = stage.run(lines, posts, [], PEOPLE, PickSettings())
    assert not {pick.text for pick in picks} & {line.text for _, line in (*barred, unwilling)}
    post, line = barred[0]
    accepted = Pick(**credited(line, post, {}), rank=9, gain=0.0, reasons=())
    printed = {top.text for top in uses.run(lines, [accepted], posts, PEOPLE, PickSettings())}
    assert line.text in printed and CHAT[0][1].text in printed
    assert {barred[1][1].text, unwilling[1].text}.isdisjoint(printed)


def beyond(number: int, text: str, handle: str, score: float) -> tuple[Post, Line]:
    post, line = said(number, text, handle, score)
    return post, line.model_copy(update={"question": None})


def test_under_no_question_only_what_may_be_picked_there_is_shared_or_closes():
    aside = beyond(5, "Here for the love of zips tonight", "cleo", 0.25)
    asks = beyond(6, "Who of you has ever mended a zip?", "ben", 0.6)
    farewell = beyond(7, "A zip is a promise, so good night to all", "tomasz", 0.28)
    thin = said(8, "A kettle is a kettle", "otto", 0.05, question=3)  # the weakest pick: a low bar
    found = tops(*CHAT, aside, asks, farewell, thin)
    assert thin[1].text in texts(found, "short")
    assert {aside[1].text, asks[1].text, farewell[1].text}.isdisjoint(texts(found, "short"))
    assert texts(found, "closing") == []
    good = beyond(9, "A drawer of zips outlives its chest", "tomasz", 0.45)
    assert good[1].text in texts(tops(*CHAT, good), "short")
    other = beyond(9, "A drawer of zips outlives its chest", "cleo", 0.45)
    assert other[1].text in texts(tops(*CHAT, other, thin), "short")
    chatter = other[0], other[1].model_copy(update={"placed": 0.5})
    assert other[1].text not in texts(tops(*CHAT, chatter, thin), "short")


def test_where_nothing_was_asked_all_may_be_shared():
    some = [beyond(n, f"Gate {n} hangs on wire and hope", f"p{n}", 0.3) for n in range(1, 8)]
    assert len(texts(tops(*some), "short")) == 7


def test_every_line_is_exact_credited_and_says_why():
    posts = {post.id: post for post, _ in CHAT}
    found = tops(*CHAT)
    assert found
    for top in found:
        post = posts[top.post_id]
        assert top.text == post.text[top.start : top.end]
        assert (top.handle, top.url) == (post.handle, post.url)
        assert top.reasons[0].text


@pytest.mark.parametrize("use", ["top", "short"])
def test_ranks_count_from_one_in_each_use(use):
    ranks = [top.rank for top in tops(*CHAT) if top.use == use]
    assert ranks == list(range(1, len(ranks) + 1))


def joining(first: tuple[Post, Line], second: tuple[Post, Line], score: float) -> Line:
    part = Part(post_id=second[0].id, start=0, end=len(second[0].text), text=second[0].text)
    return first[1].model_copy(update={"id": "joined", "joined": (part,), "score": score})


def test_a_post_that_a_pick_joins_does_not_close():
    one = said(2, "A jar of screws is half a workshop, and", "tomasz", 0.5)
    two = said(3, "the neighbours are the other half", "tomasz", 0.4)
    posts, lines = [one[0], two[0]], [one[1], two[1], joining(one, two, 0.6)]
    picks = stage.run(lines, posts, [], PEOPLE, PickSettings())
    assert [pick.line_id for pick in picks] == ["joined"]
    found = uses.run(lines, picks, posts, PEOPLE, PickSettings())
    assert texts(found, "closing") == []
    assert [top.joined for top in found if top.use == "top"] == [picks[0].joined]


def test_a_joined_line_is_as_long_as_all_its_parts():
    one = said(2, "A jar of screws is half a workshop, as far as a workshop goes, and", "ben", 0.2)
    two = said(3, "the neighbours are the other half of it", "ben", 0.2)
    posts, lines = [one[0], two[0]], [one[1], two[1], joining(one, two, 0.6)]
    picks = stage.run(lines, posts, [], PEOPLE, PickSettings())
    found = uses.run(lines, picks, posts, PEOPLE, PickSettings())
    assert "joined" not in [top.line_id for top in found if top.use == "short"]


def test_a_part_of_a_joined_pick_is_not_shared_alone():
    one = said(
        2, "A jar of screws is half a workshop, as far as a workshop goes, because", "ben", 0.4
    )
    two = said(3, "the neighbours are the other half of it", "ben", 0.4)
    weak = said(4, "Patience costs nothing at all", "cleo", 0.2)  # all above it are good enough
    posts = [one[0], two[0], weak[0]]
    lines = [one[1], two[1], joining(one, two, 0.45), weak[1]]
    picks = stage.run(lines, posts, [], PEOPLE, PickSettings())
    assert [pick.line_id for pick in picks] == ["joined", "line-4"]
    found = uses.run(lines, picks, posts, PEOPLE, PickSettings())
    assert texts(found, "short") == [weak[1].text]
