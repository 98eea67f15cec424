"""What tests of the review share: a small run, and the desk on which editors decide about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.review.desk import Desk
from pipeline.runs import Run
from pipeline.settings import Settings
from tests.review import runs


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a run of its own."""
    return runs.make(tmp_path / "repair")


@pytest.fixture
def desk(run: Run) -> Desk:
    """Return the desk over that run."""
    return Desk(run.folder, Settings())
