"""Prints how the cost of a whole run grows: posts a second and peak memory at several sizes.

    python benchmarks/scale.py CHAT.jsonl... [--sizes 1000 10000 100000] [--encoder static]

Real chats are multiplied: each copy is a session on a day of its own, with other ids, people from a
pool that grows more slowly than the posts, every third content word exchanged for another of the
same look, and question numbers that run on. Hardly a text occurs twice, so that neither folding nor
the vector cache flatters; the cache starts empty. Each size runs in a process of its own. Seconds
by the clock depend on who else works on the machine; CPU seconds count all threads of the run.
"""

from __future__ import annotations

import argparse
import compileall
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import jsonlines

COMMAND = Path(sys.executable).parent / "standout"
KIB_PER_MIB = 1024
SEED = 7
EXCHANGED = 0.35  # of the content words
BLOCK = 8  # questions of one part of a long chat
WORD = re.compile(r"(?<![@#/\w.])[a-z]{5,14}(?![\w/@])")
MENTION = re.compile(r"@(\w+)")
LABEL = re.compile(r"\b([QA])(\s?\.?)(\d{1,2})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Cost:
    """What one run took."""

    posts: int
    wall: float
    cpu: float
    memory: float  # MiB


def read(paths: Sequence[Path]) -> list[list[dict[str, Any]]]:
    """Return the posts of chats."""
    chats = []
    for path in paths:
        with jsonlines.open(path) as reader:
            chats.append([row for row in reader if row.get("created_at")])
    return chats


def multiplied(
    chats: Sequence[Sequence[dict[str, Any]]], count: int, blocks: int = 0
) -> Iterator[dict[str, Any]]:
    """Yield `count` posts in time order; `blocks` parts of BLOCK questions, by default by size."""
    blocks = blocks or max(1, round((count / 1000) ** 0.3))
    yield from islice(_sessions(chats, count, blocks), count)


def _sessions(
    chats: Sequence[Sequence[dict[str, Any]]], count: int, blocks: int
) -> Iterator[dict[str, Any]]:
    chance = random.Random(SEED)
    alike = _alike(chats)
    number, session, done = 10**17, 0, 0
    start = datetime(2016, 1, 4, 20)
    while True:
        chat = chats[session % len(chats)]
        generation = session // len(chats)
        # some come back, some are new: people grow with about the square root of the sessions
        crowd = chance.randrange(1 + int(generation**0.7))
        offset = BLOCK * min(blocks - 1, done * blocks // count)
        first = _moment(chat[0])
        ids: dict[str, str] = {}
        for post in chat:
            number += chance.randrange(1, 10**6)
            ids[post["id"]] = str(number)
            handle = _named(post["handle"], crowd)
            moment = start + timedelta(days=session) + (_moment(post) - first) % timedelta(hours=2)
            yield {
                **post,
                "id": str(number),
                "handle": handle,
                "text": _varied(post["text"], crowd, offset, alike, chance),
                "created_at": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "url": f"https://twitter.com/{handle}/status/{number}",
            }
        done += len(chat)
        session += 1


def _moment(post: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(post["created_at"].replace("Z", "+00:00"))


def _named(handle: str, crowd: int) -> str:
    return f"{handle}_{crowd}" if crowd else handle


def _alike(chats: Sequence[Sequence[dict[str, Any]]]) -> dict[tuple[int, str], list[str]]:
    """Return words by length and ending, so that an exchange keeps the look of a sentence."""
    found: dict[tuple[int, str], set[str]] = defaultdict(set)
    for chat in chats:
        for post in chat:
            for word in WORD.findall(post["text"]):
                found[len(word) // 3, word[-2:]].add(word)
    return {key: sorted(words) for key, words in found.items()}


def _varied(
    text: str,
    crowd: int,
    offset: int,
    alike: dict[tuple[int, str], list[str]],
    chance: random.Random,
) -> str:
    def word(match: re.Match[str]) -> str:
        old = match.group()
        return chance.choice(alike[len(old) // 3, old[-2:]]) if chance.random() < EXCHANGED else old

    def label(match: re.Match[str]) -> str:
        asked = int(match[3])
        return f"{match[1]}{match[2]}{asked + offset}" if asked <= BLOCK else match.group()

    text = WORD.sub(word, text)
    text = MENTION.sub(lambda match: f"@{_named(match[1], crowd)}", text)
    return LABEL.sub(label, text) if offset else text


def cost(path: Path, count: int, arguments: Sequence[str], cache: Path) -> Cost:
    """Return what `standout run` of an export takes, with an empty vector cache."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [COMMAND, "run", path, "--out", cache / "runs", *arguments],
        stdout=subprocess.DEVNULL,
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"standout run {path} failed")
    wall = time.perf_counter() - started
    cpu = usage.ru_utime + usage.ru_stime
    return Cost(count, wall, cpu, usage.ru_maxrss / KIB_PER_MIB)


def compile_package() -> None:
    """Compile the package's modules, as pip leaves them where it installs one."""
    import pipeline

    compileall.compile_dir(Path(pipeline.__file__).parent, quiet=1)


def main() -> None:
    """Print a row for each size, and how the rates differ."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("chats", nargs="+", type=Path)
    parser.add_argument("--sizes", nargs="+", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--encoder", default="all-MiniLM-L6-v2")
    parser.add_argument("--blocks", type=int, default=0, help="parts of 8 questions; 0: by size")
    parser.add_argument("--write", type=Path, help="write the largest export there, run nothing")
    options = parser.parse_args()
    chats = read(options.chats)
    if options.write:
        with jsonlines.open(options.write, "w") as writer:
            writer.write_all(multiplied(chats, max(options.sizes), options.blocks))
        return
    compile_package()
    costs = []
    print("|   posts | people | posts/s | posts/CPU s | seconds | peak MiB |")
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "chat.jsonl"
            people = set()
            with jsonlines.open(path, "w") as writer:
                for post in multiplied(chats, size, options.blocks):
                    people.add(post["handle"])
                    writer.write(post)
            took = cost(path, size, ["--set", f"encoder.name={options.encoder}"], Path(folder))
        costs.append(took)
        print(
            f"| {size:7,} | {len(people):6,} | {size / took.wall:7.0f} | {size / took.cpu:11.0f} "
            f"| {took.wall:7.1f} | {took.memory:8.0f} |",
            flush=True,
        )
    rates = [each.posts / each.cpu for each in costs]
    print(f"slowest rate by fastest, CPU time: {min(rates) / max(rates):.2f}")


if __name__ == "__main__":
    main()
