"""Figures of key points: which argument makes which of the points that a crowd wrote."""

from __future__ import annotations

from pipeline.cluster import match
from pipeline.learn import baselines, keypoints
from pipeline.learn.evaluate import bootstrap
from pipeline.learn.evaluate.figure import Figure, Rival, figure
from pipeline.learn.evaluate.material import Material
from pipeline.learn.keypoints import Debate, Matching

FAMILY = "key points"
DATA = "KPA-2021, development topics"
NOTE = "published figures are of the test topics, which are other ones"
SOURCE = "KPA-2021 shared task, test topics"
RIVALS = {
    "strict": (
        Rival(name="BERT-base fine-tuned", value=0.804, source=SOURCE),
        Rival(name="best entry, large encoders", value=0.912, source=SOURCE),
    ),
    "relaxed": (
        Rival(name="BERT-base fine-tuned", value=0.910, source=SOURCE),
        Rival(name="best entry, large encoders", value=0.967, source=SOURCE),
    ),
}


def measure(material: Material) -> list[Figure]:
    """Return the strict and relaxed mean average precision, beside simpler likenesses."""
    dev = material.debates("dev")
    material.say("matching arguments with key points")
    ours = [_ours(debate, material) for debate in dev]
    others = {
        name: [baselines.matched([debate], likeness) for debate in dev]
        for name, likeness in baselines.simpler(material.encoder).items()
    }
    topics = [debate.topic for debate in dev]
    return [
        figure(
            FAMILY, f"{name} mAP", DATA, bootstrap.of_field(ours, name, topics),
            sample=sum(len(debate.texts) for debate in dev), of="arguments", unit="topics",
            baselines={their: bootstrap.of_field(rows, name, topics)
                       for their, rows in others.items()},
            rivals=RIVALS[name], note=NOTE,
        )
        for name in ("strict", "relaxed")
    ]  # fmt: skip


def _ours(debate: Debate, material: Material) -> Matching:
    scores = match(debate.texts, debate.points, debate.topic, encoder=material.encoder)
    return keypoints.matching([debate], [scores])
