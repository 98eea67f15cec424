"""Posts stand by time, and of one time as they were said."""

from __future__ import annotations

import pytest

from pipeline.normalize.order import counted_down, in_order
from pipeline.records import Post, stable_id


def post(id: str, at: str | None = None, line: int = 1) -> Post:
    return Post(id=id, handle="mira_k", text=f"A1 {id}", created_at=at, source=f"chat.csv:{line}")


def ids(*posts: Post) -> str:
    return "".join(post.id for post in in_order(posts))


def test_ids_of_one_second_are_ordered_as_numbers() -> None:
    at = "2024-05-14T19:02:00Z"
    assert ids(post("1000", at), post("999", at)) == "9991000"


def test_a_post_without_a_time_stays_behind_the_one_before_it() -> None:
    late, early = post("b", "2024-05-14T19:30:00Z"), post("c", "2024-05-14T19:02:00Z")
    assert ids(late, post("a"), early) == "cba"


def test_a_post_of_which_only_the_day_is_known_stays_behind_the_one_before_it() -> None:
    times = [
        "2024-05-13T20:00:00Z", "2024-05-14",  # opens its day
        "2024-05-14T20:08:00Z", "2024-05-14", None, "2024-05-14T20:02:00Z", "2024-05-14",
    ]  # fmt: skip
    found = in_order([post(id, time) for id, time in zip("abcdefg", times, strict=True)])
    assert [each.id for each in found] == [*"ab", *"fg", *"cde"]
    assert in_order(found) == found


def test_without_any_times_the_order_of_the_file_is_the_order() -> None:
    assert ids(post("9"), post("3"), post("7")) == "937"


# A sheet without ids that shows minutes: the ids are made from what the posts say
MINUTES = [
    post(stable_id("post", number), f"2024-05-14T19:{number // 5:02d}:00Z", number)
    for number in range(40)
]


def test_posts_of_one_minute_stay_as_their_file_has_them_where_ids_tell_no_time() -> None:
    assert sorted(MINUTES, key=lambda post: post.id) != MINUTES
    assert in_order(MINUTES) == MINUTES


def test_of_posts_that_are_all_of_one_time_made_ids_tell_no_order() -> None:
    midnight = [each.model_copy(update={"created_at": "2024-05-14T00:00:00Z"}) for each in MINUTES]
    assert in_order(midnight) == midnight


def test_of_a_file_with_the_newest_post_first_they_are_read_from_its_end() -> None:
    assert in_order(MINUTES[::-1]) == MINUTES
    later = _in_file("later.csv", MINUTES[:19:-1])
    assert in_order([*MINUTES[:20], *later]) == [*MINUTES[:20], *later[::-1]]


def test_numbers_of_rows_that_fall_with_time_are_read_from_the_end_of_their_file() -> None:
    rows = [post(str(number), each.created_at, number) for number, each in enumerate(MINUTES[::-1])]
    assert in_order(rows) == rows[::-1]


def test_where_ids_grow_with_time_the_order_of_the_file_does_not_matter() -> None:
    grown = [
        post(str(900 + number), each.created_at, number) for number, each in enumerate(MINUTES)
    ]
    assert in_order(grown[1::2] + grown[::2]) == grown


def test_a_stray_id_does_not_hide_that_ids_grow_with_time() -> None:
    grown = [
        post(str(900 + number), f"2024-05-14T19:{number // 5:02d}:00Z", number)
        for number in range(120)
    ]
    grown[20] = grown[20].model_copy(update={"id": "7"})  # of another network
    assert in_order(grown[1::2] + grown[::2]) == grown


def test_where_the_next_file_begins_tells_nothing_of_the_order_in_a_file() -> None:
    assert in_order([*_in_file("late.csv", MINUTES[35:]), *MINUTES[:35]])[35:] == _in_file(
        "late.csv", MINUTES[35:]
    )


def _in_file(name: str, posts: list[Post]) -> list[Post]:
    return [each.model_copy(update={"source": f"{name}:{line}"}) for line, each in enumerate(posts)]


SAID = ["Hi", "Q1 What stays?", "A1 The garden", "Q2 Why?", "@ana A1 late", "Q3 Who?", "Q4 When?"]


def _said(at: str | None) -> list[Post]:
    return [
        post(id, at, line).model_copy(update={"text": text})
        for line, (id, text) in enumerate(zip("abcdefg", SAID, strict=True))
    ]


@pytest.mark.parametrize("at", [None, "2024-05-14"])
def test_without_times_a_file_in_which_questions_count_down_is_read_from_its_end(
    at: str | None,
) -> None:
    assert in_order(_said(at)[::-1]) == in_order(_said(at)) == _said(at)


def test_of_several_files_without_times_only_those_that_count_down_are_turned() -> None:
    up, down = _in_file("up.txt", _said(None)), _in_file("down.txt", _said(None)[::-1])
    assert in_order([*up, *down]) == [*up, *down[::-1]]


def test_one_late_answer_turns_no_file() -> None:
    late = _said(None)[-2:] + _said(None)[2:3]
    assert in_order(late) == late


@pytest.mark.parametrize("turned", [1, -1])
def test_a_busy_chat_in_which_most_answers_are_late_is_read_the_right_way(turned: int) -> None:
    numbers = [1, 3, 2, 1, 4, 3, 2, 5, 4, 3, 6, 5, 4, 7, 6, 5]  # falls ten times, rises five times
    busy = [
        post(f"p{line}", None, line).model_copy(update={"text": f"A{number} Stir it {line} times"})
        for line, number in enumerate(numbers)
    ]
    assert in_order(busy[::turned]) == busy


