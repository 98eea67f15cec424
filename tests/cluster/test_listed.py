"""Questions that a host lists in one post: announced, asked at once, then shown."""

import pytest

from tests.cluster.chats import Said, find

ASKED = {
    1: "What does waiting do for your bread?",
    2: "How do you keep a starter alive?",
    3: "Which loaf would you bake for a stranger?",
}
LISTED: Said = ("loafchat", " ".join(f"Q{n}: {text}" for n, text in ASKED.items()) + " #LoafChat")
HELLO: list[Said] = [("mira_k", "Good evening all"), ("tom_x", "Evening, oven is on")]
LATER = {"created_at": "2024-05-14T22:00:00Z"}
SHOWN: list[Said] = [("loafchat", f"Q{n} {mark} #LoafChat") for n, mark in enumerate("👇🍞", 1)]
ANSWERS: list[list[Said]] = [
    [("mira_k", f"A{n} Rye, always"), ("tom_x", f"A{n} Ask my nan")] for n in (1, 2, 3)
]


@pytest.mark.parametrize(
    "listed",
    [
        LISTED[1],
        " ".join(f"Q{n} {text}" for n, text in ASKED.items()),
        "Tonight!\nQ1: the waiting game\nQ2: how starters live\nQ3: loaves for strangers",
    ],
)
def test_a_preview_before_a_pause_opens_no_session_and_asks_nothing(listed: str) -> None:
    alone: list[Said] = [
        ("loafchat", f"Q{n}: {text} #LoafChat", LATER) for n, text in ASKED.items()
    ]
    found = find(("loafchat", listed), *HELLO, *alone)
    assert [(q.number, q.post_id, q.text, q.also_asked) for q in found] == [
        (number, str(number + 2), text, ()) for number, text in ASKED.items()
    ]


def test_questions_that_are_asked_all_at_once_are_asked_by_that_post() -> None:
    found = find(LISTED, *HELLO, ("mira_k", "A2 With rye."), ("tom_x", "A3 A plain one."))
    assert [(q.number, q.post_id, q.text) for q in found] == [
        (number, "0", text) for number, text in ASKED.items()
    ]
    assert found[1].evidence == ("asked by @loafchat in one post with Q1",)


def test_what_is_asked_after_them_makes_them_no_preview() -> None:
    two = ("loafchat", f"Q1: {ASKED[1]} Q2: {ASKED[2]} #LoafChat")
    found = find(two, *HELLO, ("loafchat", f"Q3: {ASKED[3]} #LoafChat"), *HELLO)
    assert [(q.number, q.post_id) for q in found] == [(1, "0"), (2, "0"), (3, "3")]


@pytest.mark.parametrize("number", [1, 2])
def test_a_guest_who_asks_back_under_a_number_asks_none_of_them(number: int) -> None:
    back = ("tom_x", f"Q{number}: What about crackers, do they count as bread?")
    found = find(LISTED, *HELLO, back, ("mira_k", "A2 With rye."))
    assert [(q.number, q.post_id, q.text) for q in found] == [
        (number, "0", text) for number, text in ASKED.items()
    ]


def test_who_asks_the_first_of_them_again_later_still_asks_the_others() -> None:
    again = ("loafchat", f"Q1: {ASKED[1]} #LoafChat")
    found = find(LISTED, *HELLO, ("mira_k", "A2 With rye."), again, ("tom_x", "A3 A plain one."))
    assert [(q.number, q.post_id, q.text, q.also_asked) for q in found] == [
        (1, "0", ASKED[1], ("4",)), (2, "0", ASKED[2], ()), (3, "0", ASKED[3], ()),
    ]  # fmt: skip


def test_who_passes_several_on_asks_none_of_them() -> None:
    found = find(("mira_k", f"RT @loafchat: {LISTED[1]}"), *HELLO, ("tom_x", "A2 With rye."))
    assert {q.handle for q in found} == {"loafchat"}


def test_what_was_listed_is_asked_where_its_host_shows_it_in_pictures() -> None:
    picture: Said = ("loafchat", "Q3 https://t.co/Loaf3 #LoafChat")
    found = find(LISTED, *HELLO, SHOWN[0], *ANSWERS[0], SHOWN[1], *ANSWERS[1], picture, *ANSWERS[2])
    assert [(q.number, q.post_id, q.text) for q in found] == [
        (1, "3", ASKED[1]), (2, "6", ASKED[2]), (3, "9", ASKED[3]),
    ]  # fmt: skip
    told = "in the words of a list by @loafchat"
    assert {q.evidence[-1] for q in found} == {told}


