"""What each format tells of a post beside its words: who, when, where, counts, what it answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.readers.conftest import Load, by_id

TOLD = Path(__file__).with_name("facts.jsonl").read_text(encoding="utf-8").splitlines()
FACTS = (
    "id", "handle", "name", "created_at", "url", "reply_to", "quotes", "repost_of", "likes",
    "reposts", "replies", "lang", "is_private",
)  # fmt: skip


@pytest.mark.parametrize("told", map(json.loads, TOLD), ids=lambda told: told["export"])
def test_all_that_an_export_tells_of_a_post_is_read(told: dict[str, Any], fixture: Load) -> None:
    post = by_id(fixture(told.pop("export")))[told["id"]]
    read = {name: getattr(post, name) for name in FACTS}
    assert {name: value for name, value in read.items() if value not in (None, "")} == {
        "is_private": False,
        **told,
    }
