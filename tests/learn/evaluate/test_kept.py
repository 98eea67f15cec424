"""Corpora that are no chats, read once and kept as rows."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from pipeline import shelf
from pipeline.learn.evaluate import kept


@pytest.mark.parametrize("name", sorted(kept._READERS))
def test_each_corpus_is_read_as_its_reader_takes_it(name: str) -> None:
    _, reader, part = kept._READERS[name]
    inspect.signature(reader).bind(Path(), None, *part)


@pytest.mark.parametrize(
    ("file", "makes_anew"),
    [
        ("score/traits.py", True),
        ("language/tokens.py", True),
        ("normalize/tlds.txt", True),
        ("encoder/static.py", True),
        *((file, True) for file in ("spans.py", "edges.py", "graphemes.py", "junk.py")),
        ("learn/examples.py", True),
        ("learn/ranker.py", False),
        ("cluster/asks.py", False),
        ("../models/language/weights.npz", True),
        ("../models/static/words.txt", True),
        ("../models/language/README.md", False),
        ("../models/quotability/weights.json", False),
    ],
)
def test_rows_are_made_anew_where_what_they_depend_on_changed(
    file: str, makes_anew: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "PACKAGE", tmp_path / "pipeline")
    monkeypatch.setattr(shelf, "home", lambda: tmp_path / "models")
    path = tmp_path / "pipeline" / file
    (tmp_path / "pipeline").mkdir()
    path.parent.mkdir(parents=True, exist_ok=True)
    digests = []
    for text in ("before", "after"):
        path.write_text(text)
        digests.append(kept._code.__wrapped__())
    assert (digests[0] != digests[1]) == makes_anew
