"""Locks end with their process, whichever way it ends; to look at one is in nobody's way."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline import locks
from tests.conftest import ROOT

HOLDS = """
import sys
from pathlib import Path
from pipeline import locks
held = locks.take(Path(sys.argv[1]))
print(held.is_ours, flush=True)
sys.stdin.read()
"""


@pytest.fixture(params=["file", "folder"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "held"
    path.mkdir() if request.param == "folder" else path.touch()
    return path


def test_a_lock_is_anothers_until_it_is_let_go(place: Path) -> None:
    first = locks.take(place)
    assert first.is_ours and locks.is_taken(place)
    second = locks.take(place)
    assert second.is_ours is False
    second.let_go()
    first.let_go()
    assert not locks.is_taken(place)
    third = locks.take(place, waits=True)
    assert third.is_ours
    third.let_go()


def test_a_lock_ends_with_its_process(place: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, place], cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as other:  # fmt: skip
        assert other.stdout and other.stdout.readline() == "True\n"
        assert locks.is_taken(place)
        other.kill()
    assert not locks.is_taken(place)


def test_a_process_to_which_a_lock_is_passed_on_keeps_it(place: Path) -> None:
    lock = locks.take(place)
    with subprocess.Popen(
        [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, **locks.passed_on(lock)
    ) as other:
        lock.let_go()
        assert locks.is_taken(place)
        other.communicate(b"\n")
    for _ in range(50):  # what Windows starts beside a process ends a moment later
        if not locks.is_taken(place):
            break
        time.sleep(0.1)
    assert not locks.is_taken(place)
