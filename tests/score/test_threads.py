"""Which posts their author goes on with: only what the author made plain."""

import pytest

from pipeline.normalize import stage
from pipeline.records import Chat, Post
from pipeline.score import threads
from pipeline.settings import NormalizeSettings
from tests.conftest import within
from tests.score.posts import answer

TAGS = Chat(chat="slow", hashtag="#SlowChat")


def said(*posts: tuple[str, str], seconds: int = 40, **more: str) -> list[Post]:
    """Return posts by (handle, text), `seconds` apart; reply_1="0" makes the second a reply."""
    made = [
        Post(
            id=str(n), handle=handle, text=text, reply_to=more.get(f"reply_{n}"),
            created_at=f"2024-05-14T19:{n * seconds // 60:02d}:{n * seconds % 60:02d}Z",
        )
        for n, (handle, text) in enumerate(posts)
    ]  # fmt: skip
    return stage.run(made, TAGS, NormalizeSettings())[0]


def nexts(posts: list[Post], questions: dict[str, int | None] | None = None, **kinds: str):
    answers = [
        answer(one, (questions or {}).get(one.id, 1), kinds.get(f"kind_{one.id}", "answer"))
        for one in posts
    ]
    return {before: after.post_id for before, after in threads.goes_on(posts, answers).items()}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("A1 We ask before we write, (1/2) #SlowChat", "(2/2) and listen longer. #SlowChat"),
        ("A1 1/2 Ask before you write", "A1 2/2 Listen longer than that"),
        ("1/ Ask before you write", "2/ Listen longer than that"),
        ("A1 growth is slow when you ask ... #SlowChat", "A1 ... and slower when you listen"),
        ("A1 Growth is slow when you ask… (cont)", "and slower when you listen #SlowChat"),
        ("A1 Growth is slow when you ask. continued...", "It is slower when you listen."),
        ("A1 Growth is slow when you ask", "A1 cont'd: and slower when you listen"),
        ("A1 Growth is slow when you ask.", "A1cont Slower when you listen"),
        ("A1 Growth is slow when you ask.", "A1 (continued) Slower when you listen"),
        ("A1 My problem is stopping, (cont)", "@ana (cont) not having ideas"),  # to oneself
        ("@ben A1 Ask before you write ...", "@ben ... and listen longer"),  # both to one person
        ("A1 Ask before you write, 1/2", "and do as @ben does 2/2"),  # names him on the way
    ],
)
def test_what_its_author_marks_goes_on(first: str, second: str):
    assert nexts(said(("ANA", first), ("Ana", second))) == {"0": "1"}


def test_it_is_told_by_which_numbers_a_post_goes_on():
    posts = said(("ana", "A1 Ask first (2/3)"), ("ana", "then write (3/3)"))
    found = threads.goes_on(posts, [answer(one) for one in posts])
    assert found["0"].why == "numbered 2/3 and 3/3"


def test_an_export_that_shows_minutes_has_both_parts_in_one():
    assert nexts(said(("ana", "A1 Ask first 1/2"), ("ana", "then write 2/2"), seconds=0)) == {
        "0": "1"
    }


def test_where_only_one_of_two_times_is_known_the_numbers_tell():
    posts = said(("ana", "A1 Ask first 1/2"), ("ana", "then write 2/2"))
    first = Post(**posts[0].model_dump() | {"created_at": None})  # a copy would keep its time
    later = Post(**posts[1].model_dump() | {"created_at": "2024-05-14"})
    assert nexts([first, posts[1]]) == nexts([posts[0], later]) == {"0": "1"}


def test_who_asks_in_a_reply_to_oneself_means_the_post_that_is_answered():
    posts = said(
        ("ANA", "A1 I grew a choir in a bus garage, slowly."),
        ("ANA", "A1 I grew one in a cold store, and nobody found out."),
        ("Ana", "please don't put that one in the write up"),
        reply_2="0",
    )
    assert threads.unwanted(posts) == {"0", "2"}


