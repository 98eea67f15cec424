"""The same again: one thing about the machine or the call is changed at a time, the bytes stay."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_main_job import files, standout

pytestmark = pytest.mark.slow

EXPORT = ROOT / "corpora" / "chats" / "slowgrowth" / "export.jsonl"
POSTS = 60
OFF = ("-S", "encoder.cache=false")  # all is computed
PLAIN = {"PYTHONHASHSEED": "1", "OMP_NUM_THREADS": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"}


@pytest.fixture(scope="module")
def chat(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return a chat in two files: posts in turn, as two exports of two days would overlap."""
    folder = tmp_path_factory.mktemp("chat")
    lines = EXPORT.read_text(encoding="utf-8").splitlines(keepends=True)[:POSTS]
    made = [folder / "one.jsonl", folder / "two.jsonl"]
    for number, file in enumerate(made):
        file.write_text("".join(lines[number::2]), encoding="utf-8")
    return made


def run(chat: list[Path], out: Path, *words: str, **surroundings: str) -> dict[str, bytes]:
    standout(
        *("run", *chat, "--out", out / "runs", "--name", "chat", *words, *OFF),
        **{**PLAIN, **surroundings},
    )
    return files(out / "runs" / "chat")


@pytest.fixture(scope="module")
def plain(chat: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return run(chat, tmp_path_factory.mktemp("plain"))


@pytest.mark.parametrize(
    ("words", "surroundings"),
    [
        ((), {"PYTHONHASHSEED": "4711"}),
        (("-S", "encoder.threads=3"), {"OMP_NUM_THREADS": "3"}),
        ((), {"LC_ALL": "tr_TR.ISO-8859-9", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
        ((), {"TZ": "Pacific/Kiritimati"}),
    ],
    ids=["hash seed", "threads", "locale", "time zone"],
)
def test_surroundings_change_no_byte(
    chat: list[Path],
    plain: dict[str, bytes],
    tmp_path: Path,
    words: tuple[str, ...],
    surroundings: dict[str, str],
) -> None:
    assert run(chat, tmp_path, *words, **surroundings) == plain


def test_the_order_of_files_changes_no_byte(
    chat: list[Path], plain: dict[str, bytes], tmp_path: Path
) -> None:
    assert len(json.loads(plain["chat.json"])["sources"]) == 2
    assert run(chat[::-1], tmp_path) == plain
