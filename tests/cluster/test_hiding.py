"""Labels hidden in thought: how far the evidence of a chat tells its answers from chatter."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.cluster import assign, evidence, hiding, kinds
from pipeline.cluster.evidence import COLUMN, FEATURES
from pipeline.cluster.hiding import Hiding
from pipeline.cluster.links import ALONE
from pipeline.cluster.links import FEATURES as LINKS
from pipeline.cluster.model import AssignmentModel, Field
from pipeline.cluster.surroundings import MESSAGES
from tests.cluster.test_assign import TALK, look

LABELLED = [3, 4, 8, 9, 13]


def gloomy(**weights: float) -> AssignmentModel:
    """A model to which next to everything without a label is chatter."""
    known = {"label": 9.0, "clock.open": 1.0, "none.unlabelled": 4.0}
    row = np.zeros(len(FEATURES))
    for name, weight in {**known, **weights}.items():
        row[COLUMN[name]] = weight
    field = Field(
        np.stack([row, row, 0 * row]),
        np.zeros((len(MESSAGES), 2)),
        np.zeros(len(LINKS) + len(ALONE)),
    )
    marks = np.zeros((len(kinds.KINDS), len(kinds.FEATURES)))
    return AssignmentModel((field, field), marks, np.zeros(len(kinds.KINDS)))


def hidden(weights: np.ndarray) -> tuple[Hiding, np.ndarray]:
    seen, hosts = look(*TALK)
    part = range(len(TALK))
    values = evidence.tensor(seen, hosts, part)
    rows, change = evidence.without_labels(seen, values, part)
    return Hiding(rows, change @ weights.T), values @ weights.T


def test_only_labelled_answers_have_their_labels_hidden() -> None:
    found, _ = hidden(np.zeros((3, len(FEATURES))))
    assert found.rows.tolist() == LABELLED  # neither the questions nor the repost of an answer


def test_hidden_evidence_is_that_of_the_same_post_without_its_label() -> None:
    seen, hosts = look(*TALK)
    part = range(len(TALK))
    values = evidence.tensor(seen, hosts, part)
    rows, change = evidence.without_labels(seen, values, part)
    for row, changed in zip(rows, change, strict=True):
        posts = list(seen.posts)
        posts[row] = posts[row].model_copy(update={"label": None})
        alone = evidence.tensor(replace(seen, posts=tuple(posts)), hosts, part)[row]
        alone[:, COLUMN["label.named"]] = 0  # "A1 ..." names a question, if not as a label
        assert np.allclose(values[row] + changed, alone)


def test_a_chat_that_hides_its_answers_among_chatter_has_none_held_back() -> None:
    seen, hosts = look(*TALK)
    model = gloomy()
    found, scores = hidden(model.fields[1].weights)
    shift = found.excess(seen, scores[..., 0], 0)
    assert shift > 1
    held = scores[found.rows][..., 0] + found.change[..., 0]
    held[:, 0] -= shift
    lost = assign.softmax(held)[:, 0].mean()
    assert lost == pytest.approx(hiding.LOST, abs=1e-4)
    placed = assign.answers(seen, model, hosts, frozenset())
    assert [placed[n].question for n in (5, 11)] == [1, 2]  # they carry no label


def test_where_answers_are_found_without_labels_nothing_is_held_back() -> None:
    seen, _ = look(*TALK)
    weights = gloomy(**{"clock.open": 6.0}).fields[1].weights
    found, scores = hidden(weights)
    assert found.excess(seen, scores[..., 0], 0) == 0.0


def test_two_labelled_answers_tell_nothing_about_a_chat() -> None:
    seen, _ = look(*TALK)
    found, scores = hidden(gloomy().fields[1].weights)
    few = Hiding(found.rows[:2], found.change[:2])
    assert few.excess(seen, scores[..., 0], 0) == 0.0
