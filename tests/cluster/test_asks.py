"""What posts ask, in what words."""

import pytest

from tests.cluster.chats import find

Q1 = ("loafchat", "Q1 What does waiting do for your bread? #LoafChat")
Q2 = ("loafchat", "Q2: How do you keep a starter alive? #LoafChat")
TEXT = "Which loaf would you bake for a stranger?"
Q3 = ("loafchat", f"Last one! Q3) {TEXT} #LoafChat")


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("*Q3: Which loaf would you bake for a stranger?*", TEXT),  # Slack
        ("**Q3: Which loaf would you bake for a stranger?**", TEXT),  # Discord
        ("***Q3) Which loaf would you bake for a stranger?***", TEXT),
        ("_Q3. Which loaf would you bake for a stranger?_", TEXT),
        ("Last one!\n*Q3: Which loaf would you bake for a stranger?*", TEXT),
        ("*Q3:* Which loaf would you bake for a stranger?", TEXT),
        ("*Q3: Who taught you?* (take your time)", "Who taught you? (take your time)"),
        ("Q3: Which loaf is *yours*, and why?", "Which loaf is *yours*, and why?"),
        ("*Q3:* Which loaf is *yours*, and why?", "Which loaf is *yours*, and why?"),
        ("*Q3: Who are you_ to @ana_?*", "Who are you_ to @ana_?"),
        ("*Q3: Which loaf, at 2 * 3 weeks?*", "Which loaf, at 2 * 3 weeks?"),
        ("@ana_ Q3: Which loaf did you bake as a child_?", "Which loaf did you bake as a child_?"),
    ],
)
def test_what_makes_a_question_bold_is_not_in_its_words(said: str, text: str) -> None:
    found = find(Q1, Q2, ("loafchat", said), ("mira_k", "A3 Rye"))
    assert [q.text for q in found][2:] == [text]


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        ("Q2 and last. finish the sentence: i'll stop baking when...", True),
        ("Q2: Fill in the blank … my starter is called ___", True),
        ("Q2: I finish my loaves in the pan", False),
    ],
)
def test_what_others_are_to_finish_tells_nothing_of_who_asks(said: str, asks: bool) -> None:
    first = [("ana_h", "Q1: Which loaf was yours?"), ("mira_k", "A1: Rye"), ("tom_x", "A1: Oats")]
    answers = [(who, "A2: when the flour is gone") for who in ("mira_k", "tom_x", "ines_b")]
    found = find(*first, ("bo_r", said), *answers)
    assert [q.post_id for q in found] == ["0", "3" if asks else None]
