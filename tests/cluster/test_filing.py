"""Chats that are held in threads below their questions."""

import numpy as np
import pytest

from pipeline.cluster import assign, filing, model, people, questions, scene
from pipeline.records import Answer, Post, Question
from tests.cluster.chats import Said, chat
from tests.conftest import WordEncoder

ASKED = (
    "What does waiting do for your bread?",
    "How do you keep a starter alive?",
    "Which loaf would you bake for a stranger?",
)
SAID = ("Patience, mostly", "Ask my nan", "I never counted", "Rye, always rye")
PEOPLE = ("mira_k", "tom_x", "ines_b", "uma_r")
ALOUD: Said = ("olu_r", "Is this the channel for bread?")


def threads(mark: str, *more: Said) -> list[Said]:
    """Return a chat whose questions all stand at its beginning; answers lie in their threads."""
    said: list[Said] = [("ola_p", "Welcome to our round, please answer below"), ALOUD]
    said += [("ola_p", mark.format(n) + text) for n, text in enumerate(ASKED, 1)]
    for number in range(1, 4):
        below = {"reply_to": str(1 + number)}
        said += [(who, f"{text} {number}", below) for who, text in zip(PEOPLE, SAID, strict=True)]
    return [*said, *more]


def look(said: list[Said]) -> tuple[list[Question], list[Answer]]:
    posts, about = chat(*said)
    found = questions.find(posts, about)
    encoder = WordEncoder()
    meanings = encoder.encode([post.said for post in posts])
    seen = scene.build(posts, found, meanings, encoder.encode([q.text for q in found]))
    hosts = frozenset(people.find_hosts(posts, found, about))
    return found, assign.answers(seen, model.load(), hosts, frozenset())


@pytest.mark.parametrize("mark", ["", "Q{}: "], ids=["no numbers", "numbers"])
def test_where_threads_are_the_form_a_post_answers_the_question_above_it(mark: str) -> None:
    found, answers = look(threads(mark))
    assert [(q.number, q.text) for q in found] == list(enumerate(ASKED, 1))
    assert [a.question for a in answers[5:]] == [1] * 4 + [2] * 4 + [3] * 4
    assert {a.kind for a in answers[5:]} == {"answer"}
    assert answers[5].evidence == ("it stands in the thread of Q1",)


def test_who_replies_in_a_thread_is_under_its_question() -> None:
    more: list[Said] = [("tom_x", "How long, though?", {"reply_to": "5"})]
    more += [("ines_b", "Two days", {"reply_to": "17"})]
    _, answers = look(threads("Q{}: ", *more))
    assert [a.question for a in answers[17:]] == [1, 1]


def test_a_label_outweighs_the_thread() -> None:
    _, answers = look(threads("Q{}: ", ("uma_r", "A3: Oats for strangers", {"reply_to": "5"})))
    assert answers[-1].question == 3


def test_people_who_answer_everything_below_one_question_do_not_make_threads_the_form() -> None:
    said: list[Said] = []
    for number, text in enumerate(ASKED, 1):
        said.append(("ola_p", f"Q{number}: {text}"))
        said += [
            (who, f"A{number}: {text}", {"reply_to": "0"})
            for who, text in zip(PEOPLE, SAID, strict=True)
        ]
    said.append(("olu_r", "Spelt for all strangers", {"reply_to": "0"}))
    _, answers = look(said)
    assert "thread" not in " ".join(answers[-1].evidence)


def test_a_host_whose_posts_some_reply_to_amid_other_talk_does_not_hold_threads() -> None:
    talk = [(f"guest_{n}", f"Crumb report {n} from my kitchen") for n in range(40)]
    posts, about = chat(*threads("", *talk))
    assert questions.find(posts, about) == []


def test_a_long_chain_of_replies_is_walked_once() -> None:
    """It takes minutes where each reply walks up to the first one."""
    first = Post(id="0", handle="ola_p", text="Is this the channel for bread?")
    below = [
        Post(id=str(n), handle=f"fan{n % 7}", text="It is", reply_to=str(n - 1))
        for n in range(1, 30_000)
    ]
    place = {post.id: index for index, post in enumerate((first, *below))}
    found = filing.under((first, *below), [], np.full(30_000, -1), place)
    assert set(found.tolist()) == {-1}


def test_what_asks_a_question_is_under_it_though_it_has_no_label() -> None:
    said: list[Said] = []
    for number, text in enumerate(ASKED, 1):
        said += [("loafchat", f"Topic {number}: {text} https://loaf.example/{number}")]
        said += [(who, f"A{number} {what}") for who, what in zip(PEOPLE, SAID, strict=True)]
    found, answers = look([*said, ("loafchat", "Again, Topic 3: Which loaf would you bake?")])
    placed = {answer.post_id: answer for answer in answers}
    asking = [placed[question.post_id or ""] for question in found]
    assert [(a.question, a.confidence) for a in asking] == [(1, 1.0), (2, 1.0), (3, 1.0)]
    assert asking[2].evidence == ("asks Q3",)
