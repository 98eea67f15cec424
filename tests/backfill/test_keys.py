"""What makes a stage of a chat run again, and what does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline import settings as settings_of
from pipeline.backfill import keys
from pipeline.backfill.keys import STAGES, Stamp, stage_keys
from pipeline.settings import Settings

MARK = Stamp("code", {"assignment": "1", "themes": "1", "language": "1", "quotability": "1"})
CHAT = {"chat": "repair", "host": ["inez_sews"]}


def stages_again(before: dict[str, str], after: dict[str, str]) -> tuple[str, ...]:
    assert tuple(before) == tuple(after) == STAGES
    return tuple(stage for stage in STAGES if before[stage] != after[stage])


def key_of(
    *changes: str, chat: Any = CHAT, said: str = "s", origin: str = "o", mark: Stamp = MARK
) -> dict[str, str]:
    made = settings_of.load(None, changes) if changes else Settings()
    return stage_keys(chat, said, origin, made, mark)


@pytest.mark.parametrize(
    ("change", "first"),
    [
        ("seed=8", 0),
        ("normalize.near_repeat=0.7", 0),
        ("cluster.theme_distance=0.6", 1),
        ("encoder.name=static", 1),
        ("encoder.batch=16", 1),
        ("score.longest_words=50", 2),
        ("pick.top=5", 3),
        ("recap.style=list", 4),
        ("encoder.threads=3", 5),  # no byte changes
        ("encoder.cache=false", 5),
        ("review.window=20", 5),
        ("backfill.gap_hours=4", 5),  # says which posts, and these have keys of their own
    ],
)
def test_a_setting_runs_its_stage_and_all_behind_it_again(change: str, first: int) -> None:
    assert stages_again(key_of(), key_of(change)) == STAGES[first:]


@pytest.mark.parametrize(
    ("model", "first"), [("assignment", 1), ("themes", 1), ("language", 2), ("quotability", 2)]
)
def test_another_model_runs_the_stages_that_ask_it_again(model: str, first: int) -> None:
    other = Stamp(MARK.code, {**MARK.models, model: "2"})
    assert stages_again(key_of(), key_of(mark=other)) == STAGES[first:]
    assert other.as_text() != MARK.as_text()  # a worker that has it refuses the work of this one


def test_other_code_posts_or_facts_run_all_again_and_other_lines_only_what_names_them() -> None:
    assert stages_again(key_of(), key_of(mark=replace(MARK, code="other"))) == STAGES
    assert stages_again(key_of(), key_of(said="other")) == STAGES
    assert stages_again(key_of(), key_of(chat={**CHAT, "host": ["mara"]})) == STAGES
    assert stages_again(key_of(), key_of(origin="other")) == ("normalize", "recap")
    assert replace(MARK, code="other").as_text() != MARK.as_text()


@pytest.mark.parametrize(("name", "first"), [("score.house", 2), ("recap.templates", 4)])
def test_of_a_folder_what_it_holds_counts_and_not_where_it_lies(
    name: str, first: int, tmp_path: Path
) -> None:
    for place in ("here", "there"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "recap.md.j2").write_text("{{ title }}")
    here, there = (key_of(f"{name}={tmp_path / place}") for place in ("here", "there"))
    assert stages_again(here, there) == ()
    assert stages_again(key_of(), here) == STAGES[first:]
    (tmp_path / "there/recap.md.j2").write_text("# {{ title }}")
    assert stages_again(here, key_of(f"{name}={tmp_path / 'there'}")) == STAGES[first:]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return where the code lies for a while, and forget what was read of it."""
    monkeypatch.setattr(keys, "PACKAGE", tmp_path)
    keys.stamp.cache_clear()
    keys.reading_code.cache_clear()
    yield tmp_path
    keys.stamp.cache_clear()
    keys.reading_code.cache_clear()


@pytest.mark.parametrize(
    ("file", "reads_again", "runs_again"),
    [
        ("readers/slack.py", True, False),
        ("backfill/cut.py", True, False),
        ("normalize/labels.py", True, True),
        ("normalize/tlds.txt", True, True),
        ("records/posts.py", True, True),
        ("about.py", True, True),  # which chat.toml is a folder's
        ("chatfile.py", True, True),
        ("jsonl.py", True, True),  # how posts that were read are written
        ("score/traits.py", False, True),
        ("recap/templates/recap.md.j2", False, True),
        ("recap/templates/recap.css", False, True),
        ("review/app.py", False, False),
        ("learn/ranker.py", False, False),
        ("normalize/README.md", False, False),
    ],
)
def test_code_that_changed_reads_or_runs_again_what_it_made(
    file: str, reads_again: bool, runs_again: bool, package: Path
) -> None:
    path = package / file
    path.parent.mkdir(parents=True, exist_ok=True)
    made = []
    for text in ("before", "after"):
        path.write_text(text)
        keys.stamp.cache_clear()
        keys.reading_code.cache_clear()
        made.append((keys.reading_code(), keys.stamp().code))
    assert (made[0][0] != made[1][0], made[0][1] != made[1][1]) == (reads_again, runs_again)


@pytest.mark.parametrize("library", ["numpy", "onnxruntime", "scikit-learn", "spacy", "tokenizers"])
def test_another_version_of_a_library_runs_all_again(
    library: str, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "version", lambda _: "1.0")
    before = keys.stamp().code
    keys.stamp.cache_clear()
    monkeypatch.setattr(keys, "version", lambda name: "2.0" if name == library else "1.0")
    assert keys.stamp().code != before
