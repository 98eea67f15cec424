"""Every case of twitter-text's extract.yml, one test each: the published word on what counts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.normalize.entities import extract, handle, reply_to
from pipeline.records import Entity

CASES = (
    Path(__file__).parents[3] / "shared/formats/twitter_text_conformance/conformance/extract.yml"
)
Case = dict[str, Any]


def cases(*groups: str) -> Any:
    if not CASES.is_file():
        reason = f"{CASES.name} of twitter-text's conformance suite is not beside the repository"
        return pytest.mark.parametrize("case", [pytest.param({}, marks=pytest.mark.skip(reason))])
    tests = yaml.safe_load(CASES.read_text(encoding="utf-8"))["tests"]
    return pytest.mark.parametrize(
        "case",
        [
            pytest.param(case, id=f"{group}: {case['description']}")
            for group in groups
            for case in tests[group]
        ],
    )


def found(case: Case, kind: str) -> list[Entity]:
    return [entity for entity in extract(case["text"]) if entity.kind == kind]


def with_indices(case: Case, kind: str, name: Callable[[Entity], object]) -> list[object]:
    return [(name(entity), [entity.start, entity.end]) for entity in found(case, kind)]


@cases("mentions")
def test_mentions(case: Case) -> None:
    assert [handle(mention) for mention in found(case, "mention")] == case["expected"]


@cases("mentions_with_indices")
def test_mentions_with_indices(case: Case) -> None:
    expected = [(row["screen_name"], row["indices"]) for row in case["expected"]]
    assert with_indices(case, "mention", handle) == expected


@cases("mentions_or_lists_with_indices")
def test_mentions_or_lists_with_indices(case: Case) -> None:
    expected = [(row["screen_name"] + row["list_slug"], row["indices"]) for row in case["expected"]]
    assert with_indices(case, "mention", unmarked) == expected


@cases("replies")
def test_replies(case: Case) -> None:
    assert reply_to(case["text"]) == case["expected"]


@cases("urls", "tco_urls_with_params")
def test_urls(case: Case) -> None:
    assert [url.text for url in found(case, "url")] == case["expected"]


@cases("urls_with_indices", "urls_with_directional_markers")
def test_urls_with_indices(case: Case) -> None:
    expected = [(row["url"], row["indices"]) for row in case["expected"]]
    assert with_indices(case, "url", lambda entity: entity.text) == expected


@cases("hashtags", "hashtags_from_astral")
def test_hashtags(case: Case) -> None:
    assert [unmarked(tag) for tag in found(case, "hashtag")] == case["expected"]


@cases("hashtags_with_indices")
def test_hashtags_with_indices(case: Case) -> None:
    expected = [(row["hashtag"], row["indices"]) for row in case["expected"]]
    assert with_indices(case, "hashtag", unmarked) == expected


@cases("cashtags")
def test_cashtags(case: Case) -> None:
    assert [unmarked(tag) for tag in found(case, "cashtag")] == case["expected"]


@cases("cashtags_with_indices")
def test_cashtags_with_indices(case: Case) -> None:
    expected = [(row["cashtag"], row["indices"]) for row in case["expected"]]
    assert with_indices(case, "cashtag", unmarked) == expected


def unmarked(entity: Entity) -> str:
    return entity.text[1:]
