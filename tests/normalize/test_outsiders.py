"""Outsiders: posts of other days and of people who only advertise, and those who only seem to."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.normalize import outsiders, reading, stage
from pipeline.pitches import is_pitch
from pipeline.records import Chat, Post
from pipeline.settings import NormalizeSettings
from tests.conftest import within

DAY = "2024-05-14"
AT = f"{DAY}T19:20:00Z"
ANSWERS = [
    Post(
        id=str(1000 + n),
        handle=f"baker{n % 7}",
        text=f"A1 Loaf number {n} took its time, and number {n + 1} will take more",
        created_at=f"{DAY}T19:{n:02d}:00Z",
    )
    for n in range(40)
]


def fates(*posts: Post, chat: Chat | None = None) -> list[str | None]:
    """Return why each of `posts` is set aside in a chat of one hour, in their order."""
    done, _ = stage.run([*ANSWERS, *posts], chat or Chat(chat="loafchat"), NormalizeSettings())
    asides = {post.id: post.set_aside for post in done}
    return [asides[post.id] for post in posts]


def post(id: str, at: str, text: str, handle: str = "tom_x", **more: object) -> Post:
    made = Post(id=id, handle=handle, text=text, created_at=at)
    return made.model_copy(update=more)


@pytest.mark.parametrize(
    ("at", "text", "more", "aside"),
    [
        ("2024-05-09T09:00:00Z", "Next Tuesday we bake slowly, join us #loafchat", {}, True),
        ("2024-05-20T09:00:00Z", "Who is around this week?", {}, True),
        ("2024-05-14T08:00:00Z", "Tonight we bake slowly", {}, False),  # the same day
        ("2024-05-15T20:00:00Z", "Still thinking about those loaves", {}, False),  # the day after
        ("2024-05-20T09:00:00Z", "A1 Very late: I never hurry a loaf", {}, False),  # an answer
        ("2024-05-20T09:00:00Z", "A1 Very late: never #bread", {}, False),  # the chat has no tag
        ("2024-05-20T09:00:00Z", "I tried this and it worked", {"reply_to": "1003"}, False),
        ("2024-05-20T09:00:00Z", "Best line of the month", {"quotes": "1003"}, False),
        ("2024-05-20", "Only the day is known", {}, False),
    ],
)
def test_posts_days_away_that_take_no_part_are_not_in_the_chats_time(
    at: str, text: str, more: dict[str, object], aside: bool
) -> None:
    found = fates(post("1", at, text, **more))
    assert found == ["not in the chat's time" if aside else None]


def test_posts_days_away_that_reply_to_each_other_are_still_not_in_the_chats_time() -> None:
    away = "2024-05-20T09:00:00Z"
    asked = post("1", away, "Who is around this week?")
    said = post("2", away, "I am, with three loaves", "ines_b", reply_to="1")
    assert fates(asked, said) == ["not in the chat's time"] * 2


def test_what_was_set_aside_for_another_reason_keeps_it() -> None:
    away = "2024-05-20T09:00:00Z"
    sells = "Order now, bread tomorrow"
    assert fates(
        post("1", away, f"RT @baker3: {ANSWERS[3].text}", "ines_b"),
        post("2", away, "Only for you: who is around?", "ola", is_private=True),
        post("3", AT, sells),
        post("4", AT, sells),
    ) == ["repost", "private", "promotion", "duplicate"]


OTHERS = "A1 My cactus asks for nothing, and gets it #cactushour"


@pytest.mark.parametrize("at", ["2024-04-09T19:00:00Z", "2024-05-20T19:00:00Z"])
@pytest.mark.parametrize(
    ("text", "aside"),
    [
        (OTHERS, "not in the chat's time"),
        (f"{OTHERS} #loafchat", None),
        ("A1 My loaf asks for nothing, and gets it", None),
        ("#A1 My loaf asks for nothing, and gets it", None),  # the label's own mark
    ],
)
def test_a_label_under_another_chats_hashtag_days_away_is_not_of_this_one(
    at: str, text: str, aside: str | None
) -> None:
    assert fates(post("1", at, text), chat=Chat(chat="loaves", hashtag="#loafchat")) == [aside]


def test_where_the_chat_is_no_hashtags_no_other_hashtag_makes_a_late_answer_anothers() -> None:
    channel = [
        each.model_copy(update={"text": f"{each.text} {'#rye' if n < 2 else ''}"})
        for n, each in enumerate(ANSWERS)
    ]
    late = post("1", "2024-05-17T09:00:00Z", "A1 Late, sorry: by touch, and by #spelt flour")
    done, _ = stage.run([*channel, late], Chat(chat="loafchat"), NormalizeSettings())
    assert {each.set_aside for each in done} == {None}  # collected from a channel


def test_sessions_of_years_beside_a_large_one_are_found_at_once() -> None:
    start = datetime(2010, 1, 1, 19, tzinfo=UTC)
    known = []
    for n in range(12_000):  # ten posts a minute ask something, every second week
        at = start + timedelta(days=14 * (n // 24), minutes=n % 24)
        text = f"Q{n % 2 + 1}: Which loaf made you {n}?"
        known.append(reading.read(post(str(n), at.isoformat(), text, "loafhost")))
        known[-1].cut(frozenset())
    seconds = [each.post.time.timestamp() for each in known if each.post.time]
    started = time.process_time()
    others = outsiders._others(list(zip(seconds, known, strict=True)), (0, 1), frozenset())
    assert len(others) == 500
    assert time.process_time() - started < 2


def _last_months(tag: str, asker: str = "loafhost") -> list[Post]:
    asked = [
        post(f"{n}0", f"2024-04-09T19:{n}0:00Z", f"Q{n}: Which loaf made you {word}? {tag}", asker)
        for n, word in [(1, "late"), (2, "proud")]
    ]
    said = [
        post(f"5{n}", f"2024-04-09T19:{n}:00Z", f"The one with {n} holes and no crumb", f"baker{n}")
        for n in range(11, 31)
    ]
    return [*asked, *said]


def test_a_smaller_session_of_the_same_chat_is_in_the_chats_time() -> None:
    chat = Chat(chat="loaves", hashtag="#loafchat")
    assert set(fates(*_last_months("#loafchat"), chat=chat)) == {None}
    assert "not in the chat's time" in fates(*_last_months("#cactushour"), chat=chat)


def test_a_busy_hour_in_which_nobody_asks_two_questions_is_no_session() -> None:
    first, second, *said = _last_months("#loafchat")
    another = second.model_copy(update={"handle": "mira_k"})
    assert "not in the chat's time" in fates(first, *said)
    assert "not in the chat's time" in fates(first, another, *said)
    assert "not in the chat's time" in fates(first, second, *said[:9])  # a handful of posts
    passed_on = [
        each.model_copy(update={"handle": "mira_k", "text": f"RT @loafhost: {each.text}"})
        for each in (first, second)
    ]
    assert "not in the chat's time" in fates(*passed_on, *said)


def test_a_chat_over_many_days_has_no_time_of_its_own() -> None:
    spread = [
        post(f"{day}", f"2024-06-{day:02d}T10:00:00Z", f"On day {day} the loaf had {day} holes")
        for day in range(1, 29)
    ]
    late = post("99", "2024-09-01T10:00:00Z", "Who is around this week?")
    done, _ = stage.run([*spread, late], Chat(chat="loafchat"), NormalizeSettings())
    assert done[-1].id == "99"
    assert done[-1].set_aside is None


def test_a_handful_of_posts_has_no_busiest_hour() -> None:
    few = [*ANSWERS[:5], post("1", "2024-09-01T10:00:00Z", "Who is around this week?")]
    done, _ = stage.run(few, Chat(chat="loafchat"), NormalizeSettings())
    assert {each.set_aside for each in done} == {None}


def test_an_author_who_only_sells_is_set_aside_with_all_they_posted() -> None:
    assert fates(
        post("1", AT, "FREE webinar TONIGHT: 7 secrets of crust, link in bio #loafchat"),
        post("2", AT, "Knead less, earn more https://crust.org/x #loafchat"),  # sells as well
        post("3", AT, f"RT @baker3: {ANSWERS[3].text}"),  # no word of their own
    ) == ["promotion", "promotion", "repost"]


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("A1 Buy now, pay with your evenings: that is what flour says", {}),
        ("Click here and nothing happens: my oven in one line", {"reply_to": "1003"}),
        ("I did one of those giveaway things. Never again.", {}),
        ("My recipe: https://loaf.org/rye", {}),  # a link is no pitch
    ],
)
def test_who_takes_part_or_sells_nothing_is_no_promotion(
    text: str, more: dict[str, object]
) -> None:
    assert fates(post("1", AT, text, **more)) == [None]


def test_one_word_of_their_own_makes_a_seller_a_guest_at_the_table() -> None:
    assert fates(
        post("1", AT, "Order now, bread tomorrow: https://loaf.org/shop"),
        post("2", AT, "And what do you do with the heel of it?"),
    ) == [None, None]


@pytest.mark.parametrize("role", ["host", "guest"])
def test_hosts_and_guests_may_name_their_books(role: str) -> None:
    known = Chat(chat="loafchat", **{role: ("Tom_X",)})
    assert fates(post("1", AT, "Register now for the next one"), chat=known) == [None]


@pytest.mark.parametrize(
    ("text", "sells"),
    [
        ("Click here for the best yeast", True),
        ("20% off all tins until Friday", True),
        ("Bakeries raise 3x more with our platform! Free demo", True),
        ("use code CRUMB at the till", True),
        ("Get 10K REAL followers in 7 days", True),
        ('DM "DOUGH" for the list', True),
        ("https://www.etsy.com/listing/1/loaf-tin", True),
        ("https://shop.loaf.example/tins", True),
        ("https://loaf.example/shop/tins", True),
        ("Rye flour, 16kg, this week only. Code CRUST10", True),
        ("Win a bread oven! Follow us and RT to enter 🎉", True),
        ("Tins from £1.89. Get a free quote in 60 seconds", True),
        ("@ana We can price match your flour!", True),
        ("Our rye is on offer all weekend", True),
        ("Bakers!! I made $3,200 last month ask me how! #loaf", True),
        ("See how 40+ mills save time. Book a demo https://mill.example", True),
        ("Our crust app just hit the store, free all week!", True),
        ("Rye by post, and the flour with it. 30 days free ➡️ https://mill.example", True),
        ("Grab your free copy of the crust book https://mill.example", True),
        ("Flour that weighs itself. Try it free https://mill.example", True),
        ("Never proof alone! First order free with CRUMB24 https://mill.example", True),
        ("Ovens swept before the frost, £65 all in, DM to book", True),
        ("Our rye day in Derby still has places! Book at https://mill.example", True),
        ("Sourdough for nurses, 12 June, few places left https://mill.example", True),
        ("My first order free of charge with a note in it", False),
        ("There are few places left where they mill it", False),
        ("The mill has forty seats. No seats left #loafchat", False),
        ("My favourite places: https://loaf.org/map", False),
        ("I bought a book at the mill", False),
        ("Flour sieved at dawn. Order at https://mill.example", True),
        ("Mostly I shop at https://mill.example, it never let me down", False),
        ("Free samples → people who come back. That is all I know", False),
        ("We gave out free samples, here is how https://loaf.org/taste", False),
        ("No sign-up → more strangers at the table", False),
        ("I DM to ask, and they never answer", False),
        ("Labels for your jars from 29p! Free sample pack for bakers → crust.example/free", True),
        ("Free recipes!!! 10k loaves, no signup → loaf.example (not spam)", True),
        ("A free sample of rye from the mill, and I was lost", False),
        ("Slides from my talk, no sign-up https://loaf.org/talk", False),
        ("No card, no flowers, just a loaf on the step", False),
        ("I had 30 days free and kneaded through all of them", False),
        ("I try it on my free days, and every reader gets a free copy", False),
        ("They ask me how I get up at two", False),
        ("The starter lives. Don't ask me how #loaf", False),
        ("We booked a room for the demo", False),
        ("My course code is EDUC101", False),
        ("What is on offer to apprentices here?", False),
        ("I got a quote from my gran in the book", False),
        ("I share to learn and retweet to thank", False),
        ("the chip shop put one of my loaves in the window", False),
        ("50% of a loaf is water", False),
        ("I check subscribers four times a day", False),
        ("A discount teaches people to wait", False),
        ("https://loaf.example/shoplifting", False),
        ("", False),
    ],
)
def test_a_pitch_is_a_call_to_go_and_buy(text: str, sells: bool) -> None:
    assert is_pitch(text) is sells


@pytest.mark.parametrize("unit", ["a.b", "etsy.", "get a ", "http://a", "click ", "buy now"])
def test_a_pitch_of_a_megabyte_is_read_once(unit: str) -> None:
    with within(30):
        assert is_pitch(unit * (1_000_000 // len(unit)) + " click here")


ASKED = ("Q1: Which loaf took longest?", "Q2: Whose oven is it?")


def _soup(
    *more: Post,
    asker: str = "soupchat",
    both: str = "",
    tag: str = "#loafchat",
    asked: tuple[str, ...] = ASKED,
) -> list[str | None]:
    """Return the fates of a second chat in the same hour, under a hashtag of its own, and of `more`
    and posts of the chat itself, in which `asked` is asked."""
    ours = [
        post(f"8{n}", f"{DAY}T19:0{n + 2}:00Z", f"{text} #loafchat", "loafhost")
        for n, text in enumerate(asked)
    ] + [
        post(f"9{n}", f"{DAY}T19:{n + 20}:00Z", f"Loaf {n} rose {word} #loafchat", f"baker{n}")
        for n, word in enumerate(["late", "twice", "alone", "sideways", "by day", "in frost"])
    ]
    return fates(
        post("1", f"{DAY}T19:01:00Z", "Q1: What goes into a broth? #SoupChat", asker),
        post("2", f"{DAY}T19:03:00Z", f"A1 A boot #SoupChat {both}", "ada_w"),
        post("3", f"{DAY}T19:11:00Z", "Q2: Who stirs? #SoupChat", asker),
        post("4", f"{DAY}T19:13:00Z", "Whoever is awake #SoupChat", "ola"),
        post("5", f"{DAY}T19:14:00Z", "Ask the bakers, not me #Soup", "ola", reply_to="1003"),
        post("6", f"{DAY}T19:15:00Z", "A2 Slowly, as one should #rye", "ines_b"),
        *more,
        *ours,
        chat=Chat(chat="loaves", hashtag=tag),
    )


def test_another_chat_of_the_same_hour_is_told_by_its_hashtag_and_its_host() -> None:
    late = post("7", AT, "A2 Me #SoupChat", "ola", reply_to="1003")  # to a baker
    assert _soup(late) == [*["another chat"] * 4, *[None] * 11]


def test_what_stands_under_both_hashtags_is_of_this_chat_a_question_under_one_of_the_other():
    crowd = [
        post(f"{who}-{n}", AT, f"{said} {n} #{tag}", f"{who}{n}")
        for n in range(10)
        for tag, who, said in [("SoupChat", "cook", "Stirred"), ("loafchat", "baker", "Baked")]
    ]
    both = post("701", AT, "I bake on Mondays and stir on Fridays #loafchat #SoupChat", "cleo")
    asks = post("702", AT, "Has anybody a spoon? #SoupChat", "ola")
    assert _soup(both, asks, *crowd)[6:10] == [None, "another chat", "another chat", None]


def test_a_host_who_asks_here_too_or_a_tag_that_stands_beside_ours_is_of_this_chat() -> None:
    ours = post("7", AT, "Q3: Which loaf made you late? #loafchat", "soupchat")
    assert set(_soup(ours)) == {None}
    assert set(_soup(both="#loafchat")) == {None}


def test_a_hashtag_that_is_given_with_a_slip_makes_no_other_chat_of_this_one() -> None:
    assert "another chat" not in _soup(tag="#loafchatt")


def test_another_chat_that_is_larger_than_the_given_one_is_another_chat_all_the_same() -> None:
    crowd = [post(f"7{n}", AT, f"Stirred {n} times #SoupChat", f"cook{n}") for n in range(8)]
    found = [*["another chat"] * 4, None, None, *["another chat"] * 8, *[None] * 8]
    assert _soup(*crowd) == found  # more than half of all posts stand under it
    assert "another chat" not in _soup(*crowd, tag="#loafchatt")


def test_two_chats_that_ask_the_same_are_held_together() -> None:
    assert "another chat" not in _soup(asked=("Q1: What goes into a broth?", "Q2: Who stirs?"))


def test_a_host_who_forgets_the_hashtag_and_hosts_who_take_turns_are_of_this_chat() -> None:
    assert "another chat" not in _soup(asked=())
    assert "another chat" not in _soup(asked=("Q3: Whose oven is it?", "Q4: Why rye?"))


def test_who_labels_answers_with_q_under_another_hashtag_asks_nothing() -> None:
    own = [
        post(f"7{n}", AT, f"Q{n} I do so at {word} #crumbs", "ines_b")
        for n, word in [(1, "night"), (2, "dawn")]
    ]
    assert _soup(*own)[6:8] == [None, None]
