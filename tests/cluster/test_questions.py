"""Questions: who asks what under which number, and what only looks like asking."""

import pytest

from tests.cluster.chats import Said, find

Q1 = ("loafchat", "Q1 What does waiting do for your bread? #LoafChat")
Q2 = ("loafchat", "Q2: How do you keep a starter alive? #LoafChat")
Q3 = ("loafchat", "Last one! Q3) Which loaf would you bake for a stranger? #LoafChat")
Q5 = ("LoafChat", "Q5: Which loaf would you bake for a stranger? #LoafChat")


def test_the_hosts_questions_stand_under_the_hosts_own_numbers() -> None:
    found = find(Q1, ("mira_k", "A1 It makes me tidy."), Q3, ("tom_x", "A3 Rye."))
    assert [(q.number, q.post_id, q.handle) for q in found] == [
        (1, "0", "loafchat"),
        (3, "2", "loafchat"),  # nobody asked Q2, and no Q2 is invented
    ]
    assert found[0].text == "What does waiting do for your bread?"
    assert found[0].asked_at == "2024-05-14T19:00:00Z"


def test_a_host_may_begin_with_nought() -> None:
    found = find(("loafchat", "Q0 Who are you, and what is your flour? #LoafChat"), Q1, Q2)
    assert [q.number for q in found] == [0, 1, 2]


def test_a_question_asked_twice_is_one_with_the_later_posts_beside_it() -> None:
    again = ("loafchat", "Once more, Q1: What does waiting do for your bread? #LoafChat")
    [first, _] = find(Q1, ("mira_k", "A1 It makes me tidy."), again, Q2)
    assert (first.post_id, first.also_asked) == ("0", ("2",))
    assert "asked again once" in first.evidence


@pytest.mark.parametrize(
    "again",
    [
        "Sorry, that should read: Q1: Which loaf would you never bake again? #LoafChat",
        "Q1 (corrected): Which loaf would you never bake again? #LoafChat",
        "Q1 (typo fixed): Which loaf would you never bake again? #LoafChat",
        "Typo! Q1 Which loaf would you never bake again? #LoafChat",
    ],
)
def test_a_question_that_its_asker_puts_right_has_the_right_words(again: str) -> None:
    wrong = ("loafchat", "Q1 Which loaf would you ever bake again? #LoafChat")
    [first, _] = find(wrong, ("loafchat", again), ("mira_k", "A1 The blue one."), Q2)
    assert first.text == "Which loaf would you never bake again?"
    assert (first.post_id, first.also_asked) == ("1", ("0",))
    assert "put right by its asker" in first.evidence
    [first, _] = find(wrong, ("tom_x", again), ("mira_k", "A1 The blue one."), Q2)
    assert first.post_id == "0"  # somebody else may joke


def test_a_question_whose_own_post_is_missing_is_known_from_a_repost() -> None:
    passed_on = "RT @loafchat: Q2: How do you keep a starter alive? #LoafChat"
    found = find(Q1, ("mira_k", passed_on), ("tom_x", "A2 By force."), Q3)
    assert [q.number for q in found] == [1, 2, 3]
    assert found[1].text == "How do you keep a starter alive?"
    assert found[1].handle == "loafchat"  # not the one who passed it on
    assert any("repost" in said for said in found[1].evidence)


def test_a_repost_of_a_question_does_not_ask_it_again() -> None:
    found = find(Q1, Q2, ("mira_k", f"RT @loafchat: {Q1[1]}"), ("tom_x", f"RT @loafchat: {Q1[1]}"))
    assert [q.also_asked for q in found] == [(), ()]


def test_two_hosts_who_post_the_same_question_ask_it_once() -> None:
    [first, _] = find(Q1, ("loaf_host", Q1[1]), Q2, ("loaf_host", Q2[1]))
    assert (first.post_id, first.also_asked) == ("0", ("1",))


def test_hosts_may_take_turns() -> None:
    found = find(("mira_k", Q1[1]), ("tom_x", Q2[1]), ("ines_b", Q3[1]))
    assert [(q.number, q.handle) for q in found] == [(1, "mira_k"), (2, "tom_x"), (3, "ines_b")]


