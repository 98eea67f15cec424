"""What speaks for a place, as numbers: the names of questions, habits, moments."""

import re
from time import process_time

import pytest

from pipeline.cluster import evidence, questions, stage
from pipeline.cluster.evidence import COLUMN
from tests.cluster.chats import chat
from tests.cluster.test_assign import Q1, Q2, Q3, TALK, look
from tests.conftest import WordEncoder


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("T1 #LoafChat my not very tidy drawing", 1),  # a task, labelled as no answer is
        ("Back home at last, a longer thought on Q2: feed it less", 2),
        ("Missed Q2, the oven was on fire. Feed it less", 2),
        ("Missed Q1, sorry. My word on Q2 is to feed it less", 2),
        ("Missed Q1 and Q2, hello from Leeds", None),
        ("@loafchat Question 2 made me look into the jar", 2),
        ("and feed it less. (still Q2, my dough rose)", 2),
        ("Read it all at the mill now. For Q2 we feed it less", 2),
        ("only just home - for Q2 it was less flour", 2),
        ("Keep an hour for Q2 tomorrow", None),
        ("I still have Q2 to do", None),
        ("@tom_x still Q2, Q3 in two minutes", None),  # tells the time
        ("2. ability to bake without looking", 2),
        ("#LoafChat 2) feed it less", 2),
        ("2 - feed it less, and later", 2),
        ("(from the kitchen) one more for 2: feed it less", 2),
        ("2 - 3 loaves a week", None),
        ("2. a jar 3. a spoon", None),  # a list
        ("@tom_x 2. And that was on a Sunday", None),  # answers somebody
        ("7. Nobody asked that", None),
        ("made it in time for Q1", None),  # says nothing to it
        ("I will try Q2 tomorrow", None),
        ("my train leaves on 2 May", None),
        ("a 2 year old jar, and it lives", None),
        ("I keep it on a 2 m shelf", None),
        ("written on A4 paper", None),  # no such question
        ("gave a talk on T2D and rye", None),  # an illness
    ],
)
def test_a_post_may_name_its_question_without_a_label(said: str, names: int | None) -> None:
    seen, hosts = look(Q1, Q2, Q3, ("tom_x", "A1 rye"), ("ines_b", said))
    values = evidence.tensor(seen, hosts)[4]
    for name in ("label.named", "label"):
        assert values[:, COLUMN[name]].tolist() == [float(q == names) for q in range(4)]


def test_who_numbers_three_posts_before_the_chat_names_its_questions() -> None:
    early = [("ines_b", f"{n}. rye, {n} times") for n in (1, 2, 3)]
    seen, hosts = look(*early, Q1, Q2, Q3, ("tom_x", "A1 rye"))
    named = evidence.tensor(seen, hosts)[:3, 1:, COLUMN["label.named"]]
    assert named.tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    seen, hosts = look(early[1], Q1, Q2, Q3, ("tom_x", "A1 rye"))
    assert not evidence.tensor(seen, hosts)[0, :, COLUMN["label.named"]].any()


def test_a_number_names_a_question_of_which_nothing_tells_when_it_was_asked() -> None:
    texts = ("How do you keep a starter alive?", "Which loaf would you bake for a stranger?")
    posts, about = chat(
        ("ines_b", "2) rye, for anybody"), ("tom_x", "1. By force"), questions=texts
    )
    seen, _ = stage.look(posts, questions.find(posts, about), WordEncoder())
    named = evidence.tensor(seen, frozenset())[:, 1:, COLUMN["label.named"]]
    assert named.tolist() == [[0, 1], [1, 0]]


def test_who_names_two_questions_is_labelled_with_neither() -> None:
    seen, hosts = look(Q1, Q2, Q3, ("ines_b", "A thought on Q2, and about Q1 as well"))
    values = evidence.tensor(seen, hosts)[3]
    assert values[:, COLUMN["label.named"]].tolist() == [0, 1, 1, 0]
    assert not values[:, COLUMN["label"]].any()


