"""Figures of themes: do answers that make the same point lie together, and is none left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.cluster import group, points
from pipeline.learn import baselines, chat_points, graded, keypoints
from pipeline.learn.evaluate import bootstrap
from pipeline.learn.evaluate.figure import Figure, Rival, figure
from pipeline.learn.evaluate.material import Material
from pipeline.learn.keypoints import Debate, Grouping

FAMILY = "themes"
DATA = "KPA-2021, development topics"
NOTE = (
    "one value per topic and side; the threshold was looked at three times here and moved twice; "
    "simpler ways at their best distance on the training topics"
)
CHATS = (
    "answers of five real chats as a reader sorts them",
    "the same as another reader sorts them",
)
CHAT_NOTE = (
    "one value per question of six answers or more; the two readers agree by ARI .52 and B-cubed "
    ".74; simpler ways at their best distance on written chats, from which the head learned"
)
FIELDS: tuple[tuple[str, str, Literal["higher", "lower"]], ...] = (
    ("ARI", "ari", "higher"),
    ("B-cubed F", "b_cubed", "higher"),
    ("left out", "left_out", "lower"),
)
DENSITY = "HDBSCAN"
# Source: ../shared/evidence/METHODS.md section 0, the table of left-out topics
GRAPH = Rival(
    name="kNN graph and Louvain on a learned linear head",
    value=0.241,
    source="measured on left-out training topics before this project",
)


def measure(material: Material) -> list[Figure]:
    """Return how well themes agree with the crowd's key points, and with readers of real chats,
    beside simpler ways."""
    dev, train = material.debates("dev"), material.debates("train")
    material.say("grouping arguments into themes")
    found = _figures(
        _Sample(DATA, "arguments", "topics", NOTE, dev, [debate.topic for debate in dev]),
        _others(dev, _distances(train, material), material), material,
    )  # fmt: skip
    material.say("grouping answers of chats into themes")
    lessons = [one for chat in chat_points.lessons(whole=True).values() for one in chat]
    distances = _distances(lessons, material)
    real = [material.graded[name] for name in graded.CHATS]
    for data, reader in zip(CHATS, chat_points.READERS, strict=True):
        asked = chat_points.of_chats(reader, real, whole=True)
        answers = [one for debates in asked.values() for one in debates]
        names = [name for name, debates in asked.items() for _ in debates]
        sample = _Sample(data, "answers", "chats", CHAT_NOTE, answers, names)
        found += _figures(sample, _others(answers, distances, material), material)
    return found


@dataclass(frozen=True)
class _Sample:
    """Debates that are measured on, with the unit that each belongs to, and what they are."""

    data: str
    of: str
    unit: str
    note: str
    debates: Sequence[Debate]
    units: Sequence[str]


def _figures(
    sample: _Sample, others: Mapping[str, list[Grouping]], material: Material
) -> list[Figure]:
    ours = [_ours(debate, material) for debate in sample.debates]
    texts = sum(len(debate.single) for debate in sample.debates)
    found = []
    for name, field, better in FIELDS:
        has_graph = field == "ari" and sample.data == DATA
        found.append(
            figure(
                FAMILY, name, sample.data, bootstrap.of_field(ours, field, sample.units),
                sample=texts, of=sample.of, unit=sample.unit, better=better, note=sample.note,
                rivals=(GRAPH,) if has_graph else (),
                baselines={their: bootstrap.of_field(rows, field, sample.units)
                           for their, rows in others.items()},
            )
        )  # fmt: skip
    return found


def _ours(debate: Debate, material: Material) -> Grouping:
    distance = material.settings.cluster.theme_distance
    labels = group(debate.single_texts, debate.topic, distance=distance, encoder=material.encoder)
    return keypoints.grouping([debate], [labels])


def _distances(train: Sequence[Debate], material: Material) -> dict[str, float]:
    """Return the best distance of each simpler likeness on what is learned from."""
    return {
        name: baselines.best_distance(train, likeness)
        for name, likeness in baselines.simpler(material.encoder).items()
    }


def _others(
    dev: Sequence[Debate], distances: Mapping[str, float], material: Material
) -> Mapping[str, list[Grouping]]:
    base, learned = material.encoder, points.beside(material.encoder)
    found = {}
    for name, likeness in baselines.simpler(material.encoder).items():
        material.say(f"grouping arguments by {name}")
        found[name] = [baselines.grouped([debate], likeness, distances[name]) for debate in dev]
    found[DENSITY] = [baselines.by_density([d], baselines.plain(base)) for d in dev]
    found[f"{DENSITY} on our vectors"] = [
        baselines.by_density([d], baselines.ours(learned)) for d in dev
    ]
    return found
