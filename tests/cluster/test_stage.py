"""The stage: posts in; questions, places, people and themes out, that belong to each other."""

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.cluster import assign, people, questions, stage
from pipeline.cluster.model import AssignmentModel
from pipeline.cluster.scene import Scene
from pipeline.records import Answer, Question
from pipeline.settings import ClusterSettings
from tests.cluster.chats import Said, chat
from tests.cluster.test_assign import TALK, answers
from tests.conftest import WordEncoder


def run(*said: Said, **known: object) -> stage.Clustering:
    posts, about = chat(*said, **known)
    return stage.run(posts, about, ClusterSettings(), WordEncoder())


def test_what_is_found_belongs_together() -> None:
    made = run(*TALK)
    numbers = {question.number for question in made.questions}
    placed = {answer.post_id: answer for answer in made.answers}
    assert numbers == {1, 2, 3}
    assert {answer.question for answer in made.answers} <= {*numbers, None}
    assert sum(person.posts for person in made.people) == len(TALK)
    for theme in made.themes:
        members = [placed[post_id] for post_id in theme.post_ids]
        assert theme.medoid in theme.post_ids
        assert {answer.question for answer in members if answer.kind == "answer"} == {
            theme.question
        }


def test_posts_are_placed_with_those_who_ask_as_hosts() -> None:
    assert run(*TALK).answers == answers(*TALK)


class Vast(WordEncoder):
    """An encoder to which even nothing means something."""

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        return super().encode([f"{text} all" for text in texts])


def test_a_question_without_a_text_means_nothing() -> None:
    asked = [Question(number=1, text=""), Question(number=2, text="Why rye?")]
    _, rows = stage.vectors([], asked, Vast())
    assert rows.any(axis=1).tolist() == [False, True]


def test_every_answer_is_in_one_theme_and_a_repost_lends_it_a_voice() -> None:
    made = run(*TALK)
    themed = [post_id for theme in made.themes for post_id in theme.post_ids]
    assert sorted(themed) == sorted(set(themed))
    assert {a.post_id for a in made.answers if a.kind == "answer"} <= set(themed)
    [theme] = [theme for theme in made.themes if "3" in theme.post_ids]
    assert "10" in theme.post_ids  # the repost of it


def test_roles_come_from_the_questions_and_from_chat_toml() -> None:
    roles = {person.handle: person.role for person in run(*TALK, guest=("ines_b",)).people}
    assert (roles["loafchat"], roles["ines_b"], roles["tom_x"]) == ("host", "guest", "community")


ANNOUNCED = (
    ("loafchat", "Thursday on #LoafChat: our guest is @ines_b"),
    ("loafchat", "Our guest next week: @away_b, who bakes on boats"),
    ("away_b", "Counting the days"), ("away_b", "Baking"), ("away_b", "Packed!"),
    ("baker_news", "Hosts on Thursday: @away_b and @baker_news. Welcome to #LoafChat"),
    ("baker_news", "Get ready, first question at eight"), ("baker_news", "Join us at eight"),
)  # fmt: skip


def test_posts_are_placed_with_the_roles_that_announcements_of_days_before_tell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    posts, about = chat(*ANNOUNCED, *TALK, ("ines_b", "More of it"), ("ines_b", "And more"))
    early = range(len(ANNOUNCED))
    posts = [
        post.model_copy(update={"set_aside": "not in the chat's time"} if at in early else {})
        for at, post in enumerate(posts)
    ]
    used = []
    placed = assign.answers

    def watched(seen: Scene, learned: AssignmentModel, *roles: frozenset[str]) -> list[Answer]:
        used.append(roles)
        return placed(seen, learned, *roles)

    monkeypatch.setattr(assign, "answers", watched)
    made = stage.run(posts, about, ClusterSettings(), WordEncoder())
    told = {person.handle: person.role for person in made.people if person.role != "community"}
    assert told == {"loafchat": "host", "ines_b": "guest"}  # the others are not there that night
    assert used == [(frozenset({"loafchat"}), frozenset({"ines_b"}))]


def test_another_chat_gives_no_roles() -> None:
    posts, about = chat(*TALK, *(("tom_x", f"Welcome to hour {n} of #cactus") for n in range(3)))
    others = [
        post.model_copy(update={"set_aside": "another chat"} if "#cactus" in post.text else {})
        for post in posts
    ]
    for given, hosts in ((posts, {"loafchat", "tom_x"}), (others, {"loafchat"})):
        assert people.find(given, questions.find(posts, about), about).hosts.keys() == hosts


def test_in_whatever_case_handles_are_written_they_are_the_same_people() -> None:
    """Archives write @LoafChat as its owner does, as somebody typed it, or all small."""
    spelled = (str.upper, str.title, str.lower)
    mixed = [
        (spelled[n % 3](who), text, *more) for n, (who, text, *more) in enumerate(TALK)
    ]  # fmt: skip
    usual, other = run(*TALK, guest=("ines_b",)), run(*mixed, guest=("Ines_B",))

    def without_handles(made: stage.Clustering) -> tuple[object, ...]:
        asked = [(q.number, q.text, q.post_id, q.also_asked) for q in made.questions]
        placed = [(a.question, a.kind, a.confidence, a.reason) for a in made.answers]
        people = [(p.handle.casefold(), p.role, p.posts, p.answers) for p in made.people]
        return asked, placed, sorted(people), made.themes

    assert without_handles(other) == without_handles(usual)


@pytest.mark.parametrize("said", [[], [("tom_x", "🥖")], [("tom_x", "RT @mira_k: A1 Rye.")]])
def test_a_chat_of_nearly_nothing_goes_through(said: list[Said]) -> None:
    made = run(*said)
    assert len(made.answers) == len(said)
    assert made.themes == []


def test_another_chat_in_the_same_export_weighs_in_nothing() -> None:
    talk = [
        *TALK,
        *((f"b{n}", f"A1 Loaf number {n} took {n} hours, and was worth it") for n in range(30)),
    ]
    weeks_before = "2024-04-02T19:{:02d}:00Z"
    strays = [
        (f"grower{n}", f"A9 My cactus has {n} thorns, and no loaf ever had #cactushour",
         {"id": f"s{n}", "created_at": weeks_before.format(n)})
        for n in range(8)
    ]  # fmt: skip
    alone = run(*talk, hashtag="#LoafChat")
    both = run(*talk, *strays, hashtag="#LoafChat")
    assert (both.questions, both.themes) == (alone.questions, alone.themes)
    own = [answer for answer in both.answers if not answer.post_id.startswith("s")]
    assert own == alone.answers
    others = [answer for answer in both.answers if answer.post_id.startswith("s")]
    told = {(answer.question, answer.kind, answer.answer_chance) for answer in others}
    assert told == {(None, "other", 0.0)}
    assert len(both.people) == len(alone.people) + len(strays)  # nobody vanishes