def test_another_chat_in_the_same_export_does_not_lend_its_questions() -> None:
    stray = ("soupchat", "Q2 What is the worst thing that you put into a broth? #SoupChat")
    more = ("soupchat", "Q3 Which spoon do you trust, and why is it wooden? #SoupChat")
    found = find(Q1, stray, Q2, more, ("tom_x", "A2 By force #LoafChat"), hashtag="#LoafChat")
    assert [(q.number, q.handle, q.also_asked) for q in found] == [
        (1, "loafchat", ()),
        (2, "loafchat", ()),
    ]


def test_the_hashtag_is_the_chats_behind_either_sign() -> None:
    asked = [(who, text.replace("#", "＃")) for who, text in (Q1, Q2)]
    found = find(*asked, ("tom_x", "Q2 By force, who else? #LoafChat"), hashtag="#LoafChat")
    assert [(q.number, q.handle) for q in found] == [(1, "loafchat"), (2, "loafchat")]


def test_a_host_without_the_hashtag_still_asks() -> None:
    bare = [("loafchat", q[1].removesuffix(" #LoafChat")) for q in (Q1, Q2)]
    assert [q.number for q in find(*bare, ("tom_x", "A1 Rye #LoafChat"))] == [1, 2]


def test_one_person_is_no_people() -> None:
    again = ("Mira_K", "A1 And rests.")  # the same, as another archive writes her
    [found] = find(("mira_k", "A1 It rests."), again, ("tom_x", "Good evening!"))
    assert found.evidence == ("no post of the export asks it; 1 person labels posts with 1",)


def test_a_chat_all_under_other_tags_than_the_given_one_keeps_its_questions() -> None:
    slip = find(Q1, Q2, hashtag="#BreadHour")  # in chat.toml
    assert [(q.post_id, q.evidence[0][:11]) for q in slip] == [
        ("0", "labelled Q1"),
        ("1", "labelled Q2"),
    ]


def test_a_number_that_only_answers_carry_is_a_question_without_words() -> None:
    answers = [("mira_k", "A1 It rests."), ("tom_x", "A1 I rest."), ("ines_b", "A2 By force.")]
    found = find(*answers)
    assert [(q.number, q.text, q.post_id) for q in found] == [(1, "", None), (2, "", None)]
    assert "2 people label their posts with 1" in found[0].evidence[0]


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ([Q1, ("tom_x", "A2 By force."), Q3], [1, 2, 3]),
        ([Q1, ("tom_x", "By force."), Q3], [1, 3]),  # nobody speaks of a second question
        ([Q1, Q3, ("tom_x", "A2 By force.")], [1, 3]),  # a slip: 3 was open
        ([Q1, ("tom_x", "Q2 By force."), Q3], [1, 3]),
        # a slip, or a host who leapt: of several missing numbers one is named once
        ([Q1, ("tom_x", "A2 By force."), Q5], [1, 5]),
        ([Q1, ("tom_x", "A2 By force."), ("ines_b", "A2: By rest"), Q5], [1, 2, 5]),
        ([Q1, ("tom_x", "A2 By force."), ("ines_b", "A4: By rest"), Q5], [1, 2, 4, 5]),
    ],
)
def test_one_answer_shows_a_question_between_others_that_the_export_lacks(
    said: list[Said], numbers: list[int]
) -> None:
    found = find(*said)
    assert [q.number for q in found] == numbers
    assert [q.post_id for q in found if q.number == 2] == [None] * numbers.count(2)


ALONE = ("olu_r", "Q3: Crumb is a mood. What does yours say about you? #LoafChat")
ANSWERED = [("mira_k", "A3 that I rush"), ("tom_x", "A3: holes"), ("ines_b", "A3 that I wait")]


def test_a_second_host_who_asks_one_question_only_asks_it() -> None:
    found = find(Q1, Q2, ALONE, *ANSWERED)
    assert [(q.number, q.post_id, q.handle) for q in found][2] == (3, "2", "olu_r")
    assert found[2].text.startswith("Crumb is a mood.")


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("Q3: Name a flour that you threw away & tell us why #LoafChat", True),
        ("Q3: Rye and nothing but rye in my jar #LoafChat", False),  # an answer, wrongly labelled
    ],
)
def test_a_second_host_may_ask_without_a_mark(said: str, *, asks: bool) -> None:
    found = find(Q1, Q2, ("olu_r", said), *ANSWERED)
    assert [(q.number, q.post_id) for q in found][2] == (3, "2" if asks else None)


