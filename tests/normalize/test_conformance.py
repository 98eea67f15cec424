"""Every case of twitter-text's extract.yml, one test each: the published word on what counts."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.learn.evaluate.entities import CASES, Case, is_right

FILE = Path(__file__).parents[3] / "shared" / CASES


def cases() -> list[Any]:
    if not FILE.is_file():
        reason = f"{FILE.name} of twitter-text's conformance suite is not beside the repository"
        return [pytest.param("", {}, marks=pytest.mark.skip(reason))]
    tests = yaml.safe_load(FILE.read_text(encoding="utf-8"))["tests"]
    return [
        pytest.param(group, case, id=f"{group}: {case['description']}")
        for group, held in tests.items()
        for case in held
    ]


@pytest.mark.parametrize(("group", "case"), cases())
def test_what_is_extracted_is_what_the_case_expects(group: str, case: Case) -> None:
    assert is_right(group, case)


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("mentions", ["ben"]),
        ("mentions", []),
        ("mentions_with_indices", [{"screen_name": "ana", "indices": [0, 3]}]),
        ("mentions_or_lists_with_indices", [{"screen_name": "ana", "list_slug": "/x",
                                             "indices": [0, 4]}]),
        ("replies", "ben"),
        ("hashtags_with_indices", [{"hashtag": "tea", "indices": [4, 8]}]),
        ("urls", ["https://ana.org"]),
        ("cashtags", ["TEA"]),
    ],
)  # fmt: skip
def test_a_case_that_expects_something_else_is_not_right(group: str, expected: object) -> None:
    assert not is_right(group, {"text": "@ana #tea", "expected": expected})
