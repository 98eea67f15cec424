"""Learning to place posts: the same weights on every run, and a run does what was learned."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.cluster import assign, kinds
from pipeline.cluster.evidence import FEATURES
from pipeline.cluster.model import AssignmentModel, Field
from pipeline.cluster.surroundings import MESSAGES
from pipeline.learn import assignment_field, assignment_sureness
from pipeline.learn.assignment import Example, hidden, simple
from pipeline.learn.assignment_field import Lesson
from pipeline.learn.assignment_sureness import Left
from tests.cluster.test_assign import TALK, look
from tests.conftest import WordEncoder

TRUTH = np.array([0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 1, 2, 3, 3, 0])


def lesson(share: float = 1.0) -> Lesson:
    seen, hosts = look(*TALK)
    return Lesson(seen, hosts, TRUTH, share)


def model(field: Field) -> AssignmentModel:
    return AssignmentModel((field, field), np.zeros((len(kinds.KINDS), 0)), np.zeros(0))


@pytest.fixture(scope="module")
def field() -> Field:
    return assignment_field.fit([lesson()])


def test_the_same_chat_gives_the_same_weights(field: Field) -> None:
    again = assignment_field.fit([lesson()])
    assert all(np.array_equal(held, vars(again)[name]) for name, held in vars(field).items())


def test_a_run_believes_what_was_learned(field: Field) -> None:
    import torch

    held = lesson()
    decoded = assign.decode(held.scene, model(field), held.hosts)
    assert (decoded.beliefs.argmax(axis=1) == TRUTH).mean() > 0.9
    own = tuple(torch.tensor(field.weights))
    rounds = assignment_field.Tensors.of(torch, held).rounds(
        torch, own, torch.tensor(field.pull), torch.tensor(field.heard)
    )
    assert np.allclose(rounds[-1].exp().numpy(), decoded.beliefs, atol=1e-9)


def test_evidence_that_is_left_out_weighs_nothing() -> None:
    found = assignment_field.fit([lesson()], ["label", "author"])
    for names, weights in ((FEATURES, found.weights.T), (MESSAGES, found.heard)):
        for name, weight in zip(names, weights, strict=True):
            assert name.split(".")[0] not in ("label", "author") or not weight.any()
    assert found.weights.any() and found.heard.any()


def test_a_place_that_is_not_known_teaches_nothing() -> None:
    held = lesson()
    unknown = replace(held, columns=np.full(len(TALK), -1))
    assert not assignment_field.fit([unknown]).weights.any()


half_right = np.array([0, 1] * 20)


def left(name: str, columns: np.ndarray, habit: float) -> Left:
    """A chat that is always nine parts in ten sure of its first question."""
    chosen = np.ones(40, dtype=int)
    return Left(name, np.tile([0.1, 0.9], (40, 1)), chosen, columns, np.full(40, habit))


def test_beliefs_that_promise_too_much_are_toned_down() -> None:
    chats = [left(name, half_right, 0.0) for name in ("rye", "oats")]
    found = assignment_sureness.learn(chats)
    assert found.sharpness[0] < 0.5
    assert found.gap < found.raw_gap
    assert found.raw_gap == pytest.approx(0.4)


def test_each_kind_of_chat_has_its_own_power() -> None:
    chats = [left("rye", half_right, 0.0), left("oats", np.r_[[0] * 4, [1] * 36], 1.0)]
    none, all_do = assignment_sureness.sharpness(chats)
    assert none < 0.5 < 0.9 < all_do


def test_a_chat_is_toned_down_by_what_the_others_taught() -> None:
    chats = [left("rye", half_right, 0.0), left("oats", np.ones(40, dtype=int), 0.0)]
    powers = assignment_sureness.crosswise(chats)
    assert powers["oats"][0] < 0.5 < 1.5 < powers["rye"][0]


def test_copies_hide_ever_more_of_the_same_labels() -> None:
    seen, hosts = look(*TALK)
    encoder = WordEncoder()
    asked = encoder.encode([question.text for question in seen.questions])
    guests: frozenset[str] = frozenset()
    whole = Example("loafchat", seen, hosts, guests, asked, TRUTH, np.zeros(len(TALK), dtype=int))
    kept = [
        {p.id for p in hidden(whole, rate).scene.posts if p.label and p.label.kind == "A"}
        for rate in (0.0, 0.5, 0.9, 1.0)
    ]
    assert kept[0] > kept[1] >= kept[2] >= kept[3] == set()
    asking = [p.id for p in hidden(whole).scene.posts if p.label and p.label.kind == "Q"]
    assert len(asking) == 3  # questions keep theirs


def test_the_simple_rule_takes_the_label_or_else_what_is_open() -> None:
    seen, _ = look(*TALK)
    placed = simple(seen)
    assert placed == [None, None, 1, 1, 1, 1, 1, 2, 2, 2, 1, 2, 3, 3, 3]
