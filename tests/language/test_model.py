"""The published model: refused when it is not what its manifest says, and quick to read tags."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline import shelf
from pipeline.errors import InputError
from pipeline.language import analyse, load
from pipeline.language.model import MODEL


def test_a_missing_model_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no language model here.*standout train language"):
        load(tmp_path)


@pytest.mark.parametrize("change", ["changed", "missing", "added"])
def test_a_model_that_differs_from_its_manifest_is_refused(tmp_path: Path, change: str) -> None:
    folder = tmp_path / change
    shutil.copytree(MODEL.folder, folder)
    weights = folder / "tagger" / "model"
    if change == "changed":
        weights.write_bytes(weights.read_bytes()[:-1] + b"\0")
    elif change == "missing":
        weights.unlink()
    else:
        (folder / "tagger" / "extra").write_text("?", encoding="utf-8")
    with pytest.raises(InputError, match="tagger/"):
        load(folder)


def test_the_model_is_small_and_says_how_good_it_is() -> None:
    size = sum(path.stat().st_size for path in MODEL.folder.rglob("*") if path.is_file())
    figures = shelf.check(MODEL, MODEL.folder).figures
    assert size < 10_000_000
    assert figures["model"]["upos"] > figures["baseline"]["upos"] + 0.05
    assert figures["model"]["feats"] > figures["baseline"]["feats"] + 0.05


def test_the_model_is_read_once() -> None:
    assert load() is load()


def test_a_post_of_a_million_letters_is_read() -> None:
    assert len(load().make_doc("a" * 1_000_001).text) == 1_000_001


def test_posts_are_tagged_in_order_and_by_code_points() -> None:
    texts = ["👩🏽‍🏫 She asks us first. #tea", "", "Never stop listening!", "\ud800", "\0"]
    docs = analyse(texts)
    assert [len(doc.text) for doc in docs] == [len(text) for text in texts]
    asks = next(token for token in docs[0] if token.text == "asks")
    assert (asks.pos_, asks.tag_) == ("VERB", "VBZ")
    assert "VerbForm=Fin" in str(asks.morph)
    assert texts[0][asks.idx : asks.idx + 4] == "asks"
    assert [span.text for span in docs[0].sents] == ["👩🏽‍🏫 She asks us first.", "#tea"]
