"""Questions whose words stand in the post that they quote."""

import pytest

from pipeline.cluster import stage
from pipeline.settings import ClusterSettings
from tests.cluster.chats import Said, chat, find
from tests.conftest import WordEncoder

WISH = ("mira_k", "which flour do you hide from your family?")
NO_MARK = ("tom_x", "I'd love to hear about the loaf that people are still ashamed of")
STORY = ("ines_b", "My starter fell down the stairs and lived")
ANSWERS: list[Said] = [("olu", "A1: Spelt"), ("mira_k", "A1: Rye"), ("tom_x", "A1: Oats")]
Q2 = ("loafchat", "Q2: How do you keep a starter alive? #LoafChat")
Q3 = ("loafchat", "Q3: What do you do with stale bread? #LoafChat")
Q4 = ("loafchat", "Q4: Who taught you to fold a loaf? #LoafChat")


def quoting(said: str, post_id: str = "0") -> Said:
    return ("loafchat", said, {"quotes": post_id})


@pytest.mark.parametrize(
    ("wish", "said", "is_led"),
    [
        (WISH, "Q1, from @mira_k 👇 #LoafChat", True),
        (WISH, "Q1 and be kind, people #LoafChat", True),
        (WISH, "Q1 #LoafChat https://x.com/mira_k/status/1", True),  # as X adds it
        (NO_MARK, "Q1: Tom wants to know (and so do I): #LoafChat", True),
        (WISH, "Q1 comes from one of you, thank you @mira_k: #LoafChat", True),
        (WISH, "Q1: Which flour is it? #LoafChat", False),
        (WISH, "Q1: your best loaf, go! #LoafChat", False),
        (WISH, "Q1: Tell us, as Mira asks #LoafChat", False),
        (STORY, "Q1: a small story now, please #LoafChat", False),
        (STORY, "Q1: the loaf from childhood, in three words #LoafChat", False),
        (STORY, "Q1: a question of taste, crust or crumb #LoafChat", False),
        (NO_MARK, "Q1: comes from @tom_x, thanks #LoafChat", True),
        (("mira_k", "A9: which flour, if not rye?"), "Q1, from @mira_k 👇 #LoafChat", False),
    ],
)
def test_who_asks_by_quoting_asks_in_these_words(wish: Said, said: str, is_led: bool) -> None:
    asked = find(wish, quoting(said), *ANSWERS, Q2, Q3)[0]
    assert (asked.number, asked.post_id, asked.handle) == (1, "1", "loafchat")
    assert (asked.text == wish[1]) is is_led
    assert (f"in the words of @{wish[0]}, whom it quotes" in asked.evidence) is is_led


def test_a_chat_whose_questions_are_all_quoted_has_them() -> None:
    asks = [quoting("Q1, from @mira_k 👇"), *ANSWERS, quoting("Q2: over to Tom 👇", "wish")]
    second = ("tom_x", "what do you do with stale bread?", {"id": "wish"})
    found = find(WISH, second, *asks, ("olu", "A2: Soup"), ("ines_b", "A2: Croutons"))
    assert [(q.number, q.text) for q in found] == [(1, WISH[1]), (2, second[1])]


def test_a_number_in_passing_is_asked_by_what_is_quoted() -> None:
    q1 = ("loafchat", "Q1: How do you keep a starter alive? #LoafChat")
    later = [(who, f"A2: {flour}") for who, flour in (("olu", "Spelt"), ("ines_b", "Rye"))]
    asks = quoting("Lovely. That brings us to Q2. Mira asks the rude one 👇 #LoafChat")
    found = find(WISH, q1, *ANSWERS, asks, *later, Q3, Q4)
    assert [(q.number, q.text, q.post_id) for q in found][1:2] == [(2, WISH[1], "5")]


def test_whose_words_are_asked_answers_nothing_by_them() -> None:
    posts, about = chat(NO_MARK, quoting("Q1: Tom wants to know: #LoafChat"), *ANSWERS, Q2, Q3)
    found = stage.run(posts, about, ClusterSettings(), WordEncoder())
    assert [answer.kind for answer in found.answers][:2] == ["question", "question"]
    assert found.questions[0].text == NO_MARK[1]


def test_who_answers_a_host_by_quoting_asks_nothing() -> None:
    asks = ["First: What do you bake?", "Then: Who taught you to fold?", "Where is your mill?"]
    said: list[Said] = []
    for number, text in enumerate(asks, 1):
        said.append(("loafchat", f"{text} #LoafChat", {"id": f"ask{number}"}))
        for who in ("mira_k", "tom_x"):
            answer = f"Q{number} Rye, as {who} says, and {number} times over #LoafChat"
            said.append((who, answer, {"quotes": f"ask{number}"}))
    assert {q.handle for q in find(*said)} <= {None, "loafchat"}
