"""The shelf: a model that is missing, damaged or made for other code is refused in one line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline import shelf
from pipeline.cluster import head
from pipeline.cluster import model as assignment
from pipeline.errors import InputError
from pipeline.language import model as language
from pipeline.score import model as quotability
from tests.conftest import ROOT

SHIPPED = (assignment.MODEL, head.MODEL, quotability.MODEL, language.MODEL)
TOY = shelf.Model("toy", version=2, train="toy", needs={"marks": ("a", "b"), "encoder": "tiny 1"})


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    with shelf.rewritten(tmp_path / "toy") as draft:
        (draft / "part").mkdir()
        (draft / "part" / "weights").write_bytes(b"0123456789")
        shelf.seal(TOY, draft, settings={"seed": 7}, data={"rows": 3}, figures={"f1": 0.5})
        (draft / shelf.CARD).write_text("# Toy\n", encoding="utf-8")
    return tmp_path / "toy"


def edit(folder: Path, **values: object) -> None:
    file = folder / shelf.MANIFEST
    file.write_text(json.dumps(json.loads(file.read_text()) | values), encoding="utf-8")


def flip(file: Path, place: int) -> None:
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)


def test_a_whole_model_gives_its_manifest(toy: Path) -> None:
    manifest = shelf.check(TOY, toy)
    assert (manifest.name, manifest.version, manifest.data) == ("toy", 2, {"rows": 3})
    assert manifest.needs == {"marks": ["a", "b"], "encoder": "tiny 1"}
    assert list(manifest.files) == ["part/weights"]


def test_a_digest_stands_for_every_file_and_not_for_the_card(toy: Path) -> None:
    before = shelf.check(TOY, toy).digest
    (toy / shelf.CARD).write_text("# Toy, with a word more\n", encoding="utf-8")
    (toy / ".DS_Store").write_bytes(b"what a file manager leaves")
    assert shelf.check(TOY, toy).digest == before
    (toy / "part" / "weights").write_bytes(b"0123456780")
    assert shelf.seal(TOY, toy, settings={}).digest != before


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda f: (f / shelf.MANIFEST).unlink(), "no toy model here. Run: standout train toy"),
        (lambda f: (f / shelf.MANIFEST).write_text("{"), "manifest.json: the manifest is damaged"),
        (lambda f: edit(f, extra=1), "damaged: unknown field 'extra'. Run: standout train toy"),
        (lambda f: edit(f, version=1), "this is toy version 1, the code reads toy version 2. Run:"),
        (lambda f: edit(f, name="plaything"), "this is plaything version 2"),
        (
            lambda f: edit(f, needs={"marks": ["b", "a"], "encoder": "tiny 1"}),
            "made for other marks than this code has. Run: standout train toy",
        ),
        (lambda f: edit(f, needs={"marks": ["a", "b"]}), "made for other encoder than this code"),
        (
            lambda f: edit(f, needs={"marks": ["a", "b"], "encoder": "tiny 1", "tags": 3}),
            "made for other tags than this code has",
        ),
        (lambda f: flip(f / "part" / "weights", 4), "part/weights: damaged: SHA-256 is"),
        (lambda f: (f / "part" / "weights").unlink(), "part/weights: missing. Run: standout"),
        (lambda f: (f / "part" / "more").write_text(""), "part/more: is no file of the manifest."),
    ],
)
def test_a_model_that_cannot_be_trusted_is_refused_in_one_line(toy: Path, spoil, said) -> None:
    spoil(toy)
    with pytest.raises(InputError) as error:
        shelf.check(TOY, toy)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("model", SHIPPED, ids=lambda model: model.name)
def test_a_shipped_model_is_whole_made_for_this_code_and_has_a_card(model: shelf.Model) -> None:
    manifest = shelf.check(model, model.folder)
    card = (model.folder / shelf.CARD).read_text(encoding="utf-8")
    assert manifest.settings
    assert "standout train" in card
    assert "**Data" in card or "learned from" in card


@pytest.mark.parametrize("model", SHIPPED, ids=lambda model: model.name)
def test_one_flipped_bit_of_a_shipped_model_is_found(model: shelf.Model, tmp_path: Path) -> None:
    folder = tmp_path / model.name
    shutil.copytree(model.folder, folder)
    largest = max(shelf.digests(folder), key=lambda name: (folder / name).stat().st_size)
    flip(folder / largest, (folder / largest).stat().st_size // 2)
    with pytest.raises(InputError, match="damaged"):
        shelf.check(model, folder)


def test_every_folder_on_the_shelf_is_a_model_that_the_code_knows() -> None:
    names = {folder.name for folder in shelf.home().iterdir() if not folder.name.startswith(".")}
    assert shelf.home() == ROOT / "models"
    assert {model.name for model in SHIPPED} <= names


def test_a_shipped_model_that_is_gone_comes_back_from_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "home", lambda: tmp_path)
    with pytest.raises(InputError, match=r"git restore .*toy, or train it: standout train toy"):
        shelf.check(TOY, TOY.folder)


def test_a_training_that_fails_leaves_the_model_of_before(toy: Path) -> None:
    before = shelf.check(TOY, toy)
    with pytest.raises(ZeroDivisionError), shelf.rewritten(toy) as draft:
        (draft / "part").mkdir()
        raise ZeroDivisionError
    assert shelf.check(TOY, toy) == before
    assert [path.name for path in toy.parent.iterdir()] == ["toy"]  # no draft stays


def test_a_new_model_leaves_no_file_of_the_old_one(toy: Path) -> None:
    with shelf.rewritten(toy) as draft:
        (draft / "weights").write_bytes(b"new")
        shelf.seal(TOY, draft, settings={})
    assert list(shelf.check(TOY, toy).files) == ["weights"]
    assert not (toy / "part").exists()


def test_a_full_disk_is_said_in_one_line(toy: Path) -> None:
    before = shelf.check(TOY, toy)
    full = OSError(28, "No space left on device")
    with pytest.raises(InputError, match="written: No space left"), shelf.rewritten(toy):
        raise full
    assert shelf.check(TOY, toy) == before


def test_a_file_in_the_place_of_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "toy").write_text("no folder", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be written"), shelf.rewritten(tmp_path / "toy"):
        pass
