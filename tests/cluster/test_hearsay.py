"""What is told of the posts around a post: only what these turned out to say."""

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.cluster import hearsay, links, surroundings
from pipeline.cluster.outcome import Outcome
from pipeline.cluster.scene import Scene
from pipeline.records import AnswerKind
from tests.cluster.chats import Said
from tests.cluster.test_scene import Q1, Q2, look

RYE = ("mira_k", "A1 Rye, because it waits for me.")


def outcome(
    seen: Scene, chosen: Sequence[int], kinds: Sequence[AnswerKind] | None = None
) -> Outcome:
    """Return what came out of a scene, all that is not told otherwise being answers."""
    beliefs = np.full((len(seen.posts), len(seen.questions) + 1), 1 / (len(seen.questions) + 1))
    pull = np.zeros(len(links.FEATURES) + len(links.ALONE))
    decoded = surroundings.Decoded(beliefs, beliefs, surroundings.find(seen, pull))
    return Outcome(
        seen, decoded, frozenset({"loafchat"}), np.array(chosen), kinds or ["answer"] * len(chosen)
    )


def linked(last: Said, other: int = 1, kind: AnswerKind = "answer") -> str | None:
    """Return what is told of a post under Q1 that goes on with a post, which is put elsewhere or
    is of another kind."""
    seen = look(Q1, RYE, Q2, last)
    return hearsay.phrase(
        outcome(seen, [1, other, 2, 1], ["question", kind, "question", "reply"]), 3, 1,
        "reply.linked",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("handle", "text", "named", "found"),
    [
        ("tom_x", "So does mine!", {"reply_to": "1"}, "replies to @mira_k who answers Q1"),
        ("tom_x", "This, all of it", {"quotes": "1"}, "quotes @mira_k who answers Q1"),
        ("tom_x", "This!", {"quotes": "1", "reply_to": "99"}, "quotes @mira_k who answers Q1"),
        ("tom_x", f"RT @mira_k: {RYE[1]}", {}, "repeats @mira_k who answers Q1"),
        ("tom_x", "@mira_k and for me", {}, "mentions @mira_k who answers Q1"),
        ("tom_x", "and for me", {"speaks_to": "mira_k"}, "speaks to @mira_k who answers Q1"),
        ("tom_x", "Why?!", {"quotes": "0"}, "quotes @loafchat who asks Q1"),
        ("mira_k", RYE[1], {}, "repeats another post of its author, which answers Q1"),
        ("mira_k", "Or oats", {"reply_to": "1"},
         "replies to another post of its author, which answers Q1"),
    ],
)  # fmt: skip
def test_who_goes_on_with_another_does_what_the_export_says(
    handle: str, text: str, named: dict[str, object], found: str
) -> None:
    assert linked((handle, text, named)) == found


def test_a_numbered_part_goes_on_with_the_one_before() -> None:
    seen = look(Q1, ("mira_k", "A1 1/2 Rye, because it waits."), Q2, ("mira_k", "2/2 I do not."))
    told = hearsay.phrase(outcome(seen, [1, 1, 2, 1]), 3, 1, "reply.linked")
    assert told == "goes on with another post of its author, which answers Q1"


def test_of_who_is_put_elsewhere_nothing_is_told() -> None:
    assert linked(("tom_x", "@mira_k and for me"), other=2) is None


def test_who_is_put_there_and_says_something_else_is_not_said_to_answer() -> None:
    found = linked(("tom_x", "@mira_k and for me"), kind="other")
    assert found == "mentions @mira_k, whose post is under Q1"


def just(minute: int, column: int = 1, kind: AnswerKind = "answer") -> str | None:
    late = ("mira_k", "And it keeps", {"created_at": f"2024-05-14T19:{minute:02d}:00Z"})
    seen = look(Q1, RYE, late)
    return hearsay.phrase(outcome(seen, [1, 1, column], ["question", "answer", kind]), 1, 1,
                          "author.after")  # fmt: skip


def test_an_author_answers_just_after_if_it_is_soon_and_under_that_question() -> None:
    assert just(6) == "@mira_k answers Q1 just after"
    assert just(7) is None  # six minutes
    assert just(6, column=0) is None
    assert just(6, kind="question") is None


def test_the_last_post_of_a_chat_is_not_everybodys() -> None:
    out = outcome(look(Q1, RYE, ("ines_b", "Spelt.")), [1, 1, 1])
    assert hearsay.phrase(out, 1, 1, "author.before") is None
    assert hearsay.phrase(out, 1, 1, "author.after") is None


def test_hours_later_in_a_chat_of_days_is_not_just_after() -> None:
    def at(day: int, hour: int) -> dict[str, object]:
        return {"created_at": f"2024-05-{day}T{hour:02d}:00:00Z"}

    asked = [("loafchat", f"Q{n} Why rye, {n}?", at(13 + n, 8)) for n in (1, 2, 3)]
    seen = look(*asked, (*RYE, at(16, 10)), ("mira_k", "And it keeps", at(16, 13)))
    assert seen.haste < 1
    assert hearsay.phrase(outcome(seen, [1, 2, 3, 3, 3]), 3, 3, "author.after") is None


def around(chosen: Sequence[int], message: str = "flow.near") -> str | None:
    said = [(f"fan{n}", f"Loaf number {'abcdefgh'[n]} of the evening") for n in range(8)]
    seen = look(Q1, *said, Q2)
    kinds: list[AnswerKind] = ["question", *["answer"] * 8, "question"]
    return hearsay.phrase(outcome(seen, chosen, kinds), 4, int(chosen[4]), message)


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ([1, 1, 1, 1, 1, 1, 1, 0, 0, 2], "the posts around it answer Q1"),
        ([0] * 10, "the posts around it are under no question"),
        ([1, 1, 1, 1, 1, 0, 0, 0, 2, 2], "4 of the 9 posts around it are under Q1"),
        ([1, 1, 1, 0, 1, 0, 0, 0, 0, 2], None),  # more are under none
        ([2, 0, 0, 0, 1, 0, 0, 0, 0, 2], None),
    ],
)
def test_the_posts_around_say_what_most_say_or_how_many(
    chosen: list[int], found: str | None
) -> None:
    assert around(chosen) == found
    if found and found.startswith("the"):
        assert around(chosen, "fit.alike") == found.replace("the posts around it", "posts like it")


def test_what_may_follow_a_post_is_not_called_its_replies() -> None:
    seen = look(Q1, RYE, ("tom_x", "@mira_k me too"), ("ines_b", "@mira_k and me"))
    assert hearsay.phrase(outcome(seen, [1, 1, 1, 0]), 1, 1, "reply.continued") == (
        "what seems to follow it is under Q1"
    )
    assert hearsay.phrase(outcome(seen, [1, 1, 0, 0]), 1, 1, "reply.continued") is None
    seen = look(Q1, RYE, *((f"fan{n}", "@mira_k me too") for n in range(3)))
    assert hearsay.phrase(outcome(seen, [1, 1, 1, 0, 0]), 1, 1, "reply.continued") is None