def test_a_third_part_goes_on_from_the_second():
    parts = said(("ana", "Ask first 1/3"), ("ana", "then write 2/3"), ("ana", "then wait 3/3"))
    assert nexts(parts) == {"0": "1", "1": "2"}


def test_others_may_speak_between_two_parts():
    posts = said(("ana", "A1 Ask first 1/2"), ("ben", "Oh yes."), ("ana", "then write 2/2"))
    assert nexts(posts) == {"0": "2"}


def test_an_open_sentence_goes_on_in_a_reply_to_oneself():
    posts = said(
        ("ANA", "A1 We only grow when we ask them, and"), ("Ana", "we only ask when we have time"),
        reply_1="0",
    )  # fmt: skip
    assert nexts(posts) == {"0": "1"}


@pytest.mark.parametrize(
    ("first", "second", "goes_on"),
    [
        ("A1 Ask them first ...", "then write it down", True),
        ("A1 Ask them first", "then write it down", True),
        ("A1 Ask them first ...", "Then write it down", False),
        ("A1 Ask them first", "Then write it down", False),
        ("A1 Ask them first.", "then write it down", False),
    ],
)
def test_a_reply_to_oneself_goes_on_where_the_sentence_does(
    first: str, second: str, goes_on: bool
) -> None:
    posts = said(("ana", first), ("ana", second), reply_1="0")
    assert nexts(posts) == ({"0": "1"} if goes_on else {})


def test_who_answers_somebody_goes_on_with_no_post_of_ones_own():
    posts = said(
        ("ana", "A1 Ask them first ..."), ("ben", "Why?"), ("ana", "... they know best"),
        reply_2="1",
    )  # fmt: skip
    assert nexts(posts) == {}


def test_parts_of_an_answer_go_on_only_where_a_sentence_is_open():
    ended = said(("ana", "A1a Ask them first"), ("ana", "A1b write later"))
    assert ended[0].thread == ended[1].thread and nexts(ended) == {}
    assert nexts(said(("ana", "A1a Ask them first, and"), ("ana", "A1b write"))) == {"0": "1"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("A1 Ask them first", "then write it down"),  # no stop, but many stop so
        ("A1 Ask them first...", "Lovely chat today"),  # dots are also a tone of voice
        ("A1 Ask them first.", "... and they will tell"),  # it did not break off
        ("A1 Ask them first 1/2", "A2 Write it down 1/2"),  # another row begins
        ("A1 Ask them first 2/2", "then write it down 1/2"),  # not in order
        ("A1 Ask them first 1/2", "then write it down 2/3"),
        ("A1 I walk 1/2 the way every day", "then 2/2 are one"),  # counts something else
        ("A1 Ask them first ...", "@ben ... how is it going?"),  # said to somebody else
        ("A1 Ask them first, and", "Lovely chat today"),  # no reply, and no thread
        ("A1 Contact the readers", "Continued support is what they need"),
    ],
)
def test_what_is_not_marked_does_not_go_on(first: str, second: str):
    assert nexts(said(("ana", first), ("ana", second))) == {}


def test_another_person_does_not_go_on():
    assert nexts(said(("ana", "A1 Ask first 1/2"), ("ben", "then write 2/2"))) == {}
    posts = said(("ana", "A1 Ask them, and"), ("ben", "they answer"), reply_1="0")
    assert nexts(posts) == {}


def test_an_hour_later_is_another_thought():
    assert nexts(said(("ana", "Ask first 1/2"), ("ana", "then write 2/2"), seconds=3599)) == {}


def test_a_part_with_a_label_of_its_own_goes_on_only_under_its_question():
    labelled = said(("ana", "A1 Ask them first 1/2"), ("ana", "A1 then write it 2/2"))
    assert nexts(labelled, {"1": 2}) == {}
    bare = said(("ana", "A1 Ask them first 1/2"), ("ana", "then write it 2/2"))
    assert nexts(bare, {"1": 2}) == {"0": "1"}  # where the first is, whatever was found of it
    assert nexts(bare, {"0": None}) == {}


