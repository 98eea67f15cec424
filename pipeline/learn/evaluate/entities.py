"""Figures of entities: the published cases for mentions, tags, links and cashtags."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

from pipeline.errors import no_corpus
from pipeline.learn.evaluate import bootstrap
from pipeline.learn.evaluate.figure import Figure, figure
from pipeline.learn.evaluate.material import Material
from pipeline.normalize.entities import extract, handle, reply_to
from pipeline.records import Entity

FAMILY = "entities"
CASES = "formats/twitter_text_conformance/conformance/extract.yml"
Case = dict[str, Any]


def measure(material: Material) -> list[Figure]:
    """Return the share of twitter-text's cases for extraction that are right.

    Raises: InputError when the cases are not there.
    """
    file = material.corpora / CASES
    if not file.is_file():
        raise no_corpus(file, "twitter_text_conformance")
    groups = yaml.safe_load(file.read_text(encoding="utf-8"))["tests"]
    cases = [(group, case) for group, held in groups.items() for case in held]
    right = [is_right(group, case) for group, case in cases]
    return [
        figure(
            FAMILY, "cases right", "twitter-text's extract.yml", bootstrap.counted(right),
            sample=len(cases), of="cases", unit="cases",
        )
    ]  # fmt: skip


def is_right(group: str, case: Case) -> bool:
    """Return whether what is extracted is what a case of a group expects."""
    found = extract(case["text"])
    if group == "replies":
        return bool(reply_to(case["text"]) == case["expected"])
    kind, name, field = _READ[group.split("_")[0]]
    inside = [entity for entity in found if entity.kind == kind]
    if not isinstance(next(iter(case["expected"]), None), dict):
        return bool([name(entity) for entity in inside] == case["expected"])
    wanted = [
        (row[field] + row.get("list_slug", "") if group != "mentions" else row[field],
         row["indices"])
        for row in case["expected"]
    ]  # fmt: skip
    whole = unmarked if "lists" in group else name
    return [(whole(entity), [entity.start, entity.end]) for entity in inside] == wanted


def unmarked(entity: Entity) -> str:
    """Return an entity's text without its mark."""
    return entity.text[1:]


_READ: dict[str, tuple[str, Callable[[Entity], str], str]] = {
    "mentions": ("mention", handle, "screen_name"),
    "urls": ("url", lambda entity: entity.text, "url"),
    "tco": ("url", lambda entity: entity.text, "url"),
    "hashtags": ("hashtag", unmarked, "hashtag"),
    "cashtags": ("cashtag", unmarked, "cashtag"),
}
