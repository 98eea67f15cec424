"""Mutated exports for every reader: only InputError may escape, and nothing may take long.

    python benchmarks/fuzz.py 100000

Prints how many inputs were read, how many refused, and each failure with the seed that repeats it.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.chatfile import ChatFile
from pipeline.errors import InputError
from pipeline.readers import load

FIXTURES = Path(__file__).parents[1] / "tests" / "readers" / "fixtures"
SLOW_SECONDS = 2.0
FAILURES_SHOWN = 10
CHATS = (
    ChatFile(),
    ChatFile(date="2024-05-02", timezone="Europe/Vienna"),
    ChatFile(columns={"handle": "Who", "text": "What", "created_at": "When", "likes": "Hearts"}),
)
NASTY = (
    b"\x00", b"\xff", b"\xed\xa0\x80", b"\\ud83d", b'"', b"'", b"[" * 3000, b'{"a":' * 3000,
    b"9" * 5000, b"1e999", b"NaN", b"-1", b"null", b"true", b"[]", b"{}", b'""', b"\r", b"\n",
    b"<![", b"<!--", b"<p>" * 500, b"&amp;", b"&#99999999;", b"\xe2\x80\x94 ", b"(@", b"0001-01-01",
    b"9999-12-31T23:59:59-14:00", b"1.25E+18", b",", b"\t", b"]]>", b"\xf0\x9f\x91\xa9\xe2\x80\x8d",
)  # fmt: skip


RETYPED_SHARE = 0.5  # of the JSON inputs get values of another kind and not other bytes
OTHER_VALUES = (
    None, True, 0, -1, 1.5, 1e308, float("nan"), 10**40, 2**63, "", "text", "2024-05-02", "\ud83d",
    "\x00", "x" * 2000, [], {}, [None], [1, "a"], {"text": 1}, {"id": "1"}, [[]], [{}], {"": {}},
    "999999999999999", "at://", "<p>", "0", "9999-12-31T23:59:59-14:00", {"user": []}, [[[{}]]],
)  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return the data cut, swapped, repeated, overwritten or spiced in one to four places."""
    mutant = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(mutant) + 1)
        end = min(len(mutant), start + chance.choice((1, 2, 5, 20, 100, 1000)))
        piece = bytes(mutant[start:end])
        kind = chance.randrange(7)
        if kind == 0:
            del mutant[start:]
        elif kind == 1:
            del mutant[start:end]
        elif kind == 2:
            mutant[start:start] = piece * chance.choice((1, 2, 50))
        elif kind == 3:
            other = chance.randrange(len(mutant) + 1)
            mutant[start:end], mutant[other:other] = b"", piece
        elif kind == 4 and piece:
            mutant[start] = chance.randrange(256)
        elif kind == 5:
            mutant[start:start] = chance.choice(NASTY)
        else:
            mutant[start:end] = _changed_value(piece, chance)
    return bytes(mutant)


def retyped(data: bytes, chance: random.Random) -> bytes:
    """Return JSON with one to three of its values turned into values of another kind."""
    start = min((at for at in (data.find(b"{"), data.find(b"[")) if at >= 0), default=0)
    prefix, body = data[:start], data[start:].decode("utf-8").rstrip().removesuffix(";")
    try:
        values = [json.loads(body)]
    except ValueError:
        try:
            values = [json.loads(line) for line in body.splitlines()]
        except ValueError:
            return mutated(data, chance)
    for _ in range(chance.randint(1, 3)):
        holders = [holder for holder in _holders(values) if holder]
        holder = chance.choice(holders)
        key = chance.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        holder[key] = copy.deepcopy(chance.choice(OTHER_VALUES))
    return prefix + "\n".join(json.dumps(value) for value in values).encode("utf-8")


def _holders(values: list[Any]) -> list[Any]:
    found, waiting = [], [values]
    while waiting:
        holder = waiting.pop()
        found.append(holder)
        inside = holder.values() if isinstance(holder, dict) else holder
        waiting += [value for value in inside if isinstance(value, dict | list)]
    return found


def _changed_value(piece: bytes, chance: random.Random) -> bytes:
    """Return the piece with its texts, numbers or nulls turned into something else."""
    old = chance.choice((b'"', b"null", b"false", b"0", b"1", b":", b"{", b"[", b"2024"))
    return piece.replace(old, chance.choice(NASTY[:30]), chance.randint(1, 3))


def inputs(folder: Path) -> list[tuple[Path, Path]]:
    """Return (what is loaded, the file in it that is mutated) for each fixture, and for a zip."""
    found = []
    for path in sorted(folder.iterdir()):
        files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
        found += [(path, file) for file in files]
    for name in ("slack", "x_archive"):
        packed = Path(shutil.make_archive(str(folder / f"{name}-packed"), "zip", folder / name))
        found.append((packed, packed))
    return found


def trials(count: int, seed: int, folder: Path) -> Iterator[tuple[str, str, float]]:
    """Yield (fixture, outcome, seconds) for each mutated input."""
    targets = inputs(folder)
    originals = {file: file.read_bytes() for _, file in targets}
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        path, file = targets[number % len(targets)]
        is_json = file.suffix in (".json", ".jsonl", ".js")
        change = retyped if is_json and chance.random() < RETYPED_SHARE else mutated
        file.write_bytes(change(originals[file], chance))
        began = time.process_time()
        try:
            loaded = load([path], chance.choice(CHATS))
            outcome = "read" if loaded.posts else "read, no posts"
        except InputError as error:
            outcome = "refused" if "\n" not in str(error) else "refused in several lines"
        except Exception:
            outcome = f"FAILED: number {number}\n{traceback.format_exc()}"
        yield file.name, outcome, time.process_time() - began
        file.write_bytes(originals[file])


def main() -> int:
    """Run the trials and print the counts; return 1 where anything failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    outcomes: Counter[str] = Counter()
    slowest, failures = (0.0, ""), []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "fixtures"
        shutil.copytree(FIXTURES, folder)
        for name, outcome, seconds in trials(given.count, given.seed, folder):
            slowest = max(slowest, (seconds, name))
            if seconds > SLOW_SECONDS:
                outcome = f"FAILED: {seconds:.1f} seconds"
            if outcome.startswith("FAILED") or "several lines" in outcome:
                failures.append(f"{name}: {outcome}")
                outcome = "failed"
            outcomes[outcome] += 1
    for outcome, number in sorted(outcomes.items()):
        print(f"{number:>8} {outcome}")
    print(f"slowest: {slowest[0]:.2f} s ({slowest[1]})")
    print("\n".join(failures[:FAILURES_SHOWN]))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
