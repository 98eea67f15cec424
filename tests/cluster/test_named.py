"""Questions that a host names by their number without a label."""

import pytest

from tests.cluster.chats import Said, find

Q1 = ("loafchat", "Q1 What does waiting do for your bread? #LoafChat")
Q2 = ("loafchat", "Q2: How do you keep a starter alive? #LoafChat")
Q4 = ("loafchat", "Q4: What do you do with stale bread? #LoafChat")
THIRD = "Which loaf would you bake for a stranger?"
ANSWERS = [("mira_k", "A3 Rye."), ("tom_x", "A3: his own")]


@pytest.mark.parametrize(
    "name",
    [
        "Here's Q3! ",
        "Ready for Q3? ",
        "Time for Q3! ",
        "Q. 3 ",
        "Q 3/6 ",
        "Q3of6: ",
        "QN3: ",
        "Question Three: ",
        "Our third question: ",
        "Next question: ",
        "Lovely! Next one - ",
        "Q3 is up! ",
        "Q3 coming up: ",
        "Let's move to Q3...\n",
        "W3: ",  # a thumb beside the Q
        "QQ3 ",
        "Qestion 3: ",
    ],
)
@pytest.mark.parametrize("after", [ANSWERS, []], ids=["labelled", "unlabelled"])
def test_a_host_names_a_missing_number_in_other_spellings(name: str, after: list[Said]) -> None:
    found = find(Q1, Q2, ("tom_x", "A2 By force."), ("loafchat", name + THIRD), *after, Q4)
    assert [(q.number, q.post_id) for q in found][2] == (3, "3")
    assert found[2].text == THIRD
    assert found[2].evidence[0].endswith("and asks")


@pytest.mark.parametrize("name", ["On to Q3. ", "Final question: ", "And the last one: "])
def test_the_last_question_is_known_by_the_labels_of_its_answers(name: str) -> None:
    found = find(Q1, Q2, ("loafchat", name + THIRD), *ANSWERS)
    assert [(q.number, q.post_id) for q in found][2:] == [(3, "2")]


def test_a_next_question_says_no_number_where_two_are_missing() -> None:
    fifth = ("loafchat", "Q5: What will you try in spring?")
    found = find(Q1, Q2, ("loafchat", f"Next question: {THIRD}"), ("tom_x", "Rye"), fifth)
    assert [q.number for q in found if q.post_id] == [1, 2, 5]


@pytest.mark.parametrize(
    "talk",
    [
        [("tom_x", f"Here's Q3! {THIRD}")],  # no host
        [("loafchat", f"@tom_x here's Q3! {THIRD}")],  # to one person
        [("loafchat", "Who has an answer to Q3 that made you laugh out loud?")],
        [("loafchat", "Are we ready for Q3? Kettles on")],  # asks nothing more
        [("loafchat", "Q3 is on its way, friends")],
        [("loafchat", "At 3:30 PM, who else will be asleep?")],
        [("loafchat", "Top 3 of the answers are coming, are you in?")],
        [*ANSWERS, ("loafchat", f"Still on Q3! {THIRD}")],  # answered before
    ],
)
def test_talk_about_a_missing_number_does_not_ask_it(talk: list[Said]) -> None:
    found = find(Q1, Q2, *talk, Q4)
    assert [(q.number, q.post_id) for q in found if q.post_id][:2] == [(1, "0"), (2, "1")]
    assert all(q.post_id is None for q in found if q.number == 3)


@pytest.mark.parametrize("place", [1, 4])
def test_a_missing_question_is_asked_between_its_neighbours(place: int) -> None:
    said = [Q1, Q2, ("tom_x", "A2 By force."), Q4]
    said.insert(place, ("loafchat", f"Here's Q3! {THIRD}"))
    assert not [q for q in find(*said) if q.number == 3 and q.post_id]


@pytest.mark.parametrize("name", ["GPT-3: ", "Day 3: ", "Rye 3! "])
def test_a_name_with_a_number_is_no_label_that_a_thumb_has_missed(name: str) -> None:
    found = find(Q1, Q2, ("loafchat", name + "Who of you has baked with it?"), Q4)
    assert [q.number for q in found] == [1, 2, 4]


@pytest.mark.parametrize(
    "said",
    [
        "Right then, number three: " + THIRD,
        "3\ufe0f\u20e3 " + THIRD,
        "Onwards! " + THIRD,
        THIRD,
    ],
)
def test_what_a_host_asks_without_a_number_right_before_its_answers_is_asked(said: str) -> None:
    found = find(Q1, Q2, ("tom_x", "A2 By force."), ("loafchat", said), *ANSWERS, Q4)
    assert [(q.number, q.post_id, q.text) for q in found][2] == (3, "3", THIRD)
    assert found[2].evidence == ("@loafchat asks it right before the first answers under Q3",)


@pytest.mark.parametrize("said", ["Here's Q3! " + THIRD, THIRD])
def test_a_host_hangs_each_question_under_the_one_before(said: str) -> None:
    second, third = (*Q2, {"reply_to": "0"}), ("loafchat", said, {"reply_to": "1"})
    found = find(Q1, second, ("tom_x", "A2 By force."), third, *ANSWERS, Q4)
    assert [(q.number, q.post_id) for q in found][2] == (3, "3")
    to_one = ("loafchat", said, {"reply_to": "2"})  # said below an answer
    found = find(Q1, Q2, ("tom_x", "A2 By force."), to_one, *ANSWERS, Q4)
    assert [(q.number, q.text) for q in found][2] == (3, "")


