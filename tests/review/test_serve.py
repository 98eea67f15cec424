"""`standout review` starts wherever its runs can be read."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.review.office import chosen
from tests.readonly import read_only
from tests.review import runs


@contextmanager
def page(folder: Path, *more: str) -> Iterator[tuple[str, list[str]]]:
    """Give the address of a page over runs, and what the terminal says below it at the start."""
    process = subprocess.Popen(
        [Path(sys.executable).with_name("standout"), "review", "--runs", folder, "--port", "0",
         "--no-browser", *more],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=folder.parent,
    )  # fmt: skip
    assert process.stdout
    said: list[str] = []
    try:
        address = re.search(r"http://\S+", process.stdout.readline())
        assert address
        urllib.request.urlopen(f"{address[0]}static/review.css", timeout=60).read()
        yield address[0], said
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
        said += process.stdout.read().splitlines()  # communicate() loses what was read ahead


def read(address: str) -> str:
    return str(urllib.request.urlopen(address, timeout=60).read().decode("utf-8"))


def test_a_folder_of_runs_that_can_only_be_read_is_shown_and_copied_from(tmp_path: Path) -> None:
    folder = tmp_path / "runs"
    run = runs.make(folder / "repair")
    runs.make(folder / "garden")
    with read_only(folder), page(folder) as (address, said):
        listed = read(address)
        assert listed.count("no decision can be kept") == 2
        assert "would hold the outcome, and cannot be written" in listed  # in place of the button
        assert "Nothing can be decided here" in read(f"{address}chat/repair")
        recap = read(f"{address}chat/repair/files/recap.txt")
        assert all(pick.text in recap for pick in run.picks(run.posts()))
    assert "cannot be written" in said[0] and "sign-ins end with the page" in said[0]
    assert {path.name for path in folder.iterdir()} == {"repair", "garden"}


def test_where_the_folder_can_be_written_nothing_is_said_of_it(tmp_path: Path) -> None:
    runs.make(tmp_path / "runs" / "repair")
    with page(tmp_path / "runs") as (address, said):
        assert "no decision can be kept" not in read(address)
    assert not any("cannot be written" in line for line in said)


@pytest.mark.parametrize("named", ["repair", "repair/", "runs/repair", "runs/repair/"])
def test_a_run_is_found_by_its_name_also_where_the_folder_of_the_chat_has_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.chdir(tmp_path)
    runs.make(tmp_path / "runs" / "repair")
    Path("repair").mkdir()  # with the export
    assert chosen([named], Path("runs")) == {"repair": Path("runs/repair")}


def test_a_run_that_is_named_as_one_of_this_folder_is_that_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("runs/repair", "repair"):
        runs.make(tmp_path / folder)
    assert chosen(["./repair"], Path("runs")) == {"repair": Path("repair")}