def test_the_second_half_of_a_list_asks_nothing_though_the_first_is_answered_by_then() -> None:
    rest: Said = ("loafchat", "(2/2)\nQ2: How do starters live?\nQ3: Whom do you bake for?")
    alone: list[Said] = [("loafchat", f"Q{n}: {text} #LoafChat") for n, text in ASKED.items()]
    found = find(rest, *HELLO, alone[0], *ANSWERS[0], alone[1], *ANSWERS[1], alone[2], *ANSWERS[2])
    assert [(q.text, q.post_id, q.also_asked) for q in found] == [
        (ASKED[1], "3", ()), (ASKED[2], "6", ()), (ASKED[3], "9", ()),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        ("tom_x", "Q2!! #LoafChat"),  # somebody else
        ("loafchat", "Q2 is my favourite #LoafChat"),
        ("loafchat", "RT @mira_k: Q2 👇 #LoafChat"),
    ],
)
def test_what_only_names_a_number_shows_no_question(said: Said) -> None:
    found = find(LISTED, *HELLO, SHOWN[0], *ANSWERS[0], said, *ANSWERS[1], *ANSWERS[2])
    assert [(q.post_id, q.text, q.also_asked) for q in found] == [
        ("0", ASKED[1], ("3",)), ("0", ASKED[2], ()), ("0", ASKED[3], ()),
    ]  # fmt: skip


def test_who_replies_to_the_lister_with_pictures_answers() -> None:
    shown = [("loafchat", "Here it is 👇 https://t.co/Loaf", {"id": f"shown{n}"}) for n in ASKED]
    replies = [
        ("mira_k", f"Q{n} https://t.co/Mine{n} #LoafChat", {"reply_to": f"shown{n}"}) for n in ASKED
    ]
    rows = zip(shown, replies, ANSWERS, strict=True)
    found = find(LISTED, *(post for asked, reply, more in rows for post in (asked, reply, *more)))
    assert [(q.post_id, q.text, q.also_asked) for q in found] == [
        ("0", text, ()) for text in ASKED.values()
    ]


def test_questions_of_the_morning_that_are_shown_in_the_evening_are_of_one_session() -> None:
    rest: Said = ("loafchat", f"(2/2) Q3: {ASKED[3]} Q4: Who eats it? See you at 8! #LoafChat")
    first: Said = ("loafchat", f"(1/2) Q1: {ASKED[1]} Q2: {ASKED[2]} #LoafChat")
    shown = [
        (
            "loafchat",
            f"Q{n} 👇 https://t.co/Loaf{n}abcd #LoafChat",
            {"created_at": f"{LATER['created_at'][:14]}{n}0:00Z"},
        )
        for n in range(1, 5)
    ]
    found = find(first, rest, *shown)
    assert [(q.number, q.post_id) for q in found] == [(n, str(n + 1)) for n in range(1, 5)]
    assert [q.text for q in found][:3] == list(ASKED.values())


def test_pictures_of_another_week_are_the_questions_of_its_own_list() -> None:
    weeks = {7: list(ASKED.values()), 14: ["Which tin burns?", "Is rye dear?", "When is it done?"]}
    said: list[Said] = []
    for day, texts in weeks.items():
        asked = " ".join(f"Q{n}: {text}" for n, text in enumerate(texts, 1))
        said.append(("loafchat", asked, {"created_at": f"2024-06-{day:02d}T09:00:00Z"}))
        for n in (1, 2, 3):
            minute = {"created_at": f"2024-06-{day:02d}T20:{n}0:00Z"}
            said.append(("loafchat", f"Q{n} 👇 https://t.co/Loaf{day}{n} #LoafChat", minute))
            said += [(who, f"A{n} Rye, on day {day}", minute) for who in ("mira_k", "tom_x")]
    numbers = [1, 2, 3, 1001, 1002, 1003]
    texts = [text for asked in weeks.values() for text in asked]
    assert [(q.number, q.text) for q in find(*said)] == list(zip(numbers, texts, strict=True))


def test_a_list_behind_the_pictures_lends_them_its_words() -> None:
    shown = [("loafchat", f"Q{n} 👇 https://t.co/Loaf{n}abcd #LoafChat") for n in ASKED]
    rows = zip(shown, ANSWERS, strict=True)
    found = find(*(post for asked, answers in rows for post in (asked, *answers)), LISTED)
    assert [(q.post_id, q.text) for q in found] == [
        ("0", ASKED[1]), ("3", ASKED[2]), ("6", ASKED[3]),
    ]  # fmt: skip


def test_a_reminder_without_words_comes_too_late_to_ask() -> None:
    found = find(LISTED, *ANSWERS[0], *ANSWERS[1], SHOWN[1], *ANSWERS[2])
    assert [(q.post_id, q.text, q.also_asked) for q in found] == [
        ("0", ASKED[1], ()), ("0", ASKED[2], ("5",)), ("0", ASKED[3], ()),
    ]  # fmt: skip
