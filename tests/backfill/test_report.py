"""What the summaries of an archive's runs add up to."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.backfill import report


def test_the_reasons_of_all_chats_are_added_those_of_most_posts_first(tmp_path: Path) -> None:
    may = {"fates": {"picked": 2, "set aside": 4}, "picks": 2, "lines": 9,
           "set_aside": {"duplicate": 1, "repost": 3}}  # fmt: skip
    june = {"fates": {"set aside": 5, "placed": 1}, "picks": 0, "lines": 3,
            "set_aside": {"empty": 1, "repost": 2, "greeting": 2}}  # fmt: skip
    for name, summary in (("may", may), ("june", june)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "summary.json").write_text(json.dumps(summary))
    summed = report._summed([tmp_path / "may", tmp_path / "june"])
    assert summed["fates"] == {"picked": 2, "set aside": 9, "placed": 1}
    assert list(summed["set_aside"].items()) == [
        ("repost", 5),
        ("greeting", 2),
        ("duplicate", 1),  # as many: by name
        ("empty", 1),
    ]
    assert (summed["picks"], summed["lines"]) == (2, 12)
