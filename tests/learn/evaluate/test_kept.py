"""Corpora that are no chats, read once and kept as rows."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from pipeline.learn.evaluate import kept


@pytest.mark.parametrize("name", sorted(kept._READERS))
def test_each_corpus_is_read_as_its_reader_takes_it(name: str) -> None:
    _, reader, part = kept._READERS[name]
    inspect.signature(reader).bind(Path(), None, *part)
