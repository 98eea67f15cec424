"""The benchmark whose figures docs/backfill.md prints still runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks import backfill
from tests.backfill import archives


def test_the_benchmark_says_how_many_chats_it_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    years = [post for year in (2018, 2019) for post in archives.chat(f"{year}-06-06T17:00:00Z")]

    def write(_: Path, file: Path, **__: Any) -> int:
        archives.write(file, years)
        return len(years)

    monkeypatch.setattr(backfill, "write", write)
    backfill._cut(tmp_path, len(years), tmp_path)
    told = capsys.readouterr().out
    assert told.startswith("reading and cutting 90 posts: ")
    assert ", 2 chats, disk " in told
