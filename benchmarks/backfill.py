"""What years of chats cost: reading and cutting, one and two workers side by side, searching.

python -m benchmarks.backfill ../shared [--chats 12] [--cut 100000]

Real chats are multiplied, each copy with other days, ids and a word of its own in every post, so
that no text is known from before. Prints throughput and memory; the ratio of two workers to one
comes from the same run. Posts for each second of processor time mean the same on a busy machine.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count, islice
from pathlib import Path
from typing import Any

from benchmarks.process import timed
from pipeline import processors

SOURCES = ("byod4l_final", "onenoteq1", "lthechat_on", "byod4l_curating")
STANDOUT = [sys.executable, "-c", "from pipeline.cli import main; main()"]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("shared", type=Path)
    parser.add_argument("--chats", type=int, default=12, help="run with one worker and with two")
    parser.add_argument("--cut", type=int, default=100_000, help="posts that are only cut")
    parser.add_argument("--within", type=Path, help="a folder for the work; else a temporary one")
    given = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="standout-bench-", dir=given.within))
    print(f"cores {processors.count()}, load {os.getloadavg()[0]:.1f}")
    try:
        for posts in (given.cut // 10, given.cut):
            _cut(given.shared, posts, place / f"cut{posts}")
        _run(given.shared, given.chats, place)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def copies(shared: Path) -> Iterator[list[dict[str, Any]]]:
    """Yield chats without end: the sources in turn, a week apart, each with words of its own."""
    chats = []
    for name in SOURCES:
        with (shared / "chats" / f"{name}.jsonl").open(encoding="utf-8") as stream:
            chats.append([json.loads(line) for line in stream])
    for number in count():
        posts = chats[number % len(chats)]
        first = datetime.fromisoformat(posts[0]["created_at"])
        begins = datetime.fromisoformat("2015-01-05T20:00:00+00:00") + timedelta(days=number / 2)
        yield [
            {
                **post,
                "id": f"{number}{post['id'][-12:]}",
                "text": f"{post['text']} w{number}",
                "created_at": (
                    begins + (datetime.fromisoformat(post["created_at"]) - first)
                ).isoformat(),
            }
            for post in posts
        ]


def write(shared: Path, file: Path, *, chats: int | None = None, posts: int | None = None) -> int:
    """Write an archive of so many chats or posts; return how many posts it has."""
    file.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with file.open("w", encoding="utf-8") as stream:
        for chat in islice(copies(shared), chats):
            for post in chat:
                stream.write(json.dumps(post, ensure_ascii=False) + "\n")
            written += len(chat)
            if posts is not None and written >= posts:
                break
    return written


def _cut(shared: Path, posts: int, place: Path) -> None:
    written = write(shared, place / "archive.jsonl", posts=posts)
    code = (
        "import sys; from pathlib import Path; from pipeline.backfill.cut import cut; "
        "from pipeline.backfill.archive import parts; from pipeline.backfill.spill import spill; "
        "from pipeline.settings import BackfillSettings; place = Path(sys.argv[1]); "
        "read = spill(parts(place / 'archive.jsonl')[0], place / 'read'); "
        "made = cut([read], [], place / 'cut', BackfillSettings()); "
        "print(len(made.units()))"
    )
    seconds, work, peak, out = timed([sys.executable, "-c", code, str(place)], str(place))
    size = sum(f.stat().st_size for f in place.rglob("*") if f.is_file())
    print(
        f"reading and cutting {written:,} posts: {written / seconds:,.0f} posts/s, "
        f"{written / work:,.0f} for each second of processor time, "
        f"peak {peak:.0f} MB, {out.strip()} chats, disk {size / written:,.0f} bytes a post"
    )


def _run(shared: Path, chats: int, place: Path) -> None:
    archive = place / "archive.jsonl"
    posts = write(shared, archive, chats=chats)
    spent: dict[int, float] = {}
    for workers in (1, 2):
        out = place / f"out{workers}"
        command = [*STANDOUT, "backfill", str(archive), "--out", str(out),
                   "--workers", str(workers)]  # fmt: skip
        seconds, work, peak, told = timed(command, str(place / "cache"))
        spent[workers] = seconds
        print(
            f"{chats} chats, {posts:,} posts, {workers} worker{'s' * (workers > 1)}: "
            f"{posts / seconds:.0f} posts/s in {seconds:.0f} s, "
            f"{posts / work:.0f} for each second of processor time, peak {peak:.0f} MB each"
        )
    print(told.splitlines()[0])
    print(f"two workers to one: {spent[1] / spent[2]:.2f}")
    begun = time.perf_counter()
    subprocess.run([*command, "--set", "recap.themes=4"], check=True, stdout=subprocess.DEVNULL)
    print(f"again with another recap setting: {time.perf_counter() - begun:.0f} s")
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    print(f"back again, and once more with nothing to do: {time.perf_counter() - begun:.0f} s")
    for name in ("chats", "partitions", "catalogue.duckdb", "work"):
        files = [out / name, *(out / name).rglob("*")]
        size = sum(f.stat().st_size for f in files if f.is_file())
        print(f"  {name}: {size / posts:,.0f} bytes a post")
    begun = time.perf_counter()
    search = [*STANDOUT, "search", "students", "learn*", "--catalogue", str(out)]
    subprocess.run(search, check=True, stdout=subprocess.DEVNULL)
    print(f"search: {time.perf_counter() - begun:.1f} s, start included")


if __name__ == "__main__":
    main()
