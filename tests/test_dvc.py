"""dvc.yaml tells the truth: each stage names all that it reads, and nothing that it does not."""

from __future__ import annotations

import ast
import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline import commands
from pipeline.settings import Settings
from tests.conftest import ROOT

CHAT = "fedi-archivists"
STAGES = ("normalize", "cluster", "score", "pick", "recap")
MODELS = {
    "language": "pipeline.learn.language",
    "assignment": "pipeline.learn.assignment",
    "themes": "pipeline.learn.themes",
    "ranker": "pipeline.learn.ranker",
    "encoder": "pipeline.learn.encoder",
    "taste": "pipeline.learn.taste",
    "evaluate": "pipeline.learn.evaluate.command",
}
# What every stage reads and none depends on: the command line only passes words on, and what a
# stage takes from the settings stands among its parameters.
SEAMS = {
    "pipeline/__init__.py",
    "pipeline/backfill/__init__.py",
    "pipeline/backfill/command.py",
    "pipeline/cli.py",
    "pipeline/learn/__init__.py",
    "pipeline/learn/command.py",
    "pipeline/learn/corpora.py",
    "pipeline/options.py",
    "pipeline/settings.py",
}
READ_IF_ASKED = {"models/static", "models/house"}  # by the settings
PARAMS = "params.yaml"
CORPORA = "corpora-folder"

# Runs a command of ours and writes down which files it read and which blocks of settings it took.
WATCH = """
import importlib.util, json, os, sys
read, taken = set(), set()
def note(event, args):
    if event == "open" and isinstance(args[0], (str, bytes)) and isinstance(args[2], int):
        if not args[2] & (os.O_WRONLY | os.O_RDWR):
            read.add(os.path.realpath(os.fsdecode(args[0])))
sys.addaudithook(note)
from pipeline import settings
first = settings.Settings.__getattribute__
def get(self, name):
    if name in settings.Settings.model_fields:
        taken.add(name)
    return first(self, name)
settings.Settings.__getattribute__ = get
from pipeline.cli import app
report = sys.argv.pop(1)
app(standalone_mode=False)
sources = {importlib.util.source_from_cache(f) if f.endswith(".pyc") else f for f in read}
with open(report, "w") as file:
    json.dump([sorted(sources), sorted(taken)], file)
"""


@cache
def method() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "dvc.yaml").read_text(encoding="utf-8"))
    return found


def stage(name: str, item: str) -> dict[str, Any]:
    """Return a stage of dvc.yaml for one chat, or one folder of corpora."""
    text = yaml.safe_dump(method()["stages"][name]["do"]).replace("${item}", item)
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def names(entries: list[Any]) -> list[str]:
    return [next(iter(entry)) if isinstance(entry, dict) else entry for entry in entries]


def outs(name: str, item: str) -> list[str]:
    made = stage(name, item)
    return names([*made.get("outs", ()), *made.get("metrics", ())])


def covers(deps: list[str], file: str) -> bool:
    return any(file == dep or file.startswith(f"{dep}/") for dep in deps)


def file_of(module: str) -> Path | None:
    path = ROOT.joinpath(*module.split("."))
    for file in (path / "__init__.py", path.with_suffix(".py")):
        if file.is_file():
            return file
    return None