@pytest.mark.parametrize(
    "said",
    [
        [("tom_x", THIRD)],  # no host
        [("loafchat", "@tom_x " + THIRD)],
        [("loafchat", THIRD), ("loafchat", "And who should bake it for you?")],  # which of them?
        [("loafchat", THIRD), *[("ana_b", "A2 By habit.")] * 3],  # a word about Q2
        [("loafchat", "Ready for the next one, you lot?")],
        [("loafchat", "How do you keep a starter alive, again?")],
        [("loafchat", "Who has an A2 for us still?")],
        [("loafchat", "Is anybody else hungry by now?")],
        [("loafchat", "Any last words on this one before we move on to the next?")],
        [("loafchat", "New here? Just add the hashtag to all of your posts")],
        [("loafchat", "Fancy a free bag of flour? Our raffle: https://rye.example/raffle")],
    ],
)
def test_other_words_of_a_host_before_the_answers_ask_nothing(said: list[Said]) -> None:
    found = find(Q1, Q2, ("tom_x", "A2 By force."), *said, *ANSWERS, Q4)
    assert [(q.number, q.text) for q in found][2] == (3, "")


TALK = [("tom_x", "By force."), ("mira_k", "In the fridge."), ("ana_b", "It lives.")]


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ([*TALK, ("loafchat", "Right! " + THIRD), *TALK], THIRD),
        ([("loafchat", THIRD), *TALK], None),  # goes on with Q2 at once
        ([*TALK, ("loafchat", THIRD), ("tom_x", "Rye")], None),  # and nobody answered it
        ([*TALK, ("loafchat", THIRD), ("loafchat", "Or whose?"), *TALK], None),
        ([*TALK, ("loafchat", "Would anybody like to host in May?"), *TALK], None),
        ([*TALK, ("loafchat", "Isn't that a lovely answer?"), *TALK], None),
        ([*TALK, ("tom_x", THIRD), *TALK], None),
    ],
)
def test_where_nobody_labels_answers_a_host_asks_one_thing_between_two_numbers(
    said: list[Said], text: str | None
) -> None:
    found = find(Q1, Q2, *said, Q4)
    assert {q.number: q.text for q in found}.get(3) == text


FIRST = [("mira_k", "A1 It slows me."), ("tom_x", "A1 Time."), ("ana_b", "A1 Nothing.")]


def test_a_welcome_before_the_answers_to_a_lost_first_question_does_not_ask_it() -> None:
    welcome = ("loafchat", "Good evening! What is in your oven tonight?")
    found = find(welcome, *FIRST, Q2, Q4)
    assert (found[0].number, found[0].text) == (1, "")


def test_a_second_host_who_asks_one_question_names_another() -> None:
    said = ("mo_bakes", "Q3 coming in hot! Which loaf would you bake for a stranger?")
    found = find(Q1, Q2, said, *ANSWERS, ("mo_bakes", Q4[1]), ("loafchat", "Q5: What next?"))
    assert [(q.number, q.post_id) for q in found][2] == (3, "2")


HERE = [("mira_k", "It slows me."), ("tom_x", "Time."), ("ana_b", "Nothing at all.")]


@pytest.mark.parametrize(
    "opening",
    [
        [("loafchat", "Welcome to #LoafChat! What is in your oven tonight?"), *TALK],
        [("loafchat", "Who is with us today?"), *TALK],
        [("loafchat", "Ready? Get your flour out, here we go")],
        [("loafchat", "How are we all doing on this cold Tuesday?"), *TALK],
        [("loafchat", "Did everyone have a good weekend, bakers?"), *TALK],
        [("loafchat", "Can anyone see my posts? It is slow here"), *TALK],
        [("loafchat", "Is everyone here, do you all have a drink?"), *TALK],
        [("loafchat", "Looking for an oven? Sign up now, 20% off today!"), *TALK],
        [("tom_x", "Does anybody know a cheap mill?"), *TALK],
        [],
    ],
)
@pytest.mark.parametrize("answers", [FIRST, HERE], ids=["labelled", "unlabelled"])
def test_what_a_host_asks_without_a_number_before_the_second_question_is_the_first(
    opening: list[Said], answers: list[Said]
) -> None:
    found = find(*opening, ("loafchat", Q1[1][3:]), *answers, Q2, *TALK, Q4)
    assert (found[0].number, found[0].post_id) == (1, str(len(opening)))
    assert found[0].evidence == ("@loafchat asks it before Q2",)


@pytest.mark.parametrize(
    "said",
    [
        [("loafchat", Q1[1][3:])],  # and Q2 follows at once
        [("loafchat", "Tonight at 8: why do we bake at all? Bring flour"), *HERE],
        [("loafchat", Q1[1][3:]), *HERE, ("loafchat", "Does anyone here bake rye?"), *HERE],
        [("tom_x", Q1[1][3:]), *HERE],
        [*FIRST, ("loafchat", Q1[1][3:]), *HERE],
    ],
)
def test_other_words_before_the_second_question_are_not_the_first(said: list[Said]) -> None:
    assert {q.post_id for q in find(*said, Q2, *TALK, Q4) if q.number == 1} <= {None}
