"""What lies half on the disk is found out and made again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.backfill.archives import catalogued, content, write
from tests.backfill.test_stage import Posts, _words, run, years  # noqa: F401  (fixtures)


@pytest.mark.parametrize(
    "damaged",
    [
        "catalogue.duckdb",
        "work/read/*/about.json",
        "work/read/*/2019-06-06.jsonl",
        "work/cut/*/report.json",
        "work/cut/*/plan.jsonl",
        "work/cut/*/posts/2019/*.jsonl",
        "work/cut/*/sizes.json",
    ],
)
def test_whatever_a_power_cut_left_short_is_made_again(
    damaged: str,
    years: Posts,  # noqa: F811
    tmp_path: Path,
) -> None:
    archive, out = write(tmp_path / "a.jsonl", years[:24]), tmp_path / "out"
    run([archive], out)
    before, rows = content(out), catalogued(out)
    (file,) = out.glob(damaged)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    run([archive], out, "normalize.shingle=6")  # asks for the posts again
    run([archive], out)
    assert content(out, "chats", "partitions", "report.json") == before
    assert catalogued(out) == rows
