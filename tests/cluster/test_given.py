"""Questions that chat.toml or the export itself gives, and the posts that ask them."""

import re

import pytest

from pipeline.records import ASKS_MORE
from tests.cluster.chats import Said, find

Q1 = ("loafchat", "Q1 What does waiting do for your bread? #LoafChat")


def test_a_given_host_without_numbers_asks_what_is_answered() -> None:
    found = find(
        ("mira_k", "What is the oldest thing you own?"),
        ("tom_x", "A spoon.", {"reply_to": "0"}),
        ("mira_k", "Anybody there?"),  # nobody replies
        host=("mira_k",),
    )
    assert [q.post_id for q in found] == ["0"]


def test_given_questions_fill_in_what_the_export_lacks() -> None:
    found = find(
        Q1,
        ("mira_k", "A2 By force."),
        ("tom_x", "A2 By hand."),
        ("ines_b", "A2 By night."),
        questions=("Something else entirely", "Q2: How do you keep it alive?", "Q5. Why rye?"),
    )
    [same, *_] = find(Q1, ("mira_k", "A1 Rye."), questions=("What does waiting do for bread?",))
    assert not any("other words" in said for said in same.evidence)
    assert [(q.number, q.text) for q in found] == [
        (1, "What does waiting do for your bread?"),  # what the host wrote stays
        (2, "How do you keep it alive?"),
        (5, "Why rye?"),
    ]
    assert "the host's words stay, other words are given in chat.toml" in found[0].evidence
    assert "text given in chat.toml" in found[1].evidence
    assert found[2].evidence == ("given in chat.toml",)


def test_questions_under_which_an_export_files_its_posts_are_questions() -> None:
    filed = [("mira_k", "A loaf that is late is better.", {"question": 2})] * 2
    found = find(
        *filed,
        ("tom_x", "Rye? Never again!", {"question": 4}),
        ("tom_x", "In a tin.", {"question": 120}),
        questions=("Q2: Why do you wait?", "Q120: Where does it rest?"),
        exported=("questions",),
    )
    assert [(q.number, q.text, q.evidence) for q in found] == [
        (2, "Why do you wait?", ("named by the export", "the export files 2 posts under it")),
        (4, "", ("the export files 1 post under it",)),
        (120, "Where does it rest?", ("named by the export", "the export files 1 post under it")),
    ]


FILED = [
    ("loafchat", "What does waiting do for your bread?", {"question": 1}),
    ("mira_k", "It makes me late, and it makes it sour.", {"question": 1}),
    ("loafchat", "Tell us how you keep a starter alive through August.", {"question": 2}),
    ("tom_x", "Badly. Does anybody keep it alive?", {"question": 2}),
    ("mira_k", "In the fridge, with a name on it", {"question": 2}),
    ("loafchat", "One loaf for a stranger. Go.", {"question": 3}),
    ("loafchat", "A plain one.", {"question": 3}),
    ("loafchat", "What keeps you awake, then?", {"question": 4}),
]


def test_the_host_who_opens_what_the_export_files_asks_it() -> None:
    found = find(*FILED)
    assert [(q.number, q.text, q.post_id, q.handle) for q in found] == [
        (1, "What does waiting do for your bread?", "0", "loafchat"),
        (2, "Tell us how you keep a starter alive through August.", "2", "loafchat"),
        (3, "One loaf for a stranger. Go.", "5", "loafchat"),
        (4, "What keeps you awake, then?", "7", "loafchat"),
    ]
    assert found[1].evidence == (
        "@loafchat opens what the export files under it",
        "the export files 3 posts under it",
    )


def test_words_of_the_export_stay_where_a_host_opens_what_it_files() -> None:
    found = find(*FILED, questions=("Q2: Starters",), exported=("questions",))
    assert [(q.text, q.post_id) for q in found][1] == ("Starters", "2")
    assert found[1].evidence[0] == "named by the export"


def test_a_host_may_open_all_at_once() -> None:
    asked = [("loafchat", text, {"question": number}) for number, text in enumerate(FORM, 1)]
    found = find(*asked, ("tom_x", "It makes it sour.", {"question": 1}))
    assert [q.post_id for q in found] == ["0", "1", "2"]


FORM = {
    "What does waiting do for your bread?": "Who does not? It makes it sour.",
    "How do you keep a starter alive?": "In the fridge. Where else?",
    "Which loaf would you bake for a stranger?": "A plain one.",
}


@pytest.mark.parametrize("is_by_question", [False, True])
def test_who_fills_in_a_form_first_with_questions_asks_none_of_it(is_by_question: bool) -> None:
    filed = [
        (who, answer if who == "mira_k" else f"Rye, says {who}", {"question": number})
        for who in ("mira_k", "tom_x", "ines_b")
        for number, answer in enumerate(FORM.values(), 1)
    ]
    if is_by_question:
        filed.sort(key=lambda row: row[2]["question"])
    known = {"questions": tuple(FORM), "exported": ("questions",)}
    assert all(q.post_id is None for q in find(*filed, **(known if is_by_question else {})))


