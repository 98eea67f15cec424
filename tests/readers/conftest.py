"""What the tests of readers share: the fixtures, written for this project, and the real samples."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.chatfile import ChatFile
from pipeline.readers import Loaded, load
from pipeline.records import Post

FIXTURES = Path(__file__).parent / "fixtures"
SHARED = Path(__file__).parents[3] / "shared"

Load = Callable[..., Loaded]


@pytest.fixture
def fixture() -> Load:
    """Load a fixture by name; keywords are the keys of its chat.toml."""

    def loaded(name: str, **chat: Any) -> Loaded:
        return load([FIXTURES / name], ChatFile(**chat))

    return loaded


@pytest.fixture
def sample() -> Load:
    """Load a real sample from beside the project, or skip."""

    def loaded(name: str, **chat: Any) -> Loaded:
        path = SHARED / name
        if not path.exists():
            pytest.skip(f"the real sample {name} is not here: it lies outside the project")
        return load([path], ChatFile(**chat))

    return loaded


@pytest.fixture
def written(tmp_path: Path) -> Load:
    """Load what a test writes: text or bytes under a name."""

    def loaded(content: str | bytes, name: str = "export.jsonl", **chat: Any) -> Loaded:
        path = tmp_path / name
        data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
        path.write_bytes(data)
        return load([path], ChatFile(**chat))

    return loaded


def by_id(loaded: Loaded) -> dict[str, Post]:
    """Return the posts under their ids."""
    return {post.id: post for post in loaded.posts}
