"""Figures of themes: do answers that make the same point lie together, and is none left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.cluster import group, points
from pipeline.learn import baselines, keypoints
from pipeline.learn.evaluate import bootstrap
from pipeline.learn.evaluate.figure import Figure, Rival, figure
from pipeline.learn.evaluate.material import Material
from pipeline.learn.keypoints import Debate, Grouping

FAMILY = "themes"
DATA = "KPA-2021, development topics"
NOTE = (
    "one value per topic and side; the threshold was looked at twice here and moved once; simpler "
    "ways at their best distance on the training topics"
)
DENSITY = "HDBSCAN"
# Source: ../shared/evidence/METHODS.md section 0, the table of left-out topics
GRAPH = Rival(
    name="kNN graph and Louvain on a learned linear head",
    value=0.241,
    source="measured on left-out training topics before this project",
)


def measure(material: Material) -> list[Figure]:
    """Return how well themes agree with the crowd's key points, beside simpler ways."""
    dev, train = material.debates("dev"), material.debates("train")
    material.say("grouping arguments into themes")
    ours = [_ours(debate, material) for debate in dev]
    others = _others(dev, train, material)
    topics = [debate.topic for debate in dev]
    texts = sum(len(debate.single) for debate in dev)
    found = []
    for name, field, better in (
        ("ARI", "ari", "higher"),
        ("B-cubed F", "b_cubed", "higher"),
        ("left out", "left_out", "lower"),
    ):
        found.append(
            figure(
                FAMILY, name, DATA, bootstrap.of_field(ours, field, topics),
                sample=texts, of="arguments", unit="topics", better="higher" if better == "higher"
                else "lower", note=NOTE, rivals=(GRAPH,) if field == "ari" else (),
                baselines={their: bootstrap.of_field(rows, field, topics)
                           for their, rows in others.items()},
            )
        )  # fmt: skip
    return found


def _ours(debate: Debate, material: Material) -> Grouping:
    texts = [debate.texts[row] for row in debate.single]
    distance = material.settings.cluster.theme_distance
    labels = group(texts, debate.topic, distance=distance, encoder=material.encoder)
    return keypoints.grouping([debate], [labels])


def _others(
    dev: Sequence[Debate], train: Sequence[Debate], material: Material
) -> Mapping[str, list[Grouping]]:
    base, learned = material.encoder, points.beside(material.encoder)
    found = {}
    for name, likeness in {
        "cosine": baselines.plain(base),
        "TF-IDF": baselines.words(),
        "question projected out": baselines.projected(base),
    }.items():
        material.say(f"grouping arguments by {name}")
        distance = baselines.best_distance(train, likeness)
        found[name] = [baselines.grouped([debate], likeness, distance) for debate in dev]
    found[DENSITY] = [baselines.by_density([d], baselines.plain(base)) for d in dev]
    found[f"{DENSITY} on our vectors"] = [
        baselines.by_density([d], baselines.ours(learned)) for d in dev
    ]
    return found
