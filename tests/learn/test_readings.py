"""Further readings of the graded chats, as the project carries them."""

import json

import pytest

from pipeline.errors import InputError
from pipeline.learn import carried, graded, readings


def test_every_post_that_is_learned_from_was_read_again_and_no_measured_one():
    names = {file.stem for file in carried.home("readings").glob("*.jsonl")}
    assert names == set(graded.EIGHT)
    assert not names & set(graded.MEASURED)
    sizes = {name: len(readings.read(name)) for name in names}
    assert sum(sizes.values()) == 2006
    assert readings.read("guildchat") == {}


@pytest.mark.parametrize("name", graded.EIGHT)
def test_readings_are_of_the_graded_answers_and_replies(shared, name):
    rows = (shared / "corpora" / "grades" / f"{name}.jsonl").read_text(encoding="utf-8")
    kinds = {row["id"]: row["kind"] for row in map(json.loads, rows.splitlines())}
    assert [i for i, kind in kinds.items() if kind in ("answer", "reply")] == [*readings.read(name)]


def test_a_grade_beyond_the_scale_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(carried, "home", lambda _: tmp_path)
    (tmp_path / "slow.jsonl").write_text('{"id": "1", "grades": [7]}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"slow\.jsonl"):
        readings.read("slow")