def imported(file: Path) -> Iterator[str]:
    """Yield every name of ours that a module imports, but for those that only types need."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    typing = [n for n in ast.walk(tree) if isinstance(n, ast.If) and is_typing(n)]
    barred = {id(inner) for node in typing for part in node.body for inner in ast.walk(part)}
    for node in ast.walk(tree):
        if id(node) in barred:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_typing(node: ast.If) -> bool:
    return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def closure(module: str) -> set[str]:
    """Return the files of all modules of ours that a module can come to import."""
    found: set[Path] = set()
    waiting = [module]
    while waiting:
        parts = waiting.pop().split(".")
        for length in range(1, len(parts) + 1):
            file = file_of(".".join(parts[:length])) if parts[0] == "pipeline" else None
            if file is not None and file not in found:
                found.add(file)
                waiting += imported(file)
    return {file.relative_to(ROOT).as_posix() for file in found}


def watched(words: list[str], report: Path) -> tuple[set[str], set[str]]:
    """Return the files of the repository that a command read, and the settings that it took."""
    subprocess.run(
        [sys.executable, "-c", WATCH, str(report), *words],
        check=True,
        cwd=ROOT,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    read, taken = json.loads(report.read_text(encoding="utf-8"))
    inside = {Path(file) for file in read if Path(file).is_relative_to(ROOT)}
    ours = {file.relative_to(ROOT).as_posix() for file in inside}
    installed = (".", "__editable__", "standout.egg-info")
    return {file for file in ours if not file.startswith(installed)}, set(taken)


def test_every_dependency_is_there_or_made_by_an_earlier_stage() -> None:
    made: list[str] = []
    for name in STAGES:
        for dep in stage(name, CHAT)["deps"]:
            assert dep in made or (ROOT / dep).exists(), f"{name}: {dep}"
        made += outs(name, CHAT)
    for name in MODELS:
        for dep in stage(name, CORPORA)["deps"]:
            assert dep.startswith(CORPORA) or (ROOT / dep).exists(), f"{name}: {dep}"


def test_the_chats_of_the_house_are_there_and_a_clone_trains_nothing() -> None:
    values = yaml.safe_load((ROOT / PARAMS).read_text(encoding="utf-8"))
    assert all((ROOT / "corpora" / "chats" / chat).is_dir() for chat in values["chats"])
    assert (values["corpora"], values["decisions"]) == ({}, {})


def test_parameters_of_stages_are_blocks_of_the_settings() -> None:
    for name in method()["stages"]:
        assert set(stage(name, "x").get("params", ())) <= set(Settings.model_fields)


def test_every_stage_and_model_says_what_it_is() -> None:
    assert all(stage(name, "x")["desc"] for name in method()["stages"])
    shipped = {folder.name for folder in (ROOT / "models").iterdir() if folder.is_dir()}
    named = method()["artifacts"]
    assert {Path(known["path"]).name for known in named.values()} == shipped
    assert all(known["desc"] and known["labels"] and known["type"] for known in named.values())


def drawn() -> Iterator[tuple[str, Path, list[dict[str, str]], set[str]]]:
    """Yield each plot, its table, the rows, and the columns that tell them apart when drawn."""
    for plot in method()["plots"]:
        [(name, known)] = plot.items()
        [(table, x)], [(same, y)] = known["x"].items(), known["y"].items()
        assert table == same
        with (ROOT / table).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        template = ROOT / ".dvc" / "plots" / f"{known['template']}.json"
        text = template.read_text(encoding="utf-8") if template.is_file() else ""
        yield name, ROOT / table, rows, {x, y, *re.findall(r'"field": "(\w+)"', text)}


def test_every_table_is_drawn_and_tells_apart_what_its_words_tell_apart() -> None:
    for name, _, rows, fields in drawn():
        words = {key for row in rows for key, value in row.items() if not is_number(value)}
        assert words <= fields, f"{name} lays rows of different {words - fields} on each other"
        assert fields - {"rev"} <= set(rows[0]), name
    assert {table for _, table, *_ in drawn()} == set((ROOT / "metrics/plots").iterdir())


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@pytest.mark.slow
def test_two_commits_are_drawn_side_by_side(tmp_path: Path) -> None:
    copy = tmp_path / "house"
    ignore = shutil.ignore_patterns("tmp", "cache", "config.local")
    for name in (".dvc", "metrics"):
        shutil.copytree(ROOT / name, copy / name, ignore=ignore)
    (copy / "dvc.yaml").write_text(yaml.safe_dump({"plots": method()["plots"]}), encoding="utf-8")
    git = ("git", "-c", "user.name=house", "-c", "user.email=house@example")
    subprocess.run([*git, "init", "-q"], cwd=copy, check=True)
    for words in (["add", "."], ["commit", "-q", "-m", "a"]):
        subprocess.run([*git, *words], cwd=copy, check=True)
    table = copy / "metrics" / "plots" / "learning_curve.csv"
    table.write_text(table.read_text("utf-8").replace("0.", "0.0"), encoding="utf-8")
    subprocess.run([*git, "commit", "-q", "-a", "-m", "b"], cwd=copy, check=True)
    found = json.loads(dvc(copy, "plots", "diff", "HEAD~1", "HEAD", "--json"))
    assert "errors" not in found
    assert found["data"].keys() == {name for name, *_ in drawn()}
    for [plot] in found["data"].values():
        rows = plot["content"]["data"]["values"]
        assert {row["rev"] for row in rows} == {"HEAD~1", "HEAD"}


@pytest.mark.parametrize("name", MODELS)
def test_a_training_names_every_module_that_it_can_come_to_import(name: str) -> None:
    deps = stage(name, "../shared")["deps"]
    missing = {f for f in closure(MODELS[name]) - SEAMS if not covers(deps, f)}
    rooms = {f for f in missing if not f.endswith("__init__.py")}
    assert rooms == set(), f"add them to the stage {name} of dvc.yaml"


def test_the_corpora_of_a_training_are_where_it_looks(shared: Path) -> None:
    for name in set(MODELS) - {"taste"}:
        for dep in stage(name, str(shared))["deps"]:
            assert (ROOT / dep).exists(), f"{name}: {dep}"


@pytest.mark.slow
def test_a_stage_reads_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    run = f"runs/{CHAT}"
    for name in STAGES:
        known = stage(name, CHAT)
        words = [str(tmp_path / run) if word == run else word for word in known["cmd"].split()[1:]]
        if name == "normalize":
            words += ["--out", str(tmp_path / "runs")]
        read, taken = watched(words, tmp_path / "report.json")
        deps = [dep for dep in known["deps"] if not dep.startswith("runs/")]
        unnamed = {f for f in read - SEAMS - {PARAMS} if not covers(deps, f)}
        assert unnamed == set(), f"{name} reads what dvc.yaml does not name"
        lasting = [d for d in deps if not d.endswith(".txt") and d not in READ_IF_ASKED]
        idle = [dep for dep in lasting if not any(covers([dep], file) for file in read)]
        assert idle == [], f"{name} names what it does not read"
        assert taken == set(known["params"]), name
        assert all((tmp_path / out).is_file() for out in outs(name, CHAT))
    written = {f"{run}/{file.name}" for file in (tmp_path / run).iterdir()}
    assert written == {out for name in STAGES for out in outs(name, CHAT)}


@pytest.mark.slow
def test_a_changed_parameter_of_pick_runs_pick_and_recap_alone(tmp_path: Path) -> None:
    copy = tmp_path / "house"
    ignore = shutil.ignore_patterns("__pycache__", "cache", "tmp", "config.local")
    for name in ("corpora", "models", "pipeline", ".dvc"):
        shutil.copytree(ROOT / name, copy / name, ignore=ignore)
    for name in ("dvc.yaml", PARAMS, ".dvcignore", ".gitignore"):
        shutil.copy(ROOT / name, copy)
    params = copy / PARAMS
    text = params.read_text(encoding="utf-8")
    params.write_text(text.replace("- slowgrowth\n", ""), encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=copy, check=True)
    commands.run([copy / "corpora" / "chats" / CHAT], out=copy / "runs", settings=Settings())
    dvc(copy, "commit", "--force")
    assert ran(copy) == []
    text = params.read_text(encoding="utf-8")
    params.write_text(text.replace("per_question: 5", "per_question: 2"), encoding="utf-8")
    recap = copy / "runs" / CHAT / "recap.md"
    recap.write_text("made by hand of it", encoding="utf-8")
    assert ran(copy) == [f"pick@{CHAT}", f"recap@{CHAT}"]
    kept = recap.with_name("recap.edited.md").read_text(encoding="utf-8")
    assert kept == "made by hand of it" != recap.read_text(encoding="utf-8")


def ran(house: Path) -> list[str]:
    """Return the stages that `dvc repro` runs in a house, in their order."""
    said = dvc(house, "repro").splitlines()
    return [line.split("'")[1] for line in said if line.startswith("Running stage")]


def dvc(house: Path, *words: str) -> str:
    """Return what DVC prints in a house, with the command of these tests on the path."""
    scripts = Path(sys.executable).parent
    done = subprocess.run(
        [sys.executable, "-m", "dvc", *words],
        cwd=house,
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "DVC_NO_ANALYTICS": "1",
            "PATH": f"{scripts}:{os.environ['PATH']}",
            "PYTHONPATH": str(house),
        },
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
