"""On how many cores long work is done: on all, or on one where sums must come in one order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

from pipeline import processors

T = TypeVar("T")
R = TypeVar("R")


def side_by_side(work: Callable[[T], R], tasks: Sequence[T]) -> list[R]:
    """Return what `work`, a function of a module, makes of each task; a process for each core."""
    count = min(processors.count(), len(tasks))
    if count < 2:
        return [work(task) for task in tasks]
    with ProcessPoolExecutor(count, get_context("spawn")) as pool:
        return list(pool.map(work, tasks))


@contextmanager
def one_torch_thread() -> Iterator[None]:
    """Let torch add up on one thread: sums over threads come in any order."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
