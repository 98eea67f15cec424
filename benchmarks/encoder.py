"""Prints how fast the packaged encoder is beside its reference, how near, and how well it starts.

    python benchmarks/encoder.py CHAT.jsonl... [--threads 2] [--most 1000]

Both encode the same posts in the same run, in alternating slices, so that other work on the machine
slows both alike. CPU seconds are counted over all threads of the process. On a busy machine torch
loses more than its share where its threads wait for each other; `--threads 1` is fair there.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import jsonlines
import numpy as np

from pipeline.encoder import Encoder, Vectors
from pipeline.encoder.packaged import NAME, REFERENCE, load
from pipeline.encoder.static import NAME as STATIC

SLICES = 8
START = (
    "from pipeline.encoder.packaged import load;"
    "load(cache=False).encode([f'A{n}: post number {n}' for n in range(10)]);"
    "import sys, time; print(f'{time.process_time():.2f} s of CPU time, torch', end=' ');"
    "print('imported' if 'torch' in sys.modules else 'not imported')"
)


def posts(paths: Sequence[Path], most: int) -> list[str]:
    """Return up to `most` different post texts, evenly from all files."""
    texts: dict[str, None] = {}
    for path in paths:
        with jsonlines.open(path) as reader:
            texts.update(dict.fromkeys(row["text"] for row in reader))
    every = max(1, -(-len(texts) // most))
    return list(texts)[::every]


def race(encoders: Sequence[Encoder], texts: Sequence[str]) -> list[tuple[Vectors, float, float]]:
    """Return of each encoder the vectors in order, wall seconds and CPU seconds."""
    rows: list[list[Vectors]] = [[] for _ in encoders]
    wall, cpu = np.zeros(len(encoders)), np.zeros(len(encoders))
    for start in range(SLICES):
        for number, encoder in enumerate(encoders):
            before = time.perf_counter(), time.process_time()
            rows[number].append(encoder.encode(texts[start::SLICES]))
            wall[number] += time.perf_counter() - before[0]
            cpu[number] += time.process_time() - before[1]
    return [
        (np.concatenate(some), float(wall[number]), float(cpu[number]))
        for number, some in enumerate(rows)
    ]


def main() -> None:
    """Print the figures, one a line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("chats", nargs="+", type=Path)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--most", type=int, default=10**9)
    options = parser.parse_args()
    before = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", START], check=True, capture_output=True, text=True)
    wall = time.perf_counter() - before
    print(f"start and 10 texts: {wall:.2f} s by the clock, {done.stdout.strip()}")
    ours = load(NAME, threads=options.threads, cache=False)
    reference, quick = load(REFERENCE), load(STATIC)
    if options.threads:
        import torch

        torch.set_num_threads(options.threads)
    texts = posts(options.chats, options.most)
    race([ours, reference, quick], texts[:SLICES])
    results = race([ours, reference, quick], texts)
    for name, (_, wall, cpu) in zip((NAME, REFERENCE, STATIC), results, strict=True):
        print(f"{name}: {len(texts) / wall:.0f} posts/s, {len(texts) / cpu:.0f} posts/CPU s")
    theirs, their_wall, their_cpu = results[1]
    for name, (mine, wall, cpu) in ((NAME, results[0]), (STATIC, results[2])):
        print(
            f"{name}: {their_wall / wall:.1f} times as fast as {REFERENCE} by the clock,", end=" "
        )
        print(f"{their_cpu / cpu:.1f} by CPU time;", end=" ")
        cosines = (mine * theirs).sum(axis=1)
        print(f"cosine to it: mean {cosines.mean():.4f}, least {cosines.min():.4f}")
    alone = np.concatenate([ours.encode([text]) for text in texts[::SLICES]])
    among = ours.encode(texts)[::SLICES]
    print(f"alone or among others: largest difference {np.abs(alone - among).max()}")


if __name__ == "__main__":
    main()
