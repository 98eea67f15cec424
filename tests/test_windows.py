"""What writers run holds under the rules of Windows, as far as tests/windows.py can keep them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT

CHAT = ROOT / "corpora" / "chats" / "fedi-archivists"
POST = b'{"id": "1", "handle": "mossy_gate", "text": "Q1: What grows in your shade?"}\n'
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what is open is read from /proc")


def ruled(*words: str | Path, cwd: Path) -> str:
    """Return what a command prints that ran under the rules."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.windows", *map(str, words)], cwd=cwd, capture_output=True,
        text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_run_folder_is_written_where_nothing_open_is_moved(tmp_path: Path) -> None:
    for _ in range(2):  # the second time the files are there
        ruled("normalize", CHAT, cwd=tmp_path)
    left = sorted(path.name for path in (tmp_path / "runs").rglob("*"))
    assert left == ["chat.json", "fedi-archivists", "posts.jsonl"]


def test_a_model_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    code = """
import sys
sys.argv = ["standout", "--help"]
from tests import windows
try:
    windows.main(["--help"])
except SystemExit:
    pass
from pathlib import Path
from pipeline import shelf
for word in ("old", "new"):
    with shelf.rewritten(Path("model")) as draft:
        (draft / "weights").write_text(word)
"""
    words = [sys.executable, "-c", code]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, env=env)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "model" / "weights").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


@pytest.mark.slow
def test_all_stages_and_a_backfill_write_what_they_write_here(tmp_path: Path) -> None:
    ruled("run", CHAT, cwd=tmp_path)
    with (tmp_path / "runs/fedi-archivists/picks.jsonl").open(encoding="utf-8") as picks:
        line = json.loads(next(picks))["line_id"]
    assert "score" in ruled("explain", line, cwd=tmp_path)
    here = [sys.executable, "-c", "from pipeline.cli import main; main()", "run", CHAT]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([*here, "--out", "here"], cwd=tmp_path, check=True, env=env)
    for file in (tmp_path / "runs/fedi-archivists").iterdir():
        assert (tmp_path / "here/fedi-archivists" / file.name).read_bytes() == file.read_bytes()
    told = ruled("backfill", CHAT, "--workers", "1", cwd=tmp_path)
    assert "1 chat done" in told


@pytest.mark.parametrize("encoding", ["cp1252", "cp437:strict", "ascii"])
def test_letters_that_an_old_console_lacks_are_printed_as_utf_8(
    tmp_path: Path, encoding: str
) -> None:
    export = tmp_path / "Spring 🌱 — ferns.jsonl"
    export.write_bytes(POST)
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding}
    code = "from pipeline.cli import main; main()"
    words = [sys.executable, "-c", code, "normalize", export.name]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, env=env)
    assert done.stdout.decode() == "runs/Spring 🌱 — ferns/posts.jsonl\n", done.stderr.decode()


def test_windows_gets_the_time_zones_that_it_lacks() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert any(line.startswith("tzdata>=") for line in project["dependencies"])
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert "\ntzdata==" in pins


def test_a_checkout_with_ends_of_lines_of_windows_has_the_bytes_of_the_models(
    tmp_path: Path,
) -> None:
    git = ["git", "-c", "user.name=ana", "-c", "user.email=ana@example.org"]
    files = (".gitattributes", "models/quotability/model.json", "models/quotability/manifest.json")
    for name in files:
        (tmp_path / "made" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "made" / name).write_bytes((ROOT / name).read_bytes())
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "a"]):
        subprocess.run([*git, *words], cwd=tmp_path / "made", check=True)
    clone = ["clone", "-q", "-c", "core.autocrlf=true", "made", "cloned"]
    subprocess.run([*git, *clone], cwd=tmp_path, check=True)
    for name in files:
        assert (tmp_path / "cloned" / name).read_bytes() == (ROOT / name).read_bytes()