@pytest.mark.parametrize(
    "filed",
    [
        [  # a form, and who filled it in first
            ("mira_k", "Who does not? It makes it sour.", {"question": 1}),
            ("mira_k", "In the fridge.", {"question": 2}),
            ("mira_k", "A plain one.", {"question": 3}),
        ],
        FILED[:3],  # two questions make no host
        [  # each starts with somebody else
            ("mira_k", "Is it not always late?", {"question": 1}),
            ("tom_x", "Does anybody keep one?", {"question": 2}),
            ("ines_b", "Which stranger?", {"question": 3}),
        ],
    ],
)
def test_who_answers_first_where_an_export_files_asks_nothing(
    filed: list[tuple[str, str, dict[str, object]]],
) -> None:
    assert all(q.post_id is None for q in find(*filed))


def test_a_given_question_is_found_in_the_post_that_asks_it() -> None:
    [found] = find(
        ("tom_x", "Good evening!"),
        ("mira_k", "And here we go: What is the OLDEST thing you own, friends?"),
        ("ines_b", "RT @mira_k: What is the oldest thing you own, friends?"),
        questions=("What is the oldest thing you own?",),
    )
    assert (found.post_id, found.asked_at, found.handle, found.also_asked) == (
        "1",
        "2024-05-14T19:01:00Z",
        "mira_k",
        (),
    )
    assert found.text == "What is the oldest thing you own?"


def test_who_tells_all_given_questions_at_once_asks_none() -> None:
    one, other = "What is the oldest thing you own?", "Who taught you to bake bread?"
    found = find(
        ("mira_k", f"Tonight: {one} And: {other}"),
        ("mira_k", one),
        ("tom_x", "A spoon."),
        ("mira_k", other),
        questions=(one, other),
    )
    assert [(q.post_id, q.also_asked) for q in found] == [("1", ()), ("3", ())]


BARE = (
    "What does waiting do for your bread?",
    "How do you keep a starter alive?",
    "Which loaf would you bake for a stranger?",
)
EVENING = [
    ("loafchat", "Welcome to tonight's chat!"),
    *(
        post
        for number, asked in enumerate(BARE, 1)
        for post in (
            ("loafchat", asked),
            ("mira_k", f"A{number}: Tidy."),
            ("tom_x", f"A{number} By force."),
            ("ines_b", f"A{number}) Rye, {number} of it"),
        )
    ),
]
UNLABELLED = [(handle, re.sub(r"^A\d\W*", "", text)) for handle, text in EVENING]


def test_a_given_question_whose_number_only_labels_carry_is_found_in_its_post() -> None:
    found = find(*EVENING, questions=BARE)
    assert [(q.number, q.post_id, q.handle) for q in found] == [
        (1, "1", "loafchat"),
        (2, "5", "loafchat"),
        (3, "9", "loafchat"),
    ]
    assert found[0].evidence == ("given in chat.toml", "asked in these words by @loafchat")


def test_a_host_without_numbers_is_looked_for_where_no_post_holds_the_given_words() -> None:
    found = find(*EVENING, questions=("Waiting?", "Starters?", "Strangers?"))
    assert [(q.post_id, q.text) for q in found] == [
        ("1", "Waiting?"),
        ("5", "Starters?"),
        ("9", "Strangers?"),
    ]
    assert "text given in chat.toml" in found[0].evidence


def test_given_words_are_not_put_over_more_or_fewer_counted_questions() -> None:
    found = find(*EVENING, questions=("Waiting?", "Starters?"))
    assert [(q.post_id, q.text) for q in found] == [
        (None, "Waiting?"),
        (None, "Starters?"),
        (None, ""),
    ]


@pytest.mark.parametrize(
    ("told", "given"),
    [
        (EVENING, BARE[::2]),
        (UNLABELLED, BARE[::2]),
        (UNLABELLED, ("Waiting?", "Starters?")),  # in words that no post holds
    ],
)
def test_a_list_that_lacks_questions_of_a_host_without_numbers_is_told_of(
    told: list[Said], given: tuple[str, ...]
) -> None:
    first, *rest = find(*told, questions=given)
    assert first.evidence[-1] == (
        f"{ASKS_MORE} 3 questions; the list given in chat.toml has 2 and is taken for all"
    )
    assert not any(said.startswith(ASKS_MORE) for q in rest for said in q.evidence)


def test_a_list_of_three_of_four_questions_is_told_of() -> None:
    last = [("loafchat", "And what will you try in spring?"), *UNLABELLED[2:5]]
    first, *rest = find(*UNLABELLED, *last, questions=BARE)
    assert len(rest) == 2
    assert first.evidence[-1].startswith(f"{ASKS_MORE} 4 questions")


def test_a_list_of_all_questions_needs_no_word() -> None:
    for given in (BARE, ("Waiting?", "Starters?", "Strangers?")):
        found = find(*UNLABELLED, questions=given)
        assert not any(said.startswith(ASKS_MORE) for q in found for said in q.evidence)
