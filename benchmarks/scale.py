"""Prints how the cost of a whole run grows: posts a second and peak memory at several sizes.

    python -m benchmarks.scale CHAT.jsonl... [--sizes 1000 10000 100000] [--encoder static]

Real chats are multiplied: each copy is a session on a day of its own, with other ids, people from a
pool that grows more slowly than the posts, most words exchanged for others of the same look, as
often as these occur, and question numbers that run on. Every size holds the same share of each
chat. How many posts are then folded as repeats is printed, as these cost less: few, and about as
many at each size, or the larger sizes are flattered. The vector cache starts empty; templates are
compiled, as any earlier run leaves them. Each run is a process of its own; the small sizes run
several times, and the median counts. Seconds by the clock depend on who else works on the machine;
CPU seconds count all threads of the run.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from math import ceil
from pathlib import Path
from typing import Any

import jsonlines

from benchmarks.process import Cost, compile_package, timed

COMMAND = Path(sys.executable).parent / "standout"
EARLIER = Path(__file__).parents[1] / "corpora" / "chats" / "fedi-archivists"
SEED = 7
EXCHANGED = 0.6  # of the words: with a third of them, half of 100,000 posts repeat others
BLOCK = 8  # questions of one part of a long chat
SMALL = 10_000  # posts, up to which runs are so short that what else the machine does tells
WORD = re.compile(r"(?<![@#/\w.])[A-Za-z]?[a-z]{2,13}(?![\w/@])")
MENTION = re.compile(r"@(\w+)")
LABEL = re.compile(r"\b([QA])(\s?\.?)(\d{1,2})\b", re.IGNORECASE)


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
    number, done = 10**17, 0
    start = datetime(2016, 1, 4, 20)
    for session, posts in enumerate(_shares(chats, count)):
        generation = session // len(chats)
        # some come back, some are new: people grow with about the square root of the sessions
        crowd = chance.randrange(1 + int(generation**0.7))
        offset = BLOCK * min(blocks - 1, done * blocks // count)
        first = _moment(posts[0])
        for post in posts:
            number += chance.randrange(1, 10**6)
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
        done += len(posts)


def _shares(
    chats: Sequence[Sequence[dict[str, Any]]], count: int
) -> Iterator[Sequence[dict[str, Any]]]:
    """Yield whole chats in turn, and of the last round the beginning of each: `count` or more."""
    whole = sum(map(len, chats))
    for _ in range(count // whole):
        yield from chats
    if rest := count % whole:
        yield from (chat[: ceil(len(chat) * rest / whole)] for chat in chats)


def _moment(post: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(post["created_at"].replace("Z", "+00:00"))


def _named(handle: str, crowd: int) -> str:
    return f"{handle}_{crowd}" if crowd else handle


def _alike(chats: Sequence[Sequence[dict[str, Any]]]) -> dict[tuple[int, bool], list[str]]:
    """Return words by look, each as often as it occurs, so that common words stay common."""
    found: dict[tuple[int, bool], list[str]] = defaultdict(list)
    for chat in chats:
        for post in chat:
            for word in WORD.findall(post["text"]):
                found[_look(word)].append(word)
    return found


def _look(word: str) -> tuple[int, bool]:
    return len(word) // 4, word[0].isupper()


def _varied(
    text: str,
    crowd: int,
    offset: int,
    alike: dict[tuple[int, bool], list[str]],
    chance: random.Random,
) -> str:
    def word(match: re.Match[str]) -> str:
        old = match.group()
        return chance.choice(alike[_look(old)]) if chance.random() < EXCHANGED else old

    def label(match: re.Match[str]) -> str:
        asked = int(match[3])
        return f"{match[1]}{match[2]}{asked + offset}" if asked <= BLOCK else match.group()

    text = WORD.sub(word, text)
    text = MENTION.sub(lambda match: f"@{_named(match[1], crowd)}", text)
    return LABEL.sub(label, text) if offset else text


def cost(path: Path, count: int, arguments: Sequence[str]) -> tuple[Cost, float]:
    """Return what `standout run` of an export takes, with an empty vector cache, and the share of
    its posts that are taken as repeats of others."""
    with tempfile.TemporaryDirectory() as folder:
        runs = Path(folder) / "runs"
        timed([COMMAND, "run", EARLIER, "--out", runs, "--set", "encoder.name=static"], folder)
        found = timed([COMMAND, "run", path, "--out", runs, *arguments], folder)
        with jsonlines.open(runs / path.stem / "posts.jsonl") as posts:
            folded = sum(post["set_aside"] == "duplicate" for post in posts)
    return found, folded / count


def main() -> None:
    """Print a row for each size, and how the rates differ."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("chats", nargs="+", type=Path)
    parser.add_argument("--sizes", nargs="+", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--encoder", default="all-MiniLM-L6-v2")
    parser.add_argument("--blocks", type=int, default=0, help="parts of 8 questions; 0: by size")
    parser.add_argument("--runs", type=int, default=5, help="of each size up to 10,000 posts")
    parser.add_argument("--write", type=Path, help="write the largest export there, run nothing")
    options = parser.parse_args()
    chats = read(options.chats)
    if options.write:
        with jsonlines.open(options.write, "w") as writer:
            writer.write_all(multiplied(chats, max(options.sizes), options.blocks))
        return
    compile_package()
    rates = []
    print("|   posts | people | folded | posts/s | posts/CPU s | seconds | peak MiB | runs |")
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "chat.jsonl"
            people = set()
            with jsonlines.open(path, "w") as writer:
                for post in multiplied(chats, size, options.blocks):
                    people.add(post["handle"])
                    writer.write(post)
            arguments = ["--set", f"encoder.name={options.encoder}"]
            runs = options.runs if size <= SMALL else 1
            took = [cost(path, size, arguments) for _ in range(runs)]
        median, folded = sorted(took, key=lambda each: each[0].cpu)[len(took) // 2]
        rates.append(size / median.cpu)
        print(
            f"| {size:7,} | {len(people):6,} | {folded:6.1%} | {size / median.wall:7.0f} "
            f"| {size / median.cpu:11.0f} | {median.wall:7.1f} | {median.memory:8.0f} "
            f"| {runs:4} |",
            flush=True,
        )
    print(f"slowest rate by fastest, CPU time: {min(rates) / max(rates):.2f}")
    print(f"load over the last minute: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