def test_a_number_in_words_and_a_second_label_are_those_of_the_session() -> None:
    days = [{"created_at": f"2024-05-{day}T19:{n:02d}:00Z"} for day in (14, 15) for n in range(4)]
    other = (Q1[0], "Q1 Who taught you to knead? #LoafChat"), (Q2[0], "Q2 Where? #LoafChat")
    late = ("tom_x", "A longer thought on Q2: at home"), ("ines_b", "A1 & A2 my gran, at home")
    said = [Q1, Q2, ("tom_x", "A1 rye"), ("ines_b", "A2 oats"), *other, *late]
    seen, hosts = look(*((*post, day) for post, day in zip(said, days, strict=True)))
    assert [question.number for question in seen.questions] == [1, 2, 1001, 1002]
    values = evidence.tensor(seen, hosts)
    assert values[6, :, COLUMN["label.named"]].tolist() == [0, 0, 0, 0, 1]
    assert values[7, :, COLUMN["label.also"]].tolist() == [0, 0, 0, 0, 1]


def test_every_post_that_asks_a_question_does() -> None:
    again = (Q1[0], f"Once more, {Q1[1].replace('Q1', 'Q1:')}")
    seen, _ = look(Q1, ("tom_x", "A1 rye"), Q2, again)
    assert seen.filed.tolist() == [0, -1, 1, 0]


def test_the_clock_tells_whom_a_post_speaks_to_and_when_the_last_question_is_past() -> None:
    said = [("tom_x", "I told @loafchat so"), ("tom_x", "@loafchat I did"), Q2, ("ines_b", "Rye")]
    seen, hosts = look(Q1, *said)
    values = evidence.tensor(seen, hosts)
    assert values[1:3, 1, COLUMN["clock.open_to_host"]].tolist() == [0, 1]
    assert values[1:3, 1, COLUMN["clock.open_reply"]].tolist() == [0, 1]
    after = values[:, 0, COLUMN["none.after_last"]]
    assert not after[:3].any() and after[4] > 0


def test_a_question_that_is_quoted_is_not_asked() -> None:
    said = [
        ("ines_b", 'my rule is "who will eat it?" and nothing else'),
        ("ines_b", "who eats it?"),
    ]
    seen, hosts = look(Q1, Q2, Q3, ("tom_x", "A1 rye"), *said)
    assert evidence.tensor(seen, hosts)[-2:, 0, COLUMN["none.asks"]].tolist() == [0, 1]


def test_a_label_is_not_counted_twice() -> None:
    seen, hosts = look(*TALK)
    values = evidence.tensor(seen, hosts)
    assert not values[3, :, COLUMN["label.named"]].any()
    assert values[3, 1, COLUMN["label"]] == 1


def test_the_clock_says_more_where_few_label() -> None:
    few = [("tom_x", f"Rye number {n} was the one that rose.") for n in range(40)]
    columns = [COLUMN["clock.open_few"], COLUMN["none.few"]]
    for said, least, most in ((TALK, 0.0, 0.0), ([Q1, ("mira_k", "A1 rye"), *few], 0.8, 1.0)):
        seen, hosts = look(*said)
        values = evidence.tensor(seen, hosts)[5, :, columns]
        assert least <= values.max() <= most


def test_long_after_the_last_question_none_is_open() -> None:
    late = ("tom_x", "The starter is asleep again.", {"created_at": "2024-05-15T08:00:00Z"})
    seen, hosts = look(*TALK, late)
    far = evidence.tensor(seen, hosts)[:, 0, COLUMN["none.far"]]
    assert far.tolist() == [1, 1, *[0] * (len(TALK) - 2), 1]  # before the first, and the next day


def test_where_no_post_asks_it_is_not_known_that_none_is_open() -> None:
    seen, hosts = look(("tom_x", "A1 Waiting is the only ingredient that nobody can sell you."))
    assert len(seen.questions) == 1
    assert not evidence.tensor(seen, hosts)[:, 0, COLUMN["none.far"]].any()