def test_where_a_clock_tells_the_order_numbers_do_not() -> None:
    timed = [
        each.model_copy(update={"created_at": f"2024-05-14T19:0{at}:00Z"})
        for at, each in enumerate(_said(None)[::-1])
    ]
    assert in_order(timed) == timed


def _told(*said: tuple[str, str]) -> list[Post]:
    return [
        Post(id=f"p{n}", handle=who, text=text, source=f"shed.csv:{n}")
        for n, (who, text) in enumerate(said)
    ]


UNNUMBERED = _told(
    ("shed", "What broke, and who noticed?"),
    ("bea", "@shed the lid"),
    ("cy", "@Bea which lid"),
    ("dee", "My nerve"),
    ("eli", "@dee same"),
)


def test_without_times_and_numbers_whom_posts_answer_tells_the_order() -> None:
    assert in_order(UNNUMBERED[::-1]) == in_order(UNNUMBERED) == UNNUMBERED
    beside = [
        each.model_copy(update={"text": each.text.split()[-1], "speaks_to": to})
        for each, to in zip(UNNUMBERED, (None, "shed", "bea", None, "dee"), strict=True)
    ]
    assert in_order(beside[::-1]) == beside


def test_few_answers_and_numbers_that_rise_leave_a_file_as_it_is() -> None:
    few = UNNUMBERED[:3][::-1]
    assert in_order(few) == few
    mixed = [*UNNUMBERED[::-1], *_told(("fay", "@cy that one"), ("gil", "@Dee you too"))]
    assert in_order(mixed) == mixed
    numbered = [*UNNUMBERED[::-1], *_told(("shed", "Q1 What broke?"), ("shed", "Q2 Who noticed?"))]
    assert in_order(numbered) == numbered


def test_a_guest_to_whom_all_write_beforehand_turns_no_file() -> None:
    asked = _told(
        ("shed", "At eight @mira is here, send her what you want to know"),
        ("bea", "@mira how did you begin?"),
        ("cy", "@mira who pays for it?"),
        ("dee", "@mira why bees?"),
        ("eli", "@mira do they sting?"),
        ("mira", "@bea by accident"),
        ("bea", "@mira ha, same"),
        ("mira", "@cy my mother"),
        ("mira", "They were there before me. And only me, Eli"),
    )
    assert in_order(asked) == asked


SLOW = _told(
    ("shed", "What broke?"), ("dee", "My nerve"), ("eli", "Mine too"),
    ("shed", "Who noticed?"), ("cy", "Nobody"), ("bea", "My mother, as ever"),
)  # fmt: skip


def _over_days(posts: list[Post], clock: str) -> list[Post]:
    days = [f"2024-05-{14 + n // 3}{clock}" for n in range(len(posts))]
    return [
        each.model_copy(update={"created_at": day}) for each, day in zip(posts, days, strict=True)
    ]


@pytest.mark.parametrize("clock", ["", "T00:00:00Z"])
def test_without_a_clock_days_that_fall_tell_that_the_newest_post_comes_first(clock: str) -> None:
    slow = _over_days(SLOW, clock)
    assert in_order(slow[::-1]) == in_order(slow) == slow


def test_days_sorted_from_the_newest_with_their_own_posts_in_order_stay_so() -> None:
    early = _over_days(SLOW[:3], "")
    talk = _told(("ana", "Rust"), ("cy", "@ana how?"), ("fay", "@cy rain"), ("gil", "@fay ah"))
    late = [each.model_copy(update={"created_at": "2024-05-16"}) for each in talk]
    assert in_order([*late, *early]) == [*early, *late]


def test_where_a_sheet_says_midnight_of_all_posts_numbers_and_answers_tell_the_order() -> None:
    for said in (_said(None), UNNUMBERED):
        midnight = [each.model_copy(update={"created_at": "2024-05-14T00:00:00Z"}) for each in said]
        assert in_order(midnight[::-1]) == in_order(midnight) == midnight


def _at_midnight(posts: list[Post]) -> list[Post]:
    at = "2024-05-14T00:00:00Z"
    own = [{"id": str(90 + place), "created_at": at} for place in range(len(posts))]
    return [each.model_copy(update=given) for each, given in zip(posts, own, strict=True)]


def test_of_posts_of_one_time_numbers_for_ids_tell_the_order() -> None:
    asked = _at_midnight(_said(None))
    assert in_order(asked[::-1]) == in_order(asked[3:] + asked[:3]) == asked
    assert not counted_down(asked[::-1])


def test_the_numbers_of_rows_with_the_newest_post_first_tell_no_order() -> None:
    for said in (_said(None), list(UNNUMBERED)):
        falling = _at_midnight(said[::-1])
        assert in_order(falling) == falling[::-1]


def test_whom_posts_answer_turns_no_ids_of_a_network() -> None:
    hello = _told(*[("shed", f"@{who} hello") for who in ("ana", "bea", "cy")],
                  *[(who, "Hello, all") for who in ("ana", "bea", "cy")])  # fmt: skip
    own = [
        each.model_copy(update={"id": f"17904637763201635{each.id}"})
        for each in _at_midnight(hello)
    ]
    assert in_order(own[::-1]) == in_order(own) == own