def test_both_parts_can_be_quoted():
    posts = said(("ana", "Ask them first 1/2"), ("ana", "then write it 2/2"))
    assert nexts(posts, kind_0="greeting") == nexts(posts, kind_1="greeting") == {}


def test_what_an_archive_cut_off_does_not_go_on():
    posts = said(("ana", "Ask them first 1/2"), ("ana", "then write it 2/2"))
    cut = [posts[0].model_copy(update={"is_truncated": True}), posts[1]]
    assert nexts(cut) == {}


def test_without_a_clock_only_numbers_and_replies_tell():
    numbered = said(("ana", "Ask them first 1/2"), ("ana", "then write it 2/2"))
    dotted = said(("ana", "Ask them first ..."), ("ana", "... then write it"))
    bare = [
        [Post.model_validate(one.model_dump() | {"created_at": None}) for one in posts]
        for posts in (numbered, dotted)
    ]
    assert [nexts(posts) for posts in bare] == [{"0": "1"}, {}]


def test_each_post_goes_on_once_and_is_gone_on_to_once():
    posts = said(
        ("ana", "A1 We grow when we ask them, and"), ("ana", "they answer us slowly"),
        ("ana", "they come back by themselves"), reply_1="0", reply_2="0",
    )  # fmt: skip
    assert nexts(posts) == {"0": "1"}
    posts = said(
        ("ana", "A1 We ask them first 1/2"), ("ana", "A1 We never write to them, and"),
        ("ana", "then we wait 2/2"), reply_2="1",
    )  # fmt: skip
    assert nexts(posts) == {"0": "2"}


def test_heaps_of_marks_are_read_at_their_edge_only():
    heap = "." * 200_000
    with within(30):
        assert nexts(said(("ana", f"A1 Ask {heap} them"), ("ana", f"we {heap} wait"))) == {}
        after = nexts(said(("ana", f"A1 Ask {heap}"), ("ana", f"{heap} wait for them")))
    assert after == {"0": "1"}


@pytest.mark.parametrize(
    ("texts", "kept_out"),
    [
        (["A1 (1/2) Ask first.", "(2/2) Then write. Please don't quote me."], {"0", "1"}),
        (["A1 Ask ...", "... first. Please don't quote me."], {"0", "1"}),
        (["A1 1/3 Ask first.", "2/3 Then write.", "3/3 please don't quote me"], {"0", "1", "2"}),
        (["A1 1/2 Please don't quote me.", "2/2 Ask first."], {"0", "1"}),
        (["A1 Ask first.", "Then write. Please don't quote me."], {"1"}),  # two things
        (["A1 (1/2) Ask first.", "(2/2) Don't quote me on that."], set()),
    ],
)
def test_who_asks_not_to_be_quoted_asks_it_for_all_parts(
    texts: list[str], kept_out: set[str]
) -> None:
    posts = said(*(("ana", f"{text} #SlowChat") for text in texts))
    assert threads.unwanted(posts) == kept_out


def test_it_holds_for_nobody_elses_parts() -> None:
    parts = ("ana", "A1 (1/2) Ask first."), ("bea", "A1 (2/2) Wait. Please don't quote me.")
    assert threads.unwanted(said(*parts)) == {"1"}


@pytest.mark.parametrize(("answered", "kept_out"), [("0", "0"), ("1", "2"), ("9", "2")])
def test_of_an_answered_post_of_their_own_they_speak_before_of_the_last(
    answered: str, kept_out: str
) -> None:
    texts = ("ana", "A1 Ask first."), ("ben", "A1 Why?"), ("ana", "A2 Then write.")
    posts = said(*texts, ("ana", "Please don't put that in the recap"), reply_3=answered)
    assert threads.unwanted(posts) == {kept_out, "3"}
