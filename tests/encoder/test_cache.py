from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from pipeline.encoder.cache import Recent, VectorCache, home

POST = "A1: Slow growth beats no growth. #slowgrowth"


def row(start: int, dimension: int = 4) -> np.ndarray:
    return np.arange(start, start + dimension, dtype=np.int16)


def cache(folder: Path, model: str = "m1", most: int = 100) -> VectorCache:
    return VectorCache(folder / "cache" / "v.sqlite", model=model, dimension=4, most=most)


def test_a_row_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    cache(tmp_path).put({POST: row(-2), "": row(7)})
    found = cache(tmp_path).get([POST, "", "A2: never kept"])
    assert {text: list(kept) for text, kept in found.items()} == {
        POST: [-2, -1, 0, 1],
        "": [7, 8, 9, 10],
    }


def test_another_model_does_not_see_it(tmp_path: Path) -> None:
    cache(tmp_path).put({POST: row(1)})
    assert cache(tmp_path, model="m2").get([POST]) == {}


def test_more_texts_than_one_query_takes_are_found(tmp_path: Path) -> None:
    many = {f"post {n}": row(n) for n in range(1201)}
    kept = cache(tmp_path, most=5000)
    kept.put(many)
    assert len(kept.get(list(many))) == 1201


def test_the_oldest_make_room(tmp_path: Path) -> None:
    kept = cache(tmp_path, most=3)
    for n in range(5):
        kept.put({f"post {n}": row(n)})
    assert set(kept.get([f"post {n}" for n in range(5)])) == {"post 2", "post 3", "post 4"}


def test_without_a_bound_none_makes_room(tmp_path: Path) -> None:
    kept = VectorCache(tmp_path / "v.sqlite", model="m1", dimension=4, most=None)
    for n in range(5):
        kept.put({f"post {n}": row(n)})
    assert len(kept.get([f"post {n}" for n in range(5)])) == 5


def test_a_damaged_row_is_not_believed(tmp_path: Path) -> None:
    kept = cache(tmp_path)
    kept.put({POST: row(1), "whole": row(2)})
    with sqlite3.connect(kept.path) as database:
        sealed = database.execute("SELECT row FROM vectors WHERE number = 1").fetchone()[0]
        changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
        database.execute("UPDATE vectors SET row = ? WHERE number = 1", (changed,))
    assert set(kept.get([POST, "whole"])) == {"whole"}


def test_a_row_of_another_length_is_not_believed(tmp_path: Path) -> None:
    kept = cache(tmp_path)
    kept.put({POST: row(1, dimension=5)})
    assert kept.get([POST]) == {}


def test_a_file_that_is_no_database_is_as_good_as_none(tmp_path: Path) -> None:
    kept = cache(tmp_path)
    assert kept.put({POST: row(1)})
    kept.path.write_bytes(b"not a database, but long enough to be taken for one" * 40)
    assert not kept.put({POST: row(1)})
    assert kept.get([POST]) == {}


def test_a_folder_that_cannot_be_made_is_as_good_as_none(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert not cache(tmp_path).put({POST: row(1)})
    assert cache(tmp_path).get([POST]) == {}


def test_in_memory_the_oldest_make_room_too() -> None:
    kept = Recent(most=3)
    for n in range(4):
        assert kept.put({f"post {n}": row(n), POST: row(n)})
    found = kept.get([*(f"post {n}" for n in range(4)), POST])
    assert set(found) == {"post 2", "post 3", POST} and found[POST][0] == 3


def test_many_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    def write(writer: int) -> None:
        cache(tmp_path, most=1000).put({f"post {writer}.{n}": row(n) for n in range(20)})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    texts = [f"post {writer}.{n}" for writer in range(8) for n in range(20)]
    assert len(cache(tmp_path).get(texts)) == 160


def test_processes_at_once_and_one_killed_in_mid_work_leave_a_whole_cache(tmp_path: Path) -> None:
    code = (
        "import sys, numpy as np; from pathlib import Path;"
        "from pipeline.encoder.cache import VectorCache;"
        "kept = VectorCache(Path(sys.argv[1]), model='m1', dimension=4, most=400);"
        "print('ready', flush=True);"
        "[kept.put({f'{sys.argv[2]}.{n}.{k}': np.full(4, n, dtype=np.int16) for k in range(20)})"
        " for n in range(int(sys.argv[3]))]"
    )
    path = cache(tmp_path).path
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(path), name, times],
            stdout=subprocess.PIPE, text=True,
        )
        for name, times in (("a", "10"), ("b", "10"), ("killed", "100000"))
    ]  # fmt: skip
    for process in started:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
    time.sleep(0.2)
    started[2].kill()
    codes = [process.wait(300) for process in started]
    assert codes[:2] == [0, 0]
    kept = cache(tmp_path, most=400)
    kept.put({POST: row(1)})
    assert set(kept.get([POST])) == {POST}
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("SELECT count(*) FROM vectors").fetchone()[0] <= 400


def test_the_cache_folder_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert home() == tmp_path / "standout"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert home() == tmp_path / ".cache" / "standout"