def test_a_second_host_puts_a_question_to_the_guest_by_name() -> None:
    said = ("olu_r", "@mira_k crumb is a mood, what does yours say about you? #LoafChat #Q3")
    fourth = ("olu_r", "Q4: What do you do with stale bread? #LoafChat")
    found = find(Q1, Q2, said, *ANSWERED, fourth)
    assert [(q.number, q.post_id, q.handle) for q in found][2] == (3, "2", "olu_r")


@pytest.mark.parametrize(
    "talk",
    [
        [
            ("mira_k", "A3 that I rush"),
            ALONE,
            *ANSWERED[1:],
            ("ana_b", "A3 mud"),
        ],  # answered before
        [("olu_r", "@mira_k Q3: what does yours say about you?"), *ANSWERED],  # to one person
        [("olu_r", "Q3: crumb is a mood"), *ANSWERED],
    ],
)
def test_who_takes_up_a_number_does_not_ask_it(talk: list[Said]) -> None:
    found = find(Q1, Q2, *talk)
    assert (found[2].number, found[2].post_id, found[2].text) == (3, None, "")


@pytest.mark.parametrize("herald", ["Q3 loading. Blame me", "Q3 is coming up as a picture"])
def test_what_a_host_says_of_a_coming_question_is_not_the_question(herald: str) -> None:
    asked = ("loafchat", "Q3: The free bit! Who tastes it first? #LoafChat")
    found = find(Q1, Q2, ("loafchat", herald + " #LoafChat"), asked, *ANSWERED)
    assert (found[2].post_id, found[2].also_asked) == ("3", ())


def test_one_label_beyond_the_last_question_is_a_slip_three_are_a_question() -> None:
    slip = ("tom_x", "A7 By force.")
    assert [q.number for q in find(Q1, Q2, slip, slip)] == [1, 2]
    many = [("tom_x", "A7 By force."), ("mira_k", "A7 By hand."), ("ines_b", "A7 By night.")]
    assert [q.number for q in find(Q1, Q2, *many)] == [1, 2, 7]


def test_a_host_who_counts_with_words_is_taken_at_them() -> None:
    found = find(
        ("mira_k", "Welcome! First question for tonight: what is the oldest thing you own?"),
        ("tom_x", "A spoon. Is that a question?"),
        ("mira_k", "On to the second question: who will have it after you?"),
        ("ines_b", "Next question from me: is there soup?"),  # not the host
    )
    assert [(q.number, q.post_id) for q in found] == [(1, "0"), (2, "2")]
    assert found[0].evidence == ('@mira_k calls it "First question"',)


def test_a_chat_without_questions_has_none() -> None:
    assert find(("mira_k", "Good evening!"), ("tom_x", "Is there soup?")) == []
    assert find() == []


ABROAD = {
    "ja": ("Ｑ{wide}：パンを焼くのはいつですか？{n}", "朝です{n} #パン部"),
    "zh": ("Q{n}：你什么时候烤面包{n}？", "早上{n}"),
    "ar": ("Q{n}: متى تخبز خبزك؟ {n}", "في الصباح {n}"),
    "ja, like a list": ("{wide}．パンを焼くのはいつですか？{n}", "朝です{n}"),
}


@pytest.mark.parametrize("language", ABROAD)
def test_the_question_marks_of_all_keyboards_ask(language: str) -> None:
    asked, answer = ABROAD[language]
    said: list[Said] = []
    for number, wide in enumerate("１２３", 1):
        said.append(("loafchat", asked.format(n=number, wide=wide)))
        said += [(who, answer.format(n=f"{number}{who}")) for who in ("aki", "bo", "chi")]
    found = find(*said)
    assert [(q.number, q.post_id) for q in found] == [(1, "0"), (2, "4"), (3, "8")]
