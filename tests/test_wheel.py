"""The wheel: the command and its models, away from the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pipeline import commands, shelf
from pipeline.settings import Settings
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

FOLDERS = ("pipeline", "models", "corpora")
FILES = ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE")
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "-q")


def carried(folder: Path) -> set[str]:
    """Return the files of a folder of the repository that a package must carry."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built from the source archive of a copy: nothing is left here."""
    folder = tmp_path_factory.mktemp("wheel")
    ignore = shutil.ignore_patterns("__pycache__", ".*")
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / "source" / name, ignore=ignore)
    for name in FILES:
        shutil.copy(ROOT / name, folder / "source" / name)
    pack = "from setuptools import build_meta; build_meta.build_sdist('..')"
    subprocess.run(
        [sys.executable, "-c", pack], check=True, cwd=folder / "source", capture_output=True
    )
    source, out = next(folder.glob("*.tar.gz")), str(folder / "out")
    offline = ("--no-deps", "--no-build-isolation", "--no-index")
    subprocess.run([*PIP, "wheel", str(source), *offline, "-w", out], check=True, cwd=folder)
    return next((folder / "out").glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with the installed wheel; its dependencies are those of the tests."""
    folder = tmp_path_factory.mktemp("installed")
    words = ("install", str(wheel), "--no-deps", "--no-index", "--no-compile", "--target")
    subprocess.run([*PIP, *words, str(folder)], check=True)
    return folder


def ran(installed: Path, cwd: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(installed / "bin" / "standout"), *words],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(installed)},
    )


def test_every_file_of_the_package_and_every_model_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert carried(ROOT / "pipeline") <= names
    models = {f"pipeline/{name}" for name in carried(ROOT / "models")}
    assert models == {name for name in names if name.startswith("pipeline/models/")}
    taught = {
        name
        for part in ("points", "readings", "tangled")
        for name in carried(ROOT / "corpora" / part)
        if "/points/real/" not in name
    }
    assert {name.replace("corpora/", "pipeline/learn/") for name in taught} <= names
    assert not any("/points/real/" in name for name in names)


def test_the_installed_command_makes_the_same_bytes_as_the_repository(
    installed: Path, tmp_path: Path, sample: Path
) -> None:
    done = ran(installed, tmp_path, "run", str(sample))
    assert (done.returncode, done.stderr) == (0, "")
    ours = commands.run([sample], out=tmp_path / "ours", settings=Settings()).folder
    theirs = tmp_path / "runs" / "slowgrowth"
    names = {file.name for file in ours.iterdir()}
    assert {"recap.md", "picks.jsonl", "summary.json"} <= names
    assert names == {file.name for file in theirs.iterdir()}
    assert [name for name in sorted(names) if read(ours, name) != read(theirs, name)] == []


def test_the_installed_command_knows_the_corpora(installed: Path, tmp_path: Path) -> None:
    assert "used by  train themes" in ran(installed, tmp_path, "corpora", "list").stdout


def test_the_installed_command_says_that_it_has_nothing_to_measure_on(
    installed: Path, tmp_path: Path
) -> None:
    done = ran(installed, tmp_path, "evaluate", "--only", "entities")
    assert (done.returncode, done.stderr) == (
        2,
        "standout: evaluate: what it measures on lies in the repository of Standout, and is not "
        "installed with it. Run it from there: make setup\n",
    )


def test_a_damaged_model_of_the_package_says_how_to_get_it_again(
    installed: Path, tmp_path: Path, sample: Path
) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(installed, broken)
    file = broken / "pipeline" / "models" / "assignment" / "model.json"
    file.write_bytes(file.read_bytes().replace(b"1", b"2", 1))
    done = ran(broken, tmp_path, "run", str(sample))
    assert done.returncode == 2
    assert "model.json: damaged: SHA-256 is" in done.stderr
    assert done.stderr.endswith("Run: pip install --force-reinstall --no-deps standout\n")
    assert not (tmp_path / "runs").exists() or not any((tmp_path / "runs").iterdir())


def test_the_shelf_of_the_repository_is_its_own_folder() -> None:
    assert shelf.home() == ROOT / "models"


def read(folder: Path, name: str) -> bytes:
    return (folder / name).read_bytes()
