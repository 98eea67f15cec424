"""The questions of fifty written chats, however their hosts post them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.cluster import questions
from pipeline.normalize import stage
from pipeline.records import Chat, Post
from pipeline.settings import NormalizeSettings

FOLDER = Path(__file__).parent.parent.parent / "corpora" / "written"
CHATS = sorted(FOLDER.glob("*.jsonl"))


@pytest.mark.parametrize(
    ("mark", "least"),
    [("Q{}: ".format, 50), ("Question {}. ".format, 49), ("{}) ".format, 48), (lambda _: "", 40)],
    ids=["numbered", "in full", "like a list", "not at all"],
)
def test_nearly_all_hosts_are_understood(mark: Callable[[int], str], least: int) -> None:
    assert len(CHATS) == 50
    assert sum(_is_understood(path, mark) for path in CHATS) >= least


def _is_understood(path: Path, mark: Callable[[int], str]) -> bool:
    said = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    asked = {one["id"] for one in said if one["kind"] == "question"}
    posts = [
        Post(
            id=one["id"],
            handle=one["handle"],
            text=(mark(one["question"]) if one["id"] in asked else "") + one["text"],
            created_at=f"2026-01-05T20:{place // 2:02d}:{place % 2 * 30:02d}Z",
        )
        for place, one in enumerate(said)
    ]
    found = questions.find(*stage.run(posts, Chat(chat="written"), NormalizeSettings()))
    return {question.post_id for question in found} == asked
