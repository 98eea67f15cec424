from pathlib import Path

import jinja2
import pytest
from jinja2 import Environment

from pipeline.recap import compiled, pages

NAME = "recap.md.j2"
SOURCE = "# {{ title }}\n{% for line in lines %}- {{ line }}\n{% endfor %}"
VALUES = {"title": "Repair café", "lines": ["Fix it first", "“Ask, then fix” – Ana"]}
TEXT = "# Repair café\n- Fix it first\n- “Ask, then fix” – Ana\n"


def rendered(folder: Path, source: str = SOURCE) -> str:
    """Return what a process that has just started makes of a template."""
    made = Environment(
        loader=jinja2.DictLoader({NAME: source}),
        trim_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=compiled.Kept(folder),
    )
    return made.get_template(NAME).render(VALUES)


@pytest.fixture
def never_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise AssertionError("compiled again")

    monkeypatch.setattr(Environment, "_generate", refuse)


def test_a_later_start_compiles_nothing(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    assert rendered(tmp_path) == TEXT
    request.getfixturevalue("never_compiles")
    assert rendered(tmp_path) == TEXT


def test_a_template_that_was_changed_is_compiled_again(tmp_path: Path) -> None:
    rendered(tmp_path)
    assert rendered(tmp_path, SOURCE.replace("- ", "* ")) == TEXT.replace("- ", "* ")


def test_how_templates_are_compiled_is_part_of_what_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    rendered(tmp_path)
    other = tmp_path / "pages.py"
    other.write_text("trim_blocks=False")
    monkeypatch.setattr(compiled, "_CODE", other)
    request.getfixturevalue("never_compiles")
    with pytest.raises(AssertionError, match="compiled again"):
        rendered(tmp_path)


@pytest.mark.parametrize("place", [0, 3, compiled.SEAL, 200, -1])
def test_a_file_with_a_flipped_bit_is_as_good_as_none(tmp_path: Path, place: int) -> None:
    rendered(tmp_path)
    (file,) = tmp_path.iterdir()
    content = bytearray(file.read_bytes())
    content[place] ^= 4
    file.write_bytes(content)
    assert rendered(tmp_path) == TEXT
    assert file.read_bytes() != content  # the damaged one made room


def test_a_file_that_was_cut_off_is_as_good_as_none(tmp_path: Path) -> None:
    rendered(tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:100])
    assert rendered(tmp_path) == TEXT


def test_a_place_that_cannot_be_written_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "standout").write_text("a file where the folder would be")
    assert rendered(tmp_path / "standout" / "templates") == TEXT


def test_templates_of_a_house_are_not_kept(tmp_path: Path) -> None:
    assert pages.environment(str(tmp_path)).bytecode_cache is None
    assert isinstance(pages.environment().bytecode_cache, compiled.Kept)
