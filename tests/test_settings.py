"""Settings are typed: what is unknown or out of range is refused, and the file shows the truth."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import yaml

from pipeline import settings
from pipeline.errors import InputError
from tests.conftest import ROOT


def test_the_file_in_the_repository_holds_the_built_in_settings() -> None:
    file = ROOT / settings.FILE_NAME
    assert settings.load(file) == settings.Settings()
    keys = {*settings.Settings.model_fields, *settings.House.model_fields}
    assert set(yaml.safe_load(file.read_text())) == keys


def test_the_chats_of_the_house_are_no_settings_of_a_run(tmp_path: Path) -> None:
    file = tmp_path / "params.yaml"
    file.write_text("chats: [slowgrowth]\ncorpora: {here: ../shared}\nseed: 3\n", encoding="utf-8")
    assert settings.load(file) == settings.Settings(seed=3)
    assert settings.house(file).chats == ("slowgrowth",)
    assert settings.house(file).corpora == {"here": "../shared"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("chats: slowgrowth", "setting 'chats' is 'slowgrowth'"),
        ("chats: [a, b, a]", "'a' stands there twice"),
        # it would leave corpora/chats
        ("chats: [../secret]", "item 1 of setting 'chats' is '../secret'"),
        ("corpora: [../shared]", "setting 'corpora'"),
    ],
)
def test_odd_chats_of_the_house_are_refused_by_every_command(
    tmp_path: Path, text: str, said: str
) -> None:
    file = tmp_path / "params.yaml"
    file.write_text(text, encoding="utf-8")
    for read in (settings.load, settings.house):
        with pytest.raises(InputError) as error:
            read(file)
        assert said in str(error.value)


def test_a_change_on_the_command_line_wins() -> None:
    assert settings.load(None, ["pick.per_question=3"]).pick.per_question == 3


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("pick.per_qestion=3", "unknown setting 'pick.per_qestion'"),
        ("cluster.theme_words=13", "setting 'cluster.theme_words' is 13"),
        ("pick.per_question=0", "setting 'pick.per_question' is 0"),
        ("pick.least_score=1.5", "setting 'pick.least_score' is 1.5"),
        ("pick.per_question", "expected KEY=VALUE"),
        ("seed.x=1", "--set"),
        ("seed=[1", "the value in 'seed=[1' is not YAML"),
        ("seed=2024-99-99", "is not YAML"),  # reads like a date, is none
    ],
)
def test_an_odd_change_is_refused(change: str, said: str) -> None:
    with pytest.raises(InputError) as error:
        settings.load(None, ["seed=1", change])
    assert said in str(error.value)


def test_who_typed_an_odd_change_is_not_sent_to_the_file(tmp_path: Path) -> None:
    file = tmp_path / "params.yaml"
    file.write_text("pick:\n  per_question: 4\n")
    with pytest.raises(InputError) as error:
        settings.load(file, ["recap.style=lists"])
    said = str(error.value)
    assert said.startswith("--set: setting 'recap.style' is 'lists'")
    assert said.endswith("expected 'embeds' or 'list'.")  # no list of names: this one is right


def test_an_odd_file_is_named_whatever_is_typed(tmp_path: Path) -> None:
    file = tmp_path / "params.yaml"
    file.write_text("recap:\n  style: lists\n")
    with pytest.raises(InputError, match=r"params\.yaml: setting 'recap\.style' is 'lists'"):
        settings.load(file, ["seed=3"])
    assert settings.load(file, ["recap.style=list"]).recap.style == "list"  # typed over it


def test_a_missing_or_broken_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        settings.load(tmp_path / "params.yaml")
    broken = tmp_path / "params.yaml"
    for text in (b"pick: [1,", b"seed: 2024-99-99", b"# caf\xe9"):
        broken.write_bytes(text)
        with pytest.raises(InputError, match=r"params\.yaml: not YAML"):
            settings.load(broken)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pick:\n  per_question: 3\nseed: 7\npick:\n  top: 4\n", "'pick' stands there twice"),
        ("pick:\n  top: 3\n  short: 90\n  top: 4\n", "'top' stands there twice, in lines 2 and 4"),
        ("chats: [a]\n'chats': [b]\n", "'chats' stands there twice, in lines 1 and 2"),
    ],
)
def test_a_key_that_stands_twice_is_refused(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "params.yaml"  # YAML keeps the last alone
    file.write_text(text, encoding="utf-8")
    for read in (settings.load, settings.house):
        with pytest.raises(InputError) as error:
            read(file)
        assert said in str(error.value)
    with pytest.raises(InputError, match=r"--set: 'top' stands there twice"):
        settings.load(None, ["pick={top: 3, top: 4}"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pick:\n  top: [1,\n", "not YAML: line 3: "),
        ("hello", "expected blocks of settings."),
    ],
)
def test_what_is_no_block_of_settings_is_told_how_one_reads(
    tmp_path: Path, text: str, said: str
) -> None:
    file = tmp_path / "params.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        settings.load(file)
    assert said in str(error.value) and "<unicode string>" not in str(error.value)
    assert str(error.value).endswith(settings.FORM)


def test_the_same_key_in_two_blocks_is_none_that_stands_twice(tmp_path: Path) -> None:
    file = tmp_path / "params.yaml"
    file.write_text("corpora: &a\n  here: one\ndecisions:\n  <<: *a\n", encoding="utf-8")
    read = settings.house(file)
    assert read.corpora == read.decisions == {"here": "one"}


def test_yaml_without_end_is_no_bug(tmp_path: Path) -> None:
    file = tmp_path / "params.yaml"
    file.write_text("[" * 3000, encoding="utf-8")
    with pytest.raises(InputError, match=r"params\.yaml: not YAML"):
        settings.load(file)


def test_a_block_whose_lines_are_commented_out_says_nothing(tmp_path: Path) -> None:
    file = tmp_path / "params.yaml"
    file.write_text("pick:\n#  top: 3\nchats:\ncorpora:\ndecisions:\n", encoding="utf-8")
    assert settings.load(file) == settings.Settings()
    assert settings.load(file, ["pick.top=4"]).pick.top == 4
    assert settings.house(file) == settings.House()
    for text in ("seed:\n", "pik:\n", "pick:\n  top:\n"):  # no block, or none of ours
        file.write_text(text, encoding="utf-8")
        with pytest.raises(InputError):
            settings.load(file)


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        ("pick: {tops: 3}", "Did you mean pick.top?", "recap.style"),
        ("pick: {colour: red}", "pick.top, pick.per_person", "recap.style"),
        ("pick: {short: 0}", "expected 1 or more.", "recap.style"),
        ("colours: {top: 3}", "pick, recap", "pick.top"),  # no such block: these there are
        ("top: 3", "Did you mean pick.top?", "Known settings"),  # its block was forgotten
        ("sed: 3", "Did you mean seed?", "Known settings"),
    ],
)
def test_only_names_near_the_wrong_one_are_told(
    tmp_path: Path, text: str, near: str, far: str
) -> None:
    file = tmp_path / "params.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        settings.load(file)
    assert near in str(error.value) and far not in str(error.value)


def read_off_settings(code: str) -> set[str]:
    """Return what code reads off settings: "top" of `settings.top`, "pick.top" of all of them."""
    found = (
        ast.unparse(node) for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Attribute)
    )
    reads = (re.fullmatch(r"(?:.*[._])?settings\.([\w.]+)", text, re.DOTALL) for text in found)
    return {read[1] for read in reads if read}


def test_every_setting_is_asked_for_somewhere() -> None:
    files = [file for file in (ROOT / "pipeline").rglob("*.py") if file.name != "settings.py"]
    read = {name for file in files for name in read_off_settings(file.read_text(encoding="utf-8"))}
    unread = [n for n in settings.known() if read.isdisjoint({n, n.rpartition(".")[2]})]
    assert unread == []


def test_a_word_that_something_else_is_called_by_is_no_setting_asked_for() -> None:
    code = 'themes = chat.themes + self._settings.pick.top\nwhere = "settings.themes"\n'
    assert read_off_settings(code) == {"pick", "pick.top"}