def test_guests_who_question_each_other_are_noticed() -> None:
    own = [(f"guest{n}", f"Can rye number {n} go into a cold oven?") for n in range(6)]
    busy, quiet = ([*TALK[:8], *more, *TALK[8:]] for more in (own, []))
    much = [evidence.guests_ask(*look(*said)).max() for said in (busy, quiet)]
    assert much == [1.0, 0.0]  # the questions of the host do not count


def test_a_guest_who_asks_of_own_accord_is_told_from_one_who_asks_back() -> None:
    seen, hosts = look(
        *TALK,
        ("ada_w", "Can rye go into a cold oven?"),
        ("olu_r", "@ada_w Why would it?"),
        ("loafchat", "Shall we go on?"),
    )
    asks = evidence.tensor(seen, hosts)[-3:, 0, COLUMN["none.asks_first"]]
    assert asks.tolist() == [1, 0, 0]


@pytest.mark.parametrize(
    ("pattern", "said", "found"),
    [
        (evidence.GREETING, "Evening all, the kettle is on", "Evening all"),
        (evidence.GREETING, "Thank you all for the crumbs", "Thank you all"),
        (evidence.GREETING, "Thanks for hosting us", "Thanks for hosting"),
        (evidence.GREETING, "Thanks for the crumb", None),  # thanks, and no farewell
        (evidence.GREETING, "Night all, mind the crumbs", "Night all"),
        (evidence.GREETING, "ta all. back to the oven", "ta all"),
        (evidence.GREETING, "I proof at night all week", None),
        (evidence.GREETING, "This hint is high", None),
        (evidence.THANKS, "ty, I will try rye", "ty"),
        (evidence.THANKS, "We appreciate a crust", "appreciate"),
        (evidence.THANKS, "A pretty thankless loaf", None),
        (evidence.LOGISTICS, "Q4 is coming", "Q4 is coming"),
        (evidence.LOGISTICS, "Five minutes of rest", "minutes"),  # of dough, too
        (evidence.LOGISTICS, "Keep going, but here comes the next", "here comes the next"),
        (evidence.LOGISTICS, "RT if you bake tonight", "RT if"),
        (evidence.LOGISTICS, "Spring comes next to last", None),
        (evidence.LOGISTICS, "A follower of rye", None),
        (evidence.OPENER, "... Yep, and salt", "... Yep"),
        (evidence.OPENER, "I agree: rye", "I agree"),
        (evidence.OPENER, "Salt? Yes", None),  # it does not open
        (evidence.OPENER, "Notes on rye", None),
    ],
)
def test_words_of_chatter_are_told_from_words_like_them(
    pattern: re.Pattern[str], said: str, found: str | None
) -> None:
    match = pattern.search(said)
    assert (match[0] if match else None) == found


def test_blank_lines_without_end_are_looked_through_quickly():
    began = process_time()
    assert evidence.NAMED.search("Rye" + "\n" * 20_000 + "rye") is None
    assert process_time() - began < 1


def test_whom_the_export_tells_beside_the_text_speaks_as_a_name_in_front_does() -> None:
    told = [
        ("loafchat", "", Q1[1]), ("mira_k", "", "A1 Rye, because it waits for me"),
        ("tom_x", "mira_k", "mine never waits"), ("tom_x", "loafchat", "A1 Oats"),
        ("mira_k", "tom_x", "feed it on Mondays?"), ("loafchat", "", Q2[1]),
        ("ines_b", "mira_k", "my rye sleeps for a week"), ("tom_x", "loafchat", "2 jars"),
    ]  # fmt: skip
    named, hosts = look(*((who, f"@{to} {text}" if to else text) for who, to, text in told))
    beside, others = look(*((who, text, {"speaks_to": to or None}) for who, to, text in told))
    assert hosts == others
    assert (evidence.tensor(beside, hosts) == evidence.tensor(named, hosts)).all()
    assert (beside.links.values == named.links.values).all()
    assert (beside.links.alone == named.links.alone).all()
    assert beside.parents == named.parents
